"""Ticket codes: a series' letter, a dash and a number of the business day.

A number is consecutive per office, series and business day. The next one is what the store's
row of that series says, under the office's lock; here is how it reads.
"""

import re

RHYMING_IN_SPANISH = frozenset("BDGPTVE")  # be, de, ge, pe, te, ve, e
_CODE = re.compile(r"\s*([A-Za-z])\s*[-–—\s]?\s*0*([1-9][0-9]{0,8})\s*\Z")
_ID = re.compile(r"\s*#\s*([1-9][0-9]{0,17})\s*\Z")  # what every database can look for


def code_of(series: str, number: int) -> str:
    """Return the code a person reads, such as `A-001`; from 1000 on it grows a digit."""
    return f"{series}-{number:03d}"


def read_code(text: str) -> str:
    """Return the code that `text` means, as people type it (`a12`, `A 012`); as it is if none."""
    match = _CODE.match(text)
    return code_of(match[1].upper(), int(match[2])) if match else text.strip()


def read_id(text: str) -> int | None:
    """Return the id that `text` means: `#12` names a ticket that may have no number."""
    match = _ID.match(text)
    return int(match[1]) if match else None


def rhyming(prefixes: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of `prefixes` that sound alike in Spanish, when there are two or more."""
    alike = tuple(prefix for prefix in prefixes if prefix in RHYMING_IN_SPANISH)
    return alike if len(alike) > 1 else ()
