"""The log of a window: a small rotating file, without personal data."""

import logging
import sys
import traceback
from copy import copy
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import cast

from core.machine import private
from core.machine.address import without_passwords

BYTES = 1_000_000
FILES = 5
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PrivateFormatter(logging.Formatter):
    """Writes where an exception happened and of what kind it was, never what it says."""

    def format(self, record: logging.LogRecord) -> str:
        own = copy(record)
        own.exc_text = None  # another handler may have left the whole message there
        return without_passwords(super().format(own))

    def formatException(self, ei: ExcInfo) -> str:
        return where(ei[1]) if ei[1] is not None else ""


class PrivateFile(RotatingFileHandler):
    """A log that this account alone reads, also after it was rotated."""

    def _open(self) -> TextIOWrapper:
        return cast(
            "TextIOWrapper",
            open(self.baseFilename, self.mode, encoding=self.encoding, opener=private.open_file),
        )

    def handleError(self, record: logging.LogRecord) -> None:
        """Do without what cannot be written: a full disk must not fill standard error too."""


def where(error: BaseException) -> str:
    """Return the frames and kinds of `error` and its causes, oldest first, without messages.

    Places alone: a line of source may quote what was typed, and how a Python marks the part of it
    that failed differs from release to release.
    """
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = "".join(
            f'  File "{of.f_code.co_filename}", line {line}, in {of.f_code.co_name}\n'  # unsaid
            for of, line in traceback.walk_tb(current.__traceback__)
        )
        kind = f"{type(current).__module__}.{type(current).__qualname__}"
        parts.append(f"{frames}{kind}")
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return "\nled to\n".join(reversed(parts))  # unsaid


def start_log(name: str, folder: Path) -> Path | None:
    """Log this process to `folder`/`name`.log; return the file, None when it cannot be written.

    Without a file the log goes to stderr: a window works all the same.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    path: Path | None = folder / f"{name}.log"
    handler: logging.Handler
    try:
        private.make_folder(folder)
        for earlier in (folder, *folder.glob(f"{name}.log*")):
            private.close(earlier)
        handler = PrivateFile(
            folder / f"{name}.log", maxBytes=BYTES, backupCount=FILES, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
        path = None
    handler.setFormatter(PrivateFormatter(FORMAT))
    root.addHandler(handler)
    if path is None:
        logging.getLogger(__name__).warning("no log can be written in %s", folder)
    return path
