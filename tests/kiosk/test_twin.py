"""Two kiosks of one name share one outbox: a paper asked for at one may come out at the other."""

from functools import partial
from typing import Any

import pytest

from core.office import Office
from core.qt.office_link.heartbeat import PERIOD_S
from kiosk.visit.watch import Watch
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start


def state_of(office: Office) -> Any:
    return next(each.state for each in office.devices.all() if each.kind == "kiosk")


def beat(*kiosks: Kiosk) -> None:
    for kiosk in kiosks:
        kiosk.pass_time(PERIOD_S + 0.5)
        watch = kiosk.presenter._watch
        kiosk.wait(partial(is_silent, watch))


def is_silent(watch: Watch) -> bool:
    return not watch.heartbeat.is_telling


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_two_kiosks_of_one_name_are_told_with_a_sentence(start: Start, office: Office) -> None:
    kiosks = start(GoodPrinter()), start(GoodPrinter())
    told: list[str] = []

    for _ in range(6):
        beat(*kiosks)
        told.append(state_of(office).get("twin", ""))

    assert any("config.toml" in each and "kiosk-1" in each for each in told)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_kiosk_started_again_is_no_second_one(start: Start, office: Office) -> None:
    first = start(GoodPrinter())
    beat(first)
    first.window.stop()

    second = start(GoodPrinter())
    for _ in range(4):
        beat(second)

    assert "twin" not in state_of(office)
