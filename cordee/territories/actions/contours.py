"""Import contours: each laid on its living territory, the last file wins."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from cordee.territories.contours import Contour
from cordee.territories.models import Outline, Territory


@transaction.atomic
def import_contours(contours: Iterable[Contour], *, by: Any, at: datetime) -> int:  # noqa: ARG001 - a verb's shape
    """Write the contours of the territories that are known; returns how many."""
    contours = list(contours)
    known = _known(contours)
    rows = {
        pk: Outline(territory_id=pk, path=contour.path)
        for contour in contours
        if (pk := known.get((contour.scheme, contour.code)))
    }
    Outline.objects.bulk_create(
        rows.values(), batch_size=1000, update_conflicts=True,
        unique_fields=["territory"], update_fields=["path"],
    )  # fmt: skip
    return len(rows)


def _known(contours: Iterable[Contour]) -> dict[tuple[str, str], int]:
    """Scheme and code → the living territory (one query)."""
    wanted = [contour.code for contour in contours]
    refs = [f"{contour.scheme}:{contour.code}" for contour in contours]
    rows = Territory.objects.filter(ends=None).order_by()
    by_siren = rows.filter(siren__in=wanted).exclude(siren="")
    by_insee = rows.filter(insee__in=wanted, kind="commune")
    found = {("siren", siren): pk for siren, pk in by_siren.values_list("siren", "pk")}
    found |= {("insee", insee): pk for insee, pk in by_insee.values_list("insee", "pk")}
    places = rows.filter(ref__in=refs).values_list("ref", "pk")
    return found | {(ref.split(":")[0], ref.split(":")[1]): pk for ref, pk in places}
