"""The dashboard of a call: how many write, how many handed in, where nobody does, whom to call."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.applications.forms import said
from cordee.applications.forms.attending import sheets
from cordee.applications.forms.words import kinds_of
from cordee.applications.models import Application
from cordee.applications.policy import withheld
from cordee.applications.queries import dashboard as looking
from cordee.applications.queries import staff_list
from cordee.applications.queries.lists import STANDING
from cordee.applications.reading import read_answer
from cordee.applications.rules.evasive import evasive_findings
from cordee.calls.models import Edition
from cordee.calls.queries import inquiries, standing
from cordee.calls.reach import expected_departments
from cordee.calls.rules import closing_words
from cordee.calls.views.public import TONES
from cordee.kernel import french
from cordee.kernel.places import REGION_OF
from cordee.people.guards import for_team
from cordee.programme.schema import questions as q
from cordee.territories.rules import department_name
from cordee.web.components import Bar, paginated
from cordee.web.guards import require_safe, row_or_404

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django.http import HttpResponse

    from cordee.applications.queries.dashboard import Picture, Tally
    from cordee.programme.schema import Definition
    from cordee.web.requests import Request

REMAINING = 10
"""How many of the drafts left aside the page names; their own list has them all."""
SHOWN_ZONES = 13
"""Beyond a région or two, white zones are told by their names only."""


def calls() -> Any:
    """Calls with the rules in force."""
    return Edition.objects.select_related("current").exclude(current=None)


@require_safe
@for_team
def follow(request: Request, key: str) -> HttpResponse:
    """A call at a glance; a flat count of queries whatever the number of files."""
    edition = row_or_404(calls, key=key)
    now = timezone.now()
    unseen = withheld(request.user, now)
    seen = looking.picture(edition, without=unseen)
    drafts = looking.unfinished(edition, without=unseen)
    expected = expected_departments(edition.definition)
    nobody = looking.Tally()
    white = [code for code in expected if not seen.departments.get(code, nobody).total]
    regions = {REGION_OF[code] for code in expected}
    phase = standing(edition, now).phase
    context = {
        "edition": edition,
        "phase": phase,
        "closes": closing_words(edition.definition),
        "several": len(edition.definition.windows_of()) > 1,
        "tone": TONES[phase],
        "seen": seen,
        "counts": {code: one.total for code, one in seen.departments.items() if code},
        "nowhere": seen.departments.get("", nobody).total,
        "region": regions.pop() if len(regions) == 1 else "",
        "expected": len(expected),
        "white": _white(white, edition, now, unseen),
        "days": _days(edition, now, unseen),
        "departments": _bars(edition, "departement", seen.departments, _departments(seen)),
        "kinds": _bars(edition, "nature", seen.kinds, kinds_of(edition.definition)),
        "tracks": _bars(edition, "volet", seen.tracks, _tracks(edition)),
        "heard": _heard(seen),
        "origins": [
            Bar(label, seen.origins[value])
            for value, label in Application.Origin.choices
            if seen.origins[value]
        ],
        "drafts": list(drafts[:REMAINING]),
        "asked": _asked(edition),
        "unanswered": inquiries(edition, "attente").count(),
        "sheets": sheets(edition.definition),
        "few": few(edition.definition, seen.all.deposited),
    }
    return render(request, "applications/desk/follow.html", context)


def few(definition: Definition, deposited: int) -> int:
    """How many files are still missing for the call to hold; none when it asks for no number."""
    least = [one.files_min for one in definition.windows if one.files_min is not None]
    return max(min(least) - deposited, 0) if least else 0


@require_safe
@for_team
def drafts(request: Request, key: str) -> HttpResponse:
    """Every file not handed in, the ones left aside for longest first."""
    edition = row_or_404(calls, key=key)
    rows = looking.unfinished(edition, without=withheld(request.user, timezone.now()))
    context = {"edition": edition, "page": paginated(request, rows), "asked": _asked(edition)}
    return render(request, "applications/desk/drafts.html", context)


@require_safe
@for_team
def evasive(request: Request, key: str) -> HttpResponse:
    """Answers handed in that a jury could not judge, said as advice; 25 files a page."""
    edition = row_or_404(calls, key=key)
    unseen = withheld(request.user, timezone.now())
    rows = staff_list(edition, state="deposee", without=unseen).defer(None)
    page = paginated(request, rows.select_related("current__version"))
    told = [(one, _remarks(one)) for one in page.object_list]
    context = {"edition": edition, "page": page, "rows": told}
    return render(request, "applications/desk/evasive.html", context)


def _remarks(application: Application) -> list[tuple[str, str]]:
    """What may be said of the answers of one file, each with what was written."""
    made = application.current
    if made is None:
        return []
    answers = made.content.get("answers", {})
    definition = made.version.definition
    questions = [
        one
        for one in definition.questions(application.step, application.track)
        if isinstance(one, q.Asked)
    ]
    by_key = {f"questions.{one.key}": one for one in questions}
    found = evasive_findings(questions, answers)
    return [
        (one.sentence, _extract(by_key[one.where], answers)) for one in found if one.where in by_key
    ]


def _extract(question: q.Asked, answers: Mapping[str, Any]) -> str:
    found = read_answer(question, answers.get(question.key))
    return " ".join((found.text, *found.lines)).strip()


def _asked(edition: Edition) -> int:
    """How many answers a whole file holds, files joined aside."""
    kinds = (one for one in edition.definition.questions() if isinstance(one, q.Asked))
    return sum(not isinstance(one, q.File) for one in kinds)


def _white(
    codes: list[str], edition: Edition, now: datetime, unseen: Collection[int]
) -> list[dict[str, Any]]:
    """The départements without any file, each with whom to call there when they are few."""
    near = codes if len(codes) <= SHOWN_ZONES else []
    contacts = looking.whom_to_call(near, edition, now, without=unseen)
    return [
        {"code": code, "name": department_name(code), "contacts": contacts.get(code, [])}
        for code in codes
    ]


def _days(edition: Edition, now: datetime, unseen: Collection[int]) -> list[Bar]:
    """First deposits of each of the last days, up to the closing."""
    zone = ZoneInfo(edition.definition.zone_of())
    closes = edition.closes_at
    last = (min(now, closes) if closes else now).astimezone(zone).date()
    days = [last - timedelta(days=back) for back in range(looking.DAYS - 1, -1, -1)]
    since = datetime.combine(days[0], time.min, zone)
    counts = looking.first_deposits(edition, zone, since, without=unseen)
    if not any(counts.get(day) for day in days):
        return []
    return [Bar(french.day(day, weekday=False, year=False), counts.get(day, 0)) for day in days]


def _departments(seen: Picture) -> dict[str, str]:
    return {code: f"{department_name(code)} ({code})" for code in seen.departments if code}


def _tracks(edition: Edition) -> dict[str, str]:
    return {one.key: said(one.label) for one in edition.definition.tracks}


def _bars(
    edition: Edition, name: str, counts: Mapping[str, Tally], labels: Mapping[str, str]
) -> list[Bar]:
    """The largest first; each opens on its files when the list can keep them."""
    standing = {key: one for key, one in counts.items() if one.total}
    if set(standing) <= {""}:
        return []
    listed = f"{reverse('applications:received', args=[edition.key])}?etat={STANDING}"
    rows = sorted(standing.items(), key=lambda pair: -pair[1].total)
    return [
        Bar(
            f"{labels.get(key, key) or _('non dite')} ({_of(tally)})",
            tally.total,
            "",
            f"{listed}&{urlencode({name: key})}" if key else "",
        )
        for key, tally in rows
    ]


def _of(tally: Tally) -> str:
    """« dont 8 déposés »."""
    said = ngettext("dont %(filed)d déposé", "dont %(filed)d déposés", tally.deposited)
    return said % {"filed": tally.deposited}


def _heard(seen: Picture) -> list[Bar]:
    choices: Iterable[tuple[str, Any]] = [*Application.Heard.choices, ("", _("sans réponse"))]
    return [Bar(label, seen.heard[value]) for value, label in choices if seen.heard[value]]
