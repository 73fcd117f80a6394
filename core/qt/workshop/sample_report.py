"""A month's report of samples: a chart of each kind, a table, a page.

For designers and reviewers; the texts are samples and so not translated.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from core.reports.chart.chart import (
    Categories,
    Chart,
    ChartKind,
    Series,
    SeriesRole,
    TargetLine,
    ValueAxis,
)
from core.reports.content import (
    Beside,
    KeyFigure,
    KeyFigures,
    Letterhead,
    Paragraph,
    ParagraphLook,
    ReportContent,
    ReportPart,
    Verdict,
)
from core.reports.table import CellKind, Column, Missed, Table, TableRow

DAYS = (1, 2, 5, 6, 7, 8, 9, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30)
WEEKS = (("Sem. 40", 2), ("Semana 41", 5), ("Semana 42", 4), ("Semana 43", 5), ("Semana 44", 5))
GENERAL = (69, 75, 95, 74, 70, 65, 73, 84, 87, 95, 98, 92, 75, 68, 67, 81, 89, 70, 67, 92, 100)
PRIORITY = (26, 29, 30, 26, 27, 28, 28, 26, 33, 31, 36, 30, 28, 27, 26, 27, 37, 31, 32, 35, 32)
MEDIANS = (
    *(8.7, 10.3, 15.7, 8, 8.3, 8.5, 9.6, 10.4, 14, 14.5, 16.7, 13.5, 10.1, 7.5, 7.2, 9.9),
    *(14.3, 10, 8, 14.8, 16),
)
P90 = (
    *(18.5, 20.7, 35.8, 16.3, 18, 19, 20.2, 23.5, 29, 29.3, 36.8, 30.7, 22.2, 15.6, 15.4),
    *(22.2, 32.7, 20.6, 17.6, 33.6, 33.7),
)
PAYDAYS = (14, 15, 16, 29, 30)
HALVES = tuple(
    f"{hour}:{minute}" for hour in (8, 9, 10, 11, 12, 1, 2, 3, 4) for minute in ("00", "30")
)
TODAY = (10, 13, 12, 9, *(None,) * 14)
USUAL = (9, 9, 8, 8, 7, 6, 6, 4, 4, 7, 7, 6, 5, 5, 4, 4, 3, 2)
LOW = (6.5, 7, 5.5, 6, 4.5, 4, 3.5, 2, 2, 4.5, 5, 4, 3.5, 3, 3, 2, 0.5, 0)
HIGH = (11.6, 12, 11, 10.5, 10, 9.3, 8.6, 7, 7, 10.2, 9.6, 9, 8.2, 7.6, 7, 6.5, 6, 4.5)
HEATS = {
    "lun": (23, 22, 18, 13, 16, 14, 12, 8),
    "mar": (19, 18, 15, 10, 14, 12, 11, 7),
    "mié": (19, 16, 14, 11, 14, 13, 11, 7),
    "jue": (20, 17, 15, 11, 15, 13, 11, 8),
    "vie": (20, 19, 16, 12, 15, 13, 12, 9),
}
REASONS = {
    "Petición o queja por facturación": 812,
    "Suspensión y reconexión": 430,
    "Información de tarifas": 221,
    "Cambio de titular": 96,
    "Otro": 41,
}


def samples() -> tuple[Chart, ...]:
    """Return a chart of each kind."""
    days = tuple(map(str, DAYS))
    payday = tuple(
        value if day in PAYDAYS else None for day, value in zip(DAYS, MEDIANS, strict=True)
    )
    other = tuple(
        None if day in PAYDAYS else value for day, value in zip(DAYS, MEDIANS, strict=True)
    )
    return (
        Chart(
            "Turnos por día",
            ChartKind.BARS,
            "Los lunes y los días de cobro vienen más usuarios: 134 el viernes 16.",
            Categories(days, "Día", WEEKS),
            ValueAxis(),
            (
                Series("General", SeriesRole.GENERAL, GENERAL),
                Series("Preferencial", SeriesRole.PREFERENTIAL, PRIORITY),
            ),
            words="Más los lunes y los días de cobro",
            is_stacked=True,
        ),
        Chart(
            "Llegadas por hora",
            ChartKind.HEAT,
            "Pico los lunes de 8 a 9: 23 llegadas.",
            Categories(
                ("8", "9", "10", "11", "1", "2", "3", "4"),
                "Día",
                (("a. m.", 4), ("p. m.", 4)),
            ),
            ValueAxis(),
            tuple(Series(day, SeriesRole.PLAIN, values) for day, values in HEATS.items()),
            words="Promedio",
        ),
        Chart(
            "En la meta",
            ChartKind.LINES,
            "Los generales no llegaron a la meta en las semanas 42 y 44.",
            Categories(("Sem. 40", "41", "42", "43", "44"), "Semana"),
            ValueAxis("%", from_zero=False),
            (
                Series("Gen.", SeriesRole.GENERAL, (85, 82, 71, 83, 74)),
                Series("Pref.", SeriesRole.PREFERENTIAL, (95, 96, 91, 95, 94)),
            ),
            TargetLine(80, "Meta 80 %"),
        ),
        Chart(
            "Llegadas",
            ChartKind.LINES,
            "Hasta las 10:00 llegaron 44; lo habitual son 34.",
            Categories(HALVES, "Hora"),
            ValueAxis("por media hora"),
            (
                Series("Hoy", SeriesRole.TODAY, TODAY),
                Series("Lo habitual (mediana)", SeriesRole.USUAL, USUAL),
                Series("Rango habitual (p10 a p90)", SeriesRole.BAND, HIGH, LOW),
            ),
        ),
        Chart(
            "Espera por día",
            ChartKind.BARS,
            "En los días de cobro la espera mediana fue de 15 minutos; en los demás, de 9.",
            Categories(days, "Día"),
            ValueAxis("minutos", 1),
            (
                Series("Mediana", SeriesRole.PLAIN, other),
                Series("Mediana, día de cobro", SeriesRole.TODAY, payday),
                Series("p90", SeriesRole.BAND, P90),
            ),
            TargetLine(15, "15 min"),
            is_stacked=True,
        ),
        Chart(
            "Motivos de la visita",
            ChartKind.BARS,
            "La mitad vino por su factura.",
            Categories(tuple(REASONS), "Motivo", in_order=False),
            ValueAxis(),
            (Series("Turnos", SeriesRole.PLAIN, tuple(REASONS.values())),),
            words="n = 1.600",
        ),
    )


SERVED = tuple(timedelta(seconds=each) for each in (474, 486, 504, 480, 498, 492))
WEEK_ROWS: tuple[TableRow, ...] = (
    ("40 (1 y 2)", 199, 3.5, 9.4, 19.6, 85.0, 95.0, SERVED[0], 71.0),
    ("41 (5 a 9)", 516, 3.7, 10.2, 22.6, 82.0, 96.0, SERVED[1], 74.0),
    ("42 (13 a 16)", 490, 4.3, 14.0, 30.0, Missed(71.0), 91.0, SERVED[2], 83.0),
    ("43 (19 a 23)", 521, 3.8, 9.8, 21.7, 83.0, 95.0, SERVED[3], 72.0),
    ("44 (26 a 30)", 585, 3.4, 12.9, 28.5, Missed(74.0), 94.0, SERVED[4], 79.0),
)
WEEKS_TABLE = Table(
    "Por semana",
    (
        Column("Semana"),
        Column("Emitidos", CellKind.COUNT),
        Column("No se presentaron", CellKind.PERCENT, 1),
        Column("Espera mediana", CellKind.NUMBER),
        Column("Espera p90", CellKind.NUMBER),
        Column("General en 15 min", CellKind.PERCENT),
        Column("Preferencial en 5 min", CellKind.PERCENT),
        Column("Atención mediana", CellKind.DURATION),
        Column("Ocupación", CellKind.PERCENT),
    ),
    WEEK_ROWS,
    ("Octubre", 2311, 3.8, 11.5, 25.2, Missed(78.0), 94.0, SERVED[5], 77.0),
)


def short_table() -> Table:
    """Return the table of weeks with the columns that half a page has room for."""
    chosen = (0, 1, 3, 5, 6)
    assert WEEKS_TABLE.total is not None
    return Table(
        "3. Por semana",
        tuple(WEEKS_TABLE.columns[each] for each in chosen),
        tuple(tuple(row[each] for each in chosen) for row in WEEKS_TABLE.rows),
        tuple(WEEKS_TABLE.total[each] for each in chosen),
    )


def every_ticket(rows: int) -> Table:
    """Return a long table: what happened to each ticket."""
    first = datetime(2026, 10, 1, 8, tzinfo=UTC)
    return Table(
        "Cada atención",
        (
            Column("Turno"),
            Column("Servicio"),
            Column("Entró", CellKind.MOMENT),
            Column("Espera", CellKind.DURATION),
            Column("Atención", CellKind.DURATION),
        ),
        tuple(
            (
                f"A-{number % 1000:03d}",
                tuple(REASONS)[number % len(REASONS)],
                first + timedelta(minutes=4 * number),
                timedelta(seconds=37 * number % 2400),
                timedelta(seconds=53 * number % 1500),
            )
            for number in range(rows)
        ),
    )


FIGURES = (
    KeyFigure("Generales en 15 min", "78", "%", ("Meta 80 % · n = 1.700",), Verdict.MISSED),
    KeyFigure("Preferenciales en 5 min", "94", "%", ("Meta 80 % · n = 611",), Verdict.MET),
    KeyFigure("Espera mediana", "11,5", "min", ("p90 25,2 · n = 2.198", "Media 13,2 · máx. 52")),
    KeyFigure("Satisfacción", "4,4", "de 5", ("4,3 a 4,5 (95 %)", "n = 987, respondió 45 %")),
)
TITLES = (
    "4. Turnos por día",
    "2. Llegadas por hora",
    "5. En la meta",
    "6. Llegadas",
    "1. Espera por día",
    "7. Motivos de la visita",
)


def report(parts: tuple[ReportPart, ...] = ()) -> ReportContent:
    """Return a month's report like the drawn one, and behind it `parts`."""
    titled = zip(samples(), TITLES, strict=True)
    named = [replace(chart, title=title) for chart, title in titled]
    return ReportContent(
        Letterhead(
            "SOPESA",
            "Gestión atención al cliente",
            "Informe mensual de atención al usuario",
            "RG-GAC-00",
            "001",
            date(2026, 11, 3),
        ),
        "San Andrés, octubre de 2026",
        "21 días hábiles, del jueves 1 al viernes 30. Festivo: lunes 12. Atención presencial.",
        (
            Paragraph(
                "De cada 10 usuarios de la fila general, casi 8 fueron llamados antes de 15 "
                "minutos; la meta es 8. Los preferenciales cumplieron. Los lunes y los días de "
                "cobro (14 a 16, 29 y 30) la espera mediana fue de 15 minutos y los demás de 9: "
                "ahí se perdió la meta.",
                ParagraphLook.LEAD,
            ),
            KeyFigures(FIGURES),
            named[4],
            Beside(named[1], short_table()),
            named[0],
            named[2],
            named[3],
            named[5],
            replace(WEEKS_TABLE, note="Con menos de 5 casos no se muestra el porcentaje."),
            *parts,
        ),
        (
            Paragraph(
                "Definiciones. Espera: desde que se toma el turno hasta el primer llamado de esa "
                "atención. Mediana: la mitad esperó menos. p90: 9 de cada 10 esperaron menos.",
                ParagraphLook.SMALL,
                ("Definiciones.", "Espera:", "Mediana:", "p90:"),
            ),
        ),
        "turnos 2.0 · calculado el 3/11/2026 a las 7:30 a. m. con los datos hasta el 30/10/2026",
    )
