"""ESC/POS as a stream of commands: where each one ends, and which ones nobody knows.

Pure bytes. `core.printing.escpos.read_back` reads finished jobs with it, a printer in a test
reads along while they arrive.
"""

from collections.abc import Callable
from dataclasses import dataclass

ESC, FS, GS, DLE = b"\x1b", b"\x1c", b"\x1d", b"\x10"
ALONE = frozenset(b"\x00\x09\x0a\x0c\x0d\x18")  # NUL, which does nothing, HT LF FF CR CAN
_PREFIXED = frozenset(ESC + FS + GS + DLE)
_FIRST_TEXT, _DELETE = 0x20, 0x7F
# How many bytes follow the two of the name.
_FOLLOWED_BY: dict[bytes, int] = {
    ESC + b"@": 0,
    ESC + b"2": 0,
    **dict.fromkeys((ESC + bytes([name]) for name in b"!-3EGJMRSVadt{ "), 1),
    ESC + b"p": 3,
    FS + b".": 0,
    FS + b"&": 0,
    **dict.fromkeys((GS + bytes([name]) for name in b"!BHIabfhrw"), 1),
    GS + b"L": 2,
    GS + b"W": 2,
    DLE + b"\x04": 1,
    DLE + b"\x05": 1,
    DLE + b"\x14": 3,
}
_CUT_THEN_FEED = frozenset(b"ABab")
# Commands that say themselves how long they are: after how many bytes, and how.
_VARIABLE: dict[bytes, tuple[int, Callable[[bytes], int]]] = {
    GS + b"V": (1, lambda rest: 2 if rest[0] in _CUT_THEN_FEED else 1),
    GS + b"v": (6, lambda rest: 6 + _number(rest[2:4]) * _number(rest[4:6])),
    GS + b"(": (3, lambda rest: 3 + _number(rest[1:3])),
}


@dataclass(frozen=True, slots=True)
class Command:
    """`name` is the command's first two bytes, one for LF and its like, "" for text; `data` what
    follows. A command nobody knows has `known` False and only its two bytes.
    """

    name: bytes
    data: bytes
    known: bool = True

    @property
    def raw(self) -> bytes:
        return self.name + self.data


def split(stream: bytes) -> tuple[list[Command], bytes]:
    """Return the commands in `stream`, and the bytes of one that has not arrived whole yet."""
    commands: list[Command] = []
    at = 0
    while at < len(stream):
        size = _size(stream, at)
        if size is None or at + size > len(stream):
            break
        commands.append(_command(stream[at : at + size]))
        at += size
    return commands, stream[at:]


def _command(raw: bytes) -> Command:
    if _is_text(raw[0]):
        return Command(b"", raw)
    if raw[0] in _PREFIXED:
        return Command(raw[:2], raw[2:], raw[:2] in _FOLLOWED_BY or raw[:2] in _VARIABLE)
    return Command(raw[:1], b"", raw[0] in ALONE)


def _number(low_high: bytes) -> int:
    return int.from_bytes(low_high, "little")


def _is_text(byte: int) -> bool:
    return byte >= _FIRST_TEXT and byte != _DELETE


def _size(stream: bytes, at: int) -> int | None:
    """Return how long the command at `at` is; None when too little of it is there to tell."""
    if _is_text(stream[at]):
        end = at
        while end < len(stream) and _is_text(stream[end]):
            end += 1
        return end - at
    if stream[at] not in _PREFIXED:
        return 1
    name, rest = stream[at : at + 2], stream[at + 2 : at + 10]
    if name in _VARIABLE:
        known_after, size_of = _VARIABLE[name]
        return 2 + size_of(rest) if len(rest) >= known_after else None
    return 2 + _FOLLOWED_BY.get(name, 0)
