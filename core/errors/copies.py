"""Refusals about copies of a database."""

from core.errors.base import N_, QueueError


class CopyNotWritten(QueueError):
    sentence = N_(
        "The copy {path} could not be written: {problem}. Nothing of it is left there. Make room, "
        "or name another folder."
    )


class CopyExists(QueueError):
    sentence = N_(
        "{path} is there already; nothing was changed. Name another file, or a folder: there each "
        "copy is named by its time."
    )


class CopyUnreadable(QueueError):
    sentence = N_("The copy {path} cannot be read: {problem}. Nothing was changed.")


class CopyFilesNotWritten(QueueError):
    sentence = N_(
        "The pictures and recordings of the copy could not be written into {folder}: {problem}. "
        "The database is as it was. Make room, or name another folder with --files, and bring the "
        "copy back once more."
    )


class CopyDamaged(QueueError):
    sentence = N_(
        "{path} is no copy to go back to: {problem}. Nothing was changed. Take another one, such "
        "as that of the day before."
    )


class CopyTooNew(QueueError):
    sentence = N_(
        "The copy {path} was made by a newer turnos ({program}); nothing was changed. Install that "
        "one here, and bring it back then."
    )


class CopyDiffers(QueueError):
    """A bug of ours or of a disk."""

    sentence = N_(
        "What was written into the database is not what the copy holds (table {table}), so nothing "
        "was kept. Try once more, into another disk's file if it is SQLite."
    )


class DatabaseHolds(QueueError):
    sentence = N_(
        "The database {database} is not empty: it holds {offices}. Nothing was changed. A copy is "
        "only brought back into an empty one: name another with --database."
    )
