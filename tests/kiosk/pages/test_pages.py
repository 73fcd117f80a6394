"""The right page at each moment, in the right language, and home again in the end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.clock import FixedClock
from core.domain.ticket import Line
from core.machine.config import Config
from core.office import Office, template
from kiosk.visit.page_values import Closed, Comfort, Home, Result, StillThere
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start, issued, move_to

LUNCH = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
EVENING = datetime(2026, 11, 23, 23, 20, tzinfo=UTC)
FRIDAY_EVENING = datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
HOLIDAY = datetime(2026, 12, 8, 15, 0, tzinfo=UTC)
NEW_YEAR_EVE = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)


# --- home


def test_the_greeting_follows_the_hour_of_the_office(start: Start, clock: FixedClock) -> None:
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    assert kiosk.says("Buenos días. Le damos la bienvenida a SOPESA")
    assert kiosk.says("9:00 a. m.")

    clock.advance(timedelta(hours=4, minutes=1))
    kiosk.presenter.tick()
    kiosk.pass_time(3)  # it reads the office every two seconds

    kiosk.wait(lambda: kiosk.says("Buenas tardes. Le damos la bienvenida a SOPESA"))
    assert kiosk.says("1:01 p. m.")


def test_the_clock_goes_on_between_two_readings(kiosk: Kiosk) -> None:
    kiosk.hang(59)
    assert kiosk.says("9:00 a. m.")

    kiosk.hang(2)

    assert kiosk.says("9:01 a. m.")


def test_the_preferential_block_lists_who_qualifies(kiosk: Kiosk) -> None:
    for words in (
        "Para usted si es:",
        "Persona adulta mayor (60 años o más)",
        "Mujer embarazada",
        "Persona con niño o niña en brazos",
        "Persona con discapacidad",
    ):
        assert kiosk.says(words)


def test_a_change_of_the_settings_is_seen_at_once(kiosk: Kiosk, office: Office) -> None:
    office.settings.change(
        dict(template("san-andres"))
        | {"qualifies": [{"es": "Persona mayor"}], "prefixes": {"general": "C"}}
    )

    kiosk.wait(lambda: kiosk.says("Persona mayor"))
    assert kiosk.says("C")
    assert not kiosk.says("Mujer embarazada")


def test_each_language_is_offered_in_its_own_name_and_spoken_at_once(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.button("English"))

    assert kiosk.says("Which service do you need?")
    kiosk.wait(lambda: kiosk.says("An older adult (60 or over)"))
    assert kiosk.says("9:00 a.m.")

    kiosk.touch(kiosk.button("Español"))

    assert kiosk.says("¿Qué atención necesita?")


def test_a_machine_may_prefer_another_language(start: Start) -> None:
    kiosk = start(GoodPrinter(), config=Config(language="en"))
    kiosk.wait_for(Home)

    assert kiosk.says("Which service do you need?")


def test_a_language_the_office_does_not_offer_is_not_spoken(start: Start, office: Office) -> None:
    office.settings.change(dict(template("san-andres")) | {"languages": ["es"]})
    kiosk = start(GoodPrinter(), config=Config(language="en"))
    kiosk.wait_for(Home)

    assert kiosk.says("¿Qué atención necesita?")
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)


# --- how things are shown


def test_high_contrast_large_text_and_low_screen_are_at_hand_and_go_away_again(
    kiosk: Kiosk,
) -> None:
    kiosk.touch(kiosk.button("Alto contraste"))
    assert kiosk.mode == "contrast"

    kiosk.touch(kiosk.button("Letra grande"))
    assert kiosk.is_large

    kiosk.touch_comfort("Pantalla baja")
    assert kiosk.presenter.comfort == Comfort(contrast=True, large=True, low=True)

    for name in ("Alto contraste", "Letra grande", "Pantalla baja"):
        kiosk.touch_comfort(name)
    assert (kiosk.mode, kiosk.is_large, kiosk.presenter.comfort) == ("light", False, Comfort())


def test_what_a_person_needs_is_kept_on_the_page_with_the_ticket_and_no_longer(
    kiosk: Kiosk,
) -> None:
    kiosk.touch(kiosk.button("Alto contraste"))
    kiosk.touch(kiosk.button("English"))
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)
    assert kiosk.mode == "contrast"
    assert kiosk.says("Your ticket is")

    kiosk.touch(kiosk.window.result.done)

    assert kiosk.shows(Home)
    assert kiosk.mode == "light"
    assert kiosk.says("¿Qué atención necesita?")


# --- nobody there


def test_after_half_a_minute_it_asks_and_then_goes_back_to_the_start(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.button("English"))
    kiosk.pass_time(29)
    assert kiosk.shows(Home)

    kiosk.pass_time(2)
    assert kiosk.says("Do you need more time?")
    assert kiosk.says("We go back to the start in 19 seconds.")

    kiosk.pass_time(18.9)
    assert kiosk.shows(StillThere)
    kiosk.pass_time(0.2)
    assert kiosk.shows(Home)
    assert kiosk.says("¿Qué atención necesita?")


def test_somebody_who_needs_more_time_gets_it(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.button("Letra grande"))
    kiosk.pass_time(35)
    kiosk.settle()

    kiosk.touch(kiosk.button("Sí, necesito más tiempo"))

    assert kiosk.shows(Home)
    assert kiosk.presenter.comfort == Comfort(large=True)
    kiosk.pass_time(29)
    assert kiosk.shows(Home)


def test_somebody_who_is_done_need_not_wait(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.button("Letra grande"))
    kiosk.pass_time(35)
    kiosk.settle()

    kiosk.touch(kiosk.button("No, ya terminé"))

    assert kiosk.shows(Home)
    assert kiosk.presenter.comfort == Comfort()


def test_a_touch_beside_the_buttons_shows_that_somebody_is_there(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.button("English"))
    kiosk.pass_time(25)

    QTest.mouseClick(kiosk.window.header, Qt.MouseButton.LeftButton)
    kiosk.pass_time(25)

    assert kiosk.shows(Home)


def test_at_its_usual_state_it_asks_nobody(kiosk: Kiosk) -> None:
    kiosk.pass_time(120)

    assert kiosk.shows(Home)


def test_the_ticket_stays_for_20_seconds_and_the_bar_says_how_long(kiosk: Kiosk) -> None:
    drained: list[float] = []
    kiosk.presenter.drained.connect(drained.append)
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)

    kiosk.pass_time(9)
    assert drained[-1] == pytest.approx(0.5)
    kiosk.pass_time(9.9)
    assert kiosk.shows(Result)
    kiosk.pass_time(0.2)
    assert kiosk.shows(Home)


def test_somebody_who_reads_the_ticket_in_another_language_gets_the_whole_time_again(
    kiosk: Kiosk,
) -> None:
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)
    kiosk.pass_time(15)

    kiosk.touch(kiosk.button("English"))
    kiosk.pass_time(19)

    assert kiosk.shows(Result)


# --- closed


def test_at_lunch_it_says_when_it_opens_again_and_gives_no_ticket(
    start: Start, office: Office, clock: FixedClock
) -> None:
    move_to(clock, LUNCH)
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Closed)

    assert kiosk.says("Estamos cerrados por almuerzo.")
    assert kiosk.says("Abrimos de nuevo")
    assert kiosk.says("a la 1:00 p. m.")
    assert kiosk.mode == "dark"
    kiosk.presenter.take(Line.GENERAL)
    assert issued(office) == []


def test_in_the_evening_it_names_the_day_the_hours_and_whom_to_call(
    start: Start, clock: FixedClock
) -> None:
    move_to(clock, EVENING)
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Closed)

    for words in (
        "En este momento estamos cerrados.",
        "Abrimos",
        "el martes a las 8:00 a. m.",
        "Lunes a viernes 8:00 a. m. a 12:00 m. 1:00 p. m. a 5:00 p. m.",
        "Para daños, llame al",
        "608 5131011",
        "opción 1, las 24 horas",
        "Otros asuntos: opción 2",
        "www.sopesa.com, con chat",
        "info@sopesa.com",
    ):
        assert kiosk.says(words), words

    kiosk.touch(kiosk.button("English"))

    assert kiosk.says("on Tuesday at 8:00 a.m.")


@pytest.mark.parametrize(
    ("at", "why", "opens"),
    [
        (FRIDAY_EVENING, "En este momento estamos cerrados.", "el lunes a las 8:00 a. m."),
        (HOLIDAY, "Hoy es festivo. Estamos cerrados.", "el miércoles a las 8:00 a. m."),
        (NEW_YEAR_EVE, "En este momento estamos cerrados.", "el lunes a las 8:00 a. m."),
    ],
)
def test_it_says_why_it_is_closed_and_when_it_opens(  # noqa: PLR0917 - fixtures
    start: Start, office: Office, clock: FixedClock, at: datetime, why: str, opens: str
) -> None:
    while at - clock.now() > timedelta(days=14):  # an office that does nothing for longer is asked
        clock.advance(timedelta(days=14))
        office.queue.issue(outside_hours=True)
    move_to(clock, at)
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Closed)

    assert kiosk.says(why)
    assert kiosk.says(opens)


def test_a_closure_of_the_office_is_told_with_its_reason_and_the_date_of_opening(
    start: Start, office: Office
) -> None:
    document = dict(template("san-andres"))
    closures = [
        {"day": date(2026, 11, 23) + timedelta(days=number), "reason": "Inventario"}
        for number in range(7)
    ]
    office.settings.change(document | {"hours": document["hours"] | {"closures": closures}})
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Closed)

    assert kiosk.says("Hoy estamos cerrados. Inventario")
    assert kiosk.says("el lunes 30/11/2026 a las 8:00 a. m.")


@pytest.mark.parametrize(
    ("language", "closed", "reason"),
    [
        ("es", "Hoy estamos cerrados.", "Asamblea general."),
        ("en", "We are closed today.", "General meeting."),
    ],
)
def test_a_closure_is_explained_in_the_reader_s_language(
    kiosk: Kiosk, office: Office, language: str, closed: str, reason: str
) -> None:
    texts = {"es": "Asamblea general.", "en": "General meeting."}
    office.settings.change({"hours.closures.2026-11-23": {"day": "2026-11-23", "texts": texts}})
    kiosk.pass_time(3)
    kiosk.wait_for(Closed)

    kiosk.texts.switch(language)

    assert kiosk.says(f"{closed} {reason}")


def test_a_half_day_is_told_with_its_end_before_and_after_it(
    kiosk: Kiosk, office: Office, clock: FixedClock
) -> None:
    half_day = {"day": "2026-11-23", "spans": ["08:00-12:00"], "reason": "Asamblea general."}
    office.settings.change({"hours.special.2026-11-23": half_day})
    kiosk.pass_time(3)
    kiosk.wait(lambda: kiosk.says("Buenos días. Hoy atendemos hasta las 12:00 m."))

    move_to(clock, LUNCH)
    kiosk.pass_time(3)
    kiosk.wait_for(Closed)

    why = "En este momento estamos cerrados. Hoy atendimos hasta las 12:00 m. Asamblea general."
    assert kiosk.says(why)


def test_it_closes_and_opens_by_itself(kiosk: Kiosk, clock: FixedClock) -> None:
    move_to(clock, LUNCH)
    kiosk.pass_time(3)
    kiosk.wait_for(Closed)

    clock.advance(timedelta(hours=1))
    kiosk.pass_time(3)
    kiosk.wait_for(Home)

    assert kiosk.mode == "light"


def test_a_touch_in_the_very_second_of_closing_gives_no_ticket(
    kiosk: Kiosk, office: Office, clock: FixedClock
) -> None:
    move_to(clock, LUNCH)

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait_for(Closed)
    assert issued(office) == []


def test_a_ticket_taken_before_closing_stays_on_screen(kiosk: Kiosk, clock: FixedClock) -> None:
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait(lambda: kiosk.says("Ya está impreso."))

    move_to(clock, LUNCH)
    kiosk.pass_time(3)
    kiosk.wait(lambda: kiosk.says("12:30 p. m."))

    assert kiosk.shows(Result)
    kiosk.pass_time(20)
    kiosk.wait_for(Closed)
