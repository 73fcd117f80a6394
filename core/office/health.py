"""`office.health`: what may be wrong with an office's database, in words, for `turnos doctor`.

Each method looks at one thing and tells what is wrong with it, nothing when it is well. What is
damaged may raise anything: whoever asks goes on with the next question.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from argon2 import extract_parameters
from argon2.exceptions import InvalidHashError
from sqlalchemy import Connection

from core.domain.pins import TRIES
from core.domain.roles import Deed, who_may
from core.domain.service import OfficeSettings
from core.domain.staff import Role
from core.domain.ticket import Kind
from core.errors import N_, PaperUnreadable, StoreError, Words
from core.office.devices import GIVEN_UP_TOLD
from core.office.document import paths
from core.office.document.document import read_stored, write_document
from core.office.figures.summaries import Summaries
from core.office.ledger.ledger import Ledger
from core.office.rebuild import day_problems, differences
from core.store import devices, events, health, offices, people, tickets
from core.store.devices import PrintJob

PAGE = 1000
LONGEST_PAUSE = timedelta(days=1)  # one lasts minutes; a clock that was put back may lengthen it


class Health:
    """Of one office; see `core.store.health`."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._store = ledger.store
        self._office = ledger.office

    def of_file(self) -> tuple[str, ...]:
        """Return what the database's own check of its file finds; SQLite alone has one."""
        return health.damage(self._store)

    def of_structure(self) -> tuple[Words, ...]:
        """Return tables, columns, indexes and triggers that are not what they must be."""
        return health.differences(self._store)

    def of_writing(self) -> tuple[Words, ...]:
        """Write something, take it back, and return what was wrong.

        Raises:
            StoreBusy: somebody holds the office's lock longer than any action takes.
            StoreError: the database takes nothing.
        """
        if health.swallows(self._store, self._office):
            return (Words(N_("an event that is written is not there afterwards")),)
        return ()

    def of_journal(self) -> tuple[Words, ...]:
        """Return where the journal is cut, or cannot be read."""
        said, last, count = health.journal_ends(self._store, self._office)
        found = []
        if said != last:
            found.append(
                Words(
                    N_("the office counts {said} events, the last is {last}"), said=said, last=last
                )
            )
        if count != last:
            found.append(Words(N_("{count} of {last} events are there"), count=count, last=last))
        if (seq := self._unreadable()) is not None:
            found.append(Words(N_("event {seq} cannot be read"), seq=seq))
        return tuple(found)

    def of_people(self) -> tuple[Words, ...]:
        """Return whose role or PIN cannot be right."""
        return self._ledger.look(
            lambda connection, _settings, at: (
                *self._faults_of_people(connection, at),
                *self._unlike_journal(connection),
            )
        )

    def _faults_of_people(self, connection: Connection, at: datetime) -> Iterator[Words]:
        for person in health.people(connection, self._office):
            who = person.username
            if person.role not in set(Role):
                yield Words(N_('"{username}" has no role of ours'), username=who)
            try:
                extract_parameters(person.pin_hash)
            except (InvalidHashError, ValueError):
                yield Words(N_('the PIN of "{username}" cannot be read'), username=who)
            pause_ends = person.paused_until
            if not 0 <= person.wrong_tries <= TRIES or (
                pause_ends is not None and pause_ends - at > LONGEST_PAUSE
            ):
                words = N_('the PIN tries of "{username}" are none that turnos counted')
                yield Words(words, username=who)

    def _unlike_journal(self, connection: Connection) -> Iterator[Words]:
        told = health.told_roles(connection, self._office)
        for person in health.people(connection, self._office):
            if person.role in set(Role) and told.get(person.username, person.role) != person.role:
                yield Words(
                    N_('"{username}" has the role {role}, and {told} by the journal'),
                    username=person.username,
                    role=person.role,
                    told=told[person.username],
                )

    def of_serving(self) -> tuple[Words, ...]:
        """Say so where nobody who may serve is registered."""
        roles = self._ledger.look(
            lambda connection, _settings, _at: people.roles_at(connection, self._office)
        )
        if not who_may(Deed.SERVE).isdisjoint(roles):
            return ()
        return (Words(N_("nobody is registered who may serve")),)

    def of_settings(self) -> tuple[Words, ...]:
        """Return where the settings are not those that the journal made."""
        return self._ledger.look(
            lambda connection, _settings, _at: self._faults_of_settings(connection)
        )

    def _faults_of_settings(self, connection: Connection) -> tuple[Words, ...]:
        said, last = health.settings_events(connection, self._office)
        if said != last:
            words = N_("they are said to be of event {said}, and are of {last}")
            return (Words(words, said=said, last=last or 0),)
        (first,) = events.of_kind_after(connection, self._office, Kind.OFFICE_CREATED, 0)
        changes = events.of_kind_after(connection, self._office, Kind.SETTINGS_CHANGED, 0)
        begun = write_document(read_stored(first.data["settings"]))
        made = write_document(read_stored(paths.redo(begun, changes[::-1])))
        found = write_document(read_stored(offices.document(connection, self._office)))
        return tuple(
            Words(N_("{path} is not what the journal says"), path=each.path)
            for each in paths.differences(made, found)
        )

    def of_receipts(self) -> tuple[Words, ...]:
        """Return the receipts' words that no display writes."""
        found = self._ledger.look(
            lambda connection, _settings, _at: health.strange_receipts(connection, self._office)
        )
        return tuple(Words(N_('a receipt says "{word}"'), word=each) for each in found)

    def of_papers(self) -> tuple[Words, ...]:
        """Return which papers cannot be printed, whatever the printer does; for a day each."""
        from core.office.papers import checked  # noqa: PLC0415 - draws; the doctor alone asks

        found = []
        for job, has_ticket in self._ledger.look(self._papers):
            try:
                is_damaged = job.problem == PaperUnreadable.__name__
                if not is_damaged and job.content:
                    checked(job)
            except PaperUnreadable:
                is_damaged = True
            if is_damaged or not has_ticket:
                found.append(Words(N_("paper {job} of {device}"), job=job.id, device=job.device))
        return tuple(found)

    def _papers(
        self, connection: Connection, _settings: OfficeSettings, at: datetime
    ) -> list[tuple[PrintJob, bool]]:
        """Return each paper still to print, and whether its ticket is there."""
        jobs = devices.unprinted(connection, self._office, failed_since=at - GIVEN_UP_TOLD)
        found = tickets.by_ids(connection, self._office, {job.ticket for job in jobs})
        known = {ticket.id for ticket in found}
        return [(job, job.ticket in known) for job in jobs]

    def of_figures(self) -> tuple[Words, ...]:
        """Return what is kept of days, months and years and is not what the journal comes to."""
        return tuple(
            Words(N_("what is kept of {period}"), period=period)
            for period in Summaries(self._ledger).differing()
        )

    def of_queue(self) -> tuple[Words, ...]:
        """Return where tables are not what the journal says, or numbers have gaps."""
        return self._ledger.look(
            lambda connection, settings, _at: (
                *differences(connection, self._office),
                *tickets.number_problems(connection, self._office),
                *day_problems(connection, self._office, settings.hours),
            )
        )

    def _unreadable(self) -> int | None:
        """Return the first event that holds what no event can; None when all can be read."""
        after = 0
        while True:
            try:
                with self._store.read() as connection:
                    page = events.journal(connection, self._office, after, PAGE)
            except StoreError:
                raise
            except Exception:  # noqa: BLE001 - of any kind; which row it is, is looked for
                return self._first_unreadable(after)
            if not page:
                return None
            after = page[-1].seq

    def _first_unreadable(self, after: int) -> int:
        """Return the event after `after` that cannot be read, by reading one at a time."""
        while True:
            try:
                with self._store.read() as connection:
                    [event] = events.journal(connection, self._office, after, 1)
            except Exception:  # noqa: BLE001 - this is it
                return after + 1
            after = event.seq
