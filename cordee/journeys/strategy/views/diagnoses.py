"""The pages of a diagnosis: every territory's state, a visit, its grid, what was told."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.rules.versions import merged
from cordee.journeys.audiences import LABELS, reader
from cordee.journeys.models import Cohort, Participation
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.rules.audiences import rank
from cordee.journeys.strategy import actions, seeing
from cordee.journeys.strategy.forms.diagnoses import TEXTS, GridForm, TellingForm, VisitForm
from cordee.journeys.strategy.models import Visit
from cordee.journeys.strategy.queries import diagnoses
from cordee.journeys.strategy.queries.guests import holders
from cordee.journeys.strategy.rules.diagnoses import next_telling
from cordee.kernel import french
from cordee.kernel.findings import Refused, broken
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    signed_in,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.journeys.strategy.rules.diagnoses import Stage
    from cordee.people.models import Person
    from cordee.programme.schema.diagnosis import Diagnosis
    from cordee.web.requests import Request


def rows() -> QuerySet[Participation]:
    """Participations with what these pages show."""
    return Participation.objects.select_related("cohort__edition__current")


def visited() -> QuerySet[Visit]:
    """Visits with what their pages show."""
    return Visit.objects.select_related(
        "participation__cohort__edition__current",
        "meeting__cohort__edition__current",
        "host",
    ).prefetch_related("tellings", "scores", "visitors")


def _rule(cohort: Cohort) -> Diagnosis:
    rule = diagnoses.rule_of(cohort)
    assert rule is not None  # noqa: S101 - the policy hides the page otherwise
    return rule


@require_safe
@guarded(cohorts, seeing.may_prepare)
def states(request: Request, cohort: Cohort) -> HttpResponse:
    """Where each territory stands: one state, never two."""
    page = paginated(request, cohort.participations.filter(ends=None).order_by("name", "pk"))
    lines = diagnoses.standings(cohort, _rule(cohort), list(page.object_list), timezone.localdate())
    shown = {"cohort": cohort, "page": page, "lines": lines, "referents": _referents(cohort)}
    return render(request, "strategy/diagnoses.html", shown)


def _referents(cohort: Cohort) -> list[Person]:
    """Who looks after the grid today (R295)."""
    part = _rule(cohort).referents
    now = timezone.now()
    return [one.seat.person for one in holders(cohort, part) if one.holds(now)] if part else []


@require_safe
@for_team
def followed(request: Request) -> HttpResponse:
    """The territories visited again, whatever the editions: from when to when (R193)."""
    page = paginated(request, diagnoses.followed(until=timezone.localdate()))
    return render(request, "strategy/followed.html", {"page": page})


@require_safe
@guarded(rows, seeing.may_read_diagnosis)
def diagnosis(request: Request, participation: Participation) -> HttpResponse:
    """What visits found, for whoever it was told to, and how it moved."""
    return render(request, "strategy/diagnosis.html", shown(request, participation))


def _widest(visit: Visit) -> str:
    """The widest circle a visit was told to, in words; nothing before it is."""
    told = list(visit.tellings.all())
    if not told:
        return ""
    widest = max(told, key=lambda one: (rank(one.audience), not one.roles))
    return _heard_by(visit.participation.cohort, widest.audience, widest.roles)


def _heard_by(cohort: Cohort, audience: str, roles: Collection[str]) -> str:
    """Who reads what is told: a circle, or in the delegation a few roles alone."""
    if not roles:
        return str(LABELS[audience])
    team = cohort.edition.definition.team
    known = {one.key: one.label for one in team.roles} if team else {}
    named = [french.own(known.get(one, one)) for one in roles]
    return french.say("{roles} de la délégation", roles=french.listed(named))


def _elsewhere(request: Request, participation: Participation) -> list[tuple[Participation, Stage]]:
    """What the same territory lived in other editions, where someone may read it."""
    now, lived = timezone.now(), diagnoses.elsewhere(participation)
    made: dict[int, list[Visit]] = defaultdict(list)
    for visit in diagnoses.visits(lived).order_by("number") if lived else ():
        made[visit.participation_id].append(visit)
    return [
        (one, diagnoses.stage_of(rule, made[one.pk], timezone.localdate(now)))
        for one in lived
        if (rule := diagnoses.rule_of(one.cohort)) is not None
        and seeing.may_read_diagnosis(request.user, one, at=now)
    ]


def shown(request: Request, participation: Participation, **more: Any) -> dict[str, Any]:
    """What the page of a diagnosis shows to whoever asks."""
    now = timezone.now()
    rule = _rule(participation.cohort)
    found = list(diagnoses.visits([participation]).order_by("number"))
    read = [one for one in found if seeing.reads_visit(request.user, one, now)]
    staff = reader(request.user, now).staff
    last = found[-1] if found else None
    turn = None
    if last is not None and last.closed_at is not None:
        turn = next_telling(rule, {one.key for one in last.tellings.all()})
    return {
        "participation": participation,
        "cohort": participation.cohort,
        "rule": rule,
        "stage": diagnoses.stage_of(rule, found, timezone.localdate(now)),
        "sheet": diagnoses.sheet(
            rule, [one for one in read if staff or one.closed_at],
            participation.cohort.edition.definition.themes,
        ),
        "read": read,
        "last": last,
        "fills": last is not None and bool(seeing.may_fill(request.user, last, at=now)),
        "visits": staff or any(seeing.made_by(request.user, one, now) for one in found),
        "told_to": _widest(last) if last else "",
        "elsewhere": _elsewhere(request, participation),
        "turn": turn,
        "turn_readers": _heard_by(participation.cohort, turn.audience, turn.roles) if turn else "",
        "telling": TellingForm(initial={"on": timezone.localdate(now)}),
        "staff": staff,
        "inside": reader(request.user, now).circle(
            participation=participation.pk, cohort=participation.cohort_id
        ) in {"team", "staff"},
        "findings": [],
        **more,
    }  # fmt: skip


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """The visits one makes, in a pair or from the team: when, where, with whom, what was told."""
    page = paginated(request, diagnoses.visits_of(request.user))
    now = timezone.now()
    lines = [
        (one, seeing.reads_visit(request.user, one, now),
         bool(seeing.may_fill(request.user, one, at=now)))
        for one in page.object_list
    ]  # fmt: skip
    return render(request, "strategy/visits.html", {"page": page, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, seeing.may_organise)
def organise(request: Request, participation: Participation) -> HttpResponse:
    """Choose who visits a territory."""
    context = shown(request, participation)
    last = context["last"]
    initial: dict[str, Any] = {}
    if last is not None and last.closed_at is None:
        initial = {
            "visitors": "\n".join(one.email for one in last.visitors.all()),
            "host": last.host.email if last.host else "",
            "on": last.on,
        }
    form = VisitForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.plan_visit(
                participation, told["visitors"], told["host"], on=told["on"], by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            context["findings"] = refusal.findings
        else:
            messages.success(request, _("La visite est organisée : chacun·e est prévenu·e."))
            return onward(request, "strategy:diagnosis", participation.public_id)
    status = 422 if request.method == "POST" else 200
    context |= {"form": form, "failed": status != 200}  # noqa: PLR2004 - the status of HTTP
    return render(request, "strategy/organise.html", context, status=status)


@require_POST
@guarded(visited, seeing.may_call_off)
def cancel(request: Request, visit: Visit) -> HttpResponse:
    """A visit will not take place; only the team of the house says so."""
    actions.cancel_visit(visit, by=request.user, at=timezone.now())
    messages.success(request, _("La visite est annulée."))
    return onward(request, "strategy:diagnosis", visit.participation.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(visited, seeing.may_fill)
def grid(request: Request, visit: Visit) -> HttpResponse:
    """Fill the grid of a visit, then hand it in."""
    form = GridForm(_rule(visit.participation.cohort), visit, request.POST or None)
    context: dict[str, Any] = {
        "visit": visit, "participation": visit.participation, "form": form, "findings": [],
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "strategy/grid.html", context)
    try:
        if form.is_valid():
            clashes = actions.score_together(
                visit, form.seen(), form.texts(), form.since(), by=request.user, at=timezone.now()
            )
            if clashes:
                return _both(request, context, clashes)
            if "close" in request.POST:
                return _close(request, context)
            messages.success(request, _("Enregistré."))
            return onward(request, "strategy:grid", visit.public_id)
    except Refused as refusal:
        context["findings"] = refusal.findings
    return render(request, "strategy/grid.html", context | {"failed": True}, status=422)


def _close(request: Request, context: dict[str, Any]) -> HttpResponse:
    """Hand in what was just saved; what is missing is told on the saved grid."""
    visit = visited().get(pk=context["visit"].pk)
    try:
        actions.close_grid(visit, by=request.user, at=timezone.now())
    except Refused as refusal:
        form = GridForm(_rule(visit.participation.cohort), visit)
        context |= {"form": form, "findings": refusal.findings, "failed": True}
        return render(request, "strategy/grid.html", context, status=422)
    messages.success(request, _("La grille est remise. Merci !"))
    return onward(request, "strategy:diagnosis", visit.participation.public_id)


def _both(request: Request, context: dict[str, Any], clashes: list[str]) -> HttpResponse:
    """Two people wrote the same box: both texts are shown, and the next save is deliberate."""
    visit = visited().get(pk=context["visit"].pk)
    rule = _rule(visit.participation.cohort)
    stands = GridForm(rule, visit)
    typed = {name: field.initial for name, field in stands.fields.items()}
    findings = []
    for key in clashes:
        label, theirs = stands.said(key)
        for name in {key, f"level-{key}", f"seen-{key}"} & set(typed):
            mine = request.POST.get(name, "")
            typed[name] = merged("", typed[name], mine) if name == key else mine
        where = key if key in TEXTS else f"level-{key}"
        findings.append(broken("grid.both", where, french.say(
            "« {label} » : pendant que vous écriviez, quelqu’un d’autre a enregistré « {theirs} ». "
            "Relisez la case, puis enregistrez : c’est elle qui sera gardée.",
            label=label, theirs=theirs)))  # fmt: skip
    context |= {"form": GridForm(rule, visit, typed), "findings": findings, "failed": True}
    return render(request, "strategy/grid.html", context, status=409)


@require_POST
@guarded(rows, seeing.may_organise)
def tell(request: Request, participation: Participation, key: str) -> HttpResponse:
    """Record that a restitution took place: it opens the reading."""
    form = TellingForm(request.POST)
    context = shown(request, participation)
    try:
        if form.is_valid() and context["last"] is not None:
            actions.tell(
                context["last"], key, on=form.cleaned_data["on"], by=request.user,
                at=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("La restitution est enregistrée : son public lit."))
            return onward(request, "strategy:diagnosis", participation.public_id)
    except Refused as refusal:
        context["findings"] = refusal.findings
    context |= {"telling": form, "failed": True}
    return render(request, "strategy/diagnosis.html", context, status=422)
