"""*Letra grande*: every needed word a quarter larger, none smaller, and normal in one touch.

Each page is painted with it and without, on each size of screen, on the smallest also with
*Pantalla baja* and in Creole; what is compared is the size in which each word stands, role by role.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import groupby, product

import pytest

from core.language import OWN_NAMES, Language
from core.qt.look.tokens import KIOSK_GROWS
from core.qt.widgets import ActionButton, FitLabel, KioskBar
from kiosk.visit.page_values import Comfort, Listening
from tests.kiosk.measures import View
from tests.kiosk.showcase import SCREENS, SHOWN, Showcase, staged
from tests.sweeps import IS_WHOLE, every_other

OFFERED = Listening(is_offered=True)
LANGUAGES = ("es", "en")
QUARTER = 1.25
ROUNDED = 1 / 40  # px are whole: of 40 px one may be lost by rounding twice
# What a page can do without, and so also with larger words: they are neither asked for nor pressed.
CAN_GO = frozenset(
    {
        "If you need help, please ask a staff member.",
        "Which service do you need?",
        "For you if you are:",
        "Your ticket is",
        "This ticket is not a filing number.",
        "We have noted that you came for this.",
        "See and hear better",
        "Rate our service",
    }
)
# How many wait is said in brief then.
PROSPECTS = frozenset(
    {
        "16 personas antes de usted\nentre 20 y 45 minutos",
        "2 personas antes de usted\nentre 5 y 15 minutos",
        "16 people ahead of you\n20 to 45 minutes",
        "2 people ahead of you\n5 to 15 minutes",
    }
)
# A screen of 195 mm loses what a page can do without, and more.
SMALL = tuple(name for name in SCREENS if name.startswith("15.6"))
PLAIN, LOW = False, True
# What is compared: where, in which language, and whether with *Pantalla baja* on both sides. By
# pairs; all of it by `make sweeps`.
LOOKS = (
    *((screen, LANGUAGES[n % 2], PLAIN) for n, screen in enumerate(SCREENS)),
    *((screen, LANGUAGES[n % 2], LOW) for n, screen in enumerate(SMALL)),
    *((screen, "icr", (PLAIN, LOW)[n % 2]) for n, screen in enumerate(SMALL)),
)
if IS_WHOLE:
    LOOKS = (
        *product(SCREENS, LANGUAGES, (PLAIN,)),
        *product(SMALL, (*LANGUAGES, "icr"), (LOW,)),
        *product(SMALL, ("icr",), (PLAIN,)),
    )
# Where a screen of 195 mm lies, Creole offers a language more and lacks the rest of a quarter.
LEAST_IN_CREOLE = {"home with an outage": 1.12, "options": 1.18, "result, no paper": 1.18}
Sizes = Mapping[str, tuple[int, bool]]
pytestmark = pytest.mark.timeout(600)
every_screen = pytest.mark.parametrize("screen", SCREENS)


@pytest.fixture(scope="module")
def showcase(look: None) -> Iterator[Showcase]:
    with staged() as window:
        window.is_painted = False
        yield window


def sizes(view: View) -> Sizes:
    """Return in which size each word stands, and whether a person needs it in a larger one."""
    found: dict[str, tuple[int, bool]] = {}
    for each in view.seen:
        if isinstance(each, FitLabel) and each.text():
            needed = each.role in KIOSK_GROWS and not isinstance(each.parent(), KioskBar)
            found[each.text()] = (each.shown_px, needed)
        elif isinstance(each, ActionButton) and each.shown_px:
            found[each.text()] = (each.shown_px, each.type_role in KIOSK_GROWS)
    return found


Compared = Mapping[str, tuple[Sizes, Sizes]]


@pytest.fixture(scope="module")
def compared(showcase: Showcase) -> Callable[[str, str, bool], Compared]:
    """Return a function that gives each page's words without *Letra grande*, and with it."""

    @cache
    def compare(screen: str, language: str, low: bool) -> Compared:
        showcase.texts.switch(language)
        shown = every_other(tuple(SHOWN.items()), LOOKS.index((screen, language, low)))
        found: list[dict[str, Sizes]] = []
        for large in (False, True):
            showcase.stand(screen, Comfort(large=large, low=low), OFFERED)
            found.append({})
            for name, page in shown:
                showcase.show_page(page)
                found[-1][name] = sizes(showcase.view)
        plain, enlarged = found
        return {name: (plain[name], enlarged[name]) for name, _ in shown}

    return compare


@pytest.mark.parametrize(("screen", "language", "low"), LOOKS)
def test_no_word_is_smaller_and_every_needed_one_a_quarter_larger(
    compared: Callable[[str, str, bool], Compared], screen: str, language: str, low: bool
) -> None:
    is_tight = language == "icr" and "lying" in screen
    wrong = []
    for name, (plain, large) in compared(screen, language, low).items():
        growth = LEAST_IN_CREOLE.get(name, QUARTER) if is_tight else QUARTER
        for words in plain.keys() & large.keys():
            (before, needed), (after, _) = plain[words], large[words]
            least = before * (growth if needed else 1)
            if after < least * (1 - ROUNDED):
                wrong.append(f"{name}: {words!r} {before} -> {after} px")

    assert wrong == []


@pytest.mark.parametrize(
    ("screen", "language"),
    [(screen, language) for screen, language, _ in LOOKS if screen not in SMALL],
)
def test_no_needed_word_goes_for_larger_ones(
    compared: Callable[[str, str, bool], Compared], screen: str, language: str
) -> None:
    _ = Language.load(language)
    may_go = {_(message) for message in CAN_GO} | {
        OWN_NAMES[language]
    }  # what is spoken is no choice
    greeting = _("Good morning.\nWelcome to {company}", company="SOPESA")
    may_go |= {greeting, greeting.replace("\n", " "), *PROSPECTS}
    wrong = []
    for name, (plain, large) in compared(screen, language, PLAIN).items():
        wrong += [f"{name}: {words!r}" for words in plain.keys() - large.keys() - may_go]

    assert wrong == []


def test_letters_are_normal_again_in_one_touch(showcase: Showcase) -> None:
    showcase.texts.switch("es")
    pages = ("home", "home with an outage", "options", "closed")
    for turn, screen in enumerate(every_other(list(SCREENS), 0)):
        showcase.stand(screen, Comfort(large=True), OFFERED)
        for name in every_other(pages, turn):
            showcase.show_page(SHOWN[name])

            [on] = [each for each in showcase.view.controls if each.isChecked() and is_large(each)]

            assert on.isVisible()


def test_the_sea_goes_for_larger_letters(showcase: Showcase) -> None:
    for name in ("home", "closed", "busy", "result"):
        for large in (False, True):
            showcase.stand("27 upright", Comfort(large=large), OFFERED)
            showcase.show_page(SHOWN[name])

            assert showcase.header.has_sea is not large, name


def test_the_first_page_has_the_same_rows_in_each_language(showcase: Showcase) -> None:
    for screen in ("21.5 upright", "27 upright, fine", "32 upright", "27 lying"):
        rows = []
        for language in LANGUAGES:
            showcase.texts.switch(language)
            showcase.stand(screen, Comfort(), OFFERED)
            showcase.show_page(SHOWN["home"])
            tops = [each.y() for each in showcase.body.shelf.wanted() if each.isVisible()]
            rows.append([len(list(row)) for _, row in groupby(tops)])

        assert rows[0] == rows[1], screen


def is_large(control: object) -> bool:
    return isinstance(control, ActionButton) and control.text() == "Letra grande"
