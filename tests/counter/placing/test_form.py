"""Strip or wide: by the room there is, by F11, above other windows, and where it was before."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from core.clock import FixedClock
from core.domain.ticket import Line
from core.machine.config import data_dir
from core.qt.look.tokens import ColourMode
from counter.decisions.presenter import Stage
from counter.placing.form import LEAST, STRIP, WIDE, Form, form_for
from counter.placing.window_place import brought_back, in_the_middle
from tests.counter.conftest import Desk, Open, issue
from tests.office.changes import change_settings

DESKTOP = QRect(0, 0, 1920, 1040)
SECOND = QRect(1920, 0, 1280, 984)


# --- how it stands


@pytest.mark.parametrize(
    ("size", "form"),
    [
        (WIDE, Form(narrow=False, listed=True, zoom=1.0)),
        ((1920, 1080), Form(narrow=False, listed=True, zoom=1.4)),
        ((1280, 720), Form(narrow=False, listed=True, zoom=0.9)),
        ((7680, 4320), Form(narrow=False, listed=True, zoom=2.0)),
        ((1000, 768), Form(narrow=False, listed=False, zoom=1.0)),
        ((683, 768), Form(narrow=True, listed=False, zoom=1.0)),
        (STRIP, Form(narrow=True, listed=False, zoom=1.0)),
        ((400, 1040), Form(narrow=True, listed=False, zoom=1.1)),
        (LEAST, Form(narrow=True, listed=False, zoom=0.9)),
    ],
)
def test_a_window_stands_as_it_has_room(size: tuple[int, int], form: Form) -> None:
    assert form_for(*size) == form


def test_an_office_that_wants_no_list_has_none_on_any_screen() -> None:
    assert not form_for(*WIDE, list_shown=False).listed
    assert not form_for(*WIDE, list_shown=False).narrow


@pytest.mark.parametrize(
    ("wish", "form"),
    [
        (1.1, Form(narrow=False, listed=False, zoom=1.1)),
        (1.25, Form(narrow=False, listed=False, zoom=1.25)),
        (1.5, Form(narrow=True, listed=False, zoom=1.5)),
        (2.0, Form(narrow=True, listed=False, zoom=2.0)),
    ],
)
def test_enlarged_it_stands_as_one_with_less_room(wish: float, form: Form) -> None:
    assert form_for(*WIDE, wish=wish) == form


def test_enlarged_on_a_large_screen_it_keeps_the_list() -> None:
    assert form_for(2732, 1200, wish=1.25) == Form(narrow=False, listed=True, zoom=1.5 * 1.25)


# --- how large and in which colours


def test_it_is_as_large_as_somebody_wants_also_after_the_next_start(open_desk: Open) -> None:
    first = open_desk()
    first.press("Ctrl++")
    first.press("Ctrl+=")
    larger = first.counter.theme.scale.unit
    for _ in range(9):
        first.press("Ctrl++")
    first.press("Ctrl+-")
    first.close()

    second = open_desk()
    before = second.counter.theme.scale.unit
    second.press("Ctrl+0")

    assert (larger, before) == (1.25, 1.75)
    assert second.counter.theme.scale.unit == 1.0


def test_it_wears_dark_and_high_contrast_also_after_the_next_start(open_desk: Open) -> None:
    first = open_desk()
    worn = []
    for _ in ColourMode:
        first.touch("Colours")
        worn.append((first.counter.theme.mode, first.counter.sign_in.colours.accessibleName()))
    first.press("Ctrl+Shift+C")
    first.close()

    assert worn == [
        (ColourMode.DARK, "Colours: Dark"),
        (ColourMode.CONTRAST, "Colours: High contrast"),
        (ColourMode.LIGHT, "Colours: Light"),
    ]
    assert open_desk().counter.theme.mode is ColourMode.DARK


# --- where it is


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        (QRect(100, 50, 1366, 768), QRect(100, 50, 1366, 768)),
        (QRect(2800, 10, 360, 900), QRect(2800, 10, 360, 900)),
        (QRect(1800, 10, 360, 900), QRect(1920, 10, 360, 900)),  # most of it was there
        (QRect(-300, -40, 1366, 768), QRect(0, 0, 1366, 768)),
        (QRect(5000, 3000, 360, 900), QRect(1560, 140, 360, 900)),  # a screen that is gone
        (QRect(0, 0, 4000, 3000), QRect(0, 0, 1920, 1040)),
        (QRect(10, 10, 0, 0), QRect(10, 10, *LEAST)),
    ],
)
def test_a_window_is_brought_back_onto_a_screen_that_exists(wanted: QRect, place: QRect) -> None:
    assert brought_back(wanted, [DESKTOP, SECOND]) == place


def test_the_first_wide_window_stands_in_the_middle_of_its_screen() -> None:
    assert in_the_middle(DESKTOP).center() == DESKTOP.center()
    assert DESKTOP.contains(in_the_middle(DESKTOP))


# --- the window


def on_a_desktop(desk: Desk) -> Desk:
    """Have two screens: the offscreen platform's own is too small for a wide window."""
    desk.counter.places.rooms = lambda: [DESKTOP, SECOND]
    return desk


