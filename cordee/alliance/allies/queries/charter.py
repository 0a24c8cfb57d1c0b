"""Allies as pages and figures read them: who signed, where each stands, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Min
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cordee.alliance.allies.models import (
    AllianceCustom,
    Ally,
    AllyKind,
    Bringing,
    Came,
    CharterText,
)
from cordee.alliance.allies.rules import lives
from cordee.alliance.allies.rules.lives import Custom, Standing
from cordee.alliance.allies.words import LIFE
from cordee.kernel.moments import shifted
from cordee.reactions import ENGAGED
from cordee.web.ready import ready
from cordee.web.requests import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from typing import Any

    from django.db.models import QuerySet

    from cordee.people.models import User


def charter() -> CharterText | None:
    """The text that is signed now."""
    return CharterText.objects.order_by("-at", "-pk").first()


def custom() -> Custom:
    """The delays of the house; six and twelve months until it says otherwise."""
    last = once("custom of allies", AllianceCustom.objects.order_by("-at", "-pk").first)
    return Custom(last.new_months, last.active_months) if last else Custom()


def kinds(*uses: str) -> QuerySet[AllyKind]:
    """The words offered in some lists."""
    return AllyKind.objects.filter(use__in=uses, retired_at=None).order_by("use", "rank", "label")


def allies() -> QuerySet[Ally]:
    """Every signature with who gave it, the latest first."""
    return Ally.objects.select_related("organisation", "person", "kind").order_by(
        "-signed_on", "-pk"
    )


def public() -> QuerySet[Ally]:
    """Those who agreed to be named, in the order of a directory."""
    rows = allies().filter(listed=True, withdrawn_on=None, person__erased=None)
    return rows.order_by("organisation__sort_key", "person__sort_key", "pk")


def signed(user: User, at: datetime) -> bool:
    """Whether someone signed the charter, for herself or for a structure, and did not leave."""
    return bool(_signed(user.pk, timezone.localdate(at)))


@ready
def _signed(user: int, today: date) -> QuerySet[Ally, int]:
    rows = Ally.objects.filter(person__user=user, withdrawn_on=None, signed_on__lte=today)
    return rows.order_by().values_list("pk", flat=True)[:1]


def signatories(today: date) -> QuerySet[Ally, int]:
    """The people behind the signatures that stand."""
    rows = Ally.objects.filter(signed_on__lte=today).exclude(withdrawn_on__lte=today)
    return rows.order_by().values_list("person", flat=True)


def bringings() -> QuerySet[Bringing]:
    """What allies bring, the latest first."""
    return Bringing.objects.select_related("ally__organisation", "ally__person").order_by("-pk")


def came() -> QuerySet[Came, Any]:
    """Whoever came to a permanence, a session, a meeting."""
    rows = Came.objects.annotate(day_=F("gathering__on"))
    return rows.values_list("person_id", "organisation_id", "day_")


def told() -> QuerySet[Bringing, Any]:
    """Whoever told what she brings."""
    rows = Bringing.objects.annotate(day_=TruncDate("at"))
    return rows.values_list("ally__person_id", "ally__organisation_id", "day_")


@dataclass(frozen=True, slots=True)
class Told:
    """An ally, where she stands, her life in a word and the reason of it."""

    ally: Ally
    standing: Standing
    life: str
    why: str


def standings(rows: Iterable[Ally], today: date) -> list[Told]:
    """Where each of those allies stands on a day: a few queries, however many they are."""
    seen, met, said = _seen(today), _met(today), custom()
    return [_told(one, seen, met, said, today) for one in rows]


type Days = tuple[dict[int | None, date], dict[int | None, date]]


def _seen(today: date) -> Days:
    """By person and by structure, the last day each took part, that day included."""
    people: dict[int | None, date] = {}
    bodies: dict[int | None, date] = {}
    first, *others = [import_string(path)().order_by() for path in ENGAGED]
    for person, body, day in first.union(*others, all=True).order_by("day_"):
        if day > today:
            break
        people[person], bodies[body] = day, day
    return people, bodies


def _met(today: date) -> Days:
    """By person and by structure, the first permanence each came to."""
    rows = Came.objects.filter(gathering__on__lte=today).exclude(gathering__drop_in=None).order_by()
    people: dict[int | None, date] = {}
    bodies: dict[int | None, date] = {}
    found = rows.values_list("person", "organisation").annotate(day=Min("gathering__on"))
    for person, body, day in found.order_by("day"):
        people.setdefault(person, day)
        bodies.setdefault(body, day)
    return people, bodies


def _told(one: Ally, seen: Days, met: Days, said: Custom, today: date) -> Told:
    """A structure is seen through who signed for it, or through anybody who came for it."""

    def days(known: Days) -> list[date]:
        own = [known[0].get(one.person_id)]
        own += [known[1].get(one.organisation_id)] if one.organisation_id else []
        return [day for day in own if day is not None]

    met_on = [day for day in (*days(met), one.welcomed_on) if day is not None]
    standing = Standing(
        one.signed_on, min(met_on, default=None), max(days(seen), default=None), one.withdrawn_on
    )
    life = lives.life(standing, said, today)
    return Told(one, standing, life, lives.why(standing, said, today))


def lived(today: date, life: str = "", *, use: str = "") -> list[Told]:
    """Every ally who had signed by a day, of one life when it is asked, of one nature."""
    rows = allies().filter(signed_on__lte=today)
    if use:
        rows = rows.filter(organisation__isnull=use != AllyKind.Use.STRUCTURE)
    return [one for one in standings(rows, today) if not life or one.life == life]


def table(today: date, life: str = "") -> Iterator[tuple[str, ...]]:
    """The allies of one life or of all, head first, as a spreadsheet opens them."""
    yield (
        _("allié"), _("nature"), _("sorte"), _("en qualité de"), _("département"), _("a signé le"),
        _("sur papier"), _("dans la liste publique"), _("état"), _("pourquoi"), _("retirée le"),
    )  # fmt: skip
    for one in lived(today, life):
        ally, use = one.ally, AllyKind.Use
        nature = use.STRUCTURE if ally.organisation_id else use.PERSON
        left = ally.withdrawn_on
        yield (
            str(ally), str(nature.label), ally.kind.label, ally.capacity, ally.department,
            ally.signed_on.isoformat(), _yes(yes=ally.on_paper), _yes(yes=ally.listed),
            str(LIFE[one.life][0]), one.why, left.isoformat() if left else "",
        )  # fmt: skip


def _yes(*, yes: bool) -> str:
    return _("oui") if yes else _("non")


def unwelcomed(today: date, *, before: date | None = None) -> list[Told]:
    """Newcomers whom nobody welcomed yet, signatures up to a day alone when it is given (R234)."""
    since = shifted(today, -custom().new_months)
    rows = allies().filter(signed_on__range=(since, before or today), withdrawn_on=None)
    recent = list(rows.filter(welcomed_on=None))
    return [
        one for one in (standings(recent, today) if recent else ())
        if one.life == lives.NEW and one.standing.welcomed_on is None
    ]  # fmt: skip


def by_kind(today: date) -> list[tuple[str, str, int]]:
    """Nature, kind, how many signatures stand that day (R277)."""
    rows = Ally.objects.filter(signed_on__lte=today).exclude(withdrawn_on__lte=today)
    named = rows.order_by().values_list("organisation", "kind__rank", "kind__label")
    found = Counter((body is None, rank, label) for body, rank, label in named)
    return [
        (str((AllyKind.Use.PERSON if alone else AllyKind.Use.STRUCTURE).label), label, count)
        for (alone, _rank, label), count in sorted(found.items())
    ]


def overseas(today: date) -> int:
    """How many of them are overseas."""
    rows = Ally.objects.filter(signed_on__lte=today).exclude(withdrawn_on__lte=today)
    codes = rows.order_by().values_list("department", flat=True)
    return sum(lives.is_overseas(code) for code in codes)


def by_year() -> list[tuple[int, int, int]]:
    """Year → signatures given, standing at its end."""
    return lives.by_year(Ally.objects.order_by("pk").values_list("signed_on", "withdrawn_on"))
