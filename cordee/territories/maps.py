"""Maps of France by department: shapes, classes, points, and the table beside. Pure."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import ceil, degrees, hypot, log, pi, radians, tan
from typing import NamedTuple

from cordee.kernel import french
from cordee.kernel.places import DEPARTMENTS, REGION_OF, REGIONS
from cordee.kernel.typography import NBSP
from cordee.territories import rules
from cordee.territories.gazetteer import SHIPPED

SHADES = ("#f3f0e8", "#cfe2e3", "#8fbfc5", "#2f7480", "#083a44")
"""Fill of the classes, from none to most: one hue, told apart in grey too."""
DARK_FROM = 3
"""First class on which words are white."""
EAST, NORTH = (166.07, 860.9), (165.53, 9871.0)
"""The drawing is a Mercator: scale and origin of x, of y.

Fitted on the middles of the 96 departments: half a unit off, France being 2 400 wide."""
TILE, GAP, TILES_AT, TILES_A_ROW = 150, 20, (30, 1760), 3
CONTOURS = "contours des territoires : IGN Admin Express, Licence Ouverte 2.0"
MARGIN = 0.04
GRID = 14
"""Points tried along each side of a department to place its words."""
FRENCH_SEVEN = ("971", "972", "973", "974", "976")
"""Overseas departments always shown; other overseas collectivities only when they count."""


class Spot(NamedTuple):
    """A place to point at: degrees, and what to say of it."""

    latitude: float
    longitude: float
    label: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A department on the map: an SVG path, or a tile when `path` is empty."""

    code: str
    name: str
    count: int
    level: int
    said: str
    x: int
    y: int
    path: str = ""

    @property
    def fill(self) -> str:
        """Its colour."""
        return SHADES[self.level]

    @property
    def figure(self) -> str:
        """The number, as written."""
        return french.number(self.count)

    @property
    def label_x(self) -> int:
        """Where a tile's code is written, from the left."""
        return self.x + TILE // 2

    @property
    def label_y(self) -> int:
        """Where a tile's code is written, from the top."""
        return self.y + TILE * 3 // 5

    @property
    def ink(self) -> str:
        """The colour of the words written on it."""
        return "#ffffff" if self.level >= DARK_FROM else "#1b1b1f"


class Dot(NamedTuple):
    """A point on the drawing."""

    x: int
    y: int
    label: str


class Patch(NamedTuple):
    """The contour of a body, laid over the departments (`queries.patches` gives them)."""

    path: str
    label: str


class Step(NamedTuple):
    """A line of the legend."""

    fill: str
    said: str


