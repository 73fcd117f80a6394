"""The day's report in words and as CSV: it says what it counts, and by which target."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from core.domain.figures.counting import cells_of
from core.domain.figures.figures import NO_RATINGS, DayFigures, Ratings, figures_of
from core.domain.journal.attentions import Visit
from core.domain.service import Mode, OfficeSettings, Targets
from core.domain.ticket import Kind, Line
from core.language import Language
from core.reports.day import day_csv, day_text
from tests.builders import a_visit, an_office_settings, local

DAY = date(2026, 11, 24)
SERVED = ((Kind.CALLED, 1), (Kind.STARTED, 2), (Kind.FINISHED, 3))
NEVER_CALLED = ((Kind.DAY_ENDED, 60),)
FORGOTTEN = ((Kind.CALLED, 1), (Kind.STARTED, 2), (Kind.FINISHED, 300))
SETTINGS = an_office_settings(targets=Targets(share_percent=85))
TEN = [
    a_visit(number, *(SERVED if number <= 3 else NEVER_CALLED), line=line)
    for number, line in enumerate([*[Line.GENERAL] * 5, *[Line.PREFERENTIAL] * 5], 1)
]


def figures(visits: Sequence[Visit] = TEN, settings: OfficeSettings = SETTINGS) -> DayFigures:
    return figures_of(cells_of(visits, settings, local("2026-11-25 08:00")))


def text(
    settings: OfficeSettings = SETTINGS,
    language: str = "es",
    day: DayFigures | None = None,
    ratings: Ratings = NO_RATINGS,
    put_back: int = 0,
) -> str:
    found = figures(settings=settings) if day is None else day
    _ = Language.load(language)
    return day_text(settings, DAY, found, _, put_back=put_back, ratings=ratings)


def line_of(report: str, start: str) -> str:
    [line] = [each for each in report.splitlines() if each.strip().startswith(start)]
    return " ".join(line.split())


def group_of(report: str, title: str) -> str:
    """Return the part of the report under a title."""
    _, found, rest = report.partition(f"\n{title}\n")
    assert found
    return rest.partition("\n\n")[0]


@pytest.mark.parametrize(("mode", "minutes"), [(Mode.TICKET, 5), (Mode.DIRECT, 1)])
def test_the_target_told_is_the_one_judged_by(mode: Mode, minutes: int) -> None:
    report = text(replace(SETTINGS, mode=mode))

    assert f"{minutes} min (preferencial)" in report
    assert f"meta 85 % en {minutes} min" in group_of(report, "Preferencial")
    assert "meta 85 % en 15 min" in group_of(report, "General")


def test_the_wanted_share_stands_beside_the_share_in_time() -> None:
    everybody = group_of(text(), "Todos los que vinieron")

    assert line_of(everybody, "Esperaron").endswith("n = 10, meta 85 %")


def test_those_served_are_counted_by_channel_and_not_those_issued() -> None:
    visits = [*TEN, a_visit(11, (Kind.FINISHED, 1), at_once=True, channel="phone")]

    channels = group_of(text(day=figures(visits)), "Atendidos, por canal")

    assert [line.split() for line in channels.splitlines()] == [
        ["Presencial", "3"],
        ["Teléfono", "1"],
    ]


def test_what_is_not_measured_is_counted_and_explained() -> None:
    report = text(day=figures([a_visit(1, *FORGOTTEN), *TEN[1:]]))

    assert line_of(group_of(report, "General"), "No medidos") == "No medidos 1"
    assert "más de 4 horas" in report
    assert "más de 4 horas" not in text()


@pytest.mark.parametrize(
    ("ratings", "told"),
    [
        (Ratings(4, None, {}), False),
        (Ratings(5, 4.0, {1: 1, 2: 0, 3: 0, 4: 1, 5: 3}), True),
    ],
)
def test_answers_to_the_survey_are_told_from_five_on(ratings: Ratings, told: bool) -> None:
    report = text(ratings=ratings)

    assert line_of(report, "Respuestas a la encuesta") == f"Respuestas a la encuesta {ratings.n}"
    assert ("4,0" in report) is told
    assert any(line.split() == ["Muy", "buena", "3"] for line in report.splitlines()) is told
    assert ("desde 5 respuestas" in report) is not told


def test_a_report_in_spanish_has_no_english_word_of_the_one_in_english() -> None:
    spanish, english = (
        {line.strip().split("  ")[0] for line in text(language=code).splitlines()}
        for code in ("es", "en")
    )

    assert spanish & english == {"", "General"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\uff1d"])
def test_a_spreadsheet_takes_no_text_of_the_csv_for_a_formula(start: str) -> None:
    settings = replace(SETTINGS, name=f'{start}HYPERLINK("x"; "San, Andrés")')

    rows = list(csv.reader(io.StringIO(day_csv(settings, DAY, figures()))))

    assert {office for office, *_rest in rows[1:]} == {f"'{settings.name}"}
    assert not any(cell.startswith(("'", start)) for _office, *rest in rows[1:] for cell in rest)


def test_the_csv_holds_targets_answers_and_what_is_not_measured() -> None:
    settings = replace(SETTINGS, mode=Mode.DIRECT)
    found = figures([a_visit(1, *FORGOTTEN), *TEN[1:]])

    rows = list(
        csv.reader(
            io.StringIO(
                day_csv(
                    settings, DAY, found, ratings=Ratings(5, 4.2, {1: 0, 2: 0, 3: 0, 4: 4, 5: 1})
                )
            )
        )
    )

    assert rows[0] == ["office", "day", "group", "figure", "value", "n"]
    told = {(group, figure): (value, n) for _office, _day, group, figure, value, n in rows[1:]}
    assert told["line:general", "not_measured"] == ("1", "5")
    assert told["channel:in_person", "served"] == ("3", "10")
    assert told["targets", "preferential_min"] == ("1", "")
    assert told["targets", "share_percent"] == ("85", "")
    assert told["survey", "answers"] == ("5", "5")
    assert told["survey", "mean"] == ("4.20", "5")
    assert told["survey", "score:4"] == ("4", "5")


def test_calls_that_were_put_back_are_told() -> None:
    assert line_of(text(put_back=2), "Llamados devueltos") == "Llamados devueltos 2"
    assert "Llamados devueltos" not in text()
    rows = list(csv.reader(io.StringIO(day_csv(SETTINGS, DAY, figures(), put_back=2))))
    assert ["calls", "put_back", "2", "2"] in [row[2:] for row in rows]
