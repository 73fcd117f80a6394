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
from core.language import NOON
from core.qt.language import Texts
from core.whole import whole

LINES = whole(Line, {Line.GENERAL: N_("General"), Line.PREFERENTIAL: N_("Priority")})
SURVEY = "5"  # the key beside those of the outcomes
OUTCOMES: Mapping[Outcome, tuple[str, str, str]] = whole(
    Outcome,
    {
        Outcome.RESOLVED: (N_("Resolved"), "check_circle-fill", "1"),
        Outcome.FILED: (N_("Filed"), "description-fill", "2"),
        Outcome.ESCALATED: (N_("Escalated"), "supervisor_account-fill", "3"),
        Outcome.NOT_OURS: (N_("Not ours"), "block", "4"),
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
    """A reason to choose: the key that is kept, its word, and what to say when asking leave."""

    key: str
    word: str
    script: str


ASK_LEAVE = N_("I have to step away for a moment. May I?")
AWAY_REASONS: tuple[Reason, ...] = (
    Reason("break", N_("Break"), ASK_LEAVE),
    Reason("lunch", N_("Lunch"), ASK_LEAVE),
    Reason(
        "colleague",
        N_("Helping a colleague"),
        N_("I have to step away for a moment to help a colleague. May I?"),
    ),
    Reason(
        "enquiry",
        N_("Asking about the case"),
        N_("I have to step away for a moment to ask about your case. May I?"),
    ),
    Reason(
        "document",
        N_("Fetching a document"),
        N_("I have to step away for a moment to fetch a document. May I?"),
    ),
    Reason("other", N_("Other reason"), ASK_LEAVE),
)
HOLD_PREFERENTIAL = Reason(
    FOR_PRIORITY,
    N_("A priority citizen arrived"),
    N_("I have to leave you for a moment to serve a priority citizen. May I?"),
)
HOLD_REASONS: tuple[Reason, ...] = (
    Reason(
        "document",
        N_("A document is missing"),
        N_("I put your case on hold until you bring the document. May I?"),
    ),
    Reason(
        "enquiry",
        N_("Waiting for an answer"),
        N_("I put your case on hold while they answer me. May I?"),
    ),
    Reason("other", N_("Other reason"), N_("I put your case on hold for a moment. May I?")),
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


@dataclass(frozen=True, slots=True)
class Script:
    """A step of an attention: its word, what to say, and a note."""

    step: str
    sentence: str
    note: str = ""


def greeting(texts: Texts, at: datetime) -> str:
    """Return the greeting at the local time `at`: good morning until noon, then afternoon."""
    if at.time() < NOON:
        return texts("Good morning. Welcome to SOPESA. How can we help you?")
    return texts("Good afternoon. Welcome to SOPESA. How can we help you?")


def farewell(texts: Texts, citizen: Citizen) -> str:
    name = citizen.name.strip()
    if not name or citizen.is_woman is None:
        return texts("Thank you. Would you complete our satisfaction survey?")
    if citizen.is_woman:
        return texts(
            "Thank you, Ms. {name}. Would you complete our satisfaction survey?", name=name
        )
    return texts("Thank you, Mr. {name}. Would you complete our satisfaction survey?", name=name)


def telephone_farewell(texts: Texts, citizen: Citizen) -> str:
    """Return how a call ends: the survey follows by itself."""
    name = citizen.name.strip()
    if not name or citizen.is_woman is None:
        return texts("Thank you. I leave you with a short satisfaction survey.")
    if citizen.is_woman:
        return texts(
            "Thank you, Ms. {name}. I leave you with a short satisfaction survey.", name=name
        )
    return texts("Thank you, Mr. {name}. I leave you with a short satisfaction survey.", name=name)


def scripts(
    texts: Texts, channel: Channel, at: datetime, facilitator: str, citizen: Citizen
) -> tuple[Script, ...]:
    """Return the four steps of an attention, with what to say in each."""
    hello = {
        Channel.PHONE: texts(
            "Thank you for calling SOPESA, this is {name}. How can we help you?", name=facilitator
        ),
        Channel.CHAT: texts("Good day. How can I help you?"),
        Channel.EMAIL: texts("Good day. How can I help you?"),
    }.get(channel, greeting(texts, at))
    more = Script(texts("Anything else?"), texts("Is there anything else I can help you with?"))
    bye = farewell(texts, citizen)
    if channel is Channel.PHONE:
        bye = telephone_farewell(texts, citizen)
    if channel is Channel.EMAIL:
        more = Script(
            texts("If not ours"),
            texts("Your request is not about matters of the company."),
            texts("Else have it filed where that is due, and write which number it got."),
        )
    if channel is Channel.CHAT:
        bye = texts(
            "It was a pleasure for SOPESA S.A. ESP to attend to your request through our online "
            "chat. Have a good day."
        )
    return (
        Script(texts("Greeting"), hello, texts("Ask for the person's name and use it.")),
        Script(
            texts("Need"),
            texts("How can we help you?"),
            texts("Listen, check that you understood the need, and choose the reason."),
        ),
        more,
        Script(texts("Farewell"), bye),
    )
