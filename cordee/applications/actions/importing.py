"""Bring a list of applicants: every line is judged, then all the files are begun, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.applications.actions.beginning import start
from cordee.applications.events import ApplicantsBrought
from cordee.applications.models import Application
from cordee.applications.queries.times import deadline_of
from cordee.applications.rules.importing import faults_of
from cordee.kernel import french
from cordee.kernel.findings import Refused, broken
from cordee.kernel.speech import heard
from cordee.ledger.actions import record
from cordee.ledger.outbox import post
from cordee.people.actions.accounts import joined, reserve
from cordee.territories.models import Territory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cordee.applications.rules.importing import Line
    from cordee.calls.models import Edition
    from cordee.people.models import User

type Fault = tuple[int, str]


def try_applicants(
    edition: Edition, lines: Sequence[Line], *, by: User, at: datetime
) -> list[Fault]:
    """What would happen, line by line, writing nothing: (row, sentence) of every fault."""
    with transaction.atomic():
        found = _begun(edition, lines, by=by, at=at)[1]
        transaction.set_rollback(True)
    return found


@transaction.atomic
def bring_applicants(
    edition: Edition, lines: Sequence[Line], *, by: User, at: datetime
) -> list[Application]:
    """Begin a file for each line and write to whom it belongs; raises `Refused` with every fault.

    Nothing partial: one wrong line and no file is begun, no letter leaves.
    """
    made, found = _begun(edition, lines, by=by, at=at)
    if not lines:
        found = [(1, _("Ce tableau ne contient aucune ligne."))]
    if found:
        raise Refused(
            broken("import", "table", french.say("Ligne {row} : {said}", row=row, said=said))
            for row, said in found
        )
    for one in made:
        _tell(one, at=at)
    record(ApplicantsBrought(edition=edition.pk, count=len(made)), by=by, at=at)
    return made


def _begun(
    edition: Edition, lines: Sequence[Line], *, by: User, at: datetime
) -> tuple[list[Application], list[Fault]]:
    """The files begun and the faults; the caller undoes them when there is any fault."""
    del by
    found = faults_of(lines, [one.key for one in edition.definition.chosen_tracks()])
    wrong = {row for row, _said in found}
    places = _territories([one.code for one in lines if one.code])
    made = []
    for one in lines:
        place = places.get(one.code)
        if one.code and place is None and one.row not in wrong:
            found.append(
                (one.row, french.say("Aucun territoire n’a le code « {code} ».", code=one.code))
            )
            wrong.add(one.row)
        if one.row in wrong:
            continue
        try:
            with transaction.atomic():
                made.append(_one(edition, one, place, at=at))
        except Refused as refusal:
            found += [(one.row, heard(finding.sentence)) for finding in refusal.findings]
    return made, sorted(found)


def _one(edition: Edition, line: Line, place: Territory | None, *, at: datetime) -> Application:
    owner = reserve(line.email, at=at)
    joined(owner, at)
    return start(
        edition,
        territory=place,
        body_name=line.structure,
        track=line.track,
        origin=Application.Origin.DOCUMENT,
        by=owner,
        at=at,
    )


def _territories(codes: Sequence[str]) -> dict[str, Territory]:
    """Code → living territory, in one query."""
    rows = Territory.objects.filter(Q(insee__in=codes) | Q(siren__in=codes), ends=None)
    found: dict[str, Territory] = {}
    for one in rows.order_by("pk"):
        found |= {code: one for code in (one.insee, one.siren) if code}
    return found


def _tell(application: Application, *, at: datetime) -> None:
    """Whoever answers for the file learns that it is open, and how to enter."""
    edition = application.edition
    url = settings.SITE_URL + reverse("applications:detail", args=[application.public_id])
    post(
        key=f"brought:{application.pk}",
        to=application.owner.email,
        subject=french.say("Votre dossier est ouvert : {title}", title=edition.title)[:200],
        text=(
            french.say(
                "Bonjour,\n\nUn dossier de candidature à l’appel « {title} » est ouvert pour "
                "{application}. Il reste à l’écrire et à le déposer. Date limite : "
                "{step}.\n\nPour y entrer, avec cette adresse : {url}\n\nSi ce message ne vous "
                "concerne pas, ne faites rien.\n",
                title=edition.title,
                application=application,
                step=deadline_of(application, edition.definition, at).words,
                url=url,
            )
        ),
        at=at,
    )
