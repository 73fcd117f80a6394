"""Texts switch live, and Qt's own strings with them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.errors import UnknownLanguage
from core.machine.config import data_dir
from core.qt.look.language import QT_STRINGS, Texts
from core.qt.window import Window


@pytest.fixture
def texts(qtbot: QtBot) -> Iterator[Texts]:
    made = Texts("es")
    yield made
    made.close()


def test_a_followed_text_is_said_again_in_the_new_language(texts: Texts, qtbot: QtBot) -> None:
    label = QLabel(texts("Telephone"))
    qtbot.addWidget(label)
    texts.changed.connect(lambda: label.setText(texts("Telephone")))
    before = label.text()

    texts.switch("en")

    assert (before, label.text()) == ("Teléfono", "Telephone")


def test_switching_to_what_is_spoken_says_nothing(texts: Texts, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(texts.changed):
        texts.switch("es")


def test_an_unknown_language_is_refused_and_the_old_one_stays(texts: Texts) -> None:
    with pytest.raises(UnknownLanguage):
        texts.switch("xx")

    assert texts.code == "es"


def test_qts_own_strings_follow_the_language(texts: Texts) -> None:
    spoken = [QCoreApplication.translate("QPlatformTheme", text) for text in QT_STRINGS]

    assert spoken == [texts(text) for text in QT_STRINGS]


def test_a_string_we_do_not_have_stays_as_qt_has_it(texts: Texts) -> None:
    assert QCoreApplication.translate("QObject", "Something of Qt") == "Something of Qt"


def test_closed_texts_give_qt_its_strings_back(texts: Texts) -> None:
    texts.close()

    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


class Spoken(Window):
    said = 0

    def retranslate(self) -> None:
        self.said += 1


def test_a_window_says_everything_again(texts: Texts, qtbot: QtBot) -> None:
    window = Spoken("kiosk", texts)
    qtbot.addWidget(window)

    texts.switch("en")

    assert window.said == 1


def test_a_window_comes_back_where_it_was(texts: Texts, qtbot: QtBot) -> None:
    first = Window("counter", texts)
    first.remember_geometry()
    first.resize(432, 321)
    with qtbot.waitExposed(first):
        first.show()
    first.close()

    again = Window("counter", texts)
    qtbot.addWidget(again)
    again.remember_geometry()

    assert (again.width(), again.height()) == (432, 321)
    assert QSettings(str(data_dir() / "windows.ini"), QSettings.Format.IniFormat).allKeys()


def test_a_closed_window_says_so_once(texts: Texts, qtbot: QtBot) -> None:
    window = Window("counter", texts)
    with qtbot.waitExposed(window):
        window.show()

    with qtbot.waitSignal(window.closed):
        window.close()
