"""A day's journal, written as what happened at which minute."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from core.domain.ticket import Event, Kind
from tests.builders import MORNING, an_event

What = tuple[float, Kind, dict[str, Any]]


def happened(*what: What) -> Sequence[Event]:
    """Return the events, numbered from 1; each begins at eight and its minutes."""
    return [
        an_event(kind, seq=seq, at=MORNING + timedelta(minutes=minutes), **data)
        for seq, (minutes, kind, data) in enumerate(what, start=1)
    ]


def by(counter: int, staff: str, **data: Any) -> dict[str, Any]:
    return {"counter": counter, "staff": staff, **data}


def ticket(number: int, counter: int = 1, staff: str = "ana", **data: Any) -> dict[str, Any]:
    return {"ticket": number, "counter": counter, "staff": staff, **data}


TAKEN: dict[str, Any] = {"counter": None, "staff": None}
