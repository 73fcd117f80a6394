"""A window tells systemd that it lives, where systemd listens."""

import socket
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from core.qt.program.watchdog import EVERY_MS, LIMIT_S, Watchdog


@pytest.mark.parametrize("is_abstract", [False, True])
def test_the_watchdog_is_asked_for_and_fed(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_abstract: bool
) -> None:
    place = str(tmp_path / "notify")
    monkeypatch.setenv("NOTIFY_SOCKET", f"@{place}" if is_abstract else place)
    heard: list[bytes] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(f"\0{place}" if is_abstract else place)
        systemd.setblocking(False)
        owner = QObject()

        def hear() -> bool:
            try:
                heard.append(systemd.recv(1000))
            except BlockingIOError:
                return False
            return True

        watchdog = Watchdog(owner)
        qtbot.waitUntil(hear)
        (timer,) = watchdog.findChildren(QTimer)
        assert timer.interval() == EVERY_MS
        timer.setInterval(1)
        qtbot.waitUntil(hear)
        timer.stop()

    assert heard == [f"WATCHDOG_USEC={LIMIT_S}000000\nWATCHDOG=1".encode(), b"WATCHDOG=1"]
    assert EVERY_MS * 3 < LIMIT_S * 1000
    owner.deleteLater()


def test_where_nobody_watches_nothing_happens(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert Watchdog().findChildren(QTimer) == []

    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    watchdog = Watchdog()
    (timer,) = watchdog.findChildren(QTimer)
    qtbot.waitUntil(timer.isActive)  # it told nobody, and lives
    timer.stop()
