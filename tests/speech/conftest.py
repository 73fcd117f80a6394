"""What a test of speech may ask for; no test leaves a child process behind, not even a dead one."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from core.speech.cache import Cache
from tests.speech.fakes import Loudspeaker


@pytest.fixture(autouse=True)
def _no_child_is_left() -> Iterator[None]:
    before = psutil.Process().children(recursive=True)
    yield
    assert [each for each in psutil.Process().children(recursive=True) if each not in before] == []


@pytest.fixture
def loudspeaker(tmp_path: Path) -> Loudspeaker:
    return Loudspeaker(tmp_path / "played.jsonl")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")