def is_above_others(desk: Desk) -> bool:
    handle = desk.counter.windowHandle()
    flags = (desk.counter.windowFlags(), handle.flags())
    above = {bool(each & Qt.WindowType.WindowStaysOnTopHint) for each in flags}
    assert len(above) == 1  # the widget knows what its window does
    return above.pop()


def narrow(desk: Desk) -> Callable[[], bool]:
    return lambda: desk.counter.is_narrow


def test_f11_makes_a_strip_beside_another_program_and_the_same_window_again(desk: Desk) -> None:
    on_a_desktop(desk)
    desk.counter.move(100, 80)
    before = QRect(desk.counter.pos(), desk.counter.size())

    desk.press("F11")
    desk.wait_until(narrow(desk), "a strip")
    strip = QRect(desk.counter.pos(), desk.counter.size())
    desk.press("F11")
    desk.wait_until(lambda: not desk.counter.is_narrow, "the wide window")

    assert strip.width() == STRIP[0]
    assert strip.right() == DESKTOP.right()
    assert QRect(desk.counter.pos(), desk.counter.size()) == before


def test_the_buttons_do_what_f11_does(desk: Desk) -> None:
    on_a_desktop(desk)

    desk.touch("Make it a strip")
    desk.wait_until(narrow(desk), "a strip")
    desk.touch("Widen")
    desk.wait_until(lambda: not desk.counter.is_narrow, "the wide window")


def test_the_strip_can_be_left_before_signing_in(open_desk: Open) -> None:
    desk = on_a_desktop(open_desk(size=STRIP))

    desk.touch("Widen")

    desk.wait_until(lambda: not desk.counter.is_narrow, "the wide window")


def test_a_window_dragged_narrow_says_who_waits_in_few_words(desk: Desk) -> None:
    issue(desk.office, "ggp")
    desk.wait_for_waiting("P-001", "A-001", "A-002")

    desk.counter.resize(*STRIP)
    desk.wait_until(narrow(desk), "a strip")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)

    desk.wait_for("Then:")
    assert {"2", "0", "General", "A-001"} <= set(desk.words().splitlines())
    assert not desk.sees("In the order of the call")


def test_everything_can_be_done_in_the_strip(desk: Desk) -> None:
    desk.counter.resize(*STRIP)
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")

    desk.touch("Call next")
    desk.wait_for_stage(Stage.CALLED)
    desk.touch("Start service")
    desk.wait_for_stage(Stage.SERVING)
    desk.type_into("Name", "Bent")
    desk.touch("2  Need")
    desk.touch("Power fault")
    desk.touch("Filed")
    desk.touch("Step away")
    desk.touch("Lunch")
    desk.touch("The citizen agreed")
    desk.touch("Step away")
    desk.wait_for_stage(Stage.AWAY)
    desk.touch("I am back")
    desk.wait_for_stage(Stage.SERVING)
    desk.touch("Finish service")
    desk.wait_for_stage(Stage.FREE)

    (ticket,) = {event.ticket for event in desk.office.journal() if event.ticket is not None}
    done = desk.office.queue.ticket(ticket)
    assert (done.outcome, done.reason) == ("filed", "Daño o falla")


