"""What the processes of the concurrency tests do; imported by them, so it stays light."""

import random
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Literal

from argon2 import PasswordHasher

from core.errors import OfficeExists, PinPaused, WrongPin
from core.office import Office, template


def issue_and_call(url: str, counter: int, rounds: int, results: Connection) -> None:
    """Issue a ticket, call one, and end it, `rounds` times; send the ids issued and called."""
    chance = random.Random(counter)
    issued, called = [], []
    with Office.open(url, "san-andres") as office:
        for _ in range(rounds):
            line = chance.choice(("general", "preferential"))
            issued.append(office.queue.issue(line, outside_hours=True).id)
            ticket = office.queue.call_next(counter=counter)
            called.append(None if ticket is None else ticket.id)
            if ticket is not None:
                if chance.random() < 0.5:
                    office.queue.no_show(counter=counter)
                else:
                    office.queue.start(counter=counter)
                    office.queue.finish(counter=counter, outcome="resolved")
    results.send((issued, called))
    results.close()


def issue_until_killed(url: str, acknowledged: Connection) -> None:
    """Issue tickets without end, sending each one's id and code after it was acknowledged."""
    with Office.open(url, "san-andres") as office:
        acknowledged.send(None)
        while True:
            ticket = office.queue.issue(outside_hours=True, print_on="kiosk")
            acknowledged.send((ticket.id, ticket.code))


def make_office(url: str, results: Connection) -> None:
    """Make the office, its schema first if it must be, and say whether another was quicker."""
    try:
        Office.create(url, "san-andres", template("san-andres")).close()
        results.send("made")
    except OfficeExists:
        results.send("exists")
    results.close()


def guess_pins(url: str, office: str, username: str, tries: int, results: Connection) -> None:
    """Try wrong PINs as fast as they are looked at; send how many were."""
    looked_at = 0

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - argon2's word
            nonlocal looked_at
            looked_at += 1
            return super().verify(hash, password)

    with Office.open(url, office, hasher=Counting(memory_cost=1024, parallelism=1)) as opened:
        for number in range(tries):
            with suppress(WrongPin, PinPaused):
                opened.staff.check_pin(username, f"{number:06}")
    results.send(looked_at)
    results.close()
