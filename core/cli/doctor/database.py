"""What `turnos doctor` says of the office's database: a sentence a question, whatever it meets."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.errors import N_, QueueError, Words
from core.language import Language
from core.office import Office
from core.office.health import Health

MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class HealthQuestion:
    """What is looked at, and what is said when it is well and when it is not."""

    name: str
    look: Callable[[Health], Sequence[Words | str]]
    well: str
    wrong: str


QUESTIONS = (
    HealthQuestion(
        "file",
        Health.of_file,
        N_("The database's own check of its file finds nothing wrong."),
        N_(
            "The database's file is damaged: {problems}. Close every window, keep a copy of its "
            "folder as it is, and ask whoever looks after turnos."
        ),
    ),
    HealthQuestion(
        "structure",
        Health.of_structure,
        N_("Its tables, indexes and triggers are those that this program made."),
        N_(
            "Somebody changed the database's structure: {problems}. Close every window, keep a "
            "copy of the database, and ask whoever looks after turnos."
        ),
    ),
    HealthQuestion(
        "writing",
        Health.of_writing,
        N_("It takes what is written to it."),
        N_(
            "The database does not keep what is written: {problems}. Close every window and have "
            "it put right by whoever looks after the database."
        ),
    ),
    HealthQuestion(
        "journal",
        Health.of_journal,
        N_("The journal can be read from its first event to its last."),
        N_(
            "The journal is not whole: {problems}. Close every window, keep a copy of the "
            "database, and ask whoever looks after turnos."
        ),
    ),
    HealthQuestion(
        "people",
        Health.of_people,
        N_("Everybody has a role, and a PIN that can be checked."),
        N_(
            "Somebody's role or PIN is not right: {problems}. Ask who changed it, and give them a "
            "role and a PIN anew: turnos staff role USER ROLE, turnos staff pin USER"
        ),
    ),
    HealthQuestion(
        "serving",
        Health.of_serving,
        N_("Somebody is registered who may serve."),
        N_(
            "At this office {problems}: nobody can call a ticket. Register somebody: "
            "turnos staff add USER --name NAME"
        ),
    ),
    HealthQuestion(
        "document",
        Health.of_settings,
        N_("The settings are those that the journal made."),
        N_(
            "Somebody changed the settings in the database itself: {problems}. Look through them "
            "(turnos settings export office.toml), and ask whoever looks after turnos."
        ),
    ),
    HealthQuestion(
        "receipts",
        Health.of_receipts,
        N_("The receipts of calls can be read."),
        N_(
            "The receipts of calls cannot be read: {problems}. Keep a copy of the database, and "
            "ask whoever looks after turnos."
        ),
    ),
    HealthQuestion(
        "papers",
        Health.of_papers,
        N_("Every paper that is still to print can be read."),
        N_(
            "What is kept of papers is damaged, or their ticket is gone: {problems}. They are not "
            "printed; their tickets count all the same. Print a copy at the kiosk."
        ),
    ),
    HealthQuestion(
        "queue",
        Health.of_queue,
        N_("The queue is as its journal says, and no number is missing or double."),
        N_(
            "The queue is not as its journal says: {problems}. Close every window, keep a copy of "
            "the database, and ask whoever looks after turnos."
        ),
    ),
    HealthQuestion(
        "figures",
        Health.of_figures,
        N_("What is kept of past days for reports is what the journal comes to."),
        N_(
            "Reports are not what the journal comes to: {problems}. Have it worked out anew when "
            "the office is closed: turnos rebuild"
        ),
    ),
)
UNREADABLE = N_(
    "What the database holds cannot be read here ({kind}): it is damaged, or another program wrote "
    "it. Close every window, keep a copy of it, and ask whoever looks after turnos."
)


def answers(office: Office, _: Language) -> Iterator[tuple[str, bool, str]]:
    """Yield each question's name, whether it is well, and the sentence that says so."""
    for question in QUESTIONS:
        try:
            problems = question.look(office.health)
        except QueueError as error:
            yield question.name, False, _.sentence(error)
        except Exception as error:  # noqa: BLE001 - damage may raise anything
            yield question.name, False, _(UNREADABLE, kind=type(error).__name__)
        else:
            yield question.name, not problems, _answer(question, problems, _)


def _answer(question: HealthQuestion, problems: Sequence[Words | str], _: Language) -> str:
    if not problems:
        return _(question.well)
    told = [each if isinstance(each, str) else _.words(each) for each in problems[:MOST_TOLD]]
    return _(question.wrong, problems="; ".join(told))
