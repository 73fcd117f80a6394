"""A row says so where a text has no room."""

from core.qt.look.tokens import Weight
from core.qt.widgets.text import TextPiece, measure
from counter.leader.rows import shortened


def test_a_name_without_room_is_shortened_and_one_with_room_stays(look: None) -> None:
    name = TextPiece("José María de los Ángeles Archbold", Weight.BOLD, wrap=False)

    found = shortened(name, 18, 120)

    assert found.text.startswith("José M")
    assert found.text.endswith("…")
    assert measure(found, 18, 1e6).width <= 120
    assert shortened(name, 18, 1000) == name
