"""The words of states, steps and roles, as sentences say them: message ids, translated by whoever
says them.
"""

from collections.abc import Mapping
from enum import Enum

from core.domain.staff import OF_COUNTERS, Role
from core.domain.ticket import STEPS, Kind, State
from core.errors import N_
from core.whole import whole

STATE_WORDS: Mapping[State, str] = whole(
    State,
    {
        State.WAITING: N_("waiting"),
        State.CALLED: N_("called"),
        State.SERVING: N_("in service"),
        State.HELD: N_("on hold"),
        State.FINISHED: N_("finished"),
        State.NO_SHOW: N_("no-show"),
        State.CANCELLED: N_("cancelled"),
        State.ABANDONED: N_("abandoned"),
        State.UNDONE: N_("undone"),
    },
)
STEP_WORDS: Mapping[Kind, str] = whole(
    (*STEPS, Kind.UNDONE),
    {
        Kind.ISSUED: N_("issue"),
        Kind.SERVED_NOW: N_("serve now"),
        Kind.ARRIVED: N_("arrival"),
        Kind.ATTENDED: N_("serve now"),
        Kind.CALLED: N_("call"),
        Kind.RECALLED: N_("call again"),
        Kind.STARTED: N_("start service"),
        Kind.FINISHED: N_("finish service"),
        Kind.NO_SHOW: N_("no-show"),
        Kind.PUT_BACK: N_("back to waiting"),
        Kind.HELD: N_("put on hold"),
        Kind.CAME_BACK: N_("come back"),
        Kind.SIGNED_IN: N_("sign in"),
        Kind.RESUMED: N_("resume"),
        Kind.TRANSFERRED: N_("transfer"),
        Kind.CANCELLED: N_("cancel"),
        Kind.REINSTATED: N_("reinstate"),
        Kind.LINE_CHANGED: N_("change of line"),
        Kind.DAY_ENDED: N_("end of the day"),
        Kind.UNDONE: N_("undo"),
    },
)
ROLE_WORDS: Mapping[Role, str] = whole(
    Role,
    {
        Role.FACILITATOR: N_("facilitator"),
        Role.LEADER: N_("leader"),
        Role.DIRECTOR: N_("director"),
        Role.QUALITY: N_("quality"),
        Role.TECHNICIAN: N_("technician"),
    },
)
OF_OFFICE = frozenset(
    {
        Kind.OFFICE_CREATED,
        Kind.DAY_CONFIRMED,
        Kind.SETTINGS_CHANGED,
        Kind.SETTINGS_PLANNED,
        Kind.SETTINGS_WITHDRAWN,
        Kind.STAFF_ADDED,
        Kind.PIN_CHANGED,
        Kind.PIN_REFUSED,
        Kind.PIN_SET,
        Kind.UNLOCKED,
        Kind.ROLE_CHANGED,
        Kind.RENAMED,
        Kind.PERSON_CHANGED,
        Kind.REPRINTED,
        Kind.INFORMED,
        Kind.RATED,
        Kind.VOICE_TESTED,
        Kind.TEST_PAGE_ASKED,
        Kind.DEVICE_FORGOTTEN,
        Kind.ALERT_SEEN,
    }
)
"""What changes neither a ticket nor who is at a counter."""
# Otherwise the replay would pass over an event of a new kind in silence.
whole(Kind, dict.fromkeys((*STEPS, Kind.UNDONE, *OF_COUNTERS, *OF_OFFICE)))


def word_of(member: Enum) -> str:
    """Return the message id of a state, a step or a role; any other member's value."""
    for table in (STATE_WORDS, STEP_WORDS, ROLE_WORDS):
        if member in table and isinstance(member, type(next(iter(table)))):
            return table[member]  # type: ignore[index] # it is one of its members
    return str(member.value)
