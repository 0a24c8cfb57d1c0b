"""What the tests of territories read of them."""

from django.template.loader import render_to_string

from cordee.territories.queries import during
from cordee.territories.templatetags.territories import territory_map


def members_at(territory, at):
    """Who belongs to a body on a day, by name."""
    rows = territory.members.filter(during(at)).select_related("child")
    return rows.order_by("child__key", "child__ref")


def map_of(counts, **more):
    """A map as the tag of pages draws it."""
    return render_to_string("territories/parts/map.html", territory_map(counts, **more))
