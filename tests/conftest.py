"""What every test may ask for: a clock, and a real office on a real database of either kind.

Also the leak guard: a test that leaves a thread, a child process or a running timer behind fails.
"""

import gc
import gettext
import os
import shutil
import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

import psutil
import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.engine.default import DefaultDialect

from core.clock import FixedClock
from core.errors import Words
from core.language import Language, let_system_speak_english
from core.office import Office, template
from tests.house import grammar
from tests.office.changes import whole_journal
from tests.servers import PostgresServer, postgres_server, roomy_memory
from tests.stories import differing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from core.qt.program.garbage import Collector
    from core.qt.workshop.pace import PressPace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if (memory := roomy_memory()) is not None:  # where pytest has the folders of its tests
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))

MONDAY_MORNING = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # 9:00 in San Andrés
BOOT = "the machine of the ready offices"
BACKENDS = ("sqlite", "postgresql")
SAMPLE_PIN = "2468"
SAMPLE_STAFF = {
    "ana": ("Ana", "facilitator"),
    "beto": ("Beto", "facilitator"),
    "carla": ("Carla", "facilitator"),
    "lider": ("Líder ATC", "leader"),
    "director": ("Director Comercial", "director"),
}
LEAK_PATIENCE_S = 2.0
TESTS = Path(__file__).parent
# Half a minute to two each: begun first, so that none is left alone at the end.
LONG = (
    "counter/pages/test_pages.py",
    "office/ledger/test_concurrency.py",
    "office/papers/test_paper_faults.py",
    "accessibility/test_pages.py",
    "kiosk/fitting/test_large.py",
    "kiosk/fitting/test_sizes.py",
    "accessibility/test_use.py",
    "speech/recordings/test_shipped_voice.py",
    "house/test_documents.py",
)


class NewDatabase(Protocol):
    def __call__(self, *, copy_of: str = "") -> str: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long: no worker is left alone with one at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow") is not None}
    first = {TESTS / name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: (first.get(item.path, len(LONG)), item.path not in slow))


def pytest_collection_finish() -> None:
    """Count what was loaded by now out of the garbage, and out of the search for running timers."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a home of its own, so that none reads or writes this user's settings."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR"):
        monkeypatch.setenv(f"XDG_{name}", str(folder))
    monkeypatch.setenv("HOME", str(folder))
    folder.chmod(0o700)  # what a runtime folder must be
    for name in ("TURNOS_CONFIG", "TURNOS_DATABASE", "TURNOS_OFFICE", "TURNOS_PIN"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(autouse=True)
def what_is_said(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test in which something is said that is in no catalogue, or that reads badly.

    Names made at random may read badly: such a test is marked `any_words`.

    `tools.extraction` reads the code; this hears what is really said, however it was put together.
    """
    unknown: set[str] = set()
    heard: set[tuple[str, str]] = set()
    call, plural, words = Language.__call__, Language.plural, Language.words

    def hear(language: Language, message: str, said: str) -> str:
        if any(each.isalpha() for each in message):  # a digit is the same in every language
            unknown.update({message} - known_texts())
        heard.add((said, language.code))
        return said

    def heard_call(self: Language, message: str, /, **fields: object) -> str:
        return hear(self, message, call(self, message, **fields))

    def heard_plural(self: Language, one: str, many: str, n: int, /, **fields: object) -> str:
        return hear(self, one, plural(self, one, many, n, **fields))

    def heard_words(self: Language, said: Words) -> str:
        return hear(self, said.message, words(self, said))

    monkeypatch.setattr(Language, "__call__", heard_call)
    monkeypatch.setattr(Language, "plural", heard_plural)
    monkeypatch.setattr(Language, "words", heard_words)
    if (widgets := sys.modules.get("core.qt.widgets")) is not None:
        for kind in (widgets.FitLabel, widgets.ActionButton):
            monkeypatch.setattr(kind, "setText", _hearing(kind.setText, heard))
    yield
    assert unknown == set(), "said, and in no catalogue"
    if request.node.get_closest_marker("any_words") is None:
        assert {text: found for text, code in heard if (found := _faults(text, code))} == {}


def _hearing(set_text: Callable[..., None], heard: set[tuple[str, str]]) -> Callable[..., None]:
    def heard_text(self: object, text: str, *more: object, **named: object) -> None:
        heard.add((text, ""))
        set_text(self, text, *more, **named)

    return heard_text


@cache
def _faults(text: str, code: str) -> tuple[str, ...]:
    return tuple(grammar.faults(text, code))


@cache
def _catalogue() -> Mapping[str | tuple[str, int], str]:
    """Return the Spanish catalogue by its English texts: of a plural, its singular and a number."""
    with (files("assets") / "locale/es/LC_MESSAGES/turnos.mo").open("rb") as file:
        return gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined, no-any-return] # no other way


