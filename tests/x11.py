"""An X server of a test's own, and a keyboard at it."""

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

CONTROL, F9, LETTER_A, CAPS_LOCK = 0xFFE3, 0xFFC6, 0x61, 0xFFE5


@contextmanager
def x_server() -> Iterator[str]:
    """Run an X server of its own, and return its display."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset", "-displayfd"]
    with subprocess.Popen(
        [*command, str(writing)], pass_fds=(writing,), stderr=subprocess.DEVNULL
    ) as process:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        yield f":{number}"
        process.terminate()


def press(display: str, *keysyms: int) -> None:
    """Press and release keys together, as a keyboard does."""
    x11, test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XKeysymToKeycode.argtypes = (ctypes.c_void_p, ctypes.c_ulong)
    test.XTestFakeKeyEvent.argtypes = (ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong)
    x11.XCloseDisplay.argtypes = x11.XSync.argtypes = (ctypes.c_void_p,)
    connection = x11.XOpenDisplay(display.encode())
    codes = [x11.XKeysymToKeycode(connection, keysym) for keysym in keysyms]
    for down, order in ((1, codes), (0, codes[::-1])):
        for code in order:
            test.XTestFakeKeyEvent(connection, code, down, 0)
    x11.XCloseDisplay(connection)
