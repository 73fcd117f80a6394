"""A leader at a counter announces a fault; a facilitator finds nothing of it."""

from core.domain.ticket import Kind
from counter.decisions.presenter import Stage
from tests.counter.conftest import Desk, Open, issue


def a_leader(open_desk: Open) -> Desk:
    desk = open_desk()
    desk.sign_in("lider")
    return desk


def test_a_leader_announces_by_keys_alone(open_desk: Open) -> None:
    desk = a_leader(open_desk)
    desk.let_pass(0.1)

    for key in ("Ctrl+F", "3", "6", "F9"):
        desk.press(key)
    desk.wait_for("It is announced.")

    (notice,) = desk.office.settings.get().settings.notices
    assert notice.texts["es"] == "Sin energía en San Luis. Trabajamos para restablecerla."
    event = desk.office.journal()[-1]
    assert (event.kind, event.staff) == (Kind.SETTINGS_CHANGED, "lider")
    assert desk.presenter.stage is Stage.FREE


def test_a_leader_announces_by_the_mouse_alone(open_desk: Open) -> None:
    desk = a_leader(open_desk)

    for words in ("Announce a fault", "The whole island", "Nobody knows", "Announce now"):
        desk.touch(words)
    desk.wait_for("It is announced.")

    assert len(desk.office.settings.get().settings.notices) == 1


def test_in_mid_service_nothing_becomes_of_the_ticket(open_desk: Open) -> None:
    desk = a_leader(open_desk)
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    desk.press("Ctrl+F")
    desk.press("4")
    desk.press("F9")
    desk.wait_for("Choose until when")
    desk.press("6")
    desk.press("F9")
    desk.wait_for("It is announced.")

    assert desk.presenter.stage is Stage.SERVING
    assert desk.presenter.ticket is not None
    assert desk.presenter.ticket.name == "A-001"


def test_what_was_answered_is_gone_after_esc(open_desk: Open) -> None:
    desk = a_leader(open_desk)
    desk.let_pass(0.1)
    for key in ("Ctrl+F", "3", "6", "Esc", "Ctrl+F"):
        desk.press(key)

    assert desk.counter.questions.announce.missing() == "Choose where the fault is"


def test_a_facilitator_finds_nothing_of_it(desk: Desk) -> None:
    desk.press("Ctrl+F")

    assert not desk.buttons("Announce a fault")
    assert desk.counter.questions._open_one is None
