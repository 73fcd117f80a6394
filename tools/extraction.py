"""Find the texts that the code says, by walking its syntax tree.

The tree is the same on every Python, and it holds what a reader of tokens cannot follow: calls
inside f-strings, `terminal()("…")`, aliases, and texts that are kept in a variable first.
"""

import ast
import builtins
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.voice.speakers import MARK, Learner, Module, Names, is_speaker, last

Text = str | tuple[str, str]

UNSAID = "# unsaid"  # a comment on a line whose words no person reads; it goes on with the reason

# What reads like a sentence: two words, or one beside a field, which is a 0 here.
SENTENCE = re.compile(r"[^\W\d_]{2,}[^\w\s]*\s+[^\w\s]*([^\W\d_]{2,}|0)|0[^\w\s]*\s+[a-z]{3,}\b")
WORD = re.compile(r"[^\W\d_]{3,}")
NAME = re.compile(r"[a-z\d]+([_./-][a-z\d]+)+")  # a pictogram's, a file's, a setting's
SQL = re.compile(r"(BEGIN|DELETE|INSERT|PRAGMA|REPEATABLE|SELECT|SET|UPDATE) ")
# What these are given is seen or read aloud, were it a single word.
SHOWING = frozenset(
    (
        *("echo", "setAccessibleDescription", "setAccessibleName", "setPlaceholderText", "setText"),
        *("setTitle", "setToolTip", "setWindowTitle", "set_text", "set_texts", "set_word"),
        *("show_plain", "show_text"),
    )
)
# Their words are for developers, a database or a pattern, or are the help that click shows.
UNREAD = frozenset(
    (
        *("critical", "debug", "error", "exception", "info", "wait_until", "warning"),
        *("compile", "exec_driver_sql", "execute", "match", "search", "sub", "text"),
        *("add_argument", "argument", "command", "group", "option", "parser", "version_option"),
    )
)
# Faults of the world, whose words become a part of somebody's sentence, and click's refusals.
TOLD = frozenset({"BadParameter", "UsageError"}) | {
    name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, OSError)
}


@dataclass(frozen=True, slots=True)
class Said:
    """A text and where the code says it; a plural is its two forms."""

    text: Text
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Complaint:
    """Words that a person would read and that are in no catalogue, and where they stand."""

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


@dataclass(slots=True)
class Found:
    """All that the modules say, and what they would say that nobody marked."""

    said: list[Said] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)


