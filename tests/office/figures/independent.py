"""A day's times worked out from the definitions alone: from the database's own rows, and no code
of ours. It takes back what was taken back first, and then reads each ticket's story once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

LONGEST_S = 4 * 3600
CALLS = ("called", "recalled")
STARTS = ("started", "attended", "served_now")


@dataclass(frozen=True)
class Row:
    """A line of the journal; `at` in the office's local time, without a zone."""

    seq: int
    at: datetime
    kind: str
    ticket: int | None
    counter: int | None
    staff: str | None
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Times:
    """Of one entry in a line: where it was, whose it was, and its times in whole seconds."""

    ticket: int
    line: str
    service: str
    channel: str
    desk: tuple[int | None, str | None]
    wait: int | None
    displacement: int | None
    service_s: int | None


def times_of(rows: Iterable[Row]) -> list[Times]:
    stories: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.ticket is None and row.kind in {"issued", "arrived", "served_now"}:
            stories[row.seq].append(row)
        elif row.ticket is not None:
            stories[row.ticket].append(row)
    return [
        times
        for number, story in stories.items()
        if (told := _without_what_was_taken_back(story))
        for times in _entries(number, told)
    ]


def _without_what_was_taken_back(story: list[Row]) -> list[Row]:
    told: list[Row] = []
    put_back: list[list[Row]] = []
    steps: list[Row] = []
    for row in story:
        if row.kind == "undone":
            if steps.pop().kind == "put_back":
                told += put_back.pop()
                # it is called anew
                told.append(Row(row.seq, row.at, "recalled", *(row.ticket, None, None), {}))
            else:
                told.pop()
            continue
        steps.append(row)
        if row.kind == "put_back":
            call = max(n for n, each in enumerate(told) if each.kind == "called")
            put_back.append(told[call:])
            del told[call:]
        else:
            told.append(row)
    return told


def _entries(number: int, told: list[Row]) -> Iterator[Times]:
    first = told[0]
    line, service = first.data["line"], first.data["service"]
    channel = first.data.get("channel", "in_person")
    entry: list[Row] = []
    for row in told:
        entry.append(row)
        if row.kind == "transferred":
            yield _times(number, line, service, channel, entry)
            line, service = row.data.get("line", line), row.data["service"]
            entry = [Row(row.seq, row.at, "entered", row.ticket, None, None, {})]
        elif row.kind == "line_changed":
            line = row.data["line"]
    yield _times(number, line, service, channel, entry)


def _times(number: int, line: str, service: str, channel: str, entry: list[Row]) -> Times:
    entered = entry[0].at
    start = next((row.at for row in entry if row.kind in STARTS), None)
    calls = [row.at for row in entry if row.kind in CALLS]
    ended = [row.at for row in entry if row.kind in {"finished", "transferred"}]
    paused, held = 0.0, None
    for row in entry:
        if row.kind == "held":
            held = row.at
        elif row.kind == "resumed":
            assert held is not None
            paused += (row.at - held).total_seconds()
        elif row.kind in {"came_back", "signed_in"}:
            paused += row.data["away_s"]
    return Times(
        number,
        line,
        service,
        channel,
        _desk(entry),
        _whole(entered, calls[0] if calls else start),
        _whole(calls[-1] if calls else None, start),
        _whole(start, ended[0] if ended else None, paused),
    )


def _desk(entry: list[Row]) -> tuple[int | None, str | None]:
    counter: int | None = None
    staff: str | None = None
    for row in entry:
        if row.kind in {"called", "attended", "served_now", "resumed"}:
            counter, staff = row.counter, row.staff
        elif row.kind in {"started", "finished"}:
            staff = row.staff
        elif row.kind == "reinstated":
            counter, staff = None, None
    return counter, staff


def _whole(begins: datetime | None, ends: datetime | None, paused: float = 0.0) -> int | None:
    if begins is None or ends is None:
        return None
    seconds = (ends - begins).total_seconds()
    if seconds > LONGEST_S or begins.date() != ends.date() or seconds - paused < 0:
        return None
    return round(seconds - paused)
