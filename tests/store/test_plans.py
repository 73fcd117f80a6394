"""What an action reads costs the same whatever the history, with statistics and without.

An office's SQLite database is never analysed, a PostgreSQL one is by itself and at its own time:
neither may make a query walk the years. Each statement that the windows cause is counted as it
runs: on SQLite in steps of its machine, on PostgreSQL in the rows that it visits.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, event, make_url

from core.cli.workshop.bench import bench_work
from core.clock import FixedClock
from core.office import Office, template
from tests.conftest import SAMPLE_PIN

OLD_TICKETS = 20_000
AN_OLD_DAY = date(2015, 1, 2)
WAITING = 40
# Walking the history takes 100,000 steps of SQLite, or 20,000 rows. What waits is read whole.
MOST = {"sqlite": 12_000, "postgresql": 1_000}
STEPS_AT_ONCE = 10
LARGE = ("ticket", "event")
Costs = dict[str, int]


@pytest.mark.slow
@pytest.mark.parametrize("is_analysed", [True, False], ids=["analysed", "never analysed"])
@pytest.mark.parametrize("relief_after", [0, 3])
def test_no_statement_of_a_morning_walks_the_history(
    database_url: str,
    clock: FixedClock,
    cheap_hasher: PasswordHasher,
    backend: str,
    relief_after: int,
    *,
    is_analysed: bool,
) -> None:
    document = dict(template("san-andres")) | {"policy": {"relief_after": relief_after}}
    with Office.create(database_url, "san-andres", document, clock, hasher=cheap_hasher) as office:
        _add_history(database_url, backend, is_analysed=is_analysed)

        with _counting(backend) as costs:
            _work_for_a_morning(office, clock)

    assert len(costs) > 30  # all that a morning asks was seen
    assert {what: cost for what, cost in costs.items() if cost > MOST[backend]} == {}


def _add_history(url: str, backend: str, *, is_analysed: bool) -> None:
    if backend == "postgresql":  # which would analyse at a time of its own
        for table in LARGE:
            _execute(url, f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
    bench_work.add_history(url, OLD_TICKETS)
    if is_analysed:
        bench_work.analyse(url)


def _execute(url: str, statement: str) -> None:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)


def _work_for_a_morning(office: Office, clock: FixedClock) -> None:
    """Do each thing that windows do with tickets, and look as they look."""
    queue = office.queue
    for number, name in enumerate(("ana", "beto"), start=1):
        office.staff.add(name, name=name, pin=SAMPLE_PIN, must_change_pin=False)
        office.staff.sign_in(name, pin=SAMPLE_PIN, counter=number)
    for number in range(WAITING):
        queue.issue(line="preferential" if number % 2 else "general", print_on="kiosk")
    steps: tuple[Callable[[], Any], ...] = (
        queue.board,
        office.live.panel,
        queue.waiting,
        queue.missed,
        lambda: queue.latest_of("ana", 10),
        lambda: queue.estimate(queue.waiting()[-1].id),
        lambda: queue.call_next(counter=1),
        lambda: queue.put_back(counter=1, reason="mistake"),
        lambda: queue.call_next(counter=1),
        lambda: queue.recall(counter=1),
        lambda: queue.start(counter=1),
        lambda: queue.hold(counter=1, reason="documents"),
        lambda: queue.made_room(1),
        lambda: queue.call_next(counter=1),
        lambda: queue.no_show(counter=1),
        lambda: queue.undo(counter=1),
        lambda: queue.no_show(counter=1),
        lambda: queue.reinstate(code=queue.missed()[0].code or ""),
        lambda: queue.resume(counter=1),
        lambda: queue.finish(counter=1),
        lambda: queue.call(counter=2, code=queue.waiting()[-1].code or "", reason="returned"),
        lambda: queue.transfer(counter=2, to_counter=1),
        lambda: queue.cancel(code=queue.waiting()[-1].code or ""),
        lambda: queue.change_line(
            code=queue.waiting()[-1].code or "", line="preferential", reason="asked"
        ),
        lambda: queue.serve_now(counter=2),
        lambda: queue.finish(counter=2),
        lambda: office.devices.receipts([1, 2, 3]),
        lambda: office.journal(after=OLD_TICKETS, limit=50),
        lambda: office.staff.step_away(counter=2, reason="lunch"),
        lambda: office.staff.come_back(counter=2),
        lambda: office.reports.day(queue.board().day),
        lambda: office.reports.day(AN_OLD_DAY),
        office.history,
        lambda: office.history(before=OLD_TICKETS),
    )
    for step in steps:
        clock.advance(timedelta(seconds=20))
        step()
    clock.advance(timedelta(days=1))
    queue.board()
    queue.issue()  # and so the day before ends


@contextmanager
def _counting(backend: str) -> Iterator[Costs]:
    """Count what each statement of the block costs, the most of its runs."""
    costs: Costs = {}
    count = _count_steps if backend == "sqlite" else _count_rows
    watched: set[Any] = set()

    def look(_c: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        count(cursor.connection, statement, parameters, costs, watched)

    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield costs
    finally:
        event.remove(Engine, "before_cursor_execute", look)
        if backend == "sqlite":
            for connection in watched:
                connection.set_progress_handler(None, 0)


def _count_steps(
    connection: Any, statement: str, _parameters: Any, costs: Costs, watched: set[Any]
) -> None:
    """Give the steps that SQLite takes from now on to `statement`, until its next one."""
    watched.add(connection)
    costs.setdefault(statement, 0)
    before, taken = costs[statement], 0

    def step() -> int:
        nonlocal taken
        taken += STEPS_AT_ONCE
        costs[statement] = max(before, taken)
        return 0

    connection.set_progress_handler(step, STEPS_AT_ONCE)


def _count_rows(
    connection: Any, statement: str, parameters: Any, costs: Costs, _watched: set[Any]
) -> None:
    """Run `statement` once more, before it runs, for what PostgreSQL says of it."""
    if statement.split(maxsplit=1)[0] not in {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}:
        return
    with connection.cursor() as cursor:
        writes = not statement.startswith("SELECT")
        if writes:
            cursor.execute("SAVEPOINT looked_at")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters)
        (((plan,),),) = (cursor.fetchall(),)
        if writes:
            cursor.execute("ROLLBACK TO SAVEPOINT looked_at")
    costs[statement] = max(costs.get(statement, 0), _rows(plan[0]["Plan"]))


def _rows(node: dict[str, Any]) -> int:
    """Return how many rows a plan reads from its tables."""
    below = sum(_rows(each) for each in node.get("Plans", ()))
    if "Scan" not in node["Node Type"]:
        return below
    rows = node["Actual Rows"]
    rows += node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return below + int(rows * node["Actual Loops"])
