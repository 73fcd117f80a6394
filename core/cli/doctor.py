"""`turnos doctor`: one sentence for each thing the office stands on, green or red."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

from core.config import Config, data_dir
from core.domain.hours import business_day
from core.errors import DisplayNameTaken, QueueError, SeveralVoices
from core.language import Language
from core.office import Office
from core.store.place import existing, read_address

LEAST_FREE_MIB = 1024
MOST_CLOCK_S = 5.0
SILENT = timedelta(seconds=60)
SPEAKING = frozenset({"ok", "fault", "volume"})
FONTS = ("Regular", "SemiBold", "Bold")


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, whether it is well, the sentence that says so, and what was measured."""

    name: str
    ok: bool
    sentence: str
    measured: Mapping[str, float] = field(default_factory=dict)


def examine(config: Config, _: Language) -> Iterator[Check]:
    """Check everything, one after another; a red one does not stop the others."""
    try:
        office = Office.open(config.database, config.office or None, timeout_s=config.timeout_s)
    except QueueError as error:
        yield Check("database", False, _.sentence(error))
    else:
        with office:
            yield from _of_office(office, _)
    checks: tuple[tuple[str, Callable[[Config, Language], Check]], ...] = (
        ("printer", _printer),
        ("voice", _voice),
        ("hotkey", _hotkey),
        ("fonts", _fonts),
        ("disk", _disk),
    )
    for name, check in checks:
        yield _guarded(name, check, config, _)


def _guarded(
    name: str, check: Callable[[Config, Language], Check], config: Config, _: Language
) -> Check:
    try:
        return check(config, _)
    except QueueError as error:
        return Check(name, False, _.sentence(error))


def _of_office(office: Office, _: Language) -> Iterator[Check]:
    settings = office.settings.get()
    yield Check(
        "database", True, _("The database answers; the office is {office}.", office=settings.name)
    )
    yield Check(
        "schema",
        True,
        _("The schema is {version}, the one this program knows.", version=office.schema),
    )
    problems = office.inconsistencies()
    if problems:
        sentence = _(
            "The queue is not as its journal says: {problems}.", problems="; ".join(problems[:3])
        )
    else:
        sentence = _("The queue is as its journal says, and no number is missing or double.")
    yield Check("queue", not problems, sentence)
    yield _clock(office, _)
    yield _displays(office, _)


def _clock(office: Office, _: Language) -> Check:
    board = office.queue.board()
    ahead_s = office.clock_difference_s()
    if abs(ahead_s) > MOST_CLOCK_S:
        return Check(
            "clock",
            False,
            _("This computer's clock is {n:.0f} s off the database server's. Set it.", n=ahead_s),
        )
    latest = office.journal(after=board.seq - 1, limit=1)
    if latest and (latest[0].at - board.at).total_seconds() > MOST_CLOCK_S:
        return Check(
            "clock",
            False,
            _(
                "The clock says {now}, earlier than the latest event ({event}). Set it.",
                now=_.moment(board.at, board.settings.timezone),
                event=_.moment(latest[0].at, board.settings.timezone),
            ),
        )
    assert board.day == business_day(board.at, board.settings.hours)
    return Check(
        "clock",
        True,
        _("The clock is right: {now}", now=_.moment(board.at, board.settings.timezone)),
    )


def _displays(office: Office, _: Language) -> Check:
    """Find displays that speak over each other, or go by one name."""
    now = office.queue.board().at
    known = [each for each in office.devices.all() if each.kind == "display"]
    displays = [each for each in known if now - each.seen_at < SILENT]
    for each in displays:
        if each.state.get("twin"):
            return Check("displays", False, _.sentence(DisplayNameTaken(device=each.name)))
    speaking = [each.name for each in displays if each.state.get("voice") in SPEAKING]
    if len(speaking) > 1:
        names = ", ".join(speaking)
        return Check("displays", False, _.sentence(SeveralVoices(devices=names)))
    if not displays and known:
        last = max(known, key=lambda each: each.seen_at)
        words = _(
            "No display is on, so calls are neither seen nor heard: {device} last reported {at}. "
            "Start it: turnos display",
            device=last.name,
            at=_.moment(last.seen_at, office.settings.get().timezone),
        )
        return Check("displays", False, words)
    if not displays:
        words = _("No display was ever on here: calls are neither seen nor heard yet.")
        return Check("displays", True, words)
    counted = {"displays": len(displays), "speaking": len(speaking)}
    if not speaking:
        words = _("{n} displays are on; none speaks.", n=len(displays))
        return Check("displays", True, words, counted)
    words = _("{n} displays are on; {device} speaks.", n=len(displays), device=speaking[0])
    return Check("displays", True, words, counted)


