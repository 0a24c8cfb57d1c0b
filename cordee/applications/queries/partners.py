"""The bodies of a consortium as rules see them, and as a deposit freezes them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from cordee.applications.models import Application, Guest
from cordee.applications.rules.answers import decimal
from cordee.applications.rules.consortium import Body
from cordee.applications.rules.known import lists_needed, own
from cordee.kernel.french import unaccented
from cordee.programme.conditions import Facts
from cordee.territories.queries import places

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cordee.applications.models import Partner
    from cordee.programme.schema import Definition


def members_matter(definition: Definition, track: str) -> bool:
    """Whether a consortium is asked, or some condition looks at every member."""
    if definition.consortium_of(track) is not None:
        return True
    return any(one.of != "applicant" for one in own(definition, track))


def partners(application: Application) -> list[Partner]:
    """The partners of a file, its lead body first; no query when nobody looks at them."""
    definition = application.edition.definition
    if application.pk is None or not members_matter(definition, application.track):
        return []
    return list(application.partners.select_related("territory").order_by("-leads", "pk"))


def waited(application: Application, rows: Iterable[Partner]) -> list[str]:
    """The partners whose own file is not handed in, at a step where each hands in its own.

    They are known by their territory, or by their name when they have none. No query elsewhere.
    """
    steps = application.edition.definition.steps
    if not any(one.key == application.step and one.each_partner for one in steps):
        return []
    ours = [one for one in rows if not one.leads]
    keys = {one.pk: unaccented(one.name)[:260] for one in ours}
    handed = (
        Application.objects.filter(
            Q(territory__in=[one.territory_id for one in ours if one.territory_id])
            | Q(territory=None, sort_key__in=list(keys.values())),
            edition=application.edition_id, step=application.step, withdrawn_at=None,
        )
        .exclude(current=None)
        .order_by("pk")
        .values_list("territory", "sort_key")
    )  # fmt: skip
    there = list(handed)
    lands = {territory for territory, _ in there}
    names = {key for territory, key in there if territory is None}
    return [
        one.name
        for one in ours
        if (one.territory_id not in lands if one.territory_id else keys[one.pk] not in names)
    ]


def bodies(rows: Iterable[Partner], on: date | None = None) -> list[Body]:
    """The partners as the rules of composition see them; with their places on a day, if given."""
    return [
        Body(
            name=row.name,
            leads=row.leads,
            category=row.category,
            country=row.country,
            amount=row.amount,
            refs=_facts(row, on).refs if on else frozenset(),
        )
        for row in rows
    ]


def member_facts(
    rows: Iterable[Partner], at: date, listed: Iterable[Guest] = ()
) -> tuple[Facts, ...]:
    """The facts of each partner, as conditions read them; `listed` are those the call names."""
    guests = list(listed)
    return tuple(_facts(row, at, _lists(row, guests)) for row in rows)


def listed_in(application: Application) -> list[Guest]:
    """Those whom the call names on its lists; no query when no condition looks at them."""
    if application.pk is None or not lists_needed(
        application.edition.definition, application.track
    ):
        return []
    return list(Guest.objects.standing().filter(edition=application.edition).order_by("pk"))


def _lists(row: Partner, guests: Iterable[Guest]) -> frozenset[str]:
    """The lists that name a partner, by its territory or by its name."""
    name = unaccented(" ".join(row.name.split()))
    return frozenset(
        one.list for one in guests
        if (row.territory_id is not None and one.territory_id == row.territory_id)
        or (name and unaccented(" ".join(one.name.split())) == name)
    )  # fmt: skip


def _facts(row: Partner, at: date, lists: frozenset[str] = frozenset()) -> Facts:
    typed = {key: decimal(one.get("value")) for key, one in row.known.get("numbers", {}).items()}
    numbers = {key: value for key, value in typed.items() if value is not None}
    refs = frozenset({f"country:{row.country}", row.country})
    codes: frozenset[str] = frozenset()
    if row.territory is not None:
        refs |= places(row.territory, at)
        codes = frozenset(filter(None, (row.territory.siren, row.territory.insee)))
        if row.territory.population:
            numbers["population"] = Decimal(row.territory.population)
    return Facts(
        kind=row.kind,
        refs=row.application.edition.definition.lying(refs),
        numbers=numbers,
        declared=dict(row.known.get("declared", {})),
        codes=codes,
        lists=lists,
        category=row.category,
        today=at,
    )


def frozen(rows: Iterable[Partner]) -> list[dict[str, Any]]:
    """The partners as plain data."""
    return [
        {
            "id": str(row.public_id),
            "name": row.name,
            "leads": row.leads,
            "territory": row.territory.ref if row.territory else "",
            "kind": row.kind,
            "category": row.category,
            "country": row.country,
            "amount": str(row.amount) if row.amount is not None else "",
            "known": row.known,
        }
        for row in rows
    ]
