"""Texts in the reader's language: gettext catalogues, Babel's dates, several loaded at once.

Message ids are English; a `Language` is what modules call `_`:

    _ = Language.load("es")
    _("Ticket {code}, counter {counter}", code="A-001", counter=3)

Catalogues are `assets/locale/<code>/LC_MESSAGES/turnos.po` with the compiled `.mo` beside.
"""

import gettext
import locale
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date as Date  # noqa: N812 - a language has a `date` of its own
from datetime import datetime, time, timedelta
from enum import Enum
from functools import cache, partial
from importlib.resources import files

from core.domain.names import word_of
from core.errors import N_, Listed, QueueError, UnknownLanguage, Words
from core.joining import SYSTEM, joined


@contextmanager
def _no_zone_of_ours() -> Iterator[None]:
    """Take TZ away for a while: Babel reads it when it is imported, and raises at a wrong one.

    Nothing here asks Babel for the machine's zone.
    """
    named = os.environ.pop("TZ", None)
    try:
        yield
    finally:
        if named is not None:
            os.environ["TZ"] = named


@cache
def _babel(code: str) -> "Babel":
    """Return Babel with its rules for the language `code`, loaded for the first date: 12 ms."""
    with _no_zone_of_ours():
        return Babel(code)


class Babel:
    """Dates and numbers as a language writes them."""

    def __init__(self, code: str) -> None:
        from babel import Locale  # noqa: PLC0415 - what a start does not need
        from babel.dates import format_date  # noqa: PLC0415
        from babel.numbers import format_decimal  # noqa: PLC0415

        locale_ = Locale.parse(LOCALES[code])
        self.date = partial(format_date, locale=locale_)
        self.decimal = partial(format_decimal, locale=locale_)


DOMAIN = "turnos"
_A_MONDAY = Date(2024, 1, 1)  # names of weekdays come from dates
_BY_NAME = timedelta(days=6)
# San Andrés Creole (ISO 639-3: icr) writes dates and times as English does.
LOCALES: Mapping[str, str] = {"es": "es_CO", "en": "en_US", "icr": "en_US"}
OWN_NAMES: Mapping[str, str] = {"es": "Español", "en": "English", "icr": "Kriol"}
TERMINAL_LANGUAGES = ("es", "en")
# A language whose every text was written by somebody who speaks it is always shown. Of the others
# a text is shown once somebody named reviewed it; until then the English stands in its place.
REVIEWED = frozenset({"icr"})
ENOUGH = 0.8  # the reviewed share of its texts from which such a language is offered at all
DRAFTS = f"{DOMAIN}-drafts"
NOON = time(12, 0)
IN_ENGLISH = N_("“{words}” (in English)")
IN_ITS_WORDS = N_("“{words}”")
LETTER = re.compile(r"[^\W\d_]")
TIME = re.compile(r"\d ([ap]\. ?)?m\.")


