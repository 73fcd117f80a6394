import pytest

from core.printing.escpos.status import Ear, is_answer, is_processed, judge, next_question, question
from core.printing.port import PrinterState
from tests.fakes.fake_printer import ANSWERS, Mode

STATES = {
    Mode.OK: PrinterState.OK,
    Mode.NEAR_END: PrinterState.NEAR_END,
    Mode.OUT: PrinterState.OUT_OF_PAPER,
    Mode.COVER_OPEN: PrinterState.COVER_OPEN,
    Mode.OFFLINE: PrinterState.OFFLINE,
    Mode.JAMMED: PrinterState.JAMMED,
}


@pytest.mark.parametrize(("mode", "state"), STATES.items())
def test_each_set_of_answers_tells_its_state(mode: Mode, state: PrinterState) -> None:
    assert judge(dict(enumerate(ANSWERS[mode], start=1))) is state


def test_an_open_cover_is_told_even_when_paper_is_missing_too() -> None:
    assert judge({1: 0x1E, 2: 0x36, 3: 0x12, 4: 0x7E}) is PrinterState.COVER_OPEN


def test_a_printer_that_knows_only_two_questions_is_understood() -> None:
    assert judge({1: 0x16, 4: 0x12}) is PrinterState.OK
    assert judge({1: 0x1E, 4: 0x12}) is PrinterState.OFFLINE


@pytest.mark.parametrize("answers", [{}, {1: 0x16}, {4: 0x12}, {2: 0x12, 3: 0x12}])
def test_a_missing_answer_is_never_taken_for_fine(answers: dict[int, int]) -> None:
    assert judge(answers) is PrinterState.UNKNOWN


def test_answers_are_told_from_what_else_a_printer_says() -> None:
    flow_control, automatic_status = 0x11, 0x10

    assert is_answer(0x16)
    assert not is_answer(flow_control)
    assert not is_answer(automatic_status)
    assert is_processed(0x03)
    assert not is_processed(0x16)


def test_the_questions_are_asked_in_real_time() -> None:
    assert question(4) == b"\x10\x04\x04"


@pytest.mark.parametrize(
    ("answers", "about"),
    [
        ({}, 1),
        ({1: 0x16}, 4),
        ({1: 0x16, 4: 0x12}, None),
        ({1: 0x1E, 4: 0x12}, 2),
        ({1: 0x1E, 4: 0x12, 2: 0x12}, 3),
        ({1: 0x1E, 4: 0x12, 2: 0x12, 3: 0x12}, None),
    ],
)
def test_only_a_printer_that_is_not_well_is_asked_why(
    answers: dict[int, int], about: int | None
) -> None:
    assert next_question(answers) == about


def test_what_a_printer_says_by_itself_answers_nothing() -> None:
    paper_ended, opened, answer = b"\x18\x00\x0c\x0f", b"\x38\x00\x00\x0f", b"\x00"

    ear = Ear()
    heard = [list(ear.answers(said)) for said in (paper_ended + opened[:2], opened[2:] + answer)]

    assert heard == [[], [0]]
