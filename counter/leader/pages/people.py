"""Who works here: states, sessions, and what may be done about each."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit

from core.domain.names import ROLE_WORDS
from core.domain.roles import Deed, may_manage, who_may
from core.domain.staff import Role, Staff
from core.errors import PinsDiffer
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonRole, FitLabel
from counter.leader.ask import Chosen, Question, Written
from counter.leader.decisions.look import Look
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.pages.table_page import TablePage
from counter.leader.rows import Cell, RowOf
from counter.panels.frames import Strip, say
from counter.sign_in.sign_in_page import PIN_LENGTH
from counter.wording import away_word

if TYPE_CHECKING:
    from core.office import PersonAtWork

SHARES = (30, 22, 26, 32)
PIN_DIGITS = 6
LONGEST = 60
MANY = 2  # offices from which on it is a question in which somebody works
USUAL = "usual"  # the choice of no office by name


class PeoplePage(TablePage):
    """The list, and in its place what is asked about one of them.

    Signals:
        history_wanted: of the person of this name.
    """

    history_wanted = Signal(str)

    def __init__(self, presenter: LeaderPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts, SHARES)
        self.search = QLineEdit()
        self.search.textChanged.connect(self.refresh)
        self.add = ActionButton("", "person_add-fill", key="Ctrl+N", role=ButtonRole.PRIMARY)
        self.add.activated.connect(self._ask_who)
        self.tools.box.addWidget(self.search)
        self.tools.box.addWidget(self.add)
        self._note = FitLabel("", TypeRole.LEAST, tone="ink2")
        self.listed.box.addWidget(self._note)

    # --- showing

    def details(self) -> list[str]:
        return [self._note.text()]

    @Slot()
    def refresh(self) -> None:
        _, look = self.texts, self.presenter.look
        super().refresh()
        say(self.add, _("Add a person"))
        self.add.setVisible(self.presenter.may(Deed.MANAGE_PEOPLE) and not self.ask.is_open)
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search"))
        self.search.setVisible(not self.ask.is_open)
        self._note.setText(
            _("Whoever is deactivated keeps what they did, and their PIN opens nothing.")
        )
        self._note.setVisible(not self.is_narrow)  # the question says it too
        if look is None:
            self.set_title(_("People"))
            return
        active = [each for each in look.people if each.staff.is_active]
        at_work = sum(each.place is not None for each in look.people)
        beside = _("{n} active, {at} signed in", n=len(active), at=at_work)
        self.set_title(_("People"), beside)
        self._show(look)

    def _show(self, look: Look) -> None:
        _, wanted = self.texts, self.search.text().strip().casefold()
        heads = (_("Person"), _("Role"), _("State"), _("Session"))
        people = sorted(look.people, key=lambda each: not each.staff.is_active)
        rows = [self._row(look, each) for each in people]
        rows = [each for each in rows if wanted in each.words.casefold()]
        self.table.show_rows(heads, rows, _("Nobody is called so."))

    def _row(self, look: Look, person: "PersonAtWork") -> RowOf:
        _, staff = self.texts, person.staff
        role = _(ROLE_WORDS[staff.role])
        cells = (
            Cell(staff.name, staff.username, is_bold=True),
            Cell(role[:1].upper() + role[1:], look.places_of(staff)),
            self._state(look, person),
            self._session(look, person),
        )
        return RowOf(staff.username, cells)

    def _state(self, look: Look, person: "PersonAtWork") -> Cell:
        _ = self.texts
        if person.left_at is not None:
            return Cell(_("Deactivated"), icon="person_off-fill", tone="ink2")
        if person.locked_until is not None:
            until = look.settings.local(person.locked_until).time()
            words = _("Locked until {time}", time=_.clock(until))
            return Cell(words, icon="lock-fill", tone="coral", is_bold=True)
        if person.staff.must_change_pin:
            return Cell(_("First PIN"), icon="key-fill", is_bold=True)
        return Cell(_("Active"), icon="check_circle-fill", tone="palm")

    def _session(self, look: Look, person: "PersonAtWork") -> Cell:
        _ = self.texts
        if person.left_at is not None:
            at = look.settings.local(person.left_at)
            return Cell(_("Not signed in"), _("gone since {day}", day=_.day(at.date())))
        place = person.place
        if place is None:
            below = _("changes it at the next sign-in") if person.staff.must_change_pin else ""
            return Cell(_("Not signed in"), below)
        counter = _("Counter {counter}", counter=place.number)
        if place.away_since is not None:
            reason = away_word(_, place.away_reason)
            return Cell(counter, _("away: {reason}", reason=reason), is_bold=True)
        since = look.settings.local(place.since).time()
        return Cell(counter, _("since {time}", time=_.clock(since)), is_bold=True)

    # --- what may be done

    def fill(self, username: str, strip: Strip) -> None:
        """Put what may be done about somebody into their open row."""
        strip.clear()
        found = self._person(username)
        _, person = self.texts, self.presenter.person
        if found is None or person is None:
            return
        if not may_manage(person.role, (found.staff.role,)):
            words = _("Only directors look after directors.")
            if not self.presenter.may(Deed.MANAGE_PEOPLE):
                words = _("Leaders and directors look after people; you may look.")
            strip.box.addWidget(FitLabel(words, TypeRole.BODY), 1)
            return
        if not found.staff.is_active:
            self._offer(strip, _("Have them back"), "undo", self._ask_back, found, is_first=True)
            strip.box.addStretch(1)
            return
        if found.locked_until is not None:
            self._offer(strip, _("Unlock"), "lock_open-fill", self._unlock, found, is_first=True)
        if found.place is not None:
            self._offer(strip, _("Sign them out"), "logout", self._ask_out, found)
        self._offer(strip, _("New PIN"), "key-fill", self._ask_pin, found)
        word = _("Name or role")
        if self._offices(found.staff):
            word = _("Name, role or offices")
        self._offer(strip, word, "edit-fill", self._ask_name, found)
        self._offer(strip, _("What they did"), "history", self._show_history, found)
        strip.box.addStretch(1)
        if self._is_last_leader(found):
            strip.box.addWidget(FitLabel(_("Leads the office alone: stays."), TypeRole.LEAST))
        else:
            gone = ButtonRole.DANGER
            self._offer(strip, _("Deactivate"), "person_off-fill", self._ask_gone, found, role=gone)

    def _offer(
        self,
        strip: Strip,
        word: str,
        icon: str,
        do: "Callable[[PersonAtWork], None]",
        person: "PersonAtWork",
        *,
        is_first: bool = False,
        role: ButtonRole = ButtonRole.SECONDARY,
    ) -> None:
        button = ActionButton(word, icon, role=ButtonRole.PRIMARY if is_first else role)
        button.activated.connect(partial(do, person))
        strip.box.addWidget(button)

    def _person(self, username: str) -> "PersonAtWork | None":
        look = self.presenter.look
        people = () if look is None else look.people
        return next((each for each in people if each.staff.username == username), None)

    def _is_last_leader(self, person: "PersonAtWork") -> bool:
        look = self.presenter.look
        if look is None or person.staff.role not in who_may(Deed.MANAGE_PEOPLE):
            return False
        return (
            not any(
                each.staff.is_active and each.staff.role is person.staff.role
                for each in look.people
                if each.staff.username != person.staff.username
            )
            and person.staff.role is Role.LEADER
        )

    # --- asking

    @Slot()
    def _ask_who(self) -> None:
        _ = self.texts
        self.open_question(
            Question(
                "person_add-fill",
                _("Add a person"),
                _("They sign in with their user name, and change the PIN that you give them."),
                _("Add"),
                self._add,
                (
                    Written("name", _("Name, as colleagues call them"), longest=LONGEST),
                    Written("username", _("User name"), longest=LONGEST),
                    Chosen("role", _("Role"), self._roles()),
                    *self._offices(),
                ),
            )
        )

    def _roles(self) -> tuple[tuple[str, str], ...]:
        """Return the roles that whoever is signed in may give."""
        person, _ = self.presenter.person, self.texts
        roles = [each for each in Role if person is not None and may_manage(person.role, (each,))]
        return tuple((each.value, _(ROLE_WORDS[each])) for each in roles)

    def _offices(self, staff: Staff | None = None) -> tuple[Chosen, ...]:
        """Return the choice of offices: only for who works in several may give them."""
        _, look, me = self.texts, self.presenter.look, self.presenter.person
        if look is None or me is None or len(look.offices) < MANY:
            return ()
        if not (self.presenter.may(Deed.MANAGE_DIRECTORS) or len(me.offices) >= MANY):
            return ()
        now = () if staff is None else staff.offices
        lists = dict.fromkeys([*((each,) for each in look.offices), tuple(look.offices), now])
        choices = [
            (_key(each), ", ".join(look.offices.get(office, office) for office in each))
            for each in lists
            if each
        ]
        usual = (USUAL, _("As the role says"))
        return (Chosen("offices", _("Works in"), (usual, *choices), _key(now)),)

    def _add(self, answers: Mapping[str, str]) -> None:
        pin = first_pin()
        self.do(
            "add_person",
            lambda office, by: office.staff.add(
                answers["username"],
                name=answers["name"],
                role=answers["role"],
                pin=pin,
                offices=_listed(answers) or (),
                by=by,
            ),
            partial(self._tell_pin, answers["name"], pin),
        )

    def _ask_back(self, person: "PersonAtWork") -> None:
        _, staff = self.texts, person.staff
        self.open_question(
            Question(
                "undo",
                _("Have {name} back?", name=staff.name),
                _("They get a new PIN, and everything they did stays theirs."),
                _("Have them back"),
                lambda answers: self._add(
                    {"username": staff.username, "name": staff.name, **answers}
                ),
                (
                    Chosen("role", _("Role"), self._roles(), staff.role.value),
                    *self._offices(staff),
                ),
            )
        )

    def _show_history(self, person: "PersonAtWork") -> None:
        self.history_wanted.emit(person.staff.name)

    def _unlock(self, person: "PersonAtWork") -> None:
        who = person.staff.username
        self.do("unlock", lambda office, by: office.staff.unlock(who, by=by))

    def _ask_pin(self, person: "PersonAtWork") -> None:
        _, staff, me = self.texts, person.staff, self.presenter.person
        if me is not None and staff.username == me.username:
            self._ask_own_pin()
            return

        def do(_answers: Mapping[str, str]) -> None:
            pin = first_pin()
            self.do(
                "new_pin",
                lambda office, by: office.staff.set_pin(staff.username, pin=pin, by=by),
                partial(self._tell_pin, staff.name, pin),
            )

        self.open_question(
            Question(
                "key-fill",
                _("A new PIN for {name}?", name=staff.name),
                _("The one they have opens nothing from then on."),
                _("Make a new PIN"),
                do,
            )
        )

    def _ask_own_pin(self) -> None:
        """Ask for another PIN of one's own: one that was given would lock the window at once."""
        _ = self.texts

        def do(answers: Mapping[str, str]) -> None:
            if answers["new"] != answers["again"]:
                self.presenter.actions.refuse(PinsDiffer())
                return
            self.do(
                "own_pin",
                lambda office, by: office.staff.change_pin(
                    by, pin=answers["now"], new_pin=answers["new"]
                ),
            )

        self.open_question(
            Question(
                "key-fill",
                _("Another PIN of your own"),
                _("The one you have opens nothing from then on."),
                _("Change it"),
                do,
                tuple(
                    Written(name, word, longest=PIN_LENGTH, is_secret=True)
                    for name, word in (
                        ("now", _("The PIN you have")),
                        ("new", _("New PIN")),
                        ("again", _("The same again")),
                    )
                ),
            )
        )

    def _tell_pin(self, name: str, pin: str) -> None:
        """Show a new PIN, this once."""
        _ = self.texts
        self.open_question(
            Question(
                "key-fill",
                _("The PIN of {name}", name=name),
                _("Tell it to them now, it is shown once. They change it at the next sign-in."),
                _("Done"),
                lambda _answers: self.ask.leave(),
                large=pin,
            )
        )

    def _ask_name(self, person: "PersonAtWork") -> None:
        _, staff = self.texts, person.staff

        def do(answers: Mapping[str, str]) -> None:
            self.do(
                "change_person",
                lambda office, by: office.staff.change(
                    staff.username,
                    name=answers["name"],
                    role=answers["role"],
                    offices=_listed(answers),
                    by=by,
                ),
            )

        self.open_question(
            Question(
                "edit-fill",
                staff.name,
                _("The user name {username} stays.", username=staff.username),
                _("Save"),
                do,
                (
                    Written("name", _("Name, as colleagues call them"), staff.name, LONGEST),
                    Chosen("role", _("Role"), self._roles(), staff.role.value),
                    *self._offices(staff),
                ),
            )
        )

    def _ask_out(self, person: "PersonAtWork") -> None:
        _, staff, place = self.texts, person.staff, person.place
        if place is None:
            return

        def do(answers: Mapping[str, str]) -> None:
            self.do(
                "sign_out",
                lambda office, by: office.staff.sign_out(
                    counter=place.number, by=by, reason=answers["reason"]
                ),
            )

        self.open_question(
            Question(
                "logout",
                _("Sign {name} out at counter {counter}?", name=staff.name, counter=place.number),
                _("For who forgot it. It is written down, with the reason."),
                _("Sign them out"),
                do,
                (Written("reason", _("Why"), _("Forgot to sign out")),),
            )
        )

    def _ask_gone(self, person: "PersonAtWork") -> None:
        _, staff = self.texts, person.staff
        self.open_question(
            Question(
                "person_off-fill",
                _("Deactivate {name}?", name=staff.name),
                _("Their PIN opens nothing any more, not the kiosk's menu. What they did stays."),
                _("Deactivate"),
                lambda _answers: self.do(
                    "deactivate", lambda office, by: office.staff.deactivate(staff.username, by=by)
                ),
                is_grave=True,
            )
        )


def _key(offices: Sequence[str]) -> str:
    return ",".join(sorted(offices)) or USUAL


def _listed(answers: Mapping[str, str]) -> list[str] | None:
    """Return the offices that were chosen, [] for none; None where they were not asked for."""
    chosen = answers.get("offices")
    if chosen is None:
        return None
    return [] if chosen == USUAL else chosen.split(",")


def first_pin() -> str:
    """Return a PIN for somebody to begin with: digits by chance, no two alike beside each other."""
    digits = [secrets.randbelow(10)]
    while len(digits) < PIN_DIGITS:
        steps = {digits[-1], (digits[-1] + 1) % 10, (digits[-1] - 1) % 10}
        digits.append(secrets.choice([each for each in range(10) if each not in steps]))
    return "".join(map(str, digits))
