"""How a receipt printer is, from the four bytes it answers when asked in real time (DLE EOT).

python-escpos 3.1 takes an offline printer with its cover open for one with plenty of paper, and
no answer for a good one; so the bits are read here.
"""

from collections.abc import Iterator, Mapping

from core.printing.port import PrinterState

PRINTER, OFFLINE_CAUSE, ERROR_CAUSE, ROLL = 1, 2, 3, 4
CAUSES = (OFFLINE_CAUSE, ERROR_CAUSE)
PROCESSED = b"\x1dr\x01"  # GS r 1: answered in its turn, once everything before it was printed

_IS_ANSWER, _ANSWER, _UNASKED = 0b1001_0011, 0b0001_0010, 0b0001_0000
_UNASKED_SIZE = 4
_IS_PROCESSED = 0b1001_0000
_OFFLINE = 0b0000_1000
_COVER_OPEN, _PAPER_STOP, _ERROR = 0b0000_0100, 0b0010_0000, 0b0100_0000
_CUTTER, _UNRECOVERABLE = 0b0000_1000, 0b0010_0000
_NEAR_END, _PAPER_END = 0b0000_1100, 0b0110_0000


def question(about: int) -> bytes:
    """Return the real-time question about the printer, a cause or the roll."""
    return b"\x10\x04" + bytes([about])


def next_question(answers: Mapping[int, int]) -> int | None:
    """Return what to ask next, None when enough is known.

    Only a printer that is not well is asked for causes: simple ones never answer these.
    """
    for about in (PRINTER, ROLL):
        if about not in answers:
            return about
    if answers[PRINTER] & _OFFLINE:
        return next((about for about in CAUSES if about not in answers), None)
    return None


class Ear:
    """What a printer says when it is asked, without what it says by itself (ASB).

    Some tell each change of theirs in four bytes. Three of these look like the answer to
    `PROCESSED`: the paper that just ended would be taken for a ticket that came out.
    """

    def __init__(self) -> None:
        self._unasked = 0

    def answers(self, said: bytes) -> Iterator[int]:
        """Return the bytes of `said`, the next thing heard on a wire, that answer something."""
        for byte in said:
            if self._unasked:
                self._unasked -= 1
            elif byte & _IS_ANSWER == _UNASKED:
                self._unasked = _UNASKED_SIZE - 1
            else:
                yield byte


def is_answer(byte: int) -> bool:
    """Tell an answer to a question from anything else a printer may say by itself."""
    return byte & _IS_ANSWER == _ANSWER


def is_processed(byte: int) -> bool:
    """Tell the answer to `PROCESSED` from anything else."""
    return byte & _IS_PROCESSED == 0


def judge(answers: Mapping[int, int]) -> PrinterState:
    """Return the state that the answers tell; a printer that does not say it is well is not."""
    if PRINTER not in answers or ROLL not in answers:
        return PrinterState.UNKNOWN
    cause, error = answers.get(OFFLINE_CAUSE, 0), answers.get(ERROR_CAUSE, 0)
    if cause & _COVER_OPEN:
        return PrinterState.COVER_OPEN
    if answers[ROLL] & _PAPER_END or cause & _PAPER_STOP:
        return PrinterState.OUT_OF_PAPER
    if cause & _ERROR or error & (_CUTTER | _UNRECOVERABLE):
        return PrinterState.JAMMED
    if answers[PRINTER] & _OFFLINE:
        return PrinterState.OFFLINE
    return PrinterState.NEAR_END if answers[ROLL] & _NEAR_END else PrinterState.OK
