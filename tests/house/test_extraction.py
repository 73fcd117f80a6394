"""Every way of writing a text that a person reads is found, and none is left unmarked unseen."""

import textwrap

import pytest

from tools.extraction import Found, Text, look_through, read_module

LANGUAGE = """
class Language:
    @staticmethod
    def load(code: str) -> "Language": ...
    def __call__(self, message: str, /, **fields: object) -> str: ...
    def both(self) -> str:
        return self("Said by itself")
"""
TERMINAL = """
from core.language import Language

def terminal() -> Language:
    return Language.load("es")
"""


def found(code: str, *, file: str = "kiosk/page.py") -> Found:
    """Return what is found in a module of `code`, beside the two that it imports."""
    return look_through(
        [
            read_module("core/language.py", LANGUAGE),
            read_module("core/terminal.py", TERMINAL),
            read_module(file, textwrap.dedent(code)),
        ]
    )


def texts(code: str) -> set[Text]:
    """Return the texts of `code`, which has nothing to complain of."""
    seen = found(code)
    assert seen.complaints == []
    return {each.text for each in seen.said} - {"Said by itself"}


WAYS = {
    "by the usual name": ("def f(_): return _('One')", {"One"}),
    "in halves": ("def f(_): return _('One ' 'two' + ' three')", {"One two three"}),
    "in an f-string": ("def f(_): return f\"{_('Issued'):<30}{3:>8}\"", {"Issued"}),
    "in an f-string, in pieces": ("def f(_): return f\"{'' + _('Deep')}\"", {"Deep"}),
    "as one of two": ("def f(_, is_one): return _('One' if is_one else 'Two')", {"One", "Two"}),
    "as the first that is there": ("def f(_, a): return _(a or 'Nobody')", {"Nobody"}),
    "in a text": ("def f(_): return _('Outer {x}', x=_('inner'))", {"Outer {x}", "inner"}),
    "by what returns a speaker": (
        "from core.terminal import terminal\nterminal()('Free')",
        {"Free"},
    ),
    "by what returns a speaker, imported by another name": (
        "from core.terminal import terminal as tongue\ntongue()('Free')",
        {"Free"},
    ),
    "by a loaded language": (
        "from core.language import Language\nLanguage.load('en')('Free')",
        {"Free"},
    ),
    "by a type of another name": (
        "from core.language import Language as Tongue\ndef f(x: Tongue): return x('Free')",
        {"Free"},
    ),
    "by an annotated name": (
        "from core.language import Language\ndef f(speak: Language | None): return speak('Free')",
        {"Free"},
    ),
    "by a name annotated for later": (
        "from core.language import Language\ndef f(speak: 'Language'): return speak('Free')",
        {"Free"},
    ),
    "by an attribute": (
        """
        from core.language import Language
        class Page:
            def __init__(self, speak: Language):
                self._voice = speak
            def show(self):
                return self._voice('Free')
        """,
        {"Free"},
    ),
    "by a property": (
        """
        from core.language import Language
        class Page:
            @property
            def tongue(self) -> Language: ...
        def f(page: Page): return page.tongue('Free')
        """,
        {"Free"},
    ),
    "by an alias": ("def f(_): say = _; also = say; return also('Free')", {"Free"}),
    "by one of several in a row": (
        "def f(texts, n): _, twice = texts, 2 * n; say, m = texts, n; return say('Free')",
        {"Free"},
    ),
    "by one that is looked for": (
        """
        from core.language import Language
        def f(codes):
            other = next((Language.load(code) for code in codes), None)
            return other('Free')
        """,
        {"Free"},
    ),
    "by each of several": (
        """
        from core.language import Language
        def f(codes): return [speak('Free') for speak in map(Language.load, codes)]
        """,
        {"Free"},
    ),
    "by one that is named meanwhile": (
        "from core.terminal import terminal\nif (say := terminal()): say('Free')",
        {"Free"},
    ),
    "handed over": (
        "def f(_): return partial(_, 'Free'), *map(_, ('One', 'Two'))",
        {"Free", "One", "Two"},
    ),
    "in the plural": (
        "def f(_): return _.plural('One', '{n} of them', 3)",
        {("One", "{n} of them")},
    ),
    "in the plural by an alias": (
        "def f(texts): many = texts.plural; return many('One', '{n} of them', 3)",
        {("One", "{n} of them")},
    ),
    "in the plural in an f-string": (
        "def f(_): return f\"{_.plural('One', '{n}', 3)}\"",
        {("One", "{n}")},
    ),
    "marked for later": ("WORD = N_('Served')\ndef f(_): return _(WORD)", {"Served"}),
    "marked in a table": (
        "WORDS = {1: N_('Served')}\ndef f(_, key): return _(WORDS[key])",
        {"Served"},
    ),
    "marked by another name": (
        "from core.errors import N_ as later\nWORD = later('Served')",
        {"Served"},
    ),
    "by a lambda": ("LATER = lambda _: _('Free')", {"Free"}),
    "as what a parameter is by itself": (
        "from core.terminal import terminal\ndef f(word=terminal()('Free')): ...",
        {"Free"},
    ),
}


