"""Several people change the settings at once: nothing is lost, and nothing undone in silence."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from core.clock import FixedClock
from core.domain.ticket import Kind
from core.errors import (
    ExportUnknown,
    MayNotManage,
    OriginUnreadable,
    SettingsClash,
    SettingsInvalid,
    UnknownStaff,
)
from core.office import Office, template
from core.office.document.document import read_document, write_document
from core.office.document.paths import Clash, differences, merged, put
from core.store import events
from core.store.connection.engine import Store
from core.store.tables import event as event_table
from tests.office.changes import nothing_changes

FAULT = {"key": "la-loma", "kind": "outage", "texts": {"es": "Falla en La Loma."}}


def test_an_import_keeps_what_a_colleague_changed_since_the_export(office: Office) -> None:
    text = office.settings.export_toml()
    office.settings.mute(muted=True, by="lider")

    changed = office.settings.import_toml(text.replace("general_min = 15", "general_min = 20"))

    assert changed.settings.speaking.muted
    assert changed.settings.targets.general_min == 20
    assert [each.path for each in changed.changes] == ["targets.general_min"]
    assert office.settings.get() == (changed.settings, changed.seq)


def test_a_file_is_imported_edited_and_imported_again(office: Office) -> None:
    """An outage that lasts longer: its own first import is no colleague's change."""
    text = office.settings.export_toml()
    first = text.replace("general_min = 15", "general_min = 20")
    office.settings.import_toml(
        first + '[[notices]]\nkey = "x"\ntexts = { es = "Uno" }\n', file="f"
    )
    office.settings.mute(muted=True)

    again = office.settings.import_toml(
        text + '[[notices]]\nkey = "x"\ntexts = { es = "Dos" }\n', file="f"
    )

    assert {each.path: each.after for each in again.changes} == {
        "targets.general_min": 15,
        "notices.x.texts.es": "Dos",
    }
    assert [(each.path, each.after) for each in again.kept] == [("speaking.muted", True)]


def test_what_a_file_took_out_and_nobody_has_any_more_is_no_hindrance(office: Office) -> None:
    """The file is imported again, from before somebody's notice that it took out itself."""
    text = office.settings.export_toml()
    office.settings.change({"notices.la-loma": FAULT})
    _, _, rest = text.partition("\n")
    office.settings.import_toml(rest.replace("general_min = 15", "general_min = 20"), file="f")

    again = office.settings.import_toml(text.replace("slide_s = 12", "slide_s = 15"), file="f")

    assert {each.path: each.after for each in again.changes} == {
        "targets.general_min": 15,
        "hall.slide_s": 15,
    }


def test_what_two_people_take_out_is_taken_out_once(office: Office) -> None:
    seq = office.settings.change({"notices": [FAULT]}).seq
    office.settings.change({"notices.la-loma": None}, based_on=seq, by="lider")

    again = office.settings.change({"notices.la-loma": None}, based_on=seq, by="director")

    assert again.changes == ()


def test_another_copy_of_the_file_undoes_nothing_of_the_first(office: Office) -> None:
    text = office.settings.export_toml()
    office.settings.import_toml(text.replace("general_min = 15", "general_min = 20"), file="f")

    kept = office.settings.import_toml(text.replace("slide_s = 12", "slide_s = 15"), file="g")

    assert kept.settings.targets.general_min == 20
    with pytest.raises(SettingsClash):
        office.settings.import_toml(text.replace("general_min = 15", "general_min = 25"), file="g")


def test_changes_of_different_settings_are_merged(office: Office) -> None:
    _, seq = office.settings.get()
    office.settings.change({"targets.general_min": 20}, based_on=seq, by="lider")
    office.settings.change(
        {"targets.preferential_min": 6, "counters.2.services": ["customer-service"]},
        based_on=seq,
        by="director",
    )

    last = office.settings.change({"notices.la-loma": FAULT}, based_on=seq, by="lider")

    found, now = office.settings.get()

    assert (found.targets.general_min, found.targets.preferential_min) == (20, 6)
    assert found.counters[1].services == ("customer-service",)
    assert [each.key for each in found.notices] == ["la-loma"]
    assert (last.settings, last.seq) == (found, now)


def test_a_value_that_two_people_changed_is_refused_with_both_and_who(office: Office) -> None:
    _, seq = office.settings.get()
    office.settings.change({"targets.general_min": 20}, based_on=seq, by="lider")

    with nothing_changes(office), pytest.raises(SettingsClash) as refused:
        office.settings.change(
            {"targets.general_min": 25, "name": "Centro"}, based_on=seq, by="director"
        )

    sentence = str(refused.value)
    assert '"targets.general_min" was changed meanwhile by lider' in sentence
    assert "it is 20 now, and 25 in your change" in sentence


