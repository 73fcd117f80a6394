"""This machine's settings: `config.toml` (database, office, device, printer, voice, screen).

What belongs to the office (hours, services, texts) is in the database; see
`core.domain.service.OfficeSettings`. Environment variables and the command line win over the file.
"""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
import platformdirs
import tomli_w

from core import keys
from core.domain import limits
from core.domain.limits import Count, Range, TextLimit
from core.errors import N_, ConfigInvalid, ConfigUnreadable, FolderNotWritable, Wrong
from core.keys import KeyAction
from core.machine import config_file, private
from core.machine.address import shown_address, sqlite_address
from core.reasons import reason
from core.shape import faults, toml_fault

APP = "turnos"
Name = Annotated[str, TextLimit(200, optional=True)]
Where = Annotated[str, TextLimit(1000, optional=True)]  # a file, a folder, a database's address
UsbId = Annotated[int, Range(0, 0xFFFF)]


@dataclass(frozen=True, slots=True)
class PrinterConfig:
    """The kiosk's printer.

    `kind`: `network` (host, port), `usb` (vendor_id, product_id), `serial` (port_name, baud),
    `file` (path: a device such as /dev/usb/lp0, or a file), `queue` (queue: a CUPS or Windows
    printer), `pdf` (path: a folder) or `none`. `answers` false is for a printer that cannot say
    how it is: a ticket counts as printed when it was sent.

    `model` is one of python-escpos's names, such as `TM-T88V`: it knows the head's dots and code
    pages. `dots` is how many the head prints across, `dpi` how many an inch, for other models; the
    test page shows the first.
    """

    kind: Literal["network", "usb", "serial", "file", "queue", "pdf", "none"] = "none"
    name: Name = "kiosk"
    paper_mm: Literal[58, 80] = 80
    host: Name = ""
    port: Annotated[int, Range(1, 65535)] = 9100
    vendor_id: UsbId = 0
    product_id: UsbId = 0
    port_name: Where = ""
    baud: Annotated[int, Range(300, 4_000_000, "Bd")] = 9600
    path: Where = ""
    queue: Name = ""
    timeout_s: Annotated[float, Range(0.1, 60, "s")] = 2.0
    answers: bool = True
    model: Name = ""
    dots: Annotated[int, Range(320, 1280)] | None = None
    dpi: Literal[180, 203, 300] | None = None

    @property
    def never_tells(self) -> bool:
        """True for a printer of which nobody can hear how it is."""
        return self.kind in {"queue", "file"} or (self.kind != "pdf" and not self.answers)


UNHEARD = "unheard"  # in a player's command: nobody listens, as in a demo, and it may end at once


@dataclass(frozen=True, slots=True)
class VoiceConfig:
    """The hall's voice: an engine, or `auto`, the best one that works here.

    `chime` speaks no words; `none` makes no sound at all: another display is the one that is heard.

    `rate_wpm` is words a minute, `player` a command that plays a WAV file (empty: the one found).
    """

    engine: Literal["auto", "clips", "espeak", "pyttsx3", "chime", "none"] = "auto"
    rate_wpm: Annotated[int, Range(60, 300, "wpm")] = 125
    player: Annotated[tuple[Annotated[str, TextLimit(1000, optional=True)], ...], Count(0, 50)] = ()
    clips: Where = ""


@dataclass(frozen=True, slots=True)
class ScreenConfig:
    """The monitor (0 is the first), its diagonal in inches, the farthest seat in metres.

    Without a diagonal the kiosk takes its screen for 21.5 inches, the display for 43. `layout` is
    the display's: turns above slides, turns alone, or an upright screen; `auto` looks at the
    screen. `pictures` is a folder of JPEG, PNG and WebP files to show between calls.
    """

    monitor: Annotated[int, Range(0, 63)] = 0
    diagonal_in: Annotated[float, Range(3, 300, "″")] | None = None
    viewing_distance_m: Annotated[float, Range(0.5, 100, "m")] = 8.0
    fullscreen: bool = True
    layout: Literal["auto", "slides", "board", "portrait"] = "auto"
    pictures: Where = ""


@dataclass(frozen=True, slots=True)
class CopiesConfig:
    """Where a window of this computer copies the database every evening, such as a second disk.

    No folder, no copies. `files`: the pictures and recordings of this computer come along.
    """

    folder: Where = ""
    files: bool = False


@dataclass(frozen=True, slots=True)
class MailConfig:
    """Through which server the monthly report goes out, as whom, and to whom; no host, no mail.

    `security`: `starttls` (port 587, as a rule) or `tls` from the first byte (465); never neither.
    `password_file` holds the password alone and is this account's: settings are shown, it is not.
    `authority` is a certificate (PEM) that the server's is signed by, where no public one did.
    """

    host: Name = ""
    port: Annotated[int, Range(1, 65535)] = 587
    security: Literal["starttls", "tls"] = "starttls"
    user: Name = ""
    password_file: Where = ""
    authority: Where = ""
    sender: Name = ""
    to: Annotated[tuple[Annotated[str, TextLimit(200)], ...], Count(0, 50)] = ()
    timeout_s: Annotated[float, Range(1, 120, "s")] = 20.0


