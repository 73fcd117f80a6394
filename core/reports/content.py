"""What a report holds, as values: the same for a page, a sheet and a text.

Figures, words and sentences stand in it as they are read; nothing of it is worked out here.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.reports.chart.chart import Chart
from core.reports.table import Table


class ParagraphLook(StrEnum):
    LEAD = "lead"  # what somebody who leads would say, first
    BODY = "body"
    SMALL = "small"  # definitions, notes


class Verdict(StrEnum):
    """Whether a figure that has a target is in it."""

    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; each of `strong` is a part of it that is bold."""

    text: str
    look: ParagraphLook = ParagraphLook.BODY
    strong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure by itself: `78`, `%`, and below it its target, its n and what else belongs to it."""

    name: str
    value: str
    unit: str = ""
    notes: tuple[str, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of figures."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two things next to each other, where there is room."""

    left: "Chart | Table"
    right: "Chart | Table"


ReportPart = Heading | Paragraph | KeyFigures | Chart | Table | Beside


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The box at the head of each page, as the company's documents have it."""

    company: str
    process: str
    title: str
    code: str
    version: str
    on: date


@dataclass(frozen=True, slots=True)
class ReportContent:
    """A whole report. `made` stands at the foot of each page: by what, when, and of what data."""

    letterhead: Letterhead
    title: str
    subtitle: str = ""
    parts: tuple[ReportPart, ...] = ()
    definitions: tuple[Paragraph, ...] = field(default=())
    made: str = ""
