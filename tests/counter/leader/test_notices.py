"""Notices by form: an outage announced in seconds, seen by everybody, ended, counted."""

from datetime import timedelta
from typing import Literal

import pytest

from core.clock import FixedClock
from core.domain.service import NoticeKind
from core.domain.ticket import Kind
from core.office import Office
from counter.leader.pages import notices
from display.slides.order import programme
from display.slides.pages import SlideKind
from tests.conftest import SAMPLE_PIN
from tests.counter.leader.conftest import LeaderDesk, OpenLeader
from tests.counter.pages.test_pages import complaints

MOST_PRESSES = 10
SAN_LUIS = "No power in San Luis. We are working to restore it."


@pytest.fixture
def desk(open_leader: OpenLeader) -> LeaderDesk:
    found = open_leader()
    found.go_to("Notices")
    found.wait_for("Running: 0")
    return found


def announced(desk: LeaderDesk) -> str:
    """Wait for an announcement; return its English text."""
    desk.wait_for("It is announced.")
    (notice,) = desk.office.settings.get().settings.notices
    return notice.texts["en"]


def announce_san_luis(desk: LeaderDesk) -> None:
    for words in ("San Luis", "Nobody knows", "Announce now"):
        desk.touch(words)
    assert announced(desk) == SAN_LUIS


def test_an_outage_is_announced_by_keys_alone(open_leader: OpenLeader, office: Office) -> None:
    desk = open_leader()
    presses = ["Alt+5", "3", "7", "F9"]

    desk.let_pass()
    for key in presses:
        desk.press(key)

    text = announced(desk)
    assert len(presses) <= MOST_PRESSES
    assert text.startswith(f"{SAN_LUIS} Estimated time: ")
    (event,) = [each for each in office.journal(limit=9999) if each.kind is Kind.SETTINGS_CHANGED]
    assert event.staff == "lider"


def test_an_outage_is_announced_by_tab_and_space_alone(open_leader: OpenLeader) -> None:
    desk = open_leader()
    presses = ["Alt+5", "Tab", "Tab", "Space", "6", "F9"]

    desk.let_pass()
    for key in presses:
        desk.press(key)

    assert announced(desk) == SAN_LUIS
    assert len(presses) <= MOST_PRESSES


def test_an_outage_is_announced_by_the_mouse_alone(open_leader: OpenLeader) -> None:
    desk = open_leader()

    desk.go_to("Notices")
    announce_san_luis(desk)


def test_it_is_seen_at_the_kiosk_and_in_the_hall_at_once(desk: LeaderDesk, office: Office) -> None:
    announce_san_luis(desk)

    settings, at = office.settings.get().settings, office.clock.now().at
    outage = settings.outage(at)
    assert outage is not None
    assert outage.texts["es"] == "Sin energía en San Luis. Trabajamos para restablecerla."
    first = programme(settings, settings.local(at))[0]
    assert (first.kind, first.text) == (SlideKind.OUTAGE, outage.texts["es"])


def test_it_ends_by_itself_at_its_time(desk: LeaderDesk, office: Office, clock: FixedClock) -> None:
    desk.touch("The whole island")
    desk.press("7")
    desk.touch("Announce now")
    announced(desk)
    at = office.clock.now().at
    assert office.settings.get().settings.outage(at) is not None

    clock.advance(timedelta(hours=1))

    assert office.settings.get().settings.outage(office.clock.now().at) is None
    office.queue.issue("general")  # news: the window reads again
    desk.wait_for("Running: 0")


def test_nothing_is_chosen_beforehand_and_f9_says_what_is_missing(desk: LeaderDesk) -> None:
    for missing, answer in (
        ("Choose where the fault is", "La Loma"),
        ("Choose until when", "Another time"),
        ("Write a time", ""),
    ):
        assert desk.sees(missing)
        desk.press("F9")
        if answer:
            desk.touch(answer)
    desk.type_into("Time, such as", "soon")
    assert desk.sees("Write a time")
    desk.let_pass()

    assert desk.office.settings.get().settings.notices == ()


def test_several_sectors_one_written_and_a_typed_time(desk: LeaderDesk) -> None:
    for words in ("San Luis", "El Cove", "Elsewhere"):
        desk.touch(words)
    desk.type_into("Where the fault is", "Sarie Bay")
    desk.touch("Another time")
    desk.type_into("Time, such as", "5:15 pm")
    desk.press("F9")

    text = announced(desk)
    assert text.startswith("No power in San Luis, El Cove and Sarie Bay.")
    assert "5:15" in text


def test_the_whole_island_is_chosen_alone(desk: LeaderDesk) -> None:
    form = desk.leader.pages["notices"].form  # type: ignore[attr-defined]
    desk.touch("La Loma")
    desk.touch("The whole island")
    assert form.where.all_chosen == ("whole",)

    desk.touch("El Cove")

    assert form.sectors == ({"es": "El Cove"},)


