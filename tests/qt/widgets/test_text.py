"""Text wraps, shrinks and asks for room; it never clips."""

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetricsF, QImage, QPainter
from pytestqt.qtbot import QtBot

from core.qt.look.theme import ColourMode, Theme, TypeRole, Weight, face
from core.qt.program.app import load_fonts
from core.qt.widgets import FitLabel
from core.qt.widgets.text import TextPiece, draw, fit, measure, set_text
from tests.qt.conftest import COUNTER, KIOSK, Dress

LONG = "Por favor espere. Le llamaremos por pantalla y por voz."
FAINT = 40  # of 255: the soft border of a glyph
LONGEST_WORD = "Electroencefalografistas"


AROUND = 20


def inked_box(image: QImage) -> QRect:
    """Return the smallest box around what is not transparent."""
    dots = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > FAINT
    ]
    columns, rows = [x for x, _ in dots], [y for _, y in dots]
    return QRect(QPoint(min(columns), min(rows)), QPoint(max(columns), max(rows)))


@pytest.mark.parametrize("width", [80, 160, 320])
@pytest.mark.parametrize("height", [24, 60, 200])
@pytest.mark.parametrize("text", [LONG, LONGEST_WORD, "ÁÑÚ ¿gjpqy?"])
def test_no_dot_of_a_text_falls_outside_its_box(
    qtbot: QtBot, width: int, height: int, text: str
) -> None:
    load_fonts()
    size = COUNTER.type[TypeRole.HEADING]
    piece = TextPiece(text, size.weight)
    box = QRect(AROUND, AROUND, width, height)
    image = QImage(width + 2 * AROUND, height + 2 * AROUND, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)

    fitted = fit(piece, size.px, size.least_px, width, height)
    painter = QPainter(image)
    draw(painter, QRectF(box), piece, fitted, QColor("black"))
    painter.end()

    assert box.contains(inked_box(image))


def test_a_text_with_room_is_shown_at_its_full_size(dress: Dress) -> None:
    label = FitLabel(LONG)
    dress(label, scale=KIOSK, width=1080)

    assert label.shown_px == KIOSK.type[TypeRole.BODY].px
    assert not label.is_cramped


def test_a_text_wraps_before_it_shrinks(dress: Dress) -> None:
    label = FitLabel(LONG, TypeRole.HEADING)
    dress(label, width=240, height=400)

    assert label.shown_px == COUNTER.type[TypeRole.HEADING].px
    assert label.heightForWidth(240) > label.heightForWidth(2000)


def test_a_text_shrinks_to_its_least_size_without_complaint(dress: Dress) -> None:
    label = FitLabel("P-014", TypeRole.CODE, wrap=False)
    dress(label, width=200, height=200)

    assert label.shown_px < COUNTER.type[TypeRole.CODE].px
    assert not label.is_cramped


def test_a_text_below_its_least_size_says_that_it_is_cramped(dress: Dress) -> None:
    label = FitLabel("P-014", TypeRole.CODE, wrap=False)
    top = dress(width=200, height=200)
    label.setParent(top)
    label.setGeometry(0, 0, 40, 30)
    label.show()

    assert label.is_cramped


def test_a_layout_gives_a_label_the_width_of_its_longest_word(dress: Dress) -> None:
    label = FitLabel(LONGEST_WORD, TypeRole.HEADING)
    dress(label, width=60, height=60)

    assert not label.is_cramped


def test_a_limit_of_lines_shrinks_the_text(dress: Dress) -> None:
    free = FitLabel(LONG, TypeRole.HEADING)
    limited = FitLabel(LONG, TypeRole.HEADING, max_lines=2)
    dress(free, limited, width=390, height=400)

    assert limited.shown_px < free.shown_px


def test_strong_parts_are_wider_and_the_text_stays_whole(dress: Dress) -> None:
    plain, strong = FitLabel(), FitLabel()
    plain.setText("Espera: 3 min")
    strong.setText("Espera: 3 min", strong=("3 min",))
    dress(plain, strong)

    assert strong.text() == "Espera: 3 min"
    assert strong.sizeHint().width() > plain.sizeHint().width()


def test_a_strong_part_has_its_own_colour(dress: Dress) -> None:
    label = FitLabel(role=TypeRole.HEADING)
    label.setText("Su derecho: todo", strong=("Su derecho:",), strong_tone="coral")
    dress(label)
    image = label.grab().toImage()

    found = {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }

    assert Theme.of(ColourMode.LIGHT, COUNTER).tokens.coral in found


def test_tabular_digits_have_one_width(dress: Dress) -> None:
    one = FitLabel("11:11", tabular=True, wrap=False)
    other = FitLabel("00:00", tabular=True, wrap=False)
    dress(one, other)

    assert one.sizeHint().width() == other.sizeHint().width()


def test_a_screen_reader_meets_static_text(qtbot: QtBot) -> None:
    label = FitLabel("Su turno es")
    qtbot.addWidget(label)

    interface = QAccessible.queryAccessibleInterface(label)

    assert interface.role() == QAccessible.Role.StaticText
    assert interface.text(QAccessible.Text.Name) == "Su turno es"


def test_text_that_looks_like_markup_is_shown_as_it_is(dress: Dress) -> None:
    label = FitLabel("<b>Ana</b> & co")
    dress(label)

    assert label.text() == "<b>Ana</b> & co"
    assert label.sizeHint().width() > FitLabel("Ana co").sizeHint().width()


def test_a_new_theme_measures_again(dress: Dress) -> None:
    label = FitLabel("Puesto")
    top = dress(label)
    before = label.sizeHint()

    Theme.of(ColourMode.LIGHT, KIOSK).apply_to(top)

    assert label.sizeHint().height() > before.height()


def test_a_code_is_never_broken_at_its_hyphen(qtbot: QtBot) -> None:
    load_fonts()
    size = COUNTER.type[TypeRole.BODY]
    text = "Pasa antes que A-028."
    whole = measure(TextPiece(text, size.weight), size.px, 10_000).width
    dash = measure(TextPiece("028.", size.weight), size.px, 10_000).width

    layout = set_text(TextPiece(text, size.weight), size.px, whole - dash / 2)

    last = layout.lineAt(1)
    assert layout.text()[last.textStart() :].replace("\N{WORD JOINER}", "") == "A-028."


def test_keeping_a_code_whole_changes_nothing_of_its_width(qtbot: QtBot) -> None:
    load_fonts()
    size = COUNTER.type[TypeRole.BODY]
    font = face(size.px, size.weight)

    set_width = measure(TextPiece("A-028", size.weight), size.px, 10_000).width

    assert set_width == pytest.approx(QFontMetricsF(font).horizontalAdvance("A-028"), abs=0.5)


def test_what_stays_with_its_word_is_not_broken_off(qtbot: QtBot) -> None:
    load_fonts()
    piece = TextPiece("Un momento\N{WORD JOINER}…", Weight.BOLD)
    word = measure(TextPiece("momento", Weight.BOLD), 40, 1e6).width

    fitted = fit(piece, 40, 10, word + 2, 1e6)

    assert fitted.px < 40
    assert fitted.lines == 2
    assert not fitted.breaks_words
