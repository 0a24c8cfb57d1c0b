"""How someone proves to be at a meeting: the code of the room, or a link of one's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from cordee.journeys.models import Charter, Delegate, Meeting, Speaker
from cordee.journeys.rules.signing import KEPT, code_at, opens

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

SALT = "journeys.presence"
LASTS = timedelta(days=366)
"""A link to a charter, its signed copy included: the year it promises."""


def _secret(meeting: Meeting) -> bytes:
    return salted_hmac(SALT, str(meeting.public_id), algorithm="sha256").digest()


def address_at(meeting: Meeting, at: datetime) -> str:
    """The whole address behind the code of the room at that instant."""
    code = code_at(_secret(meeting), str(meeting.public_id), at)
    return settings.SITE_URL + reverse("journeys:enter", args=[meeting.public_id, code])


def is_code(meeting: Meeting, code: str, at: datetime) -> bool:
    """Whether a code was on the screen of that meeting in the last minutes."""
    return opens(_secret(meeting), str(meeting.public_id), code, at)


def prove(session: SessionBase, meeting: Meeting, at: datetime) -> None:
    """Remember, for half an hour, that this browser framed the code of the room."""
    session[f"{SALT}.{meeting.public_id}"] = at.timestamp()


def is_proven(session: SessionBase, meeting: Meeting, at: datetime) -> bool:
    """Whether this browser framed the code of the room in the last half-hour."""
    seen = session.get(f"{SALT}.{meeting.public_id}")
    return isinstance(seen, float) and 0 <= at.timestamp() - seen < KEPT.total_seconds()


def proven_at(session: SessionBase, meeting: Meeting) -> datetime | None:
    """When this browser framed the code of the room."""
    seen = session.get(f"{SALT}.{meeting.public_id}")
    return datetime.fromtimestamp(seen, UTC) if isinstance(seen, float) else None


def ticket(meeting: Meeting, delegate: Delegate, source: str, framed: datetime) -> str:
    """What a phone keeps with its signature: who, where, and since when she may sign there."""
    told = [meeting.pk, delegate.pk, source, framed.timestamp()]
    return signing.dumps(told, salt=f"{SALT}.ticket")


def framed_at(token: str, meeting: Meeting, delegate: Delegate, source: str) -> datetime | None:
    """Since when the bearer of a ticket could sign; nothing when it is not hers, or not of here."""
    try:
        found = signing.loads(token, salt=f"{SALT}.ticket")
    except signing.BadSignature:
        return None
    if found[:3] != [meeting.pk, delegate.pk, source]:
        return None
    return datetime.fromtimestamp(found[3], UTC)


def was_proven(session: SessionBase, meeting: Meeting) -> bool:
    """Whether this browser ever framed the code of the room."""
    return f"{SALT}.{meeting.public_id}" in session


def own_link(meeting: Meeting, delegate: Delegate) -> str:
    """The address by which one delegate, and she alone, signs in at one meeting."""
    return _link("by_link", meeting, delegate)


def poll_link(meeting: Meeting, delegate: Delegate) -> str:
    """The address by which one delegate, and she alone, answers the poll of one meeting."""
    return _link("poll_by_link", meeting, delegate)


def _link(name: str, meeting: Meeting, delegate: Delegate) -> str:
    token = signing.dumps([meeting.pk, delegate.pk], salt=f"{SALT}.{name}")
    return settings.SITE_URL + reverse(f"journeys:{name}", args=[token])


def behind(token: str, name: str) -> tuple[Meeting, Delegate] | None:
    """The meeting and the delegate of a link of her own; nothing when it was tampered with.

    `name` is that of the address: a link to answer a poll does not sign anybody in.
    """
    try:
        meeting, delegate = signing.loads(token, salt=f"{SALT}.{name}")
    except (signing.BadSignature, ValueError, TypeError):
        return None
    meetings = Meeting.objects.select_related("cohort__edition__current", "participation")
    delegates = Delegate.objects.select_related("person", "participation__cohort")
    found = meetings.filter(pk=meeting).first(), delegates.filter(pk=delegate).first()
    return (found[0], found[1]) if found[0] and found[1] else None


def speaker_link(speaker: Speaker) -> str:
    """The address by which whoever speaks answers, reads where and when, sends what she brings."""
    token = signing.dumps([speaker.pk, speaker.person_id], salt=f"{SALT}.speaker")
    return settings.SITE_URL + reverse("journeys:speak", args=[token])


def speaker_behind(token: str) -> Speaker | None:
    """The speaker of a link; one no longer asked reads that her link serves no more."""
    try:
        key, person = signing.loads(token, salt=f"{SALT}.speaker", max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Speaker.objects.select_related(
        "person", "meeting__cohort__edition__current", "meeting__participation"
    )
    return rows.filter(pk=key, person=person, withdrawn_at=None).first()


def charter_link(charter: Charter, address: str) -> str:
    """The address by which whoever signs reads and signs the charter of her territory."""
    token = signing.dumps([charter.pk, address], salt=f"{SALT}.charter")
    return settings.SITE_URL + reverse("journeys:sign_charter", args=[token])


def charter_behind(token: str) -> tuple[Charter, str] | None:
    """The charter of a link and the address it was sent to; only the last one sent is good.

    A link lasts `LASTS`; that of a territory that left without signing opens nothing any more.
    """
    try:
        key, address = signing.loads(token, salt=f"{SALT}.charter", max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Charter.objects.select_related("participation__cohort__edition__current")
    rows = rows.exclude(signed_at=None, participation__ends__isnull=False)
    found = rows.filter(pk=key, proof__address=address).first()
    return (found, address) if found else None
