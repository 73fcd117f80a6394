"""A machine's `config.toml`: each number has a range, and a bad one is a sentence, not a crash."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from core.domain.limits import problems
from core.domain.service import OfficeSettings
from core.errors import ConfigInvalid, ConfigUnreadable
from core.language import Language
from core.machine.config import Config, load_config
from core.printing.printers.open import open_printer
from core.shape import faults
from tests.limits import unlimited

BAD = [
    (
        "[screen]\nviewing_distance_m = 0.0",
        "screen.viewing_distance_m",
        "is 0.0; write 0.5 to 100 m",
    ),
    ("[screen]\ndiagonal_in = inf", "screen.diagonal_in", "is inf; write 3 to 300"),
    ("[screen]\ndiagonal_in = nan", "screen.diagonal_in", "is nan; write 3 to 300"),
    ("[screen]\ndiagonal_in = -21.5", "screen.diagonal_in", "is -21.5"),
    ("[screen]\nmonitor = -1", "screen.monitor", "is -1; write 0 to 63"),
    ("[printer]\nport = 70000", "printer.port", "is 70000; write 1 to 65535"),
    ("[printer]\nvendor_id = 65536", "printer.vendor_id", "is 65536; write 0 to 65535"),
    ("[printer]\nbaud = 0", "printer.baud", "is 0; write 300 to"),
    ("[printer]\ntimeout_s = nan", "printer.timeout_s", "is nan; write 0.1 to 60 s"),
    ('[printer]\npath = "/dev/lp\\u0000"', "printer.path", "nobody sees"),
    ("[voice]\nrate_wpm = 0", "voice.rate_wpm", "is 0; write 60 to 300 wpm"),
    ("timeout_s = inf", "timeout_s", "is inf; write 0.1 to 120 s"),
    ("counter = 0", "counter", "is 0; write 1 to 99"),
    ("[printer]\nprot = 9100", "printer.prot", "is not a setting"),
]


def test_every_number_text_and_list_of_a_machine_has_a_limit() -> None:
    assert list(unlimited(Config)) == []
    assert list(problems(Config())) == []


@pytest.mark.parametrize(("text", "where", "words"), BAD)
def test_a_value_that_would_break_a_window_is_refused(
    tmp_path: Path, text: str, where: str, words: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigInvalid, match="Correct it and start again") as refused:
        load_config(file)

    assert refused.value.fields["where"] == where
    assert words in str(refused.value)


@pytest.mark.parametrize("text", ["counter = " + "9" * 5000, "a = " + "[" * 5000, "a = ["])
def test_what_python_cannot_read_is_refused_too(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigUnreadable):
        load_config(file)


@pytest.mark.parametrize("window", ["kiosk", "counter", "display"])
def test_a_window_with_a_bad_config_says_a_sentence_and_ends_with_1(
    tmp_path: Path, window: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[screen]\nviewing_distance_m = 0.0\ndiagonal_in = nan\n", encoding="utf-8")

    ended = subprocess.run(
        [sys.executable, "-m", "core.cli", "--config", str(file), window],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "es_CO.UTF-8"},
    )

    assert ended.returncode == 1
    sentence, *wrong = ended.stderr.strip().splitlines()
    assert str(file) in sentence
    assert [each.partition("escriba de ")[0].split()[0] for each in wrong] == [
        "«screen.diagonal_in»",
        "«screen.viewing_distance_m»",
    ]
    assert "escriba de 3 a 300" in wrong[0]


SHAPES = """
database = 5
show_drafts = "yes"
counter = "one"
timeout_s = [1]
language = "fr"
printr = 1
[printer]
paper_mm = 60
host = 1979-05-27
[voice]
player = "aplay"
[screen]
monitor = 1.5
"""


def test_every_wrong_setting_of_a_file_is_told_in_the_reader_s_language(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text(SHAPES, encoding="utf-8")

    with pytest.raises(ConfigInvalid) as refused:
        load_config(file)

    told = str(refused.value).splitlines()[1:]
    assert {each.split('"')[1]: each.partition("; ")[2] for each in told} == {
        "printr": told[0].partition("; ")[2],
        "database": 'write a text in quotes, such as "text"',
        "language": "write one of: es, en",
        "show_drafts": "write true or false",
        "counter": "write a whole number",
        "timeout_s": "write a number",
        "printer.paper_mm": "write one of: 58, 80",
        "printer.host": 'write a text in quotes, such as "text"',
        "voice.player": 'write a list, such as ["one", "two"]',
        "screen.monitor": "write a whole number",
    }
    spanish = Language.load("es").sentence(refused.value)
    assert "`" not in spanish
    assert "Expected" not in spanish
    assert "write" not in spanish
    assert spanish.startswith(f"El archivo {file} no se puede usar. Corrija estos 10 ajustes")


def test_a_file_that_is_no_toml_is_told_by_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text("device = 'x'\noffice = san\n", encoding="utf-8")

    with pytest.raises(ConfigUnreadable, match="line 2, column 10") as refused:
        load_config(file)

    assert "Invalid" not in Language.load("es").sentence(refused.value)


@pytest.mark.parametrize(
    "printer", ['kind = "network"', 'kind = "network"\nhost = "h"\nmodel = "none-such"']
)
def test_a_printer_s_fault_names_the_file_that_was_read(tmp_path: Path, printer: str) -> None:
    file = tmp_path / "the-one-with-the-printer.toml"
    file.write_text(f"[printer]\n{printer}\n", encoding="utf-8")

    with pytest.raises(ConfigInvalid) as refused:
        open_printer(load_config(file).printer)

    assert str(file) in str(refused.value)


def kinds_in(kind: Any) -> Iterator[Any]:
    """Return the type of every value in a dataclass, its lists and tables too."""
    if get_origin(kind) in {Union, UnionType}:
        yield from kinds_in(get_args(kind)[0])
        return
    yield kind
    if is_dataclass(kind):
        for hint in get_type_hints(kind).values():
            yield from kinds_in(hint)
    elif get_origin(kind) is tuple:
        yield from kinds_in(get_args(kind)[0])
    elif get_origin(kind) is Mapping:
        yield from kinds_in(get_args(kind)[1])


@pytest.mark.parametrize("kind", [Config, OfficeSettings])
def test_every_type_of_a_setting_has_words_for_what_is_none_of_it(kind: Any) -> None:
    for each in kinds_in(kind):
        is_named = is_dataclass(each) or get_origin(each) is Mapping
        problems = faults([] if is_named else {}, each)
        assert [str(words) for _, words, _ in problems], each
