"""The test page: what staff print to see that a printer prints, and how well.

Apart from tickets: it comes from no outbox, marks nothing, and says at its top that it is none.
It has what a ticket needs, so that a page that is right promises tickets that are: every letter of
our languages, a code of full size, a square code; and what shows a worn head or a wrong paper.
"""

from dataclasses import dataclass
from datetime import datetime

from core.language import Language
from core.printing.slip import qr
from core.printing.slip.slip import (
    Bars,
    Block,
    Code,
    Ruler,
    Slip,
    SlipRule,
    SlipSize,
    SlipSpace,
    Square,
    moment_of,
    text_of,
)

NAME = "TEST"  # where a ticket has its code: in the name of a file, in the square code
SAMPLE = "000"  # no ticket has this number: the first one is 001
LETTERS = (
    "ABCDEFGHIJKLMN",
    "ÑOPQRSTUVWXYZ",
    "abcdefghijklmn",
    "ñopqrstuvwxyz",
    "Á É Í Ó Ú Ü · á é í ó ú ü",
    "¿? ¡! 0123456789",
)


@dataclass(frozen=True, slots=True)
class Trial:
    """The facts of a test page; `local` is the time on the wall, or else the machine's.

    `office` and `office_id` are empty while no database answers.
    """

    device: str
    printer: str
    local: datetime
    language: str
    office: str = ""
    office_id: str = ""
    prefix: str = "A"


def compose_test(trial: Trial, _: Language) -> Slip:
    """Return the test page of `trial` in a language."""
    day, when = trial.local.date(), moment_of(trial.local, _)
    if not trial.office:  # nobody knows its hour: this is the machine's
        when = f"{when} ({trial.local.tzname()})"
    blocks: list[Block] = [
        text_of(_("TEST PAGE"), SlipSize.COMPANY),
        text_of(_("This is not a ticket."), SlipSize.STRONG),
        SlipRule(),
    ]
    if trial.office:
        blocks += [text_of(_("{office} office", office=trial.office))]
    blocks += [
        text_of(_("Device: {device}", device=trial.device)),
        text_of(_("Printer: {printer}", printer=trial.printer)),
        text_of(when),
        SlipRule(),
        *(text_of(letters) for letters in LETTERS),
        Code(f"{trial.prefix}-{SAMPLE}"),
        text_of(
            _(
                "The longest line that is whole ends in the width of the print head. In "
                "config.toml: [printer] dots = that number."
            )
        ),
        Ruler(),
        text_of(_("Clean the print head if white lines run down through the bars.")),
        SlipSpace(),
        Bars(),
        Square(qr.words_of(trial.office_id, day.isoformat(), NAME)),
    ]
    return Slip(NAME, day, trial.language, is_copy=False, blocks=tuple(blocks))
