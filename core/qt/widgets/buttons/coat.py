"""What a button is for, and what it wears because of that: tokens, nothing painted."""

from dataclasses import dataclass
from enum import StrEnum


class ButtonRole(StrEnum):
    """What pressing means, and so how it looks."""

    PRIMARY = "primary"  # the one thing to do next
    SECONDARY = "secondary"
    CHOICE = "choice"  # one of several, ticked when chosen
    SWITCH = "switch"  # on or off by itself; it looks like a choice
    CHECK = "check"  # yes or no, with a box
    DANGER = "danger"  # what is not done by the way
    STEP = "step"  # where one is in a sequence
    LINK = "link"  # opens something; underlined


class ButtonSize(StrEnum):
    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"


CHECKABLE = frozenset({ButtonRole.CHOICE, ButtonRole.SWITCH, ButtonRole.CHECK, ButtonRole.STEP})


@dataclass(frozen=True, slots=True)
class Coat:
    """The tokens a button is painted with in its present state."""

    fill: str | None
    ink: str
    edge: str | None
    strong: bool = False
    dashed: bool = False


def coat_of(role: ButtonRole, *, is_enabled: bool, is_down: bool, is_checked: bool) -> Coat:
    """Return what a button of `role` wears in its present state."""
    if not is_enabled:
        return _off(role)
    always = {
        ButtonRole.PRIMARY: Coat("sea_press" if is_down else "sea", "on_sea", "sea_edge"),
        ButtonRole.DANGER: Coat("coral_soft" if is_down else "surface", "coral", "coral"),
        ButtonRole.LINK: Coat(None, "ink", None),
    }
    if role in always:
        return always[role]
    if role is ButtonRole.STEP and is_checked:
        return Coat("sea", "on_sea", "sea_edge", strong=True)
    if is_checked:
        return Coat("chosen", "on_chosen", "chosen_edge", strong=True)
    return Coat("inset" if is_down else "surface", "ink", "border")


def _off(role: ButtonRole) -> Coat:
    if role is ButtonRole.LINK:
        return Coat(None, "on_off", None)
    return Coat("off", "on_off", "border", dashed=True)
