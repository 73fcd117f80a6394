"""What is said aloud to a citizen, by the office's protocol word for word."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ticket import Channel
from core.language import NOON
from core.qt.look.language import Texts
from counter.wording import Reason


@dataclass(frozen=True, slots=True)
class Citizen:
    """How to address the person at the desk; kept in this window's memory only.

    `is_woman`: None while nothing was chosen.
    """

    name: str = ""
    is_woman: bool | None = None


NOBODY = Citizen()


@dataclass(frozen=True, slots=True)
class Speech:
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


def greeting(texts: Texts, attention: Speech) -> str:
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


def of(texts: Texts, attention: Speech) -> tuple[Script, ...]:
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


def _welcome(texts: Texts, attention: Speech) -> Script:
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


def _end(texts: Texts, attention: Speech) -> str:
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
