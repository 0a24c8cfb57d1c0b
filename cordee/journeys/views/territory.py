"""The page of a territory: on one screen, all that is lived, owed and given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cordee.journeys import actions, owed, policy, queries, screens
from cordee.journeys.calendars import feed
from cordee.journeys.forms import EvidenceForm
from cordee.journeys.models import Delegate, Participation
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.queries.concerned import pledges_asked
from cordee.journeys.queries.workgroups import sessions_of
from cordee.journeys.rules.completion import completion_findings
from cordee.journeys.rules.proofs import of_each, taken_back_here
from cordee.journeys.views.clock import on_its_clock
from cordee.kernel import french
from cordee.kernel.findings import Refused, Verdict
from cordee.kernel.speech import heard
from cordee.people.policy import is_staff
from cordee.web.addressed import addressed
from cordee.web.guards import (
    guarded,
    onward,
    require_POST,
    require_safe,
    row_or_404,
    signed_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from cordee.journeys.models import Evidence, Order
    from cordee.journeys.rules.deliverables import Produced
    from cordee.journeys.rules.pledges import PledgeState
    from cordee.kernel.findings import Finding
    from cordee.web.requests import Request


MOST_ORDERS = 25
"""Orders shown at once, the last ones."""


def rows() -> QuerySet[Participation]:
    """Participations with what their page shows."""
    return Participation.objects.select_related(
        "cohort__edition__current", "charter", "outcome__deposit", "territory"
    )


def _orders(participation: Participation) -> list[Order]:
    """The orders it was given, where the call is a framework."""
    if not participation.cohort.edition.definition.call_offs:
        return []
    return list(participation.orders.order_by("-on", "-pk")[:MOST_ORDERS])


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """The territories one takes part for; a single one opens at once."""
    found = list(queries.of_user(request.user, timezone.now())[:25])
    if len(found) == 1:
        return onward(request, "journeys:territory", found[0].public_id)
    return render(request, "journeys/mine.html", {"participations": found})


@require_safe
@guarded(rows, policy.may_read)
@on_its_clock
def territory(request: Request, participation: Participation) -> HttpResponse:
    """Everything about a territory."""
    return render(request, "journeys/territory.html", shown(request, participation))


def shown(request: Request, participation: Participation, **more: Any) -> dict[str, Any]:
    """What the page of a territory shows."""
    now = timezone.now()
    ledger = queries.Ledger.read(participation.cohort, [participation])
    situation = ledger.situation(participation, now)
    people = ledger.delegates[participation.pk]
    mine = next(
        (one for one in people if one.person.user_id == request.user.pk and one.is_current(now)),
        None,
    )
    seen = owed.standing(participation, mine, ledger, now)
    lines = screens.delegation(ledger, participation, situation)
    asked = participation.ends is None and not participation.cohort.is_over(now)
    return {
        **_headed(participation, ledger, lines, seen.states, now),
        "participation": participation,
        "cohort": participation.cohort,
        "edition": participation.cohort.edition,
        "lines": lines,
        **screens.pledged(seen.states),
        "charter": screens.charter_facts(ledger, participation, situation.today),
        "contacts": participation.cohort.edition.definition.contacts,
        "orders": _orders(participation),
        **_given_back(participation, ledger, seen.states, now),
        "evidence": _proofs(participation) if "preuve" in request.GET else [],
        "form": EvidenceForm(
            shown_by_hand(participation), people=_there(participation, people), mine=mine
        ),
        "bringing": "preuve" in request.GET,
        "own": mine,
        "tasks": owed.tasks(owed.owed(seen), seen.today) if asked else [],
        "over": participation.cohort.is_over(now),
        "parts": owed.parts(seen),
        "news": owed.news(seen) if participation.ends is None else [],
        "staff": is_staff(request.user, now),
        "running": participation.ends is None,
        "may_show": bool(policy.may_show(request.user, participation, at=now)),
        "findings": [],
        **more,
    }


def _headed(
    participation: Participation,
    ledger: queries.Ledger,
    lines: list[screens.Line],
    states: list[PledgeState],
    now: datetime,
) -> dict[str, Any]:
    """The days of the year, what is due and paid, and the headline that sums them up."""
    moments = list(screens.moments(ledger.meetings, now))
    rows = participation.charges.prefetch_related("claims").order_by("pk")
    charges = queries.telling_back(participation.cohort, rows)
    due = sum(one.amount for one in charges)
    paid = sum(one.amount for one in charges if one.paid_at)
    money = (due, paid, participation.cohort.currency)
    return {
        "headline": screens.headline(moments, lines, states, money),
        "ahead": [one for one in moments if one.state != "done"],
        "behind": [one for one in moments if one.state == "done"],
        "charges": charges,
    }


def _given_back(
    participation: Participation,
    ledger: queries.Ledger,
    states: list[PledgeState],
    now: datetime,
) -> dict[str, Any]:
    """What the territory has produced, what is awaited of it, and what both lead to."""
    produced = queries.of_territory(ledger, participation, now)
    return {
        "produced": produced,
        "given": [one for one in produced if one.finding.verdict is Verdict.OK],
        "awaited": [one for one in produced if one.finding.verdict is not Verdict.OK],
        "certificates": certificates(participation, states, produced),
    }


def certificates(
    participation: Participation, states: Iterable[PledgeState], produced: Iterable[Produced]
) -> list[Finding]:
    """Where what is given at the end stands, from the pledges and what was produced."""
    given = participation.cohort.edition.definition.year.completion
    stands = {one.pledge.key: (one.pledge.label, one.finding.verdict) for one in states}
    stands |= {one.deliverable.key: (one.deliverable.label, one.finding.verdict)
               for one in produced}  # fmt: skip
    verdicts = {key: verdict for key, (_label, verdict) in stands.items()}
    labels = {key: str(label) for key, (label, _verdict) in stands.items()}
    return completion_findings(given, verdicts, labels)


def shown_by_hand(participation: Participation) -> list[Any]:
    """The pledges a territory shows itself: presences and what each accepts are known already."""
    pledges = pledges_asked(participation)
    each = of_each(pledges)
    return [one for one in pledges if not one.rule.startswith("presence.") and one not in each]


def _there(participation: Participation, people: Iterable[Delegate]) -> dict[Delegate, str]:
    """Who is of the delegation by now, and what to call each."""
    now = timezone.now()
    there = [one for one in people if one.is_current(now)]
    names = queries.told_apart(there, participation.cohort.edition.definition)
    return {one: names[one.pk] for one in there}


@require_POST
@guarded(rows, policy.may_show)
@on_its_clock
def show(request: Request, participation: Participation) -> HttpResponse:
    """Bring evidence of a pledge."""
    known = participation.delegates.select_related("person").order_by("pk")
    people = _there(participation, known)
    form = EvidenceForm(shown_by_hand(participation), request.POST, people=people)
    found: list[Any] = []
    if form.is_valid():
        try:
            actions.show(participation, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            found = refusal.findings
        else:
            messages.success(request, _("Merci, votre preuve est enregistrée."))
            return onward(request, "journeys:territory", participation.public_id)
    context = shown(request, participation, form=form, findings=found, bringing=True, failed=True)
    return render(request, "journeys/territory.html", context, status=422)


@require_POST
@guarded(rows, policy.may_show)
@on_its_clock
def take_evidence_back(request: Request, participation: Participation, key: UUID) -> HttpResponse:
    """Take back a piece of evidence that was wrong."""
    found = row_or_404(participation.evidence.all, public_id=key)
    found.participation = participation
    try:
        actions.take_evidence_back(found, by=request.user, at=timezone.now())
    except Refused as refusal:
        for one in refusal.findings:
            messages.error(request, heard(one.sentence))
    else:
        messages.success(request, _("Cette preuve est retirée."))
    address = reverse("journeys:territory", args=[participation.public_id])
    return onward(request, f"{address}?preuve=1#preuve")


def _proofs(participation: Participation) -> list[tuple[Evidence, str, str, bool]]:
    """The latest pieces brought: of what, who did it, and whether it is taken back here."""
    known = {one.key: one for one in participation.cohort.edition.definition.year.pledges}
    rows = participation.evidence.filter(withdrawn_at=None).order_by("-on", "-pk")
    found = []
    for one in rows.prefetch_related("people__person")[:25]:
        names = french.listed([str(who.person) for who in one.people.all()])
        pledge = known.get(one.pledge)
        label = str(pledge.label) if pledge else one.pledge
        found.append((one, label, names, pledge is None or taken_back_here(pledge)))
    return found


def _calendar(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Cache-Control"] = "private, max-age=300"
    return response


@require_safe
def personal(_request: Request, token: str) -> HttpResponse:
    """Someone's own calendar, by its secret address: no sign-in, calendars cannot.

    Once her territory left, the dates stay but the video links do not.
    """
    rows_ = Delegate.objects.select_related(
        "participation__cohort__edition__current", "person__user"
    )
    found = rows_.filter(calendar_token=token).first() if token else None
    if found is None or (found.ends is not None and found.ends <= timezone.now()):
        raise Http404
    meetings = list(queries.calendar_of(found.participation))
    options = queries.options_of(found.participation)
    name, there = found.participation.cohort.label, found.participation.ends is None
    sessions = sessions_of(found.person, found.participation.cohort) if there else []
    user = found.person.user
    with translation.override(user.language if user else settings.LANGUAGE_CODE):
        made = feed(name, meetings, private=there, options=options,
                    programmes=queries.told(meetings), sessions=sessions)  # fmt: skip
    return _calendar("mon-parcours", made)


@require_safe
@addressed
def public(_request: Request, public_id: str) -> HttpResponse:
    """The calendar of a cohort, without video links nor individual meetings."""
    cohort = row_or_404(cohorts, public_id=public_id)
    meetings = list(queries.calendar(cohort))
    return _calendar("parcours", feed(cohort.label, meetings, private=False,
                                      programmes=queries.told(meetings)))  # fmt: skip