@dataclass(frozen=True, slots=True)
class Config:
    """`show_drafts`: also show texts that nobody reviewed yet, for those who review them.

    `window`: what this computer is, for `turnos` without a command; `server` has no window, and
    at `all` the three stand side by side and cover nothing, for whoever tries turnos out.
    `hotkey`: keys that call the next ticket whatever program has the keyboard (`Ctrl+F9`), or none.
    `keys`: the keys of a counter's window that are not the usual ones (`core.keys`).
    """

    database: Where = field(default="", repr=False)  # it may hold a password
    office: Name = ""
    device: Name = ""
    window: Literal["", "kiosk", "counter", "display", "server", "all"] = ""
    language: Literal["es", "en"] = "es"
    show_drafts: bool = False
    counter: Annotated[int, Range(1, 99)] | None = None
    hotkey: Name = ""
    keys: Mapping[KeyAction, Name] = field(default_factory=dict)
    timeout_s: Annotated[float, Range(0.1, 120, "s")] = 5.0
    printer: PrinterConfig = field(default_factory=PrinterConfig)
    voice: VoiceConfig = field(default_factory=VoiceConfig)
    screen: ScreenConfig = field(default_factory=ScreenConfig)
    copies: CopiesConfig = field(default_factory=CopiesConfig)
    mail: MailConfig = field(default_factory=MailConfig)


def data_dir() -> Path:
    """Return this user's folder for the embedded database, the logs and the crash reports.

    TURNOS_DATA names another one.
    """
    if named := os.environ.get("TURNOS_DATA"):
        return Path(named)
    return own_data_dir()


def own_data_dir() -> Path:
    """Return the folder that is turnos' alone; one that somebody names may hold other things."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def default_path() -> Path:
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "config.toml"


def default_database() -> str:
    return sqlite_address(data_dir() / "turnos.sqlite3")


def load_config(
    path: Path | None = None,
    *,
    database: str | None = None,
    office: str | None = None,
) -> Config:
    """Return the machine's settings, with `database` and `office` from the command line on top.

    `path` defaults to TURNOS_CONFIG, then to the user's folder; a default file may be missing,
    a named one may not.

    Raises:
        ConfigUnreadable: the file is missing, not readable or not TOML.
        ConfigInvalid: a value in it is unknown or of the wrong kind.
    """
    private.close(default_path())
    named = path or _named_file()
    global _settings_file  # noqa: PLW0603 - a process has one
    _settings_file = named or default_path()
    config = _read(_settings_file, must_exist=named is not None)
    return replace(
        config,
        database=database
        or os.environ.get("TURNOS_DATABASE")
        or config.database
        or default_database(),
        office=office or os.environ.get("TURNOS_OFFICE") or config.office,
    )


def _named_file() -> Path | None:
    return Path(named) if (named := os.environ.get("TURNOS_CONFIG")) else None


def language_in(arguments: Sequence[str]) -> str | None:
    """Return the language in the settings file that a command line of ours names, or the usual one.

    None where none is written, also where the file cannot be used: its reader says what is wrong.
    """
    path = _named_file() or default_path()
    for option, after in zip(arguments, [*arguments[1:], ""], strict=False):
        name, sign, value = option.partition("=")
        if name == "--config":
            path = Path(value if sign else after)
    try:
        code = read_config(path).get("language")
    except ConfigUnreadable:
        return None
    return code if code in get_args(Config.__annotations__["language"]) else None


def shown_config(path: Path) -> tuple[str, Mapping[str, Any]]:
    """Return the settings of a file as TOML and as they are, without the database's password."""
    plain = read_config(path)
    if isinstance(address := plain.get("database"), str) and not address.startswith("sqlite"):
        plain["database"] = shown_address(address)
    return tomli_w.dumps(plain), plain


def change_config(path: Path, changes: Mapping[str, Any]) -> Path | None:
    """Set what stands at each key (`printer.kind`), and leave all else in the file as it is; None
    takes a setting out.

    Returns where a copy of the earlier file lies, if people wrote more into it than settings.

    Raises:
        ConfigUnreadable: the file cannot be read.
        ConfigInvalid: tells all that would be wrong; nothing was changed.
        FolderNotWritable
    """
    plain = read_config(path)
    _checked(path, config_file.changed(plain, changes))
    before = config_file.read(path)
    after = config_file.changed_text(before, changes)
    is_ours = not before or before == tomli_w.dumps(plain)
    kept = None if is_ours or before == after else path.with_name(f"{path.name}.before")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if kept is not None:
            config_file.write_whole(kept, before)
        config_file.write_whole(path, after)
    except OSError as error:
        raise FolderNotWritable(folder=path.parent, problem=reason(error)) from error
    return kept


def read_config(path: Path) -> dict[str, Any]:
    """Return what a settings file says, nothing where there is none.

    Raises:
        ConfigUnreadable: it cannot be read, or is not TOML.
    """
    try:
        return tomllib.loads(config_file.read(path))
    except RecursionError as error:
        raise ConfigUnreadable(path=path, problem=N_("it is nested too deeply")) from error
    except ValueError as error:  # also a number of 5,000 digits
        raise ConfigUnreadable(path=path, problem=toml_fault(error, of_file=True)) from error


def settings_file() -> Path:
    """Return the file that this process read its settings from, or would have."""
    return _settings_file or default_path()


_settings_file: Path | None = None


def _read(path: Path, *, must_exist: bool) -> Config:
    if must_exist and not path.exists():
        raise ConfigUnreadable(path=path, problem=N_("there is no such file"))
    return _checked(path, read_config(path))


def problems_of(data: Mapping[str, Any]) -> list[Wrong]:
    """Return what of these settings no window would start with, by key; [] when all is well."""
    found: list[Wrong] = [(where, words) for where, words, _ in faults(data, Config)]
    if isinstance(chosen := data.get("keys"), dict):
        # What is no key or no action is told here alone, in words of its own.
        found = [each for each in found if not each[0].startswith("keys.")]
        found += [(where, words) for where, words, _ in keys.problems(chosen)]
    if found:
        return found
    return [(where, words) for where, words, _ in limits.problems(msgspec.convert(data, Config))]


def _checked(path: Path, data: Mapping[str, Any]) -> Config:
    if found := problems_of(data):
        raise ConfigInvalid.of(path, found)
    return msgspec.convert(data, Config)
