"""The last month's report by itself: written once, mailed once, started by the system's clock."""

import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path, PurePosixPath, PureWindowsPath
from xml.etree import ElementTree as ET

import pytest

from core.cli.commands.figures.schedule import systemd_units, windows_task
from tests.cli.conftest import Run
from tests.fakes.mail_server import CERTIFICATE, PASSWORD, USER, MailServer, serving

ODD = '/home/ana/informes 100% $HOME "de" Peña\\x'


@pytest.fixture
def backend() -> str:
    return "sqlite"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have a computer's settings, and folders of its own for what systemd reads."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TURNOS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))  # no manager of this user's answers there
    file = tmp_path / "config.toml"
    file.write_text("", encoding="utf-8")
    monkeypatch.setenv("TURNOS_CONFIG", str(file))
    return file


def test_the_last_month_is_written_once_and_mailed_once(
    run: Run, at_office: str, config: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(PASSWORD, encoding="utf-8")
    secret.chmod(0o600)
    folder = tmp_path / "informes"
    with serving(MailServer(refuses=("nadie@example.com",))) as server:
        config.write_text(
            f"[mail]\nhost = 'localhost'\nport = {server.port}\nuser = '{USER}'\n"
            f"password_file = '{secret}'\nauthority = '{CERTIFICATE}'\n"
            "sender = 'turnos@example.com'\nto = ['lider@example.com', 'nadie@example.com']\n",
            encoding="utf-8",
        )
        first = run("report", "last-month", str(folder))
        second = run("report", "last-month", str(folder))

    made = sorted(each.suffix for each in folder.glob("turnos-san-andres-*"))
    [(receivers, text)] = server.got
    assert made == [".pdf", ".xlsx"]
    assert (first.code, "takes no mail for nadie@example.com" in first.error) == (1, True)
    assert receivers == ["lider@example.com"]
    assert text.count(b"filename=") == 2
    assert (second.code, second.out) == (0, "Nothing to do.\n")
    assert PASSWORD not in first.out + first.error


def test_a_month_that_could_not_be_mailed_is_written_and_tried_again(
    run: Run, at_office: str, config: Path, tmp_path: Path
) -> None:
    config.write_text(
        "[mail]\nhost = 'localhost'\nport = 9\nsender = 'a@example.com'\nto = ['b@example.com']\n",
        encoding="utf-8",
    )

    done = [run("report", "last-month", str(tmp_path / "informes")) for _ in range(2)]

    assert [each.code for each in done] == [1, 1]
    assert all("does not answer" in each.error for each in done)
    assert len(list((tmp_path / "informes").glob("turnos-*"))) == 2


def all_below(folder: Path) -> set[str]:
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if not each.is_dir()}


@pytest.mark.skipif("sys.platform != 'linux'", reason="systemd is Linux's")
def test_a_timer_is_put_and_taken_away(
    run: Run, at_office: str, config: Path, tmp_path: Path
) -> None:
    units = tmp_path / "config" / "systemd" / "user"

    done = [run("report", "--schedule", "informes") for _ in range(2)]
    there = all_below(units)
    off = [run("report", "--schedule", "off") for _ in range(2)]

    assert [each.code for each in (*done, *off)] == [0] * 4, done[0].error
    assert there == {
        "turnos-report.service",
        "turnos-report.timer",
        "timers.target.wants/turnos-report.timer",
    }
    assert "turnos-report.timer" in done[0].out
    assert "systemctl --user" in done[0].out  # nobody's manager is here: it is said what to type
    assert "Written" not in done[1].out
    assert not units.exists()
    assert off[1].out == "Nothing to change.\n"


def test_a_password_does_not_get_into_a_unit(run: Run, config: Path) -> None:
    done = run("--database", "postgresql://a:geheim@db/turnos", "report", "--schedule", "x")

    assert (done.code, "--database" in done.error, "geheim" in done.error) == (1, True, False)


def test_systemd_and_windows_start_the_words_as_they_are(tmp_path: Path) -> None:
    program = (shutil.which("true") or "/bin/true", "report", "last-month", ODD)
    service, timer, link = systemd_units(PurePosixPath("/units"), program)
    task = windows_task(PureWindowsPath("C:/turnos"), program)

    for piece in (service, timer):
        (tmp_path / piece.path.name).write_text(piece.text, encoding="utf-8")
        ConfigParser(interpolation=None).read_string(piece.text)
    if (verify := shutil.which("systemd-analyze")) is not None:
        told = subprocess.run(
            [verify, "--user", "verify", *map(str, tmp_path.glob("turnos-report.*"))],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "turnos-report" not in told.stderr, told.stderr
    assert link.leads_to == "../turnos-report.timer"
    name = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    found = ET.fromstring(task.text)
    arguments = found.findtext(f".//{name}Arguments") or ""
    assert "Peña" in arguments
    assert task.text.isascii()
