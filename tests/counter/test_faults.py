"""The database absent, going, and back; and a citizen's name, which goes nowhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from sqlalchemy import make_url

from core.domain.ticket import Kind
from core.office import Office
from counter.decisions.presenter import Stage
from tests.counter.conftest import Desk, Open, issue
from tests.servers import PostgresServer

on_postgresql = pytest.mark.parametrize("backend", ["postgresql"])


@contextmanager
def closed(server: PostgresServer, url: str) -> Iterator[None]:
    """Have nobody reach a database: connections end, and new ones are refused."""
    name = make_url(url).database
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            yield
        finally:
            connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def serve(desk: Desk) -> None:
    """Have A-001 in service."""
    issue(desk.office, "gg")
    desk.wait_for_waiting("A-001", "A-002")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)


def test_a_window_opened_before_the_database_says_so_and_recovers_by_itself(
    open_desk: Open,
) -> None:
    desk = open_desk(reachable=False)
    desk.wait_for("No connection with the database")
    assert desk.sees("nobody answers")
    assert desk.buttons("Sign in") == []

    desk.is_reachable = True

    desk.wait_until(lambda: bool(desk.buttons("Sign in")), "the form")
    assert not desk.sees("No connection with the database")
    desk.sign_in()


@on_postgresql
def test_while_the_database_is_away_the_service_stays_and_nothing_is_done(
    desk: Desk, postgres: PostgresServer, office_url: str
) -> None:
    serve(desk)

    with closed(postgres, office_url):
        desk.wait_for("No connection with the database")
        assert desk.sees("A-001")
        assert desk.sees("In service")
        assert desk.buttons("Finish service") == []
        assert not desk.sees("A-002")  # who waited then may not wait now
        desk.press("F9")
        assert desk.presenter.actions.doing is None
    desk.wait_until(lambda: bool(desk.buttons("Finish service")), "the way to finish")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)

    assert desk.kinds().count(Kind.FINISHED) == 1
    assert not desk.sees("No connection with the database")


@on_postgresql
def test_an_action_lost_in_the_middle_is_neither_claimed_nor_repeated(
    desk: Desk, postgres: PostgresServer, office_url: str
) -> None:
    serve(desk)

    with closed(postgres, office_url):
        desk.press("F9")  # before the window knows
        desk.wait_for("The database did not confirm that.")
        assert desk.presenter.stage is Stage.SERVING
    desk.wait_until(lambda: bool(desk.buttons("Finish service")), "the way to finish")

    assert not desk.sees("The database did not confirm that.")
    assert Kind.FINISHED not in desk.kinds()


def test_an_answer_that_comes_after_the_window_is_closed_is_dropped(desk: Desk) -> None:
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")

    desk.press("F9")
    desk.counter.close()
    desk.wait_until(lambda: Kind.CALLED in desk.kinds(), "the call")
    QCoreApplication.processEvents()

    assert desk.presenter.ticket is None
    assert desk.kinds().count(Kind.CALLED) == 1


def test_a_citizens_name_is_used_for_the_farewell_and_left_nowhere(
    desk: Desk, office: Office, tmp_path: Path
) -> None:
    serve(desk)
    desk.touch("Ms.")
    desk.type_into("Name", "Zulma Bent")
    desk.touch("4  Farewell")
    assert desk.sees("Thank you, Ms. Zulma Bent. Would you complete our satisfaction survey?")

    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)

    field = desk.counter.serving.person.name
    assert field.text() == ""
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""  # nor does undoing bring it back
    assert not desk.counter.serving.person.ms.isChecked()
    desk.close()
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert any(each.suffix == ".sqlite3" for each in files)
    assert all(b"Zulma" not in each.read_bytes() for each in files)
    assert all("Zulma" not in repr(event) for event in office.journal())
