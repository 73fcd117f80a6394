"""What the leader decides about the hall's display: read, refused with a sentence, journaled."""

from typing import Any

import pytest

from core.domain.service import HallSettings, HallTheme
from core.domain.ticket import Kind
from core.errors import SettingsInvalid
from core.office import Office, template
from core.office.document.document import read_document, read_toml, write_document


def with_hall(**hall: Any) -> dict[str, Any]:
    return {**template("san-andres"), "hall": hall}


@pytest.mark.parametrize("office", ["san-andres", "providencia"])
def test_the_sample_offices_have_the_hall_as_it_is_without_settings(office: str) -> None:
    assert read_document(template(office)).hall == HallSettings()


def test_the_evening_is_written_as_it_is_read() -> None:
    document = write_document(read_document(with_hall(evening_from="17:30", evening_until="05:45")))

    assert document["hall"]["evening_from"] == "17:30"
    assert document["hall"]["evening_until"] == "05:45"
    assert write_document(read_document(document)) == document


def test_a_time_of_toml_is_a_time_too() -> None:
    hall = read_toml("[hall]\nevening_from = 18:00:00\n")["hall"]

    assert read_document(with_hall(**hall)).hall.evening_from.hour == 18


@pytest.mark.parametrize(
    ("hall", "where", "problem"),
    [
        ({"slide_s": 9}, "hall.slide_s", "10 to 15"),
        ({"slide_s": 16}, "hall.slide_s", "10 to 15"),
        ({"evening_from": "five"}, "hall.evening_from", '"17:00"'),
        ({"evening_from": "06:00"}, "hall.evening_from", "also when it ends"),
        ({"theme": "pink"}, "hall.theme", 'is "pink"; write one of: auto, day, evening'),
        ({"clok": True}, "hall.clok", "is not a setting"),
        ({"clock": "yes"}, "hall.clock", "write true or false"),
    ],
)
def test_what_cannot_be_is_refused_by_name(hall: dict[str, Any], where: str, problem: str) -> None:
    with pytest.raises(SettingsInvalid) as refused:
        read_document(with_hall(**hall))

    assert f'"{where}"' in str(refused.value)
    assert problem in str(refused.value)


def test_a_change_is_in_force_at_once_and_in_the_journal(office: Office) -> None:
    office.settings.change(with_hall(theme="evening", slide_s=15))

    assert office.settings.get().settings.hall.theme is HallTheme.EVENING
    (event,) = [each for each in office.journal() if each.kind is Kind.SETTINGS_CHANGED]
    assert event.data["changed"] == {
        "hall.slide_s": {"before": 12, "after": 15},
        "hall.theme": {"before": "auto", "after": "evening"},
    }


def test_another_office_without_the_table_reads_as_before() -> None:
    document = dict(template("san-andres"))
    del document["hall"]

    assert read_document(document).hall == HallSettings()