def test_the_same_change_made_by_two_people_is_no_clash(office: Office) -> None:
    _, seq = office.settings.get()
    office.settings.change({"targets.general_min": 20}, based_on=seq, by="lider")

    again = office.settings.change({"targets.general_min": 20}, based_on=seq, by="director")

    assert again.changes == ()


def test_a_change_based_on_an_older_one_of_one_s_own_is_merged_too(office: Office) -> None:
    """Each based on the first: three changes of one form that was not loaded anew."""
    _, seq = office.settings.get()

    for path, value in {"name": "A", "company": "B", "desk.scripts": False}.items():
        office.settings.change({path: value}, based_on=seq)

    found = office.settings.get().settings
    assert (found.name, found.company, found.desk.scripts) == ("A", "B", False)


@pytest.mark.parametrize(
    ("mine", "theirs", "where"),
    [
        ({"notices.la-loma": None}, {"notices.la-loma.texts.es": "Otra"}, "notices.la-loma"),
        ({"notices.la-loma.texts.es": "Otra"}, {"notices.la-loma": None}, "notices.la-loma"),
        (
            {"notices.b": {**FAULT, "key": "b"}},
            {"notices.b": {**FAULT, "key": "b", "kind": "message"}},
            "notices.b",
        ),
        ({"duties": ["Uno."]}, {"duties": ["Dos."]}, "duties"),
        (
            {"counters": [{"number": 3}, {"number": 1}, {"number": 2}]},
            {"counters": [{"number": 2}, {"number": 1}, {"number": 3}]},
            "counters",
        ),
    ],
)
def test_entries_clash_when_both_changed_them(
    office: Office, mine: dict[str, Any], theirs: dict[str, Any], where: str
) -> None:
    seq = office.settings.change({"notices": [FAULT]}).seq
    office.settings.change(theirs, based_on=seq, by="lider")

    with pytest.raises(SettingsClash, match="lider") as refused:
        office.settings.change(mine, based_on=seq)

    assert refused.value.fields["where"] == where


def test_entries_that_one_orders_and_the_other_adds_are_both_kept(office: Office) -> None:
    seq = office.settings.get().seq
    office.settings.change({"counters": [{"number": n} for n in (3, 1, 2)]}, based_on=seq)

    office.settings.change({"counters.4": {"number": 4}, "counters.2": None}, based_on=seq)

    assert [each.number for each in office.settings.get().settings.counters] == [3, 1, 4]


def test_what_is_right_in_each_change_and_wrong_in_both_is_refused(office: Office) -> None:
    seq = office.settings.change(
        {"services": [{"key": key, "names": {"es": key}} for key in ("caja", "quejas")]}
    ).seq
    office.settings.change({"services.quejas": None}, based_on=seq)

    with nothing_changes(office), pytest.raises(SettingsInvalid, match="no service here"):
        office.settings.change({"counters.1.services": ["quejas"]}, based_on=seq)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("targets.general", 20, "is not a setting"),
        ("targets.general_min.x", 20, "not in the settings"),
        ("nothing.general_min", 20, "not in the settings"),
        ("counters.9.services", [], "not in the settings"),
        ("counters.9", None, "no value to take out"),
        ("notices.gone", None, "no value to take out"),
        ("services.x", None, "no value to take out"),
        ("hours.closures.2026-12-24", None, "no value to take out"),
        ("notices.la-loma.ends_at", None, "no value to take out"),
        ("notices.la-loma.texts.en", None, "no value to take out"),
        ("targets.genral_min", None, "no value to take out"),
        ("nothing", None, "no value to take out"),
        ("", None, "no value to take out"),
        ("counters.9", {"number": 100}, "write 1 to 99"),
        ("notices.x", {"key": "la-loma", "texts": {"es": "x"}}, "twice"),
        ("name", None, "missing"),
    ],
)
def test_a_path_that_leads_nowhere_or_a_bad_value_is_refused(
    office: Office, path: str, value: Any, words: str
) -> None:
    office.settings.change({"notices": [FAULT]})

    with nothing_changes(office), pytest.raises(SettingsInvalid, match=words):
        office.settings.change({path: value})


@pytest.mark.parametrize("based_on", [0, -1, 99])
def test_a_change_based_on_no_event_is_refused(office: Office, based_on: int) -> None:
    with nothing_changes(office), pytest.raises(SettingsInvalid, match="the events 1 to"):
        office.settings.change({"name": "Centro"}, based_on=based_on)


