"""A window's line to its office: what it says of the database when that goes away."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import make_url

from core.errors import QueueError, StoreUnavailable
from core.language import Language
from core.machine.config import Config
from core.qt.office_link.link import Link
from core.qt.traces.crash import CrashReports
from core.qt.traces.logs import FORMAT, PrivateFormatter
from tests.servers import PostgresServer

SECRET = "s3cret-W0rd"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Collect what a window's log would have in it."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(PrivateFormatter(FORMAT))
    logging.getLogger().addHandler(handler)
    yield said
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize("backend", ["postgresql"])
def test_a_lost_doorbell_is_told_without_the_password(
    office_url: str, postgres: PostgresServer, qtbot: QtBot, log: io.StringIO
) -> None:
    address = make_url(office_url).set(password=SECRET).render_as_string(hide_password=False)
    link = Link(Config(database=address, office="san-andres"))
    told: list[QueueError] = []
    link.away.connect(told.append)
    with qtbot.waitSignal(link.back, timeout=30_000):
        link.start()

    with (
        qtbot.waitSignal(link.away, timeout=30_000),
        psycopg.connect(postgres.address, autocommit=True) as connection,
    ):
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'turnos doorbell'"
        )
    link.close()

    assert told
    for language in ("es", "en"):
        said = [Language.load(language).sentence(error) for error in told]
        assert not [each for each in said if SECRET in each]
    assert SECRET not in repr(told)
    assert SECRET not in log.getvalue()


def test_a_log_and_a_crash_report_hold_no_address_that_somebody_wrote_into_them(
    tmp_path: Path, log: io.StringIO, qapp: object
) -> None:
    address = f"postgresql://ana:{SECRET}@server/turnos"
    error = StoreUnavailable(database=address, problem=address)
    error.__cause__ = ValueError(address)
    crash = CrashReports("kiosk", tmp_path).report(error)

    logging.getLogger("psycopg.pool").warning("error connecting with %r", address)
    logging.getLogger("psycopg.pool").error("again", exc_info=ValueError(address))

    [report] = tmp_path.glob("*.txt")
    assert SECRET not in report.read_text(encoding="utf-8") + str(crash) + log.getvalue()
    assert "postgresql://***@server/turnos" in log.getvalue()
