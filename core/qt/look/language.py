"""The language a window speaks, switched live, and Qt's own strings in it.

`Texts` is what windows call `_`. A switch sends Qt's LanguageChange to every window.
"""

from datetime import date as Date  # noqa: N812 - a language has a `date` of its own
from datetime import datetime, time

from PySide6.QtCore import QCoreApplication, QObject, QTranslator, Signal

from core.errors import N_, QueueError
from core.language import LOCALES, Language, offered
from core.told import told

# What Qt itself may show in our windows: the menu of a text field and the buttons of a message.
QT_STRINGS = (
    N_("&Undo"),
    N_("&Redo"),
    N_("Cu&t"),
    N_("&Copy"),
    N_("&Paste"),
    N_("Delete"),
    N_("Select All"),
    N_("OK"),
    N_("Cancel"),
    N_("Close"),
    N_("&Yes"),
    N_("&No"),
)


class QtStrings(QTranslator):
    """Qt's own strings from our catalogue; what is not in it stays as Qt has it."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._said = {text: language(text) for text in QT_STRINGS}

    def translate(
        self,
        context: str,  # noqa: ARG002 - Qt's signature
        sourceText: str,  # noqa: N803 - Qt's signature
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str:
        # None, not "": an empty text would be shown, a null one lets Qt fall back.
        return self._said.get(sourceText)  # type: ignore[return-value]

    def isEmpty(self) -> bool:
        return False


class Texts(QObject):
    """The language spoken now. Call it as `_`; connect `changed` to say everything again."""

    changed = Signal()

    def __init__(
        self, code: str = "es", parent: QObject | None = None, *, drafts: bool = False
    ) -> None:
        """`drafts` shows texts nobody reviewed yet too; see `Language.load`."""
        super().__init__(parent)
        self._qt_strings: QtStrings | None = None
        self.drafts = drafts
        self._language = Language.load(code, drafts=drafts)
        self._install()

    @property
    def language(self) -> Language:
        return self._language

    @property
    def code(self) -> str:
        return self._language.code

    def switch(self, code: str) -> None:
        """Speak `code` from now on; nothing happens when it is spoken already.

        Raises:
            UnknownLanguage: there is no catalogue for it.
        """
        if code == self.code:
            return
        self._language = Language.load(code, drafts=self.drafts)
        self._install()
        self.changed.emit()

    def __call__(self, message: str, /, **fields: object) -> str:
        return self._language(message, **fields)

    def everywhere(self, message: str) -> tuple[str, ...]:
        """Return `message` in every language that may be spoken here."""
        codes = offered(LOCALES, drafts=self.drafts)
        return tuple(Language.load(code, drafts=self.drafts)(message) for code in codes)

    def plural(self, one: str, many: str, n: int, /, **fields: object) -> str:
        return self._language.plural(one, many, n, **fields)

    def sentence(self, error: QueueError) -> str:
        return told(self._language.sentence(error))

    def clock(self, at: time | datetime) -> str:
        return self._language.clock(at)

    def day(self, day: Date) -> str:
        return self._language.day(day)

    def date(self, day: Date) -> str:
        return self._language.date(day)

    def weekday(self, day: Date) -> str:
        return self._language.weekday(day)

    def weekdays(self, first: int, last: int) -> str:
        return self._language.weekdays(first, last)

    def close(self) -> None:
        """Give Qt its own strings back."""
        app = QCoreApplication.instance()
        if app is not None and self._qt_strings is not None:
            app.removeTranslator(self._qt_strings)
        self._qt_strings = None

    def _install(self) -> None:
        self.close()
        app = QCoreApplication.instance()
        if app is not None:
            self._qt_strings = QtStrings(self._language, self)
            app.installTranslator(self._qt_strings)
