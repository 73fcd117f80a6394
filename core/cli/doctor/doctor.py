"""`turnos doctor`: one sentence for each thing the office stands on, green or red."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from core.cli.context import doubt_sentence
from core.cli.doctor import database as doctor_database
from core.domain.live.heard import SILENT
from core.errors import (
    N_,
    DisplayNameTaken,
    KioskNameTaken,
    PrinterFull,
    QueueError,
    SeveralVoices,
)
from core.language import Language
from core.machine.address import shown_path
from core.machine.config import Config, data_dir, default_path, own_data_dir
from core.machine.disk import is_full
from core.machine.private import is_open
from core.office import Office
from core.store.connection.place import existing, read_address

LEAST_FREE_MIB = 1024
MOST_CLOCK_S = 5.0
SPEAKING = frozenset({"ok", "fault", "volume"})
UNEXPECTED = N_("{name}: this could not be looked at ({kind}).")
T = TypeVar("T")
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
    except Exception as error:  # noqa: BLE001 - damage may raise anything
        sentence = _(doctor_database.UNREADABLE, kind=type(error).__name__)
        yield Check("database", False, sentence)
    else:
        with office:
            yield from _of_office(office, _)
    checks: tuple[tuple[str, Callable[[Config, Language], Check]], ...] = (
        ("printer", _printer),
        ("voice", _voice),
        ("hotkey", _hotkey),
        ("fonts", _fonts),
        ("disk", _disk),
        ("private", _private),
    )
    for name, check in checks:
        yield _guarded(name, check, config, _)


def _guarded(name: str, check: Callable[[T, Language], Check], about: T, _: Language) -> Check:
    """Return what `check` finds; whatever stops it is red, and the others go on."""
    try:
        return check(about, _)
    except QueueError as error:
        return Check(name, False, _.sentence(error))
    except Exception as error:  # noqa: BLE001 - of any kind
        return Check(name, False, _(UNEXPECTED, name=name, kind=type(error).__name__))


def _of_office(office: Office, _: Language) -> Iterator[Check]:
    settings = office.settings.get().settings
    yield Check(
        "database", True, _("The database answers; the office is {office}.", office=settings.name)
    )
    yield Check(
        "schema",
        True,
        _("The schema is {version}, the one this program knows.", version=office.schema),
    )
    for name, ok, sentence in doctor_database.answers(office, _):
        yield Check(name, ok, sentence)
    for name, check in (
        ("settings", _settings),
        ("clock", _clock),
        ("displays", _displays),
        ("kiosks", _kiosks),
        ("copies", _copies),
    ):
        yield _guarded(name, check, office, _)


def _settings(office: Office, _: Language) -> Check:
    """Find whom a change that an older turnos let happen left stranded, and what waits for whom."""
    waits = (each.problem for each in office.settings.planned())
    left = [*office.settings.left_behind(), *(each for each in waits if each is not None)]
    if left:
        return Check("settings", False, " ".join(_.sentence(each) for each in left))
    return Check("settings", True, _("The settings leave nobody behind."))


def _clock(office: Office, _: Language) -> Check:
    board, now = office.in_one_look(lambda: (office.queue.board(), office.clock.now()))
    settings = board.settings
    ahead_s = office.clock_difference_s()
    if now.doubt is not None:
        return Check("clock", False, doubt_sentence(now, settings, _))
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
                now=_.moment(settings.local(now.clock)),
                event=_.moment(settings.local(now.latest_at)),
            ),
        )
    said = _("The clock is right: {now}", now=_.moment(settings.local(now.clock)))
    return Check("clock", True, said)


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
            at=_.moment(office.settings.get().settings.local(last.seen_at)),
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


def _kiosks(office: Office, _: Language) -> Check:
    """Find kiosks that go by one name."""
    now = office.queue.board().at
    for each in office.devices.all():
        if each.kind == "kiosk" and now - each.seen_at < SILENT and each.state.get("twin"):
            return Check("kiosks", False, _.sentence(KioskNameTaken(device=each.name)))
    return Check("kiosks", True, _("No two kiosks go by the same name."))


def _copies(office: Office, _: Language) -> Check:
    """Find an office whose last good copy is older than a day."""
    latest, is_late = office.copies.latest(), office.copies.is_late()
    if latest is None:
        words = _(
            "The database was never copied; a broken disk would take every ticket with it. Each "
            "evening: turnos backup FOLDER"
        )
        return Check("copies", not is_late, words)
    at = _.moment(office.settings.get().settings.local(latest.at))
    if is_late:
        words = _(
            "The last good copy is of {at} ({path}). Make a newer one: turnos backup FOLDER",
            at=at,
            path=latest.path,
        )
        return Check("copies", False, words)
    return Check(
        "copies", True, _("The last good copy is of {at}: {path}", at=at, path=latest.path)
    )


def _printer(config: Config, _: Language) -> Check:
    from core.printing.port import STATE_WORDS, PrinterState  # noqa: PLC0415
    from core.printing.printers.open import open_printer  # noqa: PLC0415

    if config.printer.kind == "none":
        return Check("printer", True, _("No printer is set up on this computer."))
    printer = open_printer(config.printer)
    path = Path(config.printer.path)
    writes_files = config.printer.kind == "pdf" or (
        config.printer.kind == "file" and not path.is_relative_to("/dev")
    )
    if writes_files and is_full(path):
        raise PrinterFull(printer=printer.name)
    state = printer.state()
    if state is PrinterState.UNKNOWN and config.printer.never_tells:
        words = _(
            'Printer "{printer}" can be sent papers; it never says whether they come out. Print a '
            "test page at the kiosk.",
            printer=printer.name,
        )
        return Check("printer", True, words)
    well = state.is_ready
    sentence = _(
        'Printer "{printer}" says: {state}.', printer=printer.name, state=_(STATE_WORDS[state])
    )
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
    from core.qt.desktop.hotkey import lacks  # noqa: PLC0415 - loads Qt, only where one is wanted

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


def _private(config: Config, _: Language) -> Check:
    place, folder = read_address(config.database), data_dir()
    files = [default_path(), own_data_dir(), folder / "logs", *(folder / "logs").glob("*.log*")]
    if config.mail.password_file:
        files.append(Path(config.mail.password_file))
    if place.is_sqlite:
        files += [place.file.with_name(place.file.name + end) for end in ("", "-wal", "-shm")]
    if found := [shown_path(each) for each in files if is_open(each)]:
        said = _(
            "Others on this computer can read {files}. Take it from them: chmod go= {files}",
            files=" ".join(found),
        )
        return Check("private", False, said)
    return Check("private", True, _("Nobody else on this computer can read the office's files."))


def _disk(config: Config, _: Language) -> Check:
    place = read_address(config.database)
    folder = existing(place.file.absolute().parent if place.is_sqlite else Path(data_dir()))
    free = shutil.disk_usage(folder).free // 2**20
    n = _.number(free)
    if free < LEAST_FREE_MIB:
        return Check(
            "disk", False, _("Only {n} MiB are free in {folder}. Make room.", n=n, folder=folder)
        )
    return Check("disk", True, _("{n} MiB are free in {folder}.", n=n, folder=folder))
