"""Every refusal the product can give, each a sentence that names the thing and the way out.

At the bottom of the import order, so that every layer can raise them. A sentence is a message
id for gettext and a template with named fields; `core.language` says it in the reader's language.
Situations a caller acts on have a class of their own; our own bugs stay ordinary exceptions.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from core.joining import joined


def N_(sentence: str) -> str:  # gettext's own name for "to be translated later"
    """Mark `sentence` for translation without translating it here."""
    return sentence


class Words:
    """A part of a sentence: a field of a refusal that is itself translated.

    `str(words)` is its English text.
    """

    __slots__ = ("fields", "message")

    def __init__(self, message: str, /, **fields: object) -> None:
        self.message = message
        self.fields = fields

    def __str__(self) -> str:
        return joined(self.message, **self.fields)


class Listed:
    """Several parts of a refusal, each on a line of its own; a field like `Words`."""

    __slots__ = ("parts",)

    def __init__(self, parts: Iterable[Words]) -> None:
        self.parts = tuple(parts)

    def __str__(self) -> str:
        return "".join(f"\n  {part}" for part in self.parts)


Wrong = tuple[str, Words | str]
"""A setting's path, and what is wrong there."""


def listed(found: Sequence[Wrong]) -> Listed:
    """Return what is wrong with several settings, a line each."""
    words = N_('"{where}" {problem}')
    return Listed(Words(words, where=where, problem=problem) for where, problem in found)


class QueueError(Exception):
    """A refusal. `str(error)` is the English sentence; `fields` are what it names."""

    sentence: ClassVar[str] = N_("The queue could not do that.")

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(joined(self.sentence, **fields))

    def __reduce__(self) -> tuple[object, ...]:
        return (_again, (type(self), self.fields))


def _again(kind: type[QueueError], fields: dict[str, object]) -> QueueError:
    return kind(**fields)


class WindowCrashed(QueueError):
    """Our own bug ended a window; the report holds what is needed to find it."""

    sentence = N_(
        "The window {name} stopped because of an error in the program and starts again; "
        "nothing in the queue was lost. If it does not come back, start it. Report: {report}"
    )


class DayOutOfRange(QueueError):
    sentence = N_("There are no figures of {day}. Name a day from {first} to {last}.")


class Unexpected(QueueError):
    """An error that nobody expected, of a driver, a device or our own: the rest goes on."""

    sentence = N_(
        "Something failed inside {program} that was not foreseen. What was confirmed is kept. Try "
        "once more; if it happens again, give this report to whoever looks after turnos: {report}"
    )


class NotShown(QueueError):
    """Of a command that only looks: standard output is full or closed."""

    sentence = N_("The answer could not be written: {problem}. Nothing was changed.")

    @property
    def has_read_enough(self) -> bool:
        """True when whoever read the answer left: after a look that is no fault."""
        return isinstance(self.__cause__, BrokenPipeError)


class AnswerLost(NotShown):
    """Of a command that acts: doing it again would do it twice."""

    has_read_enough = False
    sentence = N_(
        "This was done, but the answer could not be written: {problem}. Do not do it again: look "
        "at what came of it with turnos board or turnos journal."
    )


# --- the office and its settings -------------------------------------------------------------


class UnknownOffice(QueueError):
    sentence = N_(
        'There is no office "{office}" in this database; it has: {known}. '
        "Name one of them with --office, or create it: turnos init --office {office}"
    )


class OfficeNotNamed(QueueError):
    sentence = N_(
        "This database has several offices: {known}. Name one of them with --office, or as office "
        "in config.toml."
    )


class NoOffices(QueueError):
    sentence = N_(
        "The database {database} holds no office yet. Create one: turnos init --office san-andres"
    )


class OfficeExists(QueueError):
    sentence = N_(
        'The office "{office}" already exists in {database}; nothing was changed. '
        "To change it, use: turnos settings import office.toml"
    )


class UnknownTemplate(QueueError):
    sentence = N_('There is no sample office "{office}". Choose one of: {known}.')


