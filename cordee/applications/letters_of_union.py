"""Letters of the staff about what becomes of files: made one, directed elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.applications.models import Application, Merger, Referral
from cordee.applications.tidings import addresses, with_writers
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def ask(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: both teams are asked whether their files become one, where they decide of it."""
    merger = Merger.objects.get(pk=event.merger)
    kept, absorbed = _files(merger)
    if kept.edition.definition.applicant.merging != "with_agreement":
        return
    for mine, other in ((kept, absorbed), (absorbed, kept)):
        page = reverse("applications:union", args=[mine.public_id, merger.public_id])
        text = french.say(
            "Bonjour,\n\nL’équipe de l’appel « {title} » propose de réunir votre dossier et celui "
            "de {other} en un seul, celui de {kept}.\n\nPourquoi : {because}\n\nRien ne change "
            "sans votre accord et le leur. Répondez ici : {page}\n",
            title=kept.edition.title, other=other.body_name, kept=kept.body_name,
            because=merger.because, page=f"{settings.SITE_URL}{page}",
        )  # fmt: skip
        _send(mine, merger, ("ask", french.say("Réunir deux dossiers ?"), text), at)


def tell(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: both teams learn that their files are one, and where its text now is."""
    merger = Merger.objects.get(pk=event.merger)
    kept, absorbed = _files(merger)
    page = settings.SITE_URL + reverse("applications:detail", args=[kept.public_id])
    text = french.say(
        "Bonjour,\n\nLe dossier de {absorbed} est désormais réuni à celui de {kept}, pour l’appel "
        "« {title} ». Pourquoi : {because}\n\nLes deux équipes y écrivent ensemble. Les réponses "
        "du dossier réuni s’y reprennent une à une (« Reprendre un ancien dossier »). Relisez, "
        "puis déposez de nouveau : {page}\n",
        absorbed=absorbed.body_name, kept=kept.body_name, title=kept.edition.title,
        because=merger.because, page=page,
    )  # fmt: skip
    for mine in (kept, absorbed):
        _send(mine, merger, ("done", french.say("Deux dossiers réunis"), text), at)


def direct(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever wrote a file learns what may serve its territory next (R258)."""
    referral = Referral.objects.get(pk=event.referral)
    file = with_writers(Application.objects.filter(pk=referral.application_id))[0]
    page = settings.SITE_URL + reverse("applications:detail", args=[file.public_id])
    text = french.say(
        "Bonjour,\n\nAprès l’appel « {title} », voici ce que nous vous proposons : {text}"
        "{address}\n\nVotre dossier : {page}\n",
        title=file.edition.title, text=referral.text,
        address=f"\n{referral.address}" if referral.address else "", page=page,
    )  # fmt: skip
    for address in addresses(file):
        post(
            key=f"referral:{referral.pk}:{address}",
            to=address,
            subject=french.say("Une suite possible pour {body}", body=file.body_name)[:200],
            text=french.typeset(text),
            at=at,
        )


def _files(merger: Merger) -> tuple[Application, Application]:
    rows = with_writers(Application.objects.filter(pk__in=[merger.kept_id, merger.absorbed_id]))
    found = {one.pk: one for one in rows}
    return found[merger.kept_id], found[merger.absorbed_id]


def _send(file: Application, merger: Merger, letter: tuple[str, str, str], at: datetime) -> None:
    """The same letter (what, subject, text) to everyone who writes a file."""
    what, subject, text = letter
    for address in addresses(file):
        post(
            key=f"merger:{merger.pk}:{what}:{file.pk}:{address}",
            to=address,
            subject=subject,
            text=french.typeset(text),
            at=at,
        )
