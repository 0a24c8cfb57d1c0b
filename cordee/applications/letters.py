"""Letters about a file: the receipt leaves with the deposit itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.applications.models import Application, Deposit, Member
from cordee.applications.papers import own_window, receipt
from cordee.applications.queries import handed_in, name_of, same_body
from cordee.applications.rules.team import told
from cordee.calls.editor.letters import letter
from cordee.calls.models import Version
from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.people.models import User


def acknowledge(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever handed in, the owner and the team lead receive the receipt, once each."""
    deposit = handed_in(event.deposit)
    if not receipts(deposit):
        return
    _send(
        deposit, {address: f"receipt:{deposit.pk}:{address}" for address in _readers(deposit)}, at
    )


def receipts(deposit: Deposit) -> bool:
    """Whether the call sends a receipt of what is handed in at that step."""
    step = deposit.content.get("step") or deposit.application.step
    asked = next((x for x in deposit.version.definition.steps if x.key == step), None)
    return asked is None or asked.receipt


def send_again(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever asks for the receipt of a deposit receives it, once an hour at most."""
    if by is None:
        return
    deposit = handed_in(event.deposit)
    _send(deposit, {by.email: f"receipt:{deposit.pk}:{by.email}:{at:%Y%m%d%H}"}, at)


def _send(deposit: Deposit, keys: dict[str, str], at: datetime) -> None:
    """Post the receipt of a deposit to each address, under its key."""
    said = receipt(deposit)
    text = _text(said, own_window(deposit).words)
    paper = (f"accuse-{deposit.digest[:8]}.pdf", "application/pdf", f"receipt:{deposit.pk}")
    for address, key in sorted(keys.items()):
        post(
            key=key,
            to=address,
            subject=french.say("Accusé de réception : {said}", said=said["call"])[:200],
            text=text,
            attachments=[paper],
            at=at,
        )


def tell_twins(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a body that already has a file opens another; those who write it are told whom."""
    made = Application.objects.select_related("owner__person", "edition").get(pk=event.application)
    twins = same_body(made).select_related("owner").exclude(owner=made.owner)
    for one in twins.filter(owner__is_active=True)[:TWINS] if by is not None else ():
        post(
            key=f"twin:{made.pk}:{one.pk}",
            to=one.owner.email,
            subject=french.say(
                "Un autre dossier de votre structure : {title}", title=made.edition.title
            )[:200],
            text=_twin(made, one),
            at=at,
        )


TWINS = 5


def _twin(made: Application, one: Application) -> str:
    url = settings.SITE_URL + reverse("applications:detail", args=[one.public_id])
    who = name_of(made.owner)
    address = (
        french.strung(" (", made.owner.email, ")", between="") if who != made.owner.email else ""
    )
    return typeset(
        french.say(
            "Bonjour,\n\n{who}{address} vient d’ouvrir un autre dossier au nom de « {made} » "
            "pour l’appel « {title} », où vous écrivez déjà. C’est peut-être une bonne "
            "nouvelle : parlez-vous avant d’écrire deux fois. Vous pouvez inviter cette "
            "personne dans votre équipe : {url}\n\nSi ce n’est pas quelqu’un de chez vous, "
            "dites-le au contact de l’appel.\n",
            who=who,
            address=address,
            made=made,
            title=made.edition.title,
            url=url,
        )
    )


def announce_change(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a promise of the call changed; whoever answers for a file is told what and why.

    Whoever receives the messages of its team is told too (R29).
    """
    if not event.promised:
        return
    version = Version.objects.select_related("edition").get(
        edition=event.edition, number=event.version
    )
    rows = Application.objects.filter(
        edition=event.edition, withdrawn_at=None, owner__is_active=True
    )
    owners = rows.values_list("owner__email", flat=True).distinct()
    for address in sorted({*owners.order_by("owner__email"), *_leading(version, rows)}):
        post(
            key=f"amended:{version.pk}:{address}",
            to=address,
            subject=french.say("L’appel change : {title}", title=version.edition.title)[:200],
            text=letter(version.edition.title, version.notice, version.definition),
            at=at,
        )


def _leading(version: Version, rows: QuerySet[Application]) -> Iterator[str]:
    """Who receives the messages of the teams of these files, by the parts of the new rules."""
    mates = Member.objects.filter(application__in=rows, left_at=None).exclude(leads=[])
    told_of = mates.values_list("application__track", "email", "leads").order_by("pk")
    for track, email, leads in told_of.iterator():
        yield from told(version.definition.team_of(track), [(email, leads)])


def _readers(deposit: Deposit) -> set[str]:
    leads = {mate["email"].lower() for mate in deposit.team if mate["email"] and mate["leads"]}
    return {deposit.by.email, deposit.application.owner.email, *leads}


def _text(said: dict[str, Any], closes: str) -> str:
    lines = french.strung(
        *(french.strung("- ", label, " : ", value, between="") for label, value in said["facts"]),
        between="\n",
    )
    silence = french.strung(
        *(
            french.strung("\n\n", one, between="")
            for one in (said["silence"], said["regime"])
            if one
        ),
        between="",
    )
    return typeset(
        french.say(
            "Bonjour,\n\nLa candidature de {said} à l’appel « {said2} » est "
            "déposée.\n\n{lines}{silence}\n\nLe document joint reprend tout le contenu déposé. "
            "Jusqu’à la clôture, vous pouvez modifier le dossier et le déposer de nouveau : le "
            "dernier dépôt compte. Date limite : {closes}.\n",
            said=said["body"],
            said2=said["call"],
            lines=lines,
            silence=silence,
            closes=closes,
        )
    )