class OfficeClosed(QueueError):
    sentence = N_(
        "{office} is closed and gives no tickets now. It opens again {opens_at}. "
        "To give one all the same, issue it outside hours."
    )


class OfficeClosedForGood(QueueError):
    sentence = N_(
        "{office} has no opening hours in the coming year. "
        "Set them: turnos settings export office.toml, edit [hours] in it, "
        "turnos settings import office.toml"
    )


class ClockNotInDoubt(QueueError):
    """There is nothing to confirm: the clock was put right meanwhile, or somebody was faster."""

    sentence = N_("The clock is not in doubt: there is nothing to confirm.")


class ClockSaysAnotherDay(QueueError):
    sentence = N_(
        "The office's clock says {said}, not {asked}. Look at the time once more, then confirm it."
    )


class SettingsInvalid(QueueError):
    sentence = N_('The settings were not changed: "{where}" {problem}.')

    @staticmethod
    def of(found: Sequence[Wrong]) -> "SettingsInvalid":
        """Return the refusal that tells all of `found`, of which there is one at least."""
        where, problem = found[0]
        if len(found) == 1:
            return SettingsInvalid(where=where, problem=problem)
        return SeveralInvalid(where=where, n=len(found), problems=listed(found))


class SeveralInvalid(SettingsInvalid):
    """`where` is the first of them."""

    sentence = N_("The settings were not changed; {n} of them are wrong:{problems}")


class SettingsClash(QueueError):
    """Two people changed the same setting; nothing of the later change was kept."""

    sentence = N_(
        '"{where}" was changed meanwhile by {who}: it is {theirs} now, and {mine} in your change. '
        "Nothing was changed. Take the settings anew, and change them there."
    )


class ExportUnknown(QueueError):
    sentence = N_(
        'The file was exported from event {seq} of "{office}", which is not in this office: it '
        'comes from elsewhere. To replace all settings by it, take out its line "{line}".'
    )


class OriginUnreadable(QueueError):
    sentence = N_(
        'The line "{line}" should say which settings the file was made from, and no longer does. '
        "Nothing was changed. Write it as it was exported; without it the file replaces all "
        "settings."
    )


class ServiceUnserved(QueueError):
    """Not raised: what `turnos doctor` finds in an office that an older turnos left so."""

    sentence = N_(
        'No counter serves the service "{service}", so every counter calls its tickets. '
        "Name it among the services of a counter: turnos settings export office.toml, "
        "edit [[counters]] in it, turnos settings import office.toml"
    )


class CounterTakenOut(QueueError):
    """Not raised: what `turnos doctor` finds in an office that an older turnos left so."""

    sentence = N_(
        "Counter {counter} was taken out of the settings, but {name} is signed in there. "
        "Finish what is there, then sign out: turnos sign-out --counter {counter}"
    )


class TicketLeftBehind(QueueError):
    """Not raised: what `turnos doctor` finds in an office that an older turnos left so."""

    sentence = N_(
        "Ticket {code} is at counter {counter}, which was taken out of the settings. Sign in at "
        "that counter and finish it, or: turnos finish --counter {counter} --outcome resolved"
    )


class ConfigInvalid(QueueError):
    sentence = N_(
        'The file {path} cannot be used: "{where}" {problem}. Correct it and start again.'
    )

    @staticmethod
    def of(path: object, found: Sequence[Wrong]) -> "ConfigInvalid":
        """Return the refusal that tells all of `found`, of which there is one at least."""
        where, problem = found[0]
        if len(found) == 1:
            return ConfigInvalid(path=path, where=where, problem=problem)
        return ConfigSeveralInvalid(path=path, where=where, n=len(found), problems=listed(found))


class ConfigSeveralInvalid(ConfigInvalid):
    """`where` is the first of them."""

    sentence = N_(
        "The file {path} cannot be used. Correct these {n} settings in it and start again:"
        "{problems}"
    )


