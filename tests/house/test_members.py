"""Every member of an enum that people see is whole: word, pictogram, key and fill.

`lacks` tells what a member lacks, of each enum and of a copy with one member more. What a table
lacks is told before that, where the table is loaded.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from importlib.resources import files
from io import BytesIO
from itertools import combinations
from typing import Any

import pytest
from babel.messages.pofile import read_po

from core import words
from core.domain.names import OF_OFFICE, ROLE_WORDS, STATE_WORDS, STEP_WORDS
from core.domain.receipt import Told
from core.domain.roles import DEED_WORDS, Deed
from core.domain.service import Notice, NoticeKind
from core.domain.staff import OF_COUNTERS, Role
from core.domain.ticket import Channel, Kind, Line, LineReason, Outcome, Rule, State
from core.errors import NotAllowed, WrongStep
from core.keys import GROUPS, NUMBERED, PAGES, DeskPage, KeyAction, KeyGroup
from core.language import Language
from core.printing.port import STATE_WORDS as PRINTER_WORDS
from core.printing.port import PrinterState
from core.qt.look.tokens import ColourMode, Tokens
from core.qt.widgets import bars
from core.qt.widgets.bars import DeviceHealth
from core.qt.widgets.buttons import block
from core.qt.widgets.icons import LINE_ICONS
from core.whole import whole
from counter import wording
from counter.decisions import devices
from counter.pages import called
from counter.panels import ticket_panel, without_ticket
from counter.sign_in.sign_in_page import COLOURS
from kiosk.staff import page as staff_page
from tests.builders import an_office_settings, local

Shown = Mapping[str, Mapping[Any, Any]]
CONDITIONS = {**devices.PRINTERS, PrinterState.UNKNOWN: devices.PRINTER_UNKNOWN}
UNSAID = dict.fromkeys({*OF_COUNTERS, *OF_OFFICE} - {*STEP_WORDS})
HEARD = dict.fromkeys((Told.PENDING, Told.SHOWN, Told.ANNOUNCED))
SURVEY = {KeyAction.SURVEY: NUMBERED[KeyAction.SURVEY][0]}  # on the page of the outcomes
# Of each enum what is shown of its members, and where that stands; None: this one has none.
SHOWN: Mapping[type[StrEnum], Shown] = {
    Outcome: {
        "word": words.OUTCOMES,
        "pictogram": {each: icon for each, (icon, _key) in wording.OUTCOMES.items()},
        "key": {each: key for each, (_icon, key) in wording.OUTCOMES.items()} | SURVEY,
    },
    Channel: {
        "word": words.CHANNELS,
        "word at the counter": {each: word for each, (word, _icon) in wording.CHANNELS.items()},
        "pictogram": {each: icon for each, (_word, icon) in wording.CHANNELS.items()},
        "key": without_ticket.CHANNELS,
    },
    Line: {
        "word": words.LINES,
        "word for its attention": words.ATTENTIONS,
        "pictogram": words.PICTOGRAMS,
        "pictogram on screens": LINE_ICONS,
        "fill of its button": block.FILL,
        "fill of its notice": ticket_panel.LINE_LOOKS,
        "tag": ticket_panel.LINE_NAMES,
    },
    State: {"word": STATE_WORDS},
    Kind: {"word, or place among what changes no ticket": {**STEP_WORDS, **UNSAID}},
    Rule: {"sentence": wording.RULES},
    LineReason: {"word": {each.key: each.word for each in wording.LINE_REASONS}},
    Role: {"word": ROLE_WORDS},
    Deed: {"word": DEED_WORDS},
    PrinterState: {
        "word": PRINTER_WORDS,
        "word at the counter": {each: found.word for each, found in CONDITIONS.items()},
        "pictogram at the counter": {each: found.icon for each, found in CONDITIONS.items()},
        "word at the kiosk": staff_page.PRINTERS,
    },
    DeviceHealth: {"pictogram": {each: badge.icon for each, badge in bars.BADGES.items()}},
    Told: {"word": {**HEARD, **called.UNHEARD}},
    ColourMode: {"word at the kiosk": staff_page.MODE_WORDS, "word at the counter": COLOURS},
    DeskPage: {"word": PAGES},
    KeyGroup: {
        "word": {each: word for each, (word, _icon) in GROUPS.items()} | {KeyGroup.FIRST: None},
        "pictogram": {each: icon for each, (_word, icon) in GROUPS.items()}
        | {KeyGroup.FIRST: None},
    },
}
ICONS = {path.name.removesuffix(".svg") for path in (files("assets") / "icons").iterdir()}
FILLS = {each.name for each in fields(Tokens)}
CATALOGUE = files("assets") / "locale" / "es" / "LC_MESSAGES" / "turnos.po"
SPANISH = {each.id: each.string for each in read_po(BytesIO(CATALOGUE.read_bytes()))}


def lacks(members: type[StrEnum], shown: Shown) -> Iterator[str]:
    """Tell what members of an enum lack of what is shown of them, and which keys are alike."""
    for member in members:
        name = f"{members.__name__}.{member.name}"
        for what, table in shown.items():
            if member not in table:
                yield f"{name} has no {what}"
            elif (found := table[member]) is not None:
                yield from (f"{name} has {wrong}" for wrong in faults(what, found))
    for one, other in combinations(shown.get("key", {}), 2):
        if shown["key"][one] == shown["key"][other]:
            yield f"{one} and {other} have the same key, {shown['key'][one]}"


def faults(what: str, found: Any) -> Iterator[str]:
    """Tell what is wrong with a word, pictograms or a fill that is there."""
    kind = what.split(" ", maxsplit=1)[0].strip(",")
    if kind == "word" and not SPANISH.get(found):
        yield f"no {what} in es"  # in English the message itself is the word
    if (there := {"pictogram": ICONS, "fill": FILLS}.get(kind)) is not None:
        names = (found,) if isinstance(found, str) else found
        yield from (f"{what} {name}, which is not there" for name in names if name not in there)


# Each enum: the module it lives in, and the modules that cannot be loaded while a table lacks one.
SEEN = {
    "Outcome": ("core.domain.ticket", ("core.words", "counter.wording")),
    "Channel": ("core.domain.ticket", ("core.words", "counter.wording")),
    "Line": ("core.domain.ticket", ("core.words",)),
    "State": ("core.domain.ticket", ("core.domain.names",)),
    "Kind": ("core.domain.ticket", ("core.domain.names",)),
    "Rule": ("core.domain.ticket", ("counter.wording",)),
    "Role": ("core.domain.staff", ("core.domain.names",)),
    "PrinterState": ("core.printing.port", ("kiosk.staff.page",)),
    "Mode": ("core.domain.service", ("core.setting_words",)),
    "Asking": ("core.domain.service", ("core.setting_words",)),
    "HallTheme": ("core.domain.service", ("core.setting_words",)),
    "NoticeKind": ("core.domain.service", ("core.setting_words",)),
    "Told": ("core.domain.receipt", ("counter.pages.called",)),
    "ColourMode": ("core.qt.look.tokens", ("kiosk.staff.page",)),
}
WITH_A_NEW_MEMBER = """
import sys
from enum import StrEnum
from importlib import import_module
home, name, *others = sys.argv[1:]
module = import_module(home)
known = {each.name: each.value for each in getattr(module, name)}
setattr(module, name, StrEnum(name, known | {"NEW": "brand new"}, module=home))
for other in others:
    try:
        import_module(other)
    except LookupError as error:
        print(other, error)
