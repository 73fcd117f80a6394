"""What is left behind of an error nobody expected: where it happened and of what kind, in a file.

Free of Qt, so that the command line uses it too. A message may quote a person: none is written.
"""

import logging
import platform
from datetime import UTC, datetime
from pathlib import Path

from core.errors import Unexpected
from core.machine import private
from core.qt.traces.logs import where

KEPT = 20
UNWRITTEN = "-"
_log = logging.getLogger(__name__)


class _Notes:
    """Where this program's reports go, and which errors have theirs already."""

    def __init__(self) -> None:
        self.name = "turnos"
        self.folder: Path | None = None
        self.reports: dict[str, Path | None] = {}


_notes = _Notes()


def keep_in(folder: Path | None, name: str) -> None:
    """Write this program's reports to `folder` from now on; None: nowhere."""
    _notes.name, _notes.folder = name, folder
    forget()


def forget() -> None:
    """Take the next error as one that nobody has met yet."""
    _notes.reports.clear()


def noted() -> tuple[str, ...]:
    """Return where the errors noted so far happened, and of what kind they were."""
    return tuple(_notes.reports)


def unexpected(error: Exception) -> Unexpected:
    """Return the sentence for an error nobody expected; its report is written once.

    The same error again, a paper tried every few seconds, is logged and adds no report.
    """
    place = where(error)
    if place not in _notes.reports:
        _log.error("unexpected", exc_info=error)
        _notes.reports[place] = _kept(error)
    else:
        _log.error("unexpected again: %s", type(error).__name__)
    found = Unexpected(program=_notes.name, report=_notes.reports[place] or UNWRITTEN)
    found.__cause__ = error
    return found


def _kept(error: Exception) -> Path | None:
    if _notes.folder is None:
        return None
    try:
        return write(_notes.folder, _notes.name, error)
    except OSError:
        return None


def write(folder: Path, name: str, error: BaseException) -> Path:
    """Write a report of `error` and return its file; of each program the newest are kept.

    Raises:
        OSError: it cannot be written.
    """
    private.make_folder(folder)
    path = folder / f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.txt"
    text = "\n".join(
        (
            f"program   {name}",  # unsaid
            f"turnos    {_version('turnos')}",  # unsaid
            f"Python    {platform.python_version()}",  # unsaid
            f"PySide6   {_version('PySide6_Essentials')}",
            f"system    {platform.system()} {platform.release()} {platform.machine()}",  # unsaid
            "",
            where(error),
            "",
        )
    )
    with open(path, "x", encoding="utf-8", opener=private.open_file) as file:
        file.write(text)
    drop_old(folder, name)
    return path


def drop_old(folder: Path, name: str) -> None:
    """Keep the newest reports of a program only."""
    for old in sorted(folder.glob(f"{name}-2*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)


def _version(package: str) -> str:
    from importlib.metadata import (  # noqa: PLC0415 - 15 ms that no start needs
        PackageNotFoundError,
        version,
    )

    try:
        return version(package)
    except PackageNotFoundError:
        return "from its folder"  # unsaid
