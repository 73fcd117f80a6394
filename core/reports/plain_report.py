"""A whole report as plain text: for a terminal, or to be read aloud; a chart is its figures."""

from collections.abc import Iterator

from core.language import Language
from core.reports.chart.chart import Chart, chart_table
from core.reports.content import (
    Beside,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    ReportContent,
    ReportPart,
    Verdict,
)
from core.reports.plain_table import MISSED, table_text
from core.reports.table import Table


def report_text(report: ReportContent, _: Language) -> str:
    """Return the report as text; what misses its target has a mark before it."""
    head = report.letterhead
    lines = [f"{head.company} · {head.title}", report.title]
    if report.subtitle:
        lines.append(report.subtitle)
    blocks = ["\n".join(lines)]
    for part in report.parts:
        blocks += _blocks(part, _)
    blocks += [each.text for each in report.definitions]
    if report.made:
        blocks.append(report.made)
    return "\n\n".join(blocks)


def _blocks(part: ReportPart, _: Language) -> Iterator[str]:
    match part:
        case Heading():
            yield part.text
        case Paragraph():
            yield part.text
        case KeyFigures():
            yield "\n".join(map(_figure, part.figures))
        case Beside():
            yield from _blocks(part.left, _)
            yield from _blocks(part.right, _)
        case Chart():
            yield table_text(chart_table(part, _), _)
        case Table():
            yield table_text(part, _)


def _figure(figure: KeyFigure) -> str:
    mark = MISSED if figure.verdict is Verdict.MISSED else ""
    notes = f" ({' · '.join(figure.notes)})" if figure.notes else ""
    return f"{figure.name}: {mark}{figure.value} {figure.unit}".rstrip() + notes
