"""Ask someone to speak; she answers and sends what she brings, by a link of her own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction

from cordee.journeys.events import (
    MaterialRemoved,
    MaterialSent,
    SpeakerAnswered,
    SpeakerAsked,
    SpeakerWithdrawn,
)
from cordee.journeys.models import Material, Meeting, Speaker
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.people.actions.persons import find_or_add
from cordee.web.files.kinds import MEDIA, kind_of
from cordee.web.files.naming import clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from cordee.journeys.models import Item
    from cordee.kernel.findings import Finding
    from cordee.people.models import User

SPEAKERS = 30
"""People asked to speak at one meeting."""
MATERIALS = 12
"""Files and links one speaker brings."""
HEAVIEST = 40 * 1024 * 1024
"""Bytes of one file."""
KINDS = ("pdf", "odp", "pptx", "odt", "docx", "ods", "xlsx", "jpg", "png")


@transaction.atomic
def ask_speaker(
    meeting: Meeting,
    *,
    email: str,
    given_name: str,
    family_name: str,
    structure: str = "",
    asked_to: str = "",
    items: Iterable[Item] = (),
    by: User,
    at: datetime,
) -> Speaker:
    """Ask someone to speak, found by her address or entered in the directory.

    Asked again after a withdrawal, or for other times, she receives her link again.
    """
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if found := _asked_faults(held):
        raise Refused(found)
    person = find_or_add(email, given_name, family_name, by=by, at=at)
    kept = {"structure": tidy(structure), "asked_to": tidy(asked_to), "withdrawn_at": None,
            "at": at, "by": by}  # fmt: skip
    made, _created = Speaker.objects.update_or_create(
        meeting=held, person=person, defaults=kept, create_defaults=kept
    )
    if made.state == Speaker.State.DECLINED:
        Speaker.objects.filter(pk=made.pk).update(state=Speaker.State.ASKED)
    made.items.set([one for one in items if one.meeting_id == held.pk])
    record(SpeakerAsked(meeting=held.pk, speaker=made.pk), by=by, at=at)
    return made


def _asked_faults(meeting: Meeting) -> list[Finding]:
    """Why nobody more is asked to speak at a meeting."""
    if meeting.state in {Meeting.State.CANCELLED, Meeting.State.CLOSED}:
        sentence = "Cette rencontre est close ou annulée : personne n’y est plus invité."
        return [broken("speaker.over", "meeting", sentence)]
    if meeting.speakers.filter(withdrawn_at=None).count() >= SPEAKERS:
        said = french.say("{speakers} intervenant·es au plus.", speakers=SPEAKERS)
        return [broken("speaker.many", "email", said)]
    return []


@transaction.atomic
def answer_speaker(
    speaker: Speaker, *, comes: bool, words: str = "", by: User | None, at: datetime
) -> Speaker:
    """She comes, or not; a yes holds for the beginning she read, and is asked again if it moves."""
    speaker, meeting = _standing(speaker)
    state = Speaker.State.CONFIRMED if comes else Speaker.State.DECLINED
    said = (state, meeting.starts if comes else None, tidy(words))
    if said == (speaker.state, speaker.confirmed_for, speaker.words):
        return speaker
    speaker.state, speaker.confirmed_for, speaker.words = said
    speaker.answered_at = at
    speaker.save(update_fields=("state", "confirmed_for", "words", "answered_at"))
    record(SpeakerAnswered(meeting=meeting.pk, speaker=speaker.pk, state=state), by=by, at=at)
    return speaker


def _standing(speaker: Speaker) -> tuple[Speaker, Meeting]:
    """The speaker, held until the end of the act, unless she is no longer asked."""
    held = Speaker.objects.select_for_update(of=("self",)).select_related("meeting")
    found = held.get(pk=speaker.pk)
    if found.withdrawn_at is not None or found.meeting.state == Meeting.State.CANCELLED:
        sentence = "Cette intervention n’a plus lieu. Merci d’avoir répondu présent·e."
        raise Refused(broken("speaker.gone", "meeting", sentence))
    return found, found.meeting


@transaction.atomic
def withdraw_speaker(speaker: Speaker, *, by: User, at: datetime) -> None:
    """No longer ask someone; her link says so, what she sent is no longer shown."""
    if Speaker.objects.filter(pk=speaker.pk, withdrawn_at=None).update(withdrawn_at=at):
        record(SpeakerWithdrawn(meeting=speaker.meeting_id, speaker=speaker.pk), by=by, at=at)


@transaction.atomic
def send_material(
    speaker: Speaker,
    *,
    title: str,
    upload: UploadedFile[bytes] | None = None,
    link: str = "",
    audience: str = "cohort",
    by: User | None,
    at: datetime,
) -> Material:
    """Keep what a speaker brings, a file or a link; the same file twice is kept once."""
    speaker, _meeting = _standing(speaker)
    if upload is None and not link:
        sentence = "Joignez un fichier, ou donnez un lien."
        raise Refused(missing("material.empty", "file", sentence))
    if speaker.materials.filter(removed_at=None).count() >= MATERIALS:
        raise Refused(
            broken(
                "material.many",
                "file",
                french.say("{materials} supports au plus.", materials=MATERIALS),
            )
        )
    made = Material(
        speaker=speaker, title=tidy(title), link="" if upload else link, audience=audience, at=at
    )
    if upload is not None and (known := _filed(made, upload)) is not None:
        return known
    made.title = made.title or made.name or made.link[:200]
    made.save()
    said = MaterialSent(speaker=speaker.pk, material=made.pk, digest=made.sha256)
    record(said, by=by, at=at)
    return made


def _filed(made: Material, upload: UploadedFile[bytes]) -> Material | None:
    """Put a file in its place; or give back the one that stands already."""
    name = clean_name(upload.name or "support")
    if (upload.size or 0) > HEAVIEST:
        sentence = french.say(
            "{name} dépasse 40 Mo : donnez plutôt un lien, ou une version allégée.", name=name
        )
        raise Refused(broken("material.size", "file", sentence))
    content = upload.read()
    kind = kind_of(name, content)
    if kind not in KINDS:
        sentence = french.say(
            "{name} n’est ni un document, ni une présentation, ni un tableau, ni une image.",
            name=name,
        )
        raise Refused(broken("material.kind", "file", sentence))
    mark = hashlib.sha256(content).hexdigest()
    known = made.speaker.materials.filter(sha256=mark, removed_at=None).first()
    if known is not None:
        return known
    made.name, made.media_type, made.sha256 = clean_name(name, kind), MEDIA[kind], mark
    made.content.save(f"{mark[:24]}.{kind}", ContentFile(content), save=False)
    return None


@transaction.atomic
def remove_material(material: Material, *, by: User | None, at: datetime) -> None:
    """Take a material away, its file too; its trace stays in the journal."""
    if not Material.objects.filter(pk=material.pk, removed_at=None).update(removed_at=at):
        return
    if material.content:
        material.content.delete(save=False)
        Material.objects.filter(pk=material.pk).update(content="")
    record(MaterialRemoved(speaker=material.speaker_id, material=material.pk), by=by, at=at)
