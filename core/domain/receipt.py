"""What displays did with a call: shown, chimed and spoken, or why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Unspoken(StrEnum):
    """`withdrawn`: nobody was expected any more. `muted`: the office keeps its voice silent.
    `off`: this display never speaks, another one does.
    """

    WITHDRAWN = "withdrawn"
    MUTED = "muted"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one display did with one call; a receipt without facts: it waits for its turn there.

    `failed` says why it was not heard; `unspoken`, why it was not to be.
    """

    call_seq: int
    device: str
    shown_at: datetime | None = None
    chimed_at: datetime | None = None
    spoken_at: datetime | None = None
    failed: str | None = None
    unspoken: Unspoken | None = None


class Told(StrEnum):
    """What is known of a call in the hall."""

    PENDING = "pending"  # no display has answered yet
    SHOWN = "shown"
    ANNOUNCED = "announced"  # shown, and heard
    SILENT = "silent"  # shown, but it could not be heard
    MUTED = "muted"  # shown, and not to be heard: a leader silenced the voice
    NOWHERE = "nowhere"  # no display answered in time


RECEIPT_S = 3.0
TURN_S = 90.0  # so long a call may wait for its turn on a display that has heard of it


def told(receipts: Sequence[Receipt], call_seq: int | None, since_s: float) -> Told:
    """Say what the displays did with the call `call_seq`, made `since_s` seconds ago.

    Shown if any showed it, announced if one that speaks spoke it.
    """
    mine = [receipt for receipt in receipts if receipt.call_seq == call_seq]
    shown = any(receipt.shown_at is not None for receipt in mine)
    if any(each.spoken_at is not None and each.failed is None for each in mine):
        return Told.ANNOUNCED
    if any(each.failed is not None or each.unspoken is Unspoken.WITHDRAWN for each in mine):
        return Told.SILENT if shown else Told.NOWHERE
    if any(each.unspoken is Unspoken.MUTED for each in mine):
        return Told.MUTED
    if any(each.chimed_at is not None for each in mine):
        return Told.ANNOUNCED
    if shown:
        return Told.SHOWN
    return Told.PENDING if since_s < (TURN_S if mine else RECEIPT_S) else Told.NOWHERE
