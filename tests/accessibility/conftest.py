"""A real program on a desktop of its own, and somebody at it who does not see."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.clock import FixedClock
from core.machine.config import UNHEARD
from core.office import Office, template
from tests.accessibility.desktop import Desktop, DesktopError, desktop, end
from tests.accessibility.pages import LANGUAGES
from tests.accessibility.reader import Listener, Reader, screen_reader
from tests.conftest import MONDAY_MORNING

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., Listener]
Change = Callable[[Mapping[str, Any]], None]


@contextmanager
def looking_at(office_url: str) -> Iterator[Office]:
    with Office.open(office_url, "san-andres", FixedClock(MONDAY_MORNING)) as office:
        yield office


@pytest.fixture
def backend() -> str:
    """Have every office on SQLite: what is heard does not depend on the database."""
    return "sqlite"


@pytest.fixture(scope="session")
def hall() -> Iterator[tuple[Desktop, Reader]]:
    """Run one desktop and one screen reader for the session."""
    with ExitStack() as open_until_then:
        try:
            screen = open_until_then.enter_context(desktop())
            reader = open_until_then.enter_context(screen_reader(screen.environment))
        except DesktopError as error:
            pytest.fail(str(error))
        yield screen, reader


@pytest.fixture
def screen(hall: tuple[Desktop, Reader]) -> Desktop:
    return hall[0]


@pytest.fixture
def change(office_url: str) -> Change:
    """Change the office's settings; it offers all languages besides."""

    def change_settings(changes: Mapping[str, Any]) -> None:
        document = dict(template("san-andres")) | {"languages": list(LANGUAGES)} | dict(changes)
        with looking_at(office_url) as office:
            office.settings.change(document)

    return change_settings


@pytest.fixture
def start(hall: tuple[Desktop, Reader], tmp_path: Path, office_url: str) -> Iterator[Start]:
    """Start a program at the office, as `tests.windows` does; all are ended afterwards."""
    screen, reader = hall
    programs: list[subprocess.Popen[bytes]] = []

    def start_program(
        name: str = "kiosk",
        *,
        at: datetime = MONDAY_MORNING,
        settings: str = "",
        player: str = "",
        runner: str = "tests.windows.driven",
    ) -> Listener:
        played = [sys.executable, "-c", f"exec({player!r})", UNHEARD]  # a setting is one line
        config = tmp_path / f"{name}.toml"
        config.write_text(
            f"database = {json.dumps(office_url)}\noffice = 'san-andres'\nlanguage = 'es'\n"
            f"show_drafts = true\ndevice = '{name}-1'\n"
            f"[voice]\nplayer = {json.dumps(played)}\n{settings}",
            encoding="utf-8",
        )
        moved_s = (at - datetime.now(UTC)).total_seconds()
        process = subprocess.Popen(
            [sys.executable, "-m", runner, name, str(moved_s), "--config", config],
            cwd=ROOT,
            env=os.environ | dict(screen.environment),
            stdin=subprocess.DEVNULL,
        )
        programs.append(process)
        return Listener(reader, process)

    yield start_program
    ended = [end(program) for program in programs]
    assert set(ended) <= {0}, ended
