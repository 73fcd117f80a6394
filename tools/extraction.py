"""Find the texts that the code says, by walking its syntax tree.

The tree is the same on every Python, and it holds what a reader of tokens cannot follow: calls
inside f-strings, `terminal()("…")`, aliases, and texts that are kept in a variable first.

A *speaker* is a `Language` or a `Texts`; calling it with a text says the text. A *maker* is what
returns a speaker. Both are known by name: variables in their module, attributes and functions in
all modules. A name that holds a speaker once counts as one throughout, which may find too much but
leaves nothing out.
"""

import ast
import builtins
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Text = str | tuple[str, str]

TYPES = frozenset({"Language", "Texts"})
HOME = "language"  # the modules they live in: another type of that name speaks no language
MARK = "N_"
PLURAL = "plural"
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


@dataclass(frozen=True, slots=True)
class Module:
    """A module's tree, and the lines whose words no person reads."""

    file: str
    tree: ast.Module
    unsaid: frozenset[int]

    @property
    def types(self) -> frozenset[str]:
        """The names under which this module knows a type that speaks."""
        if Path(self.file).stem == HOME:
            return TYPES
        return frozenset(
            alias.asname or alias.name
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] == HOME
            for alias in node.names
            if alias.name in TYPES
        )


@dataclass(slots=True)
class Names:
    """What is known by name: attributes and functions everywhere, variables in one module."""

    attributes: set[str] = field(default_factory=set)
    makers: set[str] = field(default_factory=lambda: set(TYPES))
    variables: set[str] = field(default_factory=lambda: {"_", "texts"})
    marks: set[str] = field(default_factory=lambda: {MARK})
    plurals: set[str] = field(default_factory=lambda: {PLURAL})

    def in_module(self) -> "Names":
        """Return the names for another module."""
        return Names(self.attributes, self.makers)

    def add_speaker(self, named: ast.expr) -> None:
        if isinstance(named, ast.Name):
            self.variables.add(named.id)
        elif isinstance(named, ast.Attribute):
            self.attributes.add(named.attr)

    def count(self) -> int:
        groups = (self.attributes, self.makers, self.variables, self.marks, self.plurals)
        return sum(map(len, groups))


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
            _Learner(module.types, names).visit(module.tree)
    for module, names in known:
        checks = not module.file.startswith(tuple(unread))
        _Reader(module, names, found, checks=checks).visit(module.tree)
    return found


# --- who speaks


class _Learner(ast.NodeVisitor):
    """Learns from one module which names hold speakers, makers and marks."""

    def __init__(self, types: frozenset[str], names: Names) -> None:
        self._types = types
        self._names = names

    def visit_arg(self, node: ast.arg) -> None:
        if self._is_speaking(node.annotation):
            self._names.variables.add(node.arg)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if self._is_speaking(node.returns):
            is_property = any(_last(each) == "property" for each in node.decorator_list)
            (self._names.attributes if is_property else self._names.makers).add(node.name)
        self.generic_visit(node)

    def visit_alias(self, node: ast.alias) -> None:
        names = self._names
        for group in (names.makers, names.marks, names.variables):
            if node.asname and node.name in group:
                group.add(node.asname)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if self._is_speaking(node.annotation):
            self._names.add_speaker(node.target)
        elif node.value is not None:
            self._learn(node.target, node.value)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._learn(target, node.value)
        self.generic_visit(node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._learn(node.target, node.value)
        self.generic_visit(node)

    def visit_For(self, node: ast.For) -> None:
        self._learn_each(node.target, node.iter)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        self._learn_each(node.target, node.iter)
        self.generic_visit(node)

    def _learn_each(self, target: ast.expr, values: ast.expr) -> None:
        if isinstance(values, ast.Tuple | ast.List):
            for each in values.elts:
                self._learn(target, each)
        else:
            self._learn(target, values)

    def _learn(self, target: ast.expr, value: ast.expr) -> None:
        names = self._names
        match target, value:
            case ast.Tuple(elts=targets), ast.Tuple(elts=values):
                for one, other in zip(targets, values, strict=False):
                    self._learn(one, other)
            case ((ast.Name() | ast.Attribute()), _):
                if _is_speaker(value, names):
                    names.add_speaker(target)
                for group in (names.makers, names.marks, names.plurals):
                    if _last(value) in group:
                        group.add(_last(target))

    def _is_speaking(self, hint: ast.expr | None) -> bool:
        match hint:
            case ast.Name() | ast.Attribute():
                return _last(hint) in self._types
            case ast.Constant(value=str(name)):  # written as a string, to be known later
                return name.rpartition(".")[2] in self._types
            case ast.BinOp(left=left, right=right):  # Language | None
                return self._is_speaking(left) or self._is_speaking(right)
            case _:
                return False


def _is_speaker(expression: ast.expr, names: Names) -> bool:
    """Whether an expression's value is, or may be, a speaker; of several, whether one is."""
    within: Iterable[ast.expr] = ()
    match expression:
        case ast.Name(id=name):
            return name in names.variables
        case ast.Attribute(attr=name):
            return name in names.attributes
        case ast.Call(func=called, args=args):
            if _last(called) not in {"next", "iter", "cast", "map"}:
                return _makes(called, names)
            if any(_makes(each, names) for each in args):
                return True
            within = args
        case ast.IfExp(body=one, orelse=other):
            within = (one, other)
        case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
            within = values
        case ast.GeneratorExp(elt=inner) | ast.ListComp(elt=inner) | ast.NamedExpr(value=inner):
            within = (inner,)
    return any(_is_speaker(each, names) for each in within)


def _makes(called: ast.expr, names: Names) -> bool:
    return _last(called) in names.makers


def _last(expression: ast.expr) -> str:
    """Return the last name of `a.b.c`; "" when there is none."""
    match expression:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


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
        name, args = _last(node.func), node.args
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
        return _is_speaker(called, self._names)

    def _take_plural(self, call: ast.Call, one: ast.expr, many: ast.expr) -> None:
        forms = _literal(one), _literal(many)
        if forms[0] is not None and forms[1] is not None:
            self._found.said.append(Said((forms[0], forms[1]), self._module.file, call.lineno))
        elif any(isinstance(each, ast.JoinedStr) for each in (one, many)):
            self._complain(call.lineno, "an f-string is in no catalogue")

    def _take_handed_over(self, call: ast.Call) -> int:
        """Take what `partial(_, "text")` and `map(_, ("one", "two"))` say; return how many args."""
        speaker, *texts = call.args
        if _last(speaker) in self._names.plurals and len(texts) > 1:
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
        name = _last(said.value if isinstance(said, ast.Subscript) else said)
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
                        found[_last(target)].append((text, each.lineno))
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