def test_only_leaders_and_directors_change_the_settings_by_name(office: Office) -> None:
    with nothing_changes(office):
        with pytest.raises(MayNotManage, match="facilitator"):
            office.settings.change({"name": "Centro"}, by="ana")
        with pytest.raises(UnknownStaff):
            office.settings.import_toml(office.settings.export_toml(), by="nobody")

    office.settings.change({"name": "Centro"}, by="Lider")
    office.settings.change({"name": "Norte"})

    assert [each.staff for each in office.journal()[-2:]] == ["lider", "administrator"]


def test_a_file_of_another_office_or_database_is_refused_until_its_line_is_taken_out(
    office: Office, new_database: Callable[[], str], clock: FixedClock
) -> None:
    clock.advance(timedelta(seconds=1))
    with Office.create(new_database(), "san-andres", template("san-andres"), clock) as other:
        text = other.settings.export_toml()
    line, _, rest = text.partition("\n")

    with nothing_changes(office):
        for foreign in (
            text,
            text.replace("san-andres", "providencia"),
            text.replace("event 1", "event 900"),
        ):
            with pytest.raises(ExportUnknown, match="take out its line"):
                office.settings.import_toml(foreign)

    assert line.startswith("# turnos: san-andres, event 1 of ")
    assert office.settings.import_toml(rest.replace("San Andrés", "Otra")).settings.name == "Otra"