def test_own_words_stay_while_answers_change_and_go_when_asked(desk: LeaderDesk) -> None:
    form = desk.leader.pages["notices"].form  # type: ignore[attr-defined]
    desk.touch("La Loma")
    form.boxes["es"].edit.setPlainText("Se dañó un transformador en La Loma.")
    desk.touch("El Cove")

    assert form.texts["es"] == "Se dañó un transformador en La Loma."
    assert form.texts["en"].startswith("No power in La Loma and El Cove.")
    desk.touch("Write it anew")
    assert form.texts["es"].startswith("Sin energía en La Loma y El Cove.")


def test_digits_in_a_text_choose_nothing(desk: LeaderDesk) -> None:
    form = desk.leader.pages["notices"].form  # type: ignore[attr-defined]
    form.boxes["es"].edit.setFocus()

    for digit in "1267":
        desk.press(digit)

    assert form.texts == {"es": "1267"}
    assert (form.where.all_chosen, form.until.chosen) == ((), None)


def test_what_runs_is_counted_ended_and_had_back(
    desk: LeaderDesk, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "UNDO_FOR", timedelta(minutes=5))  # on a busy machine too
    announce_san_luis(desk)
    desk.wait_for("Running: 1")
    (notice,) = office.settings.get().settings.notices
    for _ in range(2):
        office.surveys.informed(notice.key)
    desk.wait_for("2 visits were for this today")

    desk.touch("End it")
    desk.wait_for("Running: 0")
    assert office.settings.get().settings.notices == ()
    desk.press("Ctrl+Z")
    desk.wait_for("Running: 1")

    assert office.settings.get().settings.notices == (notice,)
    assert desk.sees("2 visits were for this today")


def test_another_leaders_end_is_no_refusal(desk: LeaderDesk, office: Office) -> None:
    announce_san_luis(desk)
    desk.wait_for("Running: 1")
    (notice,) = office.settings.get().settings.notices
    office.settings.change({f"notices.{notice.key}": None}, by="director")

    desk.leader.pages["notices"]._end(notice.key)  # type: ignore[attr-defined]
    desk.wait_for_answer()

    assert desk.presenter.actions.refusal is None


def test_a_message_is_announced_from_the_same_page(desk: LeaderDesk, office: Office) -> None:
    form = desk.leader.pages["notices"].form  # type: ignore[attr-defined]
    desk.touch("Another message")
    desk.touch("Until I end it")
    assert desk.sees("Write the text in Spanish")
    form.boxes["es"].edit.setPlainText("Mañana\nno hay sistema.")
    desk.press("F9")
    desk.wait_for("It is announced.")

    (notice,) = office.settings.get().settings.notices
    assert notice.texts == {"es": "Mañana no hay sistema."}
    assert (notice.kind, notice.ends_at) == (NoticeKind.MESSAGE, None)


def test_esc_forgets_what_was_answered(desk: LeaderDesk) -> None:
    desk.touch("La Loma")
    desk.press("Esc")

    assert desk.sees("Choose where the fault is")
    assert not desk.sees("No power in La Loma")


def test_what_was_answered_stays_while_the_office_goes_on(desk: LeaderDesk, office: Office) -> None:
    desk.touch("La Loma")
    desk.press("8")
    office.queue.issue("general")
    desk.wait_until(
        lambda: bool(desk.presenter.look and desk.presenter.look.board.waiting == 1), "a ticket"
    )
    desk.press("F9")

    assert announced(desk).startswith("No power in La Loma.")


def test_the_quality_leader_reads_what_runs(open_leader: OpenLeader, office: Office) -> None:
    office.staff.add("cali", name="Cali", role="quality", pin=SAMPLE_PIN, must_change_pin=False)
    office.settings.change(
        {"notices.x": {"key": "x", "kind": "outage", "texts": {"es": "Falla en La Loma."}}}
    )
    desk = open_leader(signed_in="cali")
    desk.go_to("Notices")
    desk.wait_for("Falla en La Loma.")

    assert not desk.sees("End it")
    assert not desk.sees("Announce now")
    desk.press("3")
    desk.press("F9")
    assert len(office.settings.get().settings.notices) == 1


@pytest.mark.parametrize("size", [(1366, 768), (1024, 640)], ids=str)
@pytest.mark.parametrize("language", ["es", "en"])
def test_all_of_it_fits(
    open_leader: OpenLeader, office: Office, size: tuple[int, int], language: Literal["es", "en"]
) -> None:
    notice = {"key": "x", "kind": "outage", "texts": {"es": "Sin energía en La Loma. " * 3}}
    office.settings.change({"notices.x": notice})
    desk = open_leader(language=language, size=size)
    desk.let_pass()

    for keys in (("Alt+3",), ("3", "7"), ("9",), ("F9",)):
        for key in keys:
            desk.press(key)
        # Its layouts come to rest first.
        desk.wait_until(lambda: not list(complaints(desk.leader)), f"all of it, after {keys}")
