"""The deposits that a window received: one count for capacity, turns and files of one body."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from cordee.applications.models import Deposit
from cordee.calls.rules.reception import meets, places_served

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.calls.models import Edition
    from cordee.programme.schema import Definition
    from cordee.programme.schema.timeline import Window

EASTMOST = timedelta(hours=26)
"""How much earlier than anywhere else a day may begin somewhere."""


def handed() -> Case:
    """When the candidate of a deposit last handed in: `times.handed_in_at` for many files."""
    own = Deposit.objects.filter(
        application=OuterRef("application"), number__lt=OuterRef("number"), completes=None
    )
    before = Subquery(own.order_by("-number").values("at")[:1])
    return Case(When(completes=None, then=F("at")), default=Coalesce(before, F("at")))


def in_window(edition: Edition, step: str, window: Window) -> QuerySet[Deposit]:
    """The deposits in force that this window received: `calls.rules.window_at` for many files.

    A file belongs to the last window opened when its candidate handed it in, among those of its
    track and places; `handed` says when, which a complement asked by the staff does not move.
    """
    definition = edition.definition
    windows = definition.windows_of(step)
    rows = Deposit.objects.filter(
        in_force__edition=edition, in_force__step=step, in_force__withdrawn_at=None
    ).annotate(handed=handed())
    order = _order(definition, windows)
    rank = [one.key for one in order].index(window.key)
    rows = rows.filter(_received(definition, order[rank], windows))
    for one in order[rank + 1 :]:
        rows = rows.filter(_untrue(_received(definition, one, windows)))
    return rows


def _order(definition: Definition, windows: list[Window]) -> list[Window]:
    """Windows, in the order they open."""
    return sorted(windows, key=lambda one: _opens(definition, one))


def _opens(definition: Definition, window: Window) -> float:
    opens = window.opens_at(definition.timeline.zone)
    return opens.timestamp() if opens else float("-inf")


def _untrue(asked: Q) -> Exact:
    """Not so: what a deposit does not say is untrue, where a bare negation would leave it out."""
    told = Case(When(asked, then=Value(1)), default=Value(0), output_field=IntegerField())
    return Exact(told, Value(0))


def _received(definition: Definition, window: Window, windows: list[Window]) -> Q:
    """Handed in since it opened, by a candidate of its tracks and places that has no other."""
    asked = Q(pk__isnull=False) & _concerned(definition, window)
    if not window.serves:
        for one in windows:
            if one.serves and meets(window, one, definition.timeline.zone):
                own = _of_tracks(definition, one) & _of_places(places_served(one))
                asked &= Q(_untrue(own))
    if opens := _since(definition, window):
        asked &= Q(handed__gte=opens)
    return asked


def _since(definition: Definition, window: Window) -> datetime | None:
    opens = window.opens_at(definition.timeline.zone)
    if opens is not None and window.clock == "applicant":
        return opens - EASTMOST
    return opens


def _concerned(definition: Definition, window: Window) -> Q:
    """Of its tracks and places; where a body written by hand is, nobody knows."""
    asked = _of_tracks(definition, window)
    if not window.serves:
        return asked
    unknown = Q(content__body__territory=None) | Q(content__body__territory__isnull=True)
    return asked & (unknown | _of_places(places_served(window)))


def _of_tracks(definition: Definition, window: Window) -> Q:
    tracks = [one.key for one in definition.tracks if definition.concerns(window.tracks, one.key)]
    return Q(in_force__track__in=["", *tracks]) if window.tracks else Q()


def _of_places(served: Iterable[str]) -> Q:
    """Deposits whose candidate is in one of these places, as `rules.places` reads them."""
    body = "content__body__"
    among = list(served)
    found = Q(**{f"{body}places__has_any_keys": among})
    for one in among:
        family, _, code = one.partition(":")
        found |= Q(**{f"{body}territory__ref": one})
        if family in OLDER:
            found |= Q(**{f"{body}territory__{OLDER[family]}": code})
    return found


OLDER = {"country": "country", "departement": "department__code", "region": "region__code",
         "epci": "epci__siren"}  # fmt: skip
"""Where a deposit made before places were kept whole says each sort of place."""
