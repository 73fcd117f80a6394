"""What a counter says of the kiosk's printer: in time, in words, and what to do."""

from datetime import UTC, datetime, timedelta

import pytest

from core.office import Device, Office
from core.printing.port import PrinterState
from core.qt.widgets import DeviceHealth, NoticeCard
from counter.decisions.devices import PRINTER, PRINTERS, Condition, conditions
from tests.counter.conftest import Desk

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TO_DO = {
    PrinterState.NEAR_END: (
        "The printer's paper is running out",
        "Have a new roll ready for the kiosk's printer.",
    ),
    PrinterState.OUT_OF_PAPER: (
        "The printer has no paper",
        "Load a new roll. What is missing prints by itself afterwards.",
    ),
    PrinterState.COVER_OPEN: (
        "The printer's cover is open",
        "Close it. What is missing prints by itself afterwards.",
    ),
}


def kiosk(printer: PrinterState, name: str = "kiosk-1", *, seen_at: datetime = NOW) -> Device:
    return Device(name, "kiosk", seen_at, {"printer": printer.value})


def printer_of(*kiosks: Device) -> Condition:
    printer, _display, _voice = conditions(kiosks, NOW)
    return printer


@pytest.mark.parametrize(("state", "words"), TO_DO.items())
def test_staff_at_a_counter_are_told_what_to_do_for_the_printer(
    desk: Desk, office: Office, state: PrinterState, words: tuple[str, str]
) -> None:
    office.devices.seen("kiosk-1", "kiosk", {"printer": state.value})

    for said in words:
        desk.wait_for(said)


def test_what_is_said_of_paper_goes_when_a_roll_was_loaded(desk: Desk, office: Office) -> None:
    title, _ = TO_DO[PrinterState.NEAR_END]
    office.devices.seen("kiosk-1", "kiosk", {"printer": "near_end"})
    desk.wait_for(title)

    office.devices.seen("kiosk-1", "kiosk", {"printer": "ok"})

    # What a screen reader would say of the page keeps it until it says the page anew.
    cards = desk.counter.findChildren(NoticeCard)
    desk.wait_until(lambda: not any(card.isVisible() for card in cards), "the end of the notice")


@pytest.mark.parametrize("state", [each for each in PrinterState if each is not PrinterState.OK])
def test_no_state_but_well_looks_well(state: PrinterState) -> None:
    assert printer_of(kiosk(state)).health is not DeviceHealth.OK


def test_every_state_a_printer_tells_has_words_of_its_own() -> None:
    told = {PRINTERS[state.value].word for state in PrinterState if state.value in PRINTERS}

    assert {state for state in PrinterState if state.value not in PRINTERS} == {
        PrinterState.UNKNOWN
    }
    assert len(told) == len(PRINTERS)
    assert PRINTERS["ok"].word == PRINTER


@pytest.mark.parametrize("names", [("kiosk-1", "kiosk-2"), ("kiosk-2", "kiosk-1")])
def test_of_two_printers_the_one_without_paper_is_told_before_the_one_with_little(
    names: tuple[str, str],
) -> None:
    little, none = names

    told = printer_of(kiosk(PrinterState.NEAR_END, little), kiosk(PrinterState.OUT_OF_PAPER, none))

    assert told is PRINTERS["out_of_paper"]


def test_a_kiosk_that_went_silent_says_nothing_of_paper() -> None:
    silent = kiosk(PrinterState.NEAR_END, seen_at=NOW - timedelta(seconds=61))

    assert printer_of(silent).title == "The kiosk does not answer"
