"""What is lived once the set is chosen: meetings, pledges, charter, deliverables."""

from collections.abc import Iterable, Mapping
from datetime import time

from cordee.kernel import french
from cordee.kernel.moments import When
from cordee.programme.explain import words
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import Sentence, Teller, lasting, percent, span, the_day, yes
from cordee.programme.schema import year
from cordee.programme.schema.base import Record


def venue(t: Teller, it: year.Venue) -> Item:
    """A place where people meet."""
    facts = [t.said(it.address), f"code INSEE {it.code}" if it.code else "", t.said(it.access)]
    return entry(t.title(it), *facts, after=t.said(it.description))


def phase(t: Teller, it: year.Phase) -> Item:
    """A part of the programme."""
    facts = [f"commence {t.due(it.starts)}" if it.starts else "",
             f"s’achève {t.due(it.ends)}" if it.ends else "",
             f"dure {lasting(it.lasts)}" if it.lasts else ""]  # fmt: skip
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
        return f"de {french.hour(start)} à {french.hour(end)}"
    if start:
        return f"à {french.hour(start)}"
    return f"jusqu’à {french.hour(end)}" if end else ""


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
    return t.due(it.due) if it.due else the_day(it.when) if it.when else "date à fixer"


def meeting_name(t: Teller, it: year.Meeting) -> str:
    """« J1 — Comprendre… »."""
    title = t.said(it.title)
    return f"{t.title(it)} — {title}" if title else t.title(it)


def meeting(t: Teller, it: year.Meeting) -> Item:
    """A time together."""
    facts = [*_time(t, it), *_place(t, it), *_engaging(t, it)]
    inside = [*t.items(it.slots), *(entry("Objet", t.said(one)) for one in it.purposes),
              *t.items(it.tasks)]  # fmt: skip
    return entry(meeting_name(t, it), *facts, after=t.said(it.description), items=inside)


def _time(t: Teller, it: year.Meeting) -> list[str]:
    return [
        meeting_days(t, it),
        hours(it.start, it.end),
        yes(it.indicative_hours, "horaires indicatifs"),
        f"{french.zone_name(it.zone)} ({it.zone})" if it.zone else "",
        f"entre {t.all_named(t.definition.year.meetings, it.between)}" if it.between else "",
    ]


def _place(t: Teller, it: year.Meeting) -> list[str]:
    return [
        words.MODES[it.mode],
        t.named(t.definition.year.venues, it.venue),
        words.HOSTS[it.host].replace("territoire", t.winner),
        f"déroulé : {t.named(t.definition.year.templates, it.template)}" if it.template else "",
    ]


def _engaging(t: Teller, it: year.Meeting) -> list[str]:
    note = f"une note de contexte est envoyée {lasting(it.note_before)} avant" \
        if it.note_before else ""  # fmt: skip
    return [
        words.MEETINGS[it.kind],
        f"{it.count} fois {french.plural(it.days, 'jour')}" if it.count > 1
        else french.plural(it.days, "jour"),
        f"{french.plural(it.hours, 'heure')} chacune" if it.hours is not None else "",
        f"tous les {lasting(it.every)}" if it.every else "",
        span(it.people_min, it.people_max, "personne"),
        words.PER[it.per].replace("territoire", t.winner),
        f"phase {t.named(t.definition.year.phases, it.phase)}" if it.phase else "",
        words.MEETING_STEPS[it.step],
        note,
        "la présence est comptée" if it.attendance else "la présence n’est pas comptée",
        "" if it.required else "facultative",
        t.tracks(it.tracks),
    ]  # fmt: skip


def _pledge(t: Teller, it: year.PledgeBase, rule: str, items: Iterable[Item] = ()) -> Item:
    """Any pledge: who owes it, how strongly, until when, how it is shown."""
    evidence = french.listed([words.EVIDENCE[one] for one in it.evidence], "ou")
    facts = [
        rule,
        f"engage {t.role(it.who)}",
        words.LEVELS[it.level],
        it.strength.value,
        f"au plus tard {t.due(it.due)}" if it.due else "",
        f"pendant {lasting(it.lasts)}{'' if it.due else ' après la fin du projet'}"
        if it.lasts
        else "",
        f"preuve : {evidence}" if evidence else "",
        t.tracks(it.tracks),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description), items=items)


def _meetings(t: Teller, names: tuple[str, ...]) -> str:
    known = words.SEVERAL_MEETINGS
    said = [known.get(name) or t.named(t.definition.year.meetings, name) for name in names]
    return french.listed(said) or "rencontres où la présence est comptée"


