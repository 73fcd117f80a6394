"""The table of the counter's keys: nothing twice on a page, and what an office may change."""

import subprocess
from itertools import combinations
from pathlib import Path

import pytest

from core.errors import ConfigInvalid, SheetNotWritten
from core.keys import (
    BEFORE,
    DEFAULTS,
    LOOKED_AT,
    NUMBERED,
    USES,
    DeskPage,
    KeyAction,
    KeyGroup,
    Keys,
    canonical,
    types,
    uses_on,
)
from core.language import Language
from core.machine.config import Config, load_config
from core.printing.printers.key_sheet import sections, sheet, write_sheet

SAFE_FROM_SLIPS = (
    KeyAction.PHONE,
    KeyAction.CHAT,
    KeyAction.EMAIL,
    KeyAction.SERVE_NOW,
    KeyAction.SIGN_OUT,
)
DOCUMENT = Path(__file__).parent.parent / "docs" / "operar.md"


@pytest.mark.parametrize("page", DeskPage)
def test_no_key_does_two_things_on_a_page(page: DeskPage) -> None:
    keys = Keys()

    for one, other in combinations(uses_on(page), 2):
        same = set(keys.pressed_for(one.action)) & set(keys.pressed_for(other.action))
        assert not same, f"{one.word} and {other.word} by {same}"


@pytest.mark.parametrize("page", DeskPage)
def test_every_page_has_help_and_but_for_it_one_thing_to_do_next(page: DeskPage) -> None:
    uses = uses_on(page)

    assert KeyAction.HELP in {each.action for each in uses}
    first = [each for each in uses if each.group is KeyGroup.FIRST]
    assert len(first) == (0 if page in LOOKED_AT else 1)


@pytest.mark.parametrize("action", KeyAction)
def test_every_action_is_done_somewhere_by_a_key(action: KeyAction) -> None:
    assert Keys().of(action)
    assert action in {each.action for each in USES}


def test_what_begins_or_ends_something_is_out_of_reach_of_a_slip() -> None:
    for action in SAFE_FROM_SLIPS:
        key = DEFAULTS[action]
        assert key.startswith("Ctrl+"), f"{action}: {key}"
        assert BEFORE[action] not in {key, *DEFAULTS.values()} or BEFORE[action] == "F1"
    assert (DEFAULTS[KeyAction.HELP], DEFAULTS[KeyAction.REFRESH]) == ("F1", "F5")
    assert DEFAULTS[KeyAction.UNDO] == "Ctrl+Z"


@pytest.mark.parametrize("key", sorted({*DEFAULTS.values(), *sum(NUMBERED.values(), ())}))
def test_a_usual_key_is_written_as_it_is_shown(key: str) -> None:
    assert canonical(key) == key


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("ctrl+d", "Ctrl+D"),
        ("shift + ctrl + f9", "Ctrl+Shift+F9"),
        ("esc", "Esc"),
        ("Ctrl", None),
        ("Ctrl+Ctrl+D", None),
        ("Banana", None),
        ("Ñ", None),
        ("", None),
        ("F25", None),
    ],
)
def test_keys_are_read_as_people_write_them(written: str, shown: str | None) -> None:
    assert canonical(written) == shown


def test_a_letter_or_a_key_of_texts_types() -> None:
    assert all(map(types, ("A", "Shift+A", "7", "Ctrl+C", "Ctrl+V")))
    assert not any(map(types, ("F9", "Ctrl+D", "Alt+7", "Esc")))


def load(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_an_office_changes_keys_and_two_change_places(tmp_path: Path) -> None:
    config = load(tmp_path, '[keys]\nrecall = "f7"\nno_show = "F8"\nphone = "ctrl+shift+1"\n')

    keys = Keys(config.keys)

    assert (keys.of(KeyAction.RECALL), keys.of(KeyAction.NO_SHOW)) == ("F7", "F8")
    assert keys.of(KeyAction.PHONE) == "Ctrl+Shift+1"
    assert keys.of(KeyAction.GO_ON) == "F9"
    assert keys.changed == {"F8": "F7", "F7": "F8", "Ctrl+1": "Ctrl+Shift+1"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('dance = "F2"', '"keys.dance" is no action; there are: go_on'),
        ('outcome = "F2"', '"keys.outcome" is no action'),
        ('phone = "P"', '"keys.phone" is "P", which types or changes a text'),
        ('phone = "Shift+1"', '"keys.phone" is "Shift+1", which types'),
        ('phone = "Banana"', '"keys.phone" is "Banana", which is no key'),
        ("phone = 3", '"keys.phone" is "3", which is no key'),
        ('phone = "F9"', '"keys.phone" is "F9", which does go_on on the same page'),
        ('other = "alt+3"', '"keys.other" is "Alt+3", which does choose_beside on the same page'),
        ('recall = "Ctrl+D"', '"keys.recall" is "Ctrl+D", which does put_back on the same page'),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_a_way_out(
    tmp_path: Path, line: str, said: str
) -> None:
    with pytest.raises(ConfigInvalid) as refused:
        load(tmp_path, f"[keys]\n{line}\n")

    assert said in str(refused.value)


def test_a_key_of_another_page_may_be_used_again(tmp_path: Path) -> None:
    config = load(tmp_path, '[keys]\nput_back = "Ctrl+1"\n')  # the telephone's, of a free counter

    assert Keys(config.keys).of(KeyAction.PUT_BACK) == "Ctrl+1"


@pytest.mark.parametrize("action", KeyAction)
def test_the_document_tells_every_key(action: KeyAction) -> None:
    table = [
        line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("| ")
    ]

    key = Keys().of(action).replace("–", " a ")
    told = [line.split("|")[1].replace("*", "") for line in table]
    assert any(key in {each.strip() for each in cell.split(",")} for cell in told), key


# --- the sheet


@pytest.mark.parametrize("code", ["es", "en"])
def test_the_sheet_has_every_key_on_one_page(tmp_path: Path, code: str) -> None:
    language = Language.load(code)
    path = write_sheet(tmp_path / "made" / "keys.pdf", language, Keys())

    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout

    assert text.count("\f") == 1
    for action in set(KeyAction) - {KeyAction.PRINT}:
        assert Keys().of(action) in text
    for use in (each for _, uses in sections(language) for each in uses):
        assert language(use.word) in text
    assert sheet(language, Keys()) == sheet(language, Keys())


def test_a_sheet_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()

    with pytest.raises(SheetNotWritten, match="a file"):
        write_sheet(tmp_path / "a file" / "keys.pdf", Language.load("es"), Keys())
