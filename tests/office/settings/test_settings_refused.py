"""Settings that would break later are refused at once: the place, the value and the way out."""

import json
import re
from datetime import timedelta
from time import perf_counter
from typing import Any

import pytest

from core.clock import FixedClock
from core.domain.schema import KEYS
from core.errors import SettingsInvalid
from core.language import Language
from core.office import Office, template
from core.office.document.document import read_document, read_stored, write_document
from core.office.document.paths import put
from core.store.connection.engine import Store
from core.store.tables import office_settings
from tests.conftest import SAMPLE_PIN
from tests.office.changes import change_settings, nothing_changes

DAY: dict[str, Any] = {"day": "2026-12-24"}
HALF_DAY = DAY | {"spans": ["08:00-12:00"]}
FAULT = {"key": "la-loma", "kind": "outage", "texts": {"es": "Falla en La Loma."}}


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("desk.reason", "compulsory", "no reasons to choose from"),
        ("desk.lock_after_min", 10**13, "is 10000000000000; write 0 to 480 min"),
        ("desk.lock_after_min", -5, "is -5; write 0 to 480 min"),
        ("calling.reinstate_within_min", 3_000_000_000, "is 3000000000; write 0 to 480 min"),
        ("calling.no_show_after_s", -1, "is -1; write 0 to 3600 s"),
        ("calling.max_calls", 1_000_000, "is 1000000; write 1 to 20"),
        ("targets.general_min", 0, "is 0; write 1 to 240 min"),
        ("targets.share_percent", 400, "is 400; write 1 to 100 %"),
        ("policy.relief_after", 21, "is 21; write 0 to 20"),
        ("speaking.repeats", 0, "is 0; write 1 to 3"),
        ("speaking.languages", [], "is empty; write at least one"),
        ("hall.slide_s", 9, "is 9; write 10 to 15 s"),
        ("name", "", "is empty"),
        ("name", "x" * 200_000, "has 200000 letters; write 60 at the most"),
        ("company", "SOPESA\nS.A.", "line break"),
        ("company", "\0", "nobody sees"),
        ("contact.web", "x" * 81, "has 81 letters"),
        ("reasons", [{"en": "Bill"}], "has no Spanish text"),
        ("reasons", [{"es": "Pagos", "sp": "Pagos"}], 'has a text in "sp"'),
        ("qualifies", [{"es": " "}], "is empty"),
        ("duties", [""], "is empty"),
        ("languages", ["es", "es"], 'has "es" twice'),
        ("services", [{"key": "la caja", "names": {"es": "Caja"}}], "a key is 1 to 40 letters"),
        ("services", [{"key": "x", "names": {"es": "X"}, "nmae": 1}], "is not a setting"),
        ("counters", [{"number": 100}], "is 100; write 1 to 99"),
        ("notices", [FAULT | {"ends_at": "2026-11-24T15:00:00", "end_at": ""}], "not a setting"),
        ("notices", [FAULT | {"ends_at": "9999-12-31T23:59:59"}], "is in the year 9999"),
        ("notices", [FAULT | {"texts": {"es": "x" * 501}}], "has 501 letters"),
        ("notices", [FAULT] * 2, 'has "la-loma" twice'),
        ("notices", [FAULT | {"ends_at": "2026-11-23T09:00:00"}], "has ended"),
        ("notices", [FAULT | {"ends_at": "2026-11-23T13:00:00Z"}], "has ended"),
        ("hours.closures", [{"day": "2026-12-24"}] * 2, 'has "2026-12-24" twice'),
        ("hours.closures", [{"day": "2020-12-24"}], "is over; take it out"),
        ("hours.closures", [{"day": "2026-11-22"}], "a day from 2026-11-23 on"),
        ("hours.closures", [DAY | {"texts": {"en": "Holiday"}}], "has no Spanish text"),
        ("hours.closures", [DAY | {"texts": {"es": "x" * 121}}], "has 121 letters"),
        ("hours.special", [HALF_DAY] * 2, 'has "2026-12-24" twice'),
        ("hours.special", [HALF_DAY | {"day": "2026-11-22"}], "is over; take it out"),
        ("hours.special", [DAY | {"spans": []}], "is empty; write at least one"),
        ("hours.special", [DAY | {"spans": ["8-12"]}], 'has "8-12"; hours are written like'),
        ("hours.special", [DAY | {"spans": ["12:00-08:00"]}], "does not close after it opens"),
        ("hours.special", [DAY], "is missing"),
        ("hours.special", [HALF_DAY | {"reasons": ""}], "is not a setting"),
        ("hours.timezone", "localtime", "is not a time zone"),
        ("hours.week.monday", ["08:00-12:00", "11:00-17:00"], "overlap"),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"])
