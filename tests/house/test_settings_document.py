"""docs/settings.md tells the settings that there are, in the program's own words."""

from core.domain.schema import SETTINGS
from tools.settings_document import DOCUMENT, document


def test_the_document_is_the_one_that_the_schema_makes() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "run: python -m tools.settings_document"
    assert all(f"| `{path}` |" in document() for path in SETTINGS)
