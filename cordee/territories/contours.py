"""Contours of territories from a TopoJSON file, put on our drawing. Pure."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cordee.territories import maps
from cordee.territories.gazetteer import Unreadable

FINE = 10
"""Units of a contour for one of the drawing: a commune needs more than whole units."""
SCHEMES = {9: "siren", 5: "insee"}
HIGHEST = 85
"""Beyond this latitude a Mercator has no end."""

type Ring = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Contour:
    """The outline of a body: how its code reads (`siren`, `insee`, `departement`, `region`)."""

    scheme: str
    code: str
    path: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The contours on our drawing, and how many lie off it (overseas) or have no shape."""

    contours: tuple[Contour, ...]
    off: int


def read(path: Path) -> Reading:
    """Read a TopoJSON whose shapes have a property `code`; raises `Unreadable`.

    Nine figures are a SIREN, five characters an INSEE code; shorter codes are régions when the
    file or its layer is named after them (`reg…`), départements otherwise.
    """
    try:
        topology = json.loads(path.read_bytes())
        arcs = _arcs(topology)
        shapes = [
            (_scheme(str(shape["properties"]["code"]), f"{name} {path.name}"), shape)
            for name, layer in topology["objects"].items()
            for shape in layer["geometries"]
        ]
        made = [Contour(*known, _path(_rings(shape, arcs))) for known, shape in shapes]
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as fault:
        raise Unreadable(
            f"{path.name} n’est pas un TopoJSON dont chaque contour a une propriété « code »."
        ) from fault
    kept = tuple(contour for contour in made if contour.path)
    return Reading(kept, len(made) - len(kept))


def _scheme(code: str, named: str) -> tuple[str, str]:
    short = "region" if "reg" in named.lower() else "departement"
    return SCHEMES.get(len(code), short), code


def _arcs(topology: Mapping[str, Any]) -> list[Ring]:
    """The lines of the file, projected."""
    transform = topology.get("transform")
    return [_projected(_degrees(arc, transform)) for arc in topology["arcs"]]


def _degrees(
    arc: Iterable[Sequence[float]], transform: Mapping[str, Any] | None
) -> Iterator[tuple[float, float]]:
    """Longitudes and latitudes of an arc, its steps added up when the file is quantised."""
    if not transform:
        yield from ((point[0], point[1]) for point in arc)
        return
    (kx, ky), (ox, oy) = transform["scale"], transform["translate"]
    x = y = 0.0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield x * kx + ox, y * ky + oy


def _projected(points: Iterable[tuple[float, float]]) -> Ring:
    return [
        maps.project(max(min(latitude, HIGHEST), -HIGHEST), longitude, FINE)
        for longitude, latitude in points
    ]


def _rings(shape: Mapping[str, Any], arcs: Sequence[Ring]) -> Iterator[Ring]:
    """The closed lines of a shape; a shape without geometry has none."""
    match shape.get("type"):
        case "Polygon":
            polygons = [shape["arcs"]]
        case "MultiPolygon":
            polygons = shape["arcs"]
        case _:
            polygons = []
    for polygon in polygons:
        for ring in polygon:
            yield _joined(ring, arcs)


def _joined(ring: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    """Arcs one after the other; a negative number is an arc walked backwards."""
    walked: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        walked += arc[1:] if walked else arc
    return walked


def _path(rings: Iterable[Ring]) -> str:
    """The SVG path of the rings that lie on the drawing."""
    ground = maps.background()
    width, height = ground.width * FINE, ground.height * FINE
    inside = (ring for ring in rings if all(0 <= x <= width and 0 <= y <= height for x, y in ring))
    return "".join(_closed(ring) for ring in inside)


def _closed(ring: Ring) -> str:
    """« M10,20l5,6-3,1z », without the steps that do not move."""
    (x, y), told = ring[0], []
    for u, v in ring[1:-1]:
        if (u, v) != (x, y):
            told.append(f"{u - x},{v - y}")
            x, y = u, v
    if len(told) < 2:  # noqa: PLR2004 - three points make the smallest shape
        return ""
    steps = " ".join(told).replace(" -", "-").replace(",-", "-")
    return f"M{ring[0][0]},{ring[0][1]}l{steps}z"