def test_what_would_break_later_is_refused_and_changes_nothing(
    office: Office, path: str, value: Any, words: str
) -> None:
    document = write_document(read_document(template("san-andres")))
    document["reasons"] = []
    put(document, path, value)

    with nothing_changes(office), pytest.raises(SettingsInvalid) as refused:
        office.settings.change(document)

    assert str(refused.value.fields["where"]).startswith(path)
    assert words in str(refused.value)
    spanish = Language.load("es").sentence(refused.value)
    assert spanish.startswith("Los ajustes no se cambiaron: ")
    assert words not in spanish


@pytest.mark.parametrize("backend", ["sqlite"])
def test_an_office_does_not_begin_with_a_closure_that_is_over(
    new_database: Any, clock: FixedClock
) -> None:
    document = dict(template("san-andres"))
    document["hours"] = {**document["hours"], "closures": [{"day": "2020-01-02"}]}

    with pytest.raises(SettingsInvalid, match=r"hours.closures.2020-01-02.*is over"):
        Office.create(new_database(), "san-andres", document, clock)


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_day_is_not_closed_and_special(office: Office) -> None:
    change_settings(office, hours={"closures": [DAY]})

    with nothing_changes(office), pytest.raises(SettingsInvalid) as refused:
        office.settings.change({"hours.special.2026-12-24": HALF_DAY})

    assert "hours.special.2026-12-24" in str(refused.value)
    assert "is a closure too" in str(refused.value)
    office.settings.change({"hours.closures": [], "hours.special.2026-12-24": HALF_DAY})


def test_a_closure_that_has_gone_by_keeps_nothing_from_being_changed(
    office: Office, clock: FixedClock
) -> None:
    change_settings(office, hours={"closures": [{"day": "2026-12-24"}]})
    clock.advance(timedelta(days=50))

    change_settings(office, name="Centro", hours={"country": ""})

    with pytest.raises(SettingsInvalid, match="2026-12-25"):
        change_settings(office, hours={"closures": [{"day": "2026-12-24"}, {"day": "2026-12-25"}]})


def test_a_notice_that_has_ended_keeps_nothing_from_being_changed(
    office: Office, clock: FixedClock
) -> None:
    ending = FAULT | {"ends_at": "2026-11-23T09:01:00"}
    office.settings.change({"notices.la-loma": ending})
    text = office.settings.export_toml()
    clock.advance(timedelta(hours=1))

    office.settings.import_toml(text.replace("general_min = 15", "general_min = 20"))
    office.settings.change({"notices.la-loma.texts.en": "Fault in La Loma."})

    assert len(office.settings.get().settings.notices) == 1
    change_settings(office, hours={"timezone": "America/Lima"})  # in which it ended too
    with nothing_changes(office), pytest.raises(SettingsInvalid, match="has ended"):
        office.settings.change({"notices.b": ending | {"key": "b"}})
    office.settings.change({"notices.la-loma.ends_at": "2026-11-23T12:00:00"})


@pytest.mark.parametrize("backend", ["sqlite"])
def test_an_office_does_not_begin_with_a_notice_that_has_ended(
    new_database: Any, clock: FixedClock
) -> None:
    ended = FAULT | {"ends_at": "2026-11-23T08:00:00"}
    document = {**template("san-andres"), "notices": [ended]}

    with pytest.raises(SettingsInvalid, match=r"notices.la-loma.*has ended"):
        Office.create(new_database(), "san-andres", document, clock)


