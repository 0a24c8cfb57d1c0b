"""Files: the token itself, one's files, a new draft, one file and where it stands."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from cordee.api import door
from cordee.api.operations import answered, operation
from cordee.api.paging import USUAL, listed
from cordee.api.replays import Made, once
from cordee.api.rules.marks import mark, quoted
from cordee.api.rules.scopes import Scope
from cordee.api.schemas import FileLine, FileTold, PageOf, StartFile, TokenTold
from cordee.applications import actions, policy, queries
from cordee.applications.models import Application, Deposit
from cordee.applications.queries.doors import judged, keep_out, own_door
from cordee.applications.queries.drafts import written_by
from cordee.calls import queries as calls
from cordee.calls.models import Edition
from cordee.kernel.canonical import plain
from cordee.kernel.findings import Finding, Refused
from cordee.territories import queries as territories
from cordee.territories.models import Territory
from cordee.web.requests import Request

router = Router()


def rows() -> Any:
    """Files with what every answer tells of them."""
    return Application.objects.select_related(
        "edition__current", "current", "territory", "owner__person"
    )


def at_site(name: str, *args: Any) -> str:
    """The whole address of one of our addresses."""
    return str(settings.SITE_URL + reverse(name, args=args))


def deposit_line(made: Deposit, application: Application) -> dict[str, Any]:
    """A deposit without its content."""
    return {
        "number": made.number,
        "at": made.at,
        "digest": made.digest,
        "late": made.late,
        "in_force": application.current_id == made.pk,
        "address": at_site("api-1:deposit", application.public_id, made.number),
    }


def state(application: Application) -> str:
    """Where a file stands, in a word of the interface."""
    if application.withdrawn_at is not None:
        return "withdrawn"
    return "draft" if application.current_id is None else "deposited"


def line(application: Application) -> dict[str, Any]:
    """A file as a list tells it: no query more."""
    current = application.current
    place = application.territory
    return {
        "id": application.public_id,
        "call": application.edition.key,
        "step": application.step,
        "track": application.track,
        "body": {
            "name": application.body_name,
            "kind": application.kind,
            "territory": place.ref if place else None,
            "department": application.department,
        },
        "state": state(application),
        "started_at": application.started_at,
        "changed_since_deposit": current is not None and application.changed_at is not None,
        "deposit": deposit_line(current, application) if current else None,
        "address": settings.SITE_URL + application.get_absolute_url(),
    }


def told(application: Application) -> dict[str, Any]:
    """A file and what the clock says of it."""
    reception = queries.reception(application, timezone.now())
    return {
        **line(application),
        "open": application.withdrawn_at is None and not reception.faults,
        "closes_at": reception.closes,
    }


@operation(router, "GET", "/moi", response={200: TokenTold}, url_name="me")
def me(request: Request) -> HttpResponse:
    """Le jeton de cette demande : à qui il est, ce qu’il permet, jusqu’à quand."""
    token = door.token_of(request)
    person = getattr(token.user, "person", None)
    return answered(request, plain({
        "name": token.name,
        "owner": str(person or token.user),
        "organisation": str(token.organisation) if token.organisation else None,
        "scopes": token.scopes,
        "expires_at": token.expires_at,
        "per_minute": settings.API_PER_MINUTE,
    }))  # fmt: skip


@operation(router, "GET", "/dossiers", scope=Scope.FILES_READ,
           response={200: PageOf[FileLine]}, url_name="files")  # fmt: skip
def mine(request: Request, call: str = "", cursor: str = "", size: int = USUAL) -> HttpResponse:
    """Les dossiers que l’auteur du jeton écrit, seul ou à plusieurs."""
    own = written_by(request.user).order_by().values("pk")
    found = door.within(door.token_of(request), rows().filter(pk__in=own))
    found = found.filter(edition__key=call[:60]) if call else found
    return listed(request, found, lambda one: plain(line(one)), cursor=cursor, size=size)


@operation(router, "POST", "/dossiers", scope=Scope.FILES_WRITE,
           response={201: FileTold}, url_name="files")  # fmt: skip
def start(request: Request, asked: StartFile) -> HttpResponse:
    """Commencer un dossier ; les règles d’entrée de l’appel sont appliquées."""

    def begin() -> Made:
        edition = door.row(calls.public(), key=asked.call)
        place = territories.by_ref(asked.territory) if asked.territory else None
        if asked.territory and place is None:
            raise door.Problem(422, _("Ce territoire n’est pas dans la liste."))
        if place is None and not asked.body_name.strip():
            raise door.Problem(422, _("Donnez un territoire de la liste, ou un nom de structure."))
        now = timezone.now()
        if faults := _kept_out(edition, asked, place, now):
            raise Refused(faults)
        given = asked.model_dump(exclude={"call", "territory"})
        made = actions.start(edition, territory=place, **given, by=request.user, at=now)
        found = door.file(request, made.public_id, policy.may_write, rows())
        return _new(found)

    return once(request, "dossier.commencer", begin)


def _kept_out(
    edition: Edition, asked: StartFile, place: Territory | None, at: datetime
) -> list[Finding]:
    """Why the rules of the call keep this body out, as its page says before a line is written."""
    body = Application(
        edition=edition,
        territory=place,
        body_name=asked.body_name,
        kind=place.kind if place else asked.kind,
        track=asked.track,
    )
    return keep_out(judged(body, own_door(body, at), at))


def _new(application: Application) -> Made:
    content = plain(told(application))
    where = at_site("api-1:file", application.public_id)
    headers = {"Location": where, "ETag": quoted(mark(content))}
    return Made(content, str(application.public_id), headers=headers)


@operation(router, "GET", "/dossiers/{uuid:file}", scope=Scope.FILES_READ,
           response={200: FileTold}, url_name="file")  # fmt: skip
def one(request: Request, file: UUID) -> HttpResponse:
    """Un dossier : sa structure, son état, sa date limite, son dépôt en vigueur."""
    found = door.file(request, file, policy.may_read, rows(), at=timezone.now())
    return answered(request, plain(told(found)))
