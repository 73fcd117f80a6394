"""A ticket's whole story: what happened to it, by the journal, and what times that makes."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.figures.counting import AttentionTimes
from core.domain.journal.attentions import Attention
from core.domain.service import OfficeSettings
from core.domain.ticket import Event, Ticket


@dataclass(frozen=True, slots=True)
class Story:
    """A ticket, its events in order, and its attentions with their times; none if it never came.

    `names` has what colleagues call whoever did something, by user name.
    """

    ticket: Ticket
    events: tuple[Event, ...]
    attentions: tuple[tuple[Attention, AttentionTimes], ...]
    names: Mapping[str, str]
    settings: OfficeSettings
