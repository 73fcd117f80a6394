from datetime import timedelta

import pytest

from core.errors import PrinterFault, PrinterOutOfPaper, PrinterSilent
from core.printing.outbox import (
    GIVE_UP_AFTER,
    JobState,
    JobStep,
    after_crash,
    next_attempt,
    pause,
    too_late,
)
from tests.builders import MORNING

NOT_PRINTED = PrinterOutOfPaper(printer="kiosk", paper_mm=80, may_have_printed=False)
IN_DOUBT = PrinterSilent(printer="kiosk", may_have_printed=True)
SOON = MORNING + timedelta(seconds=2)
LATE = MORNING + GIVE_UP_AFTER


@pytest.mark.parametrize("copy", [False, True])
def test_a_printed_paper_is_done(copy: bool) -> None:
    step = next_attempt(None, copy=copy, attempts=1, doubts=0, asked_at=MORNING, at=MORNING)

    assert step == JobStep(JobState.PRINTED, copy, None)


@pytest.mark.parametrize("copy", [False, True])
def test_a_paper_that_did_not_come_out_is_tried_again_as_it_is(copy: bool) -> None:
    step = next_attempt(NOT_PRINTED, copy=copy, attempts=1, doubts=0, asked_at=MORNING, at=MORNING)

    assert step == JobStep(JobState.PENDING, copy, SOON)


def test_a_paper_that_may_have_come_out_is_tried_again_as_a_copy() -> None:
    step = next_attempt(IN_DOUBT, copy=False, attempts=1, doubts=0, asked_at=MORNING, at=MORNING)

    assert step == JobStep(JobState.UNKNOWN, copy=True, retry_at=SOON)


def test_a_copy_in_doubt_is_followed_by_one_more() -> None:
    step = next_attempt(IN_DOUBT, copy=True, attempts=2, doubts=1, asked_at=MORNING, at=MORNING)

    assert step == JobStep(JobState.UNKNOWN, copy=True, retry_at=SOON)


def test_two_copies_in_doubt_are_left_to_people() -> None:
    step = next_attempt(IN_DOUBT, copy=True, attempts=3, doubts=2, asked_at=MORNING, at=MORNING)

    assert step == JobStep(JobState.FAILED, copy=True)


def test_nobody_stands_there_for_a_paper_after_half_an_hour() -> None:
    step = next_attempt(NOT_PRINTED, copy=False, attempts=9, doubts=0, asked_at=MORNING, at=LATE)

    assert step == JobStep(JobState.FAILED, copy=False)
    assert not too_late(MORNING, LATE - timedelta(seconds=1))


def test_a_paper_in_print_during_a_crash_is_printed_as_a_copy() -> None:
    assert after_crash(copy=False, doubts=0, asked_at=MORNING, at=MORNING) == JobStep(
        JobState.UNKNOWN, copy=True, retry_at=SOON
    )


def test_a_paper_that_makes_the_program_crash_again_and_again_is_left_to_people() -> None:
    step = after_crash(copy=True, doubts=2, asked_at=MORNING, at=MORNING)

    assert step == JobStep(JobState.FAILED, copy=True)


def test_yesterdays_crash_prints_nothing_today() -> None:
    tomorrow = MORNING + timedelta(days=1)

    assert after_crash(copy=False, doubts=0, asked_at=MORNING, at=tomorrow).state is JobState.FAILED


def test_the_pauses_grow_to_half_a_minute() -> None:
    assert [pause(attempts).total_seconds() for attempts in (1, 2, 3, 4, 5, 6, 1000)] == [
        2, 4, 8, 16, 30, 30, 30,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "may"),
    [(NOT_PRINTED, False), (IN_DOUBT, True), (PrinterFault(printer="x", problem="y"), False)],
)
def test_a_fault_tells_whether_paper_may_have_come_out(fault: PrinterFault, may: bool) -> None:
    assert fault.may_have_printed is may
