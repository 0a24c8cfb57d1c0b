"""Reading territories: search, perimeters at a date, frozen copies."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, FloatField, IntegerField, Q, QuerySet, Value, When

from cordee.kernel.bodies import Kind
from cordee.territories import rules
from cordee.territories.models import Membership, Territory

PAGE = 25
"""Rows of any list of the house."""
EXACT, BEGINS, WORDS, NEAR = 0, 1, 2, 3
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
    """Those that answer to what a person typed, best first: one query, one index.

    Exact name or code, then names that begin so, then every word found, then near spellings;
    the most populated first within each. Nothing readable finds nothing.
    """
    asked = rules.understood(text)
    if not asked:
        return rows.none()
    words = _words(asked)
    near = Q(search__trigram_word_similar=asked.name) if _fuzzy(asked) else Q()
    return (
        rows.filter(words | near if near else words)
        .select_related("parent")
        .annotate(rank=_rank(asked, words), nearness=_nearness(asked))
        .order_by("rank", "nearness", F("population").desc(nulls_last=True), "key", "ref")
    )


def _fuzzy(asked: rules.Query) -> bool:
    return len(asked.name) >= SHORTEST_FUZZY


def _words(asked: rules.Query) -> Q:
    """Every word of one of the readings begins a word of the row."""
    readings = [[Q(search__contains=f" {word}") for word in words] for words in asked.readings]
    return Q(*[Q(*words) for words in readings], _connector=Q.OR)


def _rank(asked: rules.Query, words: Q) -> Case:
    said = [" ".join(reading) for reading in asked.readings]
    codes = Q(siren=said[0]) | Q(insee=said[0].upper()) | Q(postcodes__contains=said[:1])
    begins = Q(*[Q(key__startswith=name) for name in said], _connector=Q.OR)
    return Case(
        When(Q(key__in=said) | codes, then=Value(EXACT)),
        When(begins, then=Value(BEGINS)),
        When(words, then=Value(WORDS)),
        default=Value(NEAR),
        output_field=IntegerField(),
    )


def _nearness(asked: rules.Query) -> Case | Value:
    """Distance of spelling, only where nothing better than a near spelling was found."""
    if not _fuzzy(asked):
        return Value(0.0, output_field=FloatField())
    distance = Value(1.0) - TrigramWordSimilarity(asked.name, "search")
    return Case(When(rank=NEAR, then=distance), default=Value(0.0), output_field=FloatField())


def found(
    text: str, *, kinds: Iterable[Kind] = (), regions: Iterable[str] = (), limit: int = PAGE
) -> list[Territory]:
    """The best answers to what was typed, at most `limit`, ready to be labelled: one query.

    Near spellings are kept only when nothing was spelt as asked.
    """
    best = list(matching(eligible(kinds, regions), text)[:limit])
    spelt = [row for row in best if vars(row)["rank"] < NEAR]
    return spelt or best


def by_ref(ref: str) -> Territory | None:
    """The territory of a reference, labelled; nothing for a reference that makes no sense."""
    if "\0" in ref:
        return None
    return Territory.objects.select_related("parent").filter(ref=ref[:40]).first()


def epci_at(territory: Territory, at: date) -> Territory | None:
    """The EPCI with own taxation of a commune on a day."""
    rows = territory.memberships.filter(during(at), role="epci").select_related("parent")
    membership = rows.first()
    return membership.parent if membership else None


def during(at: date) -> Q:
    """Memberships that hold on a day."""
    return Q(Q(starts=None) | Q(starts__lte=at), Q(ends=None) | Q(ends__gt=at))


def members_at(territory: Territory, at: date) -> QuerySet[Membership]:
    """Who belongs to a body on a day, by name."""
    rows = territory.members.filter(during(at)).select_related("child")
    return rows.order_by("child__key", "child__ref")


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
