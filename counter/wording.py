"""The counter's sentences: lines, outcomes, reasons, why a ticket is next, and what to say aloud.

Pure but for the language. What is said to a citizen follows the office's protocol word for word,
always in the formal address.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.prelation import FOR_PRIORITY
from core.domain.ticket import Channel, Line, Outcome, Rule, Ticket, Why
from core.errors import N_
from core.keys import NUMBERED, Action
from core.language import NOON
from core.qt.look.language import Texts
from core.whole import whole

LINES = whole(Line, {Line.GENERAL: N_("General"), Line.PREFERENTIAL: N_("Priority")})
_FIRST, _SECOND, _THIRD, _FOURTH = NUMBERED[Action.OUTCOME]
OUTCOMES: Mapping[Outcome, tuple[str, str, str]] = whole(
    Outcome,
    {
        Outcome.RESOLVED: (N_("Resolved"), "check_circle-fill", _FIRST),
        Outcome.FILED: (N_("Filed"), "description-fill", _SECOND),
        Outcome.ESCALATED: (N_("Escalated"), "supervisor_account-fill", _THIRD),
        Outcome.NOT_OURS: (N_("Not ours"), "block", _FOURTH),
    },
)
"""Each outcome's word, pictogram and key."""
CHANNELS: Mapping[Channel, tuple[str, str]] = whole(
    Channel,
    {
        Channel.IN_PERSON: (N_("No ticket"), "record_voice_over-fill"),
        Channel.PHONE: (N_("Telephone"), "call-fill"),
        Channel.CHAT: (N_("Chat"), "chat-fill"),
        Channel.EMAIL: (N_("E-mail"), "mail-fill"),
    },
)


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason to leave the citizen at the desk: the key that is kept, its word, and what to say.

    `asks` are the sentences that ask for leave, without and with how to address the person; `why`
    is what they say of the reason.
    """

    key: str
    word: str
    asks: tuple[str, str]
    why: str


STEP_AWAY = (
    N_("I have to step away for a moment {why}. May I?"),
    N_("{person}, I have to step away for a moment {why}. May I?"),
)
PUT_ON_HOLD = (
    N_("I put your case on hold {why}. May I?"),
    N_("{person}, I put your case on hold {why}. May I?"),
)
AWAY_REASONS: tuple[Reason, ...] = (
    Reason("break", N_("Break"), STEP_AWAY, N_("for a short break")),
    Reason("lunch", N_("Lunch"), STEP_AWAY, N_("to have lunch")),
    Reason("colleague", N_("Helping a colleague"), STEP_AWAY, N_("to help a colleague")),
    Reason("enquiry", N_("Asking about the case"), STEP_AWAY, N_("to ask about your case")),
    Reason("document", N_("Fetching a document"), STEP_AWAY, N_("to fetch a document")),
    Reason("other", N_("Other reason"), STEP_AWAY, N_("to see to something else")),
)
HOLD_PREFERENTIAL = Reason(
    FOR_PRIORITY,
    N_("A priority citizen arrived"),
    STEP_AWAY,
    N_("to serve a priority citizen"),
)
HOLD_REASONS: tuple[Reason, ...] = (
    Reason(
        "document",
        N_("A document is missing"),
        PUT_ON_HOLD,
        N_("until you bring the document"),
    ),
    Reason("enquiry", N_("Waiting for an answer"), PUT_ON_HOLD, N_("while they answer me")),
    Reason("other", N_("Other reason"), PUT_ON_HOLD, N_("while I see to something else")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A reason to choose: the key that is kept, and its word."""

    key: str
    word: str


CHOSEN_REASONS: tuple[Choice, ...] = (
    Choice("returned", N_("Comes back with what was missing")),
    Choice("appointment", N_("Was given this time")),
    Choice("leader", N_("The leader asks for it")),
)
PUT_BACK_REASONS: tuple[Choice, ...] = (
    Choice("mistake", N_("It was called by mistake")),
    Choice("asked_to_wait", N_("The citizen asks to wait")),
    Choice("other", N_("Other reason")),
)
# Never why somebody has priority: that is health data, and nobody's business.
LINE_REASONS: tuple[Choice, ...] = (
    Choice("asked", N_("The citizen asks for it")),
    Choice("wrong_button", N_("The wrong button was touched")),
)


def line_word(texts: Texts, line: Line) -> str:
    return texts(LINES[line])


def ticket_word(texts: Texts, ticket: Ticket) -> str:
    """Return the code, or the way a person without one came."""
    return ticket.code or texts(CHANNELS[ticket.channel][0])


