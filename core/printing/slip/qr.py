"""The square code (QR) on a paper: what it holds, and its modules.

It holds what stands on the paper in words, and nothing else: the office, the day of issue, the
code. So a reader at a desk names a ticket without typing, a photograph of a paper tells whose it
was, and nobody learns more than the paper says. There is no address in it: nothing on the
internet would answer, and a telephone shows it as the text it is.

It is in capitals, as `TURNOS:SAN-ANDRES/2026-11-23/A-014`: capitals take fewer modules than small
letters (25 across, not 29), so that they are larger. Whoever reads it ignores case.

We draw it as dots. The printers' own command for it (GS ( k) is missing in many cheap ones, which
print its data as letters, and each draws it in another size; dots are the same on all.
"""

from functools import cache

Modules = tuple[tuple[bool, ...], ...]  # rows from top to bottom; True is black

SCHEME = "TURNOS"
LEAST = 21  # modules across the smallest one
QUIET = 4  # modules of white on each side, by the norm
_FINDER = (
    (True, True, True, True, True, True, True),
    (True, False, False, False, False, False, True),
    (True, False, True, True, True, False, True),
    (True, False, True, True, True, False, True),
    (True, False, True, True, True, False, True),
    (True, False, False, False, False, False, True),
    (True, True, True, True, True, True, True),
)


def words_of(office: str, day: str, name: str) -> str:
    """Return what the square code of a paper holds; `day` is an ISO date."""
    return f"{SCHEME}:{office}/{day}/{name}".upper()


@cache
def modules(words: str) -> Modules:
    """Return the square code of `words`, legible with 15 % of it damaged; no white around it."""
    # It loads Pillow, and is needed only where something is printed.
    import qrcode  # type: ignore[import-untyped] # noqa: PLC0415

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(words)
    code.make()
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())


def is_square_code(rows: Modules) -> bool:
    """Tell whether `rows` look like one: the three corners that readers look for are there."""
    far = len(rows) - len(_FINDER)
    return far >= LEAST - len(_FINDER) and all(
        tuple(row[left : left + len(_FINDER)] for row in rows[top : top + len(_FINDER)]) == _FINDER
        for top, left in ((0, 0), (0, far), (far, 0))
    )
