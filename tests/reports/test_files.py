"""A report's file: whole or not at all, and why not as a sentence."""

from pathlib import Path

import pytest

from core.errors import FolderNotWritable, ReportNotWritten
from core.reports.files import put


def test_a_file_replaces_the_one_before(tmp_path: Path) -> None:
    out = tmp_path / "reports" / "november.pdf"
    out.parent.mkdir()
    for content in (b"a longer one", b"short"):
        put(content, out)
    assert out.read_bytes() == b"short"
    assert [each.name for each in out.parent.iterdir()] == ["november.pdf"]


def test_a_folder_that_takes_nothing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FolderNotWritable, match="no such file or folder"):
        put(b"", tmp_path / "gone" / "november.pdf")


def test_what_cannot_be_replaced_stays_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    out = tmp_path / "reports" / "november.pdf"
    out.mkdir(parents=True)
    with pytest.raises(ReportNotWritten, match="it is a folder"):
        put(b"", out)
    assert list(out.parent.iterdir()) == [out]
