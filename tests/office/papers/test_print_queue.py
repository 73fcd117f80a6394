"""A device's papers: each comes out once, or a copy that says so; none is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from core.clock import FixedClock
from core.errors import StoreUnavailable
from core.office import Office, PrintJob, Prospect
from core.office.printing import PrintQueue
from core.printing.port import PrinterState
from core.store.connection.engine import Store
from core.store.tables import print_job
from tests.office.papers.papers import DEVICE, Stub, codes, rested, work


@pytest.fixture
def printer() -> Stub:
    return Stub()


@pytest.fixture
def queue(office: Office, printer: Stub) -> PrintQueue:
    return PrintQueue(office, printer, DEVICE)


def test_papers_come_out_in_the_order_they_were_asked_for(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    for line in ("general", "preferential", "general"):
        office.queue.issue(line, print_on=DEVICE)

    states = [work(queue).state for _ in range(3)]

    assert states == ["printed"] * 3
    assert codes(printer) == [("A-001", False), ("P-001", False), ("A-002", False)]
    assert queue.work_one() is None
    assert office.devices.print_jobs() == ()


def test_a_paper_says_what_the_person_can_expect(staffed_office: Office, queue: PrintQueue) -> None:
    for _ in range(3):
        staffed_office.queue.issue("general")
    staffed_office.queue.issue("general", print_on=DEVICE)

    content = work(queue).content

    assert (content["ahead"], content["low_min"], content["high_min"]) == (3, 5, 25)


def test_without_a_counter_the_people_ahead_are_known_and_the_wait_is_not(office: Office) -> None:
    office.queue.issue("preferential")
    ticket = office.queue.issue("general")

    assert office.queue.prospect(ticket.id) == Prospect(ahead=1)


def test_nothing_is_foretold_to_who_was_called_already(staffed_office: Office) -> None:
    ticket = staffed_office.queue.issue("general")
    staffed_office.queue.call_next(counter=1)

    assert staffed_office.queue.prospect(ticket.id) == Prospect()


def test_a_paper_that_did_not_come_out_waits_and_is_no_copy(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printer.run_out()

    job = work(queue)

    assert (job.state, job.problem, job.attempts) == ("pending", "PrinterOutOfPaper", 1)
    assert job.retry_at is not None
    assert queue.trouble is PrinterState.OUT_OF_PAPER
    assert queue.state is PrinterState.OUT_OF_PAPER
    assert queue.work_one() is None  # it rests

    printer.recover()

    assert work(queue).state == "printed"  # as soon as the printer says that it is ready
    assert codes(printer) == [("A-001", False)]
    assert queue.trouble is None


def test_a_paper_that_may_have_come_out_comes_again_as_a_copy_after_a_pause(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printer.be_silent()

    assert work(queue).state == "unknown"
    printer.recover()
    assert queue.work_one() is None  # being ready again does not say what came out

    assert work(rested(queue)).state == "printed"
    assert codes(printer) == [("A-001", True)]


def test_a_copy_in_doubt_is_followed_by_one_more_and_then_left_to_people(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printer.be_silent()

    states = [work(rested(queue)).state for _ in range(3)]

    assert states == ["unknown", "unknown", "failed"]
    printer.recover()
    assert rested(queue).work_one() is None
    assert codes(printer) == []


def test_faults_that_print_nothing_are_no_doubts(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printer.run_out()
    for _ in range(5):
        work(rested(queue))
    printer.be_silent()
    work(rested(queue))
    printer.run_out()
    for _ in range(5):
        work(rested(queue))
    printer.recover()

    assert work(rested(queue)).state == "printed"
    assert codes(printer) == [("A-001", True)]


def test_a_paper_that_was_being_printed_in_a_crash_comes_as_a_copy(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printer.then = crash
    with pytest.raises(KeyboardInterrupt):
        queue.work_one()
    [left] = office.devices.print_jobs(DEVICE)
    assert left.state == "printing"

    printer.then = lambda: None
    after = PrintQueue(office, printer, DEVICE)

    assert work(after).state == "printed"
    assert codes(printer) == [("A-001", False), ("A-001", True)]


def crash() -> None:
    raise KeyboardInterrupt


def test_a_paper_that_crashes_the_program_each_time_is_left_to_people(
    office: Office, printer: Stub
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printer.then = crash
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            PrintQueue(office, printer, DEVICE).work_one()

    assert work(PrintQueue(office, printer, DEVICE)).state == "failed"
    assert codes(printer) == [("A-001", False), ("A-001", True), ("A-001", True)]


def test_a_bug_in_the_middle_of_a_paper_counts_as_a_crash(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printer.then = bug
    with pytest.raises(ZeroDivisionError):
        queue.work_one()
    printer.then = lambda: None

    assert work(queue).state == "printed"
    assert codes(printer) == [("A-001", False), ("A-001", True)]


def bug() -> None:
    raise ZeroDivisionError


def test_a_beginning_whose_confirmation_was_lost_makes_no_copy(
    office: Office, queue: PrintQueue, printer: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    claim = office.devices.claim_job

    def claim_unheard(job: PrintJob, *, was: PrintJob) -> PrintJob | None:
        claim(job, was=was)
        raise StoreUnavailable(database="the hall's", problem="nobody answers")

    monkeypatch.setattr(office.devices, "claim_job", claim_unheard)
    with pytest.raises(StoreUnavailable):
        queue.work_one()
    monkeypatch.undo()

    assert work(queue).state == "printed"
    assert codes(printer) == [("A-001", False)]


def test_two_workers_of_one_outbox_never_print_the_same_paper(
    office: Office, printer: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    slow, quick = (PrintQueue(office, printer, DEVICE) for _ in range(2))
    claim = office.devices.claim_job

    def claim_after_the_other(job: PrintJob, *, was: PrintJob) -> PrintJob | None:
        monkeypatch.undo()
        assert work(quick).state == "printed"
        return claim(job, was=was)

    monkeypatch.setattr(office.devices, "claim_job", claim_after_the_other)

    assert slow.work_one() is None
    assert slow.work_one() is None
    assert codes(printer) == [("A-001", False)]


def test_a_paper_whose_success_could_not_be_written_is_not_printed_again(
    office: Office, queue: PrintQueue, printer: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.queue.issue("general", print_on=DEVICE)

    def away(_job: PrintJob) -> PrintJob:
        raise StoreUnavailable(database="the hall's", problem="nobody answers")

    printer.then = lambda: monkeypatch.setattr(office.devices, "save_job", away)
    with pytest.raises(StoreUnavailable):
        queue.work_one()
    with pytest.raises(StoreUnavailable):
        queue.work_one()
    monkeypatch.undo()

    assert queue.work_one() is None
    assert codes(printer) == [("A-001", False)]
    assert office.devices.print_jobs() == ()


def test_what_another_program_did_since_is_not_written_over(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printer.run_out()
    assert work(queue).state == "pending"
    printer.recover()
    assert work(PrintQueue(office, printer, DEVICE)).state == "printed"

    assert rested(queue).work_one() is None
    assert codes(printer) == [("A-001", False)]


def test_who_saw_a_paper_before_its_last_try_does_not_begin_it(office: Office) -> None:
    office.queue.issue("general", print_on=DEVICE)
    [seen] = office.devices.print_jobs(DEVICE)
    office.devices.save_job(replace(seen, attempts=1))

    assert office.devices.claim_job(replace(seen, state="printing"), was=seen) is None
    assert [job.state for job in office.devices.print_jobs(DEVICE)] == ["pending"]


def test_last_evenings_paper_does_not_come_out_in_the_morning(
    office: Office, queue: PrintQueue, printer: Stub, clock: FixedClock
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    clock.advance(timedelta(hours=15))

    assert work(queue).state == "failed"
    assert codes(printer) == []

    office.queue.issue("general", print_on=DEVICE, outside_hours=True)
    assert work(queue).state == "printed"


def test_a_paper_that_was_given_up_is_told_of_for_a_day(
    office: Office, queue: PrintQueue, clock: FixedClock
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    clock.advance(timedelta(minutes=31))
    queue.work_one()
    clock.advance(timedelta(hours=23))
    soon = [job.state for job in office.devices.print_jobs()]

    clock.advance(timedelta(hours=2))

    assert soon == ["failed"]
    assert office.devices.print_jobs() == ()


def test_half_an_hour_without_paper_is_enough(
    office: Office, queue: PrintQueue, printer: Stub, clock: FixedClock
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printer.run_out()
    work(queue)

    clock.advance(timedelta(minutes=31))
    printer.recover()

    assert work(queue).state == "failed"
    assert codes(printer) == []


def test_a_copy_asked_for_later_has_half_an_hour_of_its_own(
    office: Office, queue: PrintQueue, printer: Stub, clock: FixedClock
) -> None:
    office.queue.issue("general")
    clock.advance(timedelta(hours=2))

    office.devices.reprint(code="A-001", device=DEVICE)

    assert work(queue).state == "printed"
    assert codes(printer) == [("A-001", True)]


def test_a_later_try_says_what_the_first_one_would_have_said(
    staffed_office: Office, queue: PrintQueue, printer: Stub
) -> None:
    staffed_office.queue.issue("general")
    staffed_office.queue.issue("general", print_on=DEVICE)
    printer.run_out()
    first = work(queue)
    staffed_office.queue.call_next(counter=1)
    printer.recover()

    assert work(queue).content == first.content
    assert first.content["ahead"] == 1


def test_papers_of_other_devices_are_left_alone(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    office.queue.issue("general", print_on="another")

    assert queue.work_one() is None
    assert codes(printer) == []


def test_a_printer_that_never_tells_is_no_trouble(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    printer.now = PrinterState.UNKNOWN
    office.queue.issue("general", print_on=DEVICE)

    assert work(queue).state == "printed"
    assert queue.look() is PrinterState.UNKNOWN
    assert queue.trouble is None


def test_an_idle_printer_that_runs_out_is_a_trouble(queue: PrintQueue, printer: Stub) -> None:
    printer.now = PrinterState.OUT_OF_PAPER

    queue.look()

    assert queue.trouble is PrinterState.OUT_OF_PAPER
    printer.now = PrinterState.NEAR_END
    queue.look()
    assert queue.trouble is None


def test_paper_that_ends_with_a_ticket_is_a_trouble_at_once(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printer.then = printer.run_out

    assert work(queue).state == "printed"
    assert queue.trouble is PrinterState.OUT_OF_PAPER
    assert queue.state is PrinterState.OUT_OF_PAPER


DAMAGED: dict[str, dict[str, object]] = {
    "a fact that nobody knows": {"content": {"x": 1}},
    "no facts at all": {"content": []},
    "a time without a zone": {"content": {"asked_at": "2026-11-23T09:00:00"}},
    "a ticket that is gone": {"ticket": 99_999},
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_paper_that_cannot_be_read_is_given_up_and_those_behind_it_come_out(
    office: Office, queue: PrintQueue, printer: Stub, database_url: str, what: str
) -> None:
    for _ in range(3):
        office.queue.issue("general", print_on=DEVICE)
    (first, *_rest) = office.devices.print_jobs(DEVICE)
    damage(database_url, first.id, **DAMAGED[what])

    found = [work(queue) for _ in range(3)]

    assert [job.state for job in found] == ["failed", "printed", "printed"]
    assert found[0].problem == "PaperUnreadable"
    assert codes(printer) == [("A-002", False), ("A-003", False)]
    assert queue.work_one() is None
    assert [str(each) for each in office.health.of_papers()] == [f"paper {first.id} of {DEVICE}"]


def test_a_paper_in_a_language_that_nobody_has_is_given_up(
    office: Office, queue: PrintQueue, printer: Stub, database_url: str
) -> None:
    for _ in range(3):
        office.queue.issue("general", print_on=DEVICE)
    printed = work(queue)
    second, *_ = office.devices.print_jobs(DEVICE)
    damage(database_url, second.id, content={**printed.content, "language": "xx"})

    assert [work(queue).state for _ in range(2)] == ["failed", "printed"]
    assert codes(printer) == [("A-001", False), ("A-003", False)]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_paper_kept_as_broken_json_is_given_up_too(
    office: Office, queue: PrintQueue, printer: Stub, database_url: str
) -> None:
    for _ in range(2):
        office.queue.issue("general", print_on=DEVICE)
    store = Store(database_url)
    with store.begin() as connection:
        connection.exec_driver_sql(
            """UPDATE print_job SET content = '{"x":' WHERE id = (SELECT min(id) FROM print_job)"""
        )
    store.close()
    (first, _second) = office.devices.print_jobs(DEVICE)
    assert first.content == {"unreadable": '{"x":'}
    assert len(office.health.of_papers()) == 1

    assert [work(queue).state for _ in range(2)] == ["failed", "printed"]
    assert codes(printer) == [("A-002", False)]


def test_papers_that_can_be_printed_are_no_damage(office: Office, queue: PrintQueue) -> None:
    for _ in range(2):
        office.queue.issue("general", print_on=DEVICE)
    work(queue)

    assert office.health.of_papers() == ()


def damage(address: str, job: int, **values: object) -> None:
    store = Store(address)
    with store.begin() as connection:
        connection.execute(update(print_job).where(print_job.c.id == job).values(**values))
    store.close()


def test_a_test_page_asked_for_elsewhere_comes_out_once_at_its_kiosk(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    office.devices.ask_test_page(DEVICE)
    queue.work_one()
    assert printer.slips == []  # asked for before this kiosk ran: nobody waits for it

    office.devices.ask_test_page("another kiosk")
    office.devices.ask_test_page(DEVICE)
    for _ in range(3):
        queue.work_one()

    assert len(printer.slips) == 1


def test_a_test_page_that_does_not_come_out_keeps_no_ticket_waiting(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    queue.work_one()
    printer.run_out()
    office.devices.ask_test_page(DEVICE)
    queue.work_one()
    assert queue.trouble is PrinterState.OUT_OF_PAPER

    printer.recover()
    office.queue.issue("general", print_on=DEVICE)

    assert work(queue).state == "printed"
