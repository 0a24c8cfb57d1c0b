"""What is done to a workstream: allies, objections, outputs, presentation, launch, end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.works import policy
from cordee.alliance.works.actions import objections
from cordee.alliance.works.actions import workstreams as actions
from cordee.alliance.works.forms import workstreams as forms
from cordee.alliance.works.queries import workstreams as queries
from cordee.alliance.works.rules.workstreams import ALIVE
from cordee.alliance.works.views.acting import asked, done, tried
from cordee.alliance.works.views.workstreams import detail
from cordee.people.actions import find_or_add
from cordee.people.policy import is_staff
from cordee.web.guards import guarded, require_POST, row_or_404

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.alliance.works.models import WorkObjection, WorkOutput, Workstream
    from cordee.people.models import Person
    from cordee.web.requests import Request


def _someone(request: Request, typed: dict[str, Any]) -> Person:
    return find_or_add(
        typed["email"], typed["given_name"], typed["family_name"], by=request.user,
        at=timezone.now(),
    )  # fmt: skip


def _others(one: Workstream) -> QuerySet[Workstream]:
    return queries.workstreams().filter(state__in=ALIVE).exclude(pk=one.pk)


def _back(request: Request, one: Workstream, findings: list[Any] | None, said: str, **form: Any
          ) -> HttpResponse:  # fmt: skip
    """The page again with what was refused, or the page with what was done."""
    if findings == []:
        return done(request, said, "works:workstream", one.public_id)
    return detail(request, one, findings, **form)


@require_POST
@guarded(queries.workstreams, policy.may_write)
def ally(request: Request, workstream: Workstream) -> HttpResponse:
    """Write down an ally who takes part, or who carries it."""
    form, now = forms.AllyForm(request.POST, prefix="allie"), timezone.now()

    def act(typed: dict[str, Any]) -> None:
        person = _someone(request, typed)
        if typed["leads"]:
            actions.name_leader(workstream, person, by=request.user, at=now)
        else:
            actions.join(workstream, person, by=request.user, at=now)

    found = tried(form, act)
    return _back(request, workstream, found, _("La personne est inscrite."), ally=form)


@require_POST
@guarded(queries.workstreams, policy.may_join)
def object_to(request: Request, workstream: Workstream) -> HttpResponse:
    """Object in one's own name; the team also writes down what it heard in a room."""
    now = timezone.now()
    if "entendue-reason" in request.POST and is_staff(request.user, now):
        form: Any = forms.ObjectionForm(request.POST, prefix="entendue")
        found = tried(form, lambda typed: objections.object_to(
            workstream, _someone(request, typed), typed["reason"], by=request.user, at=now
        ))  # fmt: skip
        return _back(request, workstream, found, _("L’objection est consignée."), objecting=form)
    form = forms.ReasonForm(request.POST, prefix="objection")
    found = tried(form, lambda typed: objections.object_to(
        workstream, request.user.person, typed["reason"], by=request.user, at=now
    ))  # fmt: skip
    said = _("Votre objection est consignée : une réponse vous sera faite.")
    return _back(request, workstream, found, said, reason=form)


@require_POST
@guarded(queries.objected, policy.may_answer)
def answer(request: Request, objection: WorkObjection) -> HttpResponse:
    """Answer an objection, and say what becomes of the workstream."""
    one = row_or_404(queries.workstreams, pk=objection.workstream_id)
    form = forms.AnswerForm(_others(one), request.POST, prefix="reponse")
    found = tried(form, lambda typed: objections.answer(
        objection, typed["answer"], outcome=typed["outcome"], into=typed["into"],
        by=request.user, at=timezone.now(),
    ))  # fmt: skip
    more = {"answering": form, "answered": objection.pk}
    return _back(request, one, found, _("La réponse est consignée."), **more)


@require_POST
@guarded(queries.workstreams, policy.may_write)
def output(request: Request, workstream: Workstream) -> HttpResponse:
    """Say what a workstream makes."""
    form = forms.OutputForm(request.POST, request.FILES, prefix="production")
    found = tried(form, lambda typed: actions.keep_output(
        workstream, typed.pop("title"), typed.pop("nature"), **typed, by=request.user,
        at=timezone.now(),
    ))  # fmt: skip
    return _back(request, workstream, found, _("La production est inscrite."), output=form)


@require_POST
@guarded(queries.outputs, policy.may_deliver)
def deliver(request: Request, output: WorkOutput) -> HttpResponse:
    """Say that an output came out, and where it is read."""
    one = row_or_404(queries.workstreams, pk=output.workstream_id)
    form = forms.DeliverForm(request.POST, request.FILES, prefix="paru")
    found = tried(form, lambda typed: actions.deliver(
        output, **typed, by=request.user, at=timezone.now()))  # fmt: skip
    return _back(request, one, found, _("C’est noté."), delivering=form, delivered=output.pk)


@require_POST
@guarded(queries.workstreams, policy.may_steer)
def present(request: Request, workstream: Workstream) -> HttpResponse:
    """Write down that it was presented."""
    form = forms.PresentForm(request.POST, prefix="presente")
    found = tried(form, lambda typed: actions.present(
        workstream, **typed, by=request.user, at=timezone.now()))  # fmt: skip
    return _back(request, workstream, found, _("La présentation est notée."), presenting=form)


@require_POST
@guarded(queries.workstreams, policy.may_steer)
def launch(request: Request, workstream: Workstream) -> HttpResponse:
    """Launch it, once its prerequisites hold."""
    found = asked(lambda: actions.launch(workstream, by=request.user, at=timezone.now()))
    return _back(request, workstream, found, _("Le chantier est lancé : tout le monde le lit."))


@require_POST
@guarded(queries.workstreams, policy.may_steer)
def end(request: Request, workstream: Workstream) -> HttpResponse:
    """Merge, drop or close it."""
    form = forms.EndForm(_others(workstream), request.POST, prefix="fin")
    found = tried(form, lambda typed: actions.end(
        workstream, typed["state"], because=typed["because"], into=typed["into"],
        by=request.user, at=timezone.now(),
    ))  # fmt: skip
    return _back(request, workstream, found, _("La fin du chantier est notée."), ending=form)


@require_POST
@guarded(queries.workstreams, policy.may_steer)
def review(request: Request, workstream: Workstream) -> HttpResponse:
    """The yearly review: it goes on, or it closes."""
    form = forms.ReviewForm(request.POST, prefix="revue")
    found = tried(form, lambda typed: actions.review(
        workstream, typed["choice"], learned=typed["learned"], by=request.user,
        at=timezone.now(),
    ))  # fmt: skip
    return _back(request, workstream, found, _("La revue est notée."), reviewing=form)
