"""Every page of the kiosk through a screen reader: names, roles, states, reading order."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from core.language import OWN_NAMES, Language
from tests.accessibility.conftest import Change, Start
from tests.accessibility.pages import HOME, LANGUAGES, PAGES, WALKS, Page, Walk
from tests.accessibility.reader import Listener, Node
from tests.accessibility.rules import complaints

pytestmark = pytest.mark.slow


def in_language(code: str) -> Language:
    return Language.load(code, drafts=True)


def heading(page: Page, code: str) -> str:
    return in_language(code)(page.heading, **page.fields)


def choose(person: Listener, code: str) -> None:
    """Choose a language on the first page, in whichever it is."""
    found = person.finds(*(heading(HOME, each) for each in LANGUAGES))
    if found.name != heading(HOME, code):
        person.does(OWN_NAMES[code])
        person.finds(heading(HOME, code))


def reach(person: Listener, page: Page, code: str) -> None:
    """Go to `page` from the first one, if it does not come by itself."""
    if page.keys or page.path or code != LANGUAGES[0]:
        choose(person, code)
    for key in page.keys:
        person.strikes(key)
    for step in page.path:
        person.does(in_language(code)(step))
    person.finds(heading(page, code))


def leave(person: Listener, page: Page, code: str) -> None:
    for step in page.leave:
        person.does(in_language(code)(step))


def about(page: Page, code: str, nodes: Sequence[Node]) -> list[str]:
    """Return the complaints about `page` in a language."""
    text = in_language(code)
    seen = [node for node in nodes if node.is_showing]
    labels = [node.name for node in seen if not node.is_control]
    found = [
        *complaints(nodes),
        *(
            f"there is no control “{words}”"
            for words in map(text, page.controls(code))
            if not any(node.is_control and node.is_called(words) for node in seen)
        ),
        *(
            f"{'does not say' if other is page else 'says'} “{heading(other, code)}”"
            for other in PAGES
            if (heading(other, code) in labels) is not (other is page)
        ),
    ]
    return [f"{page.name} in {code}: {each}" for each in found]


def look(person: Listener, page: Page, code: str, *, hidden: bool = False) -> list[str]:
    """Return the complaints about a page at rest; `hidden`: what is not seen may be to blame."""
    return person.waits_for_none(lambda: about(page, code, person.reads(hidden=hidden)))


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.name)
def test_every_control_has_a_name_a_role_a_state_and_an_action_in_every_language(
    walk: Walk, start: Start, change: Change, office_url: str
) -> None:
    change(walk.document)
    if not walk.has_database:
        database = Path(office_url.removeprefix("sqlite:///"))
        database.write_text("none any more" * 100, encoding="utf-8")  # damaged; not missing
    person = start(at=walk.at, settings=walk.settings, runner=walk.runner)

    wrong: list[str] = []
    for page in walk.pages:
        code, *others = page.languages
        reach(person, page, code)
        wrong += look(person, page, code, hidden=True)
        for code in others:
            person.does(OWN_NAMES[code])
            wrong += look(person, page, code)
        leave(person, page, code)

    assert wrong == []
