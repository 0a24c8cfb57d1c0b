"""The map of territories, in any page: `{% territory_map counts title="…" region="32" %}`."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from cordee.territories import maps

register = template.Library()


@register.inclusion_tag("territories/parts/map.html")
def territory_map(
    counts: Mapping[str, int],
    *,
    title: str,
    unit: str = "dossiers",
    region: str = "",
    spots: Iterable[maps.Spot] = (),
    patches: Iterable[maps.Patch] = (),
    name: str = "carte",
) -> dict[str, Any]:
    """Draw `counts` (department → number) with its table; `name` makes the ids unique."""
    drawn = maps.draw(counts, title=title, unit=unit, region=region, spots=spots, patches=patches)
    return {"map": drawn, "name": name}
