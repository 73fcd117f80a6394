"""What is told of an office's history: changes of it and its people, not what tickets became."""

from core.domain.ticket import Kind

OF_SETTINGS = frozenset(
    {
        Kind.OFFICE_CREATED,
        Kind.SETTINGS_CHANGED,
        Kind.SETTINGS_PLANNED,
        Kind.SETTINGS_WITHDRAWN,
    }
)
OF_PEOPLE = frozenset(
    {
        Kind.STAFF_ADDED,
        Kind.PIN_SET,
        Kind.PIN_CHANGED,
        Kind.UNLOCKED,
        Kind.ROLE_CHANGED,
        Kind.RENAMED,
        Kind.PERSON_CHANGED,
        Kind.DEACTIVATED,
    }
)
OF_CLOCK = frozenset({Kind.DAY_CONFIRMED})
TOLD = OF_SETTINGS | OF_PEOPLE | OF_CLOCK
