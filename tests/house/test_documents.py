"""What README and docs show is what works: every block is run, in a home of the test's own.

`COMMANDS` says how each command shown is run. What needs root, a screen, the network or another
system is tried as far as it goes: with `--dry-run` or `make -n`, below a folder of the test's, with
a window that nobody sees. A block that nothing here knows fails, so that nobody shows what nobody
tried. Blocks of SQL run as the server's owner on the PostgreSQL of the tests, one test a document
(`sql`), and what follows in it may use the address in `Scene.address`.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from io import StringIO
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click
import pytest
from argon2 import PasswordHasher

from core.cli import main
from core.cli.kiosk_setup.files import UNIT
from core.cli.main import turnos
from core.clock import FixedClock
from core.domain.schema import KEYS
from core.machine.config import Config, load_config
from core.office import Office, template
from tests.conftest import MONDAY_MORNING, SAMPLE_PIN
from tests.windows.program import Program

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", *sorted(f"docs/{each.name}" for each in (ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(?:\.venv/bin/|\.venv\\Scripts\\)?turnos( [^`]+)`")
PATIENCE_S = 60.0
OFFICE_FILE = "docs/operar.md"  # its TOML belongs into the office's file, others' into config.toml


@dataclass(frozen=True, slots=True)
class Block:
    document: str
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.document}: {self.text.strip().splitlines()[0][:50]}"


def blocks() -> Iterator[Block]:
    for document in DOCUMENTS:
        for indent, language, text in BLOCK.findall((ROOT / document).read_text(encoding="utf-8")):
            lines = [line.removeprefix(indent) for line in text.splitlines()]
            yield Block(document, language, "\n".join(lines) + "\n")


BLOCKS = tuple(blocks())


@dataclass
class Scene:
    """Where a block is run: a folder, the user's home, and what the block's comments promise."""

    folder: Path
    home: Path
    sample: Path
    promised: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *words: str, codes: Sequence[int] = (0,), said: str | None = None) -> str:
        """Run a program to its end; nothing of ours ends in a traceback."""
        done = subprocess.run(
            words,
            cwd=self.folder,
            env={**os.environ, **self.environment},
            input=said,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert done.returncode in codes, f"{words} ended with {done.returncode}:\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout

    def turnos(self, *words: str, codes: Sequence[int] = (0,)) -> str:
        """Run `turnos` in this process: a Python of its own for each would take a second."""
        said, wrong, code = StringIO(), StringIO(), 0
        with (
            chdir(self.folder),
            patch.dict(os.environ, self.environment),
            redirect_stdout(said),
            redirect_stderr(wrong),
        ):
            try:
                main(words)
            except SystemExit as ended:
                code = int(ended.code or 0)
        assert code in codes, f"{words} ended with {code}:\n{wrong.getvalue()}"
        return said.getvalue()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the home of somebody who has an office: see `with_office`."""
    return tmp_path_factory.mktemp("sample")


@pytest.fixture
def scene(tmp_path: Path, home: Path, sample: Path) -> Scene:
    """Stand in a folder with an office of the sample in the user's own database."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "my-config.toml").write_text('office = "san-andres"\n', encoding="utf-8")
    environment = {
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
        "MAKEFLAGS": "",  # of the make that runs the tests
        "TURNOS_PIN": SAMPLE_PIN,
    }
    return Scene(folder, home, sample, environment=environment)


def with_office(scene: Scene) -> None:
    """Have the user's own database hold the sample office: made once, then copied."""
    if any(scene.sample.iterdir()):
        shutil.copytree(scene.sample, scene.home, dirs_exist_ok=True)
    else:
        scene.turnos("init", "--office", "san-andres", "--sample-staff")
        shutil.copytree(scene.home, scene.sample, dirs_exist_ok=True)


# --- commands ------------------------------------------------------------------------------------


