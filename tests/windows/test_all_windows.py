"""`turnos windows`: kiosk, counter and display at once, for who tries turnos out."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.machine.config import Config, VoiceConfig
from core.office import Office
from core.qt.desktop import side_by_side
from core.qt.desktop.side_by_side import places
from core.qt.look.language import Texts
from core.qt.office_link.link import Link
from tests.windows.program import PATIENCE_S, ROOT


@pytest.mark.parametrize("backend", ["sqlite"])
def test_three_windows_open_at_once_and_one_ctrl_c_closes_them(
    office_url: str, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("window = 'all'\n[voice]\nengine = 'none'\n")

    with subprocess.Popen(
        [
            *("env", "--default-signal=INT", sys.executable, "-m", "core.cli", "windows"),
            *("--config", str(config), "--database", office_url),
        ],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "TURNOS_DATA": str(tmp_path)},
        start_new_session=True,
    ) as process:
        try:
            wait_for(office_url, {"display", "kiosk"})
            os.killpg(process.pid, signal.SIGINT)
            code = process.wait(PATIENCE_S)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)

    assert code == 0


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("name", ["kiosk", "counter", "display"])
def test_where_turnos_is_tried_out_a_window_leaves_room_for_the_others(
    name: str, office_url: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = places(0, 0, 1366, 728)  # Qt's screen of tests is a small square
    monkeypatch.setattr(side_by_side, "places", lambda *_: shared)
    config = Config(database=office_url, window="all", voice=VoiceConfig(engine="none"))
    opening = import_module(f"{name}.__main__")._open
    more = {"counter": 1} if name == "counter" else {}
    with closing(Link(config)) as link, closing(Texts("es")) as texts:
        window = opening(config, link, texts, **more)
        qtbot.addWidget(window)

        assert not window.isFullScreen()
        assert window.windowTitle().endswith(" · SOPESA"), "else Qt says it once more"
        assert (window.x(), window.y(), window.width(), window.height()) == shared[name]
        window.close()
        window.stop()


def wait_for(office_url: str, kinds: set[str]) -> None:
    """Wait until windows of these kinds have reported."""
    deadline = time.monotonic() + PATIENCE_S
    with Office.open(office_url) as office:
        while not kinds <= {each.kind for each in office.devices.all()}:
            assert time.monotonic() < deadline, office.devices.all()
            time.sleep(0.1)
