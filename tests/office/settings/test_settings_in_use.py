"""Settings are not changed under the feet of people at work or in the hall."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from core.clock import FixedClock
from core.domain.ticket import Line, State
from core.errors import SettingsInvalid
from core.office import Office, template
from tests.conftest import SAMPLE_PIN
from tests.office.changes import change_settings, leave_settings, nothing_changes
from tests.office.queue.test_next import HALLS, halls, make_hall, offices
from tests.office.queue.test_next import NAMED as NAMED_ALL

TWO_COUNTERS = [{"number": 1}, {"number": 2}]
NAMED = [{"key": key, "names": {"es": key}} for key in ("info", "filing")]


def refused(office: Office, where: str, words: str, **changes: Any) -> None:
    """Check that the change is refused with this place and these words, and changes nothing."""
    with nothing_changes(office), pytest.raises(SettingsInvalid, match=words) as error:
        change_settings(office, **changes)
    assert error.value.fields["where"] == where


# --- counters


def test_a_counter_with_somebody_at_it_stays(staffed_office: Office) -> None:
    words = "staffed by Carla; ask them to sign out there first"
    refused(staffed_office, "counters.3", words, counters=TWO_COUNTERS)

    staffed_office.staff.step_away(counter=3, reason="lunch")
    refused(staffed_office, "counters.3", "Carla", counters=TWO_COUNTERS)

    staffed_office.staff.sign_out(counter=3)
    change_settings(staffed_office, counters=TWO_COUNTERS)
    assert len(staffed_office.settings.get().settings.counters) == 2


def test_a_counter_with_a_ticket_on_hold_stays_until_it_is_resumed(staffed_office: Office) -> None:
    queue = staffed_office.queue
    queue.issue()
    queue.call_next(counter=3)
    queue.start(counter=3)
    queue.hold(counter=3, reason="document")
    staffed_office.staff.sign_out(counter=3)

    refused(staffed_office, "counters.3", "A-001 on hold", counters=TWO_COUNTERS)

    queue.resume(counter=1, code="A-001")
    change_settings(staffed_office, counters=TWO_COUNTERS)


def test_a_counter_with_a_ticket_and_nobody_there_stays(staffed_office: Office) -> None:
    """An older turnos left one behind."""
    staffed_office.queue.serve_now(counter=3)
    leave_settings(staffed_office, counters=TWO_COUNTERS)
    staffed_office.staff.sign_out(counter=1)
    staffed_office.staff.sign_in("lider", pin=SAMPLE_PIN, counter=3, take_over=True)
    leave_settings(staffed_office, counters=[*TWO_COUNTERS, {"number": 3}])

    refused(staffed_office, "counters.3", "Líder ATC", counters=TWO_COUNTERS)


def test_who_is_kept_for_a_counter_that_goes_is_called_by_any(staffed_office: Office) -> None:
    queue = staffed_office.queue
    queue.issue()
    queue.call_next(counter=1)
    queue.transfer(counter=1, to_counter=3)
    staffed_office.staff.sign_out(counter=3)

    change_settings(staffed_office, counters=TWO_COUNTERS)

    called = queue.call_next(counter=2)
    assert called is not None
    assert called.code == "A-001"


def test_a_counter_of_another_number_is_another_counter(staffed_office: Office) -> None:
    numbered_anew = [{"number": 4}, {"number": 2}, {"number": 3}]

    refused(staffed_office, "counters.1", "Ana", counters=numbered_anew)


def test_new_counters_and_new_services_of_counters_in_use_are_no_trouble(
    staffed_office: Office,
) -> None:
    staffed_office.queue.serve_now(counter=1)

    change_settings(
        staffed_office,
        services=[*NAMED, {"key": "customer-service", "names": {"es": "Atención"}}],
        counters=[{"number": 1, "services": ["info"]}, {"number": 2}, {"number": 3}, {"number": 4}],
    )

    assert staffed_office.queue.finish(counter=1).state is State.FINISHED


# --- services


def test_a_service_that_no_counter_serves_is_refused(office: Office) -> None:
    bound = [{"number": 1, "services": ["info"]}, {"number": 2, "services": ["info"]}]

    words = "is served by no counter; name it among the services of one"
    refused(office, "services.filing", words, services=NAMED, counters=bound)

    change_settings(office, services=NAMED, counters=[*bound, {"number": 3}])


def test_no_office_is_made_with_a_service_that_no_counter_serves(
    database_url: str, clock: FixedClock, cheap_hasher: PasswordHasher
) -> None:
    bound = [{"number": 1, "services": ["info"]}]
    document = dict(template("san-andres")) | {"services": NAMED, "counters": bound}

    with pytest.raises(SettingsInvalid, match="served by no counter"):
        Office.create(database_url, "san-andres", document, clock, hasher=cheap_hasher)


def test_an_office_with_such_a_service_of_old_may_change_everything_else(office: Office) -> None:
    bound = [{"number": 1, "services": ["info"]}]
    leave_settings(office, services=NAMED, counters=bound)

    office.settings.mute(muted=True)
    change_settings(office, company="SOPESA S.A. E.S.P.")
    refused(office, "services.filing", "no counter", counters=[*bound, {**bound[0], "number": 2}])


def test_a_service_somebody_waits_for_stays_until_nobody_does(staffed_office: Office) -> None:
    change_settings(
        staffed_office, services=[*NAMED, {"key": "customer-service", "names": {"es": "Atención"}}]
    )
    staffed_office.queue.issue(service="filing")
    without = [NAMED[0], {"key": "customer-service", "names": {"es": "Atención"}}]

    words = "ticket A-001 waits for it; have it served first, or change this before opening"
    refused(staffed_office, "services.filing", words, services=without)

    staffed_office.queue.call_next(counter=1)
    change_settings(staffed_office, services=without)
    staffed_office.queue.no_show(counter=1)
    staffed_office.queue.reinstate(code="A-001")
    called = staffed_office.queue.call_next(counter=2)
    assert called is not None, "who comes back is called all the same"


def test_a_service_somebody_waited_for_yesterday_goes(
    staffed_office: Office, clock: FixedClock
) -> None:
    change_settings(
        staffed_office, services=[*NAMED, {"key": "customer-service", "names": {"es": "Atención"}}]
    )
    staffed_office.queue.issue(service="filing")
    clock.advance(timedelta(days=1))

    change_settings(
        staffed_office, services=[NAMED[0], {"key": "customer-service", "names": {"es": "A"}}]
    )


# --- prefixes


def test_prefixes_are_not_swapped_while_tickets_of_today_bear_them(
    staffed_office: Office, clock: FixedClock
) -> None:
    staffed_office.queue.issue("general")
    swapped = {"general": "P", "preferential": "A"}

    words = 'gives "A" to another line, and today tickets of it were given'
    refused(staffed_office, "prefixes", words, prefixes=swapped)

    clock.advance(timedelta(days=1))
    change_settings(staffed_office, prefixes=swapped)
    assert staffed_office.queue.issue("general").code == "P-001"


def test_a_prefix_of_today_is_not_used_by_the_other_line_later(staffed_office: Office) -> None:
    staffed_office.queue.issue("general")
    change_settings(staffed_office, prefixes={"general": "C"})

    refused(staffed_office, "prefixes", '"A"', prefixes={"preferential": "A"})

    change_settings(staffed_office, prefixes={"general": "A"})
    assert staffed_office.queue.issue("general").code == "A-002", "back to its own, no code twice"


def test_a_ticket_that_changed_its_line_does_not_change_whose_prefix_it_bears(
    staffed_office: Office,
) -> None:
    staffed_office.queue.issue("general")
    staffed_office.queue.change_line(code="A-001", line="preferential", reason="asked")

    refused(staffed_office, "prefixes", '"A"', prefixes={"general": "C", "preferential": "A"})
    change_settings(staffed_office, prefixes={"general": "C"})
    change_settings(staffed_office, prefixes={"general": "A"})


# --- the mode


def test_the_mode_stays_while_somebody_waits_without_a_number(staffed_office: Office) -> None:
    change_settings(staffed_office, mode="direct")
    staffed_office.queue.arrive(counter=1)

    words = "somebody waits without a number; attend them first"
    refused(staffed_office, "mode", words, mode="ticket")

    assert staffed_office.queue.call_next(counter=2) is not None
    change_settings(staffed_office, mode="ticket")
    staffed_office.queue.issue("preferential")
    change_settings(staffed_office, mode="direct")
    found = staffed_office.queue.next_for(1)
    assert found is not None
    assert found[0].line is Line.PREFERENTIAL, "whoever holds a ticket is called"


# --- the time zone


@pytest.mark.parametrize("state", ["waiting", "called", "serving", "held"])
def test_the_time_zone_stays_while_somebody_is_in_the_hall(
    staffed_office: Office, state: str
) -> None:
    queue = staffed_office.queue
    queue.issue()
    if state != "waiting":
        queue.call_next(counter=1)
    if state in {"serving", "held"}:
        queue.start(counter=1)
    if state == "held":
        queue.hold(counter=1, reason="document")

    words = "ticket A-001 is in the hall; change the time zone before opening"
    refused(staffed_office, "hours.timezone", words, hours={"timezone": "America/Lima"})


def test_the_time_zone_makes_no_other_day_of_one_with_tickets(
    staffed_office: Office, clock: FixedClock
) -> None:
    change_settings(staffed_office, hours={"timezone": "America/Lima"})
    staffed_office.queue.issue()
    staffed_office.queue.cancel(code="A-001")

    words = "would make another day of today; change it tomorrow before the first ticket"
    refused(staffed_office, "hours.timezone", words, hours={"timezone": "Pacific/Kiritimati"})

    change_settings(staffed_office, hours={"timezone": "America/Bogota"})
    assert staffed_office.queue.issue().code == "A-002"
    staffed_office.queue.cancel(code="A-002")
    clock.advance(timedelta(days=1))
    change_settings(staffed_office, hours={"timezone": "Pacific/Kiritimati"})


# --- any change, in any hall

CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "mode": st.sampled_from(("ticket", "direct")),
        "prefixes": st.sampled_from(
            (
                {"general": "P", "preferential": "A"},
                {"general": "C", "preferential": "P"},
                {"general": "C", "preferential": "A"},
            )
        ),
        "services": st.lists(st.sampled_from(NAMED_ALL), min_size=1, unique_by=str),
        "numbers": st.lists(st.integers(1, 4), min_size=1, unique=True),
        "timezone": st.sampled_from(("America/Lima", "Pacific/Kiritimati", "Pacific/Honolulu")),
    },
)


def told(office: Office) -> set[str]:
    return {str(each) for each in office.settings.left_behind()}


def test_after_any_change_everybody_goes_on_or_it_is_refused(
    database_url: str, cheap_hasher: PasswordHasher
) -> None:
    made, outcomes = offices(database_url, cheap_hasher), Counter[bool]()

    @HALLS
    @given(halls(), CHANGES)
    def check(hall: dict[str, Any], changes: dict[str, Any]) -> None:
        with next(made) as office:
            make_hall(office, hall | {"states": ["absent"] + ["free"] * 2, "retired": False})
            wanted = dict(changes)
            if "numbers" in wanted:
                wanted["counters"] = [{"number": number} for number in wanted.pop("numbers")]
            if "timezone" in wanted:
                wanted["hours"] = {"timezone": wanted.pop("timezone")}
            before, board, stranded = office.queue.waiting(), office.queue.board(), told(office)
            try:
                change_settings(office, **wanted)
            except SettingsInvalid:
                outcomes[False] += 1
                return
            outcomes[True] += 1
            known = office.settings.get()
            assert told(office) <= stranded, "nobody is left behind who was not"
            assert {each.id for each in office.queue.waiting()} == {each.id for each in before}
            assert [each.ticket for each in office.queue.board().counters if each.ticket] == [
                each.ticket for each in board.counters if each.ticket
            ]
            called = {
                ticket.id
                for counter in known.settings.counters
                for ticket in office.queue.waiting_for(counter.number)
            }
            assert called == {each.id for each in before}, "somebody is called by no counter"
            for line in Line:
                ticket = office.queue.issue(line.value, outside_hours=True)
                assert ticket.code not in {each.code for each in before}
            assert office.inconsistencies() == ()

    check()
    assert outcomes[True] > 5
    assert outcomes[False] > 5
