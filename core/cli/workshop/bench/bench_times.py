"""What the bench makes of its samples: no figure beyond them, no ratio without its spread."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

ENOUGH_FOR_P99 = 100  # one of fewer is the slowest of all


@dataclass(frozen=True, slots=True)
class Samples:
    """How long `n` of the same took, in milliseconds; `p99_ms` None where too few can tell it."""

    n: int
    p50_ms: float
    p99_ms: float | None
    max_ms: float

    @classmethod
    def of(cls, samples_ms: Sequence[float]) -> Self:
        p99_ms = quantile(samples_ms, 0.99) if len(samples_ms) >= ENOUGH_FOR_P99 else None
        return cls(len(samples_ms), quantile(samples_ms, 0.5), p99_ms, max(samples_ms))


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ours over the floor: of pairs measured one after the other, the median, least and most."""

    median: float
    least: float
    most: float
    pairs: int

    @classmethod
    def of(cls, ours: Sequence[float], floor: Sequence[float]) -> Self:
        pairs = [mine / best for mine, best in zip(ours, floor, strict=True)]
        return cls(statistics.median(pairs), min(pairs), max(pairs), len(pairs))

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.least:.2f} to {self.most:.2f})"


def quantile(samples: Sequence[float], share: float) -> float:
    """Return the least sample that `share` of all do not exceed: one that was measured."""
    return sorted(samples)[max(0, math.ceil(share * len(samples)) - 1)]


def ratio_of_blocks(ours_ms: Sequence[float], floor_ms: Sequence[float], blocks: int) -> Ratio:
    """Compare the medians of so many blocks of samples that were taken in turn."""
    size = max(1, math.ceil(len(ours_ms) / blocks))
    starts = range(0, len(ours_ms), size)
    ours, floor = (
        [statistics.median(samples[start : start + size]) for start in starts]
        for samples in (ours_ms, floor_ms)
    )
    return Ratio.of(ours, floor)
