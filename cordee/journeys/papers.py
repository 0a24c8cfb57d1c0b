"""The papers of presence: the sheet signed by hand, the attestation drawn from closed sheets."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import segno
from django.conf import settings
from django.urls import reverse

from cordee.calls.papers import told
from cordee.journeys import queries, sheets
from cordee.journeys.models import Meeting, Presence
from cordee.journeys.queries import PRESENT
from cordee.journeys.screens import said_when
from cordee.kernel import french
from cordee.kernel.findings import Refused, missing
from cordee.programme.explain import prose
from cordee.programme.explain.words import MODES
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.journeys.models import Charter, Cohort, Delegate
    from cordee.journeys.queries import Turn

DOCUMENTS = Path(__file__).parent / "documents"
LINES = 16
"""People a page: a signature needs its room."""
WHERE = {"remote": MODES["remote"], "proximity": "en regroupement de proximité"}
"""Where someone was, when she was not on site: nothing to do with how the meeting was held."""


def sheet_pdf(meeting: Meeting) -> bytes:
    """The sheet to sign by hand: a page a half-day and sixteen people, each with its own code."""
    return pdf(DOCUMENTS / "sheet.typ", sheet(meeting))


def sheet(meeting: Meeting) -> dict[str, Any]:
    """What the printed sheet says: title, hours, place, organiser, a line a person a half-day."""
    people = [
        [str(one.person), one.participation.name, one.person.title]
        for one in sheets.expected(meeting)
    ]
    halves = sheets.half_days(meeting)
    pages = [
        {"half": _said_half(half), "people": [list(one) for one in part]}
        for half in halves
        for part in batched(people, LINES)
    ]
    return {
        "title": "Feuille d’émargement",
        "foot": meeting.cohort.label,
        "call": meeting.cohort.label,
        "meeting": " – ".join(filter(None, (meeting.label, meeting.title))),
        "when": said_when(meeting),
        "venue": meeting.venue,
        "organiser": _organiser(meeting.cohort),
        "pages": [one | {"code": _code(meeting, rank)} for rank, one in enumerate(pages, 1)],
    }


def _said_half(half: tuple[date, str]) -> str:
    return f"{french.day(half[0])}, {sheets.HALVES[half[1]]}"


def _code(meeting: Meeting, page: int) -> str:
    """The code of a page, as SVG: it leads to where its scan is brought back."""
    address = settings.SITE_URL + reverse("journeys:scans", args=[meeting.public_id, page])
    held = BytesIO()
    segno.make(address, error="m").save(held, kind="svg", border=1)
    return held.getvalue().decode()


def _organiser(cohort: Cohort) -> str:
    return ", ".join(str(one.label) for one in cohort.edition.definition.organisers)


def programme_pdf(meeting: Meeting) -> bytes:
    """The programme of a meeting, to print or to send."""
    return pdf(DOCUMENTS / "programme.typ", programme_data(meeting))


def programme_data(meeting: Meeting) -> dict[str, Any]:
    """What the printed programme says: when, where, each time with its kind and its voices."""
    read = queries.programme(meeting)
    host = read.preparation.host if read.preparation else None
    return {
        "title": "Programme",
        "foot": meeting.cohort.label,
        "meeting": " – ".join(filter(None, (meeting.label, meeting.title))),
        "when": said_when(meeting),
        "venue": meeting.venue,
        "host": host.name if host else "",
        "organiser": _organiser(meeting.cohort),
        "note": read.preparation.note if read.preparation else "",
        "days": [
            {"day": french.day(day) if day and len(read.days) > 1 else "",
             "turns": [_turn(one) for one in turns]}
            for day, turns in read.days
        ],
        "duties": [[one.who, one.does] for one in read.duties],
    }  # fmt: skip


def _turn(one: Turn) -> list[str]:
    kind = str(one.item.get_kind_display())
    words = " – ".join(filter(None, (one.item.label, one.who)))
    return [one.hours.said(), words, one.item.description, kind]


def certificate_pdf(delegate: Delegate, *, at: datetime) -> bytes:
    """The attestation of presence of someone; raises `Refused` while no closed sheet names her."""
    return pdf(DOCUMENTS / "certificate.typ", certificate(delegate, at=at))


def certificate(delegate: Delegate, *, at: datetime) -> dict[str, Any]:
    """What an attestation says: each meeting of a closed sheet, its half-days, their number."""
    cohort = delegate.participation.cohort
    signed: dict[Meeting, list[Presence]] = defaultdict(list)
    rows = delegate.presences.filter(meeting__state=Meeting.State.CLOSED, status__in=PRESENT)
    for one in rows.select_related("meeting").order_by("day", "half"):
        signed[one.meeting].append(one)
    if not signed:
        raise Refused(
            missing(
                "certificate.empty",
                "certificate",
                "Aucune feuille de présence close ne porte encore ce nom : l’attestation se fait "
                "quand la feuille de la première rencontre suivie est close.",
            )
        )
    zone = ZoneInfo(cohort.edition.definition.timeline.zone)
    return {
        "title": "Attestation de présence",
        "foot": cohort.label,
        "call": cohort.label,
        "organiser": _organiser(cohort),
        "person": str(delegate.person),
        "body": delegate.participation.name,
        "rows": [_attended(meeting, found) for meeting, found in signed.items()],
        "total": _total(sum(map(len, signed.values())), len(signed)),
        "made": french.day(at.astimezone(zone).date(), weekday=False),
    }


def _attended(meeting: Meeting, found: list[Presence]) -> list[str]:
    days = sorted({one.day for one in found})
    said = [_said_day(day, [one for one in found if one.day == day]) for day in days]
    return [meeting.label, meeting.title, ", ".join(said)]


def _said_day(day: date, found: list[Presence]) -> str:
    return f"{french.day(day, weekday=False)} ({', '.join(map(_half, found))})"


def _half(one: Presence) -> str:
    where = WHERE.get(one.mode, "")
    return " ".join(filter(None, (str(one.get_half_display()), where)))


def _total(halves: int, meetings: int) -> str:
    return f"{french.plural(meetings, 'rencontre')} ({french.plural(halves, 'demi-journée')})"


def charter_pdf(charter: Charter) -> bytes:
    """The charter of a territory: its frozen text, then its signature, or the room for one."""
    return pdf(DOCUMENTS / "charter.typ", charter_data(charter))


def charter_data(charter: Charter) -> dict[str, Any]:
    """What the charter says: the text as it was given, who signed it, what proves it (R88-R90)."""
    participation = charter.participation
    definition = participation.cohort.edition.definition
    rule = definition.year.charter
    return {
        "title": str(rule.title) if rule else "Charte d’engagement",
        "foot": f"Empreinte du texte {charter.digest[:16]}",
        "call": participation.cohort.label,
        "body": participation.name,
        "nodes": [told(node) for node in prose.nodes(charter.text)],
        "facts": _signature(charter, definition.timeline.zone) if charter.signed_at else [],
    }


def _signature(charter: Charter, zone: str) -> list[list[str]]:
    assert charter.signed_at is not None  # noqa: S101 - asked only of a signed charter
    proof = charter.proof
    facts = [
        ["Signataire", charter.signatory],
        ["Qualité", charter.capacity],
        ["Délégation", charter.delegation],
        ["Signée le", french.moment(charter.signed_at.astimezone(ZoneInfo(zone)), zone=zone)],
        ["Empreinte du texte (SHA-256)", charter.digest],
        ["Manière", METHODS.get(proof.get("method", ""), METHODS["staff"])],
        ["Lien remis à l’adresse", proof.get("address", "")],
    ]
    return [[label, value] for label, value in facts if value]


METHODS = {
    "link": "Signature simple : lien personnel remis par courriel, texte lu, accord coché",
    "paper": "Original signé sur papier, numérisé",
    "staff": "Signature enregistrée par l’équipe d’animation",
}
