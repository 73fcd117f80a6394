"""What holds on every page for somebody who does not see it, said as complaints."""

from collections.abc import Iterator, Sequence

from tests.accessibility.reader import Node

OPERATED_BY = {"button": "Press", "check box": "Toggle", "radio button": "Toggle"}
TICKED = frozenset({"check box", "radio button"})
FIELDS = frozenset({"text", "entry", "password text"})


def complaints(nodes: Sequence[Node]) -> list[str]:
    """Return what is wrong with a page; `nodes` are all, also those that are not seen."""
    return [*about_controls(nodes), *about_what_is_seen(nodes), *about_order(nodes)]


def about_controls(nodes: Sequence[Node]) -> Iterator[str]:
    names: set[str] = set()
    for node in nodes:
        if not (node.is_showing and node.is_control):
            continue
        if not node.name.strip():
            yield f"a {node.role} at {node.box} has no name"
        if node.name in names:
            yield f"two controls are called “{node.name}”"
        names.add(node.name)
        for complaint in _about_control(node):
            yield f"{node.role} “{node.name}”: {complaint}"


def _about_control(node: Node) -> Iterator[str]:
    if node.role not in OPERATED_BY and node.role not in FIELDS:
        yield "not a role of a control"
    if (node.role in TICKED) != ("checkable" in node.states):
        yield "its role says something else than its states"
    if ("enabled" in node.states) != ("sensitive" in node.states):
        yield "enabled and sensitive differ"
    if "enabled" in node.states:
        if node.role in OPERATED_BY and OPERATED_BY[node.role] not in node.actions:
            yield f"cannot be operated, only {node.actions}"
        if "focusable" not in node.states:
            yield "out of the keyboard's reach"


def about_what_is_seen(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if node.parent <= 0 or not node.is_showing:
            continue
        above = nodes[node.parent]
        if not above.is_showing:
            yield f"{node.role} “{node.name}” is showing in something hidden"
        if "visible" not in node.states:
            yield f"{node.role} “{node.name}” is showing, but not visible"
        if node.name and not _overlap(node, above):
            yield f"{node.role} “{node.name}” is showing outside of what it is in"


def _overlap(node: Node, other: Node) -> bool:
    left, top, width, height = node.box
    other_left, other_top, other_width, other_height = other.box
    return (
        width > 0
        and height > 0
        and left < other_left + other_width
        and other_left < left + width
        and top < other_top + other_height
        and other_top < top + height
    )


def about_order(nodes: Sequence[Node]) -> Iterator[str]:
    """Complain of what is read after something that stands wholly below it, in its column."""
    before: Node | None = None
    for node in nodes:
        if not (node.is_showing and node.name and node.parent > 0):
            continue
        if before is not None and _is_above(node, before) and not _is_right_of(node, before):
            yield f"“{node.name}” is read after “{before.name}”, and stands above it"
        before = node


def _is_above(node: Node, other: Node) -> bool:
    return node.box[1] + node.box[3] <= other.box[1]


def _is_right_of(node: Node, other: Node) -> bool:
    return node.box[0] >= other.box[0] + other.box[2]
