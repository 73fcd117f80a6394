"""Busy days at an office: people come, are called, sent on, held, undone, and somebody forgets.

Drawn from a seed by a clock of its own, through the office's own methods: the journal has whatever
a journal can have. Nothing is done that the office refuses; what it refuses is left out.
"""

from contextlib import suppress
from datetime import timedelta
from random import Random

from core.clock import FixedClock
from core.errors import QueueError
from core.office import Office
from tests.conftest import SAMPLE_PIN
from tests.office.changes import change_settings

PEOPLE = ("ana", "beto", "carla")
REASONS = ("bathroom", "errand")
VISIT_REASONS = (None, "A bill", "A meter")
GENERAL, PAYMENTS = "customer-service", "payments"


def furnish(office: Office) -> None:
    """Have a second service, which two of three counters serve."""
    names = {GENERAL: "Attention", PAYMENTS: "Payments"}
    change_settings(
        office,
        services=[{"key": key, "names": {"es": name, "en": name}} for key, name in names.items()],
        counters=[
            {"number": 1, "services": [GENERAL]},
            {"number": 2, "services": [GENERAL, PAYMENTS]},
            {"number": 3},
        ],
    )


class BusyDay:
    """An office's day, a deed a step, some seconds apart."""

    def __init__(self, office: Office, clock: FixedClock, seed: int) -> None:
        self._office, self._clock, self._random = office, clock, Random(seed)

    def live(self, deeds: int, *, longest_s: int = 200) -> None:
        """Do `deeds` things that somebody may do, each up to `longest_s` after the last."""
        names = sorted(name for name in dir(self) if name.startswith("do_"))
        weights = [WEIGHTS.get(name.removeprefix("do_"), 1) for name in names]
        for _ in range(deeds):
            self._clock.advance(timedelta(seconds=self._random.uniform(1, longest_s)))
            deed = self._random.choices(names, weights)[0]
            with suppress(QueueError):
                getattr(self, deed)()

    def _counter(self) -> int:
        return self._random.choice((1, 2, 3))

    def _waiting(self) -> str:
        found = [each.code for each in self._office.queue.waiting() if each.code]
        return self._random.choice(found) if found else "A-999"

    def do_issue(self) -> None:
        line = self._random.choice(("general", "general", "preferential"))
        service = self._random.choice((GENERAL, GENERAL, PAYMENTS))
        language = self._random.choice(("es", "es", "en"))
        self._office.queue.issue(line, service=service, language=language, outside_hours=True)

    def do_call(self) -> None:
        self._office.queue.call_next(counter=self._counter())

    def do_choose(self) -> None:
        self._office.queue.call(code=self._waiting(), counter=self._counter(), reason="asked")

    def do_recall(self) -> None:
        self._office.queue.recall(counter=self._counter())

    def do_start(self) -> None:
        self._office.queue.start(counter=self._counter())

    def do_finish(self) -> None:
        outcome = self._random.choice(("resolved", "resolved", "filed", "escalated"))
        reason = self._random.choice(VISIT_REASONS)
        offered = self._random.random() < 0.5
        self._office.queue.finish(
            counter=self._counter(), outcome=outcome, reason=reason, survey_offered=offered
        )

    def do_no_show(self) -> None:
        self._office.queue.no_show(counter=self._counter())

    def do_put_back(self) -> None:
        self._office.queue.put_back(counter=self._counter(), reason="slip")

    def do_hold(self) -> None:
        self._office.queue.hold(counter=self._counter(), reason="copies")

    def do_resume(self) -> None:
        self._office.queue.resume(counter=self._counter())

    def do_transfer(self) -> None:
        service = self._random.choice((GENERAL, PAYMENTS))
        to = self._random.choice((None, None, 1, 2))
        self._office.queue.transfer(counter=self._counter(), service=service, to_counter=to)

    def do_cancel(self) -> None:
        self._office.queue.cancel(code=self._waiting())

    def do_reinstate(self) -> None:
        gone = [each.code for each in self._office.queue.missed() if each.code]
        self._office.queue.reinstate(code=self._random.choice(gone or ["A-999"]))

    def do_change_line(self) -> None:
        line = self._random.choice(("general", "preferential"))
        self._office.queue.change_line(code=self._waiting(), line=line, reason="asked")

    def do_undo(self) -> None:
        self._office.queue.undo(counter=self._counter())

    def do_serve_now(self) -> None:
        channel = self._random.choice(("phone", "chat", "email"))
        self._office.queue.serve_now(counter=self._counter(), channel=channel)

    def do_sign_in(self) -> None:
        self._office.staff.sign_in(
            self._random.choice(PEOPLE),
            pin=SAMPLE_PIN,
            counter=self._counter(),
            take_over=self._random.random() < 0.3,
        )

    def do_sign_out(self) -> None:
        self._office.staff.sign_out(counter=self._counter())

    def do_step_away(self) -> None:
        agreed = self._random.choice((None, True))
        reason = self._random.choice(REASONS)
        self._office.staff.step_away(counter=self._counter(), reason=reason, customer_agreed=agreed)

    def do_come_back(self) -> None:
        self._office.staff.come_back(counter=self._counter())


WEIGHTS = {
    "issue": 24,
    "call": 20,
    "start": 20,
    "finish": 20,
    "no_show": 14,
    "recall": 5,
    "sign_in": 5,
    "come_back": 6,
    "undo": 5,
    "resume": 4,
    "transfer": 3,
    "hold": 2,
    "reinstate": 3,
}
