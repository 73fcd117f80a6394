"""The report as CSV: it says what it counts, and by which target."""

import csv
import io
from dataclasses import replace

import pytest

from core.domain.figures.report import Report
from core.domain.service import Mode
from core.reports.flat import report_csv
from core.reports.plain_table import Csv
from tests.builders import a_visit
from tests.reports.reports import FORGOTTEN, SETTINGS, TEN, a_report


def rows_of(report: Report) -> dict[tuple[str, str], tuple[str, str]]:
    rows = list(csv.reader(io.StringIO(report_csv(report))))
    assert rows[0] == ["office", "day", "group", "figure", "value", "n"]
    return {(group, figure): (value, n) for _office, _day, group, figure, value, n in rows[1:]}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\uff1d"])
def test_a_spreadsheet_takes_no_text_of_the_csv_for_a_formula(start: str) -> None:
    settings = replace(SETTINGS, name=f'{start}HYPERLINK("x"; "San, Andrés")')

    rows = list(csv.reader(io.StringIO(report_csv(a_report(settings=settings)))))

    assert {office for office, *_rest in rows[1:]} == {f"'{settings.name}"}
    assert not any(cell.startswith(("'", start)) for _office, *rest in rows[1:] for cell in rest)


def test_the_csv_holds_targets_answers_counters_and_what_is_not_measured() -> None:
    settings = replace(SETTINGS, mode=Mode.DIRECT)
    facts = {"score:4": 4, "score:5": 1, "put_back": 2, "informed": 3}

    told = rows_of(a_report([a_visit(1, *FORGOTTEN), *TEN[1:]], settings, facts))

    assert told["line:general", "not_measured"] == ("1", "5")
    assert told["channel:in_person", "served"] == ("3", "10")
    assert told["targets", "preferential_min"] == ("1", "")
    assert told["targets", "share_percent"] == ("85", "")
    assert told["survey", "answers"] == ("5", "5")
    assert told["survey", "mean"] == ("4.20", "5")
    assert told["survey", "score:4"] == ("4", "5")
    assert told["calls", "put_back"] == ("2", "2")
    assert told["notices", "informed"] == ("3", "3")
    assert told["counters", "occupancy"] == ("50.00", "")
    assert told["staff:ana", "away_cost_min:bathroom"] == ("10.00", "")
    assert told["all", "outcome:resolved"] == ("3", "3")


def test_several_days_are_written_as_one_span_with_each_day_in_it() -> None:
    report = a_report(days=2)

    rows = list(csv.reader(io.StringIO(report_csv(report))))

    assert {day for _office, day, *_rest in rows[1:]} == {"2026-11-24/2026-11-25"}
    assert rows_of(report)["days:2026-11-25/2026-11-25", "issued"] == ("10", "10")
    assert rows_of(report)["all", "issued"] == ("20", "20")


def test_excel_in_spanish_gets_its_own() -> None:
    text = report_csv(a_report(), Csv.EXCEL)

    assert text.startswith("\ufeffoffice;day;group;figure;value;n\r\n")
    assert ";counters;occupancy;50,00;\r\n" in text
