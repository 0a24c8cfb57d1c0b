"""The marks of a jury, for the team that runs it; never for who withdrew from one of its files."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from cordee.api import door
from cordee.api.operations import answered, operation
from cordee.api.paging import USUAL, listed
from cordee.api.rooms.desk import edition_of
from cordee.api.rooms.files import at_site
from cordee.api.rules.scopes import Scope
from cordee.api.schemas import MarkTold, PageOf, PanelTold
from cordee.kernel.canonical import plain
from cordee.selection import policy, queries
from cordee.selection.models import Mark, Panel
from cordee.web.requests import Request

router = Router()


@operation(router, "GET", "/appels/{slug:key}/jurys", scope=Scope.MARKS_READ,
           response={200: list[PanelTold]}, url_name="panels")  # fmt: skip
def panels(request: Request, key: str) -> HttpResponse:
    """Les jurys d’un appel que l’auteur du jeton peut suivre."""
    door.whole_house(door.token_of(request))
    edition, now = edition_of(request, key), timezone.now()
    found = queries.panels().filter(edition=edition).order_by("pk")
    mine = [one for one in found if policy.may_run(request.user, one, at=now)]
    return answered(request, plain([_panel(one) for one in mine]))


def _panel(panel: Panel) -> dict[str, Any]:
    criteria = panel.edition.definition.criteria_of(queries.stage_of(panel))
    return {
        "id": panel.public_id,
        "stage": panel.stage,
        "label": panel.label,
        "criteria": [one.key for one in criteria],
        "address": at_site("api-1:marks", panel.public_id),
    }


@operation(router, "GET", "/jurys/{uuid:panel}/notes", scope=Scope.MARKS_READ,
           response={200: PageOf[MarkTold]}, url_name="marks")  # fmt: skip
def marks(request: Request, panel: UUID, cursor: str = "", size: int = USUAL) -> HttpResponse:
    """Les notes données, une par juré·e, dossier et critère.

    À l’aveugle, les dossiers gardent leur nom neutre.
    """
    door.whole_house(door.token_of(request))
    found = door.row(queries.panels(), public_id=panel)
    door.allow(policy.may_run(request.user, found, at=timezone.now()))
    stage = queries.stage_of(found)
    rows = Mark.objects.filter(juror__panel=found, withdrawn_at=None, given=True)
    rows = rows.select_related("juror__person", "deposit")

    def told(one: Mark) -> dict[str, Any]:
        said = {
            "deposit": one.deposit.public_id,
            "file": queries.name_of(one.deposit, stage),
            "juror": one.juror.public_id,
            "juror_name": str(one.juror),
            "criterion": one.criterion,
            "value": None if one.value is None else f"{one.value.normalize():f}",
            "comment": one.comment,
            "at": one.at,
        }
        return dict(plain(said))

    return listed(request, rows, told, cursor=cursor, size=size)
