"""Bring a list of applicants: every line is judged, then all the files are begun, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from cordee.applications.actions.beginning import start
from cordee.applications.events import ApplicantsBrought
from cordee.applications.models import Application
from cordee.applications.queries.importing import already_open, body_key, territories_named
from cordee.applications.queries.times import deadline_of
from cordee.applications.rules.importing import faults_of
from cordee.calls.models import Edition
from cordee.kernel import french
from cordee.kernel.findings import Refused, broken
from cordee.kernel.speech import heard
from cordee.ledger.actions import record
from cordee.ledger.outbox import post
from cordee.people.actions.accounts import joined, reserve

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cordee.applications.rules.importing import Fault, Line
    from cordee.people.models import User
    from cordee.territories.models import Territory


def try_applicants(edition: Edition, lines: Sequence[Line], *, at: datetime) -> list[Fault]:
    """What would happen, line by line, writing nothing: (row, sentence) of every fault."""
    with transaction.atomic():
        found = _begun(edition, lines, at=at)[1]
        transaction.set_rollback(True)
    return found


@transaction.atomic
def bring_applicants(
    edition: Edition, lines: Sequence[Line], *, by: User, at: datetime
) -> list[Application]:
    """Begin a file for each line and write to whom it belongs; raises `Refused` with every fault.

    Nothing partial: one wrong line and no file is begun, no letter leaves.
    """
    made, found = _begun(edition, lines, at=at)
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
    edition: Edition, lines: Sequence[Line], *, at: datetime
) -> tuple[list[Application], list[Fault]]:
    """The files begun and the faults; the caller undoes them when there is any fault.

    The call is held: of two who bring the same list at once, the second is told of the first.
    """
    Edition.objects.select_for_update().only("pk").get(pk=edition.pk)
    found = faults_of(lines, [one.key for one in edition.definition.chosen_tracks()])
    sound = [one for one in lines if one.row not in {row for row, _said in found}]
    places, lost = territories_named(sound)
    found += lost
    twice = already_open(edition, [one.structure for one in sound], places.values())
    wrong = {row for row, _said in found}
    made = []
    for one in sound:
        place = places.get(one.row)
        if one.row in wrong:
            continue
        if body_key(place.pk if place else None, one.structure, one.track) in twice:
            found.append((one.row, french.say("Un dossier est déjà ouvert pour cette structure.")))
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
