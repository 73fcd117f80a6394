"""What every refusal is, and those of the program itself."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from core.joining import joined


def N_(sentence: str) -> str:  # gettext's own name for "to be translated later"
    """Mark `sentence` for translation without translating it here."""
    return sentence


class Words:
    """A part of a sentence: a field of a refusal that is itself translated.

    `str(words)` is its English text.
    """

    __slots__ = ("fields", "message")

    def __init__(self, message: str, /, **fields: object) -> None:
        self.message = message
        self.fields = fields

    def __str__(self) -> str:
        return joined(self.message, **self.fields)


class Listed:
    """Several parts of a refusal, each on a line of its own; a field like `Words`."""

    __slots__ = ("parts",)

    def __init__(self, parts: Iterable[Words]) -> None:
        self.parts = tuple(parts)

    def __str__(self) -> str:
        return "".join(f"\n  {part}" for part in self.parts)


Wrong = tuple[str, Words | str]
"""A setting's path, and what is wrong there."""


def listed(found: Sequence[Wrong]) -> Listed:
    """Return what is wrong with several settings, a line each."""
    words = N_('"{where}" {problem}')
    return Listed(Words(words, where=where, problem=problem) for where, problem in found)


class QueueError(Exception):
    """A refusal. `str(error)` is the English sentence; `fields` are what it names."""

    sentence: ClassVar[str] = N_("The queue could not do that.")

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(joined(self.sentence, **fields))

    def __reduce__(self) -> tuple[object, ...]:
        return (_again, (type(self), self.fields))


def _again(kind: type[QueueError], fields: dict[str, object]) -> QueueError:
    return kind(**fields)


class WindowCrashed(QueueError):
    """Our own bug ended a window; the report holds what is needed to find it."""

    sentence = N_(
        "The window {name} stopped because of an error in the program and starts again; "
        "nothing in the queue was lost. If it does not come back, start it. Report: {report}"
    )


class DayOutOfRange(QueueError):
    sentence = N_("There are no figures of {day}. Name a day from {first} to {last}.")


class SpanBackwards(QueueError):
    sentence = N_("{last} is before {first}: name the first day first.")


class DayUnreadable(QueueError):
    sentence = N_('"{typed}" is no day. Write it like 23/11/2026.')


class NothingToReport(QueueError):
    sentence = N_("Nobody came in these days: there is nothing to write. Choose other days.")


class ReportNotWritten(QueueError):
    sentence = N_(
        "{file} could not be written: {problem}. If it is open in another program, close it there; "
        "else choose another place."
    )


class WorkStopped(QueueError):
    sentence = N_("It was stopped before its end; nothing was made.")


class WorkFailed(QueueError):
    sentence = N_("It ended without a result ({problem}). Try it again.")


class Unexpected(QueueError):
    """An error that nobody expected, of a driver, a device or our own: the rest goes on."""

    sentence = N_(
        "Something failed inside {program} that was not foreseen. What was confirmed is kept. Try "
        "once more; if it happens again, give this report to whoever looks after turnos: {report}"
    )


class NotShown(QueueError):
    """Of a command that only looks: standard output is full or closed."""

    sentence = N_("The answer could not be written: {problem}. Nothing was changed.")

    @property
    def has_read_enough(self) -> bool:
        """True when whoever read the answer left: after a look that is no fault."""
        return isinstance(self.__cause__, BrokenPipeError)


class AnswerLost(NotShown):
    """Of a command that acts: doing it again would do it twice."""

    has_read_enough = False
    sentence = N_(
        "This was done, but the answer could not be written: {problem}. Do not do it again: look "
        "at what came of it with turnos board or turnos journal."
    )
