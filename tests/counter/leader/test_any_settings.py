"""The leader's window shows whatever settings are accepted, section by section."""

import pytest
from hypothesis import given

from core.domain.service import OfficeSettings
from core.setting_words import Section
from tests.counter.leader.conftest import LeaderDesk, OpenLeader
from tests.office.changes import leave_settings
from tests.settings_drawn import Document, documents, few_examples

pytestmark = pytest.mark.any_words


@pytest.fixture
def desk(open_leader: OpenLeader) -> LeaderDesk:
    """Have one window for all examples: each change of the settings comes to it."""
    opened = open_leader()
    opened.wait_for("The office now")
    return opened


@few_examples
@given(document=documents())
def test_every_section_and_page_is_painted_with_any_settings(
    desk: LeaderDesk, document: Document
) -> None:
    leave_settings(desk.office, **document)
    wanted = desk.office.settings.get().settings
    desk.wait_until(lambda: in_force(desk) == wanted, "the settings")

    for page in desk.leader.pages:
        desk.leader.go_to(page)
        assert not desk.leader.grab().isNull()
    desk.leader.go_to("settings")
    for section in Section:
        desk.leader.go_to(section.value)
        assert not desk.leader.grab().isNull()
    draft = desk.leader.settings_page.draft
    assert draft is not None
    assert not draft.is_changed  # to show a value changes none


def in_force(desk: LeaderDesk) -> OfficeSettings | None:
    return None if desk.presenter.look is None else desk.presenter.look.settings