class ConfigUnreadable(QueueError):
    sentence = N_("The file {path} cannot be read: {problem}. Correct it and start again.")


# --- who may do what ---------------------------------------------------------------------------


class UnknownStaff(QueueError):
    sentence = N_(
        'Nobody is registered as "{username}" in {office}. '
        "Check the spelling, or register the person: "
        "turnos staff add {username} --name NAME"
    )


class StaffInactive(UnknownStaff):
    sentence = N_(
        '"{username}" does not work in {office} any more. '
        "To have the person back: turnos staff add {username} --name NAME"
    )


class StaffExists(QueueError):
    sentence = N_('"{username}" is already registered in {office}. Choose another user name.')


class UserNameReserved(QueueError):
    sentence = N_(
        'In the journal "{username}" is whoever acts without a user name; nobody was registered. '
        "Choose another user name."
    )


class WrongPin(QueueError):
    sentence = N_(
        'That is not the PIN of "{username}". '
        "Tries left before a pause of {pause_min} minutes: {left}."
    )


class PinPaused(QueueError):
    sentence = N_(
        'Too many wrong PINs for "{username}". Try again at {until}, '
        "or have a new PIN set: turnos staff pin {username}"
    )


class UnknownRole(QueueError):
    sentence = N_('There is no role "{role}". Choose one of: {known}.')


class PinInvalid(QueueError):
    sentence = N_("A PIN is 4 to 12 digits. Choose another one.")


class PinMissing(QueueError):
    sentence = N_(
        "No PIN was given, so none was tried. Type it when it is asked for, or name it in the "
        "variable TURNOS_PIN."
    )


class PinUnknown(QueueError):
    sentence = N_("This is nobody's PIN here. Tries left: {left}; then a pause of {pause_min} min.")


class PinsPaused(QueueError):
    sentence = N_("Too many wrong PINs. Try again in {minutes} min.")


class PinsNotKnown(QueueError):
    sentence = N_("The PIN cannot be checked until the database was reached once. Wait for it.")


class NotAllowed(QueueError):
    sentence = N_('"{username}" works as {role} and may not staff a counter. Ask the leader.')


class MayNotManagePeople(NotAllowed):
    sentence = N_(
        '"{username}" works as {role} and may not do this: leaders look after people, '
        "and only directors after directors. Ask one of them."
    )


class LastLeader(QueueError):
    sentence = N_(
        '"{username}" is the last who leads {office}; nothing was changed. '
        "First make somebody else a leader: turnos staff role USER leader"
    )


class PersonNameMissing(QueueError):
    sentence = N_("A name is needed: what colleagues call the person. Nothing was changed.")


class MayNotChoose(NotAllowed):
    sentence = N_(
        '"{username}" works as {role}; here only leaders call a ticket out of its order. '
        "Ask the leader."
    )


class MayNotManage(NotAllowed):
    sentence = N_(
        '"{username}" works as {role}; only leaders and directors change the office\'s settings. '
        "Ask one of them."
    )


# --- counters ----------------------------------------------------------------------------------


class UnknownCounter(QueueError):
    sentence = N_("{office} has no counter {counter}; it has: {known}. Choose one of them.")


class CounterTaken(QueueError):
    sentence = N_(
        "Counter {counter} is staffed by {name}. Choose a free counter, or ask {name} to sign out."
    )


class StaffElsewhere(QueueError):
    sentence = N_("{name} already staffs counter {counter}. Sign out there first.")


class StaffAtOtherOffice(QueueError):
    sentence = N_(
        "{name} staffs counter {counter} of {office}. "
        "First: turnos sign-out --office {office} --counter {counter}"
    )


class CounterNotStaffed(QueueError):
    sentence = N_("Nobody staffs counter {counter}. Sign in there first.")


class CounterAway(QueueError):
    sentence = N_("Counter {counter} is marked as away. Say that you are back first.")


class CounterNotAway(QueueError):
    sentence = N_("Counter {counter} is not away: nothing to come back from.")


