"""Days change by themselves, clocks go wrong, and the journal knows it all."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.clock import FixedClock
from core.domain.ticket import State
from core.errors import (
    NoOffices,
    OfficeExists,
    OfficeNotNamed,
    SettingsInvalid,
    TicketOfEarlierDay,
    UnknownOffice,
)
from core.office import Office, template, templates
from core.office.document.document import read_document, read_toml, write_document
from core.store import upgrade
from core.store.connection.engine import Store
from tests.conftest import SAMPLE_PIN
from tests.office.changes import change_settings, nothing_changes


def test_a_new_day_begins_at_one_and_yesterdays_waiting_have_left(
    staffed_office: Office, clock: FixedClock
) -> None:
    queue = staffed_office.queue
    waiting, called, served, held = (queue.issue() for _ in range(4))
    queue.call(counter=1, code="A-002", reason="prueba")
    queue.call(counter=2, code="A-003", reason="prueba")
    queue.start(counter=2)
    queue.call(counter=3, code="A-004", reason="prueba")
    queue.start(counter=3)
    queue.hold(counter=3, reason="prueba")
    clock.advance(timedelta(days=1))
    assert queue.waiting() == (), "also before anybody does anything on the new day"
    assert queue.board().calls == ()

    first = queue.issue()

    assert (first.code, first.day) == ("A-001", date(2026, 11, 24))
    states = {
        ticket.id: queue.ticket(ticket.id).state for ticket in (waiting, called, served, held)
    }
    assert states == {
        waiting.id: State.ABANDONED,
        called.id: State.ABANDONED,
        served.id: State.SERVING,
        held.id: State.ABANDONED,
    }, "whoever is being served is not sent away by midnight"
    staffed_office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    assert queue.finish(counter=2).state is State.FINISHED


def test_who_was_served_over_midnight_waits_in_no_line_that_nobody_sees(
    staffed_office: Office, clock: FixedClock
) -> None:
    queue = staffed_office.queue
    queue.issue()
    queue.call_next(counter=1)
    queue.start(counter=1)
    clock.advance(timedelta(days=1))
    queue.issue()  # and so the day before ends; today's first has the same code
    staffed_office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)

    with nothing_changes(staffed_office), pytest.raises(TicketOfEarlierDay, match="A-001"):
        queue.transfer(counter=1, line="preferential")
    with nothing_changes(staffed_office), pytest.raises(TicketOfEarlierDay, match="Finish it"):
        queue.hold(counter=1, reason="prueba")

    assert queue.finish(counter=1).state is State.FINISHED


def test_the_day_is_the_offices_not_utcs(office: Office, clock: FixedClock) -> None:
    clock.advance(timedelta(hours=9))  # 18:00 in San Andrés, 23:00 UTC
    evening = office.queue.issue(outside_hours=True)
    clock.advance(timedelta(hours=2))  # 20:00 there, tomorrow in UTC

    later = office.queue.issue(outside_hours=True)

    assert (evening.code, later.code) == ("A-001", "A-002")
    assert evening.day == later.day == date(2026, 11, 23)


def test_a_clock_set_back_repeats_no_number(office: Office, clock: FixedClock) -> None:
    codes = [office.queue.issue().code]
    clock.advance(timedelta(hours=-1))
    codes.append(office.queue.issue().code)
    clock.advance(timedelta(days=1))
    codes.append(office.queue.issue().code)
    clock.advance(timedelta(days=-1))
    codes.append(office.queue.issue().code)

    assert codes == ["A-001", "A-002", "A-001", "A-002"], "a day never goes back by itself"
    assert len({(each.data.get("day"), each.data.get("code")) for each in office.journal()}) > 4


def test_the_journal_alone_rebuilds_everything(staffed_office: Office, clock: FixedClock) -> None:
    queue = staffed_office.queue
    for line in ("general", "preferential", "general", "general"):
        queue.issue(line)
        clock.advance(timedelta(minutes=1))
    for counter in (1, 2, 3):
        queue.call_next(counter=counter)
    queue.recall(counter=1)
    queue.start(counter=1)
    queue.hold(counter=1, reason="prueba")
    queue.no_show(counter=2)
    queue.reinstate(code="A-001")
    queue.start(counter=3)
    queue.finish(counter=3, outcome="escalated")
    queue.serve_now(counter=2, channel="chat")
    staffed_office.staff.sign_out(counter=3)
    staffed_office.staff.step_away(counter=2, reason="prueba")
    office_before = (queue.board(), queue.waiting(), staffed_office.journal())

    rebuilt = staffed_office.rebuild()

    assert rebuilt == 5
    assert (queue.board(), queue.waiting(), staffed_office.journal()) == office_before
    assert queue.issue().code == "A-004", "the numbers go on where they were"


def test_the_sample_offices_are_valid_and_survive_being_exported(office: Office) -> None:
    assert templates() == ("providencia", "san-andres")
    for name in templates():
        settings = read_document(template(name))
        assert read_document(write_document(settings)) == settings

    text = office.settings.export_toml()

    with nothing_changes(office):
        assert office.settings.import_toml(text).changes == ()


def test_a_change_of_settings_is_seen_by_every_window_and_journaled(
    office: Office, office_url: str, clock: FixedClock
) -> None:
    with Office.open(office_url, "san-andres", clock) as other:
        assert other.settings.get().settings.prefixes.general == "A"
        other.queue.issue()

        change_settings(office, prefixes={"general": "C"}, name="San Andrés Centro")

        assert other.queue.issue().code == "C-001"
        assert other.settings.get().settings.name == "San Andrés Centro"
    changed = [each for each in office.journal() if each.kind == "settings_changed"]
    assert changed[0].data["changed"]["name"] == {
        "before": "San Andrés",
        "after": "San Andrés Centro",
    }


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        ('mode = "tickets"', "mode", "ticket"),
        ("colour = 3", "colour", "is not a setting"),
        ("[calling]\nmax_call = 3", "calling.max_call", "is not a setting"),
        ("[calling]\nmax_calls = 0", "calling.max_calls", "1 to 20"),
        ('[calling]\nmax_calls = "three"', "calling.max_calls", "a whole number"),
        ('[prefixes]\ngeneral = "B"\npreferential = "P"', "prefixes", "sound alike"),
        ('[prefixes]\ngeneral = "A"\npreferential = "A"', "prefixes", "own letter"),
        ('[prefixes]\ngeneral = "Ñ"', "prefixes", "capital letter"),
        ("counters = []", "counters", "at least one"),
        ("counters = [{number = 1}, {number = 1}]", "counters", "twice"),
        ('counters = [{number = 1, services = ["x"]}]', "counters.1", "no service"),
        ("services = []", "services", "at least one"),
        ('services = [{key = "x", names = {en = "X"}}]', "services.x", "Spanish"),
        ('languages = ["fr"]', "languages", "fr"),
        ('[hours.week]\nmonday = ["8-12"]', "hours.week.monday", "08:00-12:00"),
        ('[hours.week]\nmonday = ["12:00-08:00"]', "hours.week.monday", ""),
        ('[hours.week]\nlunes = ["08:00-12:00"]', "hours.week", "lunes"),
        ('[hours]\ntimezone = "Mars/Base"', "hours.timezone", ""),
        ("name = [", "file", "TOML"),
    ],
)
def test_wrong_settings_are_refused_as_a_whole_and_named(
    text: str, where: str, problem: str
) -> None:
    base = write_document(read_document(template("san-andres")))

    def read() -> None:
        changed = dict(read_toml(text))
        read_document(base | changed | {"hours": base["hours"] | changed.get("hours", {})})

    with pytest.raises(SettingsInvalid) as refused:
        read()

    assert str(refused.value.fields["where"]).startswith(where)
    assert problem in str(refused.value)


def test_refused_settings_change_nothing(office: Office) -> None:
    text = office.settings.export_toml()

    with nothing_changes(office):
        for wrong in (text.replace('"A"', '"B"'), text + "[", "name = 'x'"):
            with pytest.raises(SettingsInvalid):
                office.settings.import_toml(wrong)


def test_an_unknown_office_is_refused_with_those_there_are(office_url: str) -> None:
    with pytest.raises(UnknownOffice, match="san-andres"):
        Office.open(office_url, "providencia")


def test_who_names_no_office_of_several_is_told_those_there_are(
    office_url: str, clock: FixedClock
) -> None:
    Office.create(office_url, "providencia", template("providencia"), clock).close()

    for named in (None, ""):
        with pytest.raises(OfficeNotNamed, match="several offices: providencia, san-andres"):
            Office.open(office_url, named)


def test_a_database_without_an_office_says_how_to_make_one(database_url: str) -> None:
    store = Store(database_url)
    upgrade.ensure(store, create=True)
    store.close()

    for name in (None, "san-andres"):
        with pytest.raises(NoOffices, match="turnos init"):
            Office.open(database_url, name)


def test_an_office_is_not_made_twice(office: Office, office_url: str) -> None:
    with nothing_changes(office), pytest.raises(OfficeExists, match="settings import"):
        Office.create(office_url, "san-andres", template("san-andres"))


def test_two_offices_share_a_database_and_nothing_else(
    office: Office, office_url: str, clock: FixedClock
) -> None:
    with Office.create(office_url, "providencia", template("providencia"), clock) as other:
        other.staff.add("ana", name="Ana", pin=SAMPLE_PIN)
        other.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
        other.queue.issue()

        assert office.queue.waiting() == ()
        assert office.queue.issue().code == "A-001"
        assert len(other.queue.waiting()) == 1
        assert other.inconsistencies() == ()


def test_the_only_office_of_a_database_needs_no_name(office_url: str) -> None:
    with Office.open(office_url) as office:
        assert office.id == "san-andres"


def test_the_clock_of_a_window_is_the_servers_or_the_machines(office_url: str) -> None:
    before = datetime.now(UTC)

    with Office.open(office_url) as office:
        at = office.queue.board().at

    assert before - timedelta(seconds=1) <= at <= datetime.now(UTC) + timedelta(seconds=1)
