"""A laboratory: a whole morning at one of the windows, with Orca and the keyboard alone.

    python -m tests.windows.orca_lab [--mornings counter,kiosk] [--languages es,en] [--keep FOLDER]

Runs Xvfb, openbox, a session bus, Orca in the language of the window and the window's own program
on an SQLite office; xdotool presses the keys. A line for each key or event, and below it each
sentence that Orca has its voice say (`tests.windows.synthesiser`), as far as it is heard: what Orca
cuts short itself ends in "…". `tests.windows.mornings` says which facts must be heard at each step,
in which order; what is missing, said twice or said in the other language is told at once and in
the end, and then the exit code is 1. `--keep` writes each transcript into a folder.
Needs Debian's orca, openbox, xdotool and locales beside what `tools/debian-packages.txt` lists;
tried with Orca 43.1 (Debian 12) and 48.1 (Debian 13). No test needs it. One at a time, and beside
no other Orca of the same user: a second one does not start.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from core.clock import MovedClock
from core.office import Office, template
from tests.accessibility.desktop import desktop, end
from tests.conftest import MONDAY_MORNING, SAMPLE_PIN
from tests.fakes.fake_printer import FakePrinter
from tests.windows.mornings import MORNINGS, Step
from tests.windows.program import ROOT
from tests.windows.synthesiser import Said, Synthesiser

LOCALES = {"es": "es_CO", "en": "en_GB"}
OTHER = {"es": "en", "en": "es"}
PATIENCE_S = 180.0
QUIET_S = 1.5
LATE_S = 20.0  # a busy computer says it later
TYPED_MS = 120
PLAYER = (
    "import sys, time, wave; sound = wave.open(sys.argv[-1]); "
    "time.sleep(sound.getnframes() / sound.getframerate())"
)
BETWEEN_S = 0.3
LEAST_WORDS = 3  # of what counts when it is said twice
OTHERS = {  # words of the other language that no name here has
    "es": r"\b(ticket|counter|line|waiting|people|person|next|called|wait|button|frame|panel of)\b",
    "en": r"[ñáéíóú¿¡]|\b(turno|puesto|fila|espera|sigue|llamado|botón|personas)\b",
}
OWN = ("español", "english", "panel", "san andrés")  # a name is said as it is


@dataclass
class Lab:
    """The office, the keyboard and the voice."""

    office: Office
    clock: MovedClock
    printer: FakePrinter
    voice: Synthesiser
    environment: Mapping[str, str]
    language: str
    tell: Callable[[str], None]
    wrong: list[str] = field(default_factory=list)

    def key(self, *keys: str) -> None:
        for number, key in enumerate(keys):
            if number:
                time.sleep(BETWEEN_S)
            self._tool("key", key)

    def type(self, text: str) -> None:
        self._tool("type", "--delay", str(TYPED_MS), text)

    def _tool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True)

    def window_is_there(self) -> bool:
        command = ["xdotool", "search", "--onlyvisible", "--name", "SOPESA"]
        found = subprocess.run(command, env=self.environment, capture_output=True, check=False)
        return bool(found.stdout.strip())

    def hear(self, name: str, least_s: float, facts: Sequence[str] = ()) -> list[Said]:
        """Listen for so long and until `facts` are heard; tell what was heard after `name`."""
        said = self.listen(least_s)
        begun = time.monotonic()
        while _missing(facts, sentences(said)) and time.monotonic() - begun < LATE_S:
            said += self.listen(1.0)
        self.tell(f"## {name}")
        for line in sentences(said):
            self.tell(f"   {line}")
        return said

    def tab(self) -> list[str]:
        """Go on with Tab; return the sentences that are heard."""
        self.key("Tab")
        return sentences(self.hear("Tab", 2.0))

    def listen(self, least_s: float) -> list[Said]:
        """Wait at least so long, and until nothing more is said; return what was."""
        begun = time.monotonic()
        while time.monotonic() - max(begun + least_s - QUIET_S, self.voice.last_at) < QUIET_S:
            time.sleep(0.1)
        return self.voice.take()


def sentences(said: list[Said]) -> list[str]:
    """Return each sentence on a line of its own; one that is cut short ends in "…"."""
    found = []
    for each in said:
        heard = each.heard
        if not heard.strip():
            continue  # a typed letter, with the next one behind it
        lines = [" ".join(line.split()) for line in heard.split("\n")]
        if len(heard) < len(each.text):
            lines[-1] += "…"
        found += [line for line in lines if line]
    return found


def _missing(facts: Sequence[str], heard: list[str]) -> list[str]:
    """Return the facts that are not heard, in their order and to their end."""
    whole, at, missing = "\n".join(line for line in heard if not line.endswith("…")), 0, []
    for fact in facts:
        found = whole.find(fact, at)
        if found < 0:
            missing.append(fact)
        else:
            at = found + len(fact)
    return missing


def faults(step: Step, heard: list[str], language: str) -> Iterator[str]:
    """Tell what is missing in what is heard, out of order, twice, or in the other language."""
    whole = "\n".join(line for line in heard if not line.endswith("…"))
    for fact in _missing(step.facts(language), heard):
        yield f"not heard{'' if fact not in whole else ' in this order'}: {fact}"
    for fact in step.never(language):
        if fact in whole:
            yield f"heard: {fact}"
    for line in heard:
        words = re.sub("|".join(OWN), "", line.lower())
        if re.search(OTHERS[language], words):
            yield f"in the other language: {line}"


def repeated(said: list[Said]) -> Iterator[str]:
    """Tell what was said though all of it had been heard already."""
    known: set[str] = set()
    for each in said:
        lines = sentences([each])
        if lines and all(line in known for line in lines) and len(each.text.split()) >= LEAST_WORDS:
            yield f"heard twice: {lines[0]}"
        known.update(lines)


def live(lab: Lab, morning: str) -> None:
    """Live through a morning, and note in `lab.wrong` what is wrong with it."""
    for step in MORNINGS[morning]:
        language = OTHER[lab.language] if step.is_other else lab.language
        lab.voice.take()
        step.do(lab)
        said = lab.hear(step.name, step.least_s, step.facts(language))
        heard = sentences(said)
        for fault in (*faults(step, heard, language), *repeated(said)):
            lab.tell(f"   !! {fault}")
            lab.wrong.append(f"{morning} {lab.language}, {step.name}: {fault}")


@contextmanager
def a_locale(folder: Path, language: str) -> Iterator[dict[str, str]]:
    """Make a locale that is not installed; return what a program needs to use it."""
    name = f"{LOCALES[language]}.UTF-8"
    command = ["localedef", "-i", LOCALES[language], "-f", "UTF-8", str(folder / name)]
    subprocess.run(command, check=True, capture_output=True)
    yield {"LOCPATH": str(folder), "LANG": name, "LANGUAGE": language}


@contextmanager
def running(command: list[str | Path], environment: Mapping[str, str], log: Path) -> Iterator[None]:
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        try:
            yield
        finally:
            end(process)


def wait_until(happened: Callable[[], bool], what: Callable[[], str]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError(what())
        time.sleep(0.2)


@contextmanager
def a_lab(folder: Path, morning: str, language: str, tell: Callable[[str], None]) -> Iterator[Lab]:
    """Have an office, a window on it at the morning's hour, and Orca listening."""
    url = f"sqlite:///{(folder / 'office.sqlite3').as_posix()}"
    setting = MORNINGS[morning].setting
    moved_s = (MONDAY_MORNING + setting.later - datetime.now(UTC)).total_seconds()
    clock = MovedClock(timedelta(seconds=moved_s))
    hasher = PasswordHasher.from_parameters(CHEAPEST)
    document = {**template("san-andres"), **setting.document}
    with ExitStack() as stack:
        office = stack.enter_context(
            Office.create(url, "san-andres", document, clock, hasher=hasher)
        )
        office.staff.add("ana", name="Ana", pin=SAMPLE_PIN, must_change_pin=False)
        office.staff.add("beto", name="Beto", pin=SAMPLE_PIN, must_change_pin=False)
        printer = stack.enter_context(FakePrinter())
        voice = stack.enter_context(Synthesiser(folder))
        screen = stack.enter_context(desktop())
        environment = (
            os.environ
            | screen.environment
            | stack.enter_context(a_locale(folder, language))
            | {"SPEECHD_ADDRESS": voice.address, "TURNOS_DATA": str(folder / "data")}
        )
        lab = Lab(office, clock, printer, voice, environment, language, tell)
        if setting.before is not None:
            setting.before(lab)
        config = folder / "config.toml"
        config.write_text(
            f'database = {json.dumps(url)}\noffice = "san-andres"\nlanguage = "{language}"\n'
            f'counter = 1\ndevice = "kiosk-1"\n[printer]\nkind = "network"\n'
            f'host = "{printer.host}"\nport = {printer.port}\n'
            f'[voice]\nengine = "espeak"\nplayer = {json.dumps([sys.executable, "-c", PLAYER])}\n',
            encoding="utf-8",
        )
        stack.enter_context(running(["openbox"], environment, folder / "openbox.log"))
        orca: list[str | Path] = ["orca", "--disable", "braille"]
        orca += ["--debug-file", folder / "orca.debug"]
        stack.enter_context(running(orca, environment, folder / "orca.log"))
        wait_until(lambda: any(voice.take()), lambda: "Orca says nothing")
        program = [sys.executable, "-m", "tests.windows.driven", setting.window, str(moved_s)]
        stack.enter_context(
            running([*program, "--config", config], environment, folder / "window.log")
        )
        log = folder / "window.log"
        wait_until(lab.window_is_there, lambda: f"no window comes: {log.read_text()}")
        yield lab


def main() -> int:
    command_line = argparse.ArgumentParser(description="Live a morning with Orca.")
    command_line.add_argument("--mornings", default=",".join(MORNINGS))
    command_line.add_argument("--languages", default=",".join(LOCALES))
    command_line.add_argument("--keep", type=Path, help="write the transcripts into this folder")
    options = command_line.parse_args()
    version = subprocess.run(["orca", "--version"], capture_output=True, text=True, check=True)
    number = re.findall(r"\d+\.\d+", version.stdout)[0]
    wrong: list[str] = []
    for morning in options.mornings.split(","):
        for language in options.languages.split(","):
            lines: list[str] = []

            def tell(line: str, into: list[str] = lines) -> None:
                into.append(line)
                sys.stdout.write(line + "\n")
                sys.stdout.flush()

            tell(f"# Orca {number}: {morning}, {language}")
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                with a_lab(folder, morning, language, tell) as lab:
                    try:
                        live(lab, morning)
                    finally:
                        wrong += lab.wrong
            if options.keep:
                file = options.keep / f"orca-{number}-{morning}-{language}.txt"
                file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join([f"{len(wrong)} wrong", *wrong]) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
