"""Refusals about the database."""

from core.errors.base import N_, QueueError


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


class FileNeeded(StoreError):
    sentence = N_("A file is needed for {format}: add --out FILE.")


class FolderNotWritable(StoreError):
    sentence = N_(
        "Nothing can be written in the folder {folder}: {problem}. "
        "Choose another place, or ask for permission to write there."
    )