class CounterBusy(QueueError):
    sentence = N_(
        "Counter {counter} still has ticket {code}. "
        "Finish it, hold it or mark it as a no-show first."
    )


class NothingAtCounter(QueueError):
    sentence = N_("Counter {counter} has no ticket. Call the next one first.")


class NobodyWaits(QueueError):
    """Not raised by the office, whose answer is None: what a counter says of it."""

    sentence = N_("Nobody waits any more: another counter called the last ticket.")


class SignInIncomplete(QueueError):
    sentence = N_("Write your user name and your PIN, and choose a counter.")


class SignedOutElsewhere(QueueError):
    sentence = N_("Counter {counter} is not yours any more. Sign in again to go on.")


class CounterTakenOver(QueueError):
    """Not raised by the office: what a counter's former window says."""

    sentence = N_("{name} took over counter {counter}. Sign in again to go on.")


class SignedInElsewhere(QueueError):
    """Not raised by the office: what a counter's former window says."""

    sentence = N_("You signed in at counter {other}, so counter {counter} is not yours any more.")


class PinsDiffer(QueueError):
    sentence = N_("The two PINs are not the same. Write the same one twice.")


class PinUnchanged(QueueError):
    sentence = N_("That is the PIN you were given. Choose one that only you know.")


class NothingOnHold(QueueError):
    sentence = N_(
        "Counter {counter} has no ticket on hold. Give the code of one that another counter holds."
    )


# --- tickets -----------------------------------------------------------------------------------


class UnknownLine(QueueError):
    sentence = N_('There is no line "{line}". Choose one of: {known}.')


class UnknownService(QueueError):
    sentence = N_('{office} has no service "{service}"; it has: {known}. Choose one of them.')


class UnknownNotice(QueueError):
    sentence = N_('{office} announces no "{notice}" now; it announces: {known}.')


class WrongScore(QueueError):
    sentence = N_("{score} is no answer. Choose {least} (very bad) to {most} (very good).")


class SurveyUsedUp(QueueError):
    sentence = N_(
        "There is an answer already for everybody who was served in the last {minutes} minutes. "
        "Answer after an attention."
    )


class UnknownOutcome(QueueError):
    sentence = N_('There is no outcome "{outcome}". Choose one of: {known}.')


class UnknownChannel(QueueError):
    sentence = N_('There is no channel "{channel}". Choose one of: {known}.')


class UnknownLanguage(QueueError):
    sentence = N_('There is no language "{language}". Choose one of: {known}.')


class TicketGone(QueueError):
    sentence = N_("There is no ticket {code} today. Check the code with the person.")


class WrongStep(QueueError):
    """The ticket is in a state from which this step is not legal."""

    sentence = N_(
        'Ticket {code} is in state "{state}": "{step}" is not possible from there. '
        "Look at the ticket again and choose another step."
    )


class RecallsUsedUp(QueueError):
    sentence = N_(
        "Ticket {code} was already called {calls} times. "
        "If nobody comes, mark it as a no-show; it can be reinstated for {minutes} minutes."
    )


class RecallsUsedUpForGood(RecallsUsedUp):
    """It came back once already: a no-show would be its last."""

    sentence = N_(
        "Ticket {code} was already called {calls} times, and brought back once. "
        "If nobody comes, mark it as a no-show; it cannot be brought back again."
    )


class NothingToUndo(QueueError):
    sentence = N_(
        "Counter {counter} has nothing to undo: what the hall has heard cannot be taken back."
    )


class UndoTooLate(QueueError):
    sentence = N_("Nothing was done at the counter in the last {seconds} seconds; nothing changed.")


class TicketMovedOn(QueueError):
    sentence = N_(
        "Somebody else has gone on with ticket {code} meanwhile; nothing was undone. "
        "Look at the list of who waits."
    )


class CalledElsewhere(QueueError):
    sentence = N_(
        "Ticket {code} was just called to counter {counter}, and is on the way there; nothing was "
        "changed. Ask at counter {counter}."
    )


