"""A slip as the bytes that receipt printers understand (ESC/POS), through python-escpos.

Two styles. *Drawn*: the whole paper as dots in our own letters, the same on every printer; for
every wire but the slow one. *Typed*: the printer's own letters in the best of its code pages, with
dots only for the pictograms and the square code: over a serial wire of 9600 baud a drawn paper
would take 100 s, a typed one 6 s.

One thread only: python-escpos 3.1 mixed the tickets of four.
"""

import logging
import os
import re
import struct
import tempfile
import textwrap
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from core.domain.ticket import Line
from core.printing.escpos.models import Head
from core.printing.slip.qr import modules
from core.printing.slip.raster import pictograms, square, strips
from core.printing.slip.slip import (
    Banner,
    Bars,
    Block,
    Code,
    Ruler,
    Slip,
    SlipRule,
    SlipSize,
    SlipText,
    Square,
)

if TYPE_CHECKING:
    from PIL.Image import Image

_PROFILE = "TM-T20II"  # sizes and the cutter; a profile without a width prints a warning
SHADES = "█▓▒░"  # all in code pages 437, 850 and 858
BEGIN, END = b"\x1b@", b"\x1bd\x06\x1dV\x01"  # as new; feed six lines to the knife and cut
BAND = 64  # rows of dots sent at once: 5 KB on the widest head, as some have no more memory
_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")
_PICKLES = "ESCPOS_CAPABILITIES_PICKLE_DIR"
_PLAINER = str.maketrans(
    {
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{EURO SIGN}": "EUR",
    }
)
# Sizes of the printer's letters, for python-escpos's `set`. Normal ones are 2 mm high: too small.
_SIZES: dict[SlipSize, dict[str, bool]] = {
    SlipSize.COMPANY: {"bold": True, "double_width": True, "double_height": True},
    SlipSize.PLAIN: {"bold": False, "double_height": True},
    SlipSize.STRONG: {"bold": True, "double_height": True},
    SlipSize.LEAD: {"bold": True, "double_height": True},
    SlipSize.FIGURE: {"bold": True, "double_width": True, "double_height": True},
}


def drawn(slip: Slip, head: Head) -> bytes:
    """Return the job that prints a slip as dots."""
    grain = head.paper.grain
    pictures = (
        _picture(strip.resize((strip.width * grain, strip.height * grain), 0))
        for strip in strips(slip, head.paper)
    )
    return BEGIN + b"".join(pictures) + END