"""


@pytest.mark.parametrize("name", SEEN)
def test_a_member_that_a_table_lacks_is_told_when_the_table_is_loaded(name: str) -> None:
    home, tables = SEEN[name]

    done = subprocess.run(
        [sys.executable, "-c", WITH_A_NEW_MEMBER, home, name, *tables],
        capture_output=True,
        text=True,
        check=True,
    )

    told = dict(re.findall(r"^(\S+) a table has nothing for <(\S+):", done.stdout, re.MULTILINE))
    assert told == dict.fromkeys(tables, f"{name}.NEW"), done.stderr


def test_a_table_that_has_everything_is_given_back() -> None:
    table = {Line.GENERAL: "g", Line.PREFERENTIAL: "p"}

    assert whole(Line, table) == table
    with pytest.raises(LookupError, match=r"Line\.PREFERENTIAL"):
        whole(Line, {Line.GENERAL: "g"})
    assert whole(Line, {Line.GENERAL: "g"}, but={Line.PREFERENTIAL}) == {Line.GENERAL: "g"}


@pytest.mark.parametrize("enum", SHOWN, ids=lambda enum: enum.__name__)
def test_a_member_that_people_see_lacks_nothing(enum: type[StrEnum]) -> None:
    assert list(lacks(enum, SHOWN[enum])) == []


@pytest.mark.parametrize("enum", SHOWN, ids=lambda enum: enum.__name__)
def test_a_new_member_is_told_with_all_that_it_lacks(enum: type[StrEnum]) -> None:
    known = {each.name: each.value for each in enum}
    more = StrEnum(enum.__name__, {**known, "NEW": "brand new"})  # type: ignore[misc]

    told = list(lacks(more, SHOWN[enum]))

    assert told == [f"{enum.__name__}.NEW has no {what}" for what in SHOWN[enum]]
    assert told


def test_what_is_there_but_not_right_is_told() -> None:
    shown: Shown = {
        "word": {Line.GENERAL: "Nobody translated this", Line.PREFERENTIAL: "Priority"},
        "pictogram": {Line.GENERAL: "groups-fill", Line.PREFERENTIAL: ("nowhere",)},
        "fill": {Line.GENERAL: "sea", Line.PREFERENTIAL: "violet"},
        "key": {Line.GENERAL: "1", Line.PREFERENTIAL: "1"},
    }

    assert list(lacks(Line, shown)) == [
        "Line.GENERAL has no word in es",
        "Line.PREFERENTIAL has pictogram nowhere, which is not there",
        "Line.PREFERENTIAL has fill violet, which is not there",
        "general and preferential have the same key, 1",
    ]


def test_the_counter_knows_every_state_of_a_printer() -> None:
    assert {*devices.PRINTERS, PrinterState.UNKNOWN} == set(PrinterState)


def test_every_reason_to_change_the_line_can_be_chosen() -> None:
    assert sorted(each.key for each in wording.LINE_REASONS) == sorted(LineReason)


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_notice_of_any_kind_is_shown_somewhere(kind: NoticeKind) -> None:
    notice = Notice("one", {"es": "Hoy cerramos temprano"}, kind)
    settings = an_office_settings(notices=(notice,))
    now = local("2026-11-23 09:18")

    assert [settings.outage(now), *settings.messages(now)].count(notice) == 1


@pytest.mark.parametrize("state", State)
def test_a_step_that_is_not_possible_is_told_in_words(state: State) -> None:
    for step in STEP_WORDS:
        error = WrongStep(code="A-001", state=state, step=step)

        said = Language.load("es").sentence(error)

        assert f"«{STATE_WORDS[state]}»" not in said
        assert f"«{STEP_WORDS[step]}»" not in said
        assert "_" not in said


@pytest.mark.parametrize("role", Role)
def test_a_role_is_told_in_words(role: Role) -> None:
    said = Language.load("es").sentence(NotAllowed(username="ana", role=role))

    assert f" {role} " not in said or role is Role.DIRECTOR
