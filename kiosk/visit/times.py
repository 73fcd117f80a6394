"""How long things take on the kiosk."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """Durations in seconds.

    `patience_s`: for the answer to a touch; `silence_s`: for a reading. `retry_s`: how
    long a touch whose answer was lost is tried again. `read_s` and `print_s`: from one look at
    the office, and into the outbox, to the next. `result_s` and `fault_s`: how long the
    ticket is shown, when there is a paper and when there is none. `staff_s`: how long the staff
    menu waits for a touch.
    """

    busy_s: float = 0.4
    patience_s: float = 4.0
    silence_s: float = 2.5
    retry_s: float = 20.0
    sorry_s: float = 8.0
    read_s: float = 2.0
    print_s: float = 2.0
    idle_s: float = 30.0
    warning_s: float = 20.0
    result_s: float = 20.0
    fault_s: float = 30.0
    staff_s: float = 60.0


TIMES = Times()