def presence_all(t: Teller, it: year.PresenceAll) -> Item:
    """Present at everything."""
    return _pledge(
        t, it, f"présence à toutes les rencontres suivantes : {_meetings(t, it.meetings)}"
    )


def presence_at_least(t: Teller, it: year.PresenceAtLeast) -> Item:
    """Present at so many, or at a share."""
    some = [
        f"au moins {it.count}" if it.count else "",
        f"au moins {percent(it.share)}" if it.share is not None else "",
    ]
    least = " et ".join(one for one in some if one)
    return _pledge(t, it, f"présence : {least} parmi les {_meetings(t, it.meetings)}")


def presence_together(t: Teller, it: year.PresenceTogether) -> Item:
    """So many people of each role at each meeting."""
    needs = french.listed([f"{count} {t.role(key)}" for key, count in it.needs.items()])
    return _pledge(t, it, f"à chaque rencontre ({_meetings(t, it.meetings)}), au moins {needs}")


def presented(t: Teller, it: year.PresentedTo) -> Item:
    """Presented to a governing body."""
    return _pledge(t, it, f"présentation devant {t.said(it.before)}")


def handed(t: Teller, it: year.Handed) -> Item:
    """Handed in."""
    what = t.named(t.definition.year.deliverables, it.deliverable) or "un document"
    return _pledge(t, it, f"remise de {what}{f' ({it.count} fois)' if it.count > 1 else ''}")


def done(t: Teller, it: year.Done) -> Item:
    """Done on the territory."""
    examples = [entry("Exemple", t.said(one)) for one in it.examples]
    times = f"au moins {it.count} fois" if it.count > 1 else ""
    return _pledge(t, it, times, examples)


def work_time(t: Teller, it: year.WorkTime) -> Item:
    """Working time between meetings."""
    given = [french.plural(it.days, "jour") if it.days else "",
             french.plural(it.hours, "heure") if it.hours else ""]  # fmt: skip
    often = f" tous les {lasting(it.every)}" if it.every else ""
    said = french.listed([one for one in given if one])
    work = "de travail entre les rencontres" if said else "temps de travail entre les rencontres"
    return _pledge(t, it, f"{said} {work}{often}".strip())


def accepts(t: Teller, it: year.Accepts) -> Item:
    """A rule of conduct everyone accepts."""
    lines = [entry("", t.said(one)) for one in it.statements]
    return _pledge(t, it, "règle acceptée par tous", lines)


def charter(t: Teller, it: year.Charter) -> Item:
    """The charter of engagement."""
    facts = [
        f"signée par {t.said(it.signatory)}",
        "une délégation de signature est possible" if it.delegation_allowed
        else "sans délégation de signature",
        f"remise {t.due(it.given)}",
        f"à rendre signée {t.due(it.due)}",
        it.strength.value,
        f"texte joint : {it.text}" if it.text else "",
    ]  # fmt: skip
    return entry(t.said(it.title), *facts)


def deliverable(t: Teller, it: year.Deliverable) -> Item:
    """Something produced."""
    facts = [
        words.DELIVERABLES[it.kind],
        words.BY[it.by].replace("territoire", t.winner),
        t.due(it.due),
        f"puis tous les {lasting(it.every)}" if it.every else "",
        f"lu par {words.AUDIENCES[it.audience]}",
        french.plural(it.pages_max, "page") + " au plus" if it.pages_max else "",
        words.PEERS["deadline"] if it.peers == "deadline" else "",
        it.strength.value,
        f"modèle : {it.model}" if it.model else "",
        t.tracks(it.tracks),
    ]
    only = [entry("Seulement pour", items=[t.meant(it.when)])] if it.when else []
    inside = [*t.items(it.chapters), *only]
    return entry(t.title(it), *facts, after=t.said(it.description), items=inside)


def chapter(t: Teller, it: year.Chapter) -> Item:
    """A section of what several write."""
    return entry(t.title(it), "" if it.required else "facultative", after=t.said(it.description))


def diagnosis(t: Teller, it: year.Diagnosis) -> Item:
    """How each territory is visited."""
    who = french.plural(it.visitors, "visiteur")
    facts = [
        f"visite de {who}{', avec l’organisateur' if it.with_staff else ''}",
        f"lors de : {t.named(t.definition.year.meetings, it.meeting)}" if it.meeting else "",
    ]
    inside = [*t.items(it.axes), *t.items(it.capacities), *t.items(it.restitutions)]
    return entry("Diagnostic", *facts, items=inside)


def axis(t: Teller, it: year.Axis) -> Item:
    """A family of capacities."""
    return entry(t.title(it), "axe", after=t.said(it.description))


