"""What was decided; whatever is public goes through `released`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Exists, OuterRef, Q, When

from cordee.applications.models import Application
from cordee.calls.queries import public as published_calls
from cordee.calls.rules import embargo
from cordee.selection.models import Complaint, Outcome, Ruling, Sequel
from cordee.selection.queries.panels import candidate
from cordee.selection.rules.choice import list_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.applications.models import Deposit
    from cordee.calls.models import Edition
    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Mention
    from cordee.selection.models import Panel


_FIRST = Case(
    When(result=Outcome.Result.SELECTED, then=0),
    When(result=Outcome.Result.RESERVE, then=1),
    default=2,
)


def ruling_of(panel: Panel) -> Ruling | None:
    """The decision of a panel, released or not: for the team alone."""
    return (
        Ruling.objects.filter(edition=panel.edition_id, stage=panel.stage)
        .select_related("deliberation", "version", "by__person", "edition")
        .first()
    )


def applied(edition: Edition, at: datetime) -> QuerySet[Application]:
    """Every candidate of a call whose results everybody may know, by name."""
    known = Outcome.objects.released(at).filter(deposit__application=OuterRef("pk"))
    rows = Application.objects.filter(Exists(known), edition=edition, withdrawn_at=None)
    return rows.order_by("sort_key", "pk")


def outcomes_of(ruling: Ruling) -> QuerySet[Outcome]:
    """Every outcome of a decision, winners first, the reserve in its order."""
    return ruling.outcomes.select_related(
        "deposit__application__owner", "deposit__version", "deposit__by", "ruling__version"
    ).order_by(_FIRST, "rank", "deposit__application__body_name", "pk")


def distinctions(ruling: Ruling, definition: Definition, deposit: Deposit) -> list[Mention]:
    """The distinctions without a place that a decision gives a file."""
    given, key = ruling.content.get("mentions", {}), str(deposit.public_id)
    return [one for one in definition.selection.mentions if key in given.get(one.key, ())]


def distinguished(edition: Edition, at: datetime) -> list[tuple[str, list[str]]]:
    """Each distinction that everybody may know, with who received it; one query or none."""
    mentions = edition.definition.selection.mentions
    if not mentions:
        return []
    rows = (
        Outcome.objects.released(at)
        .filter(ruling__edition=edition)
        .exclude(result=Outcome.Result.SELECTED)
        .select_related("ruling", "deposit__application")
        .order_by("deposit__application__body_name", "pk")
    )
    found: dict[str, list[str]] = {one.key: [] for one in mentions}
    for row in rows.filter(ruling__content__has_key="mentions"):
        for one in distinctions(row.ruling, edition.definition, row.deposit):
            found[one.key].append(row.deposit.application.body_name)
    return [(str(one.label), names) for one in mentions if (names := found[one.key])]


def winners(edition: Edition, at: datetime) -> QuerySet[Outcome]:
    """The winners that everybody may know at that instant, by name; none under embargo.

    A stage that only opens the next step makes no winner.
    """
    until = embargo(edition.definition)
    if until is not None and at < until:
        return Outcome.objects.none()
    short = [one.after for one in edition.definition.steps if one.after]
    return (
        Outcome.objects.released(at)
        .holding()
        .filter(ruling__edition=edition)
        .exclude(ruling__stage__in=short)
        .select_related("deposit__application__territory")
        .order_by("deposit__application__body_name", "pk")
    )


def told_editions(at: datetime) -> list[Edition]:
    """The calls whose winners everybody may know at that instant, the latest first."""
    rows = published_calls().filter(results_at__lte=at).order_by("-results_at", "-pk")
    return [one for one in rows if one.definition.selection.winners_published
            and not _embargoed(one, at)]  # fmt: skip


def _embargoed(edition: Edition, at: datetime) -> bool:
    until = embargo(edition.definition)
    return until is not None and at < until


def supported(editions: Iterable[Edition], at: datetime) -> QuerySet[Outcome]:
    """The winners of several calls, in one query; each call by the rule of `winners`."""
    inside = Q(pk__in=[])
    for one in editions:
        short = [step.after for step in one.definition.steps if step.after]
        inside |= Q(ruling__edition=one) & ~Q(ruling__stage__in=short)
    rows = Outcome.objects.released(at).holding().filter(inside)
    return rows.select_related("deposit__application__territory", "ruling__edition").order_by(
        "deposit__application__body_name", "pk"
    )


def answer_to(application: Application, at: datetime) -> Outcome | None:
    """The answer a team may read, once released."""
    return (
        Outcome.objects.released(at)
        .filter(deposit__application=application)
        .select_related("ruling__edition", "ruling__version", "deposit__version")
        .order_by("-ruling__released_at", "pk")
        .first()
    )


def followed(ruling: Ruling) -> QuerySet[Outcome]:
    """Every outcome with what followed: open complaints first, then by place."""
    still = Complaint.objects.filter(outcome=OuterRef("pk"), answered_at=None)
    return outcomes_of(ruling).annotate(contested=Exists(still)).order_by(
        "-contested", _FIRST, "rank", "deposit__application__body_name", "pk"
    )  # fmt: skip


def own_list(outcome: Outcome) -> str | None:
    """The reserve list a file waits in, of its track or its answers; none where all share one."""
    reserve = outcome.ruling.version.definition.selection.reserve
    if reserve is None or reserve.per == "call":
        return None
    if reserve.per == "track":
        return outcome.deposit.track
    return list_in(reserve, candidate(outcome.deposit).attrs)


def waiting_with(ruling: Ruling, own: str | None) -> QuerySet[Outcome]:
    """Who waits in the reserve, in its order; in that list alone where there are several."""
    rows = ruling.outcomes.in_reserve()
    if own is None:
        return rows
    reserve = ruling.version.definition.selection.reserve
    if reserve is None or reserve.per == "track":
        return rows.filter(deposit__content__track=own)
    known = rows.select_related("deposit")
    same = [one.pk for one in known if list_in(reserve, candidate(one.deposit).attrs) == own]
    return rows.filter(pk__in=same)


def place_in_line(outcome: Outcome) -> int | None:
    """Her place in the reserve today, when she waits in it."""
    rows = waiting_with(outcome.ruling, own_list(outcome))
    waiting = list(rows.values_list("pk", flat=True))
    return waiting.index(outcome.pk) + 1 if outcome.pk in waiting else None


def current_offer(outcome: Outcome) -> Sequel | None:
    """The last change of the proposal, if any."""
    return outcome.sequels.filter(kind=Sequel.Kind.OFFERED).order_by("pk").last()
