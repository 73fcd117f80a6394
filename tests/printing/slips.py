"""Papers for tests, with defaults: a test states only what matters to it."""

from dataclasses import fields, replace
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from core.domain.calendar.hours import OpenDays, Span
from core.domain.service import Contact
from core.domain.ticket import Line
from core.language import Language
from core.printing.slip.slip import Slip, SlipContent, compose
from core.printing.slip.test_slip import Trial, compose_test
from tests.builders import TIMEZONE, local

CONTACT = Contact(
    address="Av. Providencia N° 4-135",
    fault_phone="608 5131011",
    fault_option="1",
    phone="608 5131011",
    phone_option="2",
    web="www.sopesa.com",
    chat="www.sopesa.com",
    email="info@sopesa.com",
)
WEEK = (OpenDays(0, 4, (Span(time(8), time(12)), Span(time(13), time(17)))),)


def a_content(**changes: Any) -> SlipContent:
    """Return the facts of ticket P-014 of Monday 23 November 2026, with `changes`."""
    facts: dict[str, Any] = {
        "company": "SOPESA",
        "office": "San Andrés",
        "code": "P-014",
        "line": Line.PREFERENTIAL,
        "language": "es",
        "issued_at": local("2026-11-23 09:18"),
        "timezone": TIMEZONE,
        "ahead": 3,
        "low_min": 5,
        "high_min": 25,
        "hours": WEEK,
        "office_id": "san-andres",
    }
    names = {each.name for each in fields(Contact)}
    contact = {name: changes.pop(name) for name in names & changes.keys()}
    return SlipContent(**{"contact": replace(CONTACT, **contact), **facts, **changes})


def a_slip(*, copy: bool = False, **changes: Any) -> Slip:
    content = a_content(**changes)
    return compose(content, Language.load(content.language), copy=copy)


def a_trial(**changes: Any) -> Trial:
    """Return the facts of the test page of kiosk-1 on the same morning, with `changes`."""
    facts: dict[str, Any] = {
        "device": "kiosk-1",
        "printer": "kiosk",
        "local": local("2026-11-23 07:40").astimezone(ZoneInfo(TIMEZONE)),
        "language": "es",
        "office": "San Andrés",
        "office_id": "san-andres",
    }
    return Trial(**facts | changes)


def a_test_page(**changes: Any) -> Slip:
    trial = a_trial(**changes)
    return compose_test(trial, Language.load(trial.language))
