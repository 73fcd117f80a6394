"""Somebody brought back is the next of their own line, and of no other."""

import pytest

from core.domain.ticket import Rule, Ticket
from core.errors import AlreadyReinstated, RecallsUsedUp
from core.office import Office
from core.office.queue.queue import Queue


@pytest.fixture
def queue(staffed_office: Office) -> Queue:
    """Have A-001 and A-002 called in vain and brought back in turn; P-001 and A-003 came later."""
    queue = staffed_office.queue
    queue.issue("preferential")
    for _ in range(2):
        queue.issue()
        queue.call(counter=1, code=queue.waiting()[-1].name, reason="leader")
        queue.no_show(counter=1)
    queue.issue()
    queue.issue("preferential")
    for code in ("A-001", "A-002"):
        queue.reinstate(code=code)
    assert in_order(queue) == ["P-001", "P-002", "A-001", "A-002", "A-003"]
    return queue


def in_order(queue: Queue) -> list[str]:
    return [ticket.name for ticket in queue.waiting()]


def move(queue: Queue, code: str, line: str) -> Ticket:
    return queue.change_line(code=code, line=line, reason="asked", counter=1)


def test_in_the_other_line_its_arrival_counts(queue: Queue) -> None:
    moved = move(queue, "A-002", "preferential")

    assert moved.place == moved.id
    assert in_order(queue) == ["P-001", "A-002", "P-002", "A-001", "A-003"]
    queue.call_next(counter=2)
    called = queue.call_next(counter=1)
    assert called is not None
    assert called.name == "A-002"
    assert called.why is not None
    assert called.why.rule is Rule.PRIORITY


def test_back_in_its_own_line_it_is_next_again(queue: Queue) -> None:
    move(queue, "A-001", "preferential")

    move(queue, "A-001", "general")

    assert in_order(queue) == ["P-001", "P-002", "A-001", "A-002", "A-003"]


def test_a_change_of_line_is_taken_back_with_its_place(queue: Queue) -> None:
    move(queue, "A-001", "preferential")

    queue.undo(counter=1)

    assert in_order(queue) == ["P-001", "P-002", "A-001", "A-002", "A-003"]


@pytest.mark.parametrize(
    ("where", "order"),
    [
        ({"line": "preferential"}, ["P-001", "A-001", "P-002", "A-002", "A-003"]),
        ({"service": "customer-service"}, ["P-001", "P-002", "A-002", "A-001", "A-003"]),
        ({"to_counter": 3}, ["P-001", "P-002", "A-002", "A-001", "A-003"]),
    ],
)
def test_sent_on_it_waits_by_its_arrival(
    queue: Queue, where: dict[str, str | int], order: list[str]
) -> None:
    queue.call(counter=1, code="A-001", reason="leader")

    sent = queue.transfer(counter=1, **where)  # type: ignore[arg-type]

    assert sent.place == sent.id
    assert in_order(queue) == order
    queue.undo(counter=1)
    queue.start(counter=1)


def test_once_called_it_is_next_in_no_line_again(queue: Queue) -> None:
    queue.call(counter=1, code="A-001", reason="leader")
    queue.transfer(counter=1, line="preferential")

    move(queue, "A-001", "general")

    assert in_order(queue) == ["P-001", "P-002", "A-002", "A-001", "A-003"]


def test_brought_back_after_a_change_of_line_it_is_the_next_there(staffed_office: Office) -> None:
    queue = staffed_office.queue
    for line in ("general", "general", "preferential"):
        queue.issue(line)
    move(queue, "A-002", "preferential")
    queue.call(counter=1, code="A-002", reason="leader")
    queue.no_show(counter=1)
    queue.reinstate(code="A-002", counter=1)
    assert in_order(queue) == ["A-002", "P-001", "A-001"]

    move(queue, "A-002", "general")
    assert in_order(queue) == ["P-001", "A-001", "A-002"]
    move(queue, "A-002", "preferential")
    assert in_order(queue) == ["A-002", "P-001", "A-001"]


def test_a_reinstatement_taken_back_leaves_no_place_behind(staffed_office: Office) -> None:
    queue = staffed_office.queue
    for _ in range(2):
        queue.issue()
    queue.call(counter=1, code="A-002", reason="leader")
    queue.no_show(counter=1)
    queue.reinstate(code="A-002", counter=1)
    queue.undo(counter=1)
    queue.reinstate(code="A-002", counter=2)

    assert in_order(queue) == ["A-002", "A-001"]


@pytest.mark.parametrize(("brought_back", "promises"), [(False, True), (True, False)])
def test_only_who_can_be_brought_back_is_said_to_be(
    staffed_office: Office, brought_back: bool, promises: bool
) -> None:
    queue = staffed_office.queue
    queue.issue()
    queue.call_next(counter=1)
    if brought_back:
        queue.no_show(counter=1)
        queue.reinstate(code="A-001")
        queue.call_next(counter=1)
    queue.recall(counter=1)
    queue.recall(counter=1)

    with pytest.raises(RecallsUsedUp) as refused:
        queue.recall(counter=1)

    assert ("it can be reinstated for 15 minutes" in str(refused.value)) is promises
    if not promises:
        queue.no_show(counter=1)
        with pytest.raises(AlreadyReinstated):
            queue.reinstate(code="A-001")
