"""Round numbers along an axis."""

from dataclasses import dataclass
from math import ceil, floor, log10

ROUND = (1, 2, 5, 10, 20, 50, 100)
PAD = 0.1  # around one value alone
NEARLY = 1e-9  # a part of a step: what is the same number but for how computers count
WHOLE_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Ticks:
    """Where an axis has a number; the first and the last are its ends."""

    values: tuple[float, ...]
    digits: int

    @property
    def low(self) -> float:
        return self.values[0]

    @property
    def high(self) -> float:
        return self.values[-1]

    def share(self, value: float) -> float:
        """Return how far up the axis `value` is, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def ticks_for(
    least: float, most: float, *, digits: int = 0, at_most: int = 5, is_percent: bool = False
) -> Ticks:
    """Return ticks from below `least` to above `most`, 1, 2 or 5 times a power of ten apart.

    There are at least two and about `at_most`; a number of `digits` decimals has no tick between
    two that it can be. An axis of percents does not go beyond 100 for values that do not.
    """
    smallest = 10.0**-digits
    if most - least < abs(most) * NEARLY or most == least:
        pad = max(abs(most) * PAD, smallest)
        least, most = (0.0, smallest) if most == 0 else (least - pad, most + pad)
    power = 10.0 ** floor(log10(max((most - least) / at_most, smallest)) + NEARLY)
    for step in (times * power for times in ROUND):
        low, high = floor(least / step + NEARLY), ceil(most / step - NEARLY)
        if high - low <= at_most:
            break
    shown = max(0, -floor(log10(step) + NEARLY))
    values = tuple(round(index * step, shown) for index in range(low, max(high, low + 1) + 1))
    if is_percent and most <= WHOLE_PERCENT:
        values = tuple(each for each in values if each <= WHOLE_PERCENT)
    return Ticks(values, shown)
