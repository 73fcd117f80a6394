"""`turnos demo` on a screen: a morning that goes on by itself, one counter left to whoever looks.

People come, counters 2 and 3 call and serve them, the hall is told. Everything lasts a tenth of
what it does in an office, so that something happens every few seconds.
"""

import os
import random
import tempfile
import threading
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from typing import Self

from core.cli.sample_staff import SAMPLE_PIN, SAMPLE_STAFF
from core.cli.workshop.demo import (
    LOOKED_AT,
    NO_SHOW_SHARE,
    OFFICE,
    OPENS,
    Morning,
    a_window,
    config_of,
    some_line,
    some_outcome,
    throw_away,
)
from core.clock import Clock, FixedClock, MovedClock, SystemClock
from core.domain.ticket import State
from core.errors import QueueError
from core.office import Office
from core.qt.desktop.side_by_side import places

YOURS = 1
THEIRS = (2, 3)
STEP_S = 1.0
COMES_EVERY_S = 18.0  # on average
MOST_WAITING = 9  # a hall that nobody empties does not fill for ever
WALKS_S = (4.0, 9.0)
STAYS_S = (25.0, 70.0)
RESTS_S = (2.0, 6.0)
SEED = 1819


def demo_on_screen() -> int:
    """Open the windows and the card that explains them; return the exit code once all is over."""
    from core.qt.look.language import Texts  # noqa: PLC0415
    from core.qt.program.app import create_application  # noqa: PLC0415 - Qt only when there is a screen
    from core.qt.workshop.demo_card import DemoCard  # noqa: PLC0415

    with ExitStack() as stack:
        os.environ["TURNOS_DATA"] = stack.enter_context(tempfile.TemporaryDirectory())
        app = create_application(["turnos-demo"], "demo")
        url = stack.enter_context(throw_away(past := FixedClock(OPENS)))
        begin(url, past)
        clock = MovedClock(LOOKED_AT - SystemClock().now())
        config = config_of(url)
        area = app.primaryScreen().availableGeometry()
        stand = places(area.left(), area.top(), area.width(), area.height())
        texts, you = Texts(config.language), SAMPLE_STAFF[YOURS - 1]
        stack.callback(texts.close)
        card = DemoCard(
            texts,
            name=you.name,
            username=you.username,
            counter=YOURS,
            pin=SAMPLE_PIN,
        )
        card.closed.connect(app.quit)
        windows = {
            name: stack.enter_context(a_window(name, config, clock))
            for name in ("kiosk", "counter", "display")
        }
        for name, window in (*windows.items(), ("card", card)):
            place = stand[name]
            window.resize(place.width, place.height)
            window.move(place.left, place.top)
            window.show()
        windows["counter"].activateWindow()
        stack.enter_context(Living(url, clock))
        code = int(app.exec())
        card.close()
        return code


def begin(url: str, clock: FixedClock) -> None:
    """Live the morning so far, and leave counter 1 to whoever looks."""
    with Office.open(url, OFFICE, clock) as office:
        morning = Morning(office, clock)
        morning.live_until(LOOKED_AT)
        morning.free(YOURS)
        office.staff.sign_out(counter=YOURS)


class Living:
    """Lets the morning go on, in a thread of its own, for as long as a block of code runs."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._url = url
        self._clock = clock
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._live, name="morning", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(10 * STEP_S)

    def _live(self) -> None:
        with Office.open(self._url, OFFICE, self._clock) as office:
            people = People(office, self._clock)
            while not self._over.wait(STEP_S):
                people.step()


class People:
    """Citizens and the two facilitators: each `step` does what is due by the clock."""

    def __init__(self, office: Office, clock: Clock) -> None:
        self._office = office
        self._clock = clock
        self._chance = random.Random(SEED)  # noqa: S311 - arrivals, not secrets
        now = clock.now()
        self._next_at = now
        self._due_at = {counter: self._after(now, RESTS_S) for counter in THEIRS}

    def step(self) -> None:
        now = self._clock.now()
        if self._next_at <= now:
            self._come()
            wait_s = self._chance.expovariate(1 / COMES_EVERY_S)
            self._next_at = now + timedelta(seconds=wait_s)
        for counter in THEIRS:
            if self._due_at[counter] <= now:
                with suppress(QueueError):  # somebody who looks may sign in there, or cancel
                    self._due_at[counter] = self._after(now, self._work(counter))

    def _come(self) -> None:
        if len(self._office.queue.waiting()) < MOST_WAITING:
            self._office.queue.issue(some_line(self._chance), outside_hours=True)

    def _work(self, counter: int) -> tuple[float, float]:
        """Do the next thing at a counter; return between which seconds the one after it comes."""
        queue = self._office.queue
        ticket = queue.at_counter(counter)
        if ticket is None:
            return RESTS_S if queue.call_next(counter=counter) is None else WALKS_S
        if ticket.state is State.SERVING:
            queue.finish(counter=counter, outcome=some_outcome(self._chance))
            return RESTS_S
        if self._chance.random() < NO_SHOW_SHARE:
            queue.no_show(counter=counter)
            return RESTS_S
        queue.start(counter=counter)
        return STAYS_S

    def _after(self, now: datetime, between_s: tuple[float, float]) -> datetime:
        return now + timedelta(seconds=self._chance.uniform(*between_s))
