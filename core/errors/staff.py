"""Refusals about who may do what."""

from core.errors.base import N_, QueueError


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


class StaffOfOtherOffice(UnknownStaff):
    sentence = N_(
        '"{username}" works in {offices}, not in {office}. Sign in there, or have a director add '
        "this office: turnos staff offices {username} OFFICE OFFICE"
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


class PinObvious(QueueError):
    sentence = N_(
        "That PIN is guessed at once: one digit, digits in a row such as 1234, or the user name. "
        "Choose another one."
    )


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


class MayNotGiveOffice(QueueError):
    sentence = N_(
        '"{username}" does not work in {office}, so does not decide who else does; nothing was '
        "changed. Ask a director."
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


class MayNotMoveTickets(NotAllowed):
    sentence = N_(
        '"{username}" works as {role} and may not change anybody\'s ticket; whoever serves may. '
        "Ask a facilitator."
    )


class MayNotConfirm(NotAllowed):
    sentence = N_(
        '"{username}" works as {role} and may not say that the clock is right; whoever serves '
        "there may, and technicians. Ask one of them."
    )


class MayNotManageVoice(NotAllowed):
    sentence = N_(
        '"{username}" works as {role}; leaders, directors and technicians look after the hall\'s '
        "voice. Ask one of them."
    )


class MayNotSeeAlerts(NotAllowed):
    sentence = N_(
        '"{username}" works as {role}; leaders, directors and technicians say that they have seen '
        "an alert. Ask one of them."
    )


class MayNotSeeOffice(NotAllowed):
    sentence = N_(
        '"{username}" works as {role}; leaders, directors, technicians and the quality leader open '
        "this window. Whoever serves works in the counter's: turnos counter"
    )


class RoleLost(QueueError):
    """Not raised by the office: why the leader's window was left."""

    sentence = N_(
        "Your role changed: you work as {role} now, and that opens this window no more. Ask the "
        "leader."
    )


class RoleLostUnsaved(RoleLost):
    sentence = N_(
        "Your role changed: you work as {role} now, and that opens this window no more. Ask the "
        "leader. Not saved, and gone: {what}."
    )


class PlaceLost(QueueError):
    """Not raised by the office: why the leader's window was left."""

    sentence = N_(
        "You do not work in {office} any more, so this window is closed to you. Ask the leader."
    )


class PlaceLostUnsaved(PlaceLost):
    sentence = N_(
        "You do not work in {office} any more, so this window is closed to you. Ask the "
        "leader. Not saved, and gone: {what}."
    )


class MayNotSeeReports(NotAllowed):
    sentence = N_(
        '"{username}" works as {role}; leaders, directors and the quality leader see the figures. '
        "Ask one of them."
    )


class MayNotManageDevices(NotAllowed):
    sentence = N_(
        '"{username}" works as {role}; leaders, directors and technicians look after the devices. '
        "Ask one of them."
    )


class DayOfNobody(QueueError):
    sentence = N_(
        "A person's own day is shown to that person alone. Say who you are: turnos my-day --as USER"
    )


class MayNotRebuild(NotAllowed):
    sentence = N_(
        '"{username}" works as {role}; leaders, directors and technicians make tables and figures '
        "anew from the journal. Ask one of them."
    )


class MayNotManage(NotAllowed):
    sentence = N_(
        '"{username}" works as {role}; only leaders and directors change the office\'s settings. '
        "Ask one of them."
    )
