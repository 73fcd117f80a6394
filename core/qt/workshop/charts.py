"""Every kind of chart as a person sees it: `python -m core.qt.workshop.charts FOLDER`.

Pictures of the window in each set of colours and at 200 %, and the same on paper, in a sheet, as
CSV and as text. For designers and reviewers.
"""

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from core.language import Language
from core.qt.desktop.screens import picture
from core.qt.look.theme import Scale, Theme
from core.qt.look.tokens import ColourMode
from core.qt.program.app import load_fonts
from core.qt.widgets.chart.card import ChartCard
from core.qt.workshop.sample_report import WEEKS_TABLE, every_ticket, report, samples
from core.reports.pdf.document import report_pdf
from core.reports.plain_report import report_text
from core.reports.plain_table import Csv, table_csv
from core.reports.xlsx import report_xlsx


def page(mode: ColourMode, zoom: float = 1.0) -> QWidget:
    """Return a leader's page of all charts."""
    top = QWidget()
    top.setAutoFillBackground(True)
    Theme.of(mode, Scale.leader(zoom)).apply_to(top)
    grid = QGridLayout(top)
    language = Language.load("es")
    for number, chart in enumerate(samples()):
        card = ChartCard()
        card.show_chart(chart, language)
        grid.addWidget(card, number // 2, number % 2)
    top.resize(int(1600 * zoom), int(1150 * zoom))
    return top


def main(folder: Path) -> None:
    """Write everything into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    load_fonts()
    for mode in ColourMode:
        picture(page(mode), folder / f"charts-{mode}.png")
    picture(page(ColourMode.LIGHT, 2.0), folder / "charts-200.png")
    tables = page(ColourMode.LIGHT)
    for card in tables.findChildren(ChartCard):
        card.swap()
    picture(tables, folder / "charts-tables.png")
    language = Language.load("es")
    (folder / "report.pdf").write_bytes(report_pdf(report((every_ticket(200),)), language))
    (folder / "report.xlsx").write_bytes(report_xlsx(report((every_ticket(200),)), language))
    (folder / "report.csv").write_text(table_csv(WEEKS_TABLE), "utf-8", newline="")
    (folder / "excel.csv").write_text(table_csv(WEEKS_TABLE, Csv.EXCEL), "utf-8", newline="")
    (folder / "report.txt").write_text(report_text(report(), language), "utf-8", newline="\n")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    main(Path(sys.argv[1]))
