"""Whom a letter goes to, why, and with which words of their own; a flat count of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.models import Answer, Application, Mailing, Member
from cordee.applications.queries.lists import staff_list
from cordee.applications.queries.times import deadline_of
from cordee.applications.rules.answers import empty
from cordee.applications.rules.merging import lacking, merged, named
from cordee.applications.rules.team import told
from cordee.programme.schema import questions as q
from cordee.territories.rules import department_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from django.db.models import QuerySet

    from cordee.programme.schema import Definition

FILTERS = ("state", "department", "kind", "track")
MISSING = ("answers", "team", "files")


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address, the file it is written to for, and the letter as it will be read."""

    email: str
    name: str
    why: str
    application: Application
    subject: str
    text: str
    empty: tuple[str, ...] = field(default=())


def segment(mailing: Mailing, *, without: Collection[int] = ()) -> QuerySet[Application]:
    """The files a letter is about, by state, place, nature, track and what is missing."""
    asked = {name: str(mailing.segment.get(name, "")) for name in FILTERS}
    rows = staff_list(mailing.edition, **asked, without=without)
    if not asked["state"]:
        rows = rows.filter(withdrawn_at=None)
    people = Member.objects.filter(left_at=None).order_by("pk")
    answers = Answer.objects.order_by("pk").only("application", "question", "value")
    files = "attachments"
    return rows.select_related("owner__person", "territory", "current").prefetch_related(
        Prefetch("members", people, to_attr="mates"), Prefetch("answers", answers), files
    )


def recipients(mailing: Mailing, *, without: Collection[int] = ()) -> list[Recipient]:
    """Everyone a letter goes to, one letter an address, those left out by hand apart."""
    left_out = set(mailing.left_out)
    found: dict[str, Recipient] = {}
    for one in _everyone(mailing, without):
        if one.email not in left_out:
            found.setdefault(one.email, one)
    return list(found.values())


def _everyone(mailing: Mailing, without: Collection[int]) -> Iterator[Recipient]:
    definition = mailing.edition.definition
    fields = named(mailing.subject, mailing.text)
    wanted = mailing.segment.get("missing", "")
    for application in segment(mailing, without=without):
        lacks = missing_of(definition, application)
        if wanted and not lacks.get(wanted):
            continue
        values = _values(mailing, definition, application, lacks)
        for email, name, why in _addresses(mailing, application):
            own = values | {"personne": name}
            yield Recipient(
                email=email.lower(),
                name=name,
                why=why,
                application=application,
                subject=merged(mailing.subject, own),
                text=merged(mailing.text, own),
                empty=tuple(lacking(own, fields)),
            )


def _addresses(mailing: Mailing, application: Application) -> Iterator[tuple[str, str, str]]:
    owner = application.owner
    person = getattr(owner, "person", None)
    if owner.is_active:
        yield owner.email, str(person or ""), _("responsable du dossier")
    mates: list[Member] = application.mates  # type: ignore[attr-defined] # prefetched into it
    team = mailing.edition.definition.team_of(application.track)
    leading = told(team, ((mate.email, mate.leads) for mate in mates))
    for mate in mates:
        if mate.email.lower() in leading:
            yield mate.email, str(mate), _("reçoit les messages de l’équipe")
        elif mate.email and mailing.to == Mailing.To.TEAM:
            yield mate.email, str(mate), _("membre de l’équipe")


def missing_of(definition: Definition, application: Application) -> dict[str, list[str]]:
    """What a file lacks, in words, by kind: answers, team, files.

    From what is written, whatever was handed in before; questions asked under a condition aside.
    """
    written = {one.question for one in application.answers.all() if not empty(one.value)}
    joined = {one.question for one in application.attachments.all() if one.removed_at is None}
    asked = [
        one
        for one in definition.questions(application.step, application.track)
        if isinstance(one, q.Asked) and one.required and one.when is None
    ]
    team = definition.team_of(application.track)
    mates: list[Member] = application.mates  # type: ignore[attr-defined] # prefetched into it
    return {
        "answers": [
            str(one.label)
            for one in asked
            if not isinstance(one, q.File) and one.key not in written
        ],
        "files": [
            str(one.label) for one in asked if isinstance(one, q.File) and one.key not in joined
        ],
        "team": _("l’équipe").split("|") if team and len(mates) < (team.min or 1) else [],
    }


def _values(
    mailing: Mailing,
    definition: Definition,
    application: Application,
    lacks: Mapping[str, list[str]],
) -> dict[str, Any]:
    track = next((one for one in definition.tracks if one.key == application.track), None)
    page = reverse("applications:detail", args=[application.public_id])
    everything = [*lacks["answers"], *lacks["files"], *lacks["team"]]
    return {
        "structure": application.body_name,
        "appel": mailing.edition.title,
        "date_limite": deadline_of(application, definition, timezone.now()).words,
        "lien": settings.SITE_URL + page,
        "departement": department_name(application.department) if application.department else "",
        "volet": str(track.label) if track else "",
        "manque": ", ".join(everything),
    }
