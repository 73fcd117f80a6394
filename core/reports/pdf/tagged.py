"""A canvas of reportlab's that says what it draws: a tagged PDF (ISO 32000-1, 14.7 and 14.8).

reportlab itself has no tags. Each piece of content is marked in its page's stream and hangs in a
tree of elements; what is not content, as a page's head and its rules, is an artifact. Whether a
file keeps all of PDF/UA was never asked of a checker: it is not to be called that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from core.machine.config import APP
from core.reports.pdf.typeface import font_named


@dataclass(slots=True)
class Element:
    """A node of the structure: `H1`, `P`, `Table`, `Figure`. `name` is that of its object."""

    tag: str
    name: str
    parent: "Element | None"
    entries: dict[str, Any] = field(default_factory=dict)
    kids: list[Any] = field(default_factory=list)  # elements, and pages with a mark's number


class TaggedCanvas:
    """`canvas` draws; `marked` and `artifact` say what is drawn meanwhile."""

    def __init__(self, file: Any, size: tuple[float, float], *, title: str, language: str) -> None:
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - 0.2 s, and only for a PDF

        self.canvas = Canvas(
            file,
            pagesize=size,
            invariant=True,
            lang=language,
            initialFontName=font_named("Regular"),  # type: ignore[arg-type]  # a name; the stub errs
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor(APP)
        self.canvas.setCreator(APP)
        self.canvas.setSubject(title)
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        self._elements: list[Element] = []
        self._root = self._element("Document", None)
        self._at = [self._root]
        self._marks: list[list[Element]] = [[]]  # of each page, in the order of their numbers

    @contextmanager
    def within(self, tag: str, **entries: Any) -> Iterator[None]:
        """Hang what is marked meanwhile below an element `tag`."""
        self._at.append(self._element(tag, self._at[-1], entries))
        yield
        self._at.pop()

    @contextmanager
    def marked(self, tag: str, **entries: Any) -> Iterator[None]:
        """Mark what is drawn meanwhile as the content of an element `tag`."""
        with self.within(tag, **entries):
            page = self._marks[-1]
            number = len(page)
            page.append(self._at[-1])
            self._at[-1].kids.append((len(self._marks) - 1, number))
            self._emit(f"/{tag} <</MCID {number}>> BDC")  # unsaid: an operator of PDF
            yield
            self._emit("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Mark what is drawn meanwhile as nothing to be read."""
        self._emit("/Artifact BMC")  # unsaid: as above
        yield
        self._emit("EMC")

    def end_page(self) -> None:
        from reportlab.pdfbase.pdfdoc import PDFName  # noqa: PLC0415

        self.canvas.showPage()
        page = self._pages[-1]
        # reportlab writes what its list names; these two are not in it.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._marks) - 1
        page.Tabs = PDFName("S")
        self._marks.append([])

    def save(self) -> None:
        """Write the tree, and the file."""
        self._write_tree()
        self.canvas.save()

    @property
    def _pages(self) -> list[Any]:
        return self.canvas._doc.Pages.pages  # type: ignore[no-any-return, attr-defined]  # noqa: SLF001 - it has no other way in

    def _emit(self, operator: str) -> None:
        self.canvas._code.append(operator)  # type: ignore[attr-defined]  # noqa: SLF001

    def _element(
        self, tag: str, parent: Element | None, entries: dict[str, Any] | None = None
    ) -> Element:
        element = Element(tag, f"element{len(self._elements)}", parent, entries or {})
        self._elements.append(element)
        if parent is not None:
            parent.kids.append(element)
        return element

    def _write_tree(self) -> None:
        from reportlab.pdfbase import pdfdoc  # noqa: PLC0415

        document = self.canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001
        tree = pdfdoc.PDFObjectReference("structure")
        pages = [document.Reference(page) for page in self._pages]
        for each in self._elements:
            kids = [
                pdfdoc.PDFObjectReference(kid.name)
                if isinstance(kid, Element)
                else pdfdoc.PDFDictionary(
                    {"Type": pdfdoc.PDFName("MCR"), "Pg": pages[kid[0]], "MCID": kid[1]}
                )
                for kid in each.kids
            ]
            parent = tree if each.parent is None else pdfdoc.PDFObjectReference(each.parent.name)
            entries = {
                "Type": pdfdoc.PDFName("StructElem"),
                "S": pdfdoc.PDFName(each.tag),
                "P": parent,
                "K": pdfdoc.PDFArray(kids),
                **{key: _entry(value) for key, value in each.entries.items()},
            }
            document.Reference(pdfdoc.PDFDictionary(entries), each.name)
        numbers: list[Any] = []
        for number, marks in enumerate(self._marks[: len(pages)]):
            names = [pdfdoc.PDFObjectReference(each.name) for each in marks]
            numbers += [number, pdfdoc.PDFArray(names)]
        parents = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)})
        root = {
            "Type": pdfdoc.PDFName("StructTreeRoot"),
            "K": pdfdoc.PDFArray([pdfdoc.PDFObjectReference(self._root.name)]),
            "ParentTree": document.Reference(parents),
            "ParentTreeNextKey": len(pages),
        }
        document.Reference(pdfdoc.PDFDictionary(root), "structure")
        document.Catalog.StructTreeRoot = tree
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


def _entry(value: Any) -> Any:
    """Return an entry of an element as PDF has it: texts, and attributes of an owner."""
    from reportlab.pdfbase import pdfdoc  # noqa: PLC0415

    if isinstance(value, str):
        return pdfdoc.PDFString(value)
    return pdfdoc.PDFDictionary(
        {
            key: pdfdoc.PDFName(each) if isinstance(each, str) else pdfdoc.PDFArray(list(each))
            for key, each in value.items()
        }
    )


def scope(of: str) -> dict[str, Any]:
    """Return the entries of a heading cell: `Column` or `Row`."""
    return {"A": {"O": "Table", "Scope": of}}


def bounding(box: tuple[float, float, float, float]) -> dict[str, Any]:
    """Return the attributes of a picture: where it is on its page, in points."""
    return {"O": "Layout", "BBox": box}
