import pytest

from core.domain.service import Calling, Mode, Prefixes, Targets
from core.domain.ticket import Line
from tests.builders import an_office_settings


def test_each_line_has_its_prefix() -> None:
    prefixes = Prefixes("C", "P")

    assert [prefixes.of(line) for line in Line] == ["C", "P"]


@pytest.mark.parametrize(
    ("line", "mode", "minutes"),
    [
        (Line.GENERAL, Mode.TICKET, 15),
        (Line.PREFERENTIAL, Mode.TICKET, 5),
        (Line.GENERAL, Mode.DIRECT, 15),
        (Line.PREFERENTIAL, Mode.DIRECT, 1),
    ],
)
def test_a_preferential_attended_at_once_is_measured_against_a_minute(
    line: Line, mode: Mode, minutes: int
) -> None:
    assert Targets().wait_min(line, mode) == minutes


def test_the_limits_of_calling_are_the_protocols_unless_set() -> None:
    assert Calling() == Calling(
        max_calls=3, no_show_after_s=90, reinstate_within_min=15, hold_allowed=True
    )


def test_an_office_finds_its_counters_and_services() -> None:
    settings = an_office_settings(counters=2)

    assert settings.timezone == "America/Bogota"
    assert settings.counter(2) is settings.counters[1]
    assert settings.counter(3) is None
    assert settings.service("caja") is settings.services[1]
    assert settings.service("none") is None