# What became of the ticket of a step, where the page that comes says nothing of it.
DONE = {
    "finish": N_("{ticket}: finished"),
    "no_show": N_("{ticket}: nobody came"),
    "put_back": N_("{ticket}: back to waiting"),
    "hold": N_("{ticket}: on hold"),
    "transfer": N_("{ticket}: transferred"),
    "cancel": N_("{ticket}: cancelled"),
    "change_line": N_("{ticket}: now in the other line"),
    "reinstate": N_("{ticket}: brought back"),
}


def done(texts: Texts, step: str, ticket: Ticket) -> str:
    """Say what became of `ticket` by a step, "" where the page itself does."""
    return texts(DONE[step], ticket=ticket_word(texts, ticket)) if step in DONE else ""


def arrival(texts: Texts, n: int) -> str:
    """Say that `n` priority citizens wait without a ticket."""
    if n == 1:
        return texts("A priority citizen is waiting")
    return texts.plural("{n} priority citizens are waiting", "{n} priority citizens are waiting", n)


def away_word(texts: Texts, key: str | None) -> str:
    """Return the word of a reason for being away; one of another program's as it stands."""
    known = {reason.key: reason.word for reason in AWAY_REASONS}
    return "" if key is None else texts(known[key]) if key in known else key


def said(texts: Texts, sentence: str) -> str:
    """Return a sentence in quotation marks, as one to say aloud."""
    return texts("“{sentence}”", sentence=sentence)


