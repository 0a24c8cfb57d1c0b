"""A call's grid as a juror will find it, before the call is published; nothing is kept."""

from __future__ import annotations

from inspect import unwrap
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.applications.preview import staged_deposit
from cordee.calls.editor.previews import nothing, preview
from cordee.selection.models import Juror, Outcome, Panel, Ruling
from cordee.selection.views import marking

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.calls.models import Edition
    from cordee.people.models import User
    from cordee.web.requests import Request


@preview("jury", gettext_lazy("Jury"), order=30)
def juror(request: Request, edition: Edition, part: str) -> HttpResponse:  # noqa: ARG001 - the shape of a preview
    """A file beside its grid, at the first stage that marks."""
    stages = edition.definition.stages
    if not stages:
        return nothing(request, _("Cet appel n’a pas encore d’étape de décision."))
    stage = next((one for one in stages if one.kind == "merit"), stages[0])
    now = timezone.now()
    panel = Panel.objects.create(edition=edition, stage=stage.key, label=str(stage.label),
                                 opened_at=now)  # fmt: skip
    sits = Juror.objects.create(panel=panel, person=request.user.person, starts=now,
                                declared_at=now)  # fmt: skip
    deposit = staged_deposit(edition, request.user)
    response: HttpResponse = unwrap(marking.file)(request, sits, deposit)
    return response


def staged_outcome(edition: Edition, user: User) -> Outcome:
    """A file chosen and told, as long as the page is being made."""
    now = timezone.now()
    deposit = staged_deposit(edition, user)
    stages = edition.definition.stages
    ruling = Ruling.objects.create(
        edition=edition, stage=stages[-1].key if stages else "", version=edition.rules_in_force,
        content={}, digest="", at=now, by=user, released_at=now,
    )  # fmt: skip
    return Outcome.objects.create(ruling=ruling, deposit=deposit, result=Outcome.Result.SELECTED)
