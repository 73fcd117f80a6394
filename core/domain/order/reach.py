"""Which counter may call whom: the one rule for whoever chooses, lists or estimates.

Pure. `core.domain.service.OfficeSettings.reach` makes it of an office's counters.
"""

from dataclasses import dataclass

from core.domain.ticket import CounterNumber, Line, ServiceKey


@dataclass(frozen=True, slots=True)
class Need:
    """What tickets have in common that the same counters may call; see `Ticket`."""

    line: Line
    service: ServiceKey
    for_counter: CounterNumber | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Which of the waiting tickets a counter may call.

    `others_services` are served by other counters and not by this one; `present` are the other
    counters where somebody is, and not away: what is kept for one of them waits for her.
    """

    counter: CounterNumber
    others_services: tuple[ServiceKey, ...] = ()
    present: tuple[CounterNumber, ...] = ()

    def includes(self, service: ServiceKey, for_counter: CounterNumber | None = None) -> bool:
        """Return whether the counter may call a ticket of `service`, kept for `for_counter`.

        It calls what is kept for it whatever the service: a colleague asked it to.
        """
        if for_counter == self.counter:
            return True
        return for_counter not in self.present and service not in self.others_services
