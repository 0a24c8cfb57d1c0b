"""A letter to the teams of a segment: prepared, re-read, sent once."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from cordee.applications.events import Mailed
from cordee.applications.models import Mailing
from cordee.applications.queries.mailing import recipients
from cordee.applications.rules.merging import FIELDS, unknown
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.kernel.french import listed, plural, say
from cordee.ledger.actions import record
from cordee.ledger.models import Message
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from cordee.applications.queries.mailing import Recipient
    from cordee.calls.models import Edition
    from cordee.kernel.findings import Finding
    from cordee.people.models import User

AT_ONCE = 50
"""Letters posted within the request; more are left to the worker, a part at a time."""
PART = 250
"""Letters posted in one transaction by the worker."""
MOST = 5_000
"""Letters in one sending: more are split by département or by kind, and re-read."""


@transaction.atomic
def prepare(
    edition: Edition,
    *,
    subject: str,
    text: str,
    segment: Mapping[str, Any],
    to: str = Mailing.To.OWNER,
    mailing: Mailing | None = None,
    by: User,
    at: datetime,
) -> Mailing:
    """Write a letter, or change one that has not left; nothing is sent."""
    subject, text = " ".join(subject.split()), tidy(text)
    if strange := unknown(subject, text):
        known = listed([f"{{{name}}}" for name in FIELDS])
        said = say("Champs inconnus : {list_}.", list_=listed([f"{{{name}}}" for name in strange]))
        raise Refused(
            broken(
                "fields", "text", say("{said} Ceux qui existent : {known}.", said=said, known=known)
            )
        )
    if not subject or not text:
        raise Refused(missing("text", "text", _("Écrivez l’objet et le message.")))
    if mailing is None:
        mailing = Mailing(edition=edition, made_at=at, by=by)
    else:
        mailing = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if mailing.sent_at is not None:
        raise Refused(broken("sent", "mailing", _("Ce message est déjà parti.")))
    mailing.subject, mailing.text, mailing.to = subject, text, to
    mailing.segment = {name: value for name, value in segment.items() if value}
    mailing.save()
    return mailing


@transaction.atomic
def leave_out(mailing: Mailing, addresses: Iterable[str]) -> None:
    """Take addresses out by hand; the others given before stay out."""
    kept = {*mailing.left_out, *(one.strip().lower() for one in addresses)}
    Mailing.objects.filter(pk=mailing.pk, sent_at=None).update(left_out=sorted(kept))


def mailing_faults(found: list[Recipient]) -> list[Finding]:
    """Why a letter cannot leave: nobody, too many, or an empty field for someone."""
    if not found:
        return [broken("nobody", "mailing", _("Personne ne recevrait ce message."))]
    if len(found) > MOST:
        said = say(
            "{found} : {most} au plus. Restreignez le segment.",
            found=plural(len(found), "destinataire"),
            most=MOST,
        )
        return [broken("too_many", "mailing", said)]
    blank = [one for one in found if one.empty]
    if not blank:
        return []
    first = blank[0]
    names = listed([f"{{{name}}}" for name in first.empty])
    return [
        broken(
            "empty_field",
            "mailing",
            say(
                "Un champ serait vide pour {blank}, dont {email} ({names}). Changez le "
                "texte, ou laissez ces personnes de côté.",
                blank=plural(len(blank), "destinataire"),
                email=first.email,
                names=names,
            ),
        )
    ]


@transaction.atomic
def send(
    mailing: Mailing, *, seen: str, without: Collection[int] = (), by: User, at: datetime
) -> int:
    """Send it once; `seen` is the `stamp` of what was re-read.

    Raises `Refused` when it left already, when its words or its recipients changed meanwhile, or
    for the reasons of `mailing_faults`. Returns how many letters it is made of: beyond
    `AT_ONCE`, the worker posts them, the request is committed with that work or not at all.
    """
    mailing = (
        Mailing.objects.select_for_update(of=("self",))
        .select_related("edition__current")
        .get(pk=mailing.pk)
    )
    if mailing.sent_at is not None:
        raise Refused(broken("sent", "mailing", _("Ce message est déjà parti.")))
    found = recipients(mailing, without=without)
    if faults := mailing_faults(found):
        raise Refused(faults)
    if stamp(mailing, found) != seen:
        said = _(
            "Le texte ou les destinataires ont changé depuis que vous avez lu cette page. Relisez, "
            "puis envoyez."
        )
        raise Refused(broken("changed", "mailing", said))
    if len(found) <= AT_ONCE:
        _post(mailing, found, by.email, at)
    else:
        _queue(mailing, found, without, by)
    mailing.sent_at, mailing.count = at, len(found)
    mailing.save(update_fields=("sent_at", "count"))
    record(Mailed(mailing=mailing.pk, edition=mailing.edition_id, count=len(found)), by=by, at=at)
    return len(found)


def stamp(mailing: Mailing, found: Iterable[Recipient]) -> str:
    """What a re-reading saw: the words as they were written, and to whom they would go."""
    read = [mailing.subject, mailing.text, *sorted(one.email for one in found)]
    return hashlib.sha256(json.dumps(read).encode()).hexdigest()[:32]


def _key(mailing: Mailing) -> str:
    return f"mailing:{mailing.pk}:"


def _post(mailing: Mailing, found: Iterable[Recipient], reply_to: str, at: datetime) -> None:
    for one in found:
        post(
            key=_key(mailing) + one.email,
            to=one.email,
            subject=one.subject[:200],
            text=one.text,
            reply_to=reply_to,
            at=at,
        )


def _queue(
    mailing: Mailing, found: Iterable[Recipient], without: Collection[int], by: User
) -> None:
    """Leave the letters to the worker, for those who were shown and nobody else."""
    app.configure_task("applications.post_mailing", queue="long").defer(
        mailing=mailing.pk,
        addresses=[*sorted(one.email for one in found)],
        without=[*sorted(without)],
        reply_to=by.email,
    )


def post_mailing(
    mailing: Mailing, *, addresses: Collection[str], without: Collection[int] = (),
    reply_to: str, at: datetime,
) -> int:  # fmt: skip
    """Post what is left of a sending, part by part: cut in between, it goes on where it was.

    One letter an address, whatever the number of calls; whoever left the segment meanwhile is
    not written to, nor counted. Returns how many letters exist.
    """
    shown = set(addresses)
    found = [one for one in recipients(mailing, without=without) if one.email in shown]
    for first in range(0, len(found), PART):
        with transaction.atomic():
            _post(mailing, found[first : first + PART], reply_to, at)
    mailing.count = posted(mailing)
    mailing.save(update_fields=("count",))
    return mailing.count


def posted(mailing: Mailing) -> int:
    """How many letters of a sending exist already."""
    return Message.objects.filter(key__startswith=_key(mailing)).count()
