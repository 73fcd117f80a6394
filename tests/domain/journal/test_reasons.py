"""The reasons that the journal keeps by their keys have words."""

from core.domain.journal.reasons import AWAY, CHOSEN, HOLD, OF_LINE, PUT_BACK
from core.domain.ticket import LineReason


def test_why_somebody_has_priority_is_said_nowhere() -> None:
    """That is health data: whatever else may be a reason of a line is only where it was touched."""
    assert set(OF_LINE) <= set(LineReason)
    assert set(OF_LINE) == {LineReason.ASKED, LineReason.WRONG_BUTTON}


def test_every_reason_has_words() -> None:
    for reasons in (AWAY, HOLD, CHOSEN, PUT_BACK, OF_LINE):
        assert all(words and words != key for key, words in reasons.items())
