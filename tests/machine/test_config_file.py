"""A machine's settings are changed where they stand: what a person wrote around them stays."""

import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConfigInvalid, ConfigUnreadable, FolderNotWritable
from core.machine.config import change_config, load_config
from core.machine.config_file import changed, changed_text, write_whole

BY_HAND = """\
# The kiosk by the door; its printer came in May.

office   =   'san-andres'   # which

device="door"


# The printer. Do NOT change its width.
[ printer ]
  kind = "file"  # a cable
  path = "/dev/usb/lp0"

# Nobody sits further away.
[screen]
diagonal_in = 21.5
"""
CHANGED = """\
# The kiosk by the door; its printer came in May.

office   =   'san-andres'   # which

device="door"
counter = 3


# The printer. Do NOT change its width.
[ printer ]
  kind = "network"  # a cable
host = "10.0.0.9"

# Nobody sits further away.
[screen]
diagonal_in = 24.0

[voice]
engine = "none"
"""
CHANGES = {
    "counter": 3,
    "printer.kind": "network",
    "printer.path": None,
    "printer.host": "10.0.0.9",
    "screen.diagonal_in": 24.0,
    "voice.engine": "none",
}
ODD = [
    BY_HAND,
    BY_HAND.replace("\n", "\r\n"),
    "",
    "# only a comment",
    "# a title\n\n[printer]\nkind = 'none'",
    "printer = { kind = 'none', name = 'x' } # in a line\nvoice.engine = 'auto' # dotted\n",
    "[voice]\nplayer = [ # what plays\n  'aplay',\n  # quietly\n  '-q',\n]\n[screen]\n",
    "[printer]\n[voice]\n[screen] # at the end\n  monitor = 1",
    'device = """\n[printer]\n# no comment\n"""\n[keys]\ncall = "F7"\n',
    "[screen]\nmonitor=0 # first\n[voice]\n[copies]\nfolder=''\n[printer]\nkind='none'\n#end",
]
TEXTS = st.sampled_from(["", "door", "a # b", "«\"'\\", "[printer]", "two\nlines"])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "office": st.sampled_from(["san-andres", "la loma"]),
    "device": TEXTS,
    "counter": st.integers(1, 99),
    "show_drafts": st.booleans(),
    "printer.kind": st.sampled_from(["none", "pdf"]),
    "printer.path": TEXTS,
    "printer.paper_mm": st.sampled_from([58, 80]),
    "screen.diagonal_in": st.floats(3, 300),
    "voice.engine": st.sampled_from(["auto", "none"]),
    "voice.player": st.lists(TEXTS, max_size=3),
    "keys.call": st.sampled_from(["F7", "Ctrl+F9"]),
    "copies.files": st.booleans(),
}
A_CHANGE = st.fixed_dictionaries(
    {}, optional={key: st.none() | value for key, value in VALUES.items()}
)


def test_a_change_leaves_the_rest_of_a_file_as_a_person_wrote_it() -> None:
    assert changed_text(BY_HAND, CHANGES) == CHANGED


def test_nothing_to_change_changes_no_letter() -> None:
    assert changed_text(BY_HAND, {"device": "door", "voice.engine": None}) == BY_HAND


@given(st.sampled_from(ODD), st.lists(A_CHANGE, min_size=1, max_size=3))
def test_any_changes_of_any_file_say_what_was_wanted_and_keep_each_comment(
    text: str, changes: list[dict[str, Any]]
) -> None:
    plain = tomllib.loads(text)
    comments = {
        line.partition("#")[2].strip()
        for line in text.splitlines()
        if line.lstrip().startswith("#") and '"""' not in text and "player" not in text
    }
    for each in changes:
        plain = changed(plain, each)
        text = changed_text(text, each)

    assert tomllib.loads(text) == plain
    assert comments <= {line.partition("#")[2].strip() for line in text.splitlines()}


@given(st.sampled_from(ODD), A_CHANGE)
def test_lines_end_as_they_did(text: str, change: dict[str, Any]) -> None:
    after = changed_text(text, change)

    if "\r\n" in text:
        assert after.count("\n") == after.count("\r\n")
    else:
        assert "\r\n" not in after


def test_a_wrong_value_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(BY_HAND, encoding="utf-8")

    for wrong in ({"counter": 100}, {"printer.kind": "stone"}, {"office.name": "x"}, {"colour": 1}):
        with pytest.raises(ConfigInvalid):
            change_config(file, {"device": "other", **wrong})

    assert file.read_text(encoding="utf-8") == BY_HAND
    assert list(tmp_path.glob("config*")) == [file]


def test_what_is_no_toml_is_told_and_left(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("device = \n", encoding="utf-8")

    with pytest.raises(ConfigUnreadable, match="line 1"):
        change_config(file, {"device": "other"})

    assert file.read_text(encoding="utf-8") == "device = \n"


def test_the_earlier_file_lies_beside_and_mode_and_link_stay(tmp_path: Path) -> None:
    file, link = tmp_path / "mine.toml", tmp_path / "config.toml"
    file.write_text(BY_HAND, encoding="utf-8")
    file.chmod(0o640)
    link.symlink_to(file)

    kept = change_config(link, CHANGES)

    assert kept == tmp_path / "config.toml.before"
    assert kept.read_text(encoding="utf-8") == BY_HAND
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == CHANGED
    assert file.stat().st_mode & 0o777 == 0o640
    assert load_config(link, database="x").printer.host == "10.0.0.9"


def test_a_new_file_is_this_account_s_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "config.toml"

    assert change_config(file, {"device": "door"}) is None

    assert file.stat().st_mode & 0o777 == 0o600


KILLED = """
import os, signal, sys
from pathlib import Path
from core.machine import config_file
os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
config_file.write_whole(Path(sys.argv[1]), "device = 'new'")
"""


@pytest.mark.skipif(os.name != "posix", reason="kills by a signal")
def test_a_program_killed_before_the_last_step_leaves_the_old_file_whole(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(BY_HAND, encoding="utf-8")

    ended = subprocess.run([sys.executable, "-c", KILLED, str(file)], check=False, timeout=60)

    assert ended.returncode == -signal.SIGKILL
    assert file.read_text(encoding="utf-8") == BY_HAND


def test_a_full_disk_leaves_the_old_file_and_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    write_whole(file, "device = 'a'\n")

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FolderNotWritable):
        change_config(file, {"device": "b"})

    assert file.read_text(encoding="utf-8") == "device = 'a'\n"
    assert list(tmp_path.glob("config*")) == [file]
