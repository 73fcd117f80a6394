"""Two leaders and a script change the same settings at random: nothing is lost in silence."""

from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from core.domain.ticket import Kind
from core.errors import SettingsClash, SettingsInvalid
from core.office import Office
from core.office.document.document import read_document, write_document
from core.office.document.paths import values_at

VALUES: dict[str, tuple[Any, ...]] = {
    "targets.general_min": (10, 20, 25, 400),  # 400 is refused
    "targets.preferential_min": (4, 6),
    "speaking.muted": (True, False),
    "desk.scripts": (True, False),
    "contact.phone": ("608 1", "608 2"),
    "hours.closures.2026-12-24": ({"day": "2026-12-24", "reason": "a"}, None),
    "hours.closures.2026-12-31": ({"day": "2026-12-31", "reason": "b"}, None),
    "counters.2.services": (["customer-service"], []),
    "notices.loma": ({"key": "loma", "texts": {"es": "Falla."}, "kind": "outage"}, None),
}
WRITTEN = frozenset({"day", "reason", "key", "texts", "kind"})
PEOPLE = ("lider", "director", None)  # None: a script that holds the database


@st.composite
def steps(draw: st.DrawFn) -> tuple[int, bool, dict[str, Any]]:
    """Draw who acts, whether they look at the settings first, and what they change."""
    paths = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=3, unique=True))
    return (
        draw(st.integers(0, len(PEOPLE) - 1)),
        draw(st.booleans()),
        {path: draw(st.sampled_from(VALUES[path])) for path in paths},
    )


@given(acts=st.lists(steps(), min_size=4, max_size=20))
@examples(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_change_is_lost_in_silence_whoever_makes_it(
    office: Office, acts: list[tuple[int, bool, dict[str, Any]]]
) -> None:
    based_on = [office.settings.get().seq] * len(PEOPLE)
    seen = [plain(office)] * len(PEOPLE)
    for who, looks, changes in acts:
        if looks:
            based_on[who], seen[who] = office.settings.get().seq, plain(office)
        before = plain(office)
        changed = attempt(office, changes, based_on[who], PEOPLE[who])
        if changed is None:
            assert plain(office) == before
            continue
        assert not clashes(seen[who], before, changes)
        after = plain(office)
        read_document(after)  # every document in force is right in itself
        for path, value in changes.items():
            if value != at(seen[who], path):  # what was no change is nobody's wish
                assert at(after, path) == value
        for path in VALUES.keys() - changes.keys():
            assert at(after, path) == at(before, path)
        based_on[who], seen[who] = changed, after
    told = [each for each in office.journal(limit=10_000) if each.kind is Kind.SETTINGS_CHANGED]
    assert {each.staff for each in told} <= {"lider", "director", "administrator"}


def attempt(office: Office, changes: dict[str, Any], based_on: int, by: str | None) -> int | None:
    """Change the settings; return the event they come from then, None when it was refused."""
    try:
        return office.settings.change(changes, based_on=based_on, by=by).seq
    except (SettingsClash, SettingsInvalid):
        return None


def plain(office: Office) -> dict[str, Any]:
    return write_document(office.settings.get().settings)


def at(document: dict[str, Any], path: str) -> Any:
    """Return what stands at a path, without what a closure or a notice has by itself."""
    found = next((value for _place, value in values_at(document, path)), None)
    if isinstance(found, dict):
        return {name: value for name, value in found.items() if name in WRITTEN}
    return found


def clashes(seen: dict[str, Any], now: dict[str, Any], changes: dict[str, Any]) -> bool:
    """Whether somebody changed one of the same paths since, to another value."""
    return any(value != at(seen, path) != at(now, path) != value for path, value in changes.items())
