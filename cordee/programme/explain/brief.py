"""What is computed and never typed: duration, engagement, rhythm, time left to choose (R7, R53)."""

from collections.abc import Iterator
from datetime import time

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme import computed
from cordee.programme.anchors import anchor
from cordee.programme.explain.delays import each
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import Teller, expected, span, the_day
from cordee.programme.explain.words import MEETINGS
from cordee.programme.schema.dates import at
from cordee.programme.schema.timeline import Window
from cordee.programme.schema.year import Meeting

DAYS_IN_WEEK = 7
FOUR_WEEKS = 4 * DAYS_IN_WEEK


def items(t: Teller) -> list[Item]:
    """The lines of « L’essentiel »."""
    return [*_call(t), *_programme(t)]


def _call(t: Teller) -> Iterator[Item]:
    chosen = t.definition.selection
    places = span(chosen.places_min or None, chosen.places_max) or expected(chosen.places_expected)
    lead = french.listed(
        [
            t.said(one.label)
            for one in t.definition.organisers
            if one.part in {"lead", "co_organiser"}
        ]
    )
    yield entry(say("Organisé par"), lead)
    yield from _deadlines(t)
    if places:
        yield entry(say("Places"), places)


def _deadlines(t: Teller) -> Iterator[Item]:
    """The deadline of each period, named when there are several."""
    windows = t.definition.windows
    for window in windows:
        zone = window.zone or t.definition.timeline.zone
        closes = window.closes_at(zone)
        label = (
            say("Date limite")
            if len(windows) == 1
            else say("Date limite, {label}", label=t.said(window.label))
        )
        who = [t.tracks(window.tracks), _served(t, window)]
        here = window.clock == "applicant"
        if closes:
            yield entry(
                label,
                say("le {closes}", closes=french.moment(closes, zone="" if here else zone)),
                say("à l’heure du lieu du candidat") if here else "",
                _open(window, zone),
                *who,
            )
        elif window.permanent:
            cuts = [french.day(at(cut, zone, time.max).date()) for cut in window.cut_offs]
            yield entry(
                say("Dépôt") if len(windows) == 1 else t.said(window.label),
                say("en permanence"),
                say("dossiers examinés {each}", each=each(window.examined_every))
                if window.examined_every
                else "",
                say("dossiers relevés : {days}", days=french.listed(cuts)) if cuts else "",
                *who,
            )


def _served(t: Teller, window: Window) -> str:
    return say("pour : {places}", places=t.places(window.serves, "et")) if window.serves else ""


def _open(window: Window, zone: str) -> str:
    opens, closes = window.opens_at(zone), window.closes_at(zone)
    if opens is None or closes is None:
        return ""
    return say(
        "ouvert pendant {days}", days=french.plural((closes.date() - opens.date()).days, "jour")
    )


def _lasting(stretch: computed.Stretch) -> str:
    """« 14 mois », counted by the months it touches; « 2 jours » when it is over within weeks."""
    first, last = stretch.first.first, stretch.last.last
    if first and last and stretch.first.fixed and (days := (last - first).days + 1) < FOUR_WEEKS:
        return french.plural(days, "jour")
    return french.plural(stretch.months, "mois", "mois")


def _programme(t: Teller) -> Iterator[Item]:
    meetings = t.definition.year.meetings
    stretch = computed.stretch(t.definition, t.held)
    if stretch and stretch.first != stretch.last:
        said = say(
            "{months}, du premier rendez-vous ({first}) au dernier ({last})",
            months=_lasting(stretch),
            first=stretch.first.said(),
            last=stretch.last.said(),
        )
        yield entry(say("Durée"), said)
    if any(meeting.tracks for meeting in meetings):
        for track in t.definition.tracks:
            own = tuple(one for one in meetings if not one.tracks or track.key in one.tracks)
            yield from _engagement(own, say("Engagement, volet {label}", label=t.said(track.label)))
    else:
        yield from _engagement(meetings, say("Engagement"))
    yield from _rhythm(t)
    left = computed.days_to_first_meeting(t.definition, t.held)
    if left is not None:
        first = the_day(anchor(t.definition, "start", t.held))
        yield entry(
            say("Premier rendez-vous"),
            say("{left} après la clôture, {first}", left=french.plural(left, "jour"), first=first),
        )


def _engagement(meetings: tuple[Meeting, ...], label: str) -> Iterator[Item]:
    """The days each participant gives, for the meetings one may not skip (R53)."""
    asked = tuple(one for one in meetings if one.required)
    if asked:
        total = french.plural(computed.days_asked(asked), "jour")
        yield entry(
            label, say("{total}, somme des rencontres ({asked})", total=total, asked=_sum(asked))
        )


def _sum(meetings: tuple[Meeting, ...]) -> str:
    """« 7 × 1 j (rencontre collective)… »: how the total is made."""
    sizes: dict[tuple[str, str], int] = {}
    for one in meetings:
        name = (one.kind, french.number(one.days))
        sizes[name] = sizes.get(name, 0) + one.count
    return french.listed(
        [
            say("{count} × {days} j ({kind})", count=count, days=days, kind=MEETINGS[kind])
            for (kind, days), count in sizes.items()
        ]
    )


def _rhythm(t: Teller) -> Iterator[Item]:
    gap = computed.mean_gap(t.definition, t.held)
    if gap:
        weeks = max(1, round(gap.days / DAYS_IN_WEEK))
        often = say("toutes les {weeks} semaines", weeks=french.number(weeks))
        often = say("chaque semaine") if weeks == 1 else often
        yield entry(say("Rythme"), say("une rencontre collective {often} en moyenne", often=often))
