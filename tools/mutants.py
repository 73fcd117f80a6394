"""Break each room on purpose, one line at a time, and see its tests fail.

    python -m tools.mutants [--only TEXT]

A mutant is a line that somebody could write by mistake; the tests beside it have to notice. Each is
made in a copy of the project, so that nothing here changes. Ends with 1 when one lives, or when its
line is not there any more.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("core", "kiosk", "counter", "display", "migrations", "assets", "tests", "tools", "docs")
PATIENCE_S = 300
_PYTEST = (sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider")


@dataclass(frozen=True, slots=True)
class Mutant:
    """What is written instead of `line`, once in `file`, and the tests that have to fail."""

    file: str
    line: str
    instead: str
    tests: str


MUTANTS = (
    Mutant(
        "core/domain/order/policy.py",
        "return 0 < policy.relief_after <= preferential_streak",
        "return 0 < policy.relief_after < preferential_streak",
        "tests/domain/order/test_policy.py",
    ),
    Mutant(
        "core/domain/calendar/hours.py",
        "if each.opens_at <= at < each.closes_at:",
        "if each.opens_at <= at <= each.closes_at:",
        "tests/domain/calendar/test_hours.py",
    ),
    Mutant(
        "core/domain/calendar/present.py",
        "if clock > latest_at + passed.most + STEP:",
        "if clock > latest_at + passed.most + 100 * STEP:",
        "tests/domain/calendar/test_present.py",
    ),
    Mutant(
        "core/domain/journal/undo.py",
        "if value != getattr(ticket, name)}",
        "if value and value != getattr(ticket, name)}",
        "tests/domain/journal/test_undo.py",
    ),
    Mutant(
        "core/domain/pins.py",
        "return self if begun_by_another else Tries()",
        "return Tries()",
        "tests/domain/test_pins.py",
    ),
    Mutant(
        "core/domain/estimate.py",
        "expected_min = (ahead + 1) * service_min / len(mine)",
        "expected_min = (ahead + 1) * service_min / len(pace.counters)",
        "tests/domain/estimate/test_estimate.py",
    ),
    Mutant(
        "core/domain/figures/figures.py",
        "math.ceil(share * n) - 1",
        "int(share * n) - 1",
        "tests/domain/figures/test_figures.py",
    ),
    Mutant(
        "core/domain/limits.py",
        "if self.least <= value <= self.most:",
        "if self.least <= value < self.most:",
        "tests/domain/test_limits.py",
    ),
    Mutant(
        "core/domain/calendar/copies.py",
        "last.setdefault(period(at), at)",
        "last[period(at)] = at",
        "tests/domain/calendar/test_copies.py",
    ),
    Mutant(
        "core/joining.py",
        "        if ENDED.search(said):",
        "        if False:",
        "tests/house/test_grammar.py",
    ),
    Mutant(
        "core/machine/private.py",
        "path.chmod(stat.S_IMODE(path.stat().st_mode) & ~open_to)",
        "pass",
        "tests/machine",
    ),
    Mutant(
        "core/store/connection/engine.py",
        '"PRAGMA synchronous = FULL"',
        '"PRAGMA synchronous = NORMAL"',
        "tests/store/test_safeguards.py",
    ),
    Mutant(
        "core/store/connection/session.py",
        '    "lock_timeout": "0",',
        "",
        "tests/store/connection/test_session.py",
    ),
    Mutant(
        "core/store/lines.py",
        "_IN_REACH_BY_SERVICE = or_(and_(_NOT_KEPT, _ITS_SERVICES), _KEPT_FOR_IT)",
        "_IN_REACH_BY_SERVICE = and_(_NOT_KEPT, _ITS_SERVICES)",
        "tests/office/queue/test_next.py",
    ),
    Mutant(
        "core/store/copying/copies.py",
        "        if digest_of(lines(connection, table)) != (table.rows, table.digest):",
        "        if False:",
        "tests/office/copies",
    ),
    Mutant(
        "core/office/ledger/ledger.py",
        "if again and (done := self._done(connection, request)):",
        "if False and again and (done := self._done(connection, request)):",
        "tests/office/ledger/test_requests.py",
    ),
    Mutant(
        "core/office/queue/calling.py",
        "if ticket.calls >= limit.max_calls:",
        "if ticket.calls > limit.max_calls:",
        "tests/office/queue/test_queue.py",
    ),
    Mutant(
        "core/office/queue/choosing.py",
        "return _as_called(moment, first)[:most]",
        "return tuple(first)[:most]",
        "tests/office/queue/test_next.py",
    ),
    Mutant(
        "core/office/queue/serving.py",
        "check_of_today(action, ticket)",
        "pass",
        "tests/office/ledger/test_days.py",
    ),
    Mutant(
        "core/office/queue/moving.py",
        "place=ticket.id if ticket.goes_first else None",
        "place=None",
        "tests/office/queue/test_reinstated.py",
    ),
    Mutant(
        "core/office/people/personnel.py",
        "people.replace_counter(action.connection, action.office, counter, None)",
        "pass",
        "tests/office/people/test_personnel.py",
    ),
    Mutant(
        "core/office/settings/checks.py",
        'if Line(issued.data["line"]) is not line:',
        "if False:",
        "tests/office/settings",
    ),
    Mutant(
        "core/printing/outbox.py",
        "    if doubts >= COPIES:",
        "    if doubts > COPIES:",
        "tests/printing/test_outbox.py",
    ),
    Mutant(
        "core/speech/recordings/clips.py",
        "JOIN_MS = 8",
        "JOIN_MS = -8",
        "tests/speech/recordings/test_clips.py",
    ),
    Mutant(
        "core/announce.py",
        "            pause_ms = BETWEEN_REPEATS_MS",
        "            pause_ms = 0",
        "tests/speech/test_announce.py",
    ),
    Mutant(
        "core/reports/table.py",
        '_FORMULA = ("=", "+", "-", "@",',
        '_FORMULA = ("=", "+", "-",',
        "tests/reports",
    ),
    Mutant("core/qt/press.py", "REST_S = 0.7", "REST_S = 0.1", "tests/qt/test_press.py"),
    Mutant(
        "core/qt/office_link/office_reader.py",
        "        self._is_wanted = True\n        if self.is_resting",
        "        self._is_wanted = not self.is_reading\n        if self.is_resting",
        "tests/qt/office_link/test_office_reader.py",
    ),
    Mutant(
        "core/qt/widgets/base.py",
        "            self._theme = None  # it may stand elsewhere now",
        "            pass",
        "tests/qt/look tests/qt/widgets",
    ),
    Mutant(
        "core/cli/context.py",
        "UNSAID = 74",
        "UNSAID = 0",
        "tests/cli/test_answers.py",
    ),
    Mutant(
        "kiosk/visit/request.py",
        "        if self._wish is None:\n            self._ask",
        "        if True:\n            self._ask",
        "tests/kiosk/visit",
    ),
    Mutant(
        "display/calls/schedule.py",
        "if self._coming and shown_s >= self._pace.least_s:",
        "if self._coming:",
        "tests/display/calls/test_schedule.py",
    ),
    Mutant(
        "counter/decisions/devices.py",
        '    if display.state.get("twin"):\n        return DISPLAY_TWICE',
        '    if display.state.get("twin"):\n        return DISPLAY_OK',
        "tests/counter/pages/test_wording.py",
    ),
)


def lives(mutant: Mutant, tree: Path) -> str:
    """Return why `mutant` was not killed in the copy `tree`; "" when it was."""
    file = tree / mutant.file
    whole = file.read_text(encoding="utf-8")
    if whole.count(mutant.line) != 1:
        return f"its line stands there {whole.count(mutant.line)} times"
    file.write_text(whole.replace(mutant.line, mutant.instead), encoding="utf-8")
    try:
        done = subprocess.run(
            [*_PYTEST, *mutant.tests.split()],
            cwd=tree,
            env=os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
    except subprocess.TimeoutExpired:
        return ""  # it hangs: that is noticed too
    finally:
        file.write_text(whole, encoding="utf-8")
    if done.returncode == 1:
        return ""
    return "no test failed" if done.returncode == 0 else done.stdout[-500:]


def main() -> int:
    """Try every mutant; return 1 when one lives."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--only", default="", help="Those whose file's name has this in it.")
    only: str = options.parse_args().only
    living = 0
    with tempfile.TemporaryDirectory(prefix="turnos-mutants-") as name:
        tree = Path(name)
        for package in PACKAGES:
            shutil.copytree(ROOT / package, tree / package)
        for file in ("pyproject.toml", "README.md", "CHANGELOG.md"):
            shutil.copy(ROOT / file, tree)
        chosen = [each for each in MUTANTS if only in each.file]
        for mutant in chosen:
            began = time.monotonic()
            why = lives(mutant, tree)
            living += bool(why)
            took = f"{time.monotonic() - began:.0f} s"
            print(f"{'LIVES' if why else 'killed'}  {mutant.file}  {took}  {why}", flush=True)
    print(f"{len(chosen) - living} of {len(chosen)} killed")
    return 1 if living else 0


if __name__ == "__main__":
    sys.exit(main())
