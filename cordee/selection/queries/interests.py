"""The signs of conflict that the house sees by itself, file by file."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from cordee.applications.models import Application, Member
from cordee.people.models import Membership, Organisation, Seat
from cordee.selection.rules import Team, Tie, hints, plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cordee.applications.models import Deposit
    from cordee.selection.models import Juror

NAMES = ("given_name", "family_name")


def conflicted(
    juror: Juror, deposits: Iterable[Deposit], at: datetime
) -> list[tuple[Deposit, tuple[str, ...]]]:
    """Some files with the signs of conflict that the house itself sees (four queries)."""
    shown = list(deposits)
    tie = tie_of(juror, at)
    before = _before(juror, shown)
    return [(one, hints(tie, team_of(one, before))) for one in shown]


def tie_of(juror: Juror, at: datetime) -> Tie:
    """What ties her to files: the institution she sits for, those she acts for elsewhere."""
    seats = Seat.objects.current(at).filter(person=juror.person_id).exclude(organisation=None)
    found = {one.pk: one for one in Organisation.objects.filter(seats__in=seats).order_by("pk")}
    if juror.organisation:
        found[juror.organisation.pk] = juror.organisation
    held = Membership.objects.current(at.date()).filter(organisation__in=found)
    names = {plain_words(one.name) for one in found.values()}
    runs = {plain_words(str(one.label)) for one in juror.panel.edition.definition.organisers}
    return Tie(
        email=juror.person.email,
        organisation=juror.organisation.name if juror.organisation else "",
        code=juror.organisation.territory_code if juror.organisation else "",
        name=juror.person.name if juror.person.is_named else "",
        others=tuple(one.name for one in found.values()),
        circles=frozenset(held.values_list("circle", flat=True).order_by()),
        organiser=bool(names & runs),
    )


def team_of(deposit: Deposit, before: dict[int, list[str]]) -> Team:
    """Whom a file brings, from its frozen content alone."""
    body = deposit.content["body"]
    territory = body.get("territory") or {}
    codes = {str(territory.get(key, "")) for key in ("siren", "insee", "code")}
    codes.add(str(territory.get("ref", "")).rpartition(":")[2])
    mates = deposit.content["team"]
    return Team(
        body=body.get("name", ""),
        codes=frozenset(codes - {""}),
        organisations=tuple(mate.get("organisation", "") for mate in mates),
        emails=tuple(mate.get("email", "") for mate in mates),
        before=tuple(before.get(deposit.application.territory_id or 0, ())),
        names=tuple(
            f"{mate.get('given_name', '')} {mate.get('family_name', '')}" for mate in mates
        ),
        circles=frozenset(body.get("circles", ())),
        text=plain_words(" ".join(_texts(deposit.content.get("answers", {})))),
    )


def _texts(answers: dict[str, object]) -> Iterable[str]:
    return (value for value in answers.values() if isinstance(value, str))


def _before(juror: Juror, deposits: list[Deposit]) -> dict[int, list[str]]:
    """The other calls in which she wrote for the same bodies, by territory."""
    bodies = {one.application.territory_id for one in deposits} - {None}
    rows = (
        Application.objects.filter(
            Q(owner__person=juror.person_id)
            | Q(pk__in=Member.objects.filter(person=juror.person_id).values("application")),
            territory__in=bodies,
        )
        .exclude(edition=juror.panel.edition_id)
        .select_related("edition")
        .order_by("pk")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for one in rows:
        found[one.territory_id or 0].append(one.edition.title)
    return found
