"""What screens, papers, reports and commands say alike: lines, outcomes, waits, whom to call.

Pure but for the language; `_` is a `Language`, or a window's `Texts`.
"""

from collections.abc import Iterator
from typing import Protocol

from core.domain.service import Contact
from core.domain.ticket import Channel, Line, Outcome
from core.errors import N_
from core.whole import whole

LINES = whole(Line, {Line.GENERAL: N_("General"), Line.PREFERENTIAL: N_("Priority")})
ATTENTIONS = whole(
    Line, {Line.GENERAL: N_("General service"), Line.PREFERENTIAL: N_("Priority service")}
)
OUTCOMES = whole(
    Outcome,
    {
        Outcome.RESOLVED: N_("Resolved"),
        Outcome.FILED: N_("Filed"),
        Outcome.ESCALATED: N_("Escalated"),
        Outcome.NOT_OURS: N_("Not ours"),
    },
)
CHANNELS = whole(
    Channel,
    {
        Channel.IN_PERSON: N_("In person"),
        Channel.PHONE: N_("Telephone"),
        Channel.CHAT: N_("Chat"),
        Channel.EMAIL: N_("E-mail"),
    },
)


class Tongue(Protocol):
    def __call__(self, message: str, /, **fields: object) -> str: ...


def wait_range(_: Tongue, low_min: int | None, high_min: int) -> str:
    """Say how long somebody will wait: `20 to 45 minutes`, `less than 10 minutes`."""
    if low_min:
        return _("{low} to {high} minutes", low=low_min, high=high_min)
    return _("less than {high} minutes", high=high_min)


def fault_option(_: Tongue, contact: Contact) -> str:
    """Say which option of the fault line's number is for faults, and that it answers always."""
    if contact.fault_option:
        return _("option {option}, 24 hours", option=contact.fault_option)
    return _("24 hours")


def other_matters(_: Tongue, contact: Contact) -> str:
    """Say whom to call about anything but a fault: the option alone where the number is the same.

    "" where the office has no such number.
    """
    phone, option = contact.phone, contact.phone_option
    if not phone:
        return ""
    if not option:
        return _("Other matters: {phone}", phone=phone)
    if phone == contact.fault_phone:
        return _("Other matters: option {option}", option=option)
    return _("Other matters: {phone}, option {option}", phone=phone, option=option)


def online(_: Tongue, contact: Contact) -> Iterator[str]:
    """Say where the office is in the Internet, a line each: web and chat, and its e-mail."""
    if contact.chat and contact.chat == contact.web:
        yield _("{web}, with chat", web=contact.web)
    else:
        if contact.web:
            yield contact.web
        if contact.chat:
            yield _("Chat: {chat}", chat=contact.chat)
    if contact.email:
        yield contact.email
