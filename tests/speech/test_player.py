"""The loudspeaker's process: plays to the end, one sound at a time, never longer than it may."""

import itertools
import os
import stat
import threading
from pathlib import Path
from typing import Self

import psutil
import pytest

from core.errors import PlayerHung, PlayerMissing, SoundFault
from core.speech import sound
from core.speech.cache import Cache
from core.speech.child import Child
from core.speech.player import ProcessPlayer, find_player, try_player
from core.speech.voice import CHIME
from tests.speech.fakes import CALL, Loudspeaker, a_voice, eventually


def test_a_sound_is_played_to_its_end(loudspeaker: Loudspeaker) -> None:
    assert loudspeaker.player().play(CHIME) is True

    (played,) = loudspeaker.played
    assert played["file"] == str(CHIME)
    assert played["duration_s"] == pytest.approx(sound.duration_of(CHIME))


def test_work_is_done_while_it_sounds(loudspeaker: Loudspeaker) -> None:
    done: list[int] = []

    loudspeaker.player().play(CHIME, lambda: done.append(len(loudspeaker.played)))

    assert done == [0]
    assert len(loudspeaker.played) == 1


def test_two_sounds_never_overlap(loudspeaker: Loudspeaker) -> None:
    player = loudspeaker.player()
    callers = [threading.Thread(target=player.play, args=(CHIME,)) for _ in range(4)]

    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()

    spans = sorted((played["began_at"], played["ended_at"]) for played in loudspeaker.played)
    assert len(spans) == 4
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


def test_a_hanging_player_is_ended_with_all_it_started(
    loudspeaker: Loudspeaker, tmp_path: Path
) -> None:
    sound.write(sound.silence(10), tmp_path / "short.wav")
    player = loudspeaker.player("hang", margin_s=0.1)

    with pytest.raises(PlayerHung):
        player.play(tmp_path / "short.wav", lambda: eventually(lambda: loudspeaker.played))

    helper = loudspeaker.played[0]["helper"]
    eventually(lambda: not psutil.pid_exists(helper) or is_ended(helper))


def is_ended(pid: int) -> bool:
    """True for a process that is over; a bare container may have nobody who collects it."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_a_failing_player_says_why(loudspeaker: Loudspeaker) -> None:
    with pytest.raises(SoundFault, match="no sound card here"):
        loudspeaker.player("crash").play(CHIME)


def test_a_player_that_is_not_there_is_a_sound_fault() -> None:
    player = ProcessPlayer(("no-such-player",))

    assert "no-such-player" in str(player.lacks())
    with pytest.raises(SoundFault, match="no-such-player"):
        player.play(CHIME)


def test_a_file_that_is_no_sound_is_never_handed_to_the_player(
    loudspeaker: Loudspeaker, tmp_path: Path
) -> None:
    (tmp_path / "page.wav").write_text("<html>")

    with pytest.raises(SoundFault, match=r"page\.wav"):
        loudspeaker.player().play(tmp_path / "page.wav")

    assert loudspeaker.played == []


def test_stop_ends_the_sound_from_another_thread(loudspeaker: Loudspeaker) -> None:
    player = loudspeaker.player("hang")
    ended: list[bool] = []
    caller = threading.Thread(target=lambda: ended.append(player.play(CHIME)))

    caller.start()
    eventually(lambda: loudspeaker.played)
    player.stop()
    caller.join()

    assert ended == [False]


def test_stop_with_nothing_playing_does_not_silence_the_next_sound(
    loudspeaker: Loudspeaker,
) -> None:
    player = loudspeaker.player()

    player.stop()

    assert player.play(CHIME) is True


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let players that are scripts end before their sound would have."""
    monkeypatch.setattr("core.speech.player.LEAST", 0.0)


def install(name: str, folder: Path, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_the_first_known_player_of_the_machine_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: None
) -> None:
    for name in ("aplay", "ffplay"):
        install(name, tmp_path, f'echo "$0 $*" >> {tmp_path}/played')
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/nowhere")

    player = find_player()
    player.play(CHIME)

    assert player.name == "aplay"
    last = (tmp_path / "played").read_text().splitlines()[-1]
    assert last.split() == [str(tmp_path / "aplay"), "-q", str(CHIME)]


def test_the_player_of_the_settings_gets_the_file_where_it_wants(
    tmp_path: Path, at_once: None
) -> None:
    install("mine", tmp_path, f'echo "$*" > {tmp_path}/played')

    player = find_player((str(tmp_path / "mine"), "--file", "{file}", "--once"))
    player.play(CHIME)

    assert (tmp_path / "played").read_text().split() == ["--file", str(CHIME), "--once"]


def test_a_machine_without_players_says_which_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    player = find_player()

    assert isinstance(player.lacks(), PlayerMissing)
    with pytest.raises(PlayerMissing, match="aplay"):
        player.play(CHIME)


def test_a_player_installed_later_plays_without_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/nowhere")
    player = find_player()
    monkeypatch.setattr("shutil.which", lambda _name: None)
    before = player.lacks()
    monkeypatch.undo()
    monkeypatch.setattr("core.speech.player.LEAST", 0.0)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/nowhere")
    install("aplay", tmp_path, f'echo "$*" >> {tmp_path}/played')

    assert isinstance(before, PlayerMissing)
    assert player.lacks() is None
    assert player.play(CHIME)
    assert (tmp_path / "played").read_text().split() == ["-q", str(CHIME)]


