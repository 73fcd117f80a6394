"""The counter's keys: one table for its buttons, its help, the documents and the tests.

Pure. Which key does what on which page of the window, in words that the catalogues translate, and
which keys an office may choose instead (`[keys]` in `config.toml`, read by
`core.machine.config`). No Qt.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from core.domain.limits import Problem
from core.domain.ticket import Outcome
from core.errors import N_, Words
from core.whole import whole


class KeyAction(StrEnum):
    """What a key does; its value is its name in `[keys]`."""

    GO_ON = "go_on"
    RECALL = "recall"
    NO_SHOW = "no_show"
    HOLD = "hold"
    REFRESH = "refresh"
    AWAY = "away"
    TRANSFER = "transfer"
    OTHER = "other"
    CALL_CHOSEN = "call_chosen"
    PUT_BACK = "put_back"
    UNDO = "undo"
    ANNOUNCE = "announce"
    PHONE = "phone"
    CHAT = "chat"
    EMAIL = "email"
    SERVE_NOW = "serve_now"
    OWN_DAY = "own_day"
    FORM = "form"
    LARGER = "larger"
    SMALLER = "smaller"
    AS_DRAWN = "as_drawn"
    COLOURS = "colours"
    SIGN_OUT = "sign_out"
    HELP = "help"
    PRINT = "print"
    BACK = "back"
    OUTCOME = "outcome"
    SURVEY = "survey"
    CHOOSE = "choose"
    CHOOSE_BESIDE = "choose_beside"


NUMBERS = tuple("123456789")
BESIDE = "Alt+"  # before a number, on a page with a field in which numbers are typed

# Without a ticket nothing begins by a slip: these stand alone, held with Ctrl, and no key beside
# them with Ctrl does anything else. To sign out is as far from F9 and F11 as F12 was, with Ctrl.
DEFAULTS: Mapping[KeyAction, str] = whole(
    KeyAction,
    {
        KeyAction.GO_ON: "F9",
        KeyAction.RECALL: "F8",
        KeyAction.NO_SHOW: "F7",
        KeyAction.HOLD: "F6",
        KeyAction.REFRESH: "F5",
        KeyAction.AWAY: "F4",
        KeyAction.TRANSFER: "Ctrl+T",
        KeyAction.OTHER: "Ctrl+O",
        KeyAction.CALL_CHOSEN: "Ctrl+E",
        KeyAction.PUT_BACK: "Ctrl+D",
        KeyAction.UNDO: "Ctrl+Z",
        KeyAction.ANNOUNCE: "Ctrl+F",
        KeyAction.PHONE: "Ctrl+1",
        KeyAction.CHAT: "Ctrl+2",
        KeyAction.EMAIL: "Ctrl+3",
        KeyAction.SERVE_NOW: "Ctrl+4",
        KeyAction.OWN_DAY: "Ctrl+M",
        KeyAction.FORM: "F11",
        KeyAction.LARGER: "Ctrl++",
        KeyAction.SMALLER: "Ctrl+-",
        KeyAction.AS_DRAWN: "Ctrl+0",
        KeyAction.COLOURS: "Ctrl+Shift+C",
        KeyAction.SIGN_OUT: "Ctrl+F12",
        KeyAction.HELP: "F1",
        KeyAction.PRINT: "Ctrl+P",
        KeyAction.BACK: "Esc",
    },
    but={KeyAction.OUTCOME, KeyAction.SURVEY, KeyAction.CHOOSE, KeyAction.CHOOSE_BESIDE},
)
NUMBERED: Mapping[KeyAction, tuple[str, ...]] = {
    KeyAction.OUTCOME: NUMBERS[: len(Outcome)],
    KeyAction.SURVEY: NUMBERS[len(Outcome) :][:1],
    KeyAction.CHOOSE: NUMBERS,
    KeyAction.CHOOSE_BESIDE: tuple(BESIDE + number for number in NUMBERS),
}
"""Numbers choose by their place, so nobody gives them another key."""
WITHOUT_SHIFT: Mapping[KeyAction, str] = {KeyAction.LARGER: "Ctrl+="}
"""What a key is where one of its signs is written with Shift: it is on the same place."""
BEFORE: Mapping[KeyAction, str] = {
    KeyAction.UNDO: "F5",
    KeyAction.PHONE: "F1",
    KeyAction.CHAT: "F2",
    KeyAction.EMAIL: "F3",
    KeyAction.SERVE_NOW: "F10",
    KeyAction.SIGN_OUT: "F12",
}
"""The former keys of what has another one now; the help shows them until `BEFORE_UNTIL`."""
BEFORE_UNTIL = date(2027, 1, 31)


class DeskPage(StrEnum):
    """A page of the counter's window."""

    SIGN_IN = "sign_in"
    TAKE_OVER = "take_over"
    NEW_PIN = "new_pin"
    LOCK = "lock"
    FREE = "free"
    CALLED = "called"
    SERVING = "serving"
    AWAY = "away"
    STEP_AWAY = "step_away"
    PUT_ON_HOLD = "put_on_hold"
    TRANSFER = "transfer"
    OTHER = "other"
    OFFER = "offer"
    PUT_BACK = "put_back"
    ANNOUNCE = "announce"
    SIGN_OUT = "sign_out"
    OWN_DAY = "own_day"
    HELP = "help"


