"""A report as what is taken away: in each format its bytes, and these as a file."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from core.domain.figures.report import Report
from core.errors import FolderNotWritable, ReportNotWritten
from core.language import Language
from core.machine.apart import Steps
from core.reasons import reason

UNFINISHED = ".part"  # behind the name of a file that is being written


class ReportFile(StrEnum):
    """How a report is written; `EXCEL` is a CSV that Excel in Spanish opens."""

    TEXT = "text"
    CSV = "csv"
    EXCEL = "excel"
    XLSX = "xlsx"
    PDF = "pdf"


def written(found: Report, form: ReportFile, made_at: datetime, _: Language) -> bytes:
    """Return a report in a format; what makes pages and sheets is loaded where it is asked for.

    `made_at` is in the office's own time.
    """
    if form in {ReportFile.CSV, ReportFile.EXCEL}:
        from core.reports.flat import report_csv  # noqa: PLC0415
        from core.reports.plain_table import Csv  # noqa: PLC0415

        flavour = Csv.EXCEL if form is ReportFile.EXCEL else Csv.PLAIN
        return report_csv(found, flavour).encode()
    from core.reports.span_report import content_of  # noqa: PLC0415

    content = content_of(found, made_at, _)
    if form is ReportFile.PDF:
        from core.reports.pdf.document import report_pdf  # noqa: PLC0415

        return report_pdf(content, _)
    if form is ReportFile.XLSX:
        from core.reports.xlsx import report_xlsx  # noqa: PLC0415

        return report_xlsx(content, _)
    from core.reports.plain_report import report_text  # noqa: PLC0415

    return report_text(content, _).encode() + b"\n"


def written_apart(
    found: Report, form: ReportFile, made_at: datetime, language: str, _told: Steps
) -> bytes:
    """Do as `written` in a process that has no language loaded."""
    return written(found, form, made_at, Language.load(language))


def put(content: bytes, out: Path) -> None:
    """Write a file, whole or not at all.

    Raises:
        FolderNotWritable: its folder takes nothing, or its disk is full.
        ReportNotWritten: the file that is there cannot be replaced.
    """
    unfinished = out.with_name(out.name + UNFINISHED)
    try:
        unfinished.write_bytes(content)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise FolderNotWritable(folder=out.parent, problem=reason(error)) from error
    try:
        unfinished.replace(out)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise ReportNotWritten(file=out, problem=reason(error)) from error