def _printer(config: Config, _: Language) -> Check:
    from core.printing.port import PrinterState, open_printer  # noqa: PLC0415 - only here

    if config.printer.kind == "none":
        return Check("printer", True, _("No printer is set up on this computer."))
    printer = open_printer(config.printer)
    state = printer.state()
    if state is PrinterState.UNKNOWN and config.printer.never_tells:
        words = _(
            'Printer "{printer}" can be sent papers; it never says whether they come out. Print a '
            "test page at the kiosk.",
            printer=printer.name,
        )
        return Check("printer", True, words)
    well = state.is_ready
    sentence = _('Printer "{printer}" says: {state}.', printer=printer.name, state=state.value)
    return Check("printer", well, sentence)


def _voice(config: Config, _: Language) -> Check:
    from core.announce import sentence  # noqa: PLC0415 - only here
    from core.speech.cache import Cache  # noqa: PLC0415
    from core.speech.ladder import Ladder, engines_for  # noqa: PLC0415
    from core.speech.player import find_player, try_player  # noqa: PLC0415

    if config.voice.engine == "none":
        return Check("voice", True, _("The voice is off on this computer; calls are shown."))
    if config.voice.engine == "chime":
        player = find_player(config.voice.player)
        if (silence := try_player(player)) is not None:
            raise silence
        words = _(
            "The chime alone is played; {player} played silence. To hear it: turnos doctor --sound",
            player=player.name,
        )
        return Check("voice", True, words)
    with tempfile.TemporaryDirectory() as folder:  # what was said before would prove nothing
        ladder = Ladder(engines_for(config.voice), Cache(Path(folder)))
        rendered = ladder.render(sentence("P-014", 2, "es"))
    if rendered.path is None:
        assert rendered.telling_fault is not None  # there always is an engine
        raise rendered.telling_fault
    player = find_player(config.voice.player)
    if (silence := try_player(player)) is not None:
        raise silence
    words = _(
        "{engine} made a call and {player} played silence; to hear it: turnos doctor --sound",
        engine=rendered.engine,
        player=player.name,
    )
    return Check("voice", True, words)


def _hotkey(config: Config, _: Language) -> Check:
    if not config.hotkey:
        return Check("hotkey", True, _("No hot-key is set up on this computer."))
    from core.qt.hotkey import lacks  # noqa: PLC0415 - loads Qt, only where one is wanted

    if (fault := lacks(config.hotkey)) is not None:
        raise fault
    return Check("hotkey", True, _("{keys} calls from any program.", keys=config.hotkey))


def _fonts(_config: Config, _: Language) -> Check:
    folder = files("assets") / "fonts"
    missing = [
        name for name in FONTS if not (folder / f"AtkinsonHyperlegibleNext-{name}.ttf").is_file()
    ]
    if missing:
        return Check(
            "fonts",
            False,
            _("Fonts are missing: {names}. Install turnos again.", names=", ".join(missing)),
        )
    return Check("fonts", True, _("The typeface is there in all its weights."))


def _disk(config: Config, _: Language) -> Check:
    place = read_address(config.database)
    folder = existing(place.file.absolute().parent if place.is_sqlite else Path(data_dir()))
    free = shutil.disk_usage(folder).free // 2**20
    if free < LEAST_FREE_MIB:
        return Check(
            "disk", False, _("Only {n} MiB are free in {folder}. Make room.", n=free, folder=folder)
        )
    return Check("disk", True, _("{n} MiB are free in {folder}.", n=free, folder=folder))
