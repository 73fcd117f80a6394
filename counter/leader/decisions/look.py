"""What the leader's window reads of its office in one go.

`read_look` runs in the database lane; the rest is pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.service import OfficeSettings
from core.domain.staff import Staff
from core.domain.ticket import OfficeId

if TYPE_CHECKING:
    from core.office import Board, Device, Office, Panel, PersonAtWork
    from core.office.copies import GoodCopy
    from core.office.settings.planning import Planned


@dataclass(frozen=True, slots=True)
class Look:
    """The office as its leader sees it: `seq` is the event that the settings come from, `copied`
    the latest copy that was tried and found good, None when there is none. `planned` are the
    changes of the settings that begin later, or end by themselves. `informed`: how many said today
    that a notice was all they came for, by its key. `reader` is who was signed in as it was read,
    None where nobody was; `mine` is what the office knows of them now, None where they may not work
    here any more. `offices`: those of the database, and what each is called. `panel` is of the one
    that is watched.
    """

    board: "Board"
    panel: "Panel"
    seq: int
    people: "tuple[PersonAtWork, ...]"
    devices: "tuple[Device, ...]"
    copied: "GoodCopy | None"
    planned: "tuple[Planned, ...]"
    informed: Mapping[str, int]
    reader: str | None
    mine: Staff | None
    offices: Mapping[OfficeId, str]

    @property
    def settings(self) -> OfficeSettings:
        return self.board.settings

    def places_of(self, person: Staff) -> str:
        """Return the names of the offices that somebody is named for, "" for none."""
        return ", ".join(self.offices.get(each, each) for each in person.offices)

    def name_of(self, username: str) -> str:
        """Return what colleagues call somebody, else the user name."""
        found = (each.staff.name for each in self.people if each.staff.username == username)
        return next(found, username)


def read_look(office: "Office", reader: str | None, watched: str | None = None) -> Look:
    """Read the office, of one instant, for whoever is signed in, and the panel of `watched`.

    None: of this office.

    Raises:
        StoreError: the database cannot be reached.
    """
    return office.in_one_look(
        lambda: Look(
            board=office.queue.board(),
            panel=office.live.panel(watched),
            seq=office.settings.get().seq,
            people=office.staff.at_work(),
            devices=office.devices.all(),
            copied=office.copies.latest(),
            planned=office.settings.planned(),
            informed=office.reports.informed_today(),
            reader=reader,
            mine=None if reader is None else office.staff.working_here(reader),
            offices=office.staff.offices(),
        )
    )
