"""A key combination taken from the whole X11 desktop, with libxcb alone and without a thread.

Not Xlib: if another program has the combination, Xlib ends the process, unless the one error
handler of the whole process prevents it. libxcb answers whoever asked. Qt needs both libraries
anyway.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

SHIFT, CAPS_LOCK, CONTROL, ALT, NUM_LOCK, SUPER = 1, 2, 4, 8, 16, 64
LOCKS = (0, CAPS_LOCK, NUM_LOCK, CAPS_LOCK | NUM_LOCK)  # whatever lock is on
ASYNC = 1
KEY_PRESS, KEY_RELEASE = 2, 3
SENT = 0x80  # a bit of an event that a program made


class NoServerError(Exception):
    """There is no X server, or no library to reach it."""


class TakenError(Exception):
    """Another program has the combination."""


class _Screens(ctypes.Structure):
    _fields_ = (
        ("root", ctypes.POINTER(ctypes.c_uint32)),  # a screen begins with its root window
        ("rem", ctypes.c_int),
        ("index", ctypes.c_int),
    )


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Event(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("keycode", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("time", ctypes.c_uint32),
    )


@dataclass(frozen=True, slots=True)
class Stroke:
    """The combination went down, or up; `stamp_ms` is when, by the server's clock."""

    is_down: bool
    stamp_ms: int


class Grab:
    """`keysym` with `modifiers` (a mask of the above), from everywhere on `display`, until `close`.

    `display` None is that of the environment.

    Raises:
        NoServerError, TakenError
    """

    def __init__(self, keysym: int, modifiers: int, display: str | None = None) -> None:
        try:
            self._xcb, self._symbols = _libraries()
        except OSError as error:
            raise NoServerError(str(error)) from error
        name = None if display is None else display.encode()
        self._connection: int | None = self._xcb.xcb_connect(name, None)
        try:
            self._take_all(keysym, modifiers)
        except (NoServerError, TakenError):
            self.close()
            raise

    def _take_all(self, keysym: int, modifiers: int) -> None:
        if self.is_lost:
            raise NoServerError("there is no X server")
        setup = self._xcb.xcb_get_setup(self._connection)
        self._root = self._xcb.xcb_setup_roots_iterator(setup).root[0]
        codes = tuple(self._codes_of(keysym))
        if not codes:
            raise TakenError
        for code in codes:
            for lock in LOCKS:
                self._take(code, modifiers | lock)

    def _codes_of(self, keysym: int) -> Iterator[int]:
        table = self._symbols.xcb_key_symbols_alloc(self._connection)
        codes = self._symbols.xcb_key_symbols_get_keycode(table, keysym)
        number = 0
        while codes and codes[number]:
            yield codes[number]
            number += 1
        _free(codes)
        self._symbols.xcb_key_symbols_free(table)

    def _take(self, code: int, modifiers: int) -> None:
        cookie = self._xcb.xcb_grab_key_checked(
            self._connection, 0, self._root, modifiers, code, ASYNC, ASYNC
        )
        if refused := self._xcb.xcb_request_check(self._connection, cookie):
            _free(refused)
            raise TakenError

    @property
    def descriptor(self) -> int:
        """What becomes readable when there may be presses."""
        return int(self._xcb.xcb_get_file_descriptor(self._connection))

    @property
    def is_lost(self) -> bool:
        """Whether the server has gone."""
        return bool(self._xcb.xcb_connection_has_error(self._connection))

    def strokes(self) -> list[Stroke]:
        """Return what happened to it since it was asked last; it does not wait."""
        found = []
        while event := self._xcb.xcb_poll_for_event(self._connection):
            kind = event[0].kind & ~SENT
            if kind in (KEY_PRESS, KEY_RELEASE):
                found.append(Stroke(kind == KEY_PRESS, event[0].time))
            _free(event)
        return found

    def close(self) -> None:
        """Give the combination back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._xcb.xcb_disconnect(connection)


def _free(pointer: object) -> None:
    free = ctypes.CDLL(None).free
    free.restype, free.argtypes = None, (ctypes.c_void_p,)
    free(pointer)


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    xcb, symbols = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL("libxcb-keysyms.so.1")
    pointer, code = ctypes.c_void_p, ctypes.c_uint8
    for library, name, result, arguments in (
        (xcb, "xcb_connect", pointer, (ctypes.c_char_p, pointer)),
        (xcb, "xcb_disconnect", None, (pointer,)),
        (xcb, "xcb_connection_has_error", ctypes.c_int, (pointer,)),
        (xcb, "xcb_get_setup", pointer, (pointer,)),
        (xcb, "xcb_setup_roots_iterator", _Screens, (pointer,)),
        (
            xcb,
            "xcb_grab_key_checked",
            _Cookie,
            (pointer, code, ctypes.c_uint32, ctypes.c_uint16, code, code, code),
        ),
        (xcb, "xcb_request_check", pointer, (pointer, _Cookie)),
        (xcb, "xcb_get_file_descriptor", ctypes.c_int, (pointer,)),
        (xcb, "xcb_poll_for_event", ctypes.POINTER(_Event), (pointer,)),
        (symbols, "xcb_key_symbols_alloc", pointer, (pointer,)),
        (symbols, "xcb_key_symbols_free", None, (pointer,)),
        (symbols, "xcb_key_symbols_get_keycode", ctypes.POINTER(code), (pointer, ctypes.c_uint32)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return xcb, symbols
