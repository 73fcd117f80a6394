"""The file that a copy is: one ZIP archive, whole or refused.

`copy.json` says what it is and when it was made, `tables/` holds a JSON line for each row, `files/`
pictures and recordings where they were asked for. The archive's comment is the SHA-256 of every
byte before it, so that what was cut, or changed by a byte, is no copy any more.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import msgspec

from core.errors import (
    N_,
    CopyDamaged,
    CopyFilesNotWritten,
    CopyNotWritten,
    CopyTooNew,
    CopyUnreadable,
    Words,
)
from core.machine import private
from core.reasons import reason
from core.store.copying.rows import CopiedTable

FORMAT = 1
ABOUT = "copy.json"
_DIGEST_LENGTH = 2 * sha256().digest_size  # in hex
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class CopiedOffice:
    """An office in a copy, with the number of its latest event and its business day."""

    id: str
    name: str
    events: int
    day: str


@dataclass(frozen=True, slots=True)
class About:
    """What a copy says of itself; `program` and `schema` are the versions that made it."""

    format: int
    program: str
    schema: str
    at: datetime
    database: str
    offices: tuple[CopiedOffice, ...]
    tables: tuple[CopiedTable, ...]
    files: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


class Writing:
    """A copy that is being written."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive

    def table(self, name: str) -> IO[bytes]:
        return self._archive.open(_member(name), "w", force_zip64=True)

    def add_files(self, files: Mapping[str, Path]) -> None:
        for name, path in files.items():
            self._archive.write(path, f"files/{name}")

    def finish(self, about: About) -> None:
        self._archive.writestr(ABOUT, msgspec.json.format(msgspec.json.encode(about), indent=1))


@contextmanager
def written(path: Path) -> Iterator[Writing]:
    """Write a copy to `path`: it stands there when it is whole, on the disk, and never before.

    Raises:
        CopyNotWritten: nothing of it is left there.
    """
    draft = path.with_name(f"{path.name}.part")
    try:
        try:
            with open(draft, "wb", opener=private.open_file) as file:
                with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as archive:
                    yield Writing(archive)
                    archive.comment = bytes(b"0" * _DIGEST_LENGTH)
                _seal(draft, file)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise CopyNotWritten(path=path, problem=reason(error)) from error


def _seal(draft: Path, file: BinaryIO) -> None:
    """Put the digest in the place that was kept for it, and the file on the disk."""
    file.flush()
    with draft.open("rb") as written_so_far:
        digest = _digest(written_so_far, draft.stat().st_size - _DIGEST_LENGTH)
    file.seek(-_DIGEST_LENGTH, os.SEEK_END)
    file.write(digest.encode())
    file.flush()
    os.fsync(file.fileno())


class Reading:
    """A copy that was found whole."""

    def __init__(self, path: Path, archive: ZipFile, about: About) -> None:
        self._path = path
        self._archive = archive
        self.about = about

    def table(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a table.

        Raises:
            CopyUnreadable, CopyDamaged
        """
        with _told(self._path), self._archive.open(_member(name)) as lines:
            yield from lines

    def put_files(self, folder: Path) -> None:
        """Write the pictures and recordings into `folder`.

        Raises:
            CopyFilesNotWritten: the folder takes them not, or not all.
            CopyUnreadable, CopyDamaged
        """
        for name in self.about.files:
            try:
                if (place := _place(folder, name)) is not None:
                    place.write_bytes(self._file(name))
            except OSError as error:
                raise CopyFilesNotWritten(folder=folder, problem=reason(error)) from error

    def _file(self, name: str) -> bytes:
        with _told(self._path):
            return self._archive.read(f"files/{name}")


def _place(folder: Path, name: str) -> Path | None:
    """Return where a file goes; None for a name that leads elsewhere: it was never ours."""
    place = folder / name
    if not place.resolve().is_relative_to(folder.resolve()):
        return None
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


@contextmanager
def opened(path: Path, *, known: tuple[str, ...]) -> Iterator[Reading]:
    """Open a copy that is whole and of a schema that is `known`.

    Raises:
        CopyUnreadable: there is no such file, or it cannot be read.
        CopyDamaged: it is cut or changed, or no copy.
        CopyTooNew: a newer turnos made it.
    """
    with ExitStack() as open_files:
        with _told(path):
            file = open_files.enter_context(path.open("rb"))
            _check_whole(path, file)
            archive = open_files.enter_context(ZipFile(file))
            about = _about(path, archive, known)
        yield Reading(path, archive, about)  # what fails from here on may be no fault of the copy


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell what fails while the copy is read as what it means for it."""
    try:
        yield
    except OSError as error:
        raise CopyUnreadable(path=path, problem=reason(error)) from error
    except (BadZipFile, NotImplementedError, KeyError) as error:
        raise CopyDamaged(path=path, problem=N_("it is no copy that turnos made")) from error


def _check_whole(path: Path, file: BinaryIO) -> None:
    size = path.stat().st_size
    if size <= _DIGEST_LENGTH or file.read(4) != b"PK\x03\x04":
        raise CopyDamaged(path=path, problem=N_("it is no copy that turnos made"))
    file.seek(0)
    digest = _digest(file, size - _DIGEST_LENGTH)
    if file.read(_DIGEST_LENGTH) != digest.encode():
        problem = N_("it was cut, or changed since it was made")
        raise CopyDamaged(path=path, problem=problem)
    file.seek(0)


def _about(path: Path, archive: ZipFile, known: tuple[str, ...]) -> About:
    plain = msgspec.json.decode(archive.read(ABOUT))
    is_ours = isinstance(plain, dict) and isinstance(plain.get("format"), int)
    if not is_ours:
        raise CopyDamaged(path=path, problem=N_("it is no copy that turnos made"))
    if plain["format"] > FORMAT or plain.get("schema") not in known:
        raise CopyTooNew(path=path, program=plain.get("program", "?"))
    try:
        return msgspec.convert(plain, About)
    except msgspec.ValidationError as error:
        problem = Words(N_("what it says of itself cannot be read ({problem})"), problem=error)
        raise CopyDamaged(path=path, problem=problem) from error


def _digest(file: BinaryIO, size: int) -> str:
    """Return the SHA-256 of the first `size` bytes, in hex; the file stands behind them."""
    digest, left = sha256(), size
    while left and (chunk := file.read(min(left, _CHUNK))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest()


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"
