"""The table of what each role may do, written out once more."""

import pytest

from core.domain.roles import DEED_WORDS, Deed, may, who_may
from core.domain.staff import Role

FACILITATOR, LEADER, DIRECTOR, QUALITY, TECHNICIAN = Role
TABLE = {
    Deed.SERVE: {FACILITATOR, LEADER, DIRECTOR},
    Deed.CHOOSE: {LEADER, DIRECTOR},
    Deed.CONFIRM_DAY: {FACILITATOR, LEADER, DIRECTOR, TECHNICIAN},
    Deed.USE_KIOSK_MENU: {FACILITATOR, LEADER, DIRECTOR, QUALITY, TECHNICIAN},
    Deed.SEE_OFFICE: {LEADER, DIRECTOR, QUALITY, TECHNICIAN},
    Deed.SEE_REPORTS: {LEADER, DIRECTOR, QUALITY},
    Deed.SEE_ALERTS: {LEADER, DIRECTOR, TECHNICIAN},
    Deed.MANAGE_VOICE: {LEADER, DIRECTOR, TECHNICIAN},
    Deed.MANAGE_DEVICES: {LEADER, DIRECTOR, TECHNICIAN},
    Deed.REBUILD: {LEADER, DIRECTOR, TECHNICIAN},
    Deed.MANAGE_OFFICE: {LEADER, DIRECTOR},
    Deed.MANAGE_PEOPLE: {LEADER, DIRECTOR},
    Deed.MANAGE_DIRECTORS: {DIRECTOR},
}


@pytest.mark.parametrize("deed", Deed)
def test_each_role_may_what_the_table_says(deed: Deed) -> None:
    assert {role for role in Role if may(role, deed)} == TABLE[deed] == who_may(deed)
    assert DEED_WORDS[deed]
