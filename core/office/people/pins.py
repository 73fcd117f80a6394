"""Whose a PIN is: the hashes of an office's people, and the look that compares one."""

from collections.abc import Sequence

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.domain.pins import is_obvious, is_pin
from core.domain.staff import Staff
from core.errors import PinInvalid, PinObvious


class PinHashes:
    """Everybody's PINs, as hashes, taken along to where the database may be away: a kiosk."""

    def __init__(self, people: Sequence[tuple[Staff, str]], hasher: PasswordHasher) -> None:
        self._people = tuple(people)
        self._hasher = hasher

    def whose(self, pin: str) -> Staff | None:
        """Return the first person with this PIN; it takes tens of milliseconds for each."""
        return next(
            (person for person, pin_hash in self._people if is_right(self._hasher, pin_hash, pin)),
            None,
        )


def check_choice(pin: str, username: str) -> None:
    """Check a PIN that is chosen for a person.

    Raises:
        PinInvalid, PinObvious
    """
    if not is_pin(pin):
        raise PinInvalid
    if is_obvious(pin, username):
        raise PinObvious


def is_right(hasher: PasswordHasher, pin_hash: str, pin: str) -> bool:
    """Return whether `pin_hash` is of this PIN; one that is damaged is of none."""
    if not is_pin(pin):
        return False
    try:
        return hasher.verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False
