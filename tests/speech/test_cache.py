"""The cache of finished sounds: complete or absent, bounded, shared by several processes."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.speech import sound
from core.speech.cache import IN_USE_S, Cache, key_of
from tests.speech.fakes import a_tone

WRITERS = 4
WRITE_MANY = """
import sys
from pathlib import Path
from core.speech import sound
from core.speech.cache import Cache
cache = Cache(Path(sys.argv[1]), max_bytes=200_000)
for turn in range(40):
    key = f"key{turn % 5}"
    cache.put(key, lambda draft: sound.write(sound.silence(100), draft))
    path = cache.get(key)
    assert path is not None and sound.duration_of(path) == 0.1, path
"""


def keep(cache: Cache, key: str, *, age_s: float = 0.0) -> Path:
    path = cache.put(key, lambda draft: sound.write(a_tone(0.1), draft))
    used_at = time.time() - age_s
    os.utime(path, (used_at, used_at))
    return path


def test_what_was_put_is_found_again(cache: Cache) -> None:
    path = keep(cache, "one")

    assert cache.get("one") == path
    assert cache.get("other") is None


def test_different_parts_never_share_a_key() -> None:
    assert key_of("a", "bc") != key_of("ab", "c")
    assert key_of("a", "b") == key_of("a", "b")


def test_a_making_that_fails_leaves_nothing_behind(cache: Cache) -> None:
    def fail(draft: Path) -> None:
        draft.write_text("half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        cache.put("one", fail)

    assert list(cache.folder.iterdir()) == []


def test_an_entry_cut_short_by_a_power_failure_is_not_used(cache: Cache) -> None:
    keep(cache, "one").write_bytes(b"")

    assert cache.get("one") is None


def test_the_least_recently_used_go_first_when_the_folder_is_full(tmp_path: Path) -> None:
    size = keep(Cache(tmp_path / "size"), "one").stat().st_size
    cache = Cache(tmp_path / "cache", max_bytes=2 * size)
    keep(cache, "old", age_s=IN_USE_S + 20)
    keep(cache, "older", age_s=IN_USE_S + 30)
    cache.get("older")

    keep(cache, "new")

    assert [cache.get(key) is not None for key in ("older", "old", "new")] == [True, False, True]


def test_an_entry_that_may_be_playing_is_never_removed(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", max_bytes=1)

    playing = keep(cache, "playing", age_s=IN_USE_S - 60)
    keep(cache, "new")

    assert playing.exists()


def test_drafts_of_a_program_that_died_are_swept(cache: Cache) -> None:
    keep(cache, "one")
    abandoned, fresh = cache.folder / "two-x.part", cache.folder / "three-x.part"
    for draft in (abandoned, fresh):
        draft.write_bytes(b"half")
    os.utime(abandoned, (0, 0))

    cache.prune()

    assert not abandoned.exists()
    assert fresh.exists()


def test_several_processes_write_the_same_entries_at_once(cache: Cache) -> None:
    command = [sys.executable, "-c", WRITE_MANY, str(cache.folder)]

    writers = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(WRITERS)]
    complaints = [writer.communicate()[1].decode() for writer in writers]

    assert complaints == [""] * WRITERS
    assert sorted(path.name for path in cache.folder.iterdir()) == [
        f"key{at}.wav" for at in range(5)
    ]