@cache
def known_texts() -> frozenset[str]:
    """Return every text that is in the Spanish catalogue: of a plural, its singular."""
    return frozenset(each if isinstance(each, str) else each[0] for each in _catalogue() if each)


@cache
def plural_texts() -> frozenset[str]:
    """Return the singular of each text that has a plural: said by itself it may stay English."""
    return frozenset(each[0] for each in _catalogue() if not isinstance(each, str))


@pytest.fixture
def clock() -> FixedClock:
    """Stand at nine o'clock on a working Monday in San Andrés, on the ready offices' machine."""
    return FixedClock(MONDAY_MORNING, boot=BOOT)


@pytest.fixture(scope="session")
def cheap_hasher() -> PasswordHasher:
    """Hash PINs as the product does, with the least work the algorithm allows."""
    return PasswordHasher.from_parameters(CHEAPEST)


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Have a statement compiled once for the engines of all tests, as in an office's one engine.

    SQLAlchemy keeps what it compiled by the dialect, and each engine has one of its own: those of a
    class are taken for the same.
    """
    kept: dict[str, Any] = {}

    def share(*given: Any, **named: Any) -> Engine:
        made = create_engine(*given, **named)
        made._compiled_cache = kept.setdefault(made.dialect.driver, made._compiled_cache)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DefaultDialect, "__hash__", lambda self: hash(type(self)))
        patch.setattr(DefaultDialect, "__eq__", lambda self, other: type(self) is type(other))
        patch.setattr("core.store.connection.engine.create_engine", share)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Run a PostgreSQL server for the session.

    Root's server belongs to another user, and every session of pytest that begins closes pytest's
    folders to others: its data stay outside of them.
    """
    with (
        TemporaryDirectory(prefix="turnos-postgres-", dir=roomy_memory()) as folder,
        postgres_server(Path(folder)) as server,
    ):
        yield server


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def furnish(url: str, clock: FixedClock, hasher: PasswordHasher) -> None:
    """Make the San Andrés office with the sample staff."""
    with Office.create(url, "san-andres", template("san-andres"), clock, hasher=hasher) as office:
        for username, (name, role) in SAMPLE_STAFF.items():
            office.staff.add(username, name=name, role=role, pin=SAMPLE_PIN, must_change_pin=False)


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory, cheap_hasher: PasswordHasher) -> Path:
    """Make the office once: a copy of its file is quicker than another one."""
    file = tmp_path_factory.mktemp("ready") / "turnos.sqlite3"
    furnish(f"sqlite:///{file.as_posix()}", FixedClock(MONDAY_MORNING, boot=BOOT), cheap_hasher)
    return file


@pytest.fixture(scope="session")
def ready_database(postgres: PostgresServer, cheap_hasher: PasswordHasher) -> str:
    """Make it once on the server too, and return that database's name."""
    address = postgres.create()
    furnish(address, FixedClock(MONDAY_MORNING, boot=BOOT), cheap_hasher)
    return str(make_url(address).database)


@pytest.fixture
def new_database(
    backend: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[NewDatabase]:
    """Return a maker of databases of this test's kind: empty ones, or copies of an office.

    `copy_of` is "ready" or "sample": a fixture makes its file, another its database on the server.
    """
    made: list[str] = []
    server: PostgresServer | None = None
    if backend == "postgresql":
        server = request.getfixturevalue("postgres")

    def make(*, copy_of: str = "") -> str:
        if server is None:
            file = tmp_path / f"turnos-{len(made)}.sqlite3"
            if copy_of:
                shutil.copy(request.getfixturevalue(f"{copy_of}_file"), file)
            address = f"sqlite:///{file.as_posix()}"
        elif copy_of:
            address = server.create(request.getfixturevalue(f"{copy_of}_database"))
        else:
            address = server.create()
        made.append(address)
        return address

    yield make
    if server is not None:
        for address in made:
            server.drop(address)


@pytest.fixture
def database_url(new_database: NewDatabase, request: pytest.FixtureRequest) -> str:
    """Return the address of a database, on SQLite and on PostgreSQL in turn.

    It is empty, but for a test that asks for `office_url` or `at_office` too: there it is that one.
    """
    if "at_office" in request.fixturenames:
        return new_database(copy_of="sample")
    return new_database(copy_of="ready" if _has_ready_office(request) else "")


@pytest.fixture
def office_url(
    database_url: str,
    clock: FixedClock,
    cheap_hasher: PasswordHasher,
    request: pytest.FixtureRequest,
) -> str:
    """Return the address of a database with the San Andrés office and the sample staff."""
    if not _has_ready_office(request):
        furnish(database_url, clock, cheap_hasher)
    return database_url


def _has_ready_office(request: pytest.FixtureRequest) -> bool:
    """Whether the ready office is this test's: a clock of its own begins at another time."""
    if "office_url" not in request.fixturenames:
        return False
    clock: FixedClock = request.getfixturevalue("clock")
    return clock.uptime().boot == BOOT


@pytest.fixture
def office(office_url: str, clock: FixedClock, cheap_hasher: PasswordHasher) -> Iterator[Office]:
    """Open the San Andrés office at nine in the morning, nobody signed in.

    After every test the journal alone must rebuild its tables exactly, and tell as attentions what
    became of its tickets.
    """
    with Office.open(office_url, "san-andres", clock, hasher=cheap_hasher) as opened:
        yield opened
        assert opened.inconsistencies() == ()
        if office_url.startswith("sqlite"):  # a pure fold: what keeps the journal is all one
            assert differing(whole_journal(opened)) == ()


@pytest.fixture
def staffed_office(office: Office) -> Office:
    """Have ana, beto and carla at counters 1, 2 and 3."""
    for counter, username in enumerate(("ana", "beto", "carla"), start=1):
        office.staff.sign_in(username, pin=SAMPLE_PIN, counter=counter)
    return office


# As after an installation: the shell finds `turnos`, and sentences call it so (`core.told`).
os.environ["PATH"] = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))