@dataclass(frozen=True, slots=True)
class Map:
    """Everything a page needs to draw the map and to say it in a table."""

    title: str
    unit: str
    shapes: tuple[Shape, ...]
    tiles: tuple[Shape, ...]
    dots: tuple[Dot, ...]
    patches: tuple[Patch, ...]
    legend: tuple[Step, ...]
    rows: tuple[Shape, ...]
    total: int
    elsewhere: int
    view_box: str
    borders: str
    numbered: bool
    letter: int
    radius: int
    credit: str

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw (an overseas région is only a table)."""
        return bool(self.shapes)

    @property
    def description(self) -> str:
        """The map in one sentence."""
        most = sorted((row for row in self.rows if row.count), key=lambda row: -row.count)[:3]
        leading = french.listed([row.said for row in most])
        if not leading:
            return french.say("Aucun.")
        total = french.plural(self.total, self.unit.removesuffix("s"), self.unit)
        return french.say("{total}. {leading}.", total=total, leading=leading)


@dataclass(frozen=True, slots=True)
class Background:
    """The shipped shapes."""

    width: int
    height: int
    departments: Mapping[str, str]
    borders: str
    credit: str


@cache
def background() -> Background:
    """Read the shipped shapes once."""
    return Background(**json.loads((SHIPPED / "departments.json").read_text("utf-8")))


def draw(
    counts: Mapping[str, int],
    *,
    title: str,
    unit: str = "dossiers",
    region: str = "",
    spots: Iterable[Spot] = (),
    patches: Iterable[Patch] = (),
) -> Map:
    """The map of `counts` (department code → number), of France or of one région.

    Counts of a department outside the map are kept in `elsewhere` and in the total, never lost.
    `unit` is a French plural (« dossiers »); raises `KeyError` on an unknown région.
    """
    REGIONS[region or "32"]
    ground, patches = background(), tuple(patches)
    shown = [code for code in DEPARTMENTS if not region or REGION_OF[code] == region]
    made = _painted({code: counts.get(code, 0) for code in shown}, unit, written=bool(region))
    shapes = tuple(made[code] for code in shown if code in ground.departments)
    box = _box(shapes) if region and shapes else (0, 0, ground.width, ground.height)
    return Map(
        title=title,
        unit=unit,
        shapes=shapes,
        tiles=() if region else tuple(_tiles(made)),
        dots=tuple(_dots(spots, box)),
        patches=patches,
        legend=tuple(_legend(classes(shape.count for shape in made.values()))),
        rows=tuple(shape for shape in made.values() if region or shape.count),
        total=sum(counts.values()),
        elsewhere=sum(counts.values()) - sum(shape.count for shape in made.values()),
        view_box=" ".join(map(str, box)),
        borders="" if region else ground.borders,
        numbered=bool(region),
        letter=box[2] // 22,
        radius=max(box[2] // 110, 3),
        credit=f"{ground.credit} ; {CONTOURS}" if patches else ground.credit,
    )


def classes(values: Iterable[int]) -> tuple[int, ...]:
    """Upper bounds of the classes above zero, at most four, in whole numbers.

    >>> classes([0, 1, 2])
    (1, 2)
    >>> classes([3, 40])
    (10, 20, 30, 40)
    """
    most = max(values, default=0)
    wanted = len(SHADES) - 1
    return tuple(sorted({ceil(most * step / wanted) for step in range(1, wanted + 1)} - {0}))


def level(count: int, bounds: Sequence[int]) -> int:
    """The class of a number: 0 for none, then the first bound that holds it."""
    if count <= 0:
        return 0
    return next(at for at, bound in enumerate(bounds, start=1) if count <= bound)


def project(latitude: float, longitude: float, fine: int = 1) -> tuple[int, int]:
    """Degrees → units of the drawing, or of a drawing `fine` times larger."""
    stretched = degrees(log(tan(pi / 4 + radians(latitude) / 2)))
    x, y = EAST[0] * longitude + EAST[1], NORTH[1] - NORTH[0] * stretched
    return round(x * fine), round(y * fine)


def points(path: str) -> list[list[tuple[int, int]]]:
    """The outlines of one of our paths, as absolute points."""
    return [
        _walk([int(text) for text in re.findall(r"-?\d+", part)]) for part in path.split("z")[:-1]
    ]


def _walk(numbers: Sequence[int]) -> list[tuple[int, int]]:
    at = (numbers[0], numbers[1])
    walked = [at]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        at = (at[0] + dx, at[1] + dy)
        walked.append(at)
    return walked


@cache
def middle(code: str) -> tuple[int, int]:
    """Where to write on a department: inside, as far from its outline as can be."""
    outline = max(points(background().departments[code]), key=len)
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, bottom = min(y for _, y in outline), max(y for _, y in outline)
    steps = [step / GRID for step in range(1, GRID)]
    spots = [
        (left + (right - left) * across, top + (bottom - top) * down)
        for across in steps
        for down in steps
    ]
    best = max((spot for spot in spots if inside(spot, outline)), key=lambda at: _room(at, outline))
    return round(best[0]), round(best[1])


def inside(spot: tuple[float, float], outline: Sequence[tuple[int, int]]) -> bool:
    """Whether a point is inside an outline: a ray from it crosses it an odd number of times."""
    x, y = spot
    crossed = False
    for (a, b), (c, d) in pairwise([*outline, outline[0]]):
        if (b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a:
            crossed = not crossed
    return crossed


def _room(spot: tuple[float, float], outline: Sequence[tuple[int, int]]) -> float:
    """Distance to the outline; words are wide, so what is beside counts more than above."""
    x, y = spot
    return min(hypot((x - a) / 2, y - b) for a, b in outline)


def _painted(counts: Mapping[str, int], unit: str, *, written: bool) -> dict[str, Shape]:
    """The departments of the map, each in the class of its number."""
    bounds = classes(counts.values())
    return {
        code: _shape(code, count, bounds, unit, written=written) for code, count in counts.items()
    }


def _shape(code: str, count: int, bounds: Sequence[int], unit: str, *, written: bool) -> Shape:
    name = rules.department_name(code)
    ground = background().departments
    x, y = middle(code) if written and code in ground else (0, 0)
    counted = french.plural(count, unit.removesuffix("s"), unit)
    said = french.strung(f"{name} ({code}){NBSP}: ", counted, between="")
    return Shape(code, name, count, level(count, bounds), said, x, y, ground.get(code, ""))


def _tiles(made: Mapping[str, Shape]) -> Iterable[Shape]:
    """Overseas, as squares at the bottom left."""
    overseas = [
        shape
        for code, shape in made.items()
        if not shape.path and (code in FRENCH_SEVEN or shape.count)
    ]
    for at, shape in enumerate(overseas):
        row, column = divmod(at, TILES_A_ROW)
        x, y = TILES_AT[0] + column * (TILE + GAP), TILES_AT[1] + row * (TILE + GAP)
        yield Shape(shape.code, shape.name, shape.count, shape.level, shape.said, x, y)


def _box(shapes: Iterable[Shape]) -> tuple[int, int, int, int]:
    """The frame around shapes, with a margin."""
    walked = [point for shape in shapes for outline in points(shape.path) for point in outline]
    left, right = min(x for x, _ in walked), max(x for x, _ in walked)
    top, bottom = min(y for _, y in walked), max(y for _, y in walked)
    room = ceil(max(right - left, bottom - top) * MARGIN)
    return left - room, top - room, right - left + 2 * room, bottom - top + 2 * room


def _dots(spots: Iterable[Spot], box: tuple[int, int, int, int]) -> Iterable[Dot]:
    """The spots that fall inside the frame."""
    left, top, width, height = box
    for spot in spots:
        x, y = project(spot.latitude, spot.longitude)
        if left <= x <= left + width and top <= y <= top + height:
            yield Dot(x, y, spot.label)


def _legend(bounds: Sequence[int]) -> Iterable[Step]:
    """Read « aucun », « 1 à 3 », « 4 à 6 », and so on."""
    yield Step(SHADES[0], "aucun")
    for at, (before, bound) in enumerate(pairwise([0, *bounds]), start=1):
        first = before + 1
        yield Step(SHADES[at], str(bound) if first == bound else f"{first} à {bound}")
