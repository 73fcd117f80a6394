"""Which page asks something before it is done, and what opens it."""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import N_
from core.keys import DeskPage
from core.qt.look.language import Texts
from counter import wording
from counter.decisions.presenter import CounterPresenter, Stage
from counter.dialogs.announce import AnnouncePage
from counter.dialogs.ask import AskPage
from counter.dialogs.other_ticket import OtherPage, TicketDeed
from counter.dialogs.priority_offer import OfferPage
from counter.dialogs.reason import LeavePage, ReasonPage
from counter.dialogs.sign_out import SignOutPage
from counter.dialogs.transfer import TransferPage
from counter.pages.called import CalledPage
from counter.pages.free import FreePage
from counter.pages.serving import ServingPage
from counter.scripts import Citizen

P = TypeVar("P", bound=AskPage)
Welcome = Callable[[AskPage, DeskPage], object]


class Questions(QObject):
    """The pages that ask; one of them may be open. `changed`: another one is, or none.

    Each is made when it is first opened: on most days most are not, and a page takes room.
    """

    changed = Signal()

    def __init__(
        self,
        presenter: CounterPresenter,
        texts: Texts,
        citizen: Callable[[], Citizen],
        welcome: Welcome,
        parent: QObject | None = None,
    ) -> None:
        """`citizen`: who is at the desk, for what is said to them.

        `welcome` puts a page that was made into the window, under its name.
        """
        super().__init__(parent)
        self._presenter = presenter
        self._texts = texts
        self._citizen = citizen
        self._welcome = welcome
        self._open_one: AskPage | None = None
        self.chosen: Callable[[], str] = str
        """Returns the name of the ticket that is chosen in the list, "" when none is."""
        presenter.acted.connect(self.close)

    # --- the pages

    @cached_property
    def away(self) -> LeavePage:
        page = LeavePage(
            self._presenter,
            self._texts,
            "coffee-fill",
            self._citizen,
            word=N_("Step away"),
            keeps_answer=True,
        )
        page.confirmed.connect(self._step_away)
        return self._made(page, DeskPage.STEP_AWAY)

    @cached_property
    def hold(self) -> LeavePage:
        page = LeavePage(
            self._presenter,
            self._texts,
            "pause_circle-fill",
            self._citizen,
            word=N_("Put on hold"),
            keeps_answer=False,
        )
        page.confirmed.connect(self._presenter.hold)
        return self._made(page, DeskPage.PUT_ON_HOLD)

    @cached_property
    def transfer(self) -> TransferPage:
        return self._made(TransferPage(self._presenter, self._texts), DeskPage.TRANSFER)

    @cached_property
    def other(self) -> OtherPage:
        return self._made(OtherPage(self._presenter, self._texts), DeskPage.OTHER)

    @cached_property
    def offer(self) -> OfferPage:
        return self._made(OfferPage(self._presenter, self._texts, self._citizen), DeskPage.OFFER)

    @cached_property
    def put_back(self) -> ReasonPage:
        page = ReasonPage(
            self._presenter,
            self._texts,
            "undo",
            title=N_("Back to waiting"),
            does=N_("Put back"),
            stages=frozenset({Stage.CALLED}),
        )
        page.confirmed.connect(self._presenter.put_back)
        return self._made(page, DeskPage.PUT_BACK)

    @cached_property
    def announce(self) -> AnnouncePage:
        return self._made(AnnouncePage(self._presenter, self._texts), DeskPage.ANNOUNCE)

    @cached_property
    def sign_out(self) -> SignOutPage:
        return self._made(SignOutPage(self._presenter, self._texts), DeskPage.SIGN_OUT)

    def _made(self, page: P, name: DeskPage) -> P:
        page.cancelled.connect(self.close)
        self._welcome(page, name)
        return page

    # --- which is open

    def follow(self, free: FreePage, called: CalledPage, serving: ServingPage) -> None:
        """Be opened by these pages' buttons."""
        for leaving in (free, serving):
            leaving.leaving.connect(self._ask_away)
        serving.holding.connect(self._ask_hold)
        free.signing_out.connect(self._ask_sign_out)
        called.more.putting_back.connect(self._ask_put_back)
        for page in (free, called, serving):
            page.more.transferring.connect(self._ask_where)
            page.more.choosing.connect(self._ask_other)
        for more in (free.taking_back, called.more, serving.more):
            more.announcing.connect(self._ask_fault)
        for busy in (called, serving):
            busy.arrival.activated.connect(self._make_room)
            busy.more.arrival.activated.connect(self._make_room)

    def at(self, stage: Stage) -> AskPage | None:
        """Return the page that is open at `stage`; at one where it cannot stand it is closed."""
        if self._open_one is not None and stage not in self._open_one.stages:
            self._open_one = None
        return self._open_one

    @Slot()
    def close(self) -> None:
        """Ask nothing any more."""
        self._open_one = None
        self.changed.emit()

    def _open(self, page: AskPage) -> None:
        self._presenter.actions.dismiss()  # of something else: it was read
        self._open_one = page
        self.changed.emit()
        page.box.activate()  # else its choices are without height for the first moment

    @Slot()
    def _ask_away(self) -> None:
        self.away.open(wording.AWAY_REASONS)
        self._open(self.away)

    @Slot()
    def _ask_hold(self) -> None:
        reasons = wording.HOLD_REASONS
        if self._presenter.is_direct:
            reasons = (wording.HOLD_PREFERENTIAL, *reasons)
        self.hold.open(reasons)
        self._open(self.hold)

    @Slot()
    def _ask_where(self) -> None:
        self._open(self.transfer)
        self.transfer.open()

    @Slot()
    def _ask_other(self) -> None:
        """Ask what to do with another ticket: the chosen one, or one to be typed."""
        code = self.chosen()
        self._open(self.other)
        self.other.open(code)

    @Slot()
    def _ask_fault(self) -> None:
        """Ask what everybody is to be told about a fault."""
        self._open(self.announce)
        self.announce.open()

    @Slot(str)
    def call_out_of_order(self, code: str) -> None:
        """Ask why `code` is called before others."""
        self._open(self.other)
        self.other.open(code, deed=TicketDeed.CALL)

    @Slot()
    def _ask_put_back(self) -> None:
        """Put the called ticket back; a call that somebody may have heard only for a reason."""
        if self._presenter.may_put_back_freely:
            self._presenter.put_back()
        else:
            self.put_back.open(wording.PUT_BACK_REASONS)
            self._open(self.put_back)

    @Slot()
    def _ask_sign_out(self) -> None:
        """Sign out; while somebody waits, ask first."""
        if self._presenter.asks_to_sign_out:
            self._open(self.sign_out)
        else:
            self._presenter.shift.sign_out()

    @Slot()
    def _make_room(self) -> None:
        """Ask whether the present service makes room for a priority citizen."""
        self._open(self.offer)
        self.offer.open()

    @Slot(str)
    def _step_away(self, reason: str) -> None:
        self._presenter.step_away(reason, agreed=self.away.agreed)