def make(scene: Scene, target: str) -> None:
    """Ask make what it would do: the target is there, and so is what it needs."""
    assert scene.run("make", "-C", str(ROOT), "-n", target)


def pip(scene: Scene, *words: str) -> None:
    """Let pip say what it would install, from this environment alone."""
    known = [each.replace("requirements.lock", str(ROOT / "requirements.lock")) for each in words]
    known = [str(ROOT) if each == "." else each for each in known]
    scene.run(sys.executable, "-m", "pip", "install", "--dry-run", "--no-index", *known)


def extra(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert name in project["optional-dependencies"]


def command(scene: Scene, *words: str) -> None:
    """Run a command of turnos as it is shown, one that does not stay open."""
    match words:
        case ("demo",) | ("windows",) | ("leader",):
            parsed(words)  # test_demo.py, test_all_windows.py and leader/test_main.py open them
        case ("init" | "install-desktop" | "machine", *_):
            scene.turnos(*words)
        case ("kiosk" | "counter" | "display" as name, *_):
            window(scene, name, words)
        case ("staff", "add", *_):
            scene.turnos(*words)  # the scene's TURNOS_PIN is the first PIN
        case ("doctor", *_):
            assert "✓" in scene.turnos(*words, codes=(0, 1))
        case ("voice", "record", language, ">", file):
            text = scene.turnos("voice", "record", language)
            (scene.folder / file).write_text(text, encoding="utf-8")
            if found := re.search(r"(\d+) lines", scene.promised):
                assert len(text.splitlines()) == int(found[1])
        case ("voice", "record", _, folder, *_):
            (scene.folder / folder).mkdir()
            scene.turnos(*words, codes=(1,))  # nothing was recorded here
        case ("voice", "check", *_) | ("voice", "render", *_):
            words = tuple(each.replace("~", str(scene.home)) for each in words)
            # Empty files: the models are large. See tests/cli/workshop/test_voice.py.
            with_files(scene, words)
            with chdir(scene.folder):
                parsed(words)
        case _:
            pytest.fail(f"nobody says how to run: turnos {shlex.join(words)}")


def with_files(scene: Scene, words: Sequence[str]) -> None:
    """Make the files and folders that a command names."""
    for each in words:
        if each.endswith("/") or scene.home in Path(each).parents:
            (scene.folder / each).mkdir(parents=True)
        elif re.search(r"\.\w+$", each):
            (scene.folder / each).touch()


def installed(scene: Scene, *words: str, system: str = "debian") -> None:
    """Set a computer up, or take it back, below a folder of the test's."""
    scene.turnos(*words, "--system", system, "--root", str(scene.folder / "root"))


def window(scene: Scene, name: str, words: Sequence[str]) -> None:
    """Start a window, wait until it can be used, and end it as systemd would."""
    if not list(scene.home.rglob("turnos.sqlite3")):
        with_office(scene)
    driven = ("-m", "tests.windows.driven", name, "0", *words[1:])
    process = subprocess.Popen(
        [sys.executable, *(driven if name == "counter" else ("-m", "core.cli", *words))],
        cwd=scene.folder,
        env={**os.environ, **scene.environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    running = Program(name, process)
    if name == "counter":  # the office hears of it once somebody signs in
        assert running.does("wait_for", words="Usuario")
    else:
        wait_until_heard_of(scene, name, process)
    assert running.end() == 0


def wait_until_heard_of(scene: Scene, name: str, process: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    (file,) = scene.home.rglob("turnos.sqlite3")
    with Office.open(f"sqlite:///{file.as_posix()}") as office:
        while name not in {each.kind for each in office.devices.all()}:
            assert process.poll() is None, f"the {name} has ended with {process.returncode}"
            assert time.monotonic() < deadline, f"the office never heard of the {name}"
            time.sleep(0.05)
    assert f'"kind": "{name}"' in scene.turnos("status", "--json")


def found(scene: Scene, folder: str) -> None:
    """Look whether a shell finds `turnos` in a folder; the program is this one."""
    scripts = scene.folder / ".venv" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "turnos").write_text(f'#!/bin/sh\nexec {sys.executable} -m core.cli "$@"\n')
    (scripts / "turnos").chmod(0o755)
    shell = f"PATH={folder}:$PATH; command -v turnos; turnos --version"
    where, version = scene.run("sh", "-c", shell).splitlines()
    assert Path(where).parent == scripts
    assert version.startswith("turnos")


def unit_is_ours(*names: str) -> None:
    assert {f"{name}.service" for name in names} == {UNIT}


def tool(*words: str) -> None:
    """Look whether a tool that needs a model has the options that are shown."""
    module, *options = words
    assert (ROOT / f"{module.replace('.', '/')}.py").is_file()
    source = "".join(each.read_text(encoding="utf-8") for each in (ROOT / "tools").rglob("*.py"))
    for option in options:
        shown = {f'"{option}"', f'"{option.removeprefix("--")}"'}  # some are made of their names
        assert not option.startswith("--") or any(each in source for each in shown), option


TURNOS = r"(?:sudo (?:-u turnos )?)?(?:/opt/turnos/)?(?:\.venv/bin/)?turnos"
WINDOWS_TURNOS = r"(?:C:\\turnos\\)?\.venv\\Scripts\\turnos"
CONFIG = r"(?:--config (?:/etc/turnos|C:\\ProgramData\\turnos)[/\\]config\.toml )?"
Run = Callable[..., None]
# How each command that is shown is run: the pattern's groups are its words.
COMMANDS: Mapping[str, Run] = {
    r"make (\w+)": make,
    r"cd /opt": lambda _scene: None,
    r"git clone … turnos": lambda _scene: None,
    r"cd turnos": lambda _scene: None,
    r'export PATH="\$PWD/\.venv/bin:\$PATH"': lambda scene: found(scene, "$PWD/.venv/bin"),
    rf"{TURNOS} {CONFIG}(install-kiosk.*)": lambda scene, words: installed(
        scene, *shlex.split(words)
    ),
    rf"{WINDOWS_TURNOS} {CONFIG}(install-kiosk.*)": lambda scene, words: installed(
        scene, *shlex.split(words), system="windows"
    ),
    TURNOS: lambda scene: scene.turnos(codes=(1,)),  # its questions: tests/cli/test_set_up.py
    rf"(?:{TURNOS}|{WINDOWS_TURNOS}) {CONFIG}(.*)": lambda scene, words: command(
        scene, *shlex.split(words)
    ),
    r"(?:python3\.11|py -3\.11) tools[/\\]setup\.py": lambda scene: make(scene, "setup"),
    r"(?:python3\.11|py -3\.11) -m venv \.venv": lambda scene: scene.run(
        sys.executable, "-m", "venv", "--without-pip", str(scene.folder / ".venv")
    ),
    r"\.venv[/\\](?:bin|Scripts)[/\\]python -m pip install (.*)": lambda scene, words: pip(
        scene, *shlex.split(words)
    ),
    r"pip install 'turnos\[(\w+)\]'": lambda _scene, name: extra(name),
    r"pip install pyroomacoustics": lambda _scene: None,  # tools/voice/measure_voice.py asks for it
    r"python -m (tools[.\w]+ .*)": lambda _scene, words: tool(*shlex.split(words)),
    r"sudo install -D -m 644 my-config\.toml (/etc/turnos/config\.toml)": lambda scene, path: (
        scene.run("install", "-D", "-m", "644", "my-config.toml", f"{scene.folder}{path}")
    ),
    r"(?:sudo )?systemctl (?:status|restart|reset-failed) (\S+)": lambda _scene, name: unit_is_ours(
        name
    ),
    r"journalctl -u (\S+) -b": lambda _scene, name: unit_is_ours(name),
    r"sudo systemctl reboot|Restart-Computer": lambda _scene: None,
}


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Return the commands of a block, each with the comment beside it."""
    for line in block.text.replace("\\\n", " ").splitlines():
        shown, _, comment = line.partition("  # ") if "  # " in line else (line, "", "")
        for each in re.split(r"\s&&\s", shown):
            if words := re.sub(r"\s+", " ", each).strip():
                yield words, comment


def known(words: str) -> tuple[Run, tuple[str, ...]] | None:
    """Return how a command is run, and with which words; None when nobody knows it."""
    for pattern, run in COMMANDS.items():
        if found := re.fullmatch(pattern, words):
            return run, tuple(group for group in found.groups() if group is not None)
    return None


def run_commands(scene: Scene, block: Block) -> None:
    for words, comment in commands(block):
        found = known(words)
        assert found is not None, f"nobody says how to run: {words}"
        run, arguments = found
        scene.promised = comment
        run(scene, *arguments)


def parsed(words: Sequence[str]) -> None:
    """Let the command line read these words, and do nothing.

    Raises:
        click.UsageError: it knows no such command or option, or misses an argument.
    """
    found: click.Command | None = turnos
    context = click.Context(turnos, info_name="turnos")
    left = list(words[2:] if words[0] == "--config" else words)
    # A group may have options of its own: `report --schedule`.
    while isinstance(found, click.Group) and not (context.parent and left[0].startswith("--")):
        name, found, left = found.resolve_command(context, left)
        assert found is not None
        context = click.Context(found, parent=context, info_name=name)
    assert found is not None
    found.parse_args(context, left)


# --- files ---------------------------------------------------------------------------------------


def is_of_a_machine(block: Block) -> bool:
    return set(tomllib.loads(block.text)) <= {each.name for each in fields(Config)}


def machine_file(scene: Scene, block: Block) -> None:
    """Start with a `config.toml` as shown."""
    file = scene.folder / "config.toml"
    file.write_text(block.text, encoding="utf-8")

    config = load_config(file)

    for name, value in tomllib.loads(block.text).items():
        inner = value if isinstance(value, dict) else {}
        for key, each in inner.items():
            part = getattr(config, name)
            read = part[key] if name == "keys" else getattr(part, key)
            assert (list(read) if isinstance(each, list) else read) == each
        assert inner or getattr(config, name) == value


def office_file(scene: Scene, block: Block) -> None:
    """Export the office's file, change it as shown, and import it."""
    with_office(scene)
    scene.turnos("settings", "export", "oficina.toml")
    file = scene.folder / "oficina.toml"
    text = file.read_text(encoding="utf-8")
    (name,) = tomllib.loads(block.text)
    lists = re.findall(r"^\[\[([\w.]+)\]\]$", block.text, flags=re.MULTILINE)
    if lists:
        # Of the day on which it is read: what is over is refused.
        days = iter(range(2, 9))
        text += "\n" + re.sub(
            r"(ends_at|day) = [\d-]+",
            lambda found: f"{found[1]} = {datetime.now(UTC) + timedelta(days=next(days)):%Y-%m-%d}",
            block.text,
        )
    else:
        text = re.sub(rf"^\[{name}\]\n(.+\n)+", block.text, text, flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")

    assert scene.turnos("settings", "import", "oficina.toml", "--yes")

    exported = tomllib.loads(scene.turnos("settings", "export", "-"))
    for each in lists:
        assert list(_entries(exported, each)) == list(_entries(tomllib.loads(text), each))
    assert lists or exported[name] == tomllib.loads(block.text)[name]


def _entries(document: Any, path: str) -> Iterator[str]:
    """Tell by what each entry of a list of tables is known."""
    for name in path.split("."):
        document = document[name]
    yield from (str(each[KEYS[path]]) for each in document)


def program(scene: Scene, block: Block, clock: FixedClock, hasher: PasswordHasher) -> None:
    """Run a Python program as shown, at nine in the morning, in a folder with an office."""
    url = f"sqlite:///{(scene.folder / 'turnos.sqlite3').as_posix()}"
    with Office.create(url, "san-andres", template("san-andres"), clock, hasher=hasher) as office:
        for name, role in (("ana", "facilitator"), ("lider", "leader")):
            office.staff.add(name, name=name, role=role, pin=SAMPLE_PIN, must_change_pin=False)
    moved = (
        "from core import clock\n"
        "from datetime import datetime\n"
        f"morning = datetime.fromisoformat({MONDAY_MORNING.isoformat()!r})\n"
        "clock.SystemClock.now = lambda self: morning\n"
    )

    said = scene.run(sys.executable, "-c", moved + block.text)

    assert "P-001" in said


def tree(block: Block) -> None:
    """Look for each path that a picture of the folders names."""
    for path in re.findall(r"[\w./]+(?=/ )|core/\w+", block.text):
        assert (ROOT / path).is_dir(), path


def rule_of_udev(block: Block) -> None:
    """Read a rule as udev does: keys, operators and quoted values."""
    assert re.fullmatch(r'(?:[A-Z]+(?:\{\w+\})?[!=]=?=?"[^"]*"(?:, )?)+\n', block.text)


def rule_of_postgresql(block: Block) -> None:
    """Read a line of pg_hba.conf: by TLS only, whom to what, from a network, by which proof."""
    kind, _database, _role, network, method = block.text.split()
    assert (kind, method) == ("hostssl", "scram-sha-256")
    assert ip_network(network).num_addresses > 1


# --- the tests -----------------------------------------------------------------------------------


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_a_block_works_as_it_is_shown(
    block: Block,
    scene: Scene,
    clock: FixedClock,
    cheap_hasher: PasswordHasher,
) -> None:
    match block.language:
        case "sh" | "powershell":
            run_commands(scene, block)
        case "toml" if block.document == OFFICE_FILE and not is_of_a_machine(block):
            office_file(scene, block)
        case "toml":
            machine_file(scene, block)
        case "python":
            program(scene, block, clock, cheap_hasher)
        case "sql" if block.document == "docs/install.md":
            # tests/cli/test_server_set_up.py runs it, and an office in what it made.
            assert "CREATE DATABASE" in block.text
        case "" if block.text.startswith("kiosk/"):
            tree(block)
        case "" if block.text.startswith("hostssl"):
            rule_of_postgresql(block)
        case "" if block.text.startswith("ACTION"):
            rule_of_udev(block)
        case _:
            pytest.fail(f"nobody says how to try a block of {block.language or 'no language'}")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_in_a_sentence_is_one_of_turnos(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")

    for found in INLINE.findall(" ".join(text.split())):
        words = [each for each in shlex.split(found) if each not in {"…", "|", "--help"}]
        with suppress(click.MissingParameter):  # a sentence need not show the whole command
            parsed(words or ["demo"])


@pytest.mark.parametrize("document", ["README.md", "docs/install.md"])
def test_whoever_reads_in_order_has_turnos_before_its_first_command(document: str) -> None:
    """`.venv` is there, and the shell finds what lies in it."""
    text = (ROOT / document).read_text(encoding="utf-8")
    lines = [
        line
        for block in re.findall(r"```(?:sh|powershell)\n(.*?)```", text, re.DOTALL)
        for line in block.splitlines()
    ]
    first = next(at for at, line in enumerate(lines) if line.startswith("turnos "))
    found = [
        at for at, line in enumerate(lines) if re.search(r"^export PATH|install-desktop", line)
    ]
    made = [at for at, line in enumerate(lines) if re.match(r"make setup|.*tools.setup\.py", line)]

    assert made, "nobody makes .venv"
    assert min(made) < min(found) < first
    assert text.count('PATH="$PWD/.venv/bin:$PATH"') <= 1
