"""A table with a column of each kind."""

from datetime import UTC, date, datetime, timedelta

from core.reports.table import CellKind, Column, Missed, Table

A_TABLE = Table(
    "Por semana",
    (
        Column("Semana"),
        Column("Emitidos", CellKind.COUNT),
        Column("Espera (min)", CellKind.NUMBER),
        Column("En la meta", CellKind.PERCENT),
        Column("Atendiendo", CellKind.DURATION),
        Column("Hasta", CellKind.DATE),
        Column("Último llamado", CellKind.MOMENT),
    ),
    (
        (
            "40 (1 y 2)",
            1199,
            9.44,
            85.0,
            timedelta(hours=26, minutes=5, seconds=9),
            date(2026, 10, 2),
            datetime(2026, 10, 2, 15, 58, tzinfo=UTC),
        ),
        ("=2+5", 3, None, Missed(71.6), None, None, None),
    ),
    ("Octubre", 1202, 10.1, 78.0, timedelta(hours=30), None, None),
    note="Con menos de 5 no se muestra el porcentaje.",
)
