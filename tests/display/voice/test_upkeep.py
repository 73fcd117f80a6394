"""The voice while nobody is called: tried in silence, tested on request, ready for calls."""

from core.errors import ComputerMuted
from core.office import Office, Receipt
from core.speech.cache import Cache
from tests.display.builders import (
    Hall,
    Recorder,
    issue_and_call,
    on_sqlite,
    receipts,
    wait_for_call,
)
from tests.display.conftest import NewHall
from tests.speech.fakes import Loudspeaker, a_voice


def voice_of(office: Office) -> object:
    devices = office.devices.all()
    return devices[0].state["voice"] if devices else None


def answer_of(office: Office, test: int) -> Receipt | None:
    return next(iter(office.devices.receipts([test])), None)


def pass_until_voice_is(hall: Hall, office: Office, state: str, seconds: int) -> None:
    for _ in range(seconds):
        hall.pass_(1)
        hall.wait(lambda: hall.announcer.is_resting)
        if voice_of(office) == state:
            return


# --- tried in silence


@on_sqlite
def test_a_loudspeaker_that_is_gone_is_known_before_the_next_call_and_so_is_its_return(
    new_hall: NewHall, staffed_office: Office, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    voice = a_voice(loudspeaker.player(), cache)
    hall = new_hall(speaking=voice)
    hall.wait(lambda: voice_of(staffed_office) == "ok")

    voice.player = loudspeaker.player("crash")
    pass_until_voice_is(hall, staffed_office, "fault", 70)
    gone = staffed_office.devices.all()[0].state
    voice.player = loudspeaker.player()
    pass_until_voice_is(hall, staffed_office, "ok", 20)

    assert gone["voice"] == "fault"
    assert "no sound card here" in gone["problem"]
    assert voice_of(staffed_office) == "ok"
    assert all(played["duration_s"] <= 0.1 for played in loudspeaker.played)


@on_sqlite
def test_a_call_ends_a_probe_that_hangs(
    new_hall: NewHall, staffed_office: Office, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    player = loudspeaker.player("hang", margin_s=600)
    hall = new_hall(speaking=a_voice(player, cache), limit=lambda _: 0.5)
    hall.announcer.probe(staffed_office.settings.get().settings.speaking)
    hall.wait(lambda: len(loudspeaker.played) == 1)

    issue_and_call(staffed_office)

    hall.wait(lambda: len(loudspeaker.played) == 2)  # the chime was begun: the probe had ended
    hall.wait(lambda: hall.announcer.is_resting)


@on_sqlite
def test_a_computer_that_is_muted_is_told_and_its_calls_are_to_be_called_aloud(
    new_hall: NewHall, staffed_office: Office, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    faults = [ComputerMuted()]
    voice = a_voice(loudspeaker.player(), cache, mixer=lambda: faults[0] if faults else None)
    hall = new_hall(speaking=voice)
    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)
    hall.wait(lambda: voice_of(staffed_office) == "volume")
    (receipt,) = receipts(staffed_office)
    assert "muted" in (receipt.failed or "")

    faults.clear()
    pass_until_voice_is(hall, staffed_office, "ok", 40)

    assert voice_of(staffed_office) == "ok"


# --- tested on request


@on_sqlite
def test_a_test_is_heard_and_answered_and_nothing_is_shown(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    hall = new_hall()

    test = staffed_office.devices.test_voice(by="lider")
    hall.wait(lambda: answer_of(staffed_office, test))

    answer = answer_of(staffed_office, test)
    assert answer is not None
    assert answer.spoken_at is not None
    assert (answer.failed, answer.shown_at) == (None, None)
    assert spoken.codes == ["X-000"]
    assert hall.calls_seen() == []
    assert staffed_office.inconsistencies() == ()


@on_sqlite
def test_a_test_and_a_call_are_as_loud_as_wanted(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    staffed_office.settings.change({"speaking.level_percent": 60})
    hall = new_hall()

    test = staffed_office.devices.test_voice(level_percent=30, by="lider")
    hall.wait(lambda: answer_of(staffed_office, test))
    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)
    hall.wait(lambda: ticket.code in spoken.codes)

    assert [each.level_percent for each in spoken.said] == [30, 60]


@on_sqlite
def test_a_test_waits_until_the_calls_are_over(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    hall = new_hall()
    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)

    test = staffed_office.devices.test_voice()
    hall.pass_(5)
    assert answer_of(staffed_office, test) is None
    hall.pass_(7)
    hall.wait(lambda: answer_of(staffed_office, test))

    assert spoken.codes == [ticket.code, "X-000"]


@on_sqlite
def test_a_call_ends_a_test_at_once_and_the_test_says_so(
    new_hall: NewHall, staffed_office: Office, loudspeaker: Loudspeaker, cache: Cache
) -> None:
    voice = a_voice(loudspeaker.player("hang", margin_s=600), cache)
    hall = new_hall(speaking=voice, limit=lambda _: 0.5)
    test = staffed_office.devices.test_voice()
    hall.wait(lambda: loudspeaker.played)

    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)

    hall.wait(lambda: answer_of(staffed_office, test))
    answer = answer_of(staffed_office, test)
    assert answer is not None
    assert answer.spoken_at is None
    assert "called meanwhile" in (answer.failed or "")
    hall.wait(lambda: not hall.announcer.is_busy)


@on_sqlite
def test_a_test_that_came_too_late_or_finds_the_voice_muted_says_so(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    hall = new_hall()
    staffed_office.settings.mute(muted=True)

    test = staffed_office.devices.test_voice()
    hall.pass_(1)
    hall.wait(lambda: answer_of(staffed_office, test))

    answer = answer_of(staffed_office, test)
    assert answer is not None
    assert "muted" in (answer.failed or "")
    assert spoken.codes == []


@on_sqlite
def test_a_test_asked_for_before_the_display_started_is_not_spoken(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    test = staffed_office.devices.test_voice()

    hall = new_hall()
    hall.pass_(3)

    assert answer_of(staffed_office, test) is None
    assert spoken.codes == []
