"""What `[voice] engine` in a machine's settings makes of its display."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from pytestqt.qtbot import QtBot

from core.domain.receipt import Unspoken
from core.machine.config import UNHEARD, Config, VoiceConfig
from core.office import Office
from core.qt.program.app import load_fonts
from core.qt.workshop.stage import on_stage
from display.window import DisplayWindow, create
from tests.display.builders import WAIT_MS, issue_and_call, on_sqlite, receipts
from tests.speech.fakes import HERE

PLAYER = (sys.executable, str(HERE / "fake_player.py"), "play")


def has_answered(office: Office, engine: str) -> bool:
    found = receipts(office)
    if not found or found[0].shown_at is None:
        return False
    return found[0].unspoken is Unspoken.OFF if engine == "none" else found[0].chimed_at is not None


@on_sqlite
@pytest.mark.parametrize(("engine", "sounds"), [("none", 0), ("chime", 1)])
def test_a_machine_may_show_only_or_chime_only_and_that_is_no_fault(  # noqa: PLR0917 - fixtures
    engine: Literal["none", "chime"],
    sounds: int,
    qtbot: QtBot,
    office_url: str,
    staffed_office: Office,
    tmp_path: Path,
    open_office: Callable[[Config], Office],
) -> None:
    load_fonts()
    notes = tmp_path / "played.jsonl"
    voice = VoiceConfig(engine=engine, player=(*PLAYER, str(notes), UNHEARD))
    config = Config(database=office_url, office="san-andres", device="tv", voice=voice)

    with on_stage(create, config, open_office) as window:
        assert isinstance(window, DisplayWindow)
        window.show()
        qtbot.waitUntil(lambda: window.presenter.shown.settings is not None, timeout=WAIT_MS)
        issue_and_call(staffed_office)
        qtbot.waitUntil(lambda: has_answered(staffed_office, engine), timeout=WAIT_MS)

    (receipt,) = receipts(staffed_office)
    played = notes.read_text().splitlines() if notes.exists() else []
    assert len(played) == sounds
    assert receipt.failed is None
    assert receipt.spoken_at is None
    assert (receipt.chimed_at is not None) is bool(sounds)