class TicketOfEarlierDay(QueueError):
    sentence = N_(
        "Ticket {code} is of {day}, and in no line of today. Finish it here; if the person is to "
        "wait again, they take a new ticket."
    )


class SamePlace(QueueError):
    sentence = N_("Ticket {code} is there already. Choose another service, line or counter for it.")


class SameLine(QueueError):
    sentence = N_("Ticket {code} waits in that line already; nothing was changed.")


class UnknownLineReason(QueueError):
    sentence = N_('"{reason}" is no reason to change the line. Give one of: {known}.')


class ReinstateTooLate(QueueError):
    sentence = N_(
        "More than {minutes} minutes have passed since nobody came for ticket {code}, which "
        "cannot be reinstated any more. "
        "Issue a new ticket."
    )


class AlreadyReinstated(QueueError):
    sentence = N_("Ticket {code} was already reinstated once. Ask the person to take a new one.")


class HoldNotAllowed(QueueError):
    sentence = N_("{office} does not hold tickets. Finish ticket {code}, or transfer it.")


class ReasonMissing(QueueError):
    sentence = N_("A reason is needed for this step. Choose or write one.")


class StillAtCounter(QueueError):
    sentence = N_(
        "Somebody is still called or served here, and stays so. Finish first, or close the window "
        "once more to leave it so."
    )


class RequestUsed(QueueError):
    """An idempotency key came again with another action, or with other arguments."""

    sentence = N_(
        'The request "{request}" already did something else: event {seq} of the journal. '
        "Nothing was changed now. Give each action a request key of its own."
    )


class RequestInvalid(QueueError):
    sentence = N_(
        "A request key is 1 to {most} printable characters in one line; nothing was changed. "
        "Give each action another short text, such as a UUID."
    )


class LimitInvalid(QueueError):
    sentence = N_("{limit} is no number of events to read. Ask for 0 or more.")


class TextInvalid(QueueError):
    sentence = N_('The text for "{what}" {problem}. Nothing was changed.')


class NameMissing(QueueError):
    """Where the office wants it: only the counter's window ever knows a name."""

    sentence = N_("Ask for the citizen's name and write it here: it is not kept.")


class SurveyNotOffered(QueueError):
    sentence = N_("Offer the satisfaction survey and mark that you did, before you finish.")


# --- the database ------------------------------------------------------------------------------


class StoreError(QueueError):
    """The database cannot be used as it is; base of the cases below."""

    sentence = N_("The database {database} cannot be used: {problem}.")


class StoreUrlInvalid(StoreError):
    sentence = N_(
        'The database address "{database}" cannot be used: {problem}. '
        "Write sqlite:///FOLDER/turnos.sqlite3 or postgresql://USER@HOST/NAME"
    )


class StoreUnavailable(StoreError):
    sentence = N_(
        "The database {database} does not answer: {problem}. "
        "Check its address, that its computer is on and the network reaches it; nothing was "
        "changed."
    )


class StoreDiskFull(StoreUnavailable):
    sentence = N_(
        "The disk of the database {database} is full; nothing was changed. Make room on it, and "
        "work goes on by itself."
    )


class StoreDiskFault(StoreUnavailable):
    sentence = N_(
        "The disk of the database {database} does not read or write as it should: {problem}. Copy "
        "what is on it while that works, and have the disk looked at; nothing was changed."
    )


class StoreFault(StoreUnavailable):
    """Of a kind that nobody foresaw."""

    sentence = N_(
        "The database {database} reports a fault that turnos does not know: {problem}. "
        "Try once more; then ask whoever looks after it. Nothing was changed."
    )


class ValueRefused(QueueError):
    sentence = N_(
        "A number or a text is too long for the database, or holds signs that it cannot keep; "
        "nothing was changed. Write it shorter, or in plain letters."
    )


class StoreNotConfirmed(StoreUnavailable):
    """The connection was lost after COMMIT was sent: it may have been done, or not."""

    sentence = N_(
        "The database {database} went away before it confirmed that: {problem}. "
        "Whether it was done nobody can know now: as soon as the database answers, look at the "
        "board (turnos board) or at the ticket before you do it again. "
        "A program may ask again with the same request key: it is done once."
    )


