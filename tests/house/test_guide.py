"""The guides for whoever works here: each file they name is there, each decision has its number."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "contributing.md"
DECISIONS = ROOT / "docs" / "decisions.md"
FILE = re.compile(
    r"`((?:core|counter|kiosk|display|migrations|assets|tools|tests)(?:/[\w.-]+)*/?)`"
)
DECISION = re.compile(r"^- \*\*D(\d+), 20\d\d-\d\d-\d\d\. ", re.MULTILINE)


def test_each_file_that_the_guide_names_is_there() -> None:
    named = FILE.findall(GUIDE.read_text("utf-8"))
    assert len(named) > 50
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_each_decision_has_a_number_of_its_own_and_a_date() -> None:
    text = DECISIONS.read_text("utf-8")
    numbers = sorted(int(number) for number in DECISION.findall(text))
    assert numbers == list(range(1, len(re.findall(r"^- ", text, re.MULTILINE)) + 1))


def test_a_decision_that_the_guide_cites_is_there() -> None:
    known = set(DECISION.findall(DECISIONS.read_text("utf-8")))
    cited = re.findall(r"\bD(\d+)\b", GUIDE.read_text("utf-8"))
    assert cited
    assert set(cited) <= known
