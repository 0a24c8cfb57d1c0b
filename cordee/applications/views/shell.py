"""What every page of a file shares: its banner, its way, its guard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import queries
from cordee.applications.forms import said
from cordee.applications.models import Application
from cordee.applications.rules.known import declarations_asked, numbers_asked
from cordee.web.components import Tab
from cordee.web.guards import steady

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from cordee.kernel.findings import Finding
    from cordee.programme.schema.form import Section


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the file, and what is to be mended there; without `url`, no page of its own."""

    label: str
    url: str
    findings: tuple[Finding, ...] = ()


@steady
def files() -> QuerySet[Application]:
    """Files with what every page shows of them; each process keeps the rules of their call."""
    rows = Application.objects.select_related(
        "edition__current", "current", "territory", "owner__person"
    )
    return rows.defer("edition__current__content", "edition__current__texts")


def sections(application: Application) -> list[Section]:
    """The pages of the form this file fills, those with questions."""
    found = application.edition.definition.sections(application.step, application.track)
    return [one for one in found if one.shows == "questions" and one.questions]


def part_of(application: Application, key: str) -> Section | None:
    """The page of the form where a question stands."""
    found = sections(application)
    return next((one for one in found if any(x.key == key for x in one.questions)), None)


def by_place(application: Application, found: Sequence[Finding]) -> list[Place]:
    """Remarks under the page that mends them, in the order of the pages; the others come first."""
    places: dict[Place, list[Finding]] = {}
    for one in found:
        places.setdefault(_place(application, one.where), []).append(one)
    order = [tab.url for tab in _tabs(application, "")]
    ranked = sorted(places, key=lambda one: order.index(one.url) if one.url else -1)
    return [replace(one, findings=tuple(places[one])) for one in ranked]


def _place(application: Application, where: str) -> Place:
    """Where somebody who reads that something is wrong `where` goes to mend it."""
    room, _dot, key = where.partition(".")
    part = part_of(application, key.partition(".")[0]) if room == "questions" else None
    if part is not None:
        url = reverse("applications:section", args=[application.public_id, part.key])
        return Place(str(said(part.label)), url)
    if room == "team" and application.edition.definition.team:
        return Place(_("Équipe"), reverse("applications:team", args=[application.public_id]))
    return Place(_("Le dossier entier"), "")


def shown(application: Application, here: str, **more: Any) -> dict[str, Any]:
    """The context of a page of a file: the permanent banner and the tabs."""
    definition, now = application.edition.definition, timezone.now()
    door = queries.reception(application, now)
    late = bool(door.faults)
    asked = queries.asked_again(application, now) if late else None
    return {
        "application": application,
        "edition": application.edition,
        "definition": definition,
        "closes": door.closes,
        "zone": door.zone,
        "door": door,
        "late": late,
        "changed": application.current is not None and application.changed_at is not None,
        "asked_again": asked,
        "reopened": {one.question: one for one in asked.points.all()} if asked else {},
        "writable": not late and application.withdrawn_at is None,
        "tabs": list(_tabs(application, here)),
        **more,
    }


def who_tabs(application: Application) -> list[tuple[str, str]]:
    """The pages on who applies, when the call asks more than a name."""
    definition, track = application.edition.definition, application.track
    own = (
        numbers_asked(definition, track)
        or declarations_asked(definition, track, listed=application.territory_id is not None)
        or definition.preferences
        or definition.applicant.ranked_files
    )
    return [
        *([(_("Structure"), "structure")] if own else []),
        *([(_("Partenaires"), "partners")] if queries.members_matter(definition, track) else []),
    ]


def _tabs(application: Application, here: str) -> list[Tab]:
    def tab(label: str, name: str, *args: Any, key: str = "") -> Tab:
        url = reverse(f"applications:{name}", args=[application.public_id, *args])
        return Tab(label, url, (key or name) == here)

    form = [
        tab(said(one.label), "section", one.key, key=f"section:{one.key}")
        for one in sections(application)
    ]
    team = [tab(_("Équipe"), "team")] if application.edition.definition.team else []
    return [
        tab(_("Dossier"), "detail"),
        *(tab(*one) for one in who_tabs(application)),
        *team,
        *form,
        tab(_("Relire"), "read"),
        tab(_("Déposer"), "check"),
        tab(_("Échanges"), "exchanges"),
    ]
