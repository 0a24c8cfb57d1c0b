"""What one screen shows of a territory: everything that is lived, owed, given back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.forms import said
from cordee.journeys import queries
from cordee.journeys.models import Coming, Meeting
from cordee.journeys.rules import themes
from cordee.kernel import french
from cordee.kernel.findings import Strength, Verdict
from cordee.kernel.moments import When
from cordee.kernel.speech import heard
from cordee.programme.anchors import deadline
from cordee.programme.explain.words import MODES as HELD
from cordee.web.components import Fact, Moment, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from decimal import Decimal

    from cordee.journeys.audiences import Reader
    from cordee.journeys.models import Cohort, Delegate, Participation, Slot
    from cordee.journeys.queries import Ledger
    from cordee.journeys.rules.pledges import PledgeState, Situation
    from cordee.programme.schema.words import Words

TONES = {
    Meeting.State.VAGUE: "neutral",
    Meeting.State.POLL: "info",
    Meeting.State.FIXED: "info",
    Meeting.State.HELD: "warn",
    Meeting.State.CLOSED: "good",
    Meeting.State.CANCELLED: "bad",
}

MODES = HELD
"""How a meeting is held, in the words of the call: the only table of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A person of the delegation, and how often she was there."""

    delegate: Delegate
    role: str
    parts: str
    attended: int
    asked: int


def said_diet(key: str) -> str:
    """« végétarien », « autre : sans noix », from how diets are counted."""
    diet, _bar, words = key.partition("|")
    label = str(dict(Coming.Diet.choices).get(diet or "any", diet))
    return f"{_('autre')} : {words}" if words else label


def said_slot(slot: Slot) -> str:
    """« mardi 8 avril 2025 à 9 h 30 – 12 h 30, en visio, Amina B », on the clock of the page."""
    starts, ends = timezone.localtime(slot.starts), timezone.localtime(slot.ends)
    until = french.hour(ends.time())
    return f"{heard(french.moment(starts))} – {until}, {slot.get_mode_display()}, {slot.host}"


def said_when(meeting: Meeting) -> str:
    """« jeudi 26 novembre 2026 à 9 h 30 », or the vague date as it is known."""
    if meeting.starts is None:
        return When.parse(meeting.when).said()
    return french.moment(meeting.starts.astimezone(meeting.zone))


def said_with_day(meeting: Meeting) -> str:
    """« J1 – jeudi 26 novembre 2026 à 9 h 30 », as a choice of a list says it."""
    return french.strung(meeting.label, said_when(meeting), between=" – ")


def moments(meetings: Iterable[Meeting], now: datetime) -> Iterator[Moment]:
    """The calendar as a timeline: behind, next, to come."""
    following = True
    for meeting in meetings:
        past = meeting.state in queries.OVER or (meeting.ends is not None and meeting.ends < now)
        state: State = "done" if past else "current" if following else "todo"
        following = following and past
        closed = meeting.state == Meeting.State.CLOSED
        told = [meeting.title, "" if closed else meeting.get_state_display().capitalize()]
        text = " – ".join(filter(None, [said(meeting.phase), *told]))
        url = reverse("journeys:programme", args=[meeting.public_id])
        yield Moment(said_when(meeting), meeting.label, text, state, url)


def headline(
    moments: list[Moment],
    lines: list[Line],
    states: Iterable[PledgeState],
    sums: tuple[Decimal | int, Decimal | int, str],
) -> list[tuple[str, str, str]]:
    """The year in four figures: label, value, and the part of the page that explains it.

    `sums` are what is due and what is paid, in units of their currency.
    """
    following = next((str(one.when) for one in moments if one.state == "current"), _("aucune"))
    there, asked = sum(one.attended for one in lines), sum(one.asked for one in lines)
    verdicts = [one.finding.verdict for one in states]
    kept = sum(verdict is Verdict.OK for verdict in verdicts)
    over = _("%(kept)d sur %(all)d")
    found = [
        (_("prochaine rencontre"), following, "#dates"),
        (_("présences"), over % {"kept": there, "all": asked}, "#equipe"),
        (_("engagements tenus"), over % {"kept": kept, "all": len(verdicts)}, "#engagements"),
    ]
    due, paid, currency = sums
    if due:
        told = [heard(french.money(one, currency)) for one in (paid, due)]
        said = f" {_('sur')} ".join(told)
        found.append((_("contribution reçue"), said, "#contribution"))
    return found


def delegation(ledger: Ledger, participation: Participation, situation: Situation) -> list[Line]:
    """Who is in the delegation, and how many meetings each attended."""
    team = participation.cohort.edition.definition.team_of(participation.track)
    words = {one.key: str(one.label) for one in (*team.roles, *team.leads)} if team else {}
    lines = []
    for delegate, attendee in zip(
        ledger.delegates[participation.pk], situation.attendees, strict=True
    ):
        past = [one for one in situation.register.concerning(attendee, ()) if one.over]
        lines.append(
            Line(
                delegate,
                words.get(delegate.role, delegate.role),
                ", ".join(words.get(key, key) for key in delegate.leads),
                sum(situation.register.was_there(one, attendee) for one in past),
                len(past),
            )
        )
    return lines


def charter_facts(ledger: Ledger, participation: Participation, today: date) -> list[Fact]:
    """Where the charter stands, its deadlines following the meetings they hang on (R89)."""
    definition = participation.cohort.edition.definition
    rule, charter = definition.year.charter, getattr(participation, "charter", None)
    if rule is None or charter is None:
        return []
    held = queries.held_days(ledger.meetings)
    given, due = deadline(definition, rule.given, held), deadline(definition, rule.due, held)
    late = due.last is not None and charter.signed_at is None and today > due.last
    facts = [
        Fact(_("Remise"), french.day(charter.given_at.astimezone(participation.zone).date())
             if charter.given_at else _("prévue : %(day)s") % {"day": given.said()}),
        Fact(_("À rendre signée"), due.said() + (f" – {_('en retard')}" if late else "")),
    ]  # fmt: skip
    if charter.signed_at:
        signed = french.day(charter.signed_at.astimezone(participation.zone).date(), weekday=False)
        facts.append(Fact(_("Signée"), f"{signed}, {charter.signatory} ({charter.capacity})"))
    return facts


def levels(states: list[PledgeState]) -> list[tuple[str, list[PledgeState]]]:
    """The three levels of attendance side by side, then everything else (R77)."""
    names = {
        "lead": _("Règle de la personne cheffe de file"),
        "minimum": _("Minimum demandé"),
        "expected": _("Attendu de toutes et tous"),
    }
    found = [
        (title, [one for one in states if one.pledge.level == key]) for key, title in names.items()
    ]
    return [(title, kept) for title, kept in found if kept]


def pledged(states: Iterable[PledgeState]) -> dict[str, Any]:
    """Pledges as the page of a territory shows them: what presses, advice to follow, what holds."""
    found: dict[str, list[PledgeState]] = {"pressing": [], "advised": [], "kept": []}
    for one in states:
        verdict, advice = one.finding.verdict, one.finding.strength is Strength.ADVICE
        calm = "advised" if advice and verdict is Verdict.MISSING else "pressing"
        found["kept" if verdict is Verdict.OK else calm].append(one)
    counts = {f"{key}_count": len(some) for key, some in found.items()}
    people = {f"{key}_people": any(one.people for one in some) for key, some in found.items()}
    return {key: levels(some) for key, some in found.items()} | counts | people


def way_back(who: Reader, cohort: Cohort) -> tuple[str, str] | None:
    """Where somebody comes from to a page shared by a cohort: its label and address."""
    if who.staff:
        return str(cohort.label), reverse("journeys:cohort", args=[cohort.public_id])
    if who.takes_part(cohort.pk):
        return _("Mon parcours"), reverse("journeys:mine")
    if any(place == cohort.pk for place, _territory in who.guest):
        return _("Mes accès"), reverse("strategy:my_accesses")
    return None


def treated(cohort: Cohort, meetings: Iterable[Meeting]) -> list[tuple[Words, str]]:
    """Each theme announced for the sessions, and the meetings not cancelled that deal with it."""
    there = {one.key: one for one in meetings if one.state != Meeting.State.CANCELLED}
    return [
        (one.theme, french.listed([there[key].label for key in one.meetings if key in there]))
        for one in themes.treated(cohort.edition.definition)
    ]