class StoreBusy(StoreError):
    sentence = N_(
        "The database {database} has been busy for {seconds} seconds. "
        "Close any program that has its file open and try again; nothing was changed."
    )


class StoreClash(StoreError):
    sentence = N_(
        "The database {database} gave up what was to be done, again and again, for others who "
        "write at the same moment; nothing was changed. Try again."
    )


class StoreEncoding(StoreError):
    sentence = N_(
        "The database {database} keeps text as {encoding}, which cannot hold every letter. Create "
        "another and name it in the address: CREATE DATABASE turnos OWNER {role} ENCODING 'UTF8' "
        "TEMPLATE template0"
    )


class StoreForbidden(StoreError):
    sentence = N_(
        "In the database {database} this role may not do that: {problem}. Let it own the "
        "database: ALTER DATABASE {name} OWNER TO {role}; and where another role made the tables: "
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    )


class StoreUpgradeForbidden(StoreForbidden):
    """Reading and writing is not enough: only the owner of a table may change its columns."""

    sentence = N_(
        "The database {database} must be upgraded, and this role may not do that: {problem}. Its "
        "tables belong to {owner}. Upgrade once as that role, or, as the server's administrator, "
        "in this database: REASSIGN OWNED BY {owner} TO {role} (of tables that the administrator "
        "made: ALTER TABLE NAME OWNER TO {role}, each of them). Nothing was changed."
    )


class NotConfirmed(QueueError):
    """The database went away in the middle of an action: nobody knows whether it was done."""

    sentence = N_(
        "The database did not confirm that. As soon as it answers, this window shows how things "
        "stand; then decide."
    )


class StoreMissing(StoreError):
    sentence = N_("There is no database {database}. Create it: turnos init --office san-andres")


class StoreForeign(StoreError):
    sentence = N_(
        "The database {database} belongs to another program: it has tables but none of ours. "
        "Choose another place with --database; nothing was changed."
    )


class StoreCorrupt(StoreError):
    sentence = N_(
        "The file {database} is damaged or is not a database: {problem}. "
        "Put the last backup of it in its place; nothing was changed."
    )


class StoreTooNew(StoreError):
    sentence = N_(
        "The database {database} was upgraded by a newer turnos "
        "(schema {schema}, this one knows {known}). "
        "Install the newer turnos on this computer too; nothing was changed."
    )


class StoreNotReady(StoreError):
    sentence = N_(
        "The database {database} has no tables yet. "
        "Create an office in it: turnos init --office san-andres"
    )


class StoreOnNetwork(StoreError):
    sentence = N_(
        "The database file {database} lies on a network share ({kind}), where SQLite loses data. "
        "Keep it on this computer's own disk, or use PostgreSQL for several computers."
    )


class FolderNotWritable(StoreError):
    sentence = N_(
        "Nothing can be written in the folder {folder}: {problem}. "
        "Choose another place, or ask for permission to write there."
    )


# --- setting a computer up ---------------------------------------------------------------------


class NoScreen(QueueError):
    sentence = N_(
        "{program} needs a screen, and here is none: neither DISPLAY nor WAYLAND_DISPLAY is set. "
        "Start it on the computer's own desktop, or name its screen: DISPLAY=:0 {program}. "
        "Without a screen there is: turnos demo --headless demo-output"
    )


class ScreenUnusable(QueueError):
    """Qt said why, in English."""

    sentence = N_(
        'The screen "{screen}" cannot be used (Qt: {problem}). Look whether it is on and lets this '
        "account in, and whether the libraries are there that docs/install.md names. "
        "Without a screen there is: turnos demo --headless demo-output"
    )


class SheetNotWritten(QueueError):
    sentence = N_(
        "The sheet of keys cannot be written to {path}: {problem}. Make room there, or let this "
        "user write there, and print it again."
    )


