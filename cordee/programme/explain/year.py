"""What is lived once the set is chosen: meetings, charter, deliverables, diagnosis, groups."""

from collections.abc import Mapping
from datetime import time

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.kernel.moments import When
from cordee.kernel.typography import NBSP
from cordee.programme.explain import words
from cordee.programme.explain.delays import each, lasting
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import Sentence, Teller, span, the_day, yes
from cordee.programme.schema import year
from cordee.programme.schema.base import Record
from cordee.programme.schema.diagnosis import Axis, Capacity, Diagnosis, Restitution


def venue(t: Teller, it: year.Venue) -> Item:
    """A place where people meet."""
    facts = [
        t.said(it.address),
        say("code INSEE {code}", code=it.code) if it.code else "",
        t.said(it.access),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def phase(t: Teller, it: year.Phase) -> Item:
    """A part of the programme."""
    facts = [
        say("commence {starts}", starts=t.due(it.starts)) if it.starts else "",
        say("s’achève {ends}", ends=t.due(it.ends)) if it.ends else "",
        say("dure {lasts}", lasts=lasting(it.lasts)) if it.lasts else "",
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def slot(t: Teller, it: year.Slot) -> Item:
    """A part of a day."""
    facts = [
        hours(it.start, it.end),
        words.HALVES[it.half] if it.half else "",
        words.SLOTS[it.kind],
        t.all_said(it.speakers),
    ]
    return entry(t.said(it.label), *facts, after=t.said(it.description))


def hours(start: time | None, end: time | None) -> str:
    """« de 9 h 30 à 17 h »."""
    if start and end:
        return say("de {start} à {end}", start=french.hour(start), end=french.hour(end))
    if start:
        return say("à {start}", start=french.hour(start))
    return say("jusqu’à {end}", end=french.hour(end)) if end else ""


def template(t: Teller, it: year.DayTemplate) -> Item:
    """The usual shape of a day."""
    return entry(t.title(it), after=t.said(it.description), items=t.items(it.slots))


def task(t: Teller, it: year.Task) -> Item:
    """Who does what for a meeting."""
    return entry(t.said(it.who), t.said(it.does))


def meeting_days(t: Teller, it: year.Meeting) -> str:
    """When it is held, as far as one knows."""
    moved = t.held.get(it.key)
    if moved:
        return the_day(moved) if isinstance(moved, When) else french.day(moved)
    if it.dates:
        return french.listed([the_day(when) for when in it.dates])
    return t.due(it.due) if it.due else the_day(it.when) if it.when else say("date à fixer")


def meeting_name(t: Teller, it: year.Meeting) -> str:
    """« J1 — Comprendre… »."""
    title = t.said(it.title)
    return strung(t.title(it), " — ", title, between="") if title else t.title(it)


def meeting(t: Teller, it: year.Meeting) -> Item:
    """A time together."""
    facts = [*_time(t, it), *_place(t, it), *_engaging(t, it)]
    inside = [
        *t.items(it.slots),
        *(entry(say("Objet"), t.said(one)) for one in it.purposes),
        *t.items(it.tasks),
    ]
    return entry(meeting_name(t, it), *facts, after=t.said(it.description), items=inside)


def _time(t: Teller, it: year.Meeting) -> list[str]:
    return [
        meeting_days(t, it),
        hours(it.start, it.end),
        yes(it.indicative_hours, say("horaires indicatifs")),
        strung(french.zone_name(it.zone), " (", it.zone, ")", between="") if it.zone else "",
        say("entre {between}", between=t.all_named(t.definition.year.meetings, it.between))
        if it.between
        else "",
    ]


def _place(t: Teller, it: year.Meeting) -> list[str]:
    return [
        words.MODES[it.mode],
        t.named(t.definition.year.venues, it.venue),
        french.renamed(words.HOSTS[it.host], say("territoire"), t.winner),
        say("déroulé : {template}", template=t.named(t.definition.year.templates, it.template))
        if it.template
        else "",
    ]


def _engaging(t: Teller, it: year.Meeting) -> list[str]:
    note = (
        say(
            "une note de contexte est envoyée {note_before} avant",
            note_before=lasting(it.note_before),
        )
        if it.note_before
        else ""
    )
    return [
        words.MEETINGS[it.kind],
        say("{count} fois {days}", count=it.count, days=french.plural(it.days, "jour"))
        if it.count > 1
        else french.plural(it.days, "jour"),
        say("{hours} chacune", hours=french.plural(it.hours, "heure"))
        if it.hours is not None
        else "",
        each(it.every) if it.every else "",
        span(it.people_min, it.people_max, "personne"),
        french.renamed(words.PER[it.per], say("territoire"), t.winner),
        say("phase {phase}", phase=t.named(t.definition.year.phases, it.phase)) if it.phase else "",
        words.MEETING_STEPS[it.step],
        say("traite {themes}", themes=t.all_named(t.definition.themes, it.themes))
        if it.themes
        else "",
        note,
        say("la présence est comptée") if it.attendance else say("la présence n’est pas comptée"),
        "" if it.required else say("facultative"),
        t.tracks(it.tracks),
    ]


def charter(t: Teller, it: year.Charter) -> Item:
    """The charter of engagement."""
    facts = [
        say("signée par {signatory}", signatory=t.said(it.signatory)),
        say("une délégation de signature est possible")
        if it.delegation_allowed
        else say("sans délégation de signature"),
        say("remise {given}", given=t.due(it.given)),
        say("à rendre signée {due}", due=t.due(it.due)),
        words.STRENGTH[it.strength],
        say("texte joint : {text}", text=it.text) if it.text else "",
    ]
    return entry(t.said(it.title), *facts)


def deliverable(t: Teller, it: year.Deliverable) -> Item:
    """Something produced."""
    facts = [
        words.DELIVERABLES[it.kind],
        french.renamed(words.BY[it.by], say("territoire"), t.winner),
        t.due(it.due),
        say("puis {every}", every=each(it.every)) if it.every else "",
        say("lu par {audience}", audience=words.AUDIENCES[it.audience]),
        say("{pages} au plus", pages=french.plural(it.pages_max, "page")) if it.pages_max else "",
        say("compte à partir de la note {mark_min}", mark_min=french.number(it.mark_min))
        if it.mark_min is not None
        else "",
        say("noté sur {mark_max}", mark_max=french.number(it.mark_max))
        if it.mark_max is not None
        else "",
        words.PEERS["deadline"] if it.peers == "deadline" else "",
        words.STRENGTH[it.strength],
        say("modèle : {model}", model=it.model) if it.model else "",
        t.tracks(it.tracks),
    ]
    only = [entry(say("Seulement pour"), items=[t.meant(it.when)])] if it.when else []
    inside = [*t.items(it.chapters), *only]
    return entry(t.title(it), *facts, after=t.said(it.description), items=inside)


def chapter(t: Teller, it: year.Chapter) -> Item:
    """A section of what several write."""
    return entry(
        t.title(it), "" if it.required else say("facultative"), after=t.said(it.description)
    )


def diagnosis(t: Teller, it: Diagnosis) -> Item:
    """How each territory is visited."""
    who = french.plural(it.visitors, "visiteur")
    facts = [
        say(
            "visite de {who}{rest}",
            who=who,
            rest=say(", avec l’organisateur") if it.with_staff else "",
        ),
        say("lors de : {meeting}", meeting=t.named(t.definition.year.meetings, it.meeting))
        if it.meeting
        else "",
        say(
            "grille suivie par : {referents}",
            referents=t.named(t.definition.year.parts, it.referents),
        )
        if it.referents
        else "",
    ]
    inside = [*t.items(it.axes), *t.items(it.capacities), *t.items(it.restitutions)]
    return entry(say("Diagnostic"), *facts, items=inside)


def axis(t: Teller, it: Axis) -> Item:
    """A family of capacities."""
    return entry(t.title(it), say("axe"), after=t.said(it.description))


def capacity(t: Teller, it: Capacity) -> Item:
    """What visitors look at."""
    axes = t.definition.year.diagnosis.axes if t.definition.year.diagnosis else ()
    of = t.named(axes, it.axis)
    themes = (
        say("principe : {themes}", themes=t.all_named(t.definition.themes, it.themes))
        if it.themes
        else ""
    )
    return entry(t.title(it), of, themes, after=t.said(it.description), items=t.items(it.levels))


def restitution(t: Teller, it: Restitution) -> Item:
    """To whom it is told."""
    facts = [
        say("lue par {audience}", audience=words.AUDIENCES[it.audience]),
        say("d’abord {listed}", listed=french.listed([t.role(one) for one in it.roles]))
        if it.roles
        else "",
        t.due(it.due),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def logbook(t: Teller, it: year.Logbook) -> Item:
    """The personal logbook."""
    given = say("remis {given_at}", given_at=t.due(it.given_at)) if it.given_at else ""
    return entry(
        say("Journal de bord"),
        given,
        say("rubriques : {sections}", sections=t.all_said(it.sections)),
    )


def survey(t: Teller, it: year.Survey) -> Item:
    """Questions put to people at a moment of the year."""
    lines = [entry("", t.said(one)) for one in it.questions]
    facts = [
        say("posé {to}", to=words.SURVEYED[it.to]),
        t.due(it.when),
        yes(it.anonymous, say("anonyme")),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description), items=lines)


def part(t: Teller, it: year.Part) -> Item:
    """A part held on the organiser's side."""
    each = (
        french.renamed(words.PER[it.per], say("territoire"), t.winner) if it.per != "cohort" else ""
    )
    facts = [
        french.plural(it.count, "personne") if it.count is not None else "",
        each,
        french.plural(it.days, "jour") if it.days is not None else "",
        french.plural(it.hours, "heure") if it.hours is not None else "",
        say("en suit {takes} au plus", takes=it.takes) if it.takes else "",
        say("lit ce que lit : {reads}", reads=words.AUDIENCES[it.reads]),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def group(t: Teller, it: year.PeerGroup) -> Item:
    """How people are grouped for work."""
    size = say("{size} personnes environ", size=it.size) if it.size else ""
    return entry(t.title(it), words.GROUPS[it.by], size, after=t.said(it.description))


def result(t: Teller, it: year.Result) -> Item:
    """A result expected at the end."""
    unit = t.said(it.unit)
    figure = strung(*filter(None, [french.number(it.target or 0), unit]), between=NBSP)
    target = say("cible : {target}", target=figure) if it.target is not None else ""
    start = (
        say("au départ : {baseline}", baseline=french.number(it.baseline))
        if it.baseline is not None
        else ""
    )
    facts = [
        words.MEASURED[it.measured_by],
        start,
        target or (say("en {unit}", unit=unit) if unit else ""),
        t.due(it.due),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def completion(t: Teller, it: year.Completion) -> Item:
    """What is given at the end, and what it asks."""
    asked = [*t.definition.year.pledges, *t.definition.year.deliverables]
    least = (
        say("au moins {at_least} de ces engagements", at_least=it.at_least)
        if it.at_least
        else say("tous ces engagements")
    )
    return entry(
        t.title(it),
        strung(least, " : ", t.all_named(asked, it.needs), between=""),
        after=t.said(it.description),
    )


def absence(t: Teller, it: year.Absence) -> Item:
    """What happens when someone leaves."""
    facts = [
        say(
            "remplacement d’un membre : {replacement}",
            replacement=words.REPLACEMENT[it.replacement],
        ),
        say(
            "préavis de {withdrawal_notice} pour se retirer",
            withdrawal_notice=lasting(it.withdrawal_notice),
        )
        if it.withdrawal_notice
        else "",
        yes(it.extension_allowed, say("une prolongation peut être accordée à un participant")),
        say("prolongation de {extension_max} au plus", extension_max=lasting(it.extension_max))
        if it.extension_max
        else "",
        say(
            "prolongation à demander au plus tard {extension_asked}",
            extension_asked=t.due(it.extension_asked),
        )
        if it.extension_asked
        else "",
        t.said(it.consequences),
    ]
    return entry(say("Absences et départs"), *facts)


def sequel(t: Teller, it: year.Sequel) -> Item:
    """What a territory may choose to live next."""
    return entry(t.title(it), after=t.said(it.description))


SENTENCES: Mapping[type[Record], Sentence] = {
    year.Venue: venue,
    year.Slot: slot,
    year.DayTemplate: template,
    year.Task: task,
    year.Meeting: meeting,
    year.Charter: charter,
    year.Deliverable: deliverable,
    year.Chapter: chapter,
    Diagnosis: diagnosis,
    Axis: axis,
    Capacity: capacity,
    Restitution: restitution,
    year.Logbook: logbook,
    year.Survey: survey,
    year.Part: part,
    year.PeerGroup: group,
    year.Phase: phase,
    year.Result: result,
    year.Completion: completion,
    year.Absence: absence,
    year.Sequel: sequel,
}