# --- which player works --------------------------------------------------------------------------


def serverless(name: str, folder: Path) -> None:
    """Have a player that is there and finds no sound server, such as paplay without PulseAudio."""
    install(name, folder, "echo 'Connection failure: Connection refused' >&2; exit 1")


def working(name: str, folder: Path) -> None:
    install(name, folder, f'for file; do :; done; echo "{name} $file" >> {folder}/played')


def heard(folder: Path) -> list[str]:
    """Return who played the chime, in order."""
    if not (folder / "played").exists():
        return []
    lines = (folder / "played").read_text().splitlines()
    return [line.split()[0] for line in lines if line.endswith("chime.wav")]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: None) -> Path:
    """Have a folder whose programs are the only ones on the path, but for the shell's."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/bin{os.pathsep}/nowhere")
    monkeypatch.setattr("core.speech.player._LINUX", (("paplay",), ("aplay", "-q")))
    return folder


def test_a_player_without_its_server_is_passed_over_for_one_that_plays(programs: Path) -> None:
    serverless("paplay", programs)
    working("aplay", programs)
    player = find_player()

    assert player.play(CHIME)
    assert player.play(CHIME)

    assert player.name == "aplay"
    assert heard(programs) == ["aplay", "aplay"]
    assert (programs / "played").read_text().count("silence.wav") == 1  # tried once, remembered


def test_a_player_that_loses_its_server_is_passed_over_at_the_same_sound(programs: Path) -> None:
    working("paplay", programs)
    working("aplay", programs)
    player = find_player()
    player.play(CHIME)

    serverless("paplay", programs)
    player.play(CHIME)

    assert heard(programs) == ["paplay", "aplay"]


def test_the_first_player_is_tried_again_when_the_remembered_one_fails(programs: Path) -> None:
    serverless("paplay", programs)
    working("aplay", programs)
    player = find_player()
    player.play(CHIME)

    working("paplay", programs)
    serverless("aplay", programs)
    player.play(CHIME)

    assert heard(programs) == ["aplay", "paplay"]


def test_a_player_that_hangs_when_it_is_tried_is_passed_over(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.speech.player.TRIAL_S", 0.1)
    install("paplay", programs, "exec sleep 60")
    working("aplay", programs)

    assert find_player().play(CHIME)

    assert heard(programs) == ["aplay"]


def test_where_no_player_works_the_best_one_says_why(programs: Path) -> None:
    serverless("paplay", programs)
    install("aplay", programs, "echo 'no such card' >&2; exit 1")

    with pytest.raises(SoundFault, match="paplay: connection failure: Connection refused"):
        find_player().play(CHIME)

    assert "Connection refused" in str(try_player(find_player()))


@pytest.mark.parametrize("names", [("paplay",), ("paplay", "aplay")])
def test_a_stop_while_a_program_is_started_is_not_lost(
    programs: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    for name in names:
        install(name, programs, "exec sleep 60")
    player = find_player()

    class StoppedAtOnce(Child):
        def __enter__(self) -> Self:
            child = super().__enter__()
            player.stop()  # before the player knows its child
            return child

    monkeypatch.setattr("core.speech.player.Child", StoppedAtOnce)

    assert player.play(CHIME) is False


def test_a_stop_while_a_player_is_tried_is_not_lost(programs: Path) -> None:
    install("paplay", programs, f"touch {programs}/began; exec sleep 60")
    working("aplay", programs)
    player = find_player()
    ended: list[bool] = []
    caller = threading.Thread(target=lambda: ended.append(player.play(CHIME)))

    caller.start()
    eventually((programs / "began").exists)
    player.stop()
    caller.join()

    assert ended == [False]
    assert heard(programs) == []


# --- a player that ends too soon -----------------------------------------------------------------


def test_a_player_that_ends_at_once_did_not_play(tmp_path: Path) -> None:
    sound.write(sound.silence(5000), tmp_path / "call.wav")

    with pytest.raises(SoundFault, match=r"true: it ended after 0.* of a sound of 5\.0 s"):
        ProcessPlayer(("true",)).play(tmp_path / "call.wav")


def test_a_player_that_takes_the_time_of_a_short_sound_played_it(tmp_path: Path) -> None:
    sound.write(sound.silence(100), tmp_path / "short.wav")
    install("mine", tmp_path, "sleep 0.1")

    assert ProcessPlayer((str(tmp_path / "mine"),)).play(tmp_path / "short.wav")


def test_a_player_that_ends_at_once_is_passed_over_for_one_that_plays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("paplay", tmp_path, "exit 0")
    install("aplay", tmp_path, f"echo aplay >> {tmp_path}/played; sleep 1.5")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/nowhere")
    monkeypatch.setattr("core.speech.player._LINUX", (("paplay",), ("aplay", "-q")))

    assert find_player().play(CHIME)

    assert "aplay" in (tmp_path / "played").read_text()


def test_a_call_that_the_player_did_not_play_was_not_heard(cache: Cache) -> None:
    voice = a_voice(ProcessPlayer(("true",)), cache)
    voice.say(CALL)  # the sentence is made: on a slow machine that takes as long as the chime

    heard = voice.say(CALL)

    assert (heard.chimed, heard.spoken) == (False, False)
    assert "ended after" in str(heard.fault)
