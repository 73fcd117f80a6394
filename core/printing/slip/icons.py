"""The pictograms on the paper, read from the SVG files that the screens use too.

A Material symbol is one path of lines and curves in a square. It is flattened to polygons here,
which Pillow can fill and reportlab can draw, so that no SVG library and no second set of picture
files is needed.
"""

import re
from functools import cache
from importlib.resources import files

Point = tuple[float, float]
Outline = tuple[tuple[Point, ...], ...]  # closed polygons in a unit square, y down

_STEPS = 10  # pieces of a curve
_VIEW_BOX = re.compile(r'viewBox="(-?\d+) (-?\d+) (\d+) (\d+)"')
_PATH = re.compile(r'<path d="([^"]+)"')
_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "T": 2}


@cache
def outline(name: str) -> Outline:
    """Return the polygons of `assets/icons/<name>.svg`; overlaps are holes (even-odd)."""
    svg = (files("assets") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    box, path = _VIEW_BOX.search(svg), _PATH.search(svg)
    if box is None or path is None:
        raise ValueError(f"{name}.svg has no path")
    left, top, width, height = (int(number) for number in box.groups())
    return tuple(
        tuple(((x - left) / width, (y - top) / height) for x, y in polygon)
        for polygon in _flatten(_TOKEN.findall(path[1]))
    )


def _flatten(tokens: list[str]) -> list[list[Point]]:
    polygons: list[list[Point]] = []
    at: Point = (0.0, 0.0)
    control: Point | None = None  # of the last Q or T, which the next T mirrors
    command, index = "", 0
    while index < len(tokens):
        if tokens[index].isalpha():
            command = tokens[index]
            index += 1
            if command in "Zz":
                at, control = polygons[-1][0], None
                continue
        kind, relative = command.upper(), command.islower()
        if kind not in _TAKES:
            raise ValueError(f"a pictogram uses the path command {command!r}, unknown here")
        numbers = [float(token) for token in tokens[index : index + _TAKES[kind]]]
        index += _TAKES[kind]
        base = at if relative else (0.0, 0.0)
        end = _end(kind, numbers, base, at)
        if kind == "M":
            polygons.append([end])
            command = "l" if relative else "L"  # what further pairs of numbers mean
        elif kind in "QT":
            if kind == "Q":
                control = (base[0] + numbers[0], base[1] + numbers[1])
            else:
                control = (
                    at if control is None else (2 * at[0] - control[0], 2 * at[1] - control[1])
                )
            polygons[-1] += _curve(at, control, end)
        else:
            polygons[-1].append(end)
        if kind not in "QT":
            control = None
        at = end
    return polygons


def _end(kind: str, numbers: list[float], base: Point, at: Point) -> Point:
    if kind == "H":
        return base[0] + numbers[0], at[1]
    if kind == "V":
        return at[0], base[1] + numbers[0]
    return base[0] + numbers[-2], base[1] + numbers[-1]


def _curve(start: Point, control: Point, end: Point) -> list[Point]:
    points = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append(
            (
                a * start[0] + b * control[0] + c * end[0],
                a * start[1] + b * control[1] + c * end[1],
            )
        )
    return points
