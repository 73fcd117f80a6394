"""Putting files where they belong, and taking exactly those away again.

What was put, and what stood there before, is written down in a record beside: a file that was not
ours is saved under another name and comes back when ours goes. With a root the whole takes place
below that folder, for making an image of a disk, and for tests.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Literal

import msgspec

from core.cli.kiosk_setup.files import FilledFile
from core.errors import FolderNotWritable
from core.reasons import reason

SAVED = ".turnos-saved"


@dataclass(frozen=True, slots=True)
class FileChange:
    """One thing done, or to be done: `beside` is where a link leads, or the saved file's name."""

    what: Literal["write", "link", "save", "remove", "restore"]
    path: str
    beside: str = ""
    text: str = ""
    mode: int = 0


@dataclass(slots=True)
class Record:
    """What was put where: each path with the name its predecessor was saved under, and folders."""

    put: dict[str, str] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)


class TargetPlace:
    """A machine's disk, or the folder `root` that stands for it; `record` is a path on it."""

    def __init__(self, record: PurePath, root: Path | None = None) -> None:
        self._root = root
        self._file = self._here(str(record), type(record))
        self._flavour = type(record)
        self._record = self._read()

    # --- what there is to do

    def to_put(self, pieces: Sequence[FilledFile]) -> tuple[FileChange, ...]:
        """Return what is missing until exactly `pieces` stand here."""
        wanted = {str(piece.path) for piece in pieces}
        changes = [
            change for path in self._record.put if path not in wanted for change in self._take(path)
        ]
        for piece in pieces:
            changes += self._put(piece)
        return tuple(changes)

    def to_remove(self) -> tuple[FileChange, ...]:
        """Return what takes everything away that was put here."""
        return tuple(change for path in self._record.put for change in self._take(path))

    def _put(self, piece: FilledFile) -> Iterator[FileChange]:
        path = str(piece.path)
        here = self._on_disk(path)
        if _is_as(piece, here):
            return
        if os.path.lexists(here) and path not in self._record.put:
            yield FileChange("save", path, self._free_name(path))
        if piece.leads_to:
            yield FileChange("link", path, piece.leads_to)
        else:
            yield FileChange("write", path, text=piece.text, mode=piece.mode)

    def _take(self, path: str) -> Iterator[FileChange]:
        yield FileChange("remove", path)
        if saved := self._record.put[path]:
            yield FileChange("restore", path, saved)

    def _free_name(self, path: str) -> str:
        name, number = f"{path}{SAVED}", 1
        while os.path.lexists(self._on_disk(name)):
            number += 1
            name = f"{path}{SAVED}-{number}"
        return name

    # --- doing it

    def carry_out(self, changes: Sequence[FileChange]) -> None:
        """Do `changes`, in order; the record is right after each of them.

        Raises:
            FolderNotWritable: something cannot be written; what was done before stays done.
        """
        for change in changes:
            try:
                self._do(change)
                self._write()
            except OSError as error:
                folder = self._on_disk(change.path).parent
                problem = reason(error)
                raise FolderNotWritable(folder=folder, problem=problem) from error

    def _do(self, change: FileChange) -> None:
        here = self._on_disk(change.path)
        match change.what:
            case "save":
                here.rename(self._on_disk(change.beside))
                self._record.put[change.path] = change.beside
            case "write" | "link":
                self._make_folder(here.parent)
                self._record.put.setdefault(change.path, "")
                self._write()
                part = here.with_name(f"{here.name}.turnos-part")
                part.unlink(missing_ok=True)
                if change.what == "link":
                    part.symlink_to(change.beside)
                else:
                    part.write_bytes(change.text.encode())
                    part.chmod(change.mode)
                part.replace(here)
            case "remove":
                here.unlink(missing_ok=True)
                if not self._record.put[change.path]:
                    del self._record.put[change.path]
            case "restore":
                self._on_disk(change.beside).rename(here)
                del self._record.put[change.path]

    def _make_folder(self, folder: Path) -> None:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            each.mkdir(mode=0o755)
            if self._root is None or each.is_relative_to(self._root):
                self._record.folders.append(str(each))

    # --- the record

    def _read(self) -> Record:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=Record)
        except FileNotFoundError:
            return Record()

    def _write(self) -> None:
        if self._record.put:
            self._make_folder(self._file.parent)
            self._file.write_bytes(msgspec.json.format(msgspec.json.encode(self._record)))
            return
        self._file.unlink(missing_ok=True)
        for folder in reversed(self._record.folders):
            try:
                Path(folder).rmdir()
            except OSError:  # somebody else's file is in it by now
                continue
        self._record.folders.clear()

    def _on_disk(self, path: str) -> Path:
        return self._here(path, self._flavour)

    def _here(self, path: str, flavour: type[PurePath]) -> Path:
        if self._root is None:
            return Path(path)
        return self._root.joinpath(*flavour(path).parts[1:])


def _is_as(piece: FilledFile, here: Path) -> bool:
    if piece.leads_to:
        return here.is_symlink() and str(here.readlink()) == piece.leads_to
    if here.is_symlink() or not here.is_file():
        return False
    is_allowed = os.name == "nt" or here.stat().st_mode & 0o777 == piece.mode
    return is_allowed and here.read_bytes() == piece.text.encode()
