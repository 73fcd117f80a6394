"""What REQUIREMENTS §3 asks of a page, measured on the rendered window, in millimetres.

Every check yields a sentence for each thing that fails it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QWidget

from core.qt.look.tokens import CAP_HEIGHT
from core.qt.widgets import ActionButton, ButtonSize, FitLabel, KioskBar
from core.qt.window import Window
from kiosk.fitting.header import Header
from kiosk.fitting.page_body import Body
from kiosk.pages.home import HomePage
from kiosk.pages.result import ResultPage
from kiosk.visit.page_values import Comfort

TARGET_MM, MAIN_MM, GAP_MM = 20, 40, 5
NEEDED_MM, LEAST_MM, LABEL_MM, CODE_MM = 7.3, 4.8, 8.5, 28.4
MAIN_SHARE = 0.8
PICTOGRAMS = 4  # of who qualifies


@dataclass(frozen=True)
class View:
    """What is seen of a window now: its header and one page. Look anew once anything changed."""

    window: Window
    header: Header
    body: Body[Any]
    comfort: Comfort

    @property
    def px_per_mm(self) -> float:
        return self.window.theme.scale.px_per_mm

    @property
    def width(self) -> int:
        return self.window.width()

    @property
    def height(self) -> int:
        return self.window.height()

    @cached_property
    def seen(self) -> list[QWidget]:
        found = [each for part in (self.header, self.body) for each in part.findChildren(QWidget)]
        return [each for each in (self.header, self.body, *found) if each.isVisible()]

    @cached_property
    def controls(self) -> list[QAbstractButton]:
        return [each for each in self.seen if isinstance(each, QAbstractButton)]

    @cached_property
    def labels(self) -> list[FitLabel]:
        return [each for each in self.seen if isinstance(each, FitLabel) and each.text()]

    def place(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self.window, QPoint(0, 0)), widget.size())

    def cap_mm(self, label: FitLabel) -> float:
        return label.shown_px * CAP_HEIGHT / self.px_per_mm


def named(widget: object) -> str:
    name = getattr(widget, "accessibleName", str)() or getattr(widget, "text", str)()
    return f"{type(widget).__name__} {name!r}"


def cut_off(view: View) -> Iterator[str]:
    """Tell what is squeezed or leaves the screen."""
    for each in view.seen:
        least = each.minimumSizeHint()
        if getattr(each, "is_cramped", False):
            yield f"{named(each)} is cramped"
        if each.width() < least.width() or each.height() < least.height():
            yield f"{named(each)} has {each.size().toTuple()}, needs {least.toTuple()}"
        if (
            each.layout() is None
            and each.hasHeightForWidth()
            and each.height() < each.heightForWidth(each.width())
        ):
            yield f"{named(each)} is {each.heightForWidth(each.width()) - each.height()} px too low"
        if not view.window.rect().contains(view.place(each)):
            yield f"{named(each)} leaves the screen: {view.place(each).getRect()}"


def overlaps(view: View) -> Iterator[str]:
    siblings: dict[int, list[QWidget]] = {}
    for each in view.seen:
        siblings.setdefault(id(each.parent()), []).append(each)
    for one, other in (pair for each in siblings.values() for pair in combinations(each, 2)):
        if one.geometry().intersects(other.geometry()):
            yield f"{named(one)} lies upon {named(other)}"


def small_targets(view: View) -> Iterator[str]:
    for control in view.controls:
        if min(control.width(), control.height()) < TARGET_MM * view.px_per_mm:
            yield f"{named(control)} is {control.width()} x {control.height()} px"


def near_targets(view: View) -> Iterator[str]:
    margin = int(GAP_MM * view.px_per_mm)
    placed = [(each, view.place(each)) for each in view.controls]
    for (one, place), (other, others_place) in combinations(placed, 2):
        if place.adjusted(-margin, -margin, margin, margin).intersects(others_place):
            yield f"{named(one)} is too near to {named(other)}"


def high_controls(view: View) -> Iterator[str]:
    for control in view.controls:
        if view.place(control).top() < view.height / 4:
            yield f"{named(control)} begins in the top quarter"


def low_controls(view: View) -> Iterator[str]:
    if not view.comfort.low:
        return
    for control in view.controls:
        if view.place(control).top() < view.height / 2:
            yield f"{named(control)} begins above the middle"


def small_main_buttons(view: View) -> Iterator[str]:
    for button in view.controls:
        if not is_main(view, button):
            continue
        if button.height() < MAIN_MM * view.px_per_mm:
            yield f"{named(button)} is {button.height() / view.px_per_mm:.1f} mm high"
        if button.width() < MAIN_SHARE * view.width:
            yield f"{named(button)} is {button.width() / view.width:.0%} of the width"


def is_main(view: View, button: QAbstractButton) -> bool:
    if isinstance(view.body, HomePage):
        return button in {view.body.general, view.body.preferential}
    return isinstance(button, ActionButton) and button.size_class is ButtonSize.LARGE


def small_text(view: View) -> Iterator[str]:
    for label in view.labels:
        least = LEAST_MM if isinstance(label.parent(), KioskBar) else NEEDED_MM
        if view.cap_mm(label) < least:
            yield f"{named(label)} has capitals of {view.cap_mm(label):.1f} mm"
    for button in view.controls:
        px = getattr(button, "shown_px", 0)
        if px and px * CAP_HEIGHT / view.px_per_mm < LABEL_MM:
            yield f"{named(button)} has capitals of {px * CAP_HEIGHT / view.px_per_mm:.1f} mm"


def small_codes(view: View) -> Iterator[str]:
    body = view.body
    if not isinstance(body, ResultPage):
        return
    if view.cap_mm(body.code) < CODE_MM:
        yield f"the code has capitals of {view.cap_mm(body.code):.1f} mm"
    largest = max(view.labels, key=view.cap_mm)
    if largest is not body.code:
        yield f"{named(largest)} is larger than the code"


def nameless(view: View) -> Iterator[str]:
    for control in view.controls:
        if not control.accessibleName():
            yield f"{named(control)} has no accessible name"


def lone_pictograms(view: View) -> Iterator[str]:
    tiles = [each for each in view.seen if type(each).__name__ == "_Tile"]
    if len(tiles) not in {0, PICTOGRAMS}:
        yield f"{len(tiles)} pictograms of who qualifies"


Check = Callable[[View], Iterator[str]]
CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        cut_off,
        overlaps,
        small_targets,
        near_targets,
        high_controls,
        low_controls,
        small_main_buttons,
        small_text,
        small_codes,
        nameless,
        lone_pictograms,
    )
}


def problems(view: View) -> Iterator[str]:
    """Tell everything that is wrong."""
    for name, check in CHECKS.items():
        for problem in check(view):
            yield f"{name}: {problem}"
