"""Who speaks in the code: names that hold a `Language` or a `Texts`, which say what they are given.

A *speaker* is such an object; calling it with a text says the text. A *maker* is what returns a
speaker. Both are known by name: variables in their module, attributes and functions in all
modules. A name that holds a speaker once counts as one throughout, which may find too much but
leaves nothing out.
"""

import ast
from dataclasses import dataclass, field
from pathlib import Path

TYPES = frozenset({"Language", "Texts"})
HOME = "language"  # the modules they live in: another type of that name speaks no language
MARK = "N_"
PLURAL = "plural"


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


class Learner(ast.NodeVisitor):
    """Learns from one module which names hold speakers, makers and marks."""

    def __init__(self, types: frozenset[str], names: Names) -> None:
        self._types = types
        self._names = names

    def visit_arg(self, node: ast.arg) -> None:
        if self._is_speaking(node.annotation):
            self._names.variables.add(node.arg)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if self._is_speaking(node.returns):
            is_property = any(last(each) == "property" for each in node.decorator_list)
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
                if is_speaker(value, names):
                    names.add_speaker(target)
                for group in (names.makers, names.marks, names.plurals):
                    if last(value) in group:
                        group.add(last(target))

    def _is_speaking(self, hint: ast.expr | None) -> bool:
        match hint:
            case ast.Name() | ast.Attribute():
                return last(hint) in self._types
            case ast.Constant(value=str(name)):  # written as a string, to be known later
                return name.rpartition(".")[2] in self._types
            case ast.BinOp(left=left, right=right):  # Language | None
                return self._is_speaking(left) or self._is_speaking(right)
            case _:
                return False


def is_speaker(expression: ast.expr, names: Names) -> bool:
    """Whether an expression's value is, or may be, a speaker; of several, whether one is."""
    within: list[ast.expr] = []
    match expression:
        case ast.Name(id=name):
            return name in names.variables
        case ast.Attribute(attr=name):
            return name in names.attributes
        case ast.Call(func=called, args=args):
            if last(called) not in {"next", "iter", "cast", "map"}:
                return makes(called, names)
            if any(makes(each, names) for each in args):
                return True
            within = args
        case ast.IfExp(body=one, orelse=other):
            within = [one, other]
        case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
            within = values
        case ast.GeneratorExp(elt=inner) | ast.ListComp(elt=inner) | ast.NamedExpr(value=inner):
            within = [inner]
    return any(is_speaker(each, names) for each in within)


def makes(called: ast.expr, names: Names) -> bool:
    return last(called) in names.makers


def last(expression: ast.expr) -> str:
    """Return the last name of `a.b.c`; "" when there is none."""
    match expression:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
