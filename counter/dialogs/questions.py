"""Which page asks something before it is done, and what opens it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

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


class Questions(QObject):
    """The pages that ask; one of them may be open. `changed`: another one is, or none."""

    changed = Signal()

    def __init__(
        self,
        presenter: CounterPresenter,
        texts: Texts,
        citizen: Callable[[], Citizen],
        parent: QObject | None = None,
    ) -> None:
        """`citizen`: who is at the desk, for what is said to them."""
        super().__init__(parent)
        self._presenter = presenter
        self._texts = texts
        self._open_one: AskPage | None = None
        self.chosen: Callable[[], str] = str
        """Returns the name of the ticket that is chosen in the list, "" when none is."""
        self.away = LeavePage(presenter, texts, "coffee-fill", citizen, keeps_answer=True)
        self.hold = LeavePage(presenter, texts, "pause_circle-fill", citizen, keeps_answer=False)
        self.transfer = TransferPage(presenter, texts)
        self.other = OtherPage(presenter, texts)
        self.offer = OfferPage(presenter, texts, citizen)
        self.put_back = ReasonPage(presenter, texts, "undo", stages=frozenset({Stage.CALLED}))
        self.announce = AnnouncePage(presenter, texts)
        self.sign_out = SignOutPage(presenter, texts)
        self.pages: tuple[AskPage, ...] = (
            self.away,
            self.hold,
            self.transfer,
            self.other,
            self.offer,
            self.put_back,
            self.announce,
            self.sign_out,
        )
        for page in self.pages:
            page.cancelled.connect(self.close)
        self.away.confirmed.connect(self._step_away)
        self.hold.confirmed.connect(presenter.hold)
        self.put_back.confirmed.connect(presenter.put_back)
        presenter.acted.connect(self.close)

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

    def name(self) -> None:
        """Name the pages in the window's language."""
        self.away.name(self._texts("Step away"), self._texts("Step away"))
        self.hold.name(self._texts("Put on hold"), self._texts("Put on hold"))
        self.put_back.name(self._texts("Back to waiting"), self._texts("Put back"))

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
