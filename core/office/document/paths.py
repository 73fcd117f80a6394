"""The settings' plain document by paths: what differs, one value put in, two changes made one.

A path is dotted: `targets.general_min`. An entry of a list of tables is named by its key
(`counters.2.services`, `notices.la-loma.ends_at`), so that two people may change two entries.
Other lists are one value. A path to a list of tables may stand for the order of its entries.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from core.domain.schema import ANY, KEYS
from core.domain.ticket import Event


@dataclass(frozen=True, slots=True)
class Change:
    """A path's value before and after; None when there was or is none."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Clash:
    """A path to which two people gave other values than each other and than the base."""

    path: str
    base: Any
    mine: Any
    theirs: Any


def differences(old: Any, new: Any, path: str = "") -> Iterator[Change]:
    """Tell the changes that lead from one document to the other, and back."""
    if old == new:
        return
    if (befores := _parts(path, old)) is None or (afters := _parts(path, new)) is None:
        yield Change(path, old, new)
        return
    for name in (*befores, *(each for each in afters if each not in befores)):
        yield from differences(befores.get(name), afters.get(name), _at(path, name))
    if path in KEYS and not _follows(list(befores), list(afters)):
        yield Change(path, list(befores), list(afters))


def values_at(document: Any, pattern: str) -> Iterator[tuple[str, Any]]:
    """Tell what stands where `pattern` leads, each with its path; `*` is every entry's name.

    Nothing where there is nothing.
    """
    yield from _values("", document, pattern.split("."))


def _values(here: str, value: Any, names: Sequence[str]) -> Iterator[tuple[str, Any]]:
    if not names:
        yield here, value
        return
    parts = _parts(here, value) or {}
    for each in parts if names[0] == ANY else names[:1]:
        if each in parts:
            yield from _values(_at(here, each), parts[each], names[1:])


def put(document: dict[str, Any], path: str, value: Any) -> None:
    """Set what stands at `path`; None takes it out.

    Raises:
        KeyError: there is no such place, or nothing to take out.
    """
    *above, last = path.split(".")
    place: Any = document
    here = ""
    for name in above:
        place = (_parts(here, place) or {})[name]
        here = _at(here, name)
    if _parts(here, place) is None:
        raise KeyError(path)
    if isinstance(place, list):
        _put_entry(place, KEYS[here], last, value)
    elif value is None:
        del place[last]
    elif path in KEYS and _is_order(value):
        entries = _entries(place.get(last, []), KEYS[path])
        place[last] = [entries[str(name)] for name in value if str(name) in entries]
    else:
        place[last] = deepcopy(value)


def undo(document: Mapping[str, Any], since: Iterable[Event]) -> dict[str, Any]:
    """Return `document` as it was before the changes of settings `since`, newest first.

    What has no place any more stays: an older turnos may have named it otherwise.
    """
    before = deepcopy(dict(document))
    for event in since:
        _put_all(before, event, "before")
    return before


def redo(document: Mapping[str, Any], events: Iterable[Event]) -> dict[str, Any]:
    """Return `document` with the changes of `events`, oldest first, as far as they have a place."""
    after = deepcopy(dict(document))
    for event in events:
        _put_all(after, event, "after")
    return after


def _put_all(document: dict[str, Any], event: Event, which: str) -> None:
    changed = event.data["changed"]
    # The order of entries last: PostgreSQL keeps no order of a dictionary's keys.
    for path in sorted(changed, key=lambda each: -each.count(".")):
        with suppress(KeyError):
            put(document, path, changed[path][which])


def merged(base: Any, mine: Any, theirs: Any, clashes: list[Clash], path: str = "") -> Any:
    """Return `base` with what changed in `mine` and in `theirs`.

    Where both changed the same value differently `theirs` stays, and `clashes` gets one more.
    """
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    parts = [_parts(path, each) for each in (base, mine, theirs)]
    if any(each is None for each in parts):
        clashes.append(Clash(path, base, mine, theirs))
        return theirs
    bases, mines, others = (each or {} for each in parts)
    order = _merged_order(list(bases), list(mines), list(others))
    if order is None and isinstance(theirs, list):
        clashes.append(Clash(path, list(bases), list(mines), list(others)))
        return theirs
    made = {
        name: merged(bases.get(name), mines.get(name), others.get(name), clashes, _at(path, name))
        for name in order or {**others, **mines}
    }
    kept = {name: value for name, value in made.items() if value is not None}
    return list(kept.values()) if isinstance(theirs, list) else kept


def touches(one: str, other: str) -> bool:
    """Whether one of two paths is the other, or leads to it."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def _parts(path: str, value: Any) -> dict[str, Any] | None:
    """Return the parts of a table, or of a list of tables, by name; None for any other value."""
    if isinstance(value, dict):
        return value
    if path in KEYS and isinstance(value, list):
        return _entries(value, KEYS[path])
    return None


def _entries(entries: Sequence[Mapping[str, Any]], key: str) -> dict[str, Any]:
    return {str(each[key]): each for each in entries}


def _put_entry(entries: list[Any], key: str, name: str, value: Any) -> None:
    places = [place for place, each in enumerate(entries) if str(each[key]) == name]
    if value is None and not places:
        raise KeyError(name)
    if value is None:
        del entries[places[0]]
    elif places:
        entries[places[0]] = deepcopy(value)
    else:
        entries.append(deepcopy(value))


def _is_order(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and not isinstance(value[0], Mapping)


def _follows(old: list[str], new: list[str]) -> bool:
    """Whether each order follows from the other: what is new stands behind what was kept."""
    kept_old = [name for name in old if name in new]
    kept_new = [name for name in new if name in old]
    added = [name for name in new if name not in old]
    removed = [name for name in old if name not in new]
    return kept_old == kept_new and kept_old + added == new and kept_old + removed == old


def _merged_order(base: list[str], mine: list[str], theirs: list[str]) -> list[str] | None:
    """Return all names in the order of whoever changed it; None when both did, differently."""
    for leading, other in ((theirs, mine), (mine, theirs)):
        kept = [name for name in other if name in base]
        if kept == [name for name in base if name in other]:
            return leading + [name for name in other if name not in leading]
    common = [name for name in mine if name in theirs]
    is_same = common == [name for name in theirs if name in mine]
    return theirs + [name for name in mine if name not in theirs] if is_same else None


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
