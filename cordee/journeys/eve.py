"""Reading the eve of a meeting: what its rule judges, and the page where each lack is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from cordee.journeys import queries, sheets
from cordee.journeys.models import Coming, Meeting, Participation, Speaker
from cordee.journeys.rules.eve import Readiness, checklist
from cordee.programme.anchors import deadline

if TYPE_CHECKING:
    from cordee.journeys.models import Delegate
    from cordee.kernel.findings import Finding

PLACES = {
    "date": "meeting", "venue": "meeting", "video": "meeting", "turns": "prepare",
    "note": "prepare", "speakers": "prepare", "duties": "prepare", "coming": "numbers",
}  # fmt: skip


def lines(meeting: Meeting) -> list[tuple[Finding, str]]:
    """Each line of the eve and the page that mends it, when one does."""
    return [(one, _page(meeting, one.where)) for one in checklist(readiness(meeting))]


def _page(meeting: Meeting, where: str) -> str:
    if where not in PLACES:
        return reverse("journeys:cohort", args=[meeting.cohort.public_id])
    return reverse(f"journeys:{PLACES[where]}", args=[meeting.public_id])


def readiness(meeting: Meeting) -> Readiness:
    """What stands on the eve of a meeting; nine queries whatever its size."""
    programme, people = queries.programme(meeting), list(sheets.expected(meeting))
    modes = list(Coming.objects.filter(meeting=meeting, delegate__in=people)
                 .order_by("pk").values_list("mode", flat=True))  # fmt: skip
    # Some do several things: « et » would not tell where one ends.
    undone = [f"{one.does} ({one.who})" for one in programme.duties if one.done_at is None]
    return Readiness(
        dated=meeting.starts is not None,
        on_site=meeting.mode != "remote",
        remote=meeting.mode in {"remote", "hybrid", "proximity", "either"},
        venue=meeting.venue,
        video=meeting.video,
        turns=len(programme.turns),
        note_written=bool(programme.preparation and programme.preparation.note.strip()),
        awaited_speakers=[
            str(one.person)
            for one in programme.speakers
            if one.to_confirm_again or one.state == Speaker.State.ASKED
        ],
        undone=list(filter(None, [" ; ".join(undone)])),
        expected=len(people),
        answered=len(modes),
        coming=sum(one != Coming.Mode.ABSENT for one in modes),
        needed=queries.needed_at(meeting),
        unreachable=[str(one.person) for one in people if not one.person.email],
        charters=_charters(meeting, people),
    )


def _charters(meeting: Meeting, people: list[Delegate]) -> list[str]:
    """The territories expected whose charter is handed over at this meeting, and is not (R88)."""
    rule = meeting.cohort.edition.definition.year.charter
    if rule is None or meeting.starts is None or meeting.participation_id:
        return []
    held = queries.held_days(meeting.cohort.meetings.filter(participation=None))
    given = deadline(meeting.cohort.edition.definition, rule.given, held)
    if given.last != queries.local_day(meeting):
        return []
    rows = Participation.objects.filter(delegates__in=people, charter__given_at=None, ends=None)
    return list(rows.distinct().order_by("name").values_list("name", flat=True))