PAGES: Mapping[DeskPage, str] = whole(
    DeskPage,
    {
        DeskPage.SIGN_IN: N_("Sign in"),
        DeskPage.TAKE_OVER: N_("Take a counter over"),
        DeskPage.NEW_PIN: N_("Choose your own PIN"),
        DeskPage.LOCK: N_("The window is locked."),
        DeskPage.FREE: N_("Counter free"),
        DeskPage.CALLED: N_("A ticket has been called"),
        DeskPage.SERVING: N_("In service"),
        DeskPage.AWAY: N_("Away from the counter"),
        DeskPage.STEP_AWAY: N_("Step away"),
        DeskPage.PUT_ON_HOLD: N_("Put on hold"),
        DeskPage.TRANSFER: N_("Transfer"),
        DeskPage.OTHER: N_("Another ticket"),
        DeskPage.OFFER: N_("A priority citizen arrived"),
        DeskPage.PUT_BACK: N_("Back to waiting"),
        DeskPage.ANNOUNCE: N_("Announce a fault"),
        DeskPage.SIGN_OUT: N_("Sign out"),
        DeskPage.OWN_DAY: N_("My day"),
        DeskPage.HELP: N_("Help"),
    },
)
WORK = (DeskPage.FREE, DeskPage.CALLED, DeskPage.SERVING, DeskPage.AWAY)
LISTS = (DeskPage.STEP_AWAY, DeskPage.PUT_ON_HOLD, DeskPage.TRANSFER, DeskPage.PUT_BACK)
ASKING = (*LISTS, DeskPage.OTHER, DeskPage.OFFER, DeskPage.ANNOUNCE, DeskPage.SIGN_OUT)
LOOKED_AT = (DeskPage.OWN_DAY, DeskPage.HELP)  # nothing is done there
EVERY = tuple(DeskPage)


class KeyGroup(StrEnum):
    """What a key is for, in the order of the help."""

    FIRST = "first"  # the one thing to do next
    TICKETS = "tickets"
    WITHOUT = "without"
    ANSWERS = "answers"
    WINDOW = "window"


GROUPS: Mapping[KeyGroup, tuple[str, str]] = whole(
    KeyGroup,
    {
        KeyGroup.TICKETS: (N_("Tickets"), "format_list_numbered"),
        KeyGroup.WITHOUT: (N_("Without a ticket"), "edit-fill"),
        KeyGroup.ANSWERS: (N_("On this page"), "keyboard"),
        KeyGroup.WINDOW: (N_("Window"), "open_in_full"),
    },
    but={KeyGroup.FIRST},
)
"""Each group's word and pictogram."""


@dataclass(frozen=True, slots=True)
class Use:
    """What `action` does on some `pages`: a word, and perhaps a `note` that explains it."""

    action: KeyAction
    group: KeyGroup
    pages: tuple[DeskPage, ...]
    word: str
    note: str = ""
    is_direct: bool = False
    """Only where priority is given at once."""
    is_leading: bool = False
    """Only of whoever may change the office's settings."""


