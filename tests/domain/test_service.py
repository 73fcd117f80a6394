from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from core.domain.service import (
    Calling,
    Hall,
    HallTheme,
    Mode,
    Notice,
    NoticeKind,
    Prefixes,
    Targets,
)
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


@pytest.mark.parametrize(
    ("hall", "evening"),
    [
        (Hall(), [True, False, False, True, True]),
        (Hall(evening_from=time(12), evening_until=time(17)), [False, False, True, False, False]),
        (Hall(theme=HallTheme.DAY), [False] * 5),
        (Hall(theme=HallTheme.EVENING), [True] * 5),
    ],
    ids=["over midnight", "within a day", "always day", "always evening"],
)
def test_the_hall_s_evening_goes_by_the_clock_or_is_always_one(
    hall: Hall, evening: list[bool]
) -> None:
    hours = (5, 6, 16, 17, 23)

    assert [hall.is_evening(time(hour)) for hour in hours] == evening


def test_messages_are_told_from_their_start_to_their_end_and_an_outage_is_none() -> None:
    noon = datetime(2026, 11, 23, 17, tzinfo=UTC)
    now = Notice("now", {"es": "Ahora."})
    over = Notice("over", {"es": "Antes."}, ends_at=noon)
    outage = Notice("outage", {"es": "Falla."}, NoticeKind.OUTAGE)
    settings = replace(an_office_settings(counters=1), notices=(over, now, outage))

    assert settings.messages(noon) == (now,)
