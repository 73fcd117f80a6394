"""`turnos simulate`, as it is typed."""

from pathlib import Path

import pytest

from core.errors import WhatIfStopped
from core.simulation.apart import WhatIf
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
