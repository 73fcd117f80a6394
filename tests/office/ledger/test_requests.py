"""An idempotency key answers what it was given for, and nothing else."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from core.errors import RequestInvalid, RequestUsed
from core.office import Office
from core.store.connection.engine import Store
from core.store.tables import event as events
from tests.office.changes import change_settings

Arguments = Mapping[str, Any]
Prepare = Callable[[Office], None]


def nothing(_office: Office) -> None:
    pass


def waiting(office: Office) -> None:
    office.queue.issue()


def called(office: Office) -> None:
    waiting(office)
    office.queue.call_next(counter=1)


def serving(office: Office) -> None:
    called(office)
    office.queue.start(counter=1)


def held(office: Office) -> None:
    serving(office)
    office.queue.hold(counter=1, reason="lunch")


def somebody_served(office: Office) -> None:
    office.queue.serve_now(counter=1)
    office.queue.finish(counter=1)


def missed(office: Office) -> None:
    called(office)
    office.queue.no_show(counter=1)


def arrived(office: Office) -> None:
    office.queue.arrive(counter=2)


FIRST = {"code": "A-001"}
# Of each method that takes a key: what must be so before, what is asked, and for each of its other
# arguments another value.
ASKED: dict[str, tuple[Prepare, Arguments, Arguments]] = {
    "queue.issue": (
        nothing,
        {},
        {
            "line": "preferential",
            "service": "nothing",
            "language": "en",
            "outside_hours": True,
            "print_on": "kiosk",
        },
    ),
    "queue.serve_now": (
        nothing,
        {"counter": 1},
        {"counter": 2, "line": "preferential", "channel": "phone", "service": "nothing"},
    ),
    "queue.arrive": (
        nothing,
        {"counter": 1},
        {"counter": 2, "line": "general", "service": "nothing"},
    ),
    "queue.attend": (arrived, {"counter": 1, "ticket": 11}, {"counter": 2, "ticket": 8}),
    "queue.call_next": (waiting, {"counter": 1}, {"counter": 2}),
    "queue.call": (
        waiting,
        {"counter": 1, **FIRST, "reason": "ill"},
        {"counter": 2, "code": "A-002", "reason": "late"},
    ),
    "queue.recall": (called, {"counter": 1}, {"counter": 2}),
    "queue.no_show": (called, {"counter": 1}, {"counter": 2}),
    "queue.put_back": (called, {"counter": 1}, {"counter": 2, "reason": "another"}),
    "queue.start": (called, {"counter": 1}, {"counter": 2}),
    "queue.finish": (
        serving,
        {"counter": 1},
        {"counter": 2, "outcome": "filed", "reason": "Pagos", "survey_offered": True},
    ),
    "queue.hold": (
        serving,
        {"counter": 1, "reason": "lunch"},
        {"counter": 2, "reason": "call", "customer_agreed": False},
    ),
    "queue.resume": (held, {"counter": 1}, {"counter": 2, **FIRST}),
    "queue.transfer": (
        serving,
        {"counter": 1, "line": "preferential"},
        {"counter": 2, "line": "general", "service": "nothing", "to_counter": 2},
    ),
    "queue.change_line": (
        waiting,
        {**FIRST, "line": "preferential", "reason": "asked"},
        {"code": "A-002", "line": "general", "reason": "wrong_button", "counter": 1, "by": "ana"},
    ),
    "queue.cancel": (waiting, FIRST, {"code": "A-002", "counter": 1, "by": "ana"}),
    "queue.reinstate": (missed, FIRST, {"code": "A-002", "counter": 1, "by": "ana"}),
    "queue.undo": (serving, {"counter": 1}, {"counter": 2}),
    "surveys.rate": (somebody_served, {"score": 4}, {"score": 5}),
    "surveys.informed": (nothing, {"notice": "la-loma"}, {"notice": "other"}),
    "devices.test_voice": (nothing, {}, {"by": "lider", "level_percent": 50}),
}
NOTICE = {"key": "la-loma", "kind": "outage", "texts": {"es": "Falla en La Loma."}}


def test_every_method_with_a_key_is_tried_with_each_of_its_arguments(office: Office) -> None:
    found = {
        f"{noun}.{name}": set(inspect.signature(method).parameters) - {"request"}
        for noun in ("queue", "surveys", "devices", "staff", "settings", "reports")
        for name, method in inspect.getmembers(getattr(office, noun), inspect.ismethod)
        if not name.startswith("_") and "request" in inspect.signature(method).parameters
    }

    assert found == {name: {*asked, *other} for name, (_, asked, other) in ASKED.items()}


@pytest.mark.parametrize("deed", sorted(ASKED))
def test_a_key_answers_no_other_action_and_no_other_arguments(
    staffed_office: Office, deed: str
) -> None:
    office = staffed_office
    change_settings(office, notices=[NOTICE])
    prepare, asked, _ = ASKED[deed]
    prepare(office)
    first = do(office, deed, asked, "one press")
    journal, hall = office.journal(), state(office)

    for other, arguments in everything():
        if (other, arguments) != (deed, asked):
            with pytest.raises(RequestUsed, match="one press"):
                do(office, other, arguments, "one press")

    assert do(office, deed, asked, "one press") == first
    assert (office.journal(), state(office)) == (journal, hall)


def test_a_key_of_an_event_written_by_an_older_turnos_answers_as_it_did(
    staffed_office: Office, office_url: str
) -> None:
    first = staffed_office.queue.issue(request="one touch")
    store = Store(office_url)
    with store.begin() as connection:
        connection.execute(events.update().values(asked=None))
    store.close()

    assert staffed_office.queue.issue(request="one touch") == first


@pytest.mark.parametrize("key", ["a\0b", "k" * 201, "two\nlines", "\ud800"])
def test_a_key_that_no_database_could_keep_is_refused(office: Office, key: str) -> None:
    with pytest.raises(RequestInvalid, match="200"):
        office.queue.issue(request=key)

    assert office.queue.waiting() == ()


def everything() -> Iterator[tuple[str, Arguments]]:
    """Return every action of the table, also with each other argument."""
    for deed, (_, asked, others) in ASKED.items():
        yield deed, asked
        for name, value in others.items():
            yield deed, {**asked, name: value}


def do(office: Office, deed: str, arguments: Arguments, request: str) -> Any:
    noun, _, name = deed.partition(".")
    return getattr(getattr(office, noun), name)(**arguments, request=request)


def state(office: Office) -> tuple[Any, ...]:
    return office.queue.waiting(), [office.queue.at_counter(each) for each in (1, 2, 3)]