def test_a_file_without_its_line_replaces_everything(office: Office) -> None:
    _, _, rest = office.settings.export_toml().partition("\n")
    office.settings.mute(muted=True)

    changed = office.settings.import_toml(rest)

    assert not changed.settings.speaking.muted
    assert [(each.path, each.before, each.after) for each in changed.changes] == [
        ("speaking.muted", True, False)
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("# turnos", "\ufeff# turnos"),
        ("# turnos", "  # turnos"),
        ("\n", "  \r\n"),
        ("# turnos", "# Mi archivo\r\n\r\n# turnos"),
    ],
)
def test_a_file_that_an_editor_saved_in_its_own_way_undoes_nothing_of_a_colleague(
    office: Office, old: str, new: str
) -> None:
    text = office.settings.export_toml()
    office.settings.mute(muted=True)

    changed = office.settings.import_toml(
        text.replace("general_min = 15", "general_min = 20").replace(old, new)
    )

    assert [each.path for each in changed.changes] == ["targets.general_min"]
    assert changed.settings.speaking.muted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("event 1 of", "event -1 of"),
        ("event 1 of", "event NaN of"),
        ("event 1 of", "event 1e9 of"),
        ("event 1 of", "event ٣ of"),
        ("event 1 of", f"event {'9' * 5000} of"),
        ("event 1 of", "event of"),
        ("2026-11-23T14", "2026-99-99T14"),
        ("# turnos: san-andres", "#turnos: san-andres"),
        ("# turnos: san-andres", "# Turnos: san-andres"),
        ("# turnos: san-andres", "# turnos:"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_file_whose_line_was_changed_replaces_nothing(
    office: Office, old: str, new: str, end: str
) -> None:
    text = office.settings.export_toml()
    assert old in text.partition("\n")[0]
    office.settings.mute(muted=True)

    with nothing_changes(office), pytest.raises(OriginUnreadable) as refused:
        office.settings.import_toml(text.replace(old, new).replace("\n", end))

    assert str(refused.value).startswith('The line "#')
    assert new[:30] in str(refused.value)


@pytest.mark.parametrize("seq", ["0", "99999999999999999999999"])
def test_a_file_from_an_event_that_cannot_be_is_of_another_office(office: Office, seq: str) -> None:
    text = office.settings.export_toml()

    with nothing_changes(office), pytest.raises(ExportUnknown, match=f"from event {seq} of"):
        office.settings.import_toml(text.replace("event 1 of", f"event {seq} of"))


@pytest.mark.parametrize("closures", [[], [{"day": "2026-12-24"}]])
def test_an_export_can_be_appended_to_whatever_is_in_it(
    office: Office, closures: list[dict[str, str]]
) -> None:
    office.settings.change({"notices": [FAULT] if closures else [], "hours.closures": closures})
    text = office.settings.export_toml()

    office.settings.import_toml(
        text
        + '\n[[notices]]\nkey = "b"\ntexts = { es = "Aviso" }\n'
        + "\n[[hours.closures]]\nday = 2026-12-31\n"
        + '\n[[counters]]\nnumber = 4\n\n[[services]]\nkey = "b"\nnames = { es = "B" }\n'
    )

    found = office.settings.get().settings
    assert [each.key for each in found.notices][-1:] == ["b"]
    assert len(found.hours.closures) == len(closures) + 1
    assert (found.counters[-1].number, found.services[-1].key) == (4, "b")


@pytest.mark.parametrize("name", ["notices", "hours.closures"])
def test_a_list_written_in_both_of_toml_s_ways_is_refused_with_the_way_out(
    office: Office, name: str
) -> None:
    last = name.rpartition(".")[2]
    text = office.settings.export_toml()
    line = "[hours]\nclosures = []" if "." in name else "[hours]"
    text = text.replace("[hours]", line) if "." in name else f"notices = []\n{text}"

    with nothing_changes(office), pytest.raises(SettingsInvalid) as refused:
        office.settings.import_toml(f"{text}\n[[{name}]]\n")

    assert refused.value.fields["where"] == name
    assert f'as "{last} = [ ]" and as "[[{last}]]"' in str(refused.value)


def test_the_journal_keeps_what_changed_by_its_path(office: Office) -> None:
    office.settings.change({"notices": [FAULT]})
    office.settings.change({"notices.la-loma.texts.en": "Fault.", "duties": []}, by="lider")

    (first, second) = [each for each in office.journal() if each.kind is Kind.SETTINGS_CHANGED]

    assert first.data["changed"] == {"notices.la-loma": {"before": None, "after": FAULT}}
    assert list(second.data["changed"]) in (
        ["duties", "notices.la-loma.texts.en"],
        ["notices.la-loma.texts.en", "duties"],
    )
    assert second.data["changed"]["notices.la-loma.texts.en"] == {"before": None, "after": "Fault."}


def test_events_of_an_older_turnos_tell_the_settings_before_them(
    office: Office, office_url: str
) -> None:
    """It kept whole sections, before and after."""
    _, seq = office.settings.get()
    office.settings.change({"targets.general_min": 20, "notices": [FAULT]}, by="lider")
    store = Store(office_url)
    (changed,) = [each for each in office.journal() if each.kind is Kind.SETTINGS_CHANGED]
    before, after = (
        write_document(read_document(template("san-andres"))),
        write_document(office.settings.get().settings),
    )
    old = {
        name: {"before": before.get(name), "after": after[name]} for name in ("targets", "notices")
    }
    with store.begin() as connection:
        connection.execute(
            event_table.update()
            .where(event_table.c.seq == changed.seq)
            .values(data={"changed": old})
        )
        assert events.at(connection, office.id, changed.seq) == changed.at
    store.close()

    office.settings.change({"targets.preferential_min": 6}, based_on=seq)

    with pytest.raises(SettingsClash, match="lider"):
        office.settings.change({"targets.general_min": 25}, based_on=seq)
    found = office.settings.get().settings
    assert (found.targets.general_min, found.targets.preferential_min) == (20, 6)
    assert len(found.notices) == 1


# --- documents alone

NAMES = st.sampled_from("abcd")
SERVICE: dict[str, st.SearchStrategy[Any]] = {
    "key": NAMES,
    "names": st.dictionaries(st.sampled_from(["es", "en"]), NAMES),
}
SERVICES: st.SearchStrategy[list[Any]] = st.lists(
    st.fixed_dictionaries(SERVICE), unique_by=lambda each: str(each["key"])
)
DOCUMENT: dict[str, st.SearchStrategy[Any]] = {
    "name": NAMES,
    "targets": st.fixed_dictionaries({}, optional={"x": NAMES, "y": NAMES}),
    "duties": st.lists(NAMES, max_size=2),
    "services": SERVICES,
}
DOCUMENTS = st.fixed_dictionaries(DOCUMENT)
quick = examples(
    max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)


def changed(document: dict[str, Any], changes: Any, *, back: bool = False) -> dict[str, Any]:
    made = deepcopy(document)
    for change in sorted(changes, key=lambda each: -each.path.count(".")):
        put(made, change.path, change.before if back else change.after)
    return made


@quick
@given(DOCUMENTS, DOCUMENTS)
def test_differences_lead_from_one_document_to_the_other_and_back(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    found = tuple(differences(one, other))

    assert changed(one, found) == other
    assert changed(other, found, back=True) == one


@quick
@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_a_merge_keeps_both_changes_or_says_where_they_clash(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    clashes: list[Clash] = []

    result = merged(base, mine, theirs, clashes)

    assert merged(base, mine, base, []) == mine
    assert merged(base, base, theirs, []) == theirs
    assert merged(base, mine, mine, []) == mine
    mirrored: list[Clash] = []
    merged(base, theirs, mine, mirrored)
    assert {each.path for each in mirrored} == {each.path for each in clashes}
    if not clashes:
        for change in (*differences(base, mine), *differences(base, theirs)):
            if change.path != "services":  # an order, in which the other may have added
                assert _at(result, change.path) == change.after


def _at(document: Any, path: str) -> Any:
    for name in path.split("."):
        if isinstance(document, list):
            document = next((each for each in document if each["key"] == name), None)
        else:
            document = None if document is None else document.get(name)
    return document