class HotKeyUnknown(QueueError):
    sentence = N_(
        'The hot-key "{keys}" is no combination that can be taken. Write one such as Ctrl+F9.'
    )


class HotKeyTaken(QueueError):
    sentence = N_(
        "Another program has the keys {keys}, or this one's window is open. Choose other keys "
        "in config.toml if they do not call."
    )


class HotKeyNotHere(QueueError):
    sentence = N_(
        "This desktop gives no program the keys {keys} (Wayland and macOS do not, X11 and Windows "
        "do). Call in the counter's window."
    )


class NotAdministrator(QueueError):
    sentence = N_(
        "Only this computer's administrator may set it up; nothing was changed. Run: {command}"
    )


class SystemNotKnown(QueueError):
    sentence = N_(
        "turnos install-kiosk knows Debian and Windows, and this is another system. "
        "To prepare one of those from here, add: --system debian --root FOLDER"
    )


class ProgramNotReadable(QueueError):
    sentence = N_(
        'The account "{user}" may not read {path}, which it would have to run; nothing was '
        "changed. Install turnos where everybody may read, such as /opt/turnos."
    )


class SetUpFailed(QueueError):
    sentence = N_(
        "The command failed: {command} ({problem}). Correct the cause and run "
        "turnos install-kiosk again, or take away what was written with --remove."
    )


# --- devices -----------------------------------------------------------------------------------


class PrinterFault(QueueError):
    """The paper did not come out for sure; base of the cases below."""

    sentence = N_('Printer "{printer}" failed: {problem}. Check it; the ticket will print again.')

    @property
    def may_have_printed(self) -> bool:
        """True when some of the job reached the printer: another paper must say it is a copy."""
        return bool(self.fields.get("may_have_printed", False))


class PrinterOutOfPaper(PrinterFault):
    sentence = N_(
        'Printer "{printer}" is out of paper. Load a roll of {paper_mm} mm; '
        "the ticket will print again."
    )


class PrinterCoverOpen(PrinterFault):
    sentence = N_(
        'The cover of printer "{printer}" is open. Close it; the ticket will print again.'
    )


class PrinterOffline(PrinterFault):
    sentence = N_(
        'Printer "{printer}" is off line. Press its ready button; the ticket will print again.'
    )


class PrinterUnusable(PrinterFault):
    """A library or our own drawing failed, in a way that nobody foresaw."""

    sentence = N_(
        'This computer cannot print on "{printer}": {problem}. Tickets are shown on the screen; '
        "install turnos again, or call whoever installed it."
    )


class PaperUnreadable(QueueError):
    """Of one paper: those behind it are printed."""

    sentence = N_(
        "Paper {job} of {device} is not printed: what the database keeps of it is damaged, or its "
        "ticket is gone. Write the number by hand; if it happens again, call whoever looks after "
        "turnos."
    )


class PrinterQueueStopped(PrinterOffline):
    sentence = N_(
        'The queue of printer "{printer}" does not print: {problem}. Look at the printer and at '
        "its queue; the ticket will print again."
    )


class PrinterUnreachable(PrinterFault):
    sentence = N_(
        'Printer "{printer}" cannot be reached: {problem}. Check that it is on and connected; '
        "the ticket will print again."
    )


class PrinterFull(PrinterUnreachable):
    """Of papers that are written to files."""

    sentence = N_(
        'The disk where "{printer}" writes its papers is full. Make room on it; the ticket will '
        "print again."
    )


class PrinterJammed(PrinterFault):
    sentence = N_(
        'The paper or the cutter of printer "{printer}" is jammed. Open it, free the paper, '
        "switch it off and on; the ticket will print again."
    )


class PrinterSilent(PrinterFault):
    """No answer: what it did with the job is unknown, never taken for fine."""

    sentence = N_(
        'Printer "{printer}" does not say how it is. Look whether the paper came out; '
        "if not, print a copy."
    )


