"""Helpers of the office's tests: change some settings; check that nothing changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from core.office import Office
from core.office.document import read_toml


def change_settings(office: Office, **changes: Any) -> None:
    """Change top-level settings; a table given as a dictionary is merged."""
    document = dict(read_toml(office.settings.export_toml()))
    for name, value in changes.items():
        document[name] = document[name] | value if isinstance(value, dict) else value
    office.settings.change(document)


@contextmanager
def nothing_changes(office: Office) -> Iterator[None]:
    """Check that the block leaves no event and no other ticket, counter or setting."""
    before = _seen(office)
    yield
    assert _seen(office) == before


def _seen(office: Office) -> tuple[object, ...]:
    board = office.queue.board()
    return board.seq, board.counters, office.queue.waiting(), board.settings, office.staff.all()
