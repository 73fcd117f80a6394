"""`turnos simulate`, as it is typed."""

from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from core.cli.sample_staff import add_sample_staff
from core.clock import FixedClock
from core.errors import WhatIfStopped
from core.office import Office, template
from core.simulation.apart import WhatIf
from tests.builders import local
from tests.cli.conftest import Run


def test_a_counter_more_is_compared_with_the_office_as_it_is(run: Run, at_office: str) -> None:
    done = run("simulate", "--more", "08:00-17:00", "--runs", "40", "--date", "2026-11-24")

    assert done.code == 0, done.error
    assert "San Andrés, days like Tuesday 24 Nov 2026" in done.out
    assert "Tried 40 times, as it is and otherwise with the same people." in done.out
    (mean, _urgent) = (line for line in done.out.splitlines() if "Wait, mean" in line)
    assert mean.endswith(": better")
    assert "Erlang's formula: " in done.out


def test_typed_arrivals_are_answered_in_json(run: Run, at_office: str, tmp_path: Path) -> None:
    file = tmp_path / "arrivals.csv"
    file.write_text("time;service_min;waited_min\n08:00;5;0\n08:00;5;9\n", encoding="utf-8")

    found = run(
        *("simulate", "--arrivals", str(file), "--date", "2026-11-24"),
        *("--relief", "2", "--mode", "direct", "--lunch-relay", "12:00", "--fewer", "08:00-12:00"),
        *("--times", "9=1,5", "--runs", "3", "--json"),
    ).json
    told = run("simulate", "--arrivals", str(file), "--runs", "1", "--date", "2026-11-24").out

    assert found["runs"] == 3
    replay = found["replay"]
    assert replay == {"simulated_min": 0.0, "true_min": 4.5, "n": 2, "is_off": True}
    assert "Do not trust what follows" in told
    assert "Tried once" in told


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--more", "10-12"), '"10-12" is no time'),
        (("--more", "12:00-10:00"), '"12:00-10:00" is no time'),
        (("--lunch-relay", "noon"), '"noon" is no time'),
        (("--times", "25=2"), '"25=2" is no hour'),
        (("--times", "x"), '"x" is no hour'),
        (("--history", "October"), '"October" are no days'),
        (("--history", "2026-10-01", "--arrivals", "x.csv"), "not both"),
    ],
)
def test_what_cannot_be_read_is_said(run: Run, options: tuple[str, str], said: str) -> None:
    done = run("simulate", *options)

    assert done.code == 2
    assert said in done.error


def test_ctrl_c_ends_it_with_a_sentence(
    run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(WhatIf, "findings", interrupted)

    done = run("simulate", "--date", "2026-11-24")

    assert done.code == 130
    assert str(WhatIfStopped()) in done.error
    assert done.out == ""


def test_own_days_are_run_again(
    run: Run, cheap_hasher: PasswordHasher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First it says how well they run as they were; nothing of the office is changed."""
    url = f"sqlite:///{(tmp_path / 'own.sqlite3').as_posix()}"
    clock = FixedClock(local("2026-11-24 08:00"))
    office = Office.create(
        url, "san-andres", template("san-andres"), hasher=cheap_hasher, clock=clock
    )
    with office:
        add_sample_staff(office)
        office.staff.sign_in("ana", pin="2468", counter=1)
        for _ in range(3):
            office.queue.issue("general")
        for _ in range(3):
            office.queue.call_next(counter=1)
            clock.advance(timedelta(minutes=10))
            office.queue.no_show(counter=1)
        clock.advance(timedelta(days=1))
        office.queue.issue("general")
        before = office.journal()
    monkeypatch.setenv("TURNOS_DATABASE", url)
    days = ("simulate", "--history", "2026-11-24..2026-11-24", "--more", "08:00-12:00")

    told = run(*days, "--runs", "5").out
    found = run(*days, "--runs", "5", "--bill-day", "2026-11-24", "--json").json

    assert "San Andrés, its own day Tuesday 24 Nov 2026" in told
    assert "As it was, the simulation gives a mean wait of 10.4 min; 10.0 were true." in told
    assert found["history"] == {
        "first": "2026-11-24",
        "last": "2026-11-24",
        "days": 1,
        "bill_days": 1,
    }
    with Office.open(url) as office:
        assert office.journal() == before
    nobody = run("simulate", "--history", "2026-11-23")
    assert nobody.code == 1
    assert "nobody came on a day that is over" in nobody.error