def _first(page: DeskPage, word: str, note: str = "") -> Use:
    return Use(KeyAction.GO_ON, KeyGroup.FIRST, (page,), word, note)


_ONCE_ANSWERED = N_("Once everything on the page is answered")
USES: tuple[Use, ...] = (
    _first(DeskPage.SIGN_IN, N_("Sign in")),
    _first(DeskPage.TAKE_OVER, N_("Take over")),
    _first(DeskPage.NEW_PIN, N_("Keep this PIN")),
    _first(DeskPage.LOCK, N_("Unlock")),
    _first(DeskPage.FREE, N_("Call next"), N_("One press calls once, even if it is held down.")),
    _first(DeskPage.CALLED, N_("Start service"), N_("The person has come to the counter.")),
    _first(DeskPage.SERVING, N_("Finish service"), N_("With the outcome that is chosen.")),
    _first(DeskPage.AWAY, N_("I am back")),
    _first(DeskPage.STEP_AWAY, N_("Step away"), _ONCE_ANSWERED),
    _first(DeskPage.PUT_ON_HOLD, N_("Put on hold"), _ONCE_ANSWERED),
    _first(DeskPage.TRANSFER, N_("Transfer"), _ONCE_ANSWERED),
    _first(DeskPage.OTHER, N_("Do what is chosen"), _ONCE_ANSWERED),
    _first(DeskPage.OFFER, N_("Do what is chosen"), _ONCE_ANSWERED),
    _first(DeskPage.PUT_BACK, N_("Put back"), _ONCE_ANSWERED),
    _first(DeskPage.ANNOUNCE, N_("Announce now"), _ONCE_ANSWERED),
    _first(DeskPage.SIGN_OUT, N_("Stay at the counter")),
    Use(KeyAction.RECALL, KeyGroup.TICKETS, (DeskPage.CALLED,), N_("Call again")),
    Use(KeyAction.NO_SHOW, KeyGroup.TICKETS, (DeskPage.CALLED,), N_("Nobody came")),
    Use(
        KeyAction.PUT_BACK,
        KeyGroup.TICKETS,
        (DeskPage.CALLED,),
        N_("Put back"),
        N_("Called by mistake: it keeps its place"),
    ),
    Use(KeyAction.HOLD, KeyGroup.TICKETS, (DeskPage.SERVING,), N_("Put on hold")),
    Use(KeyAction.HOLD, KeyGroup.TICKETS, (DeskPage.FREE,), N_("Resume"), N_("Whoever is on hold")),
    Use(
        KeyAction.TRANSFER,
        KeyGroup.TICKETS,
        (DeskPage.CALLED, DeskPage.SERVING),
        N_("Transfer"),
        N_("To a service, a line or a colleague"),
    ),
    Use(
        KeyAction.CALL_CHOSEN,
        KeyGroup.TICKETS,
        (DeskPage.FREE,),
        N_("Call out of order"),
        N_("Who is chosen in the list; asks for the reason"),
    ),
    Use(
        KeyAction.OTHER,
        KeyGroup.TICKETS,
        (DeskPage.FREE, DeskPage.CALLED, DeskPage.SERVING),
        N_("Another ticket"),
        N_("Call it, move it, bring it back, cancel it"),
    ),
    Use(
        KeyAction.UNDO,
        KeyGroup.TICKETS,
        (DeskPage.FREE, DeskPage.CALLED, DeskPage.SERVING),
        N_("Undo the last step"),
        N_("For 30 seconds"),
    ),
    Use(KeyAction.AWAY, KeyGroup.TICKETS, (DeskPage.FREE, DeskPage.SERVING), N_("Step away")),
    Use(KeyAction.PHONE, KeyGroup.WITHOUT, (DeskPage.FREE,), N_("Serve by telephone")),
    Use(KeyAction.CHAT, KeyGroup.WITHOUT, (DeskPage.FREE,), N_("Serve by chat")),
    Use(KeyAction.EMAIL, KeyGroup.WITHOUT, (DeskPage.FREE,), N_("Serve by e-mail")),
    Use(
        KeyAction.SERVE_NOW,
        KeyGroup.WITHOUT,
        (DeskPage.FREE,),
        N_("Serve now"),
        N_("Who is at the counter without a ticket"),
    ),
    Use(
        KeyAction.SERVE_NOW,
        KeyGroup.WITHOUT,
        (DeskPage.CALLED, DeskPage.SERVING),
        N_("Priority arrival"),
        N_("Whoever is being served"),
        is_direct=True,
    ),
    Use(KeyAction.OUTCOME, KeyGroup.ANSWERS, (DeskPage.SERVING,), N_("Choose the outcome")),
    Use(KeyAction.SURVEY, KeyGroup.ANSWERS, (DeskPage.SERVING,), N_("Survey offered")),
    Use(
        KeyAction.CHOOSE_BESIDE,
        KeyGroup.ANSWERS,
        (DeskPage.SERVING, DeskPage.OTHER),
        N_("Choose from the list"),
    ),
    Use(
        KeyAction.CHOOSE,
        KeyGroup.ANSWERS,
        (*LISTS, DeskPage.OFFER, DeskPage.ANNOUNCE),
        N_("Choose from the list"),
    ),
    Use(KeyAction.BACK, KeyGroup.ANSWERS, (*ASKING, DeskPage.TAKE_OVER), N_("Go back one step")),
    Use(
        KeyAction.BACK,
        KeyGroup.ANSWERS,
        (DeskPage.FREE, DeskPage.CALLED, DeskPage.SERVING),
        N_("Let the chosen ticket go"),
    ),
    Use(KeyAction.BACK, KeyGroup.ANSWERS, (DeskPage.NEW_PIN,), N_("Sign out")),
    Use(KeyAction.BACK, KeyGroup.ANSWERS, (DeskPage.LOCK,), N_("Another person")),
    Use(KeyAction.BACK, KeyGroup.ANSWERS, LOOKED_AT, N_("Close")),
    Use(KeyAction.PRINT, KeyGroup.ANSWERS, (DeskPage.HELP,), N_("Print")),
    Use(
        KeyAction.SIGN_OUT,
        KeyGroup.WINDOW,
        (DeskPage.FREE, DeskPage.SIGN_OUT),
        N_("Sign out"),
        N_("Asks first while somebody waits"),
    ),
    Use(
        KeyAction.ANNOUNCE,
        KeyGroup.WINDOW,
        (DeskPage.FREE, DeskPage.CALLED, DeskPage.SERVING),
        N_("Announce a fault"),
        N_("Leaders: at kiosks and displays at once"),
        is_leading=True,
    ),
    Use(
        KeyAction.REFRESH,
        KeyGroup.WINDOW,
        EVERY,
        N_("Refresh"),
        N_("Reads again; changes nothing"),
    ),
    Use(KeyAction.OWN_DAY, KeyGroup.WINDOW, (DeskPage.FREE, DeskPage.AWAY), N_("My day")),
    Use(KeyAction.FORM, KeyGroup.WINDOW, EVERY, N_("Strip or wide window")),
    Use(KeyAction.LARGER, KeyGroup.WINDOW, EVERY, N_("Larger")),
    Use(KeyAction.SMALLER, KeyGroup.WINDOW, EVERY, N_("Smaller")),
    Use(KeyAction.AS_DRAWN, KeyGroup.WINDOW, EVERY, N_("As large as there is room for")),
    Use(KeyAction.COLOURS, KeyGroup.WINDOW, EVERY, N_("Light, dark, high contrast")),
    Use(KeyAction.HELP, KeyGroup.WINDOW, EVERY, N_("This help")),
)