def store_document(address: str, document: dict[str, Any]) -> None:
    """Put settings into the database as an older turnos may have, past every check."""
    store = Store(address)
    with store.begin() as connection:
        connection.execute(
            office_settings.update().values(document=json.loads(json.dumps(document)))
        )
    store.close()


def test_what_an_older_turnos_stored_out_of_its_range_is_taken_for_the_nearest_in_it(
    office_url: str, clock: FixedClock
) -> None:
    document = write_document(read_document(template("san-andres")))
    put(document, "desk.lock_after_min", 10**13)
    put(document, "calling.reinstate_within_min", -3)
    put(document, "reasons", [{"en": "Bill"}])
    store_document(office_url, document)

    with Office.open(office_url, "san-andres", clock) as office:
        settings = office.queue.board().settings
        office.settings.mute(muted=True)

        assert (settings.desk.lock_after_min, settings.calling.reinstate_within_min) == (480, 0)
        assert office.queue.board().settings.speaking.muted
        office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
        with pytest.raises(SettingsInvalid, match="no Spanish"):
            change_settings(office, reasons=[{"en": "Other"}, {"en": "Bill"}])


def test_an_office_of_an_older_turnos_in_the_machine_s_own_time_zone_is_opened_and_changed(
    office_url: str, clock: FixedClock
) -> None:
    document = write_document(read_document(template("san-andres")))
    put(document, "hours.timezone", "EST")  # of those refused now, it is in every time the same
    store_document(office_url, document)

    with Office.open(office_url, "san-andres", clock) as office:
        issued = office.queue.issue()
        change_settings(office, name="Centro")
        kept = office.settings.get().settings.timezone
        office.queue.cancel(code="A-001")
        change_settings(office, hours={"timezone": "America/Bogota"})

        assert (issued.code, kept) == ("A-001", "EST")
        with pytest.raises(SettingsInvalid, match=r"hours.timezone.*is not a time zone"):
            change_settings(office, hours={"timezone": "EST"})


def test_every_list_of_tables_has_a_key_for_its_entries() -> None:
    document = write_document(read_document(template("san-andres")))
    put(document, "notices", [FAULT])
    put(document, "hours.closures", [DAY])
    put(document, "hours.special", [HALF_DAY])
    tables = {"services", "counters", "notices", "hours.closures", "hours.special"}

    assert set(KEYS) == tables
    for path, key in KEYS.items():
        place: Any = document
        for name in path.split("."):
            place = place[name]
        assert all(key in entry for entry in place)


def test_a_document_is_read_and_checked_within_milliseconds() -> None:
    document = write_document(read_document(template("san-andres")))
    read_stored(document)

    def once() -> float:
        began = perf_counter()
        read_document(document)
        return perf_counter() - began

    assert min(once() for _ in range(20)) < 0.005


def test_all_that_is_wrong_with_the_settings_is_told_at_once(office: Office) -> None:
    text = office.settings.export_toml()
    for right, wrong in (
        ("general_min = 15", 'general_min = "15"'),
        ("max_calls = 3", "max_calls = true"),
        ('mode = "ticket"', 'mode = "none"'),
        ('"08:00-12:00"', '"8 to 12"'),
        ("muted = false", "mute = false"),
    ):
        assert right in text
        text = text.replace(right, wrong, 1)

    with nothing_changes(office), pytest.raises(SettingsInvalid) as refused:
        office.settings.import_toml(text)

    spanish = Language.load("es").sentence(refused.value)
    head, *told = spanish.splitlines()
    assert head == "Los ajustes no se cambiaron; 5 de ellos están mal:"
    places = {each.split("»")[0].strip(" «") for each in told}
    assert {re.sub("week.*", "week", each) for each in places} == {
        "hours.week",
        "mode",
        "calling.max_calls",
        "targets.general_min",
        "speaking.mute",
    }
    assert not any(word in spanish for word in ("`", "Expected", "write"))


def test_limits_that_several_settings_break_are_told_at_once(office: Office) -> None:
    changes = {"targets.general_min": 0, "calling.max_calls": 99, "name": ""}

    with nothing_changes(office), pytest.raises(SettingsInvalid) as refused:
        office.settings.change(changes)

    assert len(str(refused.value).splitlines()) == 1 + len(changes)