def read_code(root: Path, packages: Iterable[str]) -> list[Module]:
    """Return the modules of `packages` below `root`, in the order of their paths."""
    return [
        read_module(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
        for package in packages
        for path in sorted((root / package).rglob("*.py"))
    ]


def read_module(file: str, code: str) -> Module:
    unsaid = (number for number, line in enumerate(code.splitlines(), 1) if UNSAID in line)
    return Module(file, ast.parse(code), frozenset(unsaid))


def look_through(modules: Iterable[Module], *, unread: Iterable[str] = ()) -> Found:
    """Return every text of `modules`, in their order, and what is not marked.

    `unread`: beginnings of the paths of modules whose own words only developers see.
    """
    everywhere, found, before = Names(), Found(), -1
    known = [(module, everywhere.in_module()) for module in modules]
    while before != (before := sum(names.count() for _module, names in known)):
        for module, names in known:  # anew, as a name may hold what another module teaches
            Learner(module.types, names).visit(module.tree)
    for module, names in known:
        checks = not module.file.startswith(tuple(unread))
        _Reader(module, names, found, checks=checks).visit(module.tree)
    return found


# --- what is said


class _Reader(ast.NodeVisitor):
    """Reads one module: takes what is marked or said, and complains of the rest."""

    def __init__(self, module: Module, names: Names, found: Found, *, checks: bool) -> None:
        self._module = module
        self._names = names
        self._found = found
        self._checks = checks
        self._speaks_itself = False
        self._tables = _tables(module.tree)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        before, self._speaks_itself = self._speaks_itself, node.name in self._module.types
        self.generic_visit(node)
        self._speaks_itself = before

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for each in (*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body):
            self.visit(each)  # no annotation, and no help that a decorator shows

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring is nobody's text
            self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        pass

    def visit_Call(self, node: ast.Call) -> None:
        name, args = last(node.func), node.args
        if name in self._names.plurals and len(args) > 1:
            self._take_plural(node, args[0], args[1])
            said = 2
        elif args and (name in self._names.marks or self._says(node.func)):
            self._take(args[0])
            said = 1
        elif name in {"partial", "map"} and len(args) > 1:
            said = self._take_handed_over(node)
        elif name in UNREAD:
            return
        elif name.endswith("Error") and name not in TOLD:
            said = len(args)  # for developers, while the fields of a refusal of ours have names
        else:
            said = 0
            self._check_words(name, args)
        self.visit(node.func)
        for each in (*args[said:], *node.keywords):
            self.visit(each)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._check(node, node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._check(node, _joined(node))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    # --- taking

    def _says(self, called: ast.expr) -> bool:
        if isinstance(called, ast.Name) and called.id == "self":
            return self._speaks_itself
        return is_speaker(called, self._names)

    def _take_plural(self, call: ast.Call, one: ast.expr, many: ast.expr) -> None:
        forms = _literal(one), _literal(many)
        if forms[0] is not None and forms[1] is not None:
            self._found.said.append(Said((forms[0], forms[1]), self._module.file, call.lineno))
        elif any(isinstance(each, ast.JoinedStr) for each in (one, many)):
            self._complain(call.lineno, "an f-string is in no catalogue")

    def _take_handed_over(self, call: ast.Call) -> int:
        """Take what `partial(_, "text")` and `map(_, ("one", "two"))` say; return how many args."""
        speaker, *texts = call.args
        if last(speaker) in self._names.plurals and len(texts) > 1:
            self._take_plural(call, texts[0], texts[1])
            return 3
        if not self._says(speaker):
            return 0
        if isinstance(texts[0], ast.Tuple | ast.List | ast.Set):
            for each in texts[0].elts:
                self._take(each)
        else:
            self._take(texts[0])
        return 2

    def _take(self, expression: ast.expr) -> None:
        """Take the texts that `expression` may be; complain of those nobody could translate."""
        match expression:
            case ast.IfExp(test=test, body=one, orelse=other):
                self.visit(test)
                self._take(one)
                self._take(other)
            case ast.BoolOp(values=values):
                for each in values:
                    self._take(each)
            case ast.NamedExpr(value=value) | ast.Starred(value=value):
                self._take(value)
            case ast.JoinedStr():
                self._complain(
                    expression.lineno, f"an f-string is in no catalogue: {_joined(expression)!r}"
                )
            case _ if (text := _literal(expression)) is not None:
                if text:
                    self._found.said.append(Said(text, self._module.file, expression.lineno))
            case ast.BinOp():
                self._complain(expression.lineno, "a text made of pieces is in no catalogue")
            case ast.Name() | ast.Attribute() | ast.Subscript():
                self._check_variable(expression)
                self.generic_visit(expression)
            case _:
                self.visit(expression)

    # --- what nobody marked

    def _check_variable(self, said: ast.expr) -> None:
        """Complain of a single word that is said by its name, unmarked where it is kept."""
        name = last(said.value if isinstance(said, ast.Subscript) else said)
        for text, line in self._tables.get(name, ()):
            if WORD.search(text) and not NAME.fullmatch(text):
                self._complain(line, f"{name} is said and not marked with {MARK}: {text!r}")

    def _check_words(self, name: str, args: Iterable[ast.expr]) -> None:
        """Complain of a single word that is shown as it stands."""
        for each in args if name in SHOWING else ():
            text = _joined(each) if isinstance(each, ast.JoinedStr) else _literal(each)
            if text is not None and WORD.search(text):
                self._complain(each.lineno, f"{name} shows a text that is not marked: {text!r}")

    def _check(self, node: ast.expr, text: str) -> None:
        if SENTENCE.search(text) and not SQL.match(text):
            self._complain(node.lineno, f"not marked: {text!r}")

    def _complain(self, line: int, problem: str) -> None:
        told = {(each.file, each.line) for each in self._found.complaints}
        is_new = (self._module.file, line) not in told
        if self._checks and is_new and line not in self._module.unsaid:
            self._found.complaints.append(Complaint(self._module.file, line, problem))


def _literal(expression: ast.expr) -> str | None:
    """Return a text that is written whole in the code, also in halves; None for any other."""
    match expression:
        case ast.Constant(value=str(text)):
            return text
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            one, other = _literal(left), _literal(right)
            return None if one is None or other is None else one + other
        case _:
            return None


def _joined(expression: ast.JoinedStr) -> str:
    """Return what an f-string says by itself, with a 0 for each of its fields."""
    return "".join(_literal(each) or "0" for each in expression.values)


def _tables(tree: ast.Module) -> dict[str, list[tuple[str, int]]]:
    """Return the texts that are kept under a name without a mark, with their lines."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for node in ast.walk(tree):
        match node:
            case (
                ast.Assign(targets=[target], value=value)
                | ast.AnnAssign(target=target, value=ast.expr() as value)
            ):
                for each in _kept(value):
                    if (text := _literal(each)) is not None:
                        found[last(target)].append((text, each.lineno))
    return found


def _kept(value: ast.expr) -> Iterator[ast.expr]:
    """Return what a name may stand for: the value itself, one of two, those of a table."""
    match value:
        case ast.Dict(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
            for each in values:
                yield from _kept(each)
        case ast.IfExp(body=one, orelse=other):
            yield from _kept(one)
            yield from _kept(other)
        case ast.Subscript(value=inner):
            yield from _kept(inner)
        case _:
            yield value
