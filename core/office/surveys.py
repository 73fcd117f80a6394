"""`office.surveys`: what citizens answer at the kiosk without a ticket.

An answer is its event and nothing else: no table, no name, no device that could point to a person.
"""

from datetime import timedelta

from core.domain.figures.figures import SCORES
from core.domain.ticket import Kind
from core.errors import SurveyUsedUp, UnknownNotice, WrongScore
from core.office.ledger.ledger import Action, Ledger
from core.office.ledger.request import once
from core.store import events, tickets

WITHIN = timedelta(minutes=30)
"""How long after an attention an answer to it is expected."""
MOMENT = timedelta(microseconds=1)


class Surveys:
    """The answers of one office. `request` makes a repeated call harmless; see `Ledger`."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def rate(self, score: int, *, request: str | None = None) -> None:
        """Say how the attention was, 1 (very bad) to 5 (very good).

        Whose answer it is nobody asks, but each attention that ended lately has one at most: a
        single finger cannot give all the answers of a day.

        Raises:
            WrongScore
            SurveyUsedUp: there are as many answers as attentions in the last half hour.
        """

        def do(action: Action) -> None:
            if score not in SCORES:
                raise WrongScore(score=score, least=SCORES[0], most=SCORES[-1])
            since, until = action.at - WITHIN, action.at + MOMENT
            here = action.connection, action.office
            served = tickets.count_services(*here, since, until)
            if events.count_events(*here, Kind.RATED, since, until) >= served:
                raise SurveyUsedUp(minutes=WITHIN.seconds // 60)
            action.record(Kind.RATED, score=score)

        asked = once(request, "rate", score=score)
        self._ledger.act(do, again=lambda _action, _event: None, request=asked)

    def informed(self, notice: str, *, request: str | None = None) -> None:
        """Say that the notice with this key was all somebody came for: *it was that*.

        Raises:
            UnknownNotice: it is not, or no longer, in the settings.
        """

        def do(action: Action) -> None:
            known = [each.key for each in action.settings.notices]
            if notice not in known:
                raise UnknownNotice(
                    notice=notice, office=action.settings.name, known=", ".join(known)
                )
            action.record(Kind.INFORMED, notice=notice)

        asked = once(request, "informed", notice=notice)
        self._ledger.act(do, again=lambda _action, _event: None, request=asked)
