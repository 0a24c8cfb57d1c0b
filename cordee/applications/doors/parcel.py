"""What somebody brings: files, with who sent them and when; the form among them is recognised."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import translation

from cordee.applications.doors.reading import read_document
from cordee.applications.doors.recognising import recognise
from cordee.applications.doors.strangers import is_picture
from cordee.kernel.findings import Refused, missing, ok
from cordee.kernel.french import say, unaccented
from cordee.kernel.speech import noted
from cordee.territories import queries as territories

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cordee.applications.doors.found import Found
    from cordee.applications.doors.stream import Stream
    from cordee.calls.models import Edition, Version
    from cordee.kernel.findings import Finding
    from cordee.programme.schema import Definition


@dataclass(frozen=True, slots=True)
class Parcel:
    """Files that came together, and how; `message_id` is empty for an upload."""

    files: Sequence[tuple[str, bytes]]
    began: datetime
    ended: datetime
    sender: str = ""
    recipients: Sequence[str] = ()
    subject: str = ""
    text: str = ""
    message_id: str = ""
    sent: datetime | None = None
    automatic: bool = False
    """Written by a machine, which is answered nothing."""


@dataclass(slots=True)
class Opened:
    """The form found among the files of a parcel, and what was said of the others."""

    rank: int | None = None
    stream: Stream | None = None
    remarks: list[Finding] = field(default_factory=list)

    @property
    def mark(self) -> dict[str, str]:
        """The mark of the form, empty when there is none."""
        return self.stream.mark if self.stream else {}


def opened(files: Sequence[tuple[str, bytes]]) -> Opened:
    """Read the files; the first that bears a mark is the form, else the first that is readable."""
    found, read = Opened(), []
    for rank, (name, content) in enumerate(files):
        if said := _kept_unread(content):
            found.remarks.append(ok("arrival.pdf", name, say(said, name=name)))
            continue
        try:
            read.append((rank, read_document(content)))
        except Refused as refusal:
            found.remarks += [
                missing(one.code, name, say("{name} : {told}", name=name, told=one.sentence))
                for one in refusal.findings
            ]
    if read:
        found.rank, found.stream = next(((n, one) for n, one in read if one.mark), read[0])
        found.remarks += [_beside(files[n][0]) for n, _stream in read if n != found.rank]
    return found


def _kept_unread(content: bytes) -> str:
    """What is said of a file that only people read; nothing for one whose text we look into."""
    if content.startswith(b"%PDF-"):
        return noted("{name} est un PDF : il est gardé, ses réponses se reportent à la main.")
    if is_picture(content):
        return noted("{name} est une image : elle est gardée, ses réponses se reportent à la main.")
    return ""


def _beside(name: str) -> Finding:
    said = say("{files} est gardé avec l’envoi, sans être lu comme le formulaire.", files=name)
    return ok("arrival.other", name, said)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a form says, for the rules in force."""

    data: dict[str, Any] | None
    pieces: list[tuple[str, str]]
    remarks: list[Finding]


def recognised(stream: Stream, edition: Edition, *, step: str = "", track: str = "") -> Recognised:
    """The answers of a form, read in its own language with the rules in force today."""
    definition = edition.definition
    step = step or stream.mark.get("step", "") or definition.steps[0].key
    track = track or stream.mark.get("track", "")
    with translation.override(_language(stream.mark)):
        found = recognise(
            stream,
            definition,
            step=step,
            track=track,
            place=place,
            past=_printed_under(stream, edition),
        )
    remarks = list(_remarks(stream, found, edition.rules_in_force))
    pieces = [(_label(edition, one.after), one.text) for one in found.leftovers]
    if not found.recognised:
        return Recognised(None, pieces, remarks)
    return Recognised(
        {"answers": found.answers, "team": found.team, "body": found.body, "absent": found.absent},
        pieces,
        remarks,
    )


UNKNOWN = say(
    "Aucune question du formulaire n’a été reconnue dans ce document : son texte est gardé, à "
    "placer à la main."
)


def _language(mark: dict[str, str]) -> str:
    return mark["language"] if mark.get("language") in {"fr", "en"} else "fr"


def _printed_under(stream: Stream, edition: Edition) -> list[Definition]:
    """The rules under which the form was taken away, when they are no longer those in force."""
    digest = stream.mark.get("digest", "")
    if not digest or edition.rules_in_force.digest.startswith(digest):
        return []
    rows = edition.versions.filter(digest__startswith=digest).order_by("-pk")[:1]
    return [one.definition for one in rows]


def _remarks(stream: Stream, found: Found, version: Version) -> list[Finding]:
    said = []
    if not found.recognised:
        said.append(missing("arrival.unknown", "form", UNKNOWN))
    digest = stream.mark.get("digest", "")
    if digest and digest != version.digest[: len(digest)]:
        number = stream.mark.get("version", "?")
        said.append(
            missing(
                "arrival.version",
                "form",
                say(
                    "Ce formulaire est celui de la version {number} des règles ; la version "
                    "{present} est en vigueur. Relisez les questions qui ont changé.",
                    number=number,
                    present=version.number,
                ),
            )
        )
    if found.recognised and found.absent:
        count = len(found.absent)
        said.append(
            missing(
                "arrival.absent",
                "form",
                say(
                    "Questions du formulaire absentes de ce document : {count}. Leurs réponses ne "
                    "changent pas.",
                    count=count,
                ),
            )
        )
    seen = {
        "revisions": "Ce document porte des révisions : il a été lu comme si elles étaient toutes "
        "acceptées.",
        "comments": "Les commentaires de ce document n’ont pas été repris.",
        "pictures": "Les images de ce document n’ont pas été reprises : joignez-les comme pièces.",
    }
    said += [ok(f"arrival.{one}", "form", seen[one]) for one in sorted(stream.seen)]
    return said


def _label(edition: Edition, after: str) -> str:
    """The words of the question a text stood under."""
    question = edition.definition.question(after.split(".", 1)[0])
    return str(getattr(question, "label", after))[:200]


def place(text: str) -> str | None:
    """The territory a line names, when there is no doubt; its code is enough."""
    rows = territories.found(text[:120], limit=2)
    if not rows:
        return None
    same = unaccented(rows[0].name) == unaccented(text.split("(", maxsplit=1)[0].strip())
    return rows[0].ref if same or len(rows) == 1 else None


def as_data(remarks: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings as plain data."""
    return [asdict(one) for one in remarks]
