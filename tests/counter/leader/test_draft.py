"""A draft of the settings: what differs, what is wrong, and what others changed meanwhile."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.domain import schema
from core.domain.service import OfficeSettings
from core.office import template
from core.office.document.document import read_document, write_document
from core.office.document.paths import put
from counter.leader.settings.draft import Draft


@pytest.fixture
def settings() -> OfficeSettings:
    """Return the settings of San Andrés."""
    return read_document(template("san-andres"))


def changed(settings: OfficeSettings, path: str, value: object) -> OfficeSettings:
    document = write_document(settings)
    put(document, path, value)
    return read_document(document)


def test_what_was_changed_back_is_no_change(settings: OfficeSettings) -> None:
    draft = Draft(settings, 7)

    draft.put("targets.general_min", 20)
    assert draft.to_send() == {"targets.general_min": 20}
    draft.put("targets.general_min", 15)

    assert draft.to_send() == {}
    assert not draft.is_changed


def test_a_wrong_value_is_told_at_its_path(settings: OfficeSettings) -> None:
    draft = Draft(settings, 7)

    draft.put("targets.general_min", -5)
    draft.put("hours.week.monday", ["12:00-08:00"])

    assert draft.settings is None
    assert draft.problem_at("targets.general_min") is not None
    assert draft.problem_at("hours.week.monday") is not None
    assert draft.problem_at("targets.preferential_min") is None


def test_a_day_that_is_over_is_wrong_once_the_day_is_known(settings: OfficeSettings) -> None:
    draft = Draft(settings, 7)
    draft.put("hours.closures.2026-11-20", {"day": "2026-11-20"})
    assert not draft.problems

    draft.know(date(2026, 11, 23), datetime(2026, 11, 23, 14, tzinfo=UTC))
    draft.check()

    assert draft.problem_at("hours.closures.2026-11-20") is not None


def test_what_others_changed_is_taken_in(settings: OfficeSettings) -> None:
    draft = Draft(settings, 7)
    draft.put("targets.general_min", 20)
    muted = replace(settings, speaking=replace(settings.speaking, muted=True))

    clashes = draft.follow(muted, 8)

    assert clashes == ()
    assert draft.value("speaking.muted") is True
    assert draft.to_send() == {"targets.general_min": 20}
    assert draft.seq == 8


def test_what_both_changed_stays_mine_and_is_told(settings: OfficeSettings) -> None:
    draft = Draft(settings, 7)
    draft.put("targets.general_min", 20)

    clashes = draft.follow(changed(settings, "targets.general_min", 25), 8)

    assert [(each.path, each.mine, each.theirs) for each in clashes] == [
        ("targets.general_min", 20, 25)
    ]
    assert draft.to_send() == {"targets.general_min": 20}


def test_the_normal_value_comes_back(settings: OfficeSettings) -> None:
    draft = Draft(changed(settings, "hall.evening_from", "18:30"), 7)
    assert draft.differs("hall.evening_from")

    draft.revert("hall.evening_from")

    assert draft.value("hall.evening_from") == "17:00"
    assert not draft.differs("hall.evening_from")


@pytest.mark.parametrize("path", ["name", "contact.address", "counters.2.services", "duties"])
def test_what_has_no_normal_value_offers_none(settings: OfficeSettings, path: str) -> None:
    assert Draft(settings, 7).default(path) is schema.NO_DEFAULT


def test_discarded_changes_are_gone(settings: OfficeSettings) -> None:
    draft = Draft(settings, 7)
    draft.put("targets.general_min", -5)

    draft.discard()

    assert not draft.is_changed
    assert not draft.problems


def test_what_is_changed_after_others_did_is_a_change_too(settings: OfficeSettings) -> None:
    draft = Draft(settings, 7)
    draft.follow(changed(settings, "targets.general_min", 25), 8)

    draft.put("targets.preferential_min", 6)

    assert draft.to_send() == {"targets.preferential_min": 6}
