"""The counter's sentences: lines, outcomes, reasons, why a ticket is next, and what to say aloud.

Pure but for the language. What is said to a citizen follows the office's protocol word for word,
always in the formal address.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core import words
from core.domain.journal import reasons
from core.domain.order.prelation import FOR_PRIORITY
from core.domain.ticket import Channel, Line, Outcome, Rule, Ticket, Why
from core.errors import N_
from core.keys import NUMBERED, KeyAction
from core.qt.look.language import Texts
from core.whole import whole
from core.words import reason_word

_PICTOGRAMS = whole(
    Outcome,
    {
        Outcome.RESOLVED: "check_circle-fill",
        Outcome.FILED: "description-fill",
        Outcome.ESCALATED: "supervisor_account-fill",
        Outcome.NOT_OURS: "block",
    },
)
OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    outcome: (_PICTOGRAMS[outcome], key)
    for outcome, key in zip(Outcome, NUMBERED[KeyAction.OUTCOME], strict=True)
}
"""Each outcome's pictogram and key."""
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
    Reason("break", reasons.AWAY["break"], STEP_AWAY, N_("for a short break")),
    Reason("lunch", reasons.AWAY["lunch"], STEP_AWAY, N_("to have lunch")),
    Reason("colleague", reasons.AWAY["colleague"], STEP_AWAY, N_("to help a colleague")),
    Reason("enquiry", reasons.AWAY["enquiry"], STEP_AWAY, N_("to ask about your case")),
    Reason("document", reasons.AWAY["document"], STEP_AWAY, N_("to fetch a document")),
    Reason("other", reasons.AWAY["other"], STEP_AWAY, N_("to see to something else")),
)
HOLD_PREFERENTIAL = Reason(
    FOR_PRIORITY,
    reasons.HOLD[FOR_PRIORITY],
    STEP_AWAY,
    N_("to serve a priority citizen"),
)
HOLD_REASONS: tuple[Reason, ...] = (
    Reason(
        "document",
        reasons.HOLD["document"],
        PUT_ON_HOLD,
        N_("until you bring the document"),
    ),
    Reason("enquiry", reasons.HOLD["enquiry"], PUT_ON_HOLD, N_("while they answer me")),
    Reason("other", reasons.HOLD["other"], PUT_ON_HOLD, N_("while I see to something else")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A reason to choose: the key that is kept, and its word."""

    key: str
    word: str


def _choices(words: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(key, word) for key, word in words.items())


CHOSEN_REASONS = _choices(reasons.CHOSEN)
PUT_BACK_REASONS = _choices(reasons.PUT_BACK)
LINE_REASONS = _choices(reasons.OF_LINE)


def line_word(texts: Texts, line: Line) -> str:
    return texts(words.LINES[line])


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
    return reason_word(texts, reasons.AWAY, key)


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
    word = reason_word(texts, reasons.CHOSEN, reason.reason)
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
