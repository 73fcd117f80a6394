"""The counter's keys on one sheet of paper, to lie beside the keyboard: a PDF of A4."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from core.errors import SheetNotWritten
from core.keys import ASKING, EVERY, PAGES, USES, WORK, DeskPage, KeyAction, Keys, Use
from core.language import Language
from core.printing.printers.pdf import font_named
from core.reasons import reason

A4 = (595.0, 842.0)  # points
MARGIN, BETWEEN = 40.0, 24.0
TITLE, HEAD, WORD, NOTE = 20.0, 13.0, 11.5, 10.0  # font sizes
HEAD_ABOVE, HEAD_BELOW, LINE, NOTE_LINE = 14.0, 5.0, 17.0, 12.5
KEY_WIDTH = 68.0
COLUMN = (A4[0] - 2 * MARGIN - BETWEEN) / 2
TOP = A4[1] - MARGIN - TITLE - 6


def sections(language: Language) -> tuple[tuple[str, tuple[Use, ...]], ...]:
    """Return what is on the sheet: what keys do on every page, on each of the main ones, and where
    something is asked; each once.
    """
    every = tuple(each for each in USES if each.pages == EVERY)
    parts = [
        (language(PAGES[page]), tuple(each for each in USES if _is_of(each, page))) for page in WORK
    ]
    asking = tuple(
        each
        for each in USES
        if each.action is not KeyAction.GO_ON
        and set(each.pages) & set(ASKING)
        and each not in every
        if not set(each.pages) & set(WORK)
    )
    return (
        *parts,
        (language("Where something is asked"), asking),
        (language("On every page"), every),
    )


def _is_of(use: Use, page: DeskPage) -> bool:
    return page in use.pages and use.pages != EVERY


def sheet(language: Language, keys: Keys) -> bytes:
    """Return the PDF; the same keys in the same language give the same bytes."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - 0.2 s, and only for a PDF

    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=A4,
        invariant=True,
        lang=language.code,
        initialFontName=font_named("Regular"),  # type: ignore[arg-type]  # a name; the stub errs
    )
    canvas.setTitle(language("Keys of the counter"))
    canvas.setFont(font_named("Bold"), TITLE)
    canvas.drawString(MARGIN, A4[1] - MARGIN - TITLE, language("Keys of the counter"))
    left, y = MARGIN, TOP
    for head, uses in sections(language):
        rows = [(keys.of(use.action), language(use.word), _note(language, use)) for use in uses]
        height = HEAD_ABOVE + HEAD + HEAD_BELOW
        height += sum(LINE + NOTE_LINE * len(note) for _, _, note in rows)
        if y - height < MARGIN:
            left, y = MARGIN + COLUMN + BETWEEN, TOP
        _section(canvas, left, y, head, rows)
        y -= height
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _note(language: Language, use: Use) -> list[str]:
    """Return the lines of a note, as wide as there is room beside the key."""
    from reportlab.lib.utils import simpleSplit  # noqa: PLC0415

    said = language(use.note) if use.note else ""
    return list(simpleSplit(said, font_named("Regular"), NOTE, COLUMN - KEY_WIDTH)) if said else []


def _section(
    canvas: Any, left: float, y: float, head: str, rows: Sequence[tuple[str, str, list[str]]]
) -> None:
    y -= HEAD_ABOVE + HEAD
    canvas.setFont(font_named("Bold"), HEAD)
    canvas.drawString(left, y, head)
    y -= HEAD_BELOW
    canvas.setLineWidth(0.75)
    canvas.line(left, y, left + COLUMN, y)
    for key, word, note in rows:
        y -= LINE
        canvas.setFont(font_named("Bold"), WORD)
        canvas.drawString(left, y, key)
        canvas.drawString(left + KEY_WIDTH, y, word)
        canvas.setFont(font_named("Regular"), NOTE)
        for line in note:
            y -= NOTE_LINE
            canvas.drawString(left + KEY_WIDTH, y, line)


def write_sheet(path: Path, language: Language, keys: Keys) -> Path:
    """Write the sheet to `path` and return it.

    Raises:
        SheetNotWritten: the file cannot be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sheet(language, keys))
    except OSError as error:
        raise SheetNotWritten(path=path, problem=reason(error)) from error
    return path
