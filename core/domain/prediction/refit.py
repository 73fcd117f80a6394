"""The multipliers of the estimate, made anew of what an office told and what came true.

Pure: of one line of one office, for each band that has enough of them. A band that has not keeps
what it had.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from core.domain.estimate import MULTIPLIERS, Band, Multipliers
from core.domain.ticket import Line

ENOUGH = 50
# Of the waits of a band; as a range is rounded outward to 5 minutes it holds more often than this.
LOW, HIGH, MOST = 0.13, 0.87, 0.99
Pair = tuple[float, float]  # what was expected of a wait, and what it was, in minutes
OfLines = Mapping[Line, Multipliers]  # a line that is not in it has the usual ones


def refitted(pairs: Iterable[Pair], usual: Multipliers = MULTIPLIERS) -> Multipliers:
    """Return `usual` with each band made anew that at least 50 of `pairs` fall into.

    Of each pair the first is a `WaitEstimate.expected_min`, above 0: the same of whichever
    multipliers were in force.
    """
    return Multipliers(tuple(_bands(list(pairs), usual)))


def plain_of(fitted: OfLines) -> dict[str, list[list[float | None]]]:
    """Return multipliers as JSON has them, None for what has no limit."""
    return {
        line.value: [
            [each if math.isfinite(each) else None for each in _plain(band)] for band in made.bands
        ]
        for line, made in fitted.items()
    }


def of_plain(plain: Mapping[str, Sequence[Sequence[float | None]]]) -> OfLines:
    """Return the multipliers that `plain_of` made plain."""
    return {
        Line(line): Multipliers(
            tuple(Band(*(math.inf if each is None else each for each in band)) for band in bands)
        )
        for line, bands in plain.items()
    }


def _plain(band: Band) -> tuple[float, ...]:
    return band.below_min, band.low, band.high, band.middle, band.most_min


def _bands(pairs: Sequence[Pair], usual: Multipliers) -> Iterator[Band]:
    from_min = 0.0
    for band in usual.bands:
        mine = [each for each in pairs if from_min <= each[0] < band.below_min]
        from_min = band.below_min
        yield _band(band.below_min, mine) if len(mine) >= ENOUGH else band


def _band(below_min: float, pairs: Sequence[Pair]) -> Band:
    ratios = sorted(waited / expected for expected, waited in pairs)
    return Band(
        below_min,
        low=nth(ratios, LOW),
        high=nth(ratios, HIGH),
        middle=_middle(pairs),
        most_min=nth(sorted(waited for _expected, waited in pairs), MOST),
    )


def _middle(pairs: Sequence[Pair]) -> float:
    """Return the multiplier with the least mean error: a median, weighed by what was expected."""
    ascending = sorted(pairs, key=lambda each: each[1] / each[0])
    passed = list(accumulate(expected for expected, _waited in ascending))
    expected, waited = ascending[bisect_left(passed, passed[-1] / 2)]
    return waited / expected


def nth(ascending: Sequence[float], share: float) -> float:
    """Return the least that `share` of all do not exceed: one that there was."""
    return ascending[max(math.ceil(share * len(ascending)) - 1, 0)]
