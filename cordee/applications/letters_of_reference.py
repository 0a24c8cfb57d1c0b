"""Letters about letters: the link to the referee, the news of her answer to whoever asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from cordee.kernel import french
from cordee.kernel.french import quoted
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.applications.models import Reference
    from cordee.applications.rules.references import Referee


def read_by(*, confidential: bool) -> str:
    """Who reads a letter, in words."""
    if confidential:
        return french.say("Votre lettre est lue par le jury et l’équipe de l’appel, jamais par "
                          "la personne qui candidate.")  # fmt: skip
    return french.say("Votre lettre est lue par le jury, l’équipe de l’appel et la personne qui "
                      "candidate.")  # fmt: skip


def post_request(made: Reference, referee: Referee, token: str, *, at: datetime) -> None:
    """The link by which the referee writes her letter, hers alone."""
    application = made.application
    zone = application.edition.definition.timeline.zone
    post(
        key=f"reference:{made.public_id}",
        to=made.email,
        subject=french.say(
            "Une lettre vous est demandée : candidature de {application}", application=application
        )[:200],
        text=french.say(
            "Bonjour {name},\n\n{application} candidate à l’appel {title} et vous a nommé·e. "
            "L’appel vous demande : {asked}.\n\nPour écrire, sans compte ni mot de passe, "
            "jusqu’au {until} : {url}\n\n{read_by}\n\nCe lien est personnel. Si vous n’attendiez "
            "pas ce message, ignorez-le, ou dites par ce lien que vous n’écrirez pas.\n",
            name=made.name,
            application=application,
            title=quoted(application.edition.title),
            asked=referee.asked,
            until=french.moment(made.expires_at, zone=zone),
            url=settings.SITE_URL + reverse("applications:refer", args=[token]),
            read_by=read_by(confidential=made.confidential),
        ),
        at=at,
        private=True,
    )


def post_day(made: Reference, *, at: datetime) -> None:
    """The day of the letter of someone already asked, once the deposit makes it known."""
    application = made.application
    zone = application.edition.definition.timeline.zone
    post(
        key=f"reference-day:{made.public_id}:{made.expires_at:%Y%m%d}",
        to=made.email,
        subject=french.say(
            "Le jour de votre lettre est fixé : candidature de {application}",
            application=application,
        )[:200],
        text=french.say(
            "Bonjour {name},\n\n{application} a déposé son dossier. Votre lettre est attendue "
            "jusqu’au {until}, par le lien que vous avez déjà reçu.\n",
            name=made.name,
            application=application,
            until=french.moment(made.expires_at, zone=zone),
        ),
        at=at,
        private=True,
    )


def post_answer(made: Reference, *, at: datetime) -> None:
    """That the referee answered, to whoever answers for the file; never her words."""
    application = made.application
    url = settings.SITE_URL + reverse("applications:detail", args=[application.public_id])
    said = {
        made.Answer.GIVEN: french.say("a déposé sa lettre"),
        made.Answer.REFUSED: french.say("ne souhaite pas écrire de lettre"),
        made.Answer.UNKNOWN: french.say("dit ne pas vous connaître"),
    }[made.Answer(made.answer)]
    post(
        key=f"reference-answer:{made.public_id}",
        to=application.owner.email,
        subject=french.say(
            "{name} {said} : candidature de {application}",
            name=made.name, said=said, application=application,
        )[:200],
        text=french.say(
            "Bonjour,\n\n{name} {said} pour le dossier {quoted}.\n\nLe dossier : {url}\n",
            name=made.name, said=said, quoted=quoted(str(application)), url=url,
        ),
        at=at,
    )  # fmt: skip
