"""Where a report is put: the dialog, in the window's language, and the names of its kinds."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.errors import N_
from core.qt.look.language import Texts

if TYPE_CHECKING:
    from core.domain.figures.report import Report

KINDS = {
    "pdf": (("pdf", N_("PDF document (*.pdf)")),),
    "xlsx": (("xlsx", N_("Excel workbook (*.xlsx)")),),
    "csv": (
        ("excel", N_("CSV for Excel in Spanish (*.csv)")),
        ("csv", N_("CSV for any program (*.csv)")),
    ),
}
"""What each button may write: values of `ReportFile`, as the dialog calls them."""


class SaveDialog(QFileDialog):
    """Asks where a report is put; it opens in the folder of the last one.

    Signals:
        placed(str, Path): as what, a value of `ReportFile`, and where.
    """

    placed = Signal(str, object)

    def __init__(self, form: str, there: Path, _: Texts, parent: QWidget) -> None:
        """`form`: a key of `KINDS`; `there`: what is proposed."""
        super().__init__(parent, _("Save the report"))
        self._kinds = {_(word): kind for kind, word in KINDS[form]}
        self._form = form
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters(list(self._kinds))
        self.setDefaultSuffix(form)
        self.setDirectory(str(there.parent))
        self.selectFile(there.name)
        label = QFileDialog.DialogLabel
        for part, word in (
            (label.Accept, _("Save")),
            (label.Reject, _("Cancel")),
            (label.FileName, _("Name")),
            (label.FileType, _("Kind")),
            (label.LookIn, _("Folder")),
        ):
            self.setLabelText(part, word)
        self.fileSelected.connect(self._place)
        self.finished.connect(self.deleteLater)

    def _place(self, path: str) -> None:
        self.placed.emit(self._kinds.get(self.selectedNameFilter(), self._form), Path(path))


def documents() -> Path:
    """Return where this person keeps what they write."""
    where = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(where) or Path.home())


def file_name(report: "Report", form: str, _: Texts) -> str:
    """Return what a report's file is called: its offices and its days in it."""
    days = report.first.isoformat()
    if report.last != report.first:
        days += f"_{report.last.isoformat()}"
    return f"{_('report')}-{'-'.join(report.offices)}-{days}.{form}"
