"""A leader tries the hall's voice and silences it, and hears back from the displays."""

import pytest

from core.domain.receipt import Unspoken
from core.domain.ticket import Kind
from core.errors import VoiceOff, VoiceTestInterrupted
from core.office import Receipt
from tests.counter.conftest import Desk, Open, issue

TRY, SILENCE, SPEAK = "Try the voice", "Silence the voice", "Let the voice speak"


@pytest.fixture
def leader(open_desk: Open) -> Desk:
    """Open counter 1's window, with the leader signed in."""
    desk = open_desk()
    desk.sign_in("lider")
    return desk


def begin(desk: Desk) -> int:
    """Touch the button, and return the number of the test that the displays see."""
    desk.touch(TRY)
    desk.wait_for("The voice is being tried…")
    desk.wait_until(lambda: bool(asked_in(desk)), "a test in the journal")
    return asked_in(desk)[-1]


def asked_in(desk: Desk) -> list[int]:
    return [event.seq for event in desk.office.journal() if event.kind is Kind.VOICE_TESTED]


def answer(desk: Desk, receipt: Receipt) -> None:
    desk.office.devices.add_receipt(receipt)
    desk.presenter.ticked.emit()


def test_a_leader_hears_that_the_voice_was_heard(leader: Desk) -> None:
    seq = begin(leader)

    answer(leader, Receipt(seq, "hall", spoken_at=leader.office.queue.board().at))

    leader.wait_for("It was heard in the hall.")
    (event,) = [each for each in leader.office.journal() if each.kind is Kind.VOICE_TESTED]
    assert event.staff == "lider"


@pytest.mark.parametrize(
    ("failed", "told"),
    [
        (str(VoiceTestInterrupted()), "A ticket was called meanwhile."),
        ("No sound could be played: aplay: no such device", "It was not heard."),
    ],
)
def test_a_leader_hears_why_it_was_not_heard(leader: Desk, failed: str, told: str) -> None:
    seq = begin(leader)

    answer(leader, Receipt(seq, "hall", failed=failed))

    leader.wait_for(told)


def test_a_display_without_a_voice_does_not_answer_for_the_one_that_speaks(leader: Desk) -> None:
    seq = begin(leader)
    answer(leader, Receipt(seq, "entrance", failed=str(VoiceOff())))

    answer(leader, Receipt(seq, "hall", spoken_at=leader.office.queue.board().at))

    leader.wait_for("It was heard in the hall.")


def test_a_test_that_no_display_answers_ends_with_a_sentence(leader: Desk) -> None:
    begin(leader)

    def has_ended() -> bool:
        leader.presenter.ticked.emit()  # a second passes
        return leader.sees("No display answered.")

    leader.wait_until(has_ended, "an end")
    assert leader.buttons(TRY)


def test_a_leader_silences_the_voice_and_lets_it_speak_again(leader: Desk) -> None:
    leader.touch(SILENCE)
    leader.wait_for(SPEAK)
    assert leader.office.settings.get().settings.speaking.muted

    leader.touch(SPEAK)
    leader.wait_for(SILENCE)

    assert not leader.office.settings.get().settings.speaking.muted
    assert leader.office.inconsistencies() == ()


def test_facilitators_are_not_offered_the_voice(desk: Desk) -> None:
    assert not desk.buttons(TRY)
    assert not desk.buttons(SILENCE)


def test_a_call_that_a_muted_voice_did_not_speak_is_called_aloud(desk: Desk) -> None:
    issue(desk.office, "g")
    desk.touch("Call next")
    desk.wait_for("Waiting for the display")
    ticket = desk.office.queue.at_counter(1)
    assert ticket is not None
    assert ticket.call_seq is not None

    at = desk.office.queue.board().at
    desk.office.devices.add_receipt(
        Receipt(ticket.call_seq, "hall", shown_at=at, unspoken=Unspoken.MUTED)
    )

    desk.wait_for("The hall's voice is muted.")
    assert desk.sees("Call the turn aloud")
    assert desk.sees("Shown")
