"""The Colombian calendar: what the office takes from the library, worked out once more."""

from datetime import date, timedelta

import pytest

from core.domain.calendar.hours import holiday_name

ONE_DAY = timedelta(days=1)

OF_2026 = {
    "2026-01-01": "Año Nuevo",
    "2026-01-12": "Día de los Reyes Magos",
    "2026-03-23": "Día de San José",
    "2026-04-02": "Jueves Santo",
    "2026-04-03": "Viernes Santo",
    "2026-05-01": "Día del Trabajo",
    "2026-05-18": "Ascensión del señor",
    "2026-06-08": "Corpus Christi",
    "2026-06-15": "Sagrado Corazón",
    "2026-06-29": "San Pedro y San Pablo",
    "2026-07-13": "Día de Nuestra Señora del Rosario de Chiquinquirá",
    "2026-07-20": "Día de la Independencia",
    "2026-08-07": "Batalla de Boyacá",
    "2026-08-17": "La Asunción",
    "2026-10-12": "Día de la Raza",
    "2026-11-02": "Día de Todos los Santos",
    "2026-11-16": "Independencia de Cartagena",
    "2026-12-08": "La Inmaculada Concepción",
    "2026-12-25": "Navidad",
}


def holidays_of(year: int, country: str) -> dict[str, str]:
    days = [date(year, 1, 1) + day * ONE_DAY for day in range(366)]
    named = ((day, holiday_name(day, country)) for day in days if day.year == year)
    return {day.isoformat(): name for day, name in named if name}


def easter(year: int) -> date:
    """Return Easter Sunday, by the Gregorian computus."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    month, day = divmod(moon - sunday + 28 + 31 * 3 - 1, 31)
    return date(year, month, day + 1)


def next_monday(day: date) -> date:
    return day + (-day.weekday() % 7) * ONE_DAY


def by_the_law(year: int) -> set[str]:
    """Return the days that Ley 51 of 1983 gives, and the one of Chiquinquirá since 2026."""
    kept = [(1, 1), (5, 1), (7, 20), (8, 7), (12, 8), (12, 25)]
    moved = [(1, 6), (3, 19), (6, 29), (7, 9), (8, 15), (10, 12), (11, 1), (11, 11)]
    return {
        day.isoformat()
        for day in (
            *(date(year, month, day) for month, day in kept),
            *(next_monday(date(year, month, day)) for month, day in moved),
            *(easter(year) + days * ONE_DAY for days in (-3, -2)),  # Thursday and Good Friday
            *(easter(year) + days * ONE_DAY for days in (43, 64, 71)),  # moved to their Mondays
        )
    }


def test_the_nineteen_holidays_of_2026_have_their_names() -> None:
    assert holidays_of(2026, "CO") == OF_2026
    assert len(OF_2026) == 19


@pytest.mark.parametrize("year", range(2026, 2036))
def test_holidays_fall_where_the_law_moves_them(year: int) -> None:
    assert set(holidays_of(year, "CO")) == by_the_law(year)


def test_a_day_that_the_law_moves_is_a_working_day_itself() -> None:
    assert holiday_name(date(2026, 11, 1), "CO") is None
    assert holiday_name(date(2026, 11, 11), "CO") is None


def test_two_holidays_on_one_day_are_both_named() -> None:
    assert holiday_name(date(2025, 6, 30), "CO") == "Sagrado Corazón; San Pedro y San Pablo"


def test_names_do_not_depend_on_the_language_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US")

    assert holiday_name(date(2041, 12, 25), "CO") == "Navidad"  # a year that nobody asked before
    assert holiday_name(date(2041, 12, 25), "DE") == "Erster Weihnachtstag"  # has no Spanish


def test_an_office_may_have_no_holidays() -> None:
    assert holiday_name(date(2026, 1, 1), "") is None


@pytest.mark.parametrize("country", ["ZZ", "co", "Colombia"])
def test_an_unknown_country_is_refused(country: str) -> None:
    with pytest.raises(ValueError, match=country):
        holiday_name(date(2026, 1, 1), country)
