"""The office: what people do, one method, one transaction, one event of the journal.

office = Office.open("sqlite:///turnos.sqlite3", office="san-andres")
ticket = office.queue.issue(line="preferential")
"""

from core.domain.figures.report import Report
from core.domain.figures.story import Story
from core.domain.receipt import Receipt, Unspoken
from core.office.document.document import template, templates
from core.office.figures.reports import Prelation
from core.office.live.live import DayCourse
from core.office.live.panel import Panel
from core.office.office import Office
from core.office.people.presence import Session
from core.office.people.staff import PersonAtWork
from core.office.queue.board import Board, Call, CounterStatus, LineStatus
from core.office.queue.waits import Prospect
from core.store.devices import Device, PrintJob
from core.store.feed import Doorbell

__all__ = [
    "Board",
    "Call",
    "CounterStatus",
    "DayCourse",
    "Device",
    "Doorbell",
    "LineStatus",
    "Office",
    "Panel",
    "PersonAtWork",
    "Prelation",
    "PrintJob",
    "Prospect",
    "Receipt",
    "Report",
    "Session",
    "Story",
    "Unspoken",
    "template",
    "templates",
]
