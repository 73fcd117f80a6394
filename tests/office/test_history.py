"""`office.history`: changes of the office and its people, newest first, in pages."""

from core.domain.ticket import Kind
from core.office import Office


def test_tickets_are_left_out_and_the_newest_come_first(office: Office) -> None:
    office.queue.issue("general")
    office.settings.change({"targets.general_min": 20})
    office.staff.rename("ana", name="Ana Bryan")

    found = office.history(limit=2)

    assert [each.kind for each in found] == [Kind.RENAMED, Kind.SETTINGS_CHANGED]


def test_a_page_goes_on_where_the_one_before_ended(office: Office) -> None:
    for minutes in (20, 21, 22):
        office.settings.change({"targets.general_min": minutes})

    first = office.history(limit=2)
    second = office.history(before=first[-1].seq, limit=2)

    told = [each.data["changed"]["targets.general_min"]["after"] for each in (*first, second[0])]
    assert told == [22, 21, 20]
