"""A report each way it is taken away: `python -m core.qt.workshop.charts FOLDER`.

For designers and reviewers.
"""

import sys
from pathlib import Path

from core.language import Language
from core.qt.workshop.sample_report import WEEKS_TABLE, every_ticket, report
from core.reports.pdf.document import report_pdf
from core.reports.plain_table import Csv, table_csv, table_text
from core.reports.xlsx import report_xlsx


def main(folder: Path) -> None:
    """Write everything into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    language = Language.load("es")
    (folder / "report.pdf").write_bytes(report_pdf(report((every_ticket(200),)), language))
    (folder / "report.xlsx").write_bytes(report_xlsx(report((every_ticket(200),)), language))
    (folder / "report.csv").write_text(table_csv(WEEKS_TABLE), "utf-8", newline="")
    (folder / "excel.csv").write_text(table_csv(WEEKS_TABLE, Csv.EXCEL), "utf-8", newline="")
    (folder / "report.txt").write_text(table_text(WEEKS_TABLE, language), "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
