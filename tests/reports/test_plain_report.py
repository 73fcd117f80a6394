from core.language import Language
from core.qt.workshop.sample_report import report, samples
from core.reports.plain_report import report_text


def test_a_report_is_all_there_as_text() -> None:
    text = report_text(report(), Language.load("es"))

    assert text.startswith("SOPESA · Informe mensual de atención al usuario\nSan Andrés, octubre")
    assert "Generales en 15 min: ! 78 % (Meta 80 % · n = 1.700)" in text
    assert "Satisfacción: 4,4 de 5" in text
    assert [chart.sentence for chart in samples() if chart.sentence not in text] == []
    assert "Octubre" in text
    assert text.endswith("con los datos hasta el 30/10/2026")
