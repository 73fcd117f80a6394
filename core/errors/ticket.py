"""Refusals about tickets."""

from core.errors.base import N_, QueueError


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


class TicketNotOfDay(QueueError):
    sentence = N_("There was no ticket {code} on {day}. Check the code and the day.")


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


class ChangesNotSaved(QueueError):
    sentence = N_("Not saved yet: {what}. Save or discard it first, or leave once more to lose it.")


class TheirsNotSaved(QueueError):
    sentence = N_(
        "{name} has not saved yet: {what}. {name} can sign in and save it; whoever signs in once "
        "more instead lets it be lost."
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
