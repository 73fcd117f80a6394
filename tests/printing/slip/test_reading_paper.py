"""The reader of jobs: it must see what a person would, above all what is wrong."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.printing.escpos import encode as escpos
from core.printing.escpos.commands import split
from core.printing.escpos.models import HEADS
from core.printing.escpos.read_back import decode, read_sheet
from tests.printing.slips import a_slip


def test_an_unknown_escape_code_is_flagged_where_it_stands() -> None:
    sheet = read_sheet(b"\x1b@before\x1bZafter\n")

    assert sheet.unknown == ("1b 5a",)
    assert sheet.lines == ("before[1b 5a]after",)


def test_a_lone_control_character_is_flagged() -> None:
    assert read_sheet(b"a\x01b\n").unknown == ("01",)


def test_a_job_that_ends_in_the_middle_of_a_command_is_flagged() -> None:
    job = escpos.drawn(a_slip(), HEADS[80])

    assert read_sheet(job[:-1]).unknown == ("1d 56",)


def test_letters_in_a_code_page_that_was_not_chosen_read_wrong() -> None:
    text = "Ñandú".encode("cp1252")

    assert decode(b"\x1bt\x02" + text + b"\n").strip() != "Ñandú"
    assert decode(b"\x1bt\x10" + text + b"\n").strip() == "Ñandú"


def test_an_initialised_printer_forgets_its_code_page() -> None:
    job = b"\x1bt\x10\x1b@" + "ñ".encode("cp437") + b"\n"

    assert read_sheet(job).lines == ("ñ",)


def test_a_picture_that_is_no_text_is_described() -> None:
    assert read_sheet(b"\x1dv0\x00\x02\x00\x03\x00" + b"\xa5\x0f" * 3).lines == ("[image 16x3]",)


def test_a_blank_picture_is_nothing_to_read() -> None:
    assert read_sheet(b"\x1dv0\x00\x02\x00\x03\x00" + bytes(6)).lines == ()


@pytest.mark.parametrize("size", [b"\x00\x00\x03\x00", b"\x02\x00\x00\x00"])
def test_a_picture_of_no_size_is_nothing_to_read(size: bytes) -> None:
    assert read_sheet(b"\x1dv0\x00" + size).lines == ()


def test_a_text_is_centred_and_ends_in_a_line_feed() -> None:
    assert decode(b"P-014\n") == " " * 18 + "P-014\n"


@settings(deadline=None)  # the first one imports the library
@given(st.lists(st.integers(1, 4000), max_size=6))
def test_a_job_reads_the_same_in_whatever_pieces_it_arrives(cuts: list[int]) -> None:
    job = escpos.typed(a_slip(), HEADS[58])
    whole, _ = split(job)

    raw, rest = b"", b""
    edges = sorted({0, *(cut % len(job) for cut in cuts), len(job)})
    for start, end in pairwise(edges):
        commands, rest = split(rest + job[start:end])
        raw += b"".join(command.raw for command in commands)

    assert rest == b""
    assert raw == b"".join(command.raw for command in whole) == job


@given(st.binary(max_size=200))
def test_no_bytes_at_all_break_the_reader(job: bytes) -> None:
    commands, rest = split(job)

    assert b"".join(command.raw for command in commands) + rest == job
    assert isinstance(decode(job), str)
