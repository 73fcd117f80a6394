"""`turnos backup` and `turnos restore`, as somebody at a terminal and a timer use them."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def made(run: Run, tmp_path: Path) -> str:
    url = f"sqlite:///{(tmp_path / 'turnos.sqlite3').as_posix()}"
    assert run("init", "--office", "san-andres", "--database", url, "--sample-staff").code == 0
    for _ticket in range(3):
        assert run("issue", "--outside-hours", "--database", url).code == 0
    return url


def test_a_copy_comes_back_with_two_commands(run: Run, made: str, tmp_path: Path) -> None:
    copy, new = tmp_path / "copy.zip", f"sqlite:///{(tmp_path / 'new.sqlite3').as_posix()}"

    done = run("backup", str(copy), "--database", made)
    assert done.code == 0
    assert str(copy) in done.out
    assert "San Andrés" in done.out
    back = run("restore", str(copy), "--database", new)
    assert back.code == 0
    assert "row for row" in back.out
    assert run("issue", "--outside-hours", "--database", new).out.startswith("Ticket A-004")


def test_a_folder_gets_a_copy_each_evening(run: Run, made: str, tmp_path: Path) -> None:
    folder = tmp_path / "second disk"
    done = run("backup", str(folder), "--database", made, "--json")
    (path,) = folder.iterdir()
    assert done.json["path"] == str(path)
    assert path.stat().st_mode & 0o077 == 0


def test_doctor_tells_the_age_of_the_last_copy(run: Run, made: str, tmp_path: Path) -> None:
    assert "never copied" in run("doctor", "--database", made).out
    run("backup", str(tmp_path / "copies"), "--database", made)
    assert "The last good copy is of" in run("doctor", "--database", made).out


def test_a_refusal_changes_nothing(run: Run, made: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.zip"
    run("backup", str(copy), "--database", made)

    twice = run("backup", str(copy), "--database", made)
    assert (twice.code, "is there already" in twice.error) == (1, True)
    over = run("restore", str(copy), "--database", made)
    assert (over.code, "not empty" in over.error) == (1, True)
    copy.write_bytes(copy.read_bytes()[:-1])
    new = tmp_path / "new.sqlite3"
    cut = run("restore", str(copy), "--database", f"sqlite:///{new.as_posix()}")
    assert (cut.code, "no copy to go back to" in cut.error) == (1, True)
    assert not new.exists()


def test_pictures_and_recordings_come_along(run: Run, made: str, tmp_path: Path) -> None:
    pictures, config = tmp_path / "pictures", tmp_path / "config.toml"
    pictures.mkdir()
    (pictures / "reef.png").write_bytes(b"blue")
    config.write_text(f"[screen]\npictures = {str(pictures)!r}\n")
    copy, back = tmp_path / "copy.zip", tmp_path / "back"

    assert (
        run("--config", str(config), "backup", str(copy), "--files", "--database", made).code == 0
    )
    new = f"sqlite:///{(tmp_path / 'new.sqlite3').as_posix()}"
    done = run("restore", str(copy), "--files", str(back), "--database", new)
    assert "One picture or recording" in done.out
    assert (back / "pictures" / "reef.png").read_bytes() == b"blue"
