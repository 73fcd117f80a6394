"""The kiosk's pages, as they are reached from outside. A new page is one entry in a walk.

Texts are message ids; each is looked for in the language that is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.conftest import MONDAY_MORNING, SAMPLE_PIN

LANGUAGES = ("es", "en", "icr")
NO_CHOICE = ("en",)  # a page on which none can be chosen; not the one a kiosk begins with
SPOKEN = ("es", "en")  # by the voices that set-up installs
COMFORTS = ("Low screen", "High contrast", "Large text")  # the last hides the others
BY_PIN = ("F12", *SAMPLE_PIN, "Return")
HURRIED = "tests.accessibility.hurried"


@dataclass(frozen=True, kw_only=True)
class Page:
    """How a page is reached from the first one, and what has to be found there.

    `heading` is what no other page says, with its `fields`; `buttons` are what can be done besides
    choosing a language. `keys` are struck, then `path` is gone, a button each; `leave` leads back.
    The first of `languages` is chosen before, the others on the page. `is_read_aloud` where a voice
    speaks the language.
    """

    name: str
    heading: str
    fields: Mapping[str, str] = field(default_factory=dict)
    buttons: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    languages: tuple[str, ...] = LANGUAGES
    is_read_aloud: bool = True

    def controls(self, code: str) -> tuple[str, ...]:
        """Return the ids of the controls it has in the language `code`."""
        return (*self.buttons, *(("Listen",) if self.is_read_aloud and code in SPOKEN else ()))


@dataclass(frozen=True, kw_only=True)
class Walk:
    """Pages that one kiosk shows, one after the other, the office and the machine being so."""

    name: str
    pages: tuple[Page, ...]
    document: Mapping[str, Any] = field(default_factory=dict)
    settings: str = ""
    at: datetime = MONDAY_MORNING
    has_database: bool = True
    runner: str = "tests.windows.driven"


HOME = Page(
    name="home",
    heading="Which service do you need?",
    buttons=("General service", "Priority service", "Rate our service", *COMFORTS),
)
RESULT = Page(
    name="result",
    heading="Your ticket is {code}",
    fields={"code": "A-001"},
    buttons=("Done",),
    path=("General service",),
    leave=("Done",),
)
WALKS = (
    Walk(
        name="an open office",
        pages=(
            HOME,
            RESULT,
            Page(
                name="survey",
                heading="How would you rate our service today?",
                buttons=("Very bad", "Bad", "Fair", "Good", "Very good", "Back"),
                path=("Rate our service",),
                leave=("Back",),
            ),
            Page(
                name="thanks",
                heading="Thank you.",
                buttons=("Done",),
                path=("Rate our service", "Very good"),
                leave=("Done",),
            ),
        ),
    ),
    Walk(
        name="two services, and priority at once",
        document={
            "mode": "direct",
            "services": [
                {"key": "bills", "names": {"es": "Facturas", "en": "Bills"}},
                {"key": "faults", "names": {"es": "Daños", "en": "Faults"}},
            ],
        },
        pages=(
            Page(
                name="services",
                heading="What have you come for?",
                buttons=("Back",),
                path=("General service",),
                leave=("Back",),
            ),
            Page(
                name="straight",
                heading="Please go straight to a staff member.",
                buttons=("Done",),
                path=("Priority service",),
                leave=("Done",),
            ),
        ),
    ),
    Walk(
        name="a small screen",
        settings="[screen]\ndiagonal_in = 15.6\n",
        pages=(
            Page(
                name="options",
                heading="See and hear better",
                buttons=("Back", *COMFORTS),
                path=("See and hear better",),
                leave=("Back",),
            ),
        ),
    ),
    Walk(
        name="a Sunday",
        at=MONDAY_MORNING + timedelta(days=6),
        pages=(
            Page(
                name="closed",
                heading="We are closed\nat the moment.",
                buttons=("Large text", "High contrast"),
            ),
        ),
    ),
    Walk(
        name="no database",
        has_database=False,
        pages=(
            Page(
                name="no-server",
                heading="We cannot issue a ticket here right now.",
                is_read_aloud=False,  # until a database says which languages are spoken
            ),
        ),
    ),
    Walk(
        name="nobody touches it",
        runner=HURRIED,
        pages=(
            Page(
                name="still-there",
                heading="Do you need more time?",
                buttons=("Yes, more time", "No, I am done"),
                languages=NO_CHOICE,
                is_read_aloud=False,
            ),
        ),
    ),
    Walk(
        name="staff",
        pages=(
            Page(
                name="pin",
                heading="Staff: type your PIN",
                buttons=(*"1234567890", "Delete", "Enter", "Back"),
                keys=("F12",),
                leave=("Back",),
                languages=NO_CHOICE,
                is_read_aloud=False,
            ),
            Page(
                name="staff",
                heading="Volume of reading aloud: {volume} of {most}",
                fields={"volume": "3", "most": "4"},
                buttons=("Quieter", "Louder", "Light", "Dark", "No tickets", "Back"),
                keys=BY_PIN,
                leave=("Back",),
                languages=NO_CHOICE,
                is_read_aloud=False,
            ),
            Page(
                name="out-of-use",
                heading="This kiosk is not giving tickets.",
                keys=BY_PIN,
                path=("No tickets", "Back"),
            ),
        ),
    ),
)
PAGES = tuple(page for walk in WALKS for page in walk.pages)
