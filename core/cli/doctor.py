"""`turnos doctor`: one sentence for each thing the office stands on, green or red."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

from core.cli.context import doubt_sentence
from core.config import Config, data_dir
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
    board, now = office.in_one_look(lambda: (office.queue.board(), office.clock.now()))
    zone = board.settings.timezone
    ahead_s = office.clock_difference_s()
    if now.doubt is not None:
        return Check("clock", False, doubt_sentence(now, board.settings, _))
    if abs(ahead_s) > MOST_CLOCK_S:
        return Check(
            "clock",
            False,
            _("This computer's clock is {n:.0f} s off the database server's. Set it.", n=ahead_s),
        )
    if (now.latest_at - now.clock).total_seconds() > MOST_CLOCK_S:
        return Check(
            "clock",
            False,
            _(
                "The clock says {now}, earlier than the latest event ({event}). Set it.",
                now=_.moment(now.clock, zone),
                event=_.moment(now.latest_at, zone),
            ),
        )
    return Check("clock", True, _("The clock is right: {now}", now=_.moment(now.clock, zone)))


def _displays(office: Office, _: Language) -> Check:
    """Find displays that speak over each other, or go by one name."""
    now = office.queue.board().at
    displays = [
        each
        for each in office.devices.all()
        if each.kind == "display" and now - each.seen_at < SILENT
    ]
    for each in displays:
        if each.state.get("twin"):
            return Check("displays", False, _.sentence(DisplayNameTaken(device=each.name)))
    speaking = [each.name for each in displays if each.state.get("voice") in SPEAKING]
    if len(speaking) > 1:
        names = ", ".join(speaking)
        return Check("displays", False, _.sentence(SeveralVoices(devices=names)))
    if not displays:
        return Check("displays", True, _("No display is on."))
    known = {"displays": len(displays), "speaking": len(speaking)}
    if not speaking:
        words = _("{n} displays are on; none speaks.", n=len(displays))
        return Check("displays", True, words, known)
    words = _("{n} displays are on; {device} speaks.", n=len(displays), device=speaking[0])
    return Check("displays", True, words, known)


def _printer(config: Config, _: Language) -> Check:
    from core.printing.port import open_printer  # noqa: PLC0415 - only here

    if config.printer.kind == "none":
        return Check("printer", True, _("No printer is set up on this computer."))
    printer = open_printer(config.printer)
    state = printer.state()
    well = state.is_ready
    sentence = _('Printer "{printer}" says: {state}.', printer=printer.name, state=state.value)
    return Check("printer", well, sentence)


def _voice(config: Config, _: Language) -> Check:
    from core.announce import sentence  # noqa: PLC0415 - only here
    from core.speech.ladder import engines_for  # noqa: PLC0415
    from core.speech.player import find_player  # noqa: PLC0415

    if config.voice.engine == "none":
        return Check("voice", True, _("The voice is off on this computer; calls are shown."))
    if config.voice.engine == "chime":
        player = find_player(config.voice.player)
        if (silence := player.lacks()) is not None:
            raise silence
        return Check("voice", True, _("{player} plays the chime alone.", player=player.name))
    said = sentence("P-014", 2, "es")
    engine, *others = engines_for(config.voice)
    while (fault := engine.lacks(said)) is not None and others:
        engine = others.pop(0)
    if fault is not None:
        raise fault
    player = find_player(config.voice.player)
    if (silence := player.lacks()) is not None:
        raise silence
    words = _("{engine} speaks and {player} plays.", engine=engine.name, player=player.name)
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
