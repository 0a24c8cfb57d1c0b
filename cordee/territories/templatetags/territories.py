"""The map of territories, in any page: `{% territory_map counts title="…" region="32" %}`."""

from collections.abc import Iterable, Mapping, Sized
from typing import Any

from django import template
from django.utils.translation import gettext as _

from cordee.kernel import french
from cordee.territories import maps, queries
from cordee.web.templatetags.cordee import counted

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


@register.filter
def found_told(rows: Sized) -> str:
    """How many territories were found; a full list says that it stops there."""
    if len(rows) < queries.PAGE:
        return counted(len(rows), _("territoire trouvé,territoires trouvés"))
    first = french.number(queries.PAGE)
    told = _("Les %(first)s premiers : précisez le nom, ou donnez un code postal")
    return told % {"first": first}
