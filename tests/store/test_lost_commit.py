"""When the line breaks: what was not sent was not done; of a lost COMMIT nobody can know."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from core.clock import FixedClock
from core.errors import StoreClash, StoreNotConfirmed, StoreUnavailable
from core.language import Language
from core.office import Office
from tests.store.cut_line import Cut, Line, line_to

pytestmark = pytest.mark.parametrize("backend", ["postgresql"])
KEY = "one touch"


@pytest.fixture
def line(office_url: str) -> Iterator[Line]:
    with line_to(office_url) as line:
        yield line


@pytest.fixture
def far_office(line: Line, clock: FixedClock, cheap_hasher: PasswordHasher) -> Iterator[Office]:
    with Office.open(line.address, "san-andres", clock, hasher=cheap_hasher) as office:
        office.queue.waiting()  # it has a connection
        yield office


@pytest.mark.parametrize(
    ("cut", "was_done"), [(Cut.BEFORE_COMMIT, False), (Cut.AFTER_COMMIT, True)], ids=str
)
def test_of_a_commit_without_an_answer_nobody_can_know(
    far_office: Office, line: Line, cut: Cut, *, was_done: bool
) -> None:
    line.cut, line.stays_dead = cut, True

    with pytest.raises(StoreNotConfirmed) as lost:
        far_office.queue.issue(request=KEY)

    said = Language.load("en").sentence(lost.value)
    assert "nothing was changed" not in said
    assert "nobody can know" in said
    assert "turnos board" in said
    line.mend()
    assert len(far_office.queue.waiting()) == was_done
    assert far_office.queue.issue(request=KEY).code == "A-001", "the same key is done once"
    assert len(far_office.queue.waiting()) == 1


def test_a_lost_commit_is_told_whatever_the_next_try_meets(
    far_office: Office, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    def clash(*_: object) -> None:
        raise StoreClash(database="far")

    monkeypatch.setattr("core.store.events.event_of_request", clash)
    line.cut = Cut.AFTER_COMMIT

    with pytest.raises(StoreNotConfirmed):
        far_office.queue.issue()

    assert len(far_office.queue.waiting()) == 1, "nothing was done twice either"


def test_what_was_never_sent_changed_nothing(far_office: Office, line: Line) -> None:
    line.cut, line.stays_dead = Cut.BEFORE_WORK, True

    with pytest.raises(StoreUnavailable, match="nothing was changed") as lost:
        far_office.queue.issue()

    assert not isinstance(lost.value, StoreNotConfirmed)
    line.mend()
    assert far_office.queue.waiting() == ()


@pytest.mark.parametrize("cut", [Cut.BEFORE_WORK, Cut.BEFORE_COMMIT, Cut.AFTER_COMMIT], ids=str)
def test_a_line_that_comes_back_at_once_is_not_noticed(
    far_office: Office, line: Line, cut: Cut
) -> None:
    line.cut = cut

    assert far_office.queue.issue().code == "A-001"
    assert [each.code for each in far_office.queue.waiting()] == ["A-001"]


def test_what_a_device_reports_may_be_unconfirmed_too(far_office: Office, line: Line) -> None:
    line.cut, line.stays_dead = Cut.AFTER_COMMIT, True

    with pytest.raises(StoreNotConfirmed):
        far_office.devices.seen("kiosk-1", "kiosk", {})
