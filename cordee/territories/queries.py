"""Reading territories: search, perimeters at a date, frozen copies."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from cordee.kernel.bodies import GROUPS, Kind
from cordee.ledger.models import Entry
from cordee.ledger.sayings import sentence
from cordee.territories import rules
from cordee.territories.maps import Patch, Spot
from cordee.territories.models import Membership, Outline, Territory, Vintage
from cordee.web.requests import once

PAGE = 25
"""Rows of any list of the house."""
EXACT, INITIALS, BEGINS, WORDS = 0, 1, 2, 3
NO_GROUPING = frozenset({Kind.COMMUNE, Kind.DEPARTEMENT, Kind.REGION, *GROUPS["partie_de_commune"]})
"""Kinds whose members say nothing more of where they lie."""
SHORTEST_FUZZY = 4
"""Below four letters a typing mistake leaves nothing to compare."""


def living(at: date | None = None) -> QuerySet[Territory]:
    """Territories that exist on a day (in today's geography when no day is given)."""
    if at is None:
        return Territory.objects.filter(ends=None)
    return Territory.objects.filter(during(at))


def eligible(kinds: Iterable[Kind] = (), regions: Iterable[str] = ()) -> QuerySet[Territory]:
    """Living territories of these kinds and régions; none given, all."""
    among, where = [kind.value for kind in kinds], list(regions)
    rows = living()
    rows = rows.filter(kind__in=among) if among else rows
    return rows.filter(region__in=where) if where else rows


def matching(rows: QuerySet[Territory], text: str) -> QuerySet[Territory]:
    """Those spelt as a person typed, best first: one query, one index.

    Exact name or code, then initials (« MEL »), then names that begin so, then every word found;
    the most populated first within each. Nothing readable finds nothing.
    """
    asked = rules.understood(text)
    if not asked:
        return rows.none()
    return (
        rows.filter(_words(asked))
        .select_related("parent")
        .annotate(rank=_rank(asked))
        .order_by("rank", F("population").desc(nulls_last=True), "key", "ref")
    )


def resembling(rows: QuerySet[Territory], text: str) -> QuerySet[Territory]:
    """Those whose name, or a word of it, is spelt nearly as a person typed; the nearest first."""
    asked = rules.understood(text)
    if len(asked.name) < SHORTEST_FUZZY:
        return rows.none()
    alike = Q(search__trigram_word_similar=asked.name) | Q(key__trigram_similar=asked.name)
    likeness = Greatest(
        TrigramWordSimilarity(asked.name, "search"), TrigramSimilarity("key", asked.name)
    )
    return (
        rows.filter(alike)
        .select_related("parent")
        .annotate(likeness=likeness)
        .order_by("-likeness", F("population").desc(nulls_last=True), "key", "ref")
    )


def _words(asked: rules.Query) -> Q:
    """Every word of one of the readings begins a word of the row."""
    readings = [[Q(search__contains=f" {word}") for word in words] for words in asked.readings]
    return Q(*[Q(*words) for words in readings], _connector=Q.OR)


def _rank(asked: rules.Query) -> Case:
    said = [" ".join(reading) for reading in asked.readings]
    code = said[0].upper()
    codes = (
        Q(siren=code)
        | Q(insee=code)
        | Q(postcodes__contains=[code])
        | Q(kind=Kind.DEPARTEMENT, department=code)
    )
    begins = Q(*[Q(key__startswith=name) for name in said], _connector=Q.OR)
    return Case(
        When(Q(key__in=said) | codes, then=Value(EXACT)),
        When(search__contains=f" {rules.MARK}{said[0]} ", then=Value(INITIALS)),
        When(begins, then=Value(BEGINS)),
        default=Value(WORDS),
        output_field=IntegerField(),
    )


def found(
    text: str, *, kinds: Iterable[Kind] = (), regions: Iterable[str] = (), limit: int = PAGE
) -> list[Territory]:
    """The best answers to what was typed, at most `limit`, ready to be labelled.

    One query; a second one looks for near spellings when nothing was spelt so.
    """
    rows = eligible(kinds, regions)
    return list(matching(rows, text)[:limit]) or list(resembling(rows, text)[:limit])


def by_ref(ref: str) -> Territory | None:
    """The territory of a reference, labelled; nothing for a reference that makes no sense."""
    if "\0" in ref:
        return None
    return Territory.objects.select_related("parent").filter(ref=ref[:40]).first()


def listed(words: str, *, kind: str = "", origin: str = "") -> QuerySet[Territory]:
    """What the team's list shows: bodies past and present, searched, kept by kind and origin."""
    rows = Territory.objects.select_related("parent")
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(origin=origin) if origin else rows
    if not words:
        return rows.order_by("key", "ref")
    found = matching(rows, words)
    return found if found.exists() else resembling(rows, words)


def with_kin() -> QuerySet[Territory]:
    """Territories with what their own page says around them."""
    rows = Territory.objects.select_related("parent", "successor", "vintage")
    return rows.defer("vintage__changes")


def latest_vintage() -> Vintage | None:
    """The vintage in force."""
    return Vintage.objects.defer("changes").order_by("-starts").first()


def sources() -> str:
    """Whom the facts are owed to, to be written under any list of territories."""
    vintage = latest_vintage()
    return vintage.source if vintage else ""


def members_ever(territory: Territory) -> QuerySet[Membership]:
    """Who belongs or belonged to a body: present members first, by name."""
    rows = territory.members.select_related("child")
    return rows.order_by(F("ends").desc(nulls_first=True), "child__key", "pk")


def belongs_ever(territory: Territory) -> list[Membership]:
    """What a body belongs or belonged to, the latest first."""
    rows = territory.memberships.select_related("parent")
    return list(rows.order_by(F("ends").desc(nulls_first=True), "parent__key", "pk")[:PAGE])


def spots(territories: Iterable[Territory]) -> list[Spot]:
    """Points for a map, for those whose position is known."""
    return [
        Spot(row.latitude, row.longitude, row.name)
        for row in territories
        if row.latitude is not None and row.longitude is not None
    ]


def patches(territories: Iterable[Territory]) -> list[Patch]:
    """Contours for a map, for those whose contour was imported (one query)."""
    rows = Outline.objects.filter(territory__in=[row.pk for row in territories])
    found = rows.order_by("territory__key").values_list("path", "territory__name")
    return [Patch(path, name) for path, name in found]


def history(territory: Territory) -> list[tuple[Entry, str]]:
    """Who wrote it, and when: the journal's last words on a body."""
    entries = Entry.objects.filter(subject_type="territory", subject_id=str(territory.pk))
    return [(entry, sentence(entry)) for entry in entries.order_by("-at", "-pk")[:PAGE]]


def epci_at(territory: Territory, at: date) -> Territory | None:
    """The EPCI with own taxation of a commune on a day."""
    return next((row.parent for row in _above(territory, at) if row.role == "epci"), None)


def _above(territory: Territory, at: date) -> list[Membership]:
    """What a territory lies in on a day: a deposit asks it twice, it is read once a request."""
    return once(f"above {territory.pk} {at}", lambda: _parents_at([territory.pk], at))


def during(at: date) -> Q:
    """Memberships that hold on a day."""
    return Q(Q(starts=None) | Q(starts__lte=at), Q(ends=None) | Q(ends__gt=at))


def places(territory: Territory, at: date) -> frozenset[str]:
    """Every place a body is or lies in on a day, as programmes name them (R8).

    « commune:62498 », « epci:246200364 », « departement:62 », « region:32 », « country:FR »,
    « FR »; the département of every member for a grouping. Three queries at most.
    """
    found = {territory.ref, territory.country, f"country:{territory.country}"}
    found |= {f"region:{territory.region}"} if territory.region else set()
    above = _above(territory, at)
    if territory.what in GROUPS["partie_de_commune"]:
        above = above + _parents_at([row.parent_id for row in above], at)
    found |= {row.parent.ref for row in above}
    departments = {territory.department}
    if territory.what not in NO_GROUPING:
        rows = territory.members.filter(during(at)).order_by()
        departments |= set(rows.values_list("child__department", flat=True).distinct())
    return frozenset(found | {f"departement:{code}" for code in departments if code})


def _parents_at(children: list[int], at: date) -> list[Membership]:
    rows = Membership.objects.filter(during(at), child__in=children).order_by("pk")
    return list(rows.select_related("parent"))


def snapshot(territory: Territory, at: date) -> dict[str, Any]:
    """A frozen copy of what a territory is on a day, as plain JSON: deposits keep it (R8).

    Two queries at most. `at` is a calendar day in the call's zone.
    """
    epci = epci_at(territory, at)
    return {
        "ref": territory.ref,
        "name": territory.name,
        "kind": territory.kind,
        "kind_label": territory.what.label,
        "country": territory.country,
        "insee": territory.insee,
        "siren": territory.siren,
        "local": {"scheme": territory.local_scheme, "code": territory.local_code}
        if territory.local_code
        else None,
        "department": _named(territory.department, rules.department_name(territory.department)),
        "region": _named(territory.region, rules.region_name(territory.region)),
        "epci": {"siren": epci.siren, "name": epci.name} if epci else None,
        "population": territory.population,
        "population_year": territory.population_year,
        "vintage": territory.vintage.slug if territory.vintage else "",
        "at": at.isoformat(),
    }


def _named(code: str, name: str) -> dict[str, str] | None:
    return {"code": code, "name": name} if code else None