@pytest.mark.parametrize(("code", "said"), WAYS.values(), ids=WAYS)
def test_a_text_is_found_however_it_is_said(code: str, said: set[Text]) -> None:
    assert texts(code) == said


def test_a_class_that_speaks_says_its_own_texts() -> None:
    assert {each.text for each in found("").said} == {"Said by itself"}


def test_another_type_of_that_name_says_nothing() -> None:
    code = "from core.service import Texts\ndef f(names: Texts): return names('key')"

    assert texts(code) == set()


UNMARKED = {
    "an f-string is said": ("def f(_, n): return _(f'Counter {n}')", "an f-string"),
    "an f-string is said in the plural": (
        "def f(_, n): return _.plural(f'{n} one', f'{n} many', n)",
        "an f-string",
    ),
    "a text of pieces is said": ("def f(_, n): return _('Counter ' + n)", "made of pieces"),
    "a variable is said": ("WORD = 'Served'\ndef f(_): return _(WORD)", "WORD is said"),
    "a table is said": ("WORDS = {1: 'Served'}\ndef f(_): return _(WORDS[1])", "WORDS is said"),
    "a label shows it": ("def f(label): label.setText('Served')", "setText shows"),
    "a label shows a field with it": ("def f(label, n): label.setText(f'Puesto {n}')", "Puesto 0"),
    "a reader for the blind says it": ("def f(b): b.setAccessibleName('Close')", "'Close'"),
    "a terminal shows it": ("def f(n): click.echo(f'{n} waiting')", "waiting"),
    "a widget is made with it": ("BUTTON = ActionButton('Call the next')", "Call the next"),
    "a refusal is told it": ("def f(): raise StoreError(problem='it is lost')", "it is lost"),
    "it goes through a variable": ("def f(): problem = 'it is lost'; return problem", "it is lost"),
    "a fault of a device has it": ("def f(): raise OSError('it hung up')", "it hung up"),
    "it is one of a list": ("LINES = ['Tickets of today']", "Tickets of today"),
    "it is returned": ("def f(n): return f'counter {n}'", "counter 0"),
}


@pytest.mark.parametrize(("code", "complaint"), UNMARKED.values(), ids=UNMARKED)
def test_a_text_that_nobody_marked_is_told_with_its_place(code: str, complaint: str) -> None:
    (told,) = found("\n\n" + code).complaints

    assert complaint in str(told)
    assert str(told).startswith("kiosk/page.py:3: ")


@pytest.mark.parametrize(
    "code",
    [
        '"""What lives here."""',
        "def f():\n    'Return nothing.'",
        "def f(log): log.warning('no log can be written')",
        "def f(c): c.execute('SELECT * FROM ticket')",
        "def f(c): return 'PRAGMA journal_mode = WAL'",
        "def f(): raise ValueError('a clock needs a time zone')",
        "def f(x): assert x, 'it is not there'",
        "def f(x: 'Callable[[int], str] | None'): ...",
        "NAME = 'not for people'  # unsaid: a key",
        "ICON = 'check_circle-fill'\ndef f(icons): icons.set_text(icons[ICON])",
        "@click.option('--office', help='The id of the office.')\ndef f(): ...",
    ],
)
def test_what_no_person_reads_needs_no_mark(code: str) -> None:
    assert texts(code) == set()


def test_what_developers_alone_read_is_not_looked_at_but_for_what_it_says() -> None:
    module = read_module(
        "core/qt/workshop/gallery.py", "BIG = Button('Call the next')\nWORD = N_('Free')"
    )

    seen = look_through([module], unread=["core/qt/workshop/gallery.py"])

    assert seen.complaints == []
    assert [each.text for each in seen.said] == ["Free"]
