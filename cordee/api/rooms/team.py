"""The team of a file: who writes it with whom, under the same rules of composition."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from cordee.api import door
from cordee.api.operations import answered, operation
from cordee.api.replays import Made, once
from cordee.api.rooms.files import rows
from cordee.api.rules.scopes import Scope
from cordee.api.schemas import JoinTeam, MemberTold
from cordee.applications import actions, policy, queries
from cordee.applications.models import Application, Member
from cordee.kernel.canonical import plain
from cordee.kernel.findings import Refused, broken
from cordee.web.requests import Request

router = Router()
TOLD = ("given_name", "family_name", "role", "leads", "email", "phone", "capacity",
        "organisation", "service")  # fmt: skip


def _told(member: Member) -> dict[str, Any]:
    return {"id": member.public_id, **{name: getattr(member, name) for name in TOLD}}


@operation(router, "GET", "/dossiers/{uuid:file}/equipe", scope=Scope.FILES_READ,
           response={200: list[MemberTold]}, url_name="team")  # fmt: skip
def every(request: Request, file: UUID) -> HttpResponse:
    """Les membres de l’équipe, aujourd’hui."""
    found = door.file(request, file, policy.may_exchange, rows())
    return answered(request, plain([_told(one) for one in queries.writers(found)]))


@operation(router, "POST", "/dossiers/{uuid:file}/equipe", scope=Scope.FILES_WRITE,
           response={201: MemberTold}, url_name="team")  # fmt: skip
def join(request: Request, file: UUID, sent: JoinTeam) -> HttpResponse:
    """Ajouter quelqu’un à l’équipe ; son invitation à écrire se fait depuis la page."""
    found = door.file(request, file, policy.may_write, rows())
    _check(found, sent)

    def add() -> Made:
        made = actions.join(found, **sent.model_dump(), by=request.user, at=timezone.now())
        return Made(_told(made), str(made.public_id))

    return once(request, "equipe.ajouter", add)


def _check(application: Application, sent: JoinTeam) -> None:
    """What the form of the page would refuse."""
    team = application.edition.definition.team_of(application.track)
    if team is None:
        raise Refused(broken("team", "team", _("Cet appel ne demande pas d’équipe.")))
    parts = {one.key for one in team.leads}
    if not set(sent.leads) <= parts:
        raise Refused(broken("team.lead", "leads", _("Une de ces parts n’existe pas.")))
    if sent.email:
        try:
            validate_email(sent.email)
        except ValidationError:
            said = _("Cette adresse électronique est mal écrite.")
            raise Refused(broken("team.email", "email", said)) from None


@operation(router, "DELETE", "/dossiers/{uuid:file}/equipe/{uuid:member}",
           scope=Scope.FILES_WRITE, url_name="member")  # fmt: skip
def leave(request: Request, file: UUID, member: UUID) -> HttpResponse:
    """Retirer quelqu’un de l’équipe ; son passage reste écrit."""
    found = door.file(request, file, policy.may_write, rows())
    held = door.row(found.members.filter(left_at=None), public_id=member)

    def go() -> Made:
        actions.leave(held, by=request.user, at=timezone.now())
        return Made(None, str(member), status=200)

    return once(request, "equipe.retirer", go)
