"""Refusals about counters."""

from core.errors.base import N_, QueueError


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
