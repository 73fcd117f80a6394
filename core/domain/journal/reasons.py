"""The reasons that the journal keeps by their keys, in words: message ids, as people choose them.

A reason that another program gave stands as it is.
"""

from collections.abc import Mapping
from types import MappingProxyType

from core.domain.order.prelation import FOR_PRIORITY
from core.domain.ticket import LineReason
from core.errors import N_

AWAY: Mapping[str, str] = MappingProxyType(
    {
        "break": N_("Break"),
        "lunch": N_("Lunch"),
        "colleague": N_("Helping a colleague"),
        "enquiry": N_("Asking about the case"),
        "document": N_("Fetching a document"),
        "other": N_("Other reason"),
    }
)
HOLD: Mapping[str, str] = MappingProxyType(
    {
        FOR_PRIORITY: N_("A priority citizen arrived"),
        "document": N_("A document is missing"),
        "enquiry": N_("Waiting for an answer"),
        "other": N_("Other reason"),
    }
)
CHOSEN: Mapping[str, str] = MappingProxyType(
    {
        "returned": N_("Comes back with what was missing"),
        "appointment": N_("Was given this time"),
        "leader": N_("The leader asks for it"),
    }
)
PUT_BACK: Mapping[str, str] = MappingProxyType(
    {
        "mistake": N_("It was called by mistake"),
        "asked_to_wait": N_("The citizen asks to wait"),
        "other": N_("Other reason"),
    }
)
# Never why somebody has priority: that is health data, and nobody's business.
OF_LINE: Mapping[str, str] = MappingProxyType(
    {
        LineReason.ASKED: N_("The citizen asks for it"),
        LineReason.WRONG_BUTTON: N_("The wrong button was touched"),
    }
)
