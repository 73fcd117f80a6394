"""A new member of an enum that people see is whole before anybody sees it: word, pictogram, key."""

import re
import subprocess
import sys
from importlib.resources import files

import pytest

from core.domain.names import STATE_WORDS, STEP_WORDS
from core.domain.service import Notice, NoticeKind
from core.domain.staff import Role
from core.domain.ticket import Channel, Line, LineReason, Outcome, State
from core.errors import NotAllowed, WrongStep
from core.keys import NUMBERED, KeyAction
from core.language import Language
from core.printing.port import PrinterState
from core.whole import whole
from counter import wording
from counter.decisions import devices
from counter.panels import without_ticket
from tests.builders import an_office_settings, local

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
    "Told": ("counter.decisions.hall", ("counter.pages.called",)),
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


def test_no_outcome_has_the_surveys_key_or_anothers() -> None:
    keys = [key for _icon, key in wording.OUTCOMES.values()]

    assert len({*keys, NUMBERED[KeyAction.SURVEY][0]}) == len(Outcome) + 1


def test_every_channel_has_a_key_of_its_own() -> None:
    assert len(set(without_ticket.CHANNELS.values())) == len(Channel)


@pytest.mark.parametrize(
    "icon",
    sorted(
        {icon for icon, _ in wording.OUTCOMES.values()}
        | {icon for _, icon in wording.CHANNELS.values()}
        | {each.icon for each in devices.PRINTERS.values()}
    ),
)
def test_every_pictogram_is_there(icon: str) -> None:
    assert any(path.name == f"{icon}.svg" for path in (files("assets") / "icons").iterdir())


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
