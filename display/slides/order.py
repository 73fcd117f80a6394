"""Which slides the hall sees, and in what order: the urgent first and often, the rest in turn.

Pure: what the office has to say at a moment, and the pictures that can be shown.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import cycle
from typing import TYPE_CHECKING

from core.domain.service import Mode, Notice, OfficeSettings
from core.domain.ticket import Line
from core.language import kept_whole
from display.slides.pages import Slide, SlideKind

if TYPE_CHECKING:
    from core.domain.service import Contact

BETWEEN_FACTS = 2
PROTOCOLS = "es"  # the language of its duties and rights, which are told word by word
FAULT = "fault"
OFFICE = "office"


def programme(
    settings: OfficeSettings, at: datetime, *, language: str = "es", pictures: Sequence[str] = ()
) -> tuple[Slide, ...]:
    """Return the slides at `at`.

    An outage is the first, and comes again with every fact: the time, the next closing, and who
    waits take turns after every second slide. A notice is shown in every language of the office
    it was written in, `language` first.
    """
    readings = _spread(tuple(_readings(settings, at, language)), pictures)
    facts = tuple(_facts(settings))
    return tuple(_with_facts(readings, facts, _outage(settings, at, language)))


def outage_programme(
    settings: OfficeSettings, at: datetime, *, language: str = "es"
) -> tuple[Slide, ...]:
    """Return the outage at `at` and then a fact, which stands for all of them on a board.

    Nothing while there is no outage.
    """
    urgent = _outage(settings, at, language)
    return (*urgent, *tuple(_facts(settings))[:1]) if urgent else ()


def _outage(settings: OfficeSettings, at: datetime, language: str) -> tuple[Slide, ...]:
    outage = settings.outage(at)
    return () if outage is None else tuple(_told(outage, SlideKind.OUTAGE, settings, language))


def _with_facts(
    readings: Sequence[Slide], facts: Sequence[Slide], urgent: Sequence[Slide]
) -> Iterator[Slide]:
    coming = cycle(facts)
    yield from urgent
    if not readings:
        yield from facts
    for number, slide in enumerate(readings):
        if number % BETWEEN_FACTS == 0:
            yield from urgent if number else ()
            yield from (next(coming),) if facts else ()
        yield slide


def _readings(settings: OfficeSettings, at: datetime, language: str) -> Iterator[Slide]:
    for message in settings.messages(at):
        yield from _told(message, SlideKind.MESSAGE, settings, language)
    yield Slide(SlideKind.MISSED)
    if any(settings.hours.week.values()):
        yield Slide(SlideKind.HOURS)
    yield from _contact(settings.contact)
    for kind, texts in ((SlideKind.DUTY, settings.duties), (SlideKind.RIGHT, settings.rights)):
        yield from (Slide(kind, text, language=PROTOCOLS) for text in texts)


def _told(
    notice: Notice, kind: SlideKind, settings: OfficeSettings, language: str
) -> Iterator[Slide]:
    """Give a notice in each language of the hall in which it was written."""
    for code in dict.fromkeys((language, *settings.languages)):
        text = " ".join(notice.texts.get(code, "").split())
        if text:
            yield Slide(kind, kept_whole(text), about=notice.key, language=code)


def _contact(contact: "Contact") -> Iterator[Slide]:
    if contact.fault_phone:
        yield Slide(SlideKind.PHONE, about=FAULT)
    if contact.phone:
        yield Slide(SlideKind.PHONE, about=OFFICE)
    if contact.web or contact.chat or contact.email:
        yield Slide(SlideKind.ONLINE)


def _facts(settings: OfficeSettings) -> Iterator[Slide]:
    hall = settings.hall
    if hall.clock:
        yield Slide(SlideKind.CLOCK)
    if hall.closing:
        yield Slide(SlideKind.CLOSING)
    if hall.waiting or hall.wait_range:
        yield from (Slide(SlideKind.WAITING, about=line.value) for line in lines_of(settings))


def lines_of(settings: OfficeSettings) -> tuple[Line, ...]:
    """Return the lines that wait here: where priority citizens are served at once, one."""
    return (Line.GENERAL,) if settings.mode is Mode.DIRECT else tuple(Line)


def _spread(readings: Sequence[Slide], pictures: Sequence[str]) -> tuple[Slide, ...]:
    """Put the pictures between the texts, as evenly as they go."""
    placed = [(number / max(1, len(readings)), slide) for number, slide in enumerate(readings)]
    placed += [
        ((number + 0.5) / len(pictures), Slide(SlideKind.PICTURE, about=name))
        for number, name in enumerate(pictures)
    ]
    return tuple(slide for _, slide in sorted(placed, key=lambda each: each[0]))
