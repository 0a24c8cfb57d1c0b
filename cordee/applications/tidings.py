"""Letters of the flow of a call: a closing moved, a step opened, a complement asked, a verdict."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from cordee.applications.models import Application, Member
from cordee.calls.models import Version
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from cordee.people.models import User


def with_writers(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Files with those who write them, in two queries more."""
    team = Member.objects.filter(left_at=None).exclude(person__user=None)
    mates = Prefetch("members", team.select_related("person__user").order_by("pk"))
    return rows.select_related("owner").prefetch_related(mates).order_by("pk")


def addresses(application: Application) -> list[str]:
    """Where those who write a file are reached, each once; closed accounts are left alone."""
    people = [one.person for one in application.members.all()]
    users = [application.owner, *(one.user for one in people if one is not None and one.user)]
    return sorted({user.email for user in users if user.is_active})


def link(application: Application) -> str:
    """The address of a file, as a letter gives it."""
    return settings.SITE_URL + reverse("applications:detail", args=[application.public_id])


def announce_extension(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: whoever writes a file that the new closing concerns learns it, and why."""
    version = Version.objects.select_related("edition").get(
        edition=event.edition, number=event.version
    )
    for application in _concerned(version, event.window):
        for address in addresses(application):
            post(
                key=f"extended:{version.pk}:{application.pk}:{address}",
                to=address,
                subject=f"Clôture reportée : {version.edition.title}"[:200],
                text=_extended(version, event, application),
                at=at,
            )


def _concerned(version: Version, window: str) -> Iterator[Application]:
    """The files of the steps that window receives, drafts and deposits alike."""
    definition = version.definition
    steps = [
        step.key
        for step in definition.steps
        if window in {one.key for one in definition.windows_of(step.key)}
    ]
    rows = Application.objects.filter(edition=version.edition_id, step__in=steps, withdrawn_at=None)
    return with_writers(rows).iterator(chunk_size=500)


def _extended(version: Version, event: Any, application: Application) -> str:
    window = version.definition.window(event.window)
    zone = (window.zone if window else None) or version.definition.timeline.zone
    closes = window.closes_at(zone) if window else None
    before = datetime.fromisoformat(event.before) if event.before else None
    state = (
        "Votre dépôt reste valable ; vous pouvez le modifier et déposer de nouveau jusque-là."
        if application.current_id
        else "Votre dossier n’est pas encore déposé."
    )
    was = f" au lieu du {french.moment(before, zone=zone)}" if before else ""
    until = french.moment(closes, zone=zone) if closes else ""
    return (
        f"Bonjour,\n\nLa clôture de l’appel « {version.edition.title} » est reportée : le dépôt "
        f"est possible jusqu’au {until}{was}.\n\nRaison donnée : {version.notice}\n\n"
        f"{state}\n\n{link(application)}\n"
    )
