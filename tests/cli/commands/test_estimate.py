"""`turnos estimate score`, as it is typed."""

from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from core.cli.sample_staff import add_sample_staff
from core.clock import FixedClock
from core.office import Office, template
from tests.builders import local
from tests.cli.conftest import PIN, Run


def test_what_was_told_is_held_against_what_came_true(
    run: Run, cheap_hasher: PasswordHasher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{(tmp_path / 'told.sqlite3').as_posix()}"
    clock = FixedClock(local("2026-11-24 08:00"))
    office = Office.create(
        url, "san-andres", template("san-andres"), hasher=cheap_hasher, clock=clock
    )
    with office:
        add_sample_staff(office)
        office.staff.sign_in("ana", pin=PIN, counter=1)
        for _ in range(3):
            office.queue.issue("general")
        for _ in range(3):
            office.queue.call_next(counter=1)
            clock.advance(timedelta(minutes=10))
            office.queue.no_show(counter=1)
        clock.advance(timedelta(days=1))
        office.queue.issue("general")
    monkeypatch.setenv("TURNOS_DATABASE", url)
    span = ("estimate", "score", "--from", "2026-11-24", "--to", "2026-11-24")

    told = run(*span).out
    found = run(*span, "--json").json
    nobody = run("estimate", "score", "--from", "2026-11-23", "--to", "2026-11-23").out

    assert "3 people" in told
    assert "The longest wait that was told is 55.0 min; of a hundred" in told
    assert found[""] == found["general"] | {"day_mean": found[""]["day_mean"]}  # type: ignore[index,operator]
    assert found["general"]["n"] == 3  # type: ignore[index]
    assert "Nobody was called who had been told a wait." in nobody
