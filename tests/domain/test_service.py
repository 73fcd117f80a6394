from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.order.reach import Reach
from core.domain.service import (
    Calling,
    Counter,
    HallSettings,
    HallTheme,
    Mode,
    Notice,
    NoticeKind,
    OfficeSettings,
    Prefixes,
    Targets,
)
from core.domain.ticket import CounterNumber, Line, ServiceKey
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
        (HallSettings(), [True, False, False, True, True]),
        (
            HallSettings(evening_from=time(12), evening_until=time(17)),
            [False, False, True, False, False],
        ),
        (HallSettings(theme=HallTheme.DAY), [False] * 5),
        (HallSettings(theme=HallTheme.EVENING), [True] * 5),
    ],
    ids=["over midnight", "within a day", "always day", "always evening"],
)
def test_the_hall_s_evening_goes_by_the_clock_or_is_always_one(
    hall: HallSettings, evening: list[bool]
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


# --- which tickets a counter may call

DESK, CASH, GONE = ServiceKey("atencion"), ServiceKey("caja"), ServiceKey("no-longer")
ONE, TWO, THREE, NINE = (CounterNumber(number) for number in (1, 2, 3, 9))


def an_office_of(*services: tuple[ServiceKey, ...]) -> OfficeSettings:
    """Return an office whose counters, from 1 on, serve `services` each; () is all of them."""
    counters = (Counter(CounterNumber(number), keys) for number, keys in enumerate(services, 1))
    return replace(an_office_settings(), counters=tuple(counters))


def reach(settings: OfficeSettings, counter: int, *present: CounterNumber) -> Reach:
    found = settings.counter(counter)
    assert found is not None
    return settings.reach(found, present)


def test_a_counter_without_services_may_call_every_ticket() -> None:
    everything = reach(an_office_of((), (DESK,)), 1)

    assert [everything.includes(each) for each in (DESK, CASH, GONE)] == [True] * 3


def test_a_counter_leaves_to_others_what_only_they_serve() -> None:
    desk_only = reach(an_office_of((DESK,), (CASH,)), 1)

    assert desk_only.includes(DESK)
    assert not desk_only.includes(CASH)


def test_what_no_counter_serves_is_every_counters() -> None:
    settings = an_office_of((DESK,), (DESK,))

    assert settings.unserved == (CASH,)
    assert reach(settings, 1).includes(CASH)
    assert reach(settings, 2).includes(CASH)
    assert an_office_of((DESK,), ()).unserved == ()


def test_a_service_taken_out_of_the_settings_is_every_counters() -> None:
    assert reach(an_office_of((DESK,), (CASH,)), 2).includes(GONE)


def test_what_is_kept_for_a_colleague_is_hers_while_she_is_there() -> None:
    settings = an_office_of((), (), ())

    assert not reach(settings, 1, ONE, TWO).includes(DESK, TWO)
    assert reach(settings, 1, ONE, THREE).includes(DESK, TWO), "nobody is at 2, or she is away"
    assert reach(settings, 2, ONE, TWO).includes(DESK, TWO)
    assert reach(settings, 2, ONE).includes(DESK, TWO), "also before she is back"


def test_what_is_kept_for_a_counter_that_is_gone_is_every_counters() -> None:
    settings = an_office_of((), ())

    assert reach(settings, 1, ONE, NINE).includes(DESK, NINE), "though somebody is still there"


def test_what_is_kept_for_a_counter_is_called_there_whatever_its_service() -> None:
    settings = an_office_of((DESK,), (CASH,))

    assert reach(settings, 1, ONE, TWO).includes(CASH, ONE)
    assert not reach(settings, 1, ONE, TWO).includes(CASH), "another ticket of that service"


@given(
    st.lists(st.lists(st.sampled_from((DESK, CASH)), unique=True), min_size=1, max_size=4),
    st.lists(st.sampled_from((ONE, TWO, THREE, NINE)), unique=True),
    st.sampled_from((DESK, CASH, GONE)),
    st.sampled_from((None, ONE, TWO, THREE, NINE)),
)
def test_every_ticket_may_be_called_at_some_counter(
    services: list[list[ServiceKey]],
    present: list[CounterNumber],
    service: ServiceKey,
    for_counter: CounterNumber | None,
) -> None:
    settings = an_office_of(*(tuple(each) for each in services))

    assert any(
        settings.reach(each, present).includes(service, for_counter) for each in settings.counters
    )