def uses_on(page: DeskPage, *, is_direct: bool = True, is_leading: bool = True) -> tuple[Use, ...]:
    """Return what keys do on `page`, in the order of the help.

    `is_direct`: also what they do only in an office that gives priority at once; `is_leading`: also
    what they do only for leaders.
    """
    there = [
        each
        for each in USES
        if page in each.pages
        and (is_direct or not each.is_direct)
        and (is_leading or not each.is_leading)
    ]
    return tuple(each for group in KeyGroup for each in there if each.group is group)


class Keys:
    """The keys of one machine's counter: the usual ones, but for those its office `changed`."""

    def __init__(self, changed: Mapping[KeyAction, str] | None = None) -> None:
        known = {action: canonical(key) or key for action, key in (changed or {}).items()}
        self._keys = dict(DEFAULTS) | known

    def of(self, action: KeyAction) -> str:
        """Return the key of `action`, as it is shown on a button: `F9`, `Ctrl+D`, `1–9`."""
        if (numbers := NUMBERED.get(action)) is None:
            return self._keys[action]
        if len(numbers) == 1:
            return numbers[0]
        return f"{numbers[0]}–{numbers[-1].removeprefix(BESIDE)}"

    def pressed_for(self, action: KeyAction) -> tuple[str, ...]:
        """Return every key that does `action`: numbers are several."""
        if (numbers := NUMBERED.get(action)) is not None:
            return numbers
        other = WITHOUT_SHIFT.get(action)
        return (self._keys[action],) if other is None else (self._keys[action], other)

    @property
    def changed(self) -> Mapping[str, str]:
        """The usual key of each action that has another one here, and that one."""
        return {key: self._keys[each] for each, key in DEFAULTS.items() if self._keys[each] != key}


