"""What somebody may do because of their role: one table for office, windows, commands and docs.

Pure. The office checks it for whoever is named; whoever holds the database itself is trusted
(`core.domain.staff.ADMINISTRATOR`).
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from core.domain.staff import Role
from core.errors import N_
from core.whole import whole


class Deed(StrEnum):
    """Something that not everybody may do."""

    SERVE = "serve"
    CHOOSE = "choose"
    CONFIRM_DAY = "confirm_day"
    USE_KIOSK_MENU = "use_kiosk_menu"
    SEE_OFFICE = "see_office"
    SEE_REPORTS = "see_reports"
    SEE_ALERTS = "see_alerts"
    MANAGE_VOICE = "manage_voice"
    MANAGE_DEVICES = "manage_devices"
    REBUILD = "rebuild"
    MANAGE_OFFICE = "manage_office"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_DIRECTORS = "manage_directors"


_LEAD = frozenset({Role.LEADER, Role.DIRECTOR})
_SERVE = _LEAD | {Role.FACILITATOR}
_MAY: Mapping[Deed, frozenset[Role]] = whole(
    Deed,
    {
        Deed.SERVE: _SERVE,
        Deed.CHOOSE: _LEAD,
        Deed.CONFIRM_DAY: _SERVE | {Role.TECHNICIAN},
        Deed.USE_KIOSK_MENU: frozenset(Role),
        Deed.SEE_OFFICE: _LEAD | {Role.QUALITY, Role.TECHNICIAN},
        Deed.SEE_REPORTS: _LEAD | {Role.QUALITY},
        Deed.SEE_ALERTS: _LEAD | {Role.TECHNICIAN},
        Deed.MANAGE_VOICE: _LEAD | {Role.TECHNICIAN},
        Deed.MANAGE_DEVICES: _LEAD | {Role.TECHNICIAN},
        Deed.REBUILD: _LEAD | {Role.TECHNICIAN},
        Deed.MANAGE_OFFICE: _LEAD,
        Deed.MANAGE_PEOPLE: _LEAD,
        Deed.MANAGE_DIRECTORS: frozenset({Role.DIRECTOR}),
    },
)
DEED_WORDS: Mapping[Deed, str] = whole(
    Deed,
    {
        Deed.SERVE: N_("Serve at a counter"),
        Deed.CHOOSE: N_("Call out of order where only leaders may"),
        Deed.CONFIRM_DAY: N_("Say that the office's clock is right"),
        Deed.USE_KIOSK_MENU: N_("Open the kiosk's menu"),
        Deed.SEE_OFFICE: N_("Open the leader's window"),
        Deed.SEE_REPORTS: N_("See the figures and take reports away"),
        Deed.SEE_ALERTS: N_("Say that an alert was seen"),
        Deed.MANAGE_VOICE: N_("Try the hall's voice and silence it"),
        Deed.MANAGE_DEVICES: N_("Try the kiosks' printers and forget a device"),
        Deed.REBUILD: N_("Make tables and figures anew from the journal"),
        Deed.MANAGE_OFFICE: N_("Change the office's settings"),
        Deed.MANAGE_PEOPLE: N_("Look after people: PINs, roles, who leaves"),
        Deed.MANAGE_DIRECTORS: N_("Look after directors"),
    },
)
"""What each is called, as an answer to "who may …?"."""


def may(role: Role, deed: Deed) -> bool:
    return role in _MAY[deed]


def who_may(deed: Deed) -> frozenset[Role]:
    return _MAY[deed]


def may_manage(actor: Role, roles: Iterable[Role]) -> bool:
    """Return whether `actor` may act on somebody who has, or is to have, one of `roles`."""
    deed = Deed.MANAGE_DIRECTORS if Role.DIRECTOR in roles else Deed.MANAGE_PEOPLE
    return may(actor, deed)
