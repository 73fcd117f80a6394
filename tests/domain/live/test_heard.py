"""Since when a device is as it is, and how often it fell silent."""

from datetime import timedelta

from core.domain.live.heard import SILENT, DeviceHistory, DeviceWord, heard
from tests.builders import MORNING

MINUTE = timedelta(minutes=1)


def test_a_state_is_so_since_it_was_first_told() -> None:
    first = heard(None, DeviceWord({"printer": "ok", "voice": "ok"}, MORNING))
    second = heard(
        (DeviceWord({"printer": "ok", "voice": "ok"}, MORNING), first),
        DeviceWord({"printer": "out_of_paper", "voice": "ok"}, MORNING + SILENT),
    )

    assert second == DeviceHistory({"printer": MORNING + SILENT, "voice": MORNING})


def test_a_silence_of_over_a_minute_is_a_gap_from_the_last_word_on() -> None:
    known = DeviceHistory({}, (MORNING - MINUTE,))

    found = heard(
        (DeviceWord({"voice": "ok"}, MORNING), known), DeviceWord({"voice": "ok"}, MORNING + MINUTE)
    )
    after = heard(
        (DeviceWord({}, MORNING), known), DeviceWord({}, MORNING + MINUTE + timedelta(seconds=1))
    )

    assert found.gaps == (MORNING - MINUTE,)
    assert found.since == {"voice": MORNING + MINUTE}  # nothing was kept of it before
    assert after.gaps == (MORNING - MINUTE, MORNING)
    assert (after.gaps_since(MORNING), after.gaps_since(MORNING - MINUTE)) == (1, 2)
