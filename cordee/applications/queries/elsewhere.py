"""The people and partners of a file, as the other files handed in to the same call hold them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Lower

from cordee.applications.models import Application, Member, Partner
from cordee.applications.rules.elsewhere import Elsewhere, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from cordee.applications.rules import Teammate


def elsewhere(
    application: Application, team: Sequence[Teammate], partners: Sequence[Partner]
) -> list[Elsewhere]:
    """Each of them with the files already handed in where they are; two queries at most.

    No query when the call bounds nothing.
    """
    definition, track = application.edition.definition, application.track
    rules, bodies = definition.team_of(track), definition.consortium_of(track)
    if application.pk is None or not counted(rules, bodies):
        return []
    return [*_people(application, team), *_bodies(application, partners)]


def _people(application: Application, team: Sequence[Teammate]) -> list[Elsewhere]:
    mails = {one.email.casefold(): one for one in team if one.email}
    if not mails:
        return []
    rows = (
        Member.objects.filter(application__in=_others(application).values("pk"), left_at=None)
        .annotate(mail=Lower("email"))
        .filter(mail__in=list(mails))
        .order_by("pk")
    )
    held = list(rows.values_list("mail", "role", "leads", "application"))
    return [_person(mate, [row[1:] for row in held if row[0] == mail])
            for mail, mate in mails.items()]  # fmt: skip


def _person(mate: Teammate, rows: list[tuple[str, list[str], int]]) -> Elsewhere:
    return Elsewhere(
        mate.name,
        files=len({file for _, _, file in rows}),
        roles={mate.role: sum(role == mate.role for role, _, _ in rows)},
        leads=dict(Counter(key for _, leads, _ in rows for key in leads if key in mate.leads)),
    )


def _bodies(application: Application, partners: Sequence[Partner]) -> list[Elsewhere]:
    if not partners:
        return []
    same = Q(territory__in=[one.territory_id for one in partners if one.territory_id])
    same |= Q(name__in=[one.name for one in partners])
    rows = Partner.objects.filter(same, application__in=_others(application).values("pk"))
    held = list(rows.select_related("application").order_by("pk"))
    return [_body(application, one, [row for row in held if _same(one, row)]) for one in partners]


def _same(one: Partner, other: Partner) -> bool:
    place = other.territory_id
    return other.name == one.name or (place is not None and place == one.territory_id)


def _body(application: Application, one: Partner, rows: list[Partner]) -> Elsewhere:
    return Elsewhere(
        one.name,
        files=len({row.application_id for row in rows if not row.leads}),
        partner=not one.leads,
        category=one.category,
        country=one.country,
        held=[(row.category, row.application.track == application.track) for row in rows],
    )


def _others(application: Application) -> QuerySet[Application]:
    """The other files of the call with a deposit in force; those of earlier steps apart."""
    rows = Application.objects.deposited().filter(
        edition=application.edition_id, step=application.step
    )
    return rows.exclude(pk=application.pk).order_by("pk")
