"""A report's content: every figure of it is told, in words of the reader's language."""

from datetime import date, datetime

import pytest

from core.domain.figures.report import Report
from core.domain.ticket import Kind
from core.language import Language
from core.reports.chart.chart import Chart, ChartKind
from core.reports.content import Paragraph, ReportContent
from core.reports.pdf.document import report_pdf
from core.reports.plain_report import report_text
from core.reports.span_report import content_of, span_words
from core.reports.xlsx import report_xlsx
from tests.builders import a_visit
from tests.reports.reports import FORGOTTEN, TEN, a_report

MADE_AT = datetime(2026, 11, 30, 7, 30)  # noqa: DTZ001 - the office's own time
SPANISH = Language.load("es")


def content(report: Report, language: str = "es") -> ReportContent:
    return content_of(report, MADE_AT, Language.load(language))


def text(report: Report, language: str = "es") -> str:
    return report_text(content(report, language), Language.load(language))


def line_of(report: str, start: str) -> str:
    [line] = [each for each in report.splitlines() if each.strip().startswith(start)]
    return " ".join(line.split())


def test_a_day_is_told_with_its_targets() -> None:
    told = text(a_report())

    assert told.startswith("SOPESA · Informe diario\nSan Andrés, martes 24/11/2026")
    assert "General: en 15 min: ! 60 % (Meta 85 % · n = 5)" in told
    assert "Vinieron 10 personas. El 30 % fue llamado dentro de la meta; se quiere el 85 %." in told
    assert line_of(told, "Puesto 1: ana") == "Puesto 1: ana 3 1,0 1,0 –"
    assert line_of(told, "ana ") == "ana 1:00:00 0:30:00 50 % 0:05:00"
    assert "libres 4 min" in told
    assert line_of(told, "bathroom") == "bathroom 0:05:00 10"
    assert "turnos · calculado el lunes 30/11/2026, 7:30" in told


def test_several_days_have_charts_and_a_table_of_days() -> None:
    found = content(a_report(days=5))

    charts = [part for part in found.parts if isinstance(part, Chart)]
    assert [chart.kind for chart in charts] == [ChartKind.BARS, ChartKind.LINES, ChartKind.HEAT]
    assert "No se llegó a la meta en: martes 24/11/2026" in charts[1].sentence
    assert "desde las 8:00" in charts[2].sentence
    days = text(a_report(days=5)).partition("\nPor día\n\nCuándo")[2]
    assert line_of(days.partition("\n\n")[0], "Todos").startswith("Todos 50 15")


def test_what_is_not_measured_is_counted_and_explained() -> None:
    told = text(a_report([a_visit(1, *FORGOTTEN), *TEN[1:]]))

    assert line_of(told, "No medidos ").endswith(" 1,0")
    assert "más de 4 horas" in told


def test_days_without_anybody_say_so() -> None:
    found = content(a_report([]))

    [part] = found.parts
    assert isinstance(part, Paragraph)
    assert part.text == "En estos días no vino nadie."


def test_who_only_telephoned_is_told_too() -> None:
    phone = a_visit(11, (Kind.FINISHED, 1), at_once=True, channel="phone")

    assert line_of(text(a_report([phone])), "Teléfono").startswith("Teléfono 1 1,0")


def test_a_report_in_spanish_has_no_english_word_of_the_one_in_english() -> None:
    spanish, english = (
        {line.strip().split("  ")[0] for line in text(a_report(days=2), code).splitlines()}
        for code in ("es", "en")
    )

    names = {each for each in spanish & english if each.strip("- 0123456789")}
    assert names == {"General", "ana", "bathroom"}


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), "martes 24/11/2026"),
        (date(2026, 11, 1), date(2026, 11, 30), "noviembre de 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2026, 1, 1), date(2027, 12, 31), "01/01/2026 a 31/12/2027"),
        (date(2026, 11, 2), date(2026, 11, 8), "02/11/2026 a 08/11/2026"),
    ],
)
def test_a_span_is_named_as_people_do(first: date, last: date, said: str) -> None:
    assert span_words(first, last, SPANISH) == said


def test_it_is_a_page_and_a_sheet_too() -> None:
    found = content(a_report(days=5))

    assert report_pdf(found, SPANISH).startswith(b"%PDF")
    assert report_xlsx(found, SPANISH).startswith(b"PK")