class PrinterNotAnswering(PrinterSilent):
    """No answer before the job: nothing was sent."""

    sentence = N_(
        'Printer "{printer}" does not answer. Switch it off and on; the ticket will print again.'
    )


class VoiceFault(QueueError):
    """A voice did not say a sentence; base of the cases below."""

    sentence = N_('The voice "{engine}" failed: {problem}. Calls are shown; call the turn aloud.')


class VoiceHung(VoiceFault):
    sentence = N_(
        'The voice "{engine}" did not finish within {seconds} seconds and was stopped. '
        "Calls are shown; call the turn aloud."
    )


class VoiceNotInstalled(VoiceFault):
    sentence = N_('The voice "{engine}" is not installed on this computer. Install {package}.')


class VoiceLanguageMissing(VoiceFault):
    sentence = N_(
        'The voice "{engine}" on this computer does not speak "{language}". '
        "Install a voice of that language."
    )


class RecordingsMissing(VoiceFault):
    sentence = N_(
        'The voice "{engine}" has no recording of: {missing}. Record them, or use another voice.'
    )


class NothingRecorded(QueueError):
    sentence = N_("No recordings come with this program. Name their folder.")


class RecordingsBroken(QueueError):
    sentence = N_("The recordings in {folder} cannot be read or written: {problem}.")


class SoundFault(QueueError):
    """A sound could not be made or heard; base of the cases below."""

    sentence = N_("No sound could be played: {problem}. Calls are shown; call the turn aloud.")


class PlayerMissing(SoundFault):
    sentence = N_(
        "This computer has no program that plays sound. Install one of: {known}, "
        "or name one as voice.player in config.toml."
    )


class PlayerHung(SoundFault):
    sentence = N_(
        'The player "{player}" did not finish within {seconds} seconds and was stopped. '
        "Check the speakers and the sound settings; call the turn aloud."
    )


class VoiceBusy(SoundFault):
    """An announcement is stuck: it and those after it are not waited for."""

    sentence = N_(
        "The voice has been busy with one call for more than {seconds} seconds. "
        "Calls are shown; call the turn aloud, and check the speakers."
    )


class ComputerMuted(SoundFault):
    sentence = N_(
        "The sound of the display's computer is muted or at 0. Turn it up; call the turn aloud."
    )


class VoiceTestInterrupted(SoundFault):
    """A call goes before a test."""

    sentence = N_("A ticket was called meanwhile. Test the voice again.")


class VoiceTestTooLate(SoundFault):
    sentence = N_("Tickets were being called all the time. Test the voice again.")


class VoiceMuted(SoundFault):
    """Not broken: a leader silenced it."""

    sentence = N_(
        "The hall's voice is muted. Call the turn aloud; a leader may let it speak again."
    )


class VoiceOff(SoundFault):
    """Not broken: this display is not the one that speaks."""

    sentence = N_("This display does not speak: its settings say so.")


class DisplayNameTaken(QueueError):
    sentence = N_(
        'Two displays call themselves "{device}". '
        "Give each computer a name of its own: device in its config.toml."
    )


class KioskNameTaken(QueueError):
    sentence = N_(
        'Two kiosks call themselves "{device}": a ticket taken at one may come out at the other. '
        "Give each computer a name of its own: device in its config.toml."
    )


class SeveralVoices(QueueError):
    sentence = N_(
        "Several displays speak at once: {devices}. Leave one the voice; in the others' "
        'config.toml write: [voice] engine = "none".'
    )


class PictureUnreadable(QueueError):
    sentence = N_(
        "The display does not show the picture {file}: {problem}. Replace it or take it away."
    )


class PicturesMissing(QueueError):
    sentence = N_(
        "The display finds no pictures: the folder {folder} cannot be read ({problem}). "
        "Look at [screen] pictures in its settings file."
    )


class CallTooOld(SoundFault):
    """Nothing is broken: speaking it so late would only confuse the hall."""

    sentence = N_(
        "The call was more than {seconds} seconds old when the display heard of it: "
        "it was shown, not spoken."
    )
