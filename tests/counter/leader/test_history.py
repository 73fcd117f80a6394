"""Who changed what and when: read in words, and changed back as a new change."""

from core.domain.ticket import Kind
from core.office import Office
from counter.leader.pages.history import AT_ONCE, HistoryPage
from tests.counter.leader.conftest import OpenLeader


def test_a_change_is_told_in_words_and_goes_back_as_a_new_one(
    open_leader: OpenLeader, office: Office
) -> None:
    office.settings.change({"targets.general_min": 20}, by="director")
    desk = open_leader()
    desk.go_to("History")
    desk.wait_for("Director Comercial")
    told = "Target of the general line: 15 minutes → 20 minutes"
    assert desk.sees(told)

    desk.touch(told)
    desk.touch("Back to the value before")
    desk.press("F9")
    desk.wait_for("Target of the general line: 20 minutes → 15 minutes")

    changes = [each for each in office.journal(limit=999) if each.kind is Kind.SETTINGS_CHANGED]
    assert [each.staff for each in changes] == ["director", "lider"]
    assert office.settings.get().settings.targets.general_min == 15


def test_people_are_told_by_who_did_it_and_filtered(
    open_leader: OpenLeader, office: Office
) -> None:
    office.staff.set_role("ana", role="quality", by="director")
    office.settings.mute(muted=True)
    desk = open_leader()
    desk.go_to("History")

    desk.wait_for("Made Ana quality, who was facilitator")
    assert desk.sees("Administrator")
    desk.touch("Of people")
    desk.type_into("Search", "quality")

    assert desk.sees("Made Ana quality")
    assert not desk.sees("Yes")


def test_what_changes_meanwhile_is_seen(open_leader: OpenLeader, office: Office) -> None:
    desk = open_leader()
    desk.go_to("History")
    desk.wait_for("Made the office")

    office.settings.change({"targets.general_min": 21}, by="director")

    desk.wait_for("15 minutes → 21 minutes")


def test_older_changes_come_once_and_stay_while_others_work(
    open_leader: OpenLeader, office: Office
) -> None:
    for number in range(AT_ONCE + 20):
        office.settings.mute(muted=number % 2 == 0)
    desk = open_leader()
    desk.go_to("History")
    page = desk.leader.pages["history"]
    assert isinstance(page, HistoryPage)

    desk.touch("Older changes")
    page.more.activated.emit()  # before the answer came
    desk.wait_until(lambda: len(page.table.rows) > AT_ONCE, "older changes")
    whole = list(page.table.rows)
    office.queue.issue("general")
    office.settings.mute(muted=True)
    desk.wait_until(lambda: list(page.table.rows) != whole, "the newest change")

    assert list(page.table.rows)[1:] == whole
    assert page.more.isHidden()
