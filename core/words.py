"""What screens, papers and commands say alike: whom to call and where to write.

Pure but for the language; `_` is a `Language`, or a window's `Texts`.
"""

from collections.abc import Iterator
from typing import Protocol

from core.domain.service import Contact


class Tongue(Protocol):
    def __call__(self, message: str, /, **fields: object) -> str: ...


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
