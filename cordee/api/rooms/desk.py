"""The team's side: every file of a call, with the filters of its page; its deposits."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from cordee.api import door
from cordee.api.operations import operation
from cordee.api.paging import USUAL, listed
from cordee.api.rooms.files import deposit_line, line
from cordee.api.rules.scopes import Scope
from cordee.api.schemas import DeskDepositTold, DeskFileTold, PageOf
from cordee.applications import queries
from cordee.applications.models import Application, Deposit
from cordee.applications.policy import withheld
from cordee.calls.models import Edition
from cordee.kernel.canonical import plain
from cordee.people.policy import only_staff
from cordee.web.requests import Request

router = Router()
STATES = {"": "", "draft": "brouillon", "deposited": "deposee", "withdrawn": "retiree"}


def edition_of(request: Request, key: str) -> Edition:
    """The call, for the team alone."""
    door.allow(only_staff(request.user, timezone.now()))
    return door.row(Edition.objects.exclude(current=None).select_related("current"), key=key)


@operation(router, "GET", "/appels/{slug:key}/dossiers", scope=Scope.DESK_READ,
           response={200: PageOf[DeskFileTold]}, url_name="desk")  # fmt: skip
def files(
    request: Request,
    key: str,
    *,
    words: str = "",
    state: str = "",
    department: str = "",
    kind: str = "",
    track: str = "",
    step: str = "",
    label: str = "",
    cursor: str = "",
    size: int = USUAL,
) -> HttpResponse:
    """Les dossiers d’un appel ; `state` vaut draft, deposited ou withdrawn.

    Les dossiers dont l’auteur du jeton s’est déporté n’existent pas.
    """
    edition = edition_of(request, key)
    if state not in STATES:
        raise door.Problem(422, _("L’état cherché vaut draft, deposited ou withdrawn."))
    rows = queries.staff_list(
        edition, words=words[:100], state=STATES[state], department=department[:3],
        kind=kind[:40], track=track[:60], step=step[:60], label=label[:40],
        without=withheld(request.user, timezone.now()),
    )  # fmt: skip
    rows = door.within(door.token_of(request), rows).select_related("edition", "territory")
    return listed(request, rows, _told, cursor=cursor, size=size)


def _told(application: Application) -> dict[str, Any]:
    said = {**line(application), "labels": application.labels, "origin": application.origin}
    return dict(plain(said))


@operation(router, "GET", "/appels/{slug:key}/depots", scope=Scope.DESK_READ,
           response={200: PageOf[DeskDepositTold]}, url_name="desk_deposits")  # fmt: skip
def deposits(
    request: Request,
    key: str,
    *,
    since: datetime | None = None,
    in_force: bool = False,
    cursor: str = "",
    size: int = USUAL,
) -> HttpResponse:
    """Les dépôts d’un appel, dans l’ordre de leur arrivée ; `since` n’en garde que la suite."""
    edition = edition_of(request, key)
    hidden = withheld(request.user, timezone.now())
    files = Application.objects.filter(edition=edition).exclude(pk__in=hidden)
    seen = door.within(door.token_of(request), files)
    rows = Deposit.objects.filter(application__in=seen.order_by().values("pk"))
    if since is not None:
        if since.tzinfo is None:
            raise door.Problem(422, _("Donnez l’instant avec son décalage, ou terminé par Z."))
        rows = rows.filter(at__gte=since)
    rows = rows.exclude(in_force=None) if in_force else rows
    rows = rows.select_related("application").defer("content", "findings")
    return listed(request, rows, _deposit, cursor=cursor, size=size)


def _deposit(made: Deposit) -> dict[str, Any]:
    application = made.application
    told = {
        **deposit_line(made, application),
        "file": application.public_id,
        "name": application.body_name,
    }
    return dict(plain(told))
