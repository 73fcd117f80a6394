"""A started window: it ends on signals, and a crash leaves a report without personal data."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.qt.desktop.screens import offscreen_platform
from core.qt.traces.crash import CRASHED, CrashReports
from core.qt.traces.fault_report import KEPT
from core.qt.traces.logs import start_log, where

DEADLINE_S = 30
SECRET = "Dora Forbes"

WINDOW = """
import sys
from pathlib import Path
from core.qt.program.app import create_application
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
app = create_application(["kiosk"], "kiosk", folder=Path(sys.argv[1]))
window = QWidget()
window.show()
{body}
sys.exit(app.exec())
"""
READY = 'QTimer.singleShot(0, lambda: print("ready", flush=True))'
CRASH = """
def crash():
    name = "Dora Forbes"
    raise ValueError(f"cannot greet {name}")
QTimer.singleShot(0, crash)
"""
THREAD_CRASH = """
import threading
def crash():
    raise ValueError("Dora Forbes")
QTimer.singleShot(0, lambda: threading.Thread(target=crash).start())
"""


def start(folder: Path, body: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WINDOW.format(body=body), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_window_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    with start(tmp_path, READY) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

        process.send_signal(number)

        assert process.wait(DEADLINE_S) == 0
    assert "kiosk started" in (tmp_path / "logs" / "kiosk.log").read_text(encoding="utf-8")
    assert not list((tmp_path / "crashes").iterdir())


def test_a_signal_that_comes_before_a_window_s_loop_has_begun_ends_it_too(tmp_path: Path) -> None:
    with start(tmp_path, "import signal; signal.raise_signal(signal.SIGTERM)") as process:
        process.communicate(timeout=DEADLINE_S)

    assert process.returncode == 0


@pytest.mark.parametrize("body", [CRASH, THREAD_CRASH])
def test_a_crash_leaves_a_report_and_a_sentence_and_ends_the_window(
    tmp_path: Path, body: str
) -> None:
    with start(tmp_path, body) as process:
        _, said = process.communicate(timeout=DEADLINE_S)

    reports = list((tmp_path / "crashes").glob("kiosk-2*.txt"))
    assert process.returncode == CRASHED
    assert len(reports) == 1
    assert "The window kiosk stopped" in said
    report = reports[0].read_text(encoding="utf-8")
    assert "in crash" in report
    assert "ValueError" in report
    log = (tmp_path / "logs" / "kiosk.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert SECRET not in report + log + said


def test_a_window_starts_though_nothing_can_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")

    with start(blocked, "QTimer.singleShot(0, app.quit)") as process:
        _, said = process.communicate(timeout=DEADLINE_S)

    assert process.returncode == 0
    assert "no log can be written" in said


def look_up() -> None:
    raise KeyError(SECRET)


def chained() -> BaseException:
    try:
        look_up()
    except KeyError as inner:
        error = ValueError(SECRET)
        error.__cause__ = inner
    return error


def test_a_trace_quotes_no_line_of_source() -> None:
    """On Python 3.13 such a line was in a log, and with it what a person had typed."""
    with pytest.raises(ValueError) as found:  # noqa: PT011 - ours
        raise ValueError("What stands in this line")

    trace = where(found.value)

    assert "stands in this line" not in trace
    assert "raise" not in trace
    assert f'File "{__file__}", line ' in trace
    assert "in test_a_trace_quotes_no_line_of_source" in trace


def test_a_trace_names_kinds_and_places_of_the_whole_chain_but_no_message() -> None:
    trace = where(chained())

    assert trace.index("builtins.KeyError") < trace.index("builtins.ValueError")
    assert "test_app.py" in trace
    assert SECRET not in trace


def test_only_the_last_reports_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "crashes"
    reports = CrashReports("kiosk", folder)

    for _ in range(KEPT + 5):
        reports.report(ValueError())

    assert len(list(folder.iterdir())) == KEPT


def test_what_native_code_left_outlives_the_restart_that_it_should_explain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    folder = tmp_path / "crashes"
    folder.mkdir()
    (folder / "kiosk-fault.txt").write_text("Fatal Python error: Segmentation fault")

    reports = CrashReports("kiosk", folder)
    reports.install()
    reports.close()

    [kept] = folder.iterdir()
    assert kept.name.startswith("kiosk-2")
    assert "Segmentation fault" in kept.read_text()


def test_a_report_is_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "crashes"

    CrashReports("kiosk", folder).report(ValueError())

    assert next(folder.iterdir()).stat().st_mode & 0o077 == 0


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield root
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_the_log_rotates(tmp_path: Path, root_logger: logging.Logger) -> None:
    folder = tmp_path / "logs"
    path = start_log("display", folder)
    line = "x" * 100_000

    for _ in range(25):
        logging.getLogger("test").info(line)

    assert path == folder / "display.log"
    assert sorted(each.name for each in folder.iterdir()) == [
        "display.log",
        "display.log.1",
        "display.log.2",
    ]


def test_screens_that_are_not_there_have_the_sizes_asked_for(tmp_path: Path) -> None:
    platform = offscreen_platform(tmp_path, (1080, 1920), (1920, 1080))
    code = (
        "from PySide6.QtGui import QGuiApplication\n"
        "app = QGuiApplication([])\n"
        "print([(s.size().width(), s.size().height()) for s in app.screens()])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"QT_QPA_PLATFORM": platform},
        capture_output=True,
        text=True,
        check=True,
        timeout=DEADLINE_S,
    )

    assert done.stdout.strip() == "[(1080, 1920), (1920, 1080)]"


def test_errors_of_the_system_stay_english_in_a_spanish_account(tmp_path: Path) -> None:
    """Only so are a server's reasons known; those of libpq are the C library's."""
    code = (
        "import locale, os, sys\n"
        "from pathlib import Path\n"
        "from core.qt.program.app import create_application\n"
        "app = create_application([], 'counter', folder=Path(sys.argv[1]))\n"
        "print(locale.setlocale(locale.LC_MESSAGES), os.strerror(2))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env=os.environ | {"LC_ALL": "C.UTF-8", "LANGUAGE": "es"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
        timeout=DEADLINE_S,
    )

    assert done.stdout.strip() == "C No such file or directory"


NO_SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def started_without(screen: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    """Run `turnos` or a window's own program in Spanish with no screen but `screen`, to its end."""
    environment = {name: value for name, value in os.environ.items() if name not in NO_SCREEN}
    return subprocess.run(
        [sys.executable, "-m", *words],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        env=environment | {"LC_ALL": "es_CO.UTF-8"} | screen,
        timeout=DEADLINE_S,
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "program"),
    [
        (("core.cli", "kiosk"), "kiosk"),
        (("core.cli", "counter"), "counter"),
        (("core.cli", "display"), "display"),
        (("core.cli", "demo"), "demo"),
        (("kiosk",), "kiosk"),
    ],
)
def test_without_a_screen_a_window_says_so_and_ends_as_a_refusal(
    words: tuple[str, ...], program: str
) -> None:
    ended = started_without({}, *words)

    (sentence,) = ended.stderr.splitlines()
    assert ended.returncode == 1
    assert sentence.startswith(f"turnos {program} necesita una pantalla")
    assert f"DISPLAY=:0 turnos {program}" in sentence
    assert sentence.endswith("turnos demo --headless demo-output")


@pytest.mark.parametrize(
    "screen", [{"DISPLAY": ":9797"}, {"WAYLAND_DISPLAY": "nothing-97"}, {"QT_QPA_PLATFORM": "tree"}]
)
def test_a_screen_that_cannot_be_used_is_named_and_ends_as_a_refusal(
    screen: dict[str, str],
) -> None:
    ended = started_without(screen, "core.cli", "counter")

    (sentence,) = ended.stderr.splitlines()
    assert ended.returncode == 1
    assert sentence.startswith(f"La pantalla «{next(iter(screen.values()))}» no se puede usar (Qt:")


def test_a_zone_that_is_none_keeps_nothing_from_starting() -> None:
    ended = started_without({"TZ": ":/etc/passwd"}, "core.cli", "--version")

    assert (ended.returncode, ended.stderr) == (0, "")
