"""The table in docs/roles.md is the one that the office goes by."""

from pathlib import Path

from core.domain.names import ROLE_WORDS
from core.domain.roles import DEED_WORDS, Deed, may
from core.domain.staff import Role
from core.language import Language

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "roles.md"


def test_the_document_has_the_table() -> None:
    _ = Language.load("es")
    rows = [["", *(_(ROLE_WORDS[role]) for role in Role)]]
    rows += [
        [_(DEED_WORDS[deed]), *("✓" if may(role, deed) else "" for role in Role)] for deed in Deed
    ]
    lines = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("|")]
    shown = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert [shown[0], *shown[2:]] == rows
