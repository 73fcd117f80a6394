"""Only the account that runs turnos reads its files, whatever its umask is."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.cli.doctor.doctor import examine
from core.language import Language
from core.machine.address import sqlite_address
from core.machine.config import Config, VoiceConfig, data_dir, default_path, load_config
from core.machine.private import close, is_open, make_folder
from core.office import Office, template
from core.qt.traces.logs import PrivateFile
from tests.conftest import SAMPLE_PIN

START_A_WINDOW = "from core.qt.program.app import create_application as c; c(['x'], 'kiosk')"


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_new_office_is_this_accounts_alone(umask: int) -> None:
    config = load_config()

    with Office.create(config.database, "san-andres", template("san-andres")) as office:
        office.queue.issue(outside_hours=True)
        found = {path.name: mode(path) for path in data_dir().iterdir()}

    assert mode(data_dir()) == 0o700
    assert found == dict.fromkeys(
        ("turnos.sqlite3", "turnos.sqlite3-wal", "turnos.sqlite3-shm"), 0o600
    )


def test_an_open_office_is_closed_when_it_is_opened(umask: int) -> None:
    config = load_config()
    Office.create(config.database, "san-andres", template("san-andres")).close()
    file = data_dir() / "turnos.sqlite3"
    holder = sqlite3.connect(file)  # so that the files beside it stay
    holder.execute("SELECT count(*) FROM event").fetchone()
    default_path().write_text('office = "san-andres"\n', encoding="utf-8")
    data_dir().chmod(0o755)
    for each in (file, *data_dir().glob("turnos.sqlite3-*"), default_path()):
        each.chmod(0o644)

    Office.open(load_config().database).close()

    holder.close()
    assert mode(data_dir()) == 0o700
    assert mode(default_path()) == 0o600
    assert {mode(each) for each in data_dir().glob("turnos.sqlite3*")} == {0o600}


def test_a_folder_of_others_is_left_as_it_is(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o755)

    Office.create(
        sqlite_address(folder / "turnos.sqlite3"), "san-andres", template("san-andres")
    ).close()

    assert mode(folder) == 0o755
    assert mode(folder / "turnos.sqlite3") == 0o600


def test_what_another_account_left_open_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    config = Config(database=load_config().database, voice=VoiceConfig(engine="none"))
    with Office.create(config.database, "san-andres", template("san-andres")) as office:
        office.staff.add("ana", name="Ana", pin=SAMPLE_PIN)
    green = [each for each in examine(config, Language.load("en")) if not each.ok]
    (data_dir() / "turnos.sqlite3").chmod(0o644)
    monkeypatch.setattr("os.geteuid", lambda: 12345)

    [red] = [each for each in examine(config, Language.load("en")) if not each.ok]

    assert green == []
    assert red.name == "private"
    assert "turnos.sqlite3" in red.sentence


def test_a_group_that_somebody_chose_keeps_what_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    file.write_text("")
    file.chmod(0o664)
    monkeypatch.setattr("pwd.getpwuid", lambda _: SimpleNamespace(pw_gid=-1))

    close(file)

    assert mode(file) == 0o660
    assert not is_open(file)


def test_logs_stay_closed_when_they_are_rotated(tmp_path: Path, umask: int) -> None:
    make_folder(tmp_path / "logs")
    log = PrivateFile(tmp_path / "logs" / "kiosk.log", maxBytes=10, backupCount=2)
    log.doRollover()
    log.doRollover()
    log.close()

    found = [mode(each) for each in (tmp_path / "logs").iterdir()]

    assert mode(tmp_path / "logs") == 0o700
    assert found == [0o600] * 3


def test_a_folder_that_somebody_names_for_the_data_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as /tmp, which is everybody's."""
    named = tmp_path / "named"
    named.mkdir()
    named.chmod(0o1777)
    monkeypatch.setenv("TURNOS_DATA", str(named))
    config = Config(database=load_config().database, voice=VoiceConfig(engine="none"))

    Office.create(config.database, "san-andres", template("san-andres")).close()
    subprocess.run([sys.executable, "-c", START_A_WINDOW], check=True, timeout=60)

    assert named.stat().st_mode & 0o7777 == 0o1777
    assert {mode(each) for each in named.glob("turnos.sqlite3*")} == {0o600}
    assert {each.ok for each in examine(config, Language.load("en")) if each.name == "private"} == {
        True
    }


def test_a_window_closes_its_logs_and_crash_reports(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "logs").mkdir(parents=True)
    for old in ("kiosk.log", "kiosk.log.1"):
        (data / "logs" / old).write_text("old\n")
        (data / "logs" / old).chmod(0o644)

    subprocess.run(
        [sys.executable, "-c", START_A_WINDOW],
        env=os.environ | {"TURNOS_DATA": str(data)},
        check=True,
        timeout=60,
    )

    assert {mode(each) for each in (data / "logs", data / "crashes")} == {0o700}
    assert {mode(each) for each in (data / "logs").iterdir()} == {0o600}
    assert {mode(each) for each in (data / "crashes").iterdir()} <= {0o600}
