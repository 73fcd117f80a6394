"""Which counter may serve whom.

Pure: what a waiting ticket asks of a counter, and whether a counter answers to it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from core.domain.service import Counter
from core.domain.ticket import CounterNumber, Line, ServiceKey


class Asking(Protocol):
    """What asks for a counter: a `Ticket`, or a `Need` shared by several."""

    @property
    def service(self) -> ServiceKey: ...

    @property
    def for_counter(self) -> CounterNumber | None: ...


@dataclass(frozen=True, slots=True)
class Need:
    """What tickets have in common that the same counters may call; see `Ticket`."""

    line: Line
    service: ServiceKey
    for_counter: CounterNumber | None = None


def may_serve(counter: Counter, asking: Asking, present: Collection[CounterNumber]) -> bool:
    """Return whether `counter` may call `asking` while somebody is at the counters `present`.

    It serves the service, and nobody is at the one counter for which it may be kept.
    """
    if counter.services and asking.service not in counter.services:
        return False
    kept_for = asking.for_counter
    return kept_for in {None, counter.number} or kept_for not in present
