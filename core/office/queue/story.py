"""A ticket's whole story: what happened to it, by the journal, and what times that makes."""

from datetime import date

from sqlalchemy import Connection

from core.domain.figures.counting import measured
from core.domain.figures.story import Story
from core.domain.journal.attentions import visits_of
from core.domain.numbering import read_code, read_id
from core.domain.service import OfficeSettings
from core.domain.ticket import Kind, OfficeId
from core.errors import TicketNotOfDay
from core.office.ledger.checks import name_of
from core.store import events, tickets

OF_DAYS = (Kind.DAY_ENDED, Kind.DAY_CONFIRMED)


def story_of(
    connection: Connection, office: OfficeId, settings: OfficeSettings, name: str, day: date
) -> Story:
    """Return the story of the ticket that people call `name`: a code, or `#` and its id."""
    number, code = read_id(name), read_code(name)
    of_day = tickets.of_days(connection, office, day, day)
    found = [each for each in of_day if (each.id == number if number else each.code == code)]
    if not found:
        raise TicketNotOfDay(code=code, day=day)
    ticket = found[0]
    told = list(events.about(connection, office, ticket.id))
    for kind in OF_DAYS:
        told += [
            each
            for each in events.of_kind_after(connection, office, kind, ticket.id)
            if ticket.id in each.data["tickets"]
        ]
    told.sort(key=lambda each: each.seq)
    visits = visits_of(told)
    people = {each.staff for each in told if each.staff is not None}
    return Story(
        ticket,
        tuple(told),
        tuple((each, measured(each, settings)) for visit in visits for each in visit.attentions),
        {each: name_of(connection, office, each) for each in sorted(people)},
        settings,
    )
