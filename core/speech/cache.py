"""A folder of WAV files by content: what was said once need not be made again.

Several processes may share it: a file appears complete or not at all (a rename), and an entry
in use is never the one that is removed. The folder stays below `max_bytes`; the least recently
used go first.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from core.errors import SoundFault
from core.speech.sound import duration_of

MAX_BYTES = 100 * 1024 * 1024  # about 450 sentences
IN_USE_S = 120  # an entry used so lately may be playing
_ABANDONED_S = 3600  # a half-written file this old belongs to nobody


def key_of(*parts: str) -> str:
    """Return the name under which what `parts` describe is kept."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


class Cache:
    def __init__(self, folder: Path, *, max_bytes: int = MAX_BYTES) -> None:
        self.folder = folder
        self._max_bytes = max_bytes

    def get(self, key: str) -> Path | None:
        """Return the file of `key` and mark it as used; None when it is not there."""
        path = self._path(key)
        try:
            duration_of(path)
        except SoundFault:  # not there, or cut short by a power failure: to be made again
            return None
        with suppress(OSError):  # somebody else's file: readable all the same
            os.utime(path)
        return path

    def put(self, key: str, make: Callable[[Path], None]) -> Path:
        """Let `make` write the file of `key`, then show it to everybody at once.

        Raises:
            OSError: the folder cannot be written; whatever `make` raises.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=key, suffix=".part")
        os.close(handle)
        draft = Path(name)
        try:
            make(draft)
            try:
                draft.replace(self._path(key))
            except PermissionError:  # Windows: another program plays the same entry right now
                if not self._path(key).exists():
                    raise
        finally:
            draft.unlink(missing_ok=True)
        self.prune()
        return self._path(key)

    def prune(self) -> None:
        """Remove the least recently used entries until the folder is within its size."""
        now = time.time()
        entries: list[tuple[float, int, Path]] = []
        for path in self.folder.iterdir():
            with suppress(OSError):  # another process removed it in between
                status = path.stat()
                if path.suffix == ".part":
                    if now - status.st_mtime > _ABANDONED_S:
                        path.unlink()
                elif path.suffix == ".wav":
                    entries.append((status.st_mtime, status.st_size, path))
        total = sum(size for _, size, _ in entries)
        for used_at, size, path in sorted(entries):
            if total <= self._max_bytes or now - used_at < IN_USE_S:
                return
            with suppress(OSError):  # Windows refuses while another program has it open
                path.unlink()
                total -= size

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.wav"
