"""Changes of the settings that begin later, and those for a while: done once, in time, by whom."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from core.cli.doctor.doctor import _settings
from core.clock import FixedClock
from core.domain.ticket import Kind
from core.errors import MayNotManage, MayNotManageVoice, PlanGone, SettingsClash, SettingsInvalid
from core.language import Language
from core.office import Office
from tests.conftest import SAMPLE_PIN
from tests.office.changes import nothing_changes, whole_journal
from tests.settings_drawn import few_examples

# The clock begins on Monday 23 November at nine; San Andrés is five hours behind UTC.
NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 5, tzinfo=UTC)  # its beginning
MUTED, TARGET = "speaking.muted", "targets.general_min"


def value(office: Office, path: str) -> Any:
    found: Any = office.settings.get().settings
    for name in path.split("."):
        found = getattr(found, name)
    return found


def go_to(clock: FixedClock, at: datetime) -> None:
    clock.advance(at - clock.now())


def beat(office: Office) -> None:
    office.devices.seen("hall", "display", {})


@pytest.mark.parametrize(
    "first",
    [
        beat,
        lambda office: office.queue.issue(outside_hours=True),
        lambda office: office.settings.do_planned(),
    ],
)
def test_a_planned_change_is_done_by_whatever_comes_first_after_its_time(
    office: Office, clock: FixedClock, first: Callable[[Office], object]
) -> None:
    planned = office.settings.plan({TARGET: 20}, at=NOON, by="lider")
    go_to(clock, NOON - timedelta(seconds=1))
    first(office)
    before = value(office, TARGET)

    clock.advance(timedelta(seconds=1))
    first(office)

    assert (before, value(office, TARGET)) == (15, 20)
    assert office.settings.planned() == ()
    [done] = [each for each in whole_journal(office) if each.kind is Kind.SETTINGS_CHANGED]
    assert (done.staff, done.data["planned"]) == ("lider", planned.id)
    assert office.health.of_settings() == ()


def test_the_action_that_finds_a_planned_change_due_is_done_under_it(
    office: Office, clock: FixedClock
) -> None:
    office.settings.plan({"prefixes.general": "H"}, at=NOON)
    first = office.queue.issue().code
    go_to(clock, TUESDAY + timedelta(hours=13))

    second = office.queue.issue()

    assert (first, second.code) == ("A-001", "H-001")
    kinds = [each.kind for each in whole_journal(office)][-3:]
    assert kinds == [Kind.DAY_ENDED, Kind.SETTINGS_CHANGED, Kind.ISSUED]


def test_a_repeated_request_is_still_done_once_when_a_change_came_between(
    office: Office, clock: FixedClock
) -> None:
    office.settings.plan({TARGET: 20}, at=NOON)
    go_to(clock, NOON)

    first, second = (office.queue.issue(outside_hours=True, request="once") for _ in range(2))

    assert first.id == second.id
    assert value(office, TARGET) == 20


def test_several_changes_are_done_in_the_order_of_their_times(
    office: Office, clock: FixedClock
) -> None:
    office.settings.plan({TARGET: 30}, at=NOON + timedelta(minutes=1))
    office.settings.plan({TARGET: 20, "name": "Centro"}, at=NOON)
    go_to(clock, NOON + timedelta(hours=1))

    beat(office)

    assert (value(office, TARGET), value(office, "name")) == (30, "Centro")


def test_a_later_plan_may_build_on_an_earlier_one(office: Office, clock: FixedClock) -> None:
    service = {"key": "pqr", "names": {"es": "PQR"}}
    office.settings.plan({"services.pqr": service}, at=NOON)
    with pytest.raises(SettingsInvalid, match="pqr"):
        office.settings.plan({"counters.1.services": ["pqr"]}, at=NOON - timedelta(hours=1))
    office.settings.plan({"counters.1.services": ["pqr"]}, at=NOON + timedelta(hours=1))
    go_to(clock, NOON + timedelta(hours=2))

    beat(office)

    assert office.settings.get().settings.counters[0].services == ("pqr",)


@pytest.mark.parametrize(
    ("changes", "at", "words"),
    [
        ({TARGET: 20}, datetime(2026, 11, 23, 14, tzinfo=UTC), "is over"),
        ({TARGET: 0}, NOON, "write 1 to 240"),
        ({TARGET: 15}, NOON, "would stay as they are"),
        ({"hours.closures.2026-11-24": {"day": "2026-11-24"}}, NOON, None),
        ({"hours.closures.2026-11-23": {"day": "2026-11-23"}}, TUESDAY, "is over; take it out"),
        ({"nothing.there": 1}, NOON, "is not in the settings"),
    ],
)
def test_what_cannot_be_then_is_refused_when_it_is_planned(
    office: Office, changes: dict[str, Any], at: datetime, words: str | None
) -> None:
    if words is None:
        office.settings.plan(changes, at=at)
        return
    with nothing_changes(office), pytest.raises(SettingsInvalid, match=words):
        office.settings.plan(changes, at=at)

    assert office.settings.planned() == ()


def test_what_is_in_the_way_is_kept_and_it_is_tried_again_after_a_minute(
    staffed_office: Office, clock: FixedClock
) -> None:
    office = staffed_office
    plan = office.settings.plan({"counters.3": None}, at=NOON, by="director")
    go_to(clock, NOON)

    ticket = office.queue.issue(outside_hours=True)
    beat(office)

    [waiting] = office.settings.planned()
    assert (waiting.id, waiting.by) == (plan.id, "director")
    sentence = Language.load("es").sentence(waiting.problem or PlanGone(number=0))
    assert "Carla" in sentence
    told = _settings(office, Language.load("es"))  # by the doctor
    assert (told.ok, told.sentence) == (False, sentence)
    assert office.settings.get().settings.counter(3) is not None
    assert [each.seq for each in whole_journal(office)][-1] == ticket.id  # no number was lost
    office.staff.sign_out(counter=3)
    clock.advance(timedelta(seconds=59))
    beat(office)
    assert office.settings.get().settings.counter(3) is not None
    clock.advance(timedelta(seconds=1))
    beat(office)
    assert office.settings.get().settings.counter(3) is None
    assert office.settings.planned() == ()


def test_several_problems_and_their_sentences_are_kept(
    staffed_office: Office, clock: FixedClock
) -> None:
    office = staffed_office
    office.settings.plan({"counters.3": None, "counters.2": None}, at=NOON)
    go_to(clock, NOON)

    beat(office)

    [waiting] = office.settings.planned()
    said = Language.load("es").sentence(waiting.problem or PlanGone(number=0))
    assert len(said.splitlines()) == 3
    assert "Beto" in said
    assert "Carla" in said


def test_what_others_changed_meanwhile_stays(office: Office, clock: FixedClock) -> None:
    office.settings.plan({TARGET: 20}, at=NOON)
    office.settings.change({"targets.share_percent": 70})
    go_to(clock, NOON)

    beat(office)

    assert (value(office, TARGET), value(office, "targets.share_percent")) == (20, 70)


def test_a_plan_whose_change_was_made_already_ends(office: Office, clock: FixedClock) -> None:
    plan = office.settings.plan({TARGET: 20, "counters.3": None}, at=NOON)
    office.settings.change({TARGET: 20, "counters.3": None})
    go_to(clock, NOON)

    beat(office)

    assert office.settings.planned() == ()
    last = whole_journal(office)[-1]
    assert (last.kind, last.data) == (Kind.SETTINGS_WITHDRAWN, {"planned": plan.id})


def test_a_withdrawn_change_is_not_done(office: Office, clock: FixedClock) -> None:
    plan = office.settings.plan({TARGET: 20}, at=NOON)

    assert office.settings.withdraw(plan.id, by="lider") == plan

    go_to(clock, NOON)
    beat(office)
    assert value(office, TARGET) == 15
    with nothing_changes(office), pytest.raises(PlanGone, match=str(plan.id)):
        office.settings.withdraw(plan.id)


def test_only_who_may_change_the_settings_plans_and_withdraws(office: Office) -> None:
    office.staff.add("teo", name="Teo", role="technician", pin=SAMPLE_PIN, must_change_pin=False)
    plan = office.settings.plan({TARGET: 20}, at=NOON)

    with nothing_changes(office):
        with pytest.raises(MayNotManage):
            office.settings.plan({TARGET: 25}, at=NOON, by="teo")
        with pytest.raises(MayNotManage):
            office.settings.withdraw(plan.id, by="teo")
        with pytest.raises(MayNotManage):
            office.settings.for_today({TARGET: 25}, by="teo")
        with pytest.raises(MayNotManageVoice):
            office.settings.mute(muted=True, until=NOON, by="ana")

    office.settings.mute(muted=True, until=NOON, by="teo")
    office.settings.plan({MUTED: True}, at=TUESDAY, by="teo")


# --- for a while ---------------------------------------------------------------------------------


def test_what_is_for_today_ends_with_the_day(office: Office, clock: FixedClock) -> None:
    changed = office.settings.for_today({"policy.relief_after": 3, "name": "Centro"}, by="lider")

    [back] = office.settings.planned()

    assert (back.id, back.at, back.is_back) == (changed.seq, TUESDAY, True)
    assert value(office, "policy.relief_after") == 3
    go_to(clock, TUESDAY)
    beat(office)
    assert (value(office, "policy.relief_after"), value(office, "name")) == (0, "San Andrés")
    assert whole_journal(office)[-1].staff == "lider"


def test_a_hall_muted_until_noon_speaks_at_noon(office: Office, clock: FixedClock) -> None:
    office.settings.mute(muted=True, until=NOON.replace(hour=12, tzinfo=None))  # its clocks
    go_to(clock, NOON - timedelta(seconds=1))
    beat(office)
    assert value(office, MUTED)

    clock.advance(timedelta(seconds=1))
    beat(office)

    assert not value(office, MUTED)


def test_a_while_can_be_made_longer(office: Office, clock: FixedClock) -> None:
    office.settings.mute(muted=True, until=NOON)
    office.settings.mute(muted=True, until=NOON + timedelta(hours=1))
    go_to(clock, NOON)
    beat(office)
    assert value(office, MUTED)

    clock.advance(timedelta(hours=1))
    beat(office)

    assert not value(office, MUTED)
    assert office.settings.planned() == ()


def test_what_is_changed_twice_for_a_while_goes_back_to_the_first_value(
    office: Office, clock: FixedClock
) -> None:
    office.settings.for_today({TARGET: 20})
    office.settings.for_today({TARGET: 25}, until=NOON)
    go_to(clock, NOON)

    beat(office)

    assert value(office, TARGET) == 15
    assert office.settings.planned() == ()


def test_back_to_what_it_was_for_a_while_needs_no_way_back(office: Office) -> None:
    office.settings.for_today({TARGET: 20})
    office.settings.for_today({TARGET: 15})

    assert value(office, TARGET) == 15
    assert office.settings.planned() == ()


@pytest.mark.parametrize("theirs", [25, 20, 15])
def test_what_somebody_changed_for_good_meanwhile_is_not_put_back(
    office: Office, clock: FixedClock, theirs: int
) -> None:
    office.settings.for_today({TARGET: 20, "name": "Centro"})
    office.settings.change({TARGET: 30})
    office.settings.change({TARGET: theirs})
    go_to(clock, TUESDAY)

    beat(office)

    assert (value(office, TARGET), value(office, "name")) == (theirs, "San Andrés")


def test_an_entry_that_is_gone_is_not_put_back(office: Office, clock: FixedClock) -> None:
    office.settings.for_today({"counters.3.services": ["customer-service"], TARGET: 20})
    office.settings.plan({"counters.3": None}, at=NOON)
    go_to(clock, TUESDAY)

    beat(office)

    assert office.settings.get().settings.counter(3) is None
    assert value(office, TARGET) == 15


def test_nothing_is_planned_where_nothing_changes_for_a_while(office: Office) -> None:
    with nothing_changes(office):
        office.settings.for_today({TARGET: 15})

    assert office.settings.planned() == ()
    with nothing_changes(office), pytest.raises(SettingsInvalid, match="is over"):
        office.settings.for_today({TARGET: 20}, until=NOON - timedelta(days=1))


# --- from another day, from a file, in a copy ----------------------------------------------------


def test_a_refusal_of_today_says_from_which_day_it_could_be_done(
    staffed_office: Office, clock: FixedClock
) -> None:
    office = staffed_office
    office.settings.change({"hours.closures.2026-11-24": {"day": "2026-11-24"}})
    with pytest.raises(SettingsInvalid) as refused:
        office.settings.change({"counters.3": None})

    day = refused.value.from_day

    assert day is not None
    assert day.isoformat() == "2026-11-25"
    office.settings.plan({"counters.3": None}, at=datetime.combine(day, datetime.min.time()))
    go_to(clock, TUESDAY + timedelta(days=1))
    beat(office)
    assert office.settings.get().settings.counter(3) is None


def test_a_refusal_for_good_names_no_day(office: Office) -> None:
    service = {"key": "pqr", "names": {"es": "PQR"}}
    counters = [{"number": 1, "services": ["customer-service"]}]

    with pytest.raises(SettingsInvalid) as refused:
        office.settings.change({"services.pqr": service, "counters": counters})

    assert refused.value.from_day is None


def test_a_file_is_planned_by_what_it_would_change(office: Office, clock: FixedClock) -> None:
    text = office.settings.export_toml().replace("general_min = 15", "general_min = 20")
    office.settings.change({"name": "Centro"})

    planned = office.settings.plan_toml(text, at=NOON)

    assert planned.changes == {TARGET: 20}
    go_to(clock, NOON)
    beat(office)
    assert (value(office, TARGET), value(office, "name")) == (20, "Centro")


def test_a_file_is_tried_without_changing_anything(office: Office) -> None:
    text = office.settings.export_toml().replace("general_min = 15", "general_min = 20")
    plain = "\n".join(text.splitlines()[1:])  # it does not say where it comes from

    with nothing_changes(office):
        tried = office.settings.try_toml(plain)

    assert [each.path for each in tried.changes] == [TARGET]
    office.settings.change({MUTED: True})
    assert office.settings.import_toml(plain, based_on=tried.seq).settings.speaking.muted
    office.settings.change({TARGET: 30})
    with nothing_changes(office), pytest.raises(SettingsClash):
        office.settings.import_toml(plain, based_on=tried.seq)


def test_plans_are_in_a_copy(
    office: Office,
    clock: FixedClock,
    cheap_hasher: PasswordHasher,
    tmp_path: Any,
    new_database: Any,
) -> None:
    office.settings.plan({TARGET: 20}, at=NOON)
    office.settings.mute(muted=True, until=NOON)
    office.copies.make(tmp_path / "copy")
    url = new_database()
    Office.restore(tmp_path / "copy", url)

    with Office.open(url, "san-andres", clock, hasher=cheap_hasher) as restored:
        assert restored.settings.planned() == office.settings.planned()
        go_to(clock, NOON)
        beat(restored)
        assert (value(restored, TARGET), value(restored, MUTED)) == (20, False)


# --- what it costs, and what it trusts -----------------------------------------------------------


def test_an_action_asks_nothing_more_because_changes_are_planned(
    staffed_office: Office, clock: FixedClock
) -> None:
    queue = staffed_office.queue
    for _ in range(2):
        queue.issue()

    def statements_of_a_call() -> list[str]:
        found: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            found.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            queue.call_next(counter=1)
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        queue.no_show(counter=1)
        return found

    before = statements_of_a_call()
    for minutes in range(1, 50):
        staffed_office.settings.plan({TARGET: 15 + minutes}, at=NOON + timedelta(minutes=minutes))

    assert statements_of_a_call() == before


def test_a_clock_that_jumped_brings_no_change_before_its_time(
    office: Office, clock: FixedClock
) -> None:
    office.settings.plan({TARGET: 20}, at=NOON)
    clock.jump(timedelta(hours=5))

    beat(office)
    office.queue.issue(outside_hours=True)

    assert value(office, TARGET) == 15


# --- at random -----------------------------------------------------------------------------------

VALUES = st.integers(1, 240)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("change"), VALUES),
        st.tuples(st.just("plan"), VALUES, st.integers(1, 90)),
        st.tuples(st.just("while"), VALUES, st.integers(1, 90)),
        st.tuples(st.just("pass"), st.integers(1, 40)),
    ),
    max_size=12,
)


@few_examples
@given(steps=STEPS)
def test_plans_and_whiles_in_any_order_are_what_a_simple_model_says(  # noqa: C901 - a case a step
    office: Office, clock: FixedClock, steps: list[tuple[Any, ...]]
) -> None:
    """Of one value: plans win at their time, a while ends unless somebody changed it since."""
    for each in office.settings.planned():  # of the example before
        office.settings.withdraw(each.id)
    office.settings.change({TARGET: 15})
    now, base = 0, 15
    plans: list[tuple[int, int, int]] = []  # when, number, value
    back: tuple[int, int, int] | None = None  # when, number, the value that was

    def go_on(until: int) -> None:
        nonlocal base, back
        while True:
            due = [(*each, False) for each in plans] + ([(*back, True)] if back else [])
            ready = sorted(each for each in due if each[0] <= until)
            if not ready:
                return
            at, number, wanted, is_back = ready[0]
            if is_back or wanted != base:
                back = None
            base = wanted
            if not is_back:
                plans.remove((at, number, wanted))

    for step in steps:
        match step:
            case ("change", wanted):
                if wanted != base:
                    base, back = wanted, None
                office.settings.change({TARGET: wanted})
            case ("plan", wanted, minutes):
                with suppress(SettingsInvalid):  # it would be so already
                    at = clock.now() + timedelta(minutes=minutes)
                    number = office.settings.plan({TARGET: wanted}, at=at).id
                    plans.append((now + minutes, number, wanted))
            case ("while", wanted, minutes):
                at = clock.now() + timedelta(minutes=minutes)
                before = {each.id for each in office.settings.planned()}
                office.settings.for_today({TARGET: wanted}, until=at)
                was = base if back is None else back[2]
                new = [each for each in office.settings.planned() if each.id not in before]
                base, back = wanted, None
                assert bool(new) == (was != wanted)
                if new:
                    back = (now + minutes, new[0].id, was)
            case ("pass", minutes):
                clock.advance(timedelta(minutes=minutes))
                now += minutes
                go_on(now)
                beat(office)
        assert value(office, TARGET) == base
    assert len(office.settings.planned()) == len(plans) + (back is not None)
    assert office.health.of_settings() == ()