def test_tab_brings_into_view_what_scrolls(desk: Desk) -> None:
    desk.counter.resize(*LEAST)
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    for stage in (Stage.CALLED, Stage.SERVING):
        desk.press("F9")
        desk.wait_for_stage(stage)
    reach = desk.counter.serving.reach
    desk.wait_until(lambda: reach.overflow > 0, "more than there is room for")

    seen = set()
    for _ in range(30):
        desk.press("Tab")
        focus = desk.counter.focusWidget()
        assert focus is not None
        if reach.inner.isAncestorOf(focus):
            seen.add(focus.accessibleName())
            assert in_view(reach.viewport(), focus), focus.accessibleName()

    assert {"Name", "Resolved"} <= seen


def in_view(viewport: QWidget, child: QWidget) -> bool:
    place = QRect(child.mapTo(viewport, child.rect().topLeft()), child.size())
    return viewport.rect().contains(place)


def test_a_strip_stays_above_other_windows_and_a_wide_window_does_not(desk: Desk) -> None:
    on_a_desktop(desk)
    assert not is_above_others(desk)

    desk.press("F11")
    desk.wait_until(narrow(desk), "a strip")

    assert is_above_others(desk)
    assert desk.counter.isVisible()


def test_the_pin_is_kept_for_each_form(open_desk: Open) -> None:
    first = on_a_desktop(open_desk())
    first.touch("Always on top")
    assert is_above_others(first)
    first.press("F11")
    first.wait_until(narrow(first), "a strip")
    first.touch("Always on top")
    assert not is_above_others(first)
    first.close()

    second = on_a_desktop(open_desk())

    assert is_above_others(second)
    second.press("F11")
    second.wait_until(narrow(second), "a strip")
    assert not is_above_others(second)


def test_a_strip_closed_is_a_strip_when_opened_where_it_was(open_desk: Open) -> None:
    first = on_a_desktop(open_desk())
    first.counter.remember_geometry()
    first.press("F11")
    first.wait_until(narrow(first), "a strip")
    first.counter.move(2000, 30)
    first.counter.resize(380, 800)
    first.close()

    second = on_a_desktop(open_desk())
    second.counter.remember_geometry()

    assert second.counter.is_narrow
    assert QRect(second.counter.pos(), second.counter.size()) == QRect(2000, 30, 380, 800)


def test_a_place_that_cannot_be_read_is_none(open_desk: Open) -> None:
    (data_dir() / "windows.ini").parent.mkdir(parents=True, exist_ok=True)
    (data_dir() / "windows.ini").write_text(
        "[counter]\nnarrow=maybe\nplace_wide=here\nplace_narrow=1 2 3\npinned_wide=\n",
        encoding="utf-8",
    )
    desk = on_a_desktop(open_desk())

    desk.counter.remember_geometry()

    assert not desk.counter.is_narrow
    assert desk.counter.size().toTuple() == WIDE


def test_the_office_may_hide_the_list_and_counts_stay(desk: Desk) -> None:
    issue(desk.office, "ggp")
    desk.wait_for_waiting("P-001", "A-001", "A-002")
    assert desk.sees("In the order of the call")

    desk.office.settings.change({"desk.list_shown": False})
    desk.wait_for("Then:")

    assert not desk.sees("In the order of the call")
    assert {"1", "2", "Priority", "General", "A-001"} <= set(desk.words().splitlines())
    assert not desk.counter.is_narrow
    desk.office.settings.change({"desk.list_shown": True})
    desk.wait_for("In the order of the call")


def test_without_the_list_each_line_says_how_long_its_first_has_waited(
    desk: Desk, clock: FixedClock
) -> None:
    change_settings(desk.office, desk={"list_shown": False})
    issue(desk.office, "g")
    clock.advance(timedelta(minutes=7))
    issue(desk.office, "g")
    general = desk.counter.brief._counts[Line.GENERAL]

    for _ in range(2):
        desk.wait_until(lambda: general.accessibleDescription() == "2 7 min", "its wait")
        assert general._oldest.isVisible()
        desk.press("F11")  # and as a strip
    assert desk.counter.is_narrow