def _picture(strip: "Image") -> bytes:
    """Return the commands that print a strip, in bands.

    A band of `BAND` rows goes on in the next one: so a reader of the job can tell where a strip
    ends.
    """
    bands = b""
    top = 0
    while top < strip.height:
        rows = min(BAND, strip.height - top)
        if rows == strip.height - top == BAND:
            rows -= 1
        dots = _without_orders(strip.crop((0, top, strip.width, top + rows)))
        bands += b"\x1dv0\x00" + struct.pack("<HH", (strip.width + 7) // 8, rows) + dots
        top += rows
    return bands


def typed(slip: Slip, head: Head) -> bytes:
    """Return the job that prints a slip in the printer's own letters."""
    printer = _dummy()
    printer.hw("INIT")
    printer._raw(b"\x1bt" + bytes([head.code_page_number]))  # noqa: SLF001 - a page by its number
    printer.set(align="center")
    for block in slip.blocks:
        _type(printer, block, head)
    printer.cut(mode="PART")
    return bytes(printer.output)


def _type(printer: Any, block: Block, head: Head) -> None:
    columns = head.columns
    match block:
        case SlipText():
            size = _SIZES[block.role]
            printer.set(**size)
            room = columns // 2 if "double_width" in size else columns
            for line in _wrap(block.words, room, head):
                _line(printer, line, head)
        case Code():
            width = min(8, columns // len(block.code))
            printer.set(custom_size=True, width=width, height=max(7, min(8, width + 2)), bold=True)
            _line(printer, printable(block.code, head.code_page), head)
        case Banner():
            printer.image(_harmless(pictograms(block.line)))
            printer.set(**_SIZES[SlipSize.LEAD], invert=block.line is Line.PREFERENTIAL)
            for line in _wrap(block.words, columns - 2, head):
                _line(printer, f" {line} ", head)
            printer.set(invert=False)
        case SlipRule():
            printer.set(normal_textsize=True, bold=False)
            _line(printer, "-" * columns, head)
        case Square() | Ruler() | Bars():
            _type_mark(printer, block, head)
        case _:
            pass  # the printer's own line spacing is air enough


def _type_mark(printer: Any, block: Square | Ruler | Bars, head: Head) -> None:
    printer.set(normal_textsize=True, bold=False)
    match block:
        case Square():
            _line(printer, "", head)  # the white above; below, the paper is fed to its cut
            printer.image(_harmless(square(modules(block.words), quiet=0)))
        case Ruler():
            _line(printer, ("1234567890" * head.columns)[: head.columns], head)
        case Bars():
            for shade in SHADES:
                _line(printer, shade * head.columns, head)


def _line(printer: Any, text: str, head: Head) -> None:
    """Print a line; the library would choose a code page of its own for it."""
    printer._raw(text.encode(head.code_page, "replace") + b"\n")  # noqa: SLF001


def _wrap(words: str, columns: int, head: Head) -> list[str]:
    text = printable(words, head.code_page)
    parts = [text] if len(text) <= columns else text.split(" · ")
    return [line for part in parts for line in textwrap.wrap(part, columns)]


def printable(text: str, code_page: str = "CP850") -> str:
    """Return `text` in characters of a code page, the nearest where it lacks one."""
    plain = unicodedata.normalize("NFC", text).translate(_PLAINER)
    return "".join(_nearest(char, code_page) for char in plain)


def _nearest(char: str, code_page: str) -> str:
    for candidate in (char, unicodedata.normalize("NFKD", char)[0]):
        try:
            candidate.encode(code_page)
        except UnicodeEncodeError:
            continue
        return candidate
    return "?"


def _harmless(strip: "Image") -> "Image":
    """Return a strip as black on white, without the dots that spell a real-time command."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - heavy, and only where something is printed

    return ImageChops.invert(Image.frombytes("1", strip.size, _without_orders(strip)))


def _without_orders(strip: "Image") -> bytes:
    """Return the dots of a strip without those that spell a real-time command.

    A printer obeys DLE EOT, DLE ENQ and DLE DC4 even inside a picture: one of them opens a cash
    drawer, one turns the printer off. The lone dot that makes such a DLE is not missed.
    """
    return _REAL_TIME.sub(b"\x00", strip.tobytes())


def _dummy() -> Any:
    """Return a python-escpos printer that only collects bytes."""
    return _library().Dummy(profile=_PROFILE)


@cache
def _library() -> Any:
    with _contained():
        from escpos import printer  # noqa: PLC0415 - half a second, and see below

    return printer


@contextmanager
def _contained() -> Iterator[None]:
    """Undo what importing python-escpos 3.1 does besides: it gives the root logger a handler and
    leaves a folder behind in the temporary directory, every time. With a folder that programs
    share instead, 11 of 12 that started at once crashed. Can go when `escpos/capabilities.py`
    has neither `basicConfig` nor `mkdtemp`.
    """
    me, make_folder = threading.get_ident(), tempfile.mkdtemp
    root, handler = logging.getLogger(), logging.NullHandler()
    shared = os.environ.pop(_PICKLES, None)
    root.addHandler(handler)  # with any handler there, basicConfig does nothing
    try:
        with tempfile.TemporaryDirectory(prefix="turnos-") as folder:

            def ours(*args: Any, **options: Any) -> str:
                if threading.get_ident() == me and not args and not options:
                    return folder
                return str(make_folder(*args, **options))

            tempfile.mkdtemp = ours  # type: ignore[assignment] # its overloads are for bytes too
            try:
                yield
            finally:
                tempfile.mkdtemp = make_folder
    finally:
        root.removeHandler(handler)
        if shared is not None:
            os.environ[_PICKLES] = shared