class _Comma(float):
    """A number that is written with a decimal comma, however many digits are asked for."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec).replace(".", ",")


def kept_whole(text: str) -> str:
    """Return what somebody typed with no line ending inside a time (`3:00 p. m.`)."""
    return TIME.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)


class Language:
    """One language: its texts, plurals, dates and times. Load it with `Language.load`."""

    def __init__(self, code: str, catalogue: gettext.NullTranslations) -> None:
        self.code = code
        self._catalogue = catalogue

    @staticmethod
    def load(code: str, *, drafts: bool = False) -> "Language":
        """Return the language `code` (`es`, `en`, `icr`), loaded once per process.

        `drafts` shows the texts nobody reviewed yet too, for those who review them.

        Raises:
            UnknownLanguage: there is no catalogue for it.
        """
        return _load(code, drafts=drafts)

    def __call__(self, message: str, /, **fields: object) -> str:
        """Return `message` in this language with its named `fields` filled in."""
        text = self._catalogue.gettext(message)
        return joined(text, **self._written(fields)) if fields else text

    def _written(self, fields: Mapping[str, object]) -> Mapping[str, object]:
        """Return `fields` with their decimal numbers as this language writes them."""
        if self.code != "es":
            return fields
        return {
            name: _Comma(value) if isinstance(value, float) else value
            for name, value in fields.items()
        }

    def plural(self, one: str, many: str, n: int, /, **fields: object) -> str:
        """Return the form of the message for `n`, which is a field too."""
        return joined(self._catalogue.ngettext(one, many, n), n=n, **fields)

    def sentence(self, error: QueueError) -> str:
        """Return the sentence of a refusal."""
        return joined(self._catalogue.gettext(error.sentence), **self._fields(error.fields))

    def words(self, words: Words) -> str:
        """Return a part of a sentence."""
        return joined(self._catalogue.gettext(words.message), **self._fields(words.fields))

    def said(self, problem: str | Words) -> str:
        """Return what is wrong: in this language, or else as who said it did, and marked so.

        A fixed text of ours is known to the catalogue; a driver's, a library's or a program's is
        not, and then it stands between quotation marks. English ones are said to be English; a
        letter that English lacks shows that a server or a system speaks another language.
        """
        if isinstance(problem, Words):
            return self.words(problem)
        known = self._catalogue.gettext(problem) if problem else problem
        if known != problem or self.code == "en" or not LETTER.search(problem):
            return known
        if problem.isascii():
            return self(IN_ENGLISH, words=problem)
        return self(IN_ITS_WORDS, words=problem)

    def _fields(self, fields: Mapping[str, object]) -> Mapping[str, object]:
        return {
            name: self.said(value)
            if name == SYSTEM and isinstance(value, str)
            else self._field(value)
            for name, value in fields.items()
        }

    def _field(self, value: object) -> object:
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, Words):
            return self.words(value)
        if isinstance(value, Listed):
            return "".join(f"\n  {self.words(part)}" for part in value.parts)
        if isinstance(value, Enum):
            return self(word_of(value))
        if isinstance(value, Date):
            return self.date(value)
        return value  # a name is not translated, though the catalogue may have such a word

    def clock(self, at: time | datetime) -> str:
        """Return a 12-hour time as offices here write it: `9:41 a. m.`, noon `12:00 m.`."""
        moment = at.time() if isinstance(at, datetime) else at
        hour = moment.hour % 12 or 12
        if self.code == "es":
            if moment.replace(second=0, microsecond=0) == NOON:
                return "12:00 m."
            half = "a. m." if moment.hour < NOON.hour else "p. m."
        else:
            half = "a.m." if moment.hour < NOON.hour else "p.m."
        return f"{hour}:{moment.minute:02d}\N{NO-BREAK SPACE}{half}".replace(
            ". m", ".\N{NO-BREAK SPACE}m"
        )

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number as it is written: `75.168` and `82,6`, in English `75,168` and `82.6`."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(_babel(self.code).decimal(value, pattern))

    def day(self, day: Date) -> str:
        """Return a date with its weekday: `lunes 23/11/2026`, `Monday 23 Nov 2026`."""
        return f"{self.weekday(day)} {self.date(day)}"

    def date(self, day: Date) -> str:
        """Return a date alone: `23/11/2026`, `23 Nov 2026`.

        In English the month is a word: in Colombia 12/11 is the 12th of November for everybody.
        """
        pattern = "dd/MM/yyyy" if self.code == "es" else "d MMM yyyy"  # unsaid: a pattern
        return str(_babel(self.code).date(day, pattern))

    def month(self, day: Date) -> str:
        """Return the month of `day` with its year: "diciembre de 2026"."""
        pattern = "MMMM 'de' yyyy" if self.code == "es" else "MMMM yyyy"  # unsaid: a pattern
        return str(_babel(self.code).date(day, pattern))

    def weekday(self, day: Date) -> str:
        """Return the name of the weekday: `martes`, `Tuesday`."""
        return str(_babel(self.code).date(day, "EEEE"))

    def weekdays(self, first: int, last: int) -> str:
        """Return days in a row, which count from Monday, 0: `Lunes a viernes`, `Sábado`."""
        _ = self
        names = [self.weekday(_A_MONDAY + timedelta(days=index)) for index in (first, last)]
        if first == last:
            words = names[0]
        elif last == first + 1:
            words = _("{first} and {last}", first=names[0], last=names[1])
        else:
            words = _("{first} to {last}", first=names[0], last=names[1])
        return words[:1].upper() + words[1:]

    def moment(self, local: datetime) -> str:
        """Return an instant for a sentence: `martes 24/11/2026, 8:00 a. m.`.

        `local` is in the office's own time (`OfficeSettings.local`), as the machine's may be any.
        One that nobody brought there says so: `1:00 p. m. (UTC)`.
        """
        said = f"{self.day(local.date())}, {self.clock(local)}"
        return said if local.utcoffset() else f"{said} (UTC)"


def speak_to_terminal(usual: str | None) -> None:
    """Speak to this terminal in the account's language, or `usual` where the account names none.

    So do click and argparse, which ask gettext's own domain.
    """
    global _usual  # noqa: PLW0603 - a process speaks to one terminal
    _usual = usual or "en"
    os.environ["LANGUAGE"] = terminal_language()  # gettext looks there first
    gettext.bindtextdomain(DOMAIN, str(files("assets") / "locale"))
    gettext.textdomain(DOMAIN)


def let_system_speak_english() -> None:
    """Have the C library tell errors in English, as `core.reasons` and `core.store` know them.

    Qt takes the account's language when its application is made (`setlocale`), and libpq's reasons
    are the C library's: on a Spanish machine none of them would be known.
    """
    if hasattr(locale, "LC_MESSAGES"):  # not on Windows, which tells them in one language
        locale.setlocale(locale.LC_MESSAGES, "C")


def is_named_by_weekday(day: Date, today: Date) -> bool:
    """Return whether a weekday's name alone means `day`: further off it means an earlier one."""
    return day - today <= _BY_NAME


