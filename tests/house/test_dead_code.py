"""`make dead` finds what nobody uses, and what only a test uses; each colour is used by name.

That nothing is dead is its own run to tell, which `make check` and `make test` begin with.
"""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from core.qt.look.tokens import Tokens
from core.qt.widgets.buttons.block import FILL

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ".venv/bin/vulture"
FORMS = "on_{}", "{}_press", "{}_edge"  # core/qt/widgets/buttons/block.py puts these together

DEAD = {
    "import xml.sax": "import 'xml'",
    "NOBODY_READS_IT = 1": "variable 'NOBODY_READS_IT'",
    "def nobody_calls_it() -> None: ...": "function 'nobody_calls_it'",
    "class NobodyMakesIt: ...": "class 'NobodyMakesIt'",
    "class int:\n    def nobody_asks(self) -> None: ...": "method 'nobody_asks'",
    "def a_test_calls_it() -> None: ...": "function 'a_test_calls_it'",
}


def steps(target: str) -> list[list[str]]:
    """Return the places that vulture looks at in each of its runs for `target`."""
    done = subprocess.run(
        ["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [line.split()[1:] for line in done.stdout.splitlines() if line.startswith(PROGRAM)]


def look(*places: str | Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "vulture", *places],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_check_and_a_test_of_everything_look_for_dead_code() -> None:
    everything, product = steps("dead")

    assert everything == []
    assert product == ["core", "counter", "display", "kiosk", "migrations"]
    assert steps("check") == steps("test") == [everything, product]


def test_what_nobody_uses_fails_the_check(tmp_path: Path) -> None:
    breach = tmp_path / "breach.py"
    breach.write_text("".join(f"{line}\n" for line in DEAD), encoding="utf-8")

    code, found = look(*steps("dead")[1], breach)

    assert code == 3
    assert [said for said in DEAD.values() if f"unused {said} (" not in found] == []


def test_what_a_test_uses_is_dead_without_the_test_alone(tmp_path: Path) -> None:
    breach, test = tmp_path / "breach.py", tmp_path / "used.py"
    breach.write_text("def a_test_calls_it() -> None: ...\n", encoding="utf-8")
    test.write_text("a_test_calls_it()\n", encoding="utf-8")

    assert look(breach, test) == (0, "")
    assert look(breach)[0] == 3


def test_each_colour_is_used_by_its_name() -> None:
    rooms = (
        path
        for room in ("core", "counter", "display", "kiosk")
        for path in ROOT.glob(f"{room}/**/*.py")
    )
    text = "".join(path.read_text("utf-8") for path in rooms if path.name != "tokens.py")
    put_together = {form.format(fill) for form in FORMS for fill in FILL.values()}
    colours = [each.name for each in fields(Tokens) if each.type is str]

    assert len(colours) == 37
    assert [
        name
        for name in colours
        if name not in put_together and not re.search(rf"[\".]{name}\b", text)
    ] == []