MODIFIERS = ("Ctrl", "Alt", "Shift")
_NAMED = {
    each.lower(): each for each in (*(f"F{n}" for n in range(1, 25)), "Esc", "Pause", "Ins", "Home")
}
_OF_TEXT = frozenset({"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X"})  # what a field does with them


def canonical(keys: str) -> str | None:
    """Return `keys` as they are shown (`ctrl+shift+f9` is `Ctrl+Shift+F9`), None for no keys."""
    *held, last = _parts(keys)
    known = {each.lower(): each for each in MODIFIERS}
    if len(set(map(str.lower, held))) < len(held) or any(
        each.lower() not in known for each in held
    ):
        return None
    is_sign = len(last) == 1 and last.isascii() and (last.isalnum() or last in "+-")
    name = last.upper() if is_sign else _NAMED.get(last.lower())
    if name is None:
        return None
    wanted = {known[each.lower()] for each in held}
    return "+".join([*(each for each in MODIFIERS if each in wanted), name])


def _parts(keys: str) -> list[str]:
    """Return what is held, and last what is struck; a plus at the end is one that is struck."""
    return [part.strip() for part in re.split(r"\+(?=.)", keys)]


def types(keys: str) -> bool:
    """Whether `keys`, as they are shown, write into a text or change one."""
    *held, last = _parts(keys)
    return keys in _OF_TEXT or (len(last) == 1 and not {"Ctrl", "Alt"} & set(held))


def problems(changed: Mapping[str, object]) -> Iterator[Problem]:
    """Tell what of an office's `[keys]` cannot be: the table as it was read, action to key."""
    chosen: dict[KeyAction, str] = {}
    for name, key in changed.items():
        where = f"keys.{name}"
        if name not in set(DEFAULTS):
            words = N_("is no action; there are: {known}")
            yield Problem(where, Words(words, known=", ".join(DEFAULTS)))
        elif not isinstance(key, str) or (keys := canonical(key)) is None:
            words = N_('is "{keys}", which is no key; write one such as F8 or Ctrl+D')
            yield Problem(where, Words(words, keys=str(key)[:40]))
        elif types(keys):
            words = N_('is "{keys}", which types or changes a text; write one such as F8 or Ctrl+D')
            yield Problem(where, Words(words, keys=keys))
        else:
            chosen[KeyAction(name)] = keys
    yield from _twice(chosen)


def _twice(chosen: Mapping[KeyAction, str]) -> Iterator[Problem]:
    """Tell which of the `chosen` keys does something else already on one of its pages."""
    keys = Keys(chosen)
    for one, other in combinations(KeyAction, 2):
        if not {one, other} & set(chosen) or not _pages(one) & _pages(other):
            continue
        if same := set(keys.pressed_for(one)) & set(keys.pressed_for(other)):
            mine, theirs = (one, other) if one in chosen else (other, one)
            words = N_('is "{keys}", which does {other} on the same page; choose another one')
            yield Problem(f"keys.{mine}", Words(words, keys=min(same), other=theirs.value))


def _pages(action: KeyAction) -> set[DeskPage]:
    return {page for use in USES if use.action is action for page in use.pages}