def offered(codes: Iterable[str], *, drafts: bool = False) -> tuple[str, ...]:
    """Return those of the languages `codes` in which enough texts may be shown."""
    return tuple(code for code in codes if _is_offered(code, drafts=drafts))


@cache
def _is_offered(code: str, *, drafts: bool) -> bool:
    if code not in REVIEWED or drafts:
        return code in LOCALES
    reviewed, written = (len(_sayings(domain, code)) for domain in (DOMAIN, DRAFTS))
    return reviewed > 1 and reviewed >= ENOUGH * written


def _sayings(domain: str, code: str) -> Mapping[object, str]:
    with (files("assets") / "locale" / code / "LC_MESSAGES" / f"{domain}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined, no-any-return] # noqa: SLF001 - gettext has no other way to count


@cache
def _load(code: str, *, drafts: bool) -> Language:
    if code not in LOCALES:
        raise UnknownLanguage(language=code, known=", ".join(LOCALES))
    folder = str(files("assets") / "locale")
    domain = DRAFTS if drafts and code in REVIEWED else DOMAIN
    # English is the language of the message ids: its catalogue may hold nothing.
    catalogue = gettext.translation(domain, folder, languages=[code], fallback=code == "en")
    return Language(code, catalogue)


def terminal_language() -> str:
    """Return the language in which a terminal is told things: `es` or `en`."""
    return account_language() or _usual


def account_language() -> str | None:
    """Return the account's language (POSIX locale variables): `es` or `en`.

    None where it names no language, as the locale C does, or none in which a terminal is spoken to.
    """
    named = filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG")))
    code = next(named, "").lower()[:2]
    return code if code in TERMINAL_LANGUAGES else None


_usual = "en"
