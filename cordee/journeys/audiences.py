"""The one answer to « who reads this? » for everything written during a year.

A row says its `audience`, its author (a person), its territory or its cohort; a `Reader` is
whoever looks, with every circle she stands in today. Someone who left, was replaced, or has not
come yet stands in no circle of the cohort; the team of the house reads from `staff` on, never
what a delegation keeps to itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Delegate
from cordee.journeys.rules.audiences import SCALE, rank, reads
from cordee.people.models import Membership, Seat
from cordee.people.policy import PRESENT, is_staff
from cordee.reactions import ALLIED, GUESTS
from cordee.web.ready import ready
from cordee.web.requests import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.people.models import User

ALLIANCE = "alliance"
WHO = {
    "me": _("vous seul·e"),
    "team": _("votre délégation, et personne d’autre"),
    "staff": _("votre délégation et l’équipe d’animation"),
    "cohort": _("toutes les délégations de la cohorte et l’équipe d’animation"),
    "alliance": _("la cohorte et les alliés"),
    "public": _("tout le monde, sans compte"),
}
"""Each audience in words, beside the box (from whoever writes)."""
LABELS = {
    "me": _("moi"),
    "team": _("la délégation"),
    "staff": _("la délégation et l’équipe d’animation"),
    "cohort": _("la cohorte"),
    "alliance": _("les alliés"),
    "public": _("tout le monde"),
}
SIGN_IN = "Connectez-vous pour lire ce qui est partagé avec vous."


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever looks, and the circles she stands in at an instant."""

    person: int | None = None
    staff: bool = False
    teams: Mapping[int, int] = field(default_factory=dict)
    """Territory she is a delegate of → its cohort."""
    guest: Mapping[tuple[int, int | None], str] = field(default_factory=dict)
    """(cohort, territory or None for all of it) → the narrowest audience she reads as a guest."""
    ally: bool = False

    def circle(
        self, *, author: int | None = None, participation: int | None = None, cohort: int | None
    ) -> str:
        """The narrowest circle in which she stands, around a row of that author and territory."""
        if author is not None and author == self.person:
            return "me"
        if participation in self.teams:
            return "team"
        if self.staff:
            return "staff"
        own = ["cohort"] if cohort in self.teams.values() else []
        places = {(cohort, None), (cohort, participation)}
        own += [reads_ for place, reads_ in self.guest.items() if place in places]
        return min(own, key=rank) if own else "alliance" if self.ally or self.teams else "public"

    def takes_part(self, cohort: int) -> bool:
        """Whether she acts in a cohort, of a delegation or of the team, and not only looks on."""
        return self.staff or cohort in self.teams.values()

    def reads(self, row: Any) -> bool:
        """Whether she reads a row that has `audience`, `author_id` and a territory or cohort."""
        return reads(self.circle_of(row), row.audience)

    def circle_of(self, row: Any) -> str:
        """The narrowest circle in which she stands around a row."""
        participation = getattr(row, "participation", None)
        cohort = getattr(row, "cohort_id", None)
        if participation is not None:
            cohort = participation.cohort_id
        return self.circle(
            author=getattr(row, "author_id", None),
            participation=participation.pk if participation is not None else None,
            cohort=cohort,
        )


def reader(user: User | AnonymousUser, at: datetime) -> Reader:
    """Everything that decides what someone reads at that instant, once a request."""
    if not user.is_authenticated:
        return Reader()
    if abs(timezone.now() - at) < PRESENT:
        return once(f"reader {user.pk}", lambda: _reader(user, at))
    return _reader(user, at)


def _reader(user: Any, at: datetime) -> Reader:
    teams = dict(_teams(user.pk, at, timezone.localdate(at)))
    guest: dict[tuple[int, int | None], str] = {}
    for path in GUESTS:
        for cohort, participation, narrowest in import_string(path)(user, at):
            guest[cohort, participation] = narrowest
    person = getattr(user, "person", None)
    return Reader(person and person.pk, is_staff(user, at), teams, guest, _is_ally(user, at))


@ready
def _teams(user: int, at: datetime, today: date) -> QuerySet[Delegate, tuple[int, int]]:
    rows = Delegate.objects.current(at).filter(
        person__user=user, participation__ends=None, participation__starts__lte=today
    )
    return rows.values_list("participation_id", "participation__cohort_id").order_by()


def _is_ally(user: User, at: datetime) -> bool:
    """Whether she sits for a structure that is of the alliance that day, or signed its charter."""
    sits = bool(_allied_seats(user.pk, at, timezone.localdate(at)))
    return sits or any(import_string(path)(user, at) for path in ALLIED)


@ready
def _allied_seats(user: int, at: datetime, today: date) -> QuerySet[Seat, int]:
    allied = Membership.objects.current(today).filter(circle=ALLIANCE)
    rows = Seat.objects.current(at).filter(
        person__user=user, organisation__in=allied.values("organisation")
    )
    return rows.order_by().values_list("pk", flat=True)[:1]


def readable[Rows: QuerySet[Any]](
    rows: Rows,
    who: Reader,
    *,
    participation: str = "participation",
    cohort: str = "participation__cohort",
    author: str = "author",
) -> Rows:
    """Keep the rows she reads: the same answer as `Reader.reads`, asked of the database.

    The three names say where a row keeps its territory, its cohort and its author; an empty name
    means it has none.
    """
    found = Q(audience="public")
    if author and who.person is not None:
        found |= Q(**{author: who.person})
    if participation and who.teams:
        found |= Q(**{f"{participation}__in": list(who.teams)}) & _wider("team")
    if who.staff:
        found |= _wider("staff")
    if who.teams:
        found |= Q(**{f"{cohort}__in": sorted(set(who.teams.values()))}) & _wider("cohort")
    for (promotion, territory), narrowest in who.guest.items():
        place = Q(**{cohort: promotion})
        if territory is not None:
            if not participation:
                continue
            place &= Q(**{participation: territory})
        found |= place & _wider(narrowest)
    if who.ally or who.teams:
        found |= _wider("alliance")
    return rows.filter(found)


def _wider(circle: str) -> Q:
    names = [one for one in SCALE if reads(circle, one)]
    return Q(audience__in=[*names, "jury"] if "staff" in names else names)


def choices(names: Iterable[str]) -> list[tuple[str, Any]]:
    """Audiences as the choices of a form."""
    return [(one, LABELS[one]) for one in names]
