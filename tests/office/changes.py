"""Helpers of the office's tests: change some settings, check that nothing changed, read all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from core.domain.ticket import Event, Kind
from core.office import Office
from core.office.document.document import read_document, read_toml, write_document
from core.office.ledger.ledger import Action
from core.store import offices


def change_settings(office: Office, **changes: Any) -> None:
    """Change top-level settings; a table given as a dictionary is merged."""
    document = dict(read_toml(office.settings.export_toml()))
    for name, value in changes.items():
        document[name] = document[name] | value if isinstance(value, dict) else value
    office.settings.change(document)


def whole_journal(office: Office) -> list[Event]:
    events: list[Event] = []
    while more := office.journal(after=events[-1].seq if events else 0):
        events += more
    return events


@contextmanager
def nothing_changes(office: Office) -> Iterator[None]:
    """Check that the block leaves no event and no other ticket, counter or setting."""
    before = _seen(office)
    yield
    assert _seen(office) == before


def _seen(office: Office) -> tuple[object, ...]:
    board = office.queue.board()
    return board.seq, board.counters, office.queue.waiting(), board.settings, office.staff.all()


def leave_settings(office: Office, **changes: Any) -> None:
    """Change settings as an older turnos let anybody do: nobody looks at what is going on."""
    document = dict(read_toml(office.settings.export_toml()))
    new = read_document(document | changes)
    old = write_document(office.settings.get().settings)

    def do(action: Action) -> None:
        plain = write_document(new)
        changed = {
            name: {"before": old.get(name), "after": plain.get(name)}
            for name in plain
            if old.get(name) != plain.get(name)
        }
        offices.change_settings(action.connection, action.office, action.seq, plain)
        action.record(Kind.SETTINGS_CHANGED, changed=changed)

    office.settings._ledger.act(do, again=lambda _action, _event: None)
