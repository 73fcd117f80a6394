"""What can be touched on the pages, and what each touch asks for."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from core.domain.ticket import Line
from core.language import OWN_NAMES
from core.qt.look.theme import Theme
from core.qt.look.tokens import ColourMode
from core.qt.widgets.base import PaintedButton
from core.qt.workshop.pace import PressPace
from kiosk.fitting.controls import ComfortButtons, LanguageRow, ListenRow
from kiosk.pages.home import HomePage
from kiosk.pages.options import OptionsPage
from kiosk.pages.printing_card import PrinterPicture, PrintingCard
from kiosk.pages.services import ServicesPage
from kiosk.pages.survey import SurveyPage
from kiosk.pages.thanks import ThanksPage
from kiosk.visit.page_values import PACES, VOLUMES, Busy, Comfort, Listening, StillThere
from tests.kiosk.showcase import SHOWN, Showcase, staged

LEFT = Qt.MouseButton.LeftButton
OFFERED = Listening(is_offered=True)
SPEAKING = Listening(is_offered=True, is_speaking=True, volume=2, pace=1)
READ = [name for name, page in SHOWN.items() if not isinstance(page, Busy | StillThere)]


@pytest.fixture(scope="module")
def showcase(look: None) -> Iterator[Showcase]:
    with staged() as window:
        yield window


@pytest.fixture
def at(showcase: Showcase) -> Showcase:
    """Have the showcase on the drawn screen, in Spanish and as it usually is."""
    showcase.texts.switch("es")
    showcase.stand("21.5 upright", Comfort(), OFFERED)
    return showcase


def asked(signal: object) -> list[tuple[object, ...]]:
    """Return a list that takes what `signal` says from now on."""
    said: list[tuple[object, ...]] = []
    signal.connect(lambda *told: said.append(told))  # type: ignore[attr-defined]
    return said


def touch(button: PaintedButton) -> None:
    QTest.mouseClick(button, LEFT)


def test_the_first_page_asks_for_a_ticket_the_survey_and_to_be_left_alone(at: Showcase) -> None:
    at.show_page(SHOWN["home with an outage"])
    home = at.body
    assert isinstance(home, HomePage)
    taken, rated, informed = (asked(each) for each in (home.taken, home.rated, home.informed))

    for button in (home.general, home.preferential, home.rate, home.outage.button):
        touch(button)

    assert taken == [(Line.GENERAL,), (Line.PREFERENTIAL,)]
    assert rated == [()]
    assert informed == [()]


def test_where_there_is_no_room_the_comforts_open_a_page_of_their_own(at: Showcase) -> None:
    at.stand("15.6 upright", Comfort(), OFFERED)
    at.show_page(SHOWN["home"])
    home = at.body
    assert isinstance(home, HomePage)
    opened = asked(home.options)

    touch(home.comforts.door)

    assert opened == [()]


def test_the_page_of_comforts_offers_every_one_of_them(at: Showcase) -> None:
    at.show_page(SHOWN["options"])
    options = at.body
    assert isinstance(options, OptionsPage)
    wanted, left = asked(options.comforts.wanted), asked(options.left)

    for button in options.comforts.cells:
        touch(button)
    touch(options.back)

    assert wanted == [
        (Comfort(large=True),),
        (Comfort(low=True),),
        (Comfort(contrast=True),),
    ]
    assert left == [()]


@pytest.mark.parametrize("services", [3, 8])
def test_each_service_has_a_button_that_asks_for_it(at: Showcase, services: int) -> None:
    at.show_page(SHOWN[f"services, {services}"])
    page = at.body
    assert isinstance(page, ServicesPage)
    chosen, left = asked(page.chosen), asked(page.left)

    for button in page.services.cells:
        touch(button)
    touch(page.back)

    assert [key for (key,) in chosen] == [
        str(each.key)
        for each in SHOWN[f"services, {services}"].settings.services  # type: ignore[union-attr]
    ]
    assert left == [()]


def test_a_face_gives_its_score_from_the_worst_to_the_best(at: Showcase) -> None:
    at.show_page(SHOWN["survey"])
    survey = at.body
    assert isinstance(survey, SurveyPage)
    rated, left = asked(survey.rated), asked(survey.left)

    for face in survey.faces:
        touch(face)
    touch(survey.back)

    assert rated == [(1,), (2,), (3,), (4,), (5,)]
    assert left == [()]


def test_a_face_touched_twice_by_a_shaky_hand_is_one_answer(at: Showcase, pace: PressPace) -> None:
    at.show_page(SHOWN["survey"])
    survey = at.body
    assert isinstance(survey, SurveyPage)
    rated = asked(survey.rated)
    face = survey.faces[1]

    touch(face)
    pace.pace_s = 0.1  # as trembling has
    QTest.mouseClick(face, LEFT)

    assert rated == [(2,)]


def test_thanks_repeat_the_notice_and_name_the_fault_line(at: Showcase) -> None:
    at.show_page(SHOWN["thanks, informed"])
    thanks = at.body
    assert isinstance(thanks, ThanksPage)
    finished = asked(thanks.finished)

    said = {label.text() for label in at.view.labels}
    touch(thanks.done)

    assert "608 5131011" in said
    assert any("La Loma" in each for each in said)
    assert finished == [()]


@pytest.mark.parametrize("page", ["home with an outage", "thanks, informed"])
def test_no_line_of_a_notice_ends_within_a_time(at: Showcase, page: str) -> None:
    at.show_page(SHOWN[page])

    [said] = [label.text() for label in at.view.labels if "La Loma" in label.text()]

    assert "3:00 p. m." in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "3:00\N{NO-BREAK SPACE}p.\N{NO-BREAK SPACE}m." in said


def test_thanks_for_the_survey_name_no_fault(at: Showcase) -> None:
    at.show_page(SHOWN["thanks"])

    assert "608 5131011" not in {label.text() for label in at.view.labels}


# --- languages


def test_three_languages_stand_in_one_row_each_in_its_own_name(at: Showcase) -> None:
    at.show_page(SHOWN["home in three languages"])
    cells = at.body.languages.cells

    assert [each.text() for each in cells] == list(OWN_NAMES.values())
    assert len({at.view.place(each).top() for each in cells}) == 1
    assert [each.isChecked() for each in cells] == [True, False, False]


def test_a_language_that_may_not_be_shown_is_not_offered(at: Showcase) -> None:
    row = LanguageRow(at.texts)
    at.texts.drafts = False
    try:
        row.set_languages(("es", "en", "icr"))
    finally:
        at.texts.drafts = True

    assert [each.text() for each in row.cells] == ["Español", "English"]


# --- reading aloud


@pytest.mark.parametrize("page", READ)
def test_every_page_that_is_read_can_be_listened_to(at: Showcase, page: str) -> None:
    at.show_page(SHOWN[page])

    listen = at.body.listen

    assert isinstance(listen, ListenRow)
    assert listen.listen.isVisible()


@pytest.mark.parametrize("page", READ)
def test_where_nothing_can_be_heard_nothing_offers_it(at: Showcase, page: str) -> None:
    at.stand("21.5 upright", Comfort(), Listening())

    at.show_page(SHOWN[page])

    assert not at.body.listen.listen.isVisible()


def test_reading_is_asked_for_and_stopped_with_the_same_place(at: Showcase) -> None:
    at.show_page(SHOWN["result"])
    listen = at.body.listen
    told = asked(listen.asked)

    touch(listen.listen)
    at.show_listening(SPEAKING)
    touch(listen.stop)

    assert told == [(), ()]


def test_where_there_is_less_room_one_button_goes_round_the_volumes(at: Showcase) -> None:
    at.show_page(SHOWN["result"])
    listen = at.body.listen
    at.show_listening(SPEAKING)
    volumes, paces = asked(listen.volume_wanted), asked(listen.pace_wanted)

    touch(listen.volume)
    touch(listen.pace)
    at.show_listening(Listening(True, True, volume=VOLUMES - 1, pace=PACES - 1))
    touch(listen.volume)
    touch(listen.pace)

    assert volumes == [(3,), (0,)]
    assert paces == [(2,), (0,)]


@pytest.mark.parametrize("page", ["home", "result", "closed", "survey", "services, 3"])
def test_what_sets_the_voice_has_words(at: Showcase, page: str) -> None:
    at.show_page(SHOWN[page])
    at.show_listening(SPEAKING)
    seen = [each for each in at.body.listen.instead if each.isVisible()]
    wordless = [each.text() for each in seen if not each.shown_px]
    at.show_listening(OFFERED)

    assert seen
    assert wordless == []


def test_volume_and_pace_go_by_steps_and_end_at_their_ends(at: Showcase) -> None:
    at.show_page(SHOWN["home"])
    listen = at.body.listen
    at.show_listening(SPEAKING)
    volumes, paces = asked(listen.volume_wanted), asked(listen.pace_wanted)

    for button in (listen.louder, listen.quieter, listen.faster, listen.slower):
        touch(button)
    at.show_listening(Listening(True, True, volume=VOLUMES - 1, pace=0))

    assert volumes == [(3,), (1,)]
    assert paces == [(2,), (0,)]
    assert not listen.louder.isEnabled()
    assert not listen.slower.isEnabled()
    assert listen.faster.isEnabled()
    assert PACES > 1


def test_whoever_starts_it_by_keyboard_can_stop_it_by_keyboard(at: Showcase) -> None:
    at.show_page(SHOWN["result"])
    at.activateWindow()
    listen = at.body.listen
    listen.listen.setFocus(Qt.FocusReason.TabFocusReason)

    at.show_listening(SPEAKING)
    focused = QApplication.focusWidget()
    at.show_listening(OFFERED)

    assert focused is listen.stop
    assert QApplication.focusWidget() is listen.listen


# --- the keyboard


@pytest.mark.parametrize("page", READ)
def test_the_keyboard_reaches_every_control_and_nothing_else(at: Showcase, page: str) -> None:
    at.show_page(SHOWN[page])
    at.activateWindow()
    controls = at.view.controls
    controls[0].setFocus()
    reached: list[QWidget | None] = [QApplication.focusWidget()]

    while len(reached) <= len(controls):
        at.focusNextChild()
        if (there := QApplication.focusWidget()) is reached[0]:
            break
        reached.append(there)

    assert set(reached) == set(controls)


@pytest.mark.parametrize("page", READ)
def test_the_keyboard_goes_from_the_top_down(at: Showcase, page: str) -> None:
    at.show_page(SHOWN[page])
    at.activateWindow()
    controls = at.view.controls
    first = min(controls, key=lambda each: height_of(at, each))
    first.setFocus()
    heights = [height_of(at, first)]

    for _ in controls[1:]:
        at.focusNextChild()
        heights.append(height_of(at, QApplication.focusWidget()))

    assert heights == sorted(heights)


def height_of(window: Showcase, control: QWidget | None) -> int:
    assert isinstance(control, QAbstractButton)
    return window.view.place(control).top()


def test_the_focus_stays_where_it_is_while_the_page_finds_its_stand(at: Showcase) -> None:
    at.stand("15.6 upright", Comfort(), OFFERED)
    at.show_page(SHOWN["home"])
    at.activateWindow()
    home = at.body
    assert isinstance(home, HomePage)
    home.comforts.door.setFocus(Qt.FocusReason.TabFocusReason)

    at.texts.switch("en")
    home.say_again()

    assert QApplication.focusWidget() is home.comforts.door


# --- motion


@pytest.mark.parametrize(("is_still", "out_at_once"), [(True, 1.0), (False, 0.0)])
def test_the_paper_comes_out_unless_nothing_may_move(
    at: Showcase, is_still: bool, out_at_once: float
) -> None:
    card = PrintingCard()
    Theme.of(ColourMode.LIGHT, at.theme.scale, reduced_motion=is_still).apply_to(card)

    card.begin()
    [picture] = card.findChildren(PrinterPicture)
    out = picture.out
    card.rest()
    card.deleteLater()

    assert out == out_at_once


def test_a_refused_touch_ticks_nothing(at: Showcase) -> None:
    comforts = ComfortButtons(at.texts, ("large",))
    [button] = comforts.cells

    button.click()

    assert not button.isChecked()
