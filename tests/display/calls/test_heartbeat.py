"""Two displays must not go by one name: each finds the other's mark in its place."""

from collections.abc import Callable
from typing import Any

from core.office import Office
from tests.display.builders import Hall, on_sqlite
from tests.display.conftest import DEVICE, NewHall


def state_of(office: Office, device: str = DEVICE) -> Any:
    return next(each.state for each in office.devices.all() if each.name == device)


def settle(hall: Hall) -> None:
    hall.presenter.tick()
    hall.wait(lambda: hall.presenter.silent_s <= 2 and hall.presenter.is_idle)


def beat(halls: list[Hall], is_over: Callable[[], bool]) -> None:
    for _ in range(20):  # one that is still telling leaves a beat out
        halls[0].seconds.pass_(10.5)
        for hall in halls:
            settle(hall)
        if is_over():
            return


@on_sqlite
def test_two_displays_of_one_name_are_told_with_a_sentence(
    new_hall: NewHall, staffed_office: Office
) -> None:
    halls = [new_hall(), new_hall()]
    told: list[str] = []

    def is_told() -> bool:
        told.append(state_of(staffed_office).get("twin", ""))  # the other may tell over it at once
        return told[-1] != ""

    beat(halls, is_told)

    assert DEVICE in told[-1]
    assert "config.toml" in told[-1]


@on_sqlite
def test_the_warning_goes_once_each_has_a_name_of_its_own(
    new_hall: NewHall, staffed_office: Office
) -> None:
    first, second = new_hall(), new_hall()
    beat([first, second], lambda: "twin" in state_of(staffed_office))
    second.presenter.close()

    first.pass_(90)

    assert "twin" not in state_of(staffed_office)


@on_sqlite
def test_a_display_started_again_is_no_second_one(
    new_hall: NewHall, staffed_office: Office
) -> None:
    first = new_hall()
    first.pass_(11)
    first.presenter.close()

    second = new_hall()
    beat([second], lambda: "twin" in state_of(staffed_office))

    assert "twin" not in state_of(staffed_office)
