"""What the processes of the concurrency tests do; imported by them, so it stays light."""

import random
from multiprocessing.connection import Connection

from core.errors import OfficeExists
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