def capacity(t: Teller, it: year.Capacity) -> Item:
    """What visitors look at."""
    axes = t.definition.year.diagnosis.axes if t.definition.year.diagnosis else ()
    of = t.named(axes, it.axis)
    return entry(t.title(it), of, after=t.said(it.description), items=t.items(it.levels))


def restitution(t: Teller, it: year.Restitution) -> Item:
    """To whom it is told."""
    facts = [
        f"lue par {words.AUDIENCES[it.audience]}",
        f"d’abord {french.listed([t.role(one) for one in it.roles])}" if it.roles else "",
        t.due(it.due),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def logbook(t: Teller, it: year.Logbook) -> Item:
    """The personal logbook."""
    given = f"remis {t.due(it.given_at)}" if it.given_at else ""
    return entry("Journal de bord", given, f"rubriques : {t.all_said(it.sections)}")


def survey(t: Teller, it: year.Survey) -> Item:
    """Questions put to people at a moment of the year."""
    lines = [entry("", t.said(one)) for one in it.questions]
    facts = [f"posé {words.SURVEYED[it.to]}", t.due(it.when), yes(it.anonymous, "anonyme")]
    return entry(t.title(it), *facts, after=t.said(it.description), items=lines)


def part(t: Teller, it: year.Part) -> Item:
    """A part held on the organiser's side."""
    each = words.PER[it.per].replace("territoire", t.winner) if it.per != "cohort" else ""
    facts = [
        french.plural(it.count, "personne") if it.count is not None else "",
        each,
        french.plural(it.days, "jour") if it.days is not None else "",
        french.plural(it.hours, "heure") if it.hours is not None else "",
        f"en suit {it.takes} au plus" if it.takes else "",
        f"lit ce que lit : {words.AUDIENCES[it.reads]}",
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def group(t: Teller, it: year.PeerGroup) -> Item:
    """How people are grouped for work."""
    size = f"{it.size} personnes environ" if it.size else ""
    return entry(t.title(it), words.GROUPS[it.by], size, after=t.said(it.description))


def result(t: Teller, it: year.Result) -> Item:
    """A result expected at the end."""
    target = f"cible : {french.number(it.target)}" if it.target is not None else ""
    unit = f"en {t.said(it.unit)}" if it.unit else ""
    start = f"au départ : {french.number(it.baseline)}" if it.baseline is not None else ""
    facts = [
        words.MEASURED[it.measured_by],
        start,
        " ".join(filter(None, [target, unit])),
        t.due(it.due),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def completion(t: Teller, it: year.Completion) -> Item:
    """What is given at the end, and what it asks."""
    asked = [*t.definition.year.pledges, *t.definition.year.deliverables]
    least = f"au moins {it.at_least} de ces engagements" if it.at_least else "tous ces engagements"
    return entry(t.title(it), f"{least} : {t.all_named(asked, it.needs)}",
                 after=t.said(it.description))  # fmt: skip


def absence(t: Teller, it: year.Absence) -> Item:
    """What happens when someone leaves."""
    facts = [
        f"remplacement d’un membre : {words.REPLACEMENT[it.replacement]}",
        f"préavis de {lasting(it.withdrawal_notice)} pour se retirer"
        if it.withdrawal_notice else "",
        yes(it.extension_allowed, "une prolongation peut être accordée à un participant"),
        f"prolongation de {lasting(it.extension_max)} au plus" if it.extension_max else "",
        f"prolongation à demander au plus tard {t.due(it.extension_asked)}"
        if it.extension_asked else "",
        t.said(it.consequences),
    ]  # fmt: skip
    return entry("Absences et départs", *facts)


SENTENCES: Mapping[type[Record], Sentence] = {
    year.Venue: venue,
    year.Slot: slot,
    year.DayTemplate: template,
    year.Task: task,
    year.Meeting: meeting,
    year.PresenceAll: presence_all,
    year.PresenceAtLeast: presence_at_least,
    year.PresenceTogether: presence_together,
    year.PresentedTo: presented,
    year.Handed: handed,
    year.Done: done,
    year.WorkTime: work_time,
    year.Accepts: accepts,
    year.Charter: charter,
    year.Deliverable: deliverable,
    year.Chapter: chapter,
    year.Diagnosis: diagnosis,
    year.Axis: axis,
    year.Capacity: capacity,
    year.Restitution: restitution,
    year.Logbook: logbook,
    year.Survey: survey,
    year.Part: part,
    year.PeerGroup: group,
    year.Phase: phase,
    year.Result: result,
    year.Completion: completion,
    year.Absence: absence,
}
