"""How often somebody may try a PIN.

A try is taken before the PIN is compared, and given back if the PIN was right: however many
programs try at once, no more PINs are compared than there are tries. Pure: the office keeps what is
left of them in the database, a kiosk in its memory.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

TRIES = 5
PAUSE = timedelta(minutes=5)
PAUSE_MIN = PAUSE // timedelta(minutes=1)
DIGITS = range(4, 13)


def is_pin(text: str) -> bool:
    """Return whether `text` can be a PIN: 4 to 12 digits."""
    return len(text) in DIGITS and text.isascii() and text.isdecimal()


def is_obvious(pin: str, username: str) -> bool:
    """Return whether a PIN is guessed first: `0000`, `4321`, `7890`, or the user name."""
    steps = {(int(after) - int(digit)) % 10 for digit, after in pairwise(pin)}
    return pin == username or steps in ({0}, {1}, {9})


@dataclass(frozen=True, slots=True)
class Tries:
    """Tries taken in a row, and the end of the pause that the last of them began."""

    taken: int = 0
    paused_until: datetime | None = None

    @property
    def left(self) -> int:
        """How many may still be taken: none once the pause has begun."""
        return 0 if self.paused_until is not None else TRIES - self.taken

    def pause_at(self, at: datetime) -> datetime | None:
        """Return the end of the pause that is on at `at`, None when a try may be taken."""
        until = self.paused_until
        return until if until is not None and at < until else None

    def take(self, at: datetime) -> "Tries":
        """Return the tries after one more; the fifth begins the pause, whatever comes of it."""
        taken = self.taken + 1
        return Tries(0, at + PAUSE) if taken >= TRIES else Tries(taken)

    def give_back(self, taken: "Tries") -> "Tries":
        """Return the tries after the right PIN, whose own try had left `taken`.

        It forgives the wrong ones before, but never ends a pause that somebody else's try began.
        """
        begun_by_another = self.paused_until is not None and self != taken
        return self if begun_by_another else Tries()
