"""The other files of the same body: by its territory, its SIREN, or its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from cordee.applications.models import Application
from cordee.applications.queries.received import in_window
from cordee.applications.queries.times import window_of
from cordee.kernel.french import unaccented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    type Provider = Callable[[Iterable[int], datetime], dict[int, "Result"]]


@dataclass(frozen=True, slots=True)
class Result:
    """What was decided of a file, once everybody may know it."""

    result: str
    said: str
    on: date
    stage: str = ""


_PROVIDERS: list[Provider] = []


def results_provider(provider: Provider) -> Provider:
    """Register who knows what was decided: files' keys and an instant → results released by then.

    # cordee/selection/menu.py
    @results_provider
    def released(keys, at): ...
    """
    _PROVIDERS.append(provider)
    return provider


def results(keys: Iterable[int], at: datetime) -> dict[int, Result]:
    """What everybody may know was decided of these files."""
    wanted = list(keys)
    found: dict[int, Result] = {}
    for provider in _PROVIDERS:
        found |= provider(wanted, at)
    return found


def of_body(application: Application) -> Q:
    """The files of the body of this one, whoever writes them."""
    if application.territory is not None:
        same = Q(territory=application.territory_id)
        siren = application.territory.siren
        return same | Q(territory__siren=siren) if siren else same
    key = unaccented(application.body_name)[:260]
    return Q(territory=None, sort_key=key) if key else Q(pk=None)


def same_body(application: Application) -> QuerySet[Application]:
    """The other files of the body at this step of the call: detected by body, not by e-mail."""
    rows = Application.objects.filter(
        of_body(application),
        edition=application.edition,
        step=application.step,
        withdrawn_at=None,
    )
    return rows.exclude(pk=application.pk).order_by("pk")


def competing(application: Application, at: datetime) -> QuerySet[Application]:
    """Those of them the call counts with this one: in the call, its track or its window."""
    rows = same_body(application)
    match application.edition.definition.applicant.files_counted:
        case "track":
            return rows.filter(track=application.track)
        case "window":
            window = window_of(application, at)
            received = (
                in_window(application.edition, application.step, window).values("pk")
                if window
                else ()
            )
            return rows.filter(Q(current=None) | Q(current__in=received))
        case _:
            return rows


def earlier(application: Application) -> QuerySet[Application]:
    """What the body handed in to other calls, the latest first."""
    rows = Application.objects.deposited().filter(of_body(application))
    return (
        rows.exclude(edition=application.edition_id)
        .select_related("edition__current", "current")
        .order_by("-current__at", "pk")
    )


EARLIER_AT_MOST = 200


def awards(application: Application, at: datetime) -> tuple[dict[str, date], dict[str, date]]:
    """Programme (and call) → last day: files awarded, and files handed in without award."""
    rows = list(earlier(application)[:EARLIER_AT_MOST])
    known = results([row.pk for row in rows], at)
    awarded: dict[str, date] = {}
    others: dict[str, date] = {}
    for row in reversed(rows):
        found = known.get(row.pk)
        on = found.on if found else row.current.at.date() if row.current else None
        if on is None:
            continue
        into = awarded if found and found.result == "selected" else others
        for key in {row.edition.key, row.edition.definition.programme or row.edition.key}:
            into[key] = on
    return awarded, others
