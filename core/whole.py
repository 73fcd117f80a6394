"""Tables that have something for each member of an enum: they fail at import where they do not.

A word, a pictogram or a key that is missing would otherwise be a `KeyError` in front of somebody.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import TypeVar

K = TypeVar("K", bound=Enum)
V = TypeVar("V")


def whole(members: Iterable[K], table: Mapping[K, V], *, but: Collection[K] = ()) -> Mapping[K, V]:
    """Return `table`, which has an entry for each of `members` but for those named in `but`.

    Raises:
        LookupError: it lacks one.
    """
    missing = [str(repr(each)) for each in members if each not in table and each not in but]
    if missing:
        raise LookupError(f"a table has nothing for {', '.join(missing)}")
    return MappingProxyType(dict(table))
