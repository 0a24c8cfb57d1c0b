"""What allies receive: confirm a signature, be welcomed, be expected at a permanence."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.alliance.allies import queries
from cordee.alliance.allies.links import link
from cordee.alliance.allies.models import Ally, CommunityMember
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.alliance.allies.events import AllySigned, CommunityJoined
    from cordee.people.models import User


def ask_confirmation(typed: dict[str, Any], *, at: datetime) -> None:
    """Send the link that makes a signature hold: one an hour at most for an address."""
    email = typed["email"]
    post(
        key=f"allies.confirm:{sha256(email.encode()).hexdigest()[:24]}:{at:%Y%m%d%H}",
        to=email, subject=french.say("Confirmez votre signature de la charte"), private=True, at=at,
        text=french.say("Bonjour {name},\n\nVotre signature de la charte n’est pas encore "
                        "inscrite. Pour la donner, ouvrez ce lien, valable sept jours : {url}\n\n"
                        "Si vous n’avez rien demandé, ne tenez pas compte de ce message : rien "
                        "n’est gardé.\n", name=typed["given_name"], url=link(typed)),
    )  # fmt: skip


def page(name: str, *args: object) -> str:
    """The whole address of a page of the allies."""
    return settings.SITE_URL + reverse(f"allies:{name}", args=args)


def thank(event: AllySigned, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever signed is thanked, and expected at the next permanence (R234)."""
    ally = Ally.objects.select_related("person", "organisation", "text").get(pk=event.ally)
    if not ally.person.email:
        return
    coming = queries.next_permanence(at)
    text = french.say(
        "Bonjour {name},\n\nLa signature de la charte « {text} » par {who} est inscrite. Merci, "
        "et bienvenue.\n\n{coming}\n\nCe que la liste publique dit de vous, et le retrait de "
        "votre signature, se règlent ici : {page}\n",
        name=ally.person.given_name, text=ally.text, who=ally, coming=expected(coming),
        page=page("mine"),
    )  # fmt: skip
    post(key=f"allies.signed:{ally.pk}", to=ally.person.email, at=at, text=text,
         subject=french.say("Votre signature est inscrite : bienvenue"))  # fmt: skip


def expected(coming: queries.Next | None) -> str:
    """When and where the next permanence is, in a sentence."""
    if coming is None:
        return french.say("Nous vous dirons la date de la prochaine permanence.")
    return french.say(
        "Pour faire connaissance, venez à la prochaine permanence, ouverte à toutes et tous : "
        "{day}, de {starts} à {ends}. Où : {where}",
        day=french.day(coming.on), starts=french.hour(coming.rule.starts),
        ends=french.hour(coming.rule.ends), where=coming.where or page("drop_ins"),
    )  # fmt: skip


def welcome(event: CommunityJoined, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever joins a community receives its welcome and its framing note (R245)."""
    rows = CommunityMember.objects.select_related("person", "community")
    member = rows.get(pk=event.member)
    if not member.person.email:
        return
    one = member.community
    mailing = french.say("Liste de diffusion : {list}", list=one.mailing_list)
    blocks = [one.welcome, one.framing, mailing if one.mailing_list else ""]
    text = french.say(
        "Bonjour {name},\n\nVous faites maintenant partie de la communauté « {label} ».\n\n{words}"
        "\n\nSes séances, ses fiches et ses ressources : {page}\n",
        name=member.person.given_name, label=one.label,
        words="\n\n".join(filter(None, blocks)), page=page("community", one.public_id),
    )  # fmt: skip
    subject = french.say("Bienvenue dans la communauté « {label} »", label=one.label)
    post(
        key=f"allies.joined:{member.pk}", to=member.person.email, at=at, text=text, subject=subject
    )
