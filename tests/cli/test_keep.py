"""A window is kept alive until staff end it."""

import sys
from pathlib import Path

from core.cli.keep import keep

WINDOW = """
import sys
from pathlib import Path
runs = Path(sys.argv[1])
before = len(runs.read_text()) if runs.exists() else 0
runs.write_text("x" * (before + 1))
sys.exit(0 if before == 2 else 139)
"""


def test_a_window_is_started_again_until_it_ends_well(tmp_path: Path) -> None:
    runs = tmp_path / "runs"

    keep([sys.executable, "-c", WINDOW, str(runs)], pause_s=0)

    assert runs.read_text() == "xxx"
