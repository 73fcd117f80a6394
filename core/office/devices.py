"""`office.devices`: the print outbox, the receipts of calls, and which device is alive.

What a device reports is not an action of the queue: it rings the doorbell but is no event.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from core.domain.limits import problems
from core.domain.live.heard import SILENT
from core.domain.receipt import Receipt
from core.domain.roles import Deed
from core.domain.service import Speaking
from core.domain.ticket import Kind, Ticket
from core.errors import DeviceAlive, DeviceUnknown, SettingsInvalid
from core.office.ledger.checks import allowed, ticket_of_code, ticket_of_event
from core.office.ledger.given import check_kept, one_line
from core.office.ledger.ledger import Action, Ledger
from core.office.ledger.request import once
from core.store import devices, events, offices
from core.store.devices import Device, PrintJob

# Otherwise a printer that is broken for a month would leave thousands, read every second.
GIVEN_UP_TOLD = timedelta(days=1)


class Devices:
    """Printers, displays and their state, as the database knows them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    # --- paper

    def print_jobs(self, device: str | None = None) -> tuple[PrintJob, ...]:
        """Return the papers still to print (of one device), in the order they were asked for.

        Those that were given up are among them for a day.
        """
        return self._ledger.look(
            lambda connection, _settings, at: tuple(
                devices.unprinted(
                    connection, self._ledger.office, device, failed_since=at - GIVEN_UP_TOLD
                )
            )
        )

    def save_job(self, job: PrintJob) -> PrintJob:
        """Write what an attempt to print came to."""

        def write(connection: Connection, at: datetime) -> PrintJob:
            saved = replace(job, changed_at=at)
            devices.save_job(connection, self._ledger.office, saved)
            return saved

        return self._ledger.tell(write)

    def claim_job(self, job: PrintJob, *, was: PrintJob) -> PrintJob | None:
        """Write that an attempt begins; None when another program was quicker than this one."""

        def write(connection: Connection, at: datetime) -> PrintJob | None:
            claimed = replace(job, changed_at=at)
            is_ours = devices.claim_job(connection, self._ledger.office, claimed, was=was)
            return claimed if is_ours else None

        return self._ledger.tell(write)

    def reprint(self, *, code: str, device: str, staff: str | None = None) -> Ticket:
        """Ask for a copy of today's ticket with this code, printed on `device`.

        Raises:
            TicketGone
        """

        def do(action: Action) -> Ticket:
            ticket = ticket_of_code(action, code)
            action.record(Kind.REPRINTED, ticket=ticket.id, staff=staff, device=device)
            job = new_job(action, ticket, device, copy=True)
            devices.add_job(action.connection, action.office, job)
            return ticket

        return self._ledger.act(do, again=ticket_of_event)

    # --- calls shown and spoken

    def add_receipt(self, receipt: Receipt) -> None:
        """Write what a display did with a call; later reports add to earlier ones."""
        self._ledger.tell(
            lambda connection, _at: devices.add_receipt(connection, self._ledger.office, receipt)
        )

    def receipts(self, call_seqs: Sequence[int]) -> tuple[Receipt, ...]:
        """Return what the displays did with these calls (`Call.seq`)."""
        return self._ledger.look(
            lambda connection, _settings, _at: tuple(
                devices.receipts(connection, self._ledger.office, call_seqs)
            )
        )

    def test_voice(
        self,
        *,
        level_percent: int | None = None,
        by: str | None = None,
        request: str | None = None,
    ) -> int:
        """Ask every display to speak a test as soon as nobody is called.

        `level_percent` is another loudness than the settings': to hear it before it is saved.
        Returns the number under which `receipts` will tell what was heard.

        Raises:
            UnknownStaff, MayNotManageVoice
            SettingsInvalid: the voice is never that loud.
        """

        def do(action: Action) -> int:
            who = None
            if by is not None:
                here = (action.connection, action.office, action.settings)
                who = allowed(*here, by, Deed.MANAGE_VOICE).username
            if level_percent is None:
                return action.record(Kind.VOICE_TESTED, staff=who).seq
            _check_level(action.settings.speaking, level_percent)
            return action.record(Kind.VOICE_TESTED, staff=who, level_percent=level_percent).seq

        asked = once(request, "test_voice", by=by, level_percent=level_percent)
        return self._ledger.act(do, again=lambda _action, event: event.seq, request=asked)

    # --- asked from another computer

    def ask_test_page(self, device: str, *, by: str | None = None) -> int:
        """Ask a kiosk for a test page of its printer; return the number of the asking.

        A kiosk that is not running prints none later: nobody would know what it is.

        Raises:
            UnknownStaff, MayNotManageDevices
        """
        one_line("device", device, optional=False)

        def do(action: Action) -> int:
            who = self._manager(action, by)
            return action.record(Kind.TEST_PAGE_ASKED, staff=who, device=device).seq

        return self._ledger.act(do, again=lambda _action, event: event.seq)

    def latest_page_asked(self, device: str, *, after: int | None = None) -> int:
        """Return the number of the latest test page that `device` was asked for, above `after`.

        With None, or where there is none, that of the office's latest event: to go on from.
        """

        def look(connection: Connection, _settings: object, _at: object) -> int:
            office = self._ledger.office
            if after is not None:
                asked = events.of_kind_after(connection, office, Kind.TEST_PAGE_ASKED, after)
                if found := [each.seq for each in asked if each.data["device"] == device]:
                    return found[0]
            return offices.latest_seq(connection, office) if after is None else after

        return self._ledger.look(look)

    def forget(self, name: str, kind: str, *, by: str | None = None) -> None:
        """Forget a device that is gone, so that nobody is told that it is silent.

        Raises:
            DeviceUnknown, DeviceAlive: it reported within the last minute.
            UnknownStaff, MayNotManageDevices
        """

        def do(action: Action) -> None:
            who = self._manager(action, by)
            known = devices.all_devices(action.connection, action.office)
            found = next((each for each in known if (each.name, each.kind) == (name, kind)), None)
            if found is None:
                raise DeviceUnknown(device=name)
            if action.at - found.seen_at <= SILENT:
                raise DeviceAlive(device=name)
            devices.forget(action.connection, action.office, name, kind)
            action.record(Kind.DEVICE_FORGOTTEN, staff=who, device=name, of=kind)

        self._ledger.act(do, again=lambda _action, _event: None)

    @staticmethod
    def _manager(action: Action, by: str | None) -> str | None:
        if by is None:
            return None
        here = (action.connection, action.office, action.settings)
        return allowed(*here, by, Deed.MANAGE_DEVICES).username

    # --- who is alive

    def seen(self, name: str, kind: str, state: Mapping[str, Any]) -> Device | None:
        """Say that a device is alive and how it is; `kind` is `kiosk`, `counter` or `display`.

        Returns what was said before under this name, None at the first time. Changes of the
        settings that are due by now are done: somebody's window is on before the first action.

        Raises:
            ValueRefused: no database keeps that, such as a NUL or NaN.
        """
        check_kept(name, kind, state)
        before = self._ledger.tell(
            lambda connection, at: devices.seen(
                connection, self._ledger.office, Device(name, kind, at, state)
            )
        )
        self._ledger.do_planned(if_due=True)
        return before

    def all(self) -> tuple[Device, ...]:
        """Return every device that ever reported, by name."""
        return self._ledger.look(
            lambda connection, _settings, _at: tuple(
                devices.all_devices(connection, self._ledger.office)
            )
        )


def new_job(action: Action, ticket: Ticket, device: str, *, copy: bool) -> PrintJob:
    """Return the paper that an action asks for; its content is gathered when it is printed."""
    one_line("device", device, optional=False)
    return PrintJob(
        id=action.seq,
        ticket=ticket.id,
        device=device,
        state="pending",
        copy=copy,
        attempts=0,
        content={},
        problem=None,
        retry_at=None,
        changed_at=action.at,
    )


def _check_level(speaking: Speaking, level_percent: int) -> None:
    tried = replace(speaking, level_percent=level_percent)
    if found := [(f"speaking.{where}", words) for where, words, _ in problems(tried)]:
        raise SettingsInvalid.of(found)
