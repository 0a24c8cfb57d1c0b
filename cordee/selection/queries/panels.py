"""Panels and files: what a juror may open, in which order, and what a deposit says of itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import MD5, Cast, Coalesce, Concat

from cordee.applications.models import Application, Deposit
from cordee.applications.queries.journey import refused_at_examination
from cordee.applications.queries.times import handed_in_at
from cordee.applications.rules.addressed import addressed
from cordee.applications.rules.passage import step_judged
from cordee.applications.rules.places import code_of, frozen_places
from cordee.calls.rules import window_at
from cordee.kernel import french
from cordee.people.models import Membership
from cordee.programme.conditions import Facts
from cordee.programme.schema.walk import every
from cordee.programme.schema.who import MemberOf
from cordee.selection.models import (
    Assignment,
    Bypass,
    Juror,
    Mark,
    Outcome,
    Panel,
    Recusal,
    Replacement,
)
from cordee.selection.rules import Candidate, scale_of
from cordee.selection.rules.grids import asked_of, by_facts, own_grids
from cordee.selection.rules.stages import binding
from cordee.web.ready import ready

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from cordee.calls.models import Edition
    from cordee.people.models import Person, User
    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Criterion, Scale, Stage
    from cordee.programme.schema.choosing import Panel as Composition


SIZES = ((2_000, "under-2000"), (10_000, "under-10000"), (50_000, "under-50000"),
         (200_000, "under-200000"), (None, "over-200000"))  # fmt: skip
"""Classes of size, by population."""
THEMES = ("theme", "themes", "thematique", "thematiques")
"""Questions whose answers are what a balance of themes looks at."""


def panels() -> QuerySet[Panel]:
    """Panels with the call whose rules they apply."""
    return Panel.objects.select_related("edition__current")


def stage_of(panel: Panel) -> Stage:
    """The stage of the definition that a panel judges."""
    definition = panel.edition.definition
    return next(stage for stage in definition.stages if stage.key == panel.stage)


def scale(definition: Definition, panel: Panel, criterion: Criterion) -> Scale:
    """The scale of a criterion at the stage of a panel."""
    return scale_of(definition, stage_of(panel), criterion)


def composed(panel: Panel) -> Composition | None:
    """What the definition says of who sits, of quorum and proxies."""
    key = stage_of(panel).panel
    return next((one for one in panel.edition.definition.panels if one.key == key), None)


def name_of(deposit: Deposit, stage: Stage) -> str:
    """Who applies, or a neutral name while the stage is blind."""
    if stage.blind:
        return f"Dossier {deposit.public_id.hex[:6].upper()}"
    return deposit.name or ""


def withheld_from(user: User, at: datetime) -> set[int]:  # noqa: ARG001 - the table's shape
    """The files someone withdrew from as a juror: for her, they are nowhere (R50)."""
    return set(_withheld(user.pk))


@ready
def _withheld(user: int) -> QuerySet[Recusal, int]:
    rows = Recusal.objects.standing().filter(juror__person__user=user)
    return rows.values_list("application", flat=True).order_by()


def left_by(user: User, panel: Panel) -> frozenset[int]:
    """The files of a call that someone withdrew from, on whichever panel of it."""
    rows = Recusal.objects.standing().filter(
        juror__person__user=user, application__edition=panel.edition_id
    )
    return frozenset(rows.values_list("application", flat=True).order_by())


def unseen_by(user: User, at: datetime) -> set[str]:  # noqa: ARG001 - the table's shape
    """The names and ids of the files someone withdrew from: no letter shows them to her."""
    rows = Recusal.objects.standing().filter(juror__person__user=user)
    known = rows.values_list("application__body_name", "application__public_id").order_by()
    return {str(word) for row in known for word in row if str(word).strip()}


def sitting(at: datetime) -> QuerySet[Juror]:
    """Who sits at that instant: her mandate runs, nobody sits in her place.

    A substitute sits only while she is called; who of the team only declares interests never does.
    """
    running = (Q(ends=None) | Q(ends__gt=at)) & Q(starts__lte=at)
    call = Replacement.objects.filter(running)
    called = Exists(call.filter(substitute=OuterRef("pk")))
    replaced = Exists(call.filter(absent=OuterRef("pk")))
    rows = Juror.objects.filter(running).exclude(part=Juror.Part.TEAM)
    return rows.filter(Q(stands_for=None) | called).exclude(replaced)


def seated(panel: Panel, at: datetime) -> QuerySet[Juror]:
    """Who sits on a panel at that instant, in the order of the seats."""
    return sitting(at).filter(panel=panel).order_by("pk")


def seats_of(user: User | AnonymousUser, at: datetime) -> QuerySet[Juror]:
    """The seats someone holds on panels at that instant, latest first."""
    if not user.is_authenticated:
        return Juror.objects.none()
    return (
        sitting(at)
        .filter(person__user=user)
        .select_related("person", "organisation", "panel__edition__current")
        .order_by("-starts", "pk")
    )


def files(panel: Panel) -> QuerySet[Deposit]:
    """The deposits in force that a panel judges: of its step, and not found inadmissible."""
    rows = Deposit.objects.filter(
        application__current=F("pk"),
        application__edition=panel.edition_id,
        application__withdrawn_at=None,
    )
    if panel.without:
        rows = rows.exclude(application__in=panel.without)
    definition, stage = panel.edition.definition, stage_of(panel)
    if len(definition.steps) > 1:
        rows = rows.filter(application__step=step_judged(definition, stage))
    if stage.tracks:
        parts = [part for one in stage.tracks for part in definition.parts_of(one)]
        rows = rows.filter(content__track__in=parts)
    if stage.when is not None:
        past = Bypass.objects.filter(panel=panel.pk, application=OuterRef("application"))
        rows = rows.exclude(Exists(past))
    if keys := [one.key for one in binding(definition, stage)]:
        rows = rows.exclude(Exists(_not_retained(panel, keys)))
    refused = refused_at_examination().filter(deposit=OuterRef("pk"))
    return (
        rows.exclude(Exists(refused))
        .select_related("application", "version")
        .defer("findings", "version__content", "version__texts")
        .order_by("pk")
    )


def _not_retained(panel: Panel, stages: list[str]) -> QuerySet[Outcome]:
    """The released results of earlier stages that leave a file out, unless a place came to it."""
    return Outcome.objects.filter(
        ~Q(result=Outcome.Result.SELECTED) & Q(promoted_at=None) | ~Q(left_at=None),
        ruling__edition=panel.edition_id,
        ruling__stage__in=stages,
        ruling__released_at__isnull=False,
        deposit__application=OuterRef("application"),
    )


def open_to(juror: Juror) -> QuerySet[Deposit]:
    """The deposits that exist for a juror: never those she withdrew from.

    Once files are shared out she has hers, and the one everybody begins with; experts and
    reporters without any of their own read everything.
    """
    recused = Recusal.objects.standing().filter(juror=juror, application=OuterRef("application_id"))
    rows = files(juror.panel).exclude(Exists(recused))
    return rows.filter(application__in=_share(juror)) if juror.has_a_share else rows


def _share(juror: Juror) -> QuerySet[Any, Any]:
    """The files that are hers to read, and the one everybody begins with."""
    hers = Assignment.objects.filter(juror=juror).order_by().values("application")
    if not juror.panel.calibration_id:
        return hers
    first = Application.objects.filter(pk=juror.panel.calibration_id).order_by()
    return hers.union(first.values("pk"))


def listed(juror: Juror) -> QuerySet[Deposit]:
    """Her files by name; by nothing that tells a name while the stage is blind."""
    blind = stage_of(juror.panel).blind
    return open_to(juror).order_by("public_id" if blind else "application__body_name", "pk")


def queue(juror: Juror) -> QuerySet[Deposit]:
    """Her pile: the common file first, then unread, the least read of all, shuffled for her.

    Each row says `begun`, `readers`, and `given`: criteria she took a stand on.
    """
    first = juror.panel.calibration_id or 0
    own = Mark.objects.filter(juror=juror, deposit=OuterRef("pk"), withdrawn_at=None)
    read = Mark.objects.filter(deposit=OuterRef("pk"), withdrawn_at=None, given=True).order_by()
    stands = own.filter(given=True).order_by().values("deposit").annotate(many=Count("pk"))
    readers = read.values("deposit").annotate(many=Count("juror", distinct=True)).values("many")
    return (
        open_to(juror)
        .annotate(
            begun=Exists(own),
            later=Case(When(application=first, then=0), default=1),
            readers=Coalesce(Subquery(readers), 0),
            given=Coalesce(Subquery(stands.values("many")), 0),
            shuffle=MD5(
                Concat(Cast("public_id", CharField()), Value(str(juror.public_id))),
                output_field=CharField(),
            ),
        )
        .order_by("begun", "later", "readers", "shuffle", "pk")
    )


def facts_told(panel: Panel, deposit: Deposit) -> list[tuple[str, str, str]]:
    """What facts alone give a deposit: criterion, mark, top of its scale; as a juror reads it."""
    definition, stage = panel.edition.definition, stage_of(panel)
    mine = [one for one in definition.criteria_of(stage) if by_facts(one)]
    if not mine:
        return []
    among = any(one.proportional or one.lowest_first for one in mine)
    found = own_grids(definition, stage, candidates(panel) if among else [candidate(deposit)])
    own = found[str(deposit.public_id)].fixed if str(deposit.public_id) in found else {}
    return [
        (
            str(one.label),
            french.number(Decimal(value.numerator) / Decimal(value.denominator)),
            french.number(scale_of(definition, stage, one).max),
        )
        for one in mine
        if one.key in own
        for value in [own[one.key][1].limit_denominator(100)]
    ]


def track_of(deposit: Deposit) -> str:
    """The track of a deposit, as it was handed in."""
    return deposit.track or ""


def asked(deposit: Deposit, stage: Stage) -> list[Criterion]:
    """The criteria that a juror marks on a deposit."""
    return asked_of(deposit.version.definition, stage, track_of(deposit))


def candidates(panel: Panel) -> list[Candidate]:
    """The deposits as the choice sees them, from their frozen content alone."""
    definition = panel.edition.definition
    found = [candidate(deposit, definition) for deposit in files(panel)]
    return _with_circles(panel, found)


def _with_circles(panel: Panel, found: list[Candidate]) -> list[Candidate]:
    """The candidates with the circles their bodies belong to on the day of the choice, if asked."""
    asked_at, definition = panel.asked_at or panel.closed_at, panel.edition.definition
    later = any(one.on != "deposit" for _, one in every(definition, MemberOf))
    if asked_at is None or not later:
        return found
    codes = {one.id: one.facts.codes for one in found}
    day = asked_at.astimezone(ZoneInfo(definition.timeline.zone)).date()
    rows = Membership.objects.current(day).filter(
        organisation__territory_code__in=frozenset[str]().union(*codes.values())
    )
    held: dict[str, set[str]] = {}
    for code, circle in rows.order_by("pk").values_list("organisation__territory_code", "circle"):
        held.setdefault(code, set()).add(circle)
    return [
        replace(one, facts=replace(one.facts, circles_now=frozenset[str]().union(
            *(held.get(code, ()) for code in codes[one.id]))))
        for one in found
    ]  # fmt: skip


def candidate(deposit: Deposit, definition: Definition | None = None) -> Candidate:
    """One deposit: its name, the facts priorities look at, the attributes balances look at.

    With the definition of its call, its wave and the organiser it was handed in to.
    """
    facts = frozen_facts(deposit)
    territory = deposit.content["body"].get("territory") or {}
    ref = str(territory.get("ref", ""))
    attrs: dict[str, str | tuple[str, ...]] = {
        "kind": facts.kind,
        "commune": ref if facts.kind == "commune" else "",
        "country": str(territory.get("country", "FR")),
        "organisation": ref or str(deposit.content["body"].get("name", "")),
        "size": size_of(facts.numbers.get("population")),
        "departement": code_of(territory.get("department")),
        "region": code_of(territory.get("region")),
        "epci": code_of(territory.get("epci")) or territory.get("ref", "").removeprefix("epci:"),
        "track": deposit.content.get("track", ""),
        "circle": tuple(sorted(facts.circles or ())),
        **(_handed_in(deposit, definition, facts) if definition else {}),
    }
    for key, value in deposit.content.get("answers", {}).items():
        if isinstance(value, str | list | bool):
            attrs[f"answer.{key}"] = _named(value)
            if key in THEMES:
                attrs["theme"] = attrs[f"answer.{key}"]
    return Candidate(
        id=str(deposit.public_id),
        name=deposit.content["body"].get("name", ""),
        facts=facts,
        attrs={name: value for name, value in attrs.items() if value},
        at=deposit.at.isoformat(),
    )


def _named(value: Any) -> tuple[str, ...]:
    """An answer as balances name it: options by their keys, yes or no by « oui » and « non »."""
    if isinstance(value, bool):
        return ("oui" if value else "non",)
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _handed_in(deposit: Deposit, definition: Definition, facts: Facts) -> dict[str, str]:
    """The wave in which a deposit came in, and the organiser it is for."""
    step, track = deposit.content.get("step", ""), track_of(deposit)
    at = handed_in_at(deposit)
    window = window_at(definition, at, step, track, deposited=at, refs=facts.refs)
    wishes = deposit.content.get("preferences", [])
    to = addressed(definition, facts.refs, track, wishes)
    return {"window": window.key if window else "", "organiser": to.key if to else ""}


def size_of(population: Decimal | None) -> str:
    """The class of size of a territory, as the balances name it; empty when nobody knows."""
    if population is None:
        return ""
    return next(name for top, name in SIZES if top is None or population < top)


def frozen_facts(deposit: Deposit) -> Facts:
    """What the deposit says of its applicant, as conditions read it."""
    body = deposit.content["body"]
    territory: dict[str, Any] = body.get("territory") or {}
    population = territory.get("population")
    return Facts(
        kind=territory.get("kind", ""),
        refs=frozen_places(deposit.content),
        circles=frozenset(body.get("circles", ())),
        codes=frozenset(filter(None, (territory.get("siren"), territory.get("insee")))),
        numbers={"population": Decimal(population)} if population else {},
        answers={**deposit.content.get("attachments", {}), **deposit.content.get("answers", {})},
        today=deposit.at.date(),
    )


def published_panels(edition: Edition, at: datetime) -> list[tuple[str, list[Juror]]]:
    """The juries whose names the call makes public, with their members; nothing without any."""
    definition = edition.definition
    public = {one.key for one in definition.panels if one.published}
    stages = {one.key: one for one in definition.stages if one.panel in public}
    if not stages:
        return []
    found = []
    for panel in Panel.objects.filter(edition=edition, stage__in=stages).order_by("pk"):
        rows = sitting(at).filter(panel=panel, part=Juror.Part.MEMBER)
        named = rows.select_related("person", "organisation").order_by("-president", "pk")
        if members := list(named):
            found.append((panel.label, members))
    return found


def applications_of(person: Person, edition_pk: int) -> QuerySet[Application]:
    """The files of a call someone helped to write: she judges none of them."""
    wrote = Q(owner__person=person) | Q(members__person=person)
    if person.email:
        wrote |= Q(members__email__iexact=person.email)
    return Application.objects.filter(wrote, edition=edition_pk).distinct().order_by("pk")