def minutes(texts: Texts, seconds: float) -> str:
    return texts("{minutes} min", minutes=int(seconds // 60))


def stopwatch(seconds: float) -> str:
    """Return a duration as `04:12`, from an hour on as `1:04:12`."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    clock = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{hours}:{clock}" if hours else clock


def why(texts: Texts, reason: Why, relief_after: int = 0) -> str:
    """Say why a ticket is the next one, and whom it passes."""
    rule = RULES[reason.rule](texts, reason, relief_after)
    return " ".join(part for part in (rule, _overtakes(texts, reason)) if part)


def _relief(texts: Texts, _reason: Why, relief_after: int) -> str:
    return texts.plural(
        "After {n} priority ticket a general one is called.",
        "After {n} priority tickets a general one is called.",
        relief_after,
    )


def _chosen(texts: Texts, reason: Why, _relief_after: int) -> str:
    word = _chosen_word(texts, reason.reason)
    return texts("Called out of its order: {reason}.", reason=word)


RULES: Mapping[Rule, Callable[[Texts, Why, int], str]] = whole(
    Rule,
    {
        Rule.FIRST_COME: lambda texts, *_: texts("It came first in its line."),
        Rule.PRIORITY: lambda texts, *_: texts(
            "It is a priority ticket and came first in its line."
        ),
        Rule.RELIEF: _relief,
        Rule.REINSTATED: lambda texts, *_: texts("It was reinstated and is the next of its line."),
        Rule.CHOSEN: _chosen,
    },
)


def _chosen_word(texts: Texts, key: str | None) -> str:
    """Return the word of a reason for a call out of order; another program's as it stands."""
    known = {each.key: each.word for each in CHOSEN_REASONS}
    return "" if key is None else texts(known[key]) if key in known else key


def _overtakes(texts: Texts, reason: Why) -> str:
    if not reason.overtaken:
        return ""
    if reason.overtaken == 1:
        return texts("It goes before {code}.", code=reason.overtook)
    return texts.plural(
        "It goes before {code} and {n} more.",
        "It goes before {code} and {n} more.",
        reason.overtaken - 1,
        code=reason.overtook,
    )


# --- the protocol's sentences


@dataclass(frozen=True, slots=True)
class Citizen:
    """How to address the person at the desk; kept in this window's memory only.

    `is_woman`: None while nothing was chosen.
    """

    name: str = ""
    is_woman: bool | None = None


NOBODY = Citizen()


@dataclass(frozen=True, slots=True)
class Attention:
    """What there is to say depends on: how a citizen comes, when, to whom, and who they are.

    `at` is a local time; `has_returned`: the citizen has waited for the facilitator.
    """

    company: str
    channel: Channel
    at: datetime
    facilitator: str = ""
    citizen: Citizen = NOBODY
    has_returned: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """A step of an attention: its word, what to say, and a note."""

    step: str
    sentence: str
    note: str = ""


def address(texts: Texts, citizen: Citizen) -> str:
    """Return how to address the citizen within a sentence; "" without a name."""
    name = citizen.name.strip()
    if not name:
        return ""
    if citizen.is_woman is None:
        return texts("Mr. or Ms. {name}", name=name)
    return texts("Ms. {name}", name=name) if citizen.is_woman else texts("Mr. {name}", name=name)


def leave(texts: Texts, reason: Reason, citizen: Citizen) -> str:
    """Return what to say before the citizen is left alone: why, and whether one may."""
    person, why = address(texts, citizen), texts(reason.why)
    without, with_name = reason.asks
    if not person:
        return texts(without, why=why)
    asked = texts(with_name, person=person, why=why)
    return asked[:1].upper() + asked[1:]


def greeting(texts: Texts, attention: Attention) -> str:
    """Return the greeting at the desk: good morning until noon, then afternoon."""
    company, is_woman = attention.company, attention.citizen.is_woman
    morning = attention.at.time() < NOON
    if is_woman is None:
        if morning:
            return texts(
                "Good morning. Welcome to {company}. How can we help you?", company=company
            )
        return texts("Good afternoon. Welcome to {company}. How can we help you?", company=company)
    if is_woman:
        if morning:
            return texts(
                "Good morning, madam. Welcome to {company}. How can we help you?", company=company
            )
        return texts(
            "Good afternoon, madam. Welcome to {company}. How can we help you?", company=company
        )
    if morning:
        return texts(
            "Good morning, sir. Welcome to {company}. How can we help you?", company=company
        )
    return texts("Good afternoon, sir. Welcome to {company}. How can we help you?", company=company)


def farewell(texts: Texts, citizen: Citizen) -> str:
    person = address(texts, citizen)
    if not person:
        return texts("Thank you. Would you complete our satisfaction survey?")
    return texts("Thank you, {person}. Would you complete our satisfaction survey?", person=person)


def telephone_farewell(texts: Texts, citizen: Citizen) -> str:
    """Return how a call ends: the survey follows by itself."""
    name = citizen.name.strip()
    if not name:
        return texts("Thank you. I leave you with a short satisfaction survey.")
    if citizen.is_woman is None:
        return texts("Thank you, {name}. I leave you with a short satisfaction survey.", name=name)
    if citizen.is_woman:
        return texts(
            "Thank you, Ms. {name}. I leave you with a short satisfaction survey.", name=name
        )
    return texts("Thank you, Mr. {name}. I leave you with a short satisfaction survey.", name=name)


def scripts(texts: Texts, attention: Attention) -> tuple[Script, ...]:
    """Return the four steps of an attention, with what to say in each."""
    return (
        _welcome(texts, attention),
        Script(
            texts("Need"),
            texts("If I understood you well, you need the following:"),
            texts("Listen, check that you understood the need, and choose the reason."),
        ),
        _before_the_end(texts, attention.channel),
        Script(texts("Farewell"), _end(texts, attention)),
    )


def _welcome(texts: Texts, attention: Attention) -> Script:
    """Return what to say first, or on the return to a citizen who has waited."""
    step, note = texts("Greeting"), texts("Ask for the person's name and use it.")
    if attention.has_returned:
        return Script(step, texts("Thank you for waiting."), texts("Go on where you stopped."))
    match attention.channel:
        case Channel.PHONE:
            hello = texts(
                "Thank you for calling {company}, this is {name}. How can we help you?",
                company=attention.company,
                name=attention.facilitator,
            )
        case Channel.CHAT:
            hello = texts("Good day. How can I help you?")
        case Channel.EMAIL:
            hello = _salutation(texts, attention.citizen)
            note = texts("Use the name with which the person signed.")
        case Channel.IN_PERSON:
            hello = greeting(texts, attention)
    return Script(step, hello, note)


def _salutation(texts: Texts, citizen: Citizen) -> str:
    """Return the first line of an e-mail."""
    person = address(texts, citizen)
    return texts("Dear {person}:", person=person) if person else texts("Dear customer:")


def _before_the_end(texts: Texts, channel: Channel) -> Script:
    if channel is Channel.EMAIL:
        return Script(
            texts("If not ours"),
            texts("Your request is not about matters of the company."),
            texts("Else have it filed where that is due, and write which number it got."),
        )
    return Script(texts("Anything else?"), texts("Is there anything else I can help you with?"))


def _end(texts: Texts, attention: Attention) -> str:
    match attention.channel:
        case Channel.PHONE:
            return telephone_farewell(texts, attention.citizen)
        case Channel.CHAT:
            return texts(
                "It was a pleasure for {company} S.A. ESP to attend to your request through our "
                "online chat. Have a good day.",
                company=attention.company,
            )
        case Channel.EMAIL | Channel.IN_PERSON:
            return farewell(texts, attention.citizen)