@pytest.fixture(scope="session")
def collector(qapp: "QApplication") -> "Iterator[Collector]":
    """Collect garbage in the GUI thread alone and hear English errors, as every window does."""
    from core.qt.program.garbage import Collector  # noqa: PLC0415 - only tests of windows load Qt

    let_system_speak_english()

    made = Collector(qapp)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def garbage(request: pytest.FixtureRequest) -> Iterator[None]:
    """Have a test of windows collect no garbage in its lanes."""
    if "qapp" in request.fixturenames:
        request.getfixturevalue("collector")
    yield
    if not gc.isenabled():
        gc.collect(1)


@pytest.fixture(autouse=True)
def pace(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> "PressPace | None":
    """Have each press of a test of windows come a second after the one before.

    None in a test without windows.
    """
    if "qapp" not in request.fixturenames:
        return None
    from core.qt import press  # noqa: PLC0415 - only tests of windows load Qt
    from core.qt.workshop.pace import UNHURRIED_S  # noqa: PLC0415

    made = _pace()
    made.pace_s = UNHURRIED_S
    monkeypatch.setattr(press, "clock", made)
    return made


@cache
def _pace() -> "PressPace":
    """Return one clock for all tests: some share a window, whose time goes on."""
    from core.qt.workshop.pace import PressPace  # noqa: PLC0415

    return PressPace()


@pytest.fixture(autouse=True)
def nothing_unexpected(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which a lane or a doorbell met an error that nobody expected.

    A window goes on after one. A test that makes one is marked `unexpected`.
    """
    from core.qt.traces import fault_report  # noqa: PLC0415 - not measured with the domain

    fault_report.keep_in(None, "turnos")
    yield
    if request.node.get_closest_marker("unexpected") is None:
        noted = fault_report.noted()
        assert not noted, "\n".join(noted)


@pytest.fixture(scope="module", autouse=True)
def _what_is_old() -> None:
    """Count what earlier files have left for good out of the garbage too; see above.

    Each test of windows looks through all other objects, for garbage and for running timers.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def leak_guard(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a child process or a running timer behind."""
    threads = set(threading.enumerate())
    children = _children()
    yield
    deadline = time.monotonic() + LEAK_PATIENCE_S
    while True:
        left = [
            each.name for each in threading.enumerate() if each not in threads and each.is_alive()
        ]
        left += [f"process {each}" for each in _children() - children]
        left += _timers() if "qapp" in request.fixturenames else []
        if not left:
            return
        if time.monotonic() > deadline:
            pytest.fail(f"left behind: {', '.join(left)}")
        time.sleep(0.01)


def _children() -> set[int]:
    """Return the children a test has to end: not the session's server and forking helper."""
    if _has_none():
        return set()
    found = set()
    for child in psutil.Process().children(recursive=True):
        try:
            helper = "postgres" in child.name() or any(
                "multiprocessing.forkserver" in word or "multiprocessing.resource_tracker" in word
                for word in child.cmdline()
            )
            if child.status() != psutil.STATUS_ZOMBIE and not helper:
                found.add(child.pid)
        except psutil.NoSuchProcess:
            continue
    return found


def _has_none() -> bool:
    """Whether Linux says at once that there are no children; psutil reads about every process."""
    try:
        told = [each.read_bytes() for each in Path("/proc/self/task").glob("*/children")]
    except OSError:  # a thread ended meanwhile
        return False
    return bool(told) and not any(told)  # not every kernel tells


def _timers() -> list[str]:
    """Return the Qt timers that still run, but for the collector's."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - only tests of windows load Qt
    from shiboken6 import isValid  # noqa: PLC0415

    from core.qt.program.garbage import Collector  # noqa: PLC0415

    timers = [each for each in gc.get_objects() if type(each) is QTimer and isValid(each)]
    running = [each for each in timers if each.isActive()]
    parents = [each.parent() for each in running]
    return [f"timer of {each!r}" for each in parents if not isinstance(each, Collector)]
