"""The machine stays awake while a window wants it, asked over a real D-Bus."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from core.qt.desktop.awake import Awake
from core.qt.desktop.inhibition import Inhibition, session_bus

REASON = "The kiosk is open, ¡siempre!"


class Listened(QProcess):
    """A program whose words are kept."""

    def __init__(self, program: str, *arguments: str) -> None:
        super().__init__()
        self.words = ""
        self.readyReadStandardOutput.connect(self._read)
        self.start(program, list(arguments))

    def _read(self) -> None:
        self.words += bytes(self.readAllStandardOutput().data()).decode()

    def end(self) -> None:
        self.terminate()
        self.waitForFinished()


@pytest.fixture
def heard(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listened]:
    """Return what goes over a session bus of our own."""
    daemon = Listened(
        "dbus-daemon", "--session", "--nofork", "--print-address", f"--address=unix:dir={tmp_path}"
    )
    qtbot.waitUntil(lambda: "\n" in daemon.words)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.words.strip())
    monitor = Listened("dbus-monitor", "--session")
    qtbot.waitUntil(lambda: "NameLost" in monitor.words)  # from here on it hears everything
    yield monitor
    monitor.end()
    daemon.end()


def test_holding_asks_the_desktop_and_releasing_lets_it_go(qtbot: QtBot, heard: Listened) -> None:
    awake = Awake(REASON)

    awake.hold()
    qtbot.waitUntil(lambda: REASON in heard.words)

    assert "interface=org.freedesktop.ScreenSaver; member=Inhibit" in heard.words
    assert 'string "turnos"' in heard.words
    (sender,) = {
        line.partition("sender=")[2].split()[0]
        for line in heard.words.splitlines()
        if "member=Inhibit" in line
    }
    gone = f'string "{sender}"\n   string "{sender}"\n   string ""'
    assert gone not in heard.words
    awake.release()
    qtbot.waitUntil(lambda: gone in heard.words)


def test_holding_again_asks_again(qtbot: QtBot, heard: Listened) -> None:
    awake = Awake(REASON)
    awake.hold()
    awake.hold()
    qtbot.waitUntil(lambda: heard.words.count(REASON) == 1)
    awake.release()

    awake.hold()

    qtbot.waitUntil(lambda: heard.words.count(REASON) == 2)
    awake.release()


def test_a_bus_that_never_answers_holds_nobody_up(qtbot: QtBot, tmp_path: Path) -> None:
    place = tmp_path / "mute"
    with socket.socket(socket.AF_UNIX) as mute:
        mute.bind(str(place))
        mute.listen()
        inhibition = Inhibition(str(place), REASON)

        inhibition.hold()
        peer, _ = mute.accept()
        greeting = peer.recv(100)
        inhibition.release()

        assert greeting.startswith(b"\0AUTH EXTERNAL ")
        assert peer.recv(100) == b""
        peer.close()


def test_a_bus_that_refuses_or_is_gone_is_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    place = tmp_path / "rude"
    inhibition = Inhibition(str(place), REASON)
    inhibition.hold()  # nobody listens yet
    with socket.socket(socket.AF_UNIX) as rude:
        rude.bind(str(place))
        rude.listen()
        inhibition.hold()
        peer, _ = rude.accept()
        peer.recv(100)
        peer.setblocking(False)

        peer.send(b"REJECTED\r\n")

        def is_gone() -> bool:
            try:
                return peer.recv(100) == b""
            except BlockingIOError:
                return False

        qtbot.waitUntil(is_gone)
        peer.close()
    inhibition.release()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("unix:path=/run/user/7/bus", "/run/user/7/bus"),
        ("unix:path=/tmp/a,guid=85d8", "/tmp/a"),
        ("unix:abstract=/tmp/dbus-x,guid=85d8", "\0/tmp/dbus-x"),
        ("tcp:host=127.0.0.1,port=1;unix:path=/tmp/b", "/tmp/b"),
        ("tcp:host=127.0.0.1,port=1", None),
        ("", None),
    ],
)
def test_the_bus_is_found_by_its_address(
    monkeypatch: pytest.MonkeyPatch, address: str, place: str | None
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)

    assert session_bus() == place


def test_without_a_bus_nothing_happens(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    awake = Awake(REASON)

    awake.hold()
    awake.release()

    assert session_bus() is None
