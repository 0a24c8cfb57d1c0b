"""Pieces of pages that other rooms put in theirs."""

from collections.abc import Iterable, Mapping

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cordee.territories import maps


def map_of(
    counts: Mapping[str, int],
    *,
    title: str,
    unit: str = "dossiers",
    region: str | None = None,
    spots: Iterable[maps.Spot] = (),
    patches: Iterable[maps.Patch] = (),
    name: str = "carte",
) -> SafeString:
    """The map of numbers by department code, with its table beside, as HTML.

    `region` zooms on one région; `spots` are points, `patches` contours laid over it (see
    `queries.spots` and `queries.patches`); `name` makes the ids unique on the page.
    """
    drawn = maps.draw(
        counts, title=title, unit=unit, region=region or "", spots=spots, patches=patches
    )
    return render_to_string("territories/parts/map.html", {"map": drawn, "name": name})
