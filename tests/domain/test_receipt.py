"""What is known of a call, by what the displays said of it."""

from datetime import UTC, datetime

import pytest

from core.domain.receipt import Receipt, Told, Unspoken, told

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("receipts", "since_s", "expected"),
    [
        ((), 1.0, Told.PENDING),
        ((), 3.0, Told.NOWHERE),
        ((Receipt(6, "hall", spoken_at=NOW),), 3.0, Told.NOWHERE),  # of an earlier call
        ((Receipt(7, "hall", shown_at=NOW),), 60.0, Told.SHOWN),
        ((Receipt(7, "hall", shown_at=NOW, chimed_at=NOW),), 1.0, Told.ANNOUNCED),
        ((Receipt(7, "hall", shown_at=NOW, spoken_at=NOW),), 1.0, Told.ANNOUNCED),
        ((Receipt(7, "hall", shown_at=NOW, chimed_at=NOW, failed="no voice"),), 1.0, Told.SILENT),
        ((Receipt(7, "hall", failed="no screen"),), 1.0, Told.NOWHERE),
        ((Receipt(7, "hall"),), 60.0, Told.PENDING),  # it waits for its turn there
        ((Receipt(7, "hall"),), 90.0, Told.NOWHERE),
        ((Receipt(7, "hall", shown_at=NOW, unspoken=Unspoken.MUTED),), 1.0, Told.MUTED),
        ((Receipt(7, "one", shown_at=NOW, unspoken=Unspoken.OFF),), 1.0, Told.SHOWN),
        # Started, and taken back after its turn in the hall: nobody heard it.
        ((Receipt(7, "hall", shown_at=NOW, unspoken=Unspoken.WITHDRAWN),), 1.0, Told.SILENT),
        (
            (
                Receipt(7, "one", shown_at=NOW, unspoken=Unspoken.OFF),
                Receipt(7, "two", shown_at=NOW, spoken_at=NOW),
            ),
            1.0,
            Told.ANNOUNCED,
        ),
        (
            (
                Receipt(7, "one", shown_at=NOW, unspoken=Unspoken.OFF),
                Receipt(7, "two", failed="no player"),
            ),
            1.0,
            Told.SILENT,
        ),
        (
            (Receipt(7, "one", shown_at=NOW, failed="x"), Receipt(7, "two", spoken_at=NOW)),
            1.0,
            Told.ANNOUNCED,
        ),
    ],
)
def test_receipts_tell_what_became_of_a_call(
    receipts: tuple[Receipt, ...], since_s: float, expected: Told
) -> None:
    assert told(receipts, 7, since_s) is expected
