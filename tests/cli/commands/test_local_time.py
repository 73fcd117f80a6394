"""Every time that a command tells is the office's own, whatever zone its machine is in."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from core.clock import SystemClock
from core.domain.calendar.hours import WEEKDAYS
from core.errors import WrongPin
from core.language import Language
from core.office import Office, template

ZONES = ("UTC", "America/Bogota", "Pacific/Kiritimati")
NEAR_S = 120
Elsewhere = Callable[..., str]


@pytest.fixture
def address(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture
def closed_office(address: str, cheap_hasher: PasswordHasher) -> Iterator[Office]:
    """Have an office that opens the day after tomorrow at eight, for an hour."""
    sample = template("san-andres")
    opens_on = WEEKDAYS[(datetime.now(UTC).weekday() + 2) % 7]
    week = {day: ["08:00-09:00"] if day == opens_on else [] for day in WEEKDAYS}
    hours = {"timezone": "America/Bogota", "country": "", "week": week}
    office = Office.create(
        address,
        "san-andres",
        dict(sample) | {"hours": hours},
        SystemClock(),
        hasher=cheap_hasher,
    )
    office.staff.add("ana", name="Ana", role="facilitator", pin="2468", must_change_pin=False)
    yield office
    office.close()


@pytest.fixture(params=ZONES)
def elsewhere(request: pytest.FixtureRequest, address: str) -> Elsewhere:
    """Run the program on a machine in another part of the world; return all that it says."""

    def turnos(*arguments: str) -> str:
        done = subprocess.run(
            [Path(sys.executable).with_name("turnos"), *arguments],
            env=os.environ
            | {"TZ": request.param, "LC_ALL": "es_CO.UTF-8", "TURNOS_PIN": "0000"}
            | {"TURNOS_DATABASE": address},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.stdout + done.stderr

    return turnos


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_closed_office_opens_at_its_own_hour(elsewhere: Elsewhere, closed_office: Office) -> None:
    opens_at = closed_office.queue.board().opening.opens_at
    assert opens_at is not None
    local = closed_office.settings.get().settings.local(opens_at)
    assert local.time() == time(8)
    said = Language.load("es").moment(local)

    refused, board = elsewhere("issue"), elsewhere("board")

    assert f"Abre de nuevo {said} Para dar uno" in refused
    assert f"Abre de nuevo {said}\n" in board
    assert said.endswith("8:00\N{NO-BREAK SPACE}a.\N{NO-BREAK SPACE}m.")


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_pause_after_wrong_pins_ends_at_the_offices_hour(
    elsewhere: Elsewhere, closed_office: Office
) -> None:
    for _ in range(4):
        with suppress(WrongPin):
            closed_office.staff.check_pin("ana", "0000")

    paused = elsewhere("sign-in", "ana", "--counter", "1")

    assert "PIN" in paused
    _near(paused, closed_office, after=timedelta(minutes=5))


@pytest.mark.parametrize("backend", ["sqlite"])
def test_doctor_tells_the_offices_time(elsewhere: Elsewhere, closed_office: Office) -> None:
    _near(elsewhere("doctor"), closed_office)


@pytest.mark.parametrize("backend", ["sqlite"])
def test_the_journal_has_the_offices_time(elsewhere: Elsewhere, closed_office: Office) -> None:
    first = closed_office.journal(limit=1)[0]
    wanted = (
        closed_office.settings.get().settings.local(first.at).isoformat(timespec="milliseconds")
    )

    assert wanted in elsewhere("journal", "--limit", "1")
    assert wanted.endswith("-05:00")


def _near(said: str, office: Office, after: timedelta = timedelta()) -> None:
    """Check that the one time that is said is the office's, within two minutes."""
    wanted = office.settings.get().settings.local(office.queue.board().at) + after
    times = re.findall(r"(\d{1,2}):(\d\d)\s(?:([ap])\.\s)?m\.", said)
    assert times, said
    for hour, minute, half in times:
        told = wanted.replace(hour=int(hour) % 12 + 12 * (half != "a"), minute=int(minute))
        assert abs((told - wanted).total_seconds()) < NEAR_S, said
