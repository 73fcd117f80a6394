"""Text that others wrote, and what is written for them: marks, encodings, pipes, terminals."""

import ast
import io
import json
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ConfigInvalid, ConfigUnreadable, SettingsInvalid
from core.language import Language
from core.machine.config import load_config
from core.office.document.document import read_toml
from core.plain import json_for, plain, prepare_streams, read_line, read_text
from core.speech.recordings.manifest import MANIFEST, read_manifest

CONFIG = 'office = "san-andres"\r\ndevice = "kiosco-ñ"\r\n'
PIN = "2468"


ROOT = Path(__file__).resolve().parent.parent


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_settings_saved_by_an_editor_of_windows_are_read(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(mark + CONFIG.encode())

    assert load_config(path).device == "kiosco-ñ"


def test_every_text_file_is_written_with_the_same_ends_of_lines_on_windows() -> None:
    """Elsewhere nothing would tell: only there a text's line ends are made two letters."""
    calls = [
        (path.relative_to(ROOT), call)
        for room in ("core", "counter", "kiosk", "display")
        for path in sorted((ROOT / room).rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "write_text"
        and ast.unparse(call.func.value) != "super()"  # click's writer of a help has that name too
    ]

    assert len(calls) > 5
    careless = [
        f"{path}:{call.lineno}"
        for path, call in calls
        if "newline" not in {each.arg for each in call.keywords}
    ]
    assert careless == []


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_settings_saved_in_another_encoding_are_refused_with_the_way_to_save_them(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(CONFIG.encode(encoding))

    with pytest.raises(
        ConfigUnreadable, match='choose "Save as" and the encoding UTF-8'
    ) as refusal:
        load_config(path)

    assert "Guardar como" in Language.load("es").sentence(refusal.value)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"x = " + b"[" * 5000 + b"]" * 5000, "nested too deeply"),
        (b"#" * (2**20 + 1), "larger than 1 MB"),
    ],
)
def test_settings_that_no_person_wrote_are_refused(
    tmp_path: Path, content: bytes, why: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)

    with pytest.raises(ConfigUnreadable, match=why):
        load_config(path)


def test_a_folder_a_pipe_and_a_device_in_place_of_settings_are_refused_at_once(
    tmp_path: Path,
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(ConfigUnreadable, match="it is no file"):
            load_config(path)
    with pytest.raises(ConfigUnreadable):
        load_config(tmp_path / "loop")


def test_the_office_s_settings_may_begin_with_a_mark() -> None:
    assert read_toml('\ufeffcompany = "SOPESA"') == {"company": "SOPESA"}
    with pytest.raises(SettingsInvalid, match="nested too deeply"):
        read_toml("x = " + "[" * 5000 + "]" * 5000)


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"null",
        b'{"es": []}',
        b'{"es": {"clips": {"letter:P": 1}}}',
        b'{"es": {"clips": {"letter:P": {"file": 7}}}}',
        b'{"es": {"made_by": {"speed": "fast"}}}',
        b"\xff\xfe{\x00}\x00",
        b'{"es": {"clips": ' + b"[" * 100_000,
        b"",
    ],
)
def test_a_manifest_of_another_shape_is_broken_not_a_crash(tmp_path: Path, content: bytes) -> None:
    (tmp_path / MANIFEST).write_bytes(content)

    with pytest.raises(ValueError, match=r"."):
        read_manifest(tmp_path)


def test_a_manifest_may_begin_with_a_mark(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(b'\xef\xbb\xbf{"es": {}}')

    assert list(read_manifest(tmp_path)) == ["es"]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_a_settings_file_holds_is_read_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_bytes(content)

        with suppress(ConfigUnreadable, ConfigInvalid):
            assert load_config(path).timeout_s
            assert "\0" not in read_text(path)


# --- pipes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piped",
    [
        b"2468\n",
        b"2468\r\n",
        b"2468",
        b"\xef\xbb\xbf2468\r\n",
        "2468\r\n".encode("utf-16"),
        "2468\r\n".encode("utf-16-le"),
        b" 2468 \n",
    ],
)
def test_a_pin_is_taken_as_it_was_meant_however_it_is_piped(piped: bytes) -> None:
    stream = io.TextIOWrapper(io.BytesIO(piped), encoding="cp1252")

    assert read_line(stream) == PIN


@pytest.mark.parametrize("piped", [b"24a68\n", b"246 8\n", b"2468x\n", "２４６８\n".encode()])
def test_what_is_no_pin_does_not_become_one(piped: bytes) -> None:
    stream = io.TextIOWrapper(io.BytesIO(piped), encoding="cp1252")

    assert read_line(stream) != PIN


def test_lines_are_read_one_after_the_other() -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"2468\r\n1357\r\n"), encoding="utf-8")

    assert [read_line(stream), read_line(stream), read_line(stream)] == [PIN, "1357", ""]
    assert read_line(io.StringIO("2468\n")) == PIN


# --- terminals -----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "cp437", "ascii", "iso8859-5"])
def test_every_text_can_be_written_in_every_encoding(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))

    prepare_streams()
    sys.stdout.write("✓ Lunes 8:00 a. m. — «Ñandú» … 中\n")
    sys.stdout.flush()

    written = raw.getvalue().decode(encoding)
    expected = "✓ Lunes" if encoding == "utf-8" else "+ Lunes"
    assert written.startswith(expected)
    assert "and" in written


@given(st.characters())
def test_the_nearest_character_is_always_plain(char: str) -> None:
    assert plain(char).isascii()


def test_json_for_another_encoding_reads_the_same() -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="cp437")
    text = '{"name": "Señora ✓"}'

    assert json_for(narrow, text).isascii()
    assert json.loads(json_for(narrow, text)) == json.loads(text)
    assert json_for(io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), text) == text
