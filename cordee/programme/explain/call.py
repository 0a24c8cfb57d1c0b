"""What the call is: who calls, when, in how many steps and tracks, what to read and to expect."""

from collections.abc import Mapping
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.explain import words
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.form import languages
from cordee.programme.explain.teller import Sentence, Teller, lasting, span, the_day, yes
from cordee.programme.schema import around, timeline
from cordee.programme.schema import definition as schema
from cordee.programme.schema.base import END_OF_DAY, LocalMoment, Record, at


def organiser(t: Teller, it: schema.Organiser) -> Item:
    """Who runs the call, leads it or stands beside it."""
    reach = [
        t.said(it.address), it.site or "", it.email or "", it.phone or "",
        span(it.places_min, it.places_max, "lauréat"),
        f"enveloppe de {t.money(it.budget)}" if it.budget is not None else "",
        f"reçoit les dossiers de : {t.places(it.serves)}" if it.serves else "",
    ]  # fmt: skip
    return entry(
        t.title(it),
        words.PARTS[it.part],
        words.LEGAL[it.legal],
        *reach,
        after=t.said(it.description),
    )


def contact(t: Teller, it: schema.ContactPoint) -> Item:
    """Someone to ask."""
    private = yes(not it.public, "coordonnées non publiées")
    facts = [t.said(it.capacity), words.ABOUT[it.about], it.email or "", it.phone or "",
             t.said(it.hours), private]  # fmt: skip
    return entry(it.name, *facts)


def project(t: Teller, it: timeline.Project) -> Item:
    """What every project must be."""
    facts = [
        f"dure au moins {lasting(it.lasts_min)}" if it.lasts_min else "",
        f"dure au plus {lasting(it.lasts_max)}" if it.lasts_max else "",
        f"ne commence pas avant ceci : {t.due(it.starts_after)}" if it.starts_after else "",
        f"commence au plus tard {t.due(it.starts_before)}" if it.starts_before else "",
        f"finit au plus tard {t.due(it.ends_before)}" if it.ends_before else "",
        f"coûte au moins {t.money(it.cost_min)}" if it.cost_min is not None else "",
        f"coûte au plus {t.money(it.cost_max)}" if it.cost_max is not None else "",
        words.TAX[it.tax],
        words.DONE_BY[it.done_by],
        f"au plus {french.plural(it.per_body, 'projet')} à la fois par organisme"
        if it.per_body
        else "",
        _told(t, "son début est la réponse à", it.start_question),
        _told(t, "sa fin est la réponse à", it.end_question),
        _told(t, "sa durée en mois est la réponse à", it.months_question),
        _told(t, "son coût est la réponse à", it.cost_question),
    ]
    sorts = [entry("Admis", t.said(one)) for one in it.admitted]
    sorts += [entry("Exclu", t.said(one)) for one in it.excluded]
    return entry(t.said(it.label), *facts, after=t.said(it.description), items=sorts)


def rights(t: Teller, it: around.Rights) -> Item:
    """Who owns what is made."""
    facts = [words.OWNERS[it.owner], f"licence {it.licence}" if it.licence else "", t.said(it.use)]
    return entry("Droits", *facts, after=t.said(it.note))


def edition(t: Teller, it: around.Edition) -> Item:
    """An earlier edition."""
    facts = [
        french.plural(it.files, "dossier") if it.files is not None else "",
        french.plural(it.winners, "lauréat") if it.winners is not None else "",
        t.money(it.amount),
    ]
    return entry(t.said(it.label), *facts)


def _told(t: Teller, said: str, question: str | None) -> str:
    return f"{said} {t.named(t.questions(), question)}" if question else ""


def amendment(t: Teller, it: schema.Amendment) -> Item:
    """A change announced after publication."""
    why = f"parce que : {t.said(it.why)}" if it.why else ""
    told = f"annoncé ainsi : {t.said(it.announced)}" if it.announced else ""
    return entry(f"Le {french.day(it.decided)}", t.said(it.what), why, told)


def promise(t: Teller, it: schema.Promise) -> Item:
    """What people come to find, to give, or will not find."""
    confirmed = "Les candidats confirment l’avoir lu avant d’écrire." if it.acknowledged else ""
    return entry("", t.said(it.text), after=confirmed)


def theme(t: Teller, it: schema.Theme) -> Item:
    """A theme of projects, of meetings…; its kind is told by the list it stands in."""
    return entry(t.title(it), after=t.said(it.description))


def related(t: Teller, it: schema.Related) -> Item:
    """Another content worth reading."""
    return entry(t.said(it.label), words.RELATED[it.kind], it.address, it.file or "")


def text_file(t: Teller, it: schema.TextFile) -> Item:
    """A long text in another language, or that could not be read: its name at least."""
    language = languages((it.language,)) if it.language else ""
    return entry(t.title(it), language, it.file, after=t.said(it.description))


def window(t: Teller, it: timeline.Window) -> Item:
    """A period of intake, with its one deadline and what a late file becomes."""
    zone = it.zone or t.definition.timeline.zone
    opens, closes = it.opens_at(zone), it.closes_at(zone)
    full = {
        "files": f"{french.number(it.capacity or 0)} dossiers",
        "amount": t.money(Decimal(it.capacity or 0)),
    }[it.capacity_counts]
    facts = [
        f"ouvre le {french.moment(opens, zone=zone)}" if opens else "",
        f"se clôt le {french.moment(closes, zone=zone)}" if closes else "",
        yes(it.permanent, "reçoit les dossiers en permanence"),
        *[f"relevé des dossiers le {_moment(one, zone)}" for one in it.cut_offs],
        f"dossiers examinés tous les {lasting(it.examined_every)}" if it.examined_every else "",
        words.COUNTS[it.counts],
        yes(it.grace_minutes, f"tolérance de {french.plural(it.grace_minutes, 'minute')}"),
        words.LATE[it.late],
        f"se clôt aussi dès {full}" if it.capacity else "",
        *_wave(t, it),
        words.EDIT[it.edit_until],
        t.tracks(it.tracks),
    ]
    closings = [it.closes, *(one.closes for one in it.extensions)]
    history = [
        extension(t, one, was, zone) for one, was in zip(it.extensions, closings, strict=False)
    ]
    return entry(t.title(it), *facts, after=t.said(it.description), items=history)


def _wave(t: Teller, it: timeline.Window) -> list[str]:
    """What this period gives by itself, and how many files it takes to hold."""
    places = french.plural(it.places_max, "place") if it.places_max is not None else ""
    return [
        f"{places} au plus pour cette période" if places else "",
        f"enveloppe de {t.money(it.budget)} pour cette période" if it.budget is not None else "",
        f"l’appel est relancé ou abandonné s’il arrive moins de {it.files_min} dossiers"
        if it.files_min
        else "",
    ]


def extension(
    t: Teller, it: timeline.Extension, before: LocalMoment | None = None, zone: str = ""
) -> Item:
    """A closing that was moved: from when to when, why, and how it was told."""
    zone = zone or t.definition.timeline.zone
    was = f" au lieu du {_moment(before, zone)}" if before else ""
    why = [f"décidé le {french.day(it.decided)}", t.said(it.why), t.said(it.announced)]
    return entry(f"Clôture reportée au {_moment(it.closes, zone)}{was}", *why)


def _moment(moment: LocalMoment, zone: str) -> str:
    return french.moment(at(moment, zone, END_OF_DAY), zone=zone)


def step(t: Teller, it: timeline.Step) -> Item:
    """Something the applicant hands in."""
    windows = t.all_named(t.definition.windows, [it.window, *it.waves])
    after = t.named(t.definition.stages, it.after)
    facts = [
        f"reçu pendant {windows}",
        yes(it.after, f"ouvert à celles et ceux que {after} a retenus"),
        f"remis par {t.said(it.by)}" if it.by else "",
        f"après avoir déposé {t.named(t.definition.steps, it.follows)}" if it.follows else "",
        yes(it.invited, "réservé aux personnes invitées ou désignées"),
        f"à remettre dans les {it.within.said()} qui suivent l’invitation" if it.within else "",
        yes(not it.required, "facultatif"),
        f"transmis {french.listed([words.WAYS[way] for way in it.ways], 'ou')}" if it.ways else "",
        f"portail : {it.portal}" if it.portal else "",
        f"{french.plural(it.max_pages, 'page')} au plus, annexes comptées comprises"
        if it.max_pages
        else "",
        "chaque dépôt reçoit un accusé de réception" if it.receipt else "sans accusé de réception",
        t.tracks(it.tracks),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def milestone(t: Teller, it: timeline.Milestone) -> Item:
    """A date promised or announced."""
    hour = f" à {french.hour(it.at)}" if it.at else ""
    until = f", jusqu’à {french.hour(it.until)}" if it.until else ""
    facts = [
        f"{the_day(it.when)}{hour}{until}",
        words.MILESTONES[it.kind],
        yes(it.indicative, "date indicative"),
        t.said(it.place),
        it.address,
        yes(it.mandatory, "présence obligatoire des candidats"),
        yes(not it.public, "date interne, non publiée"),
        yes(it.window, f"pour {t.named(t.definition.windows, it.window)}"),
        t.tracks(it.tracks),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def silence(t: Teller, it: timeline.Silence) -> Item:
    """What it means when the organiser says nothing."""
    since = words.COUNTED_FROM[it.counted_from]
    length = f"{lasting(it.after)} après {since}" if it.after else ""
    day = f"le {french.day(it.on)}" if it.on else ""
    when = " ou ".join(filter(None, [length, day]))
    said = f"sans réponse {when}, le silence de l’organisateur {words.SILENCE[it.means]}"
    return entry("Silence", said, after=t.said(it.remedies))


def complaint(t: Teller, it: timeline.Complaint) -> Item:
    """How a decision is contested."""
    answer = f"réponse sous {lasting(it.answer_within)}" if it.answer_within else ""
    grounds = f"sur ceci : {t.said(it.grounds)}" if it.grounds else ""
    return entry("Contester", f"dans les {lasting(it.within)}, auprès de {t.said(it.to)}", grounds,
                 answer)  # fmt: skip


def clock(t: Teller, it: timeline.Timeline) -> Item:
    """The zone of every date, the announced rhythm, the time the form takes."""
    facts = [
        f"les heures sont dites en {french.zone_name(it.zone)} ({it.zone})",
        yes(it.rhythm, f"une rencontre tous les {lasting(it.rhythm)} environ" if it.rhythm else ""),
        f"environ {it.estimated_minutes} minutes pour remplir le dossier"
        if it.estimated_minutes else "",
    ]  # fmt: skip
    return entry("Repères", *facts, after=t.said(it.reserved))


def track(t: Teller, it: timeline.Track) -> Item:
    """A strand of the call, with what it has of its own."""
    facts = [
        f"partie de {t.named(t.definition.tracks, it.within)}" if it.within else "",
        f"porté par {t.named(t.definition.organisers, it.organiser)}" if it.organiser else "",
        span(it.places_min, it.places_max, "place"),
        f"enveloppe de {t.money(it.budget)}" if it.budget is not None else "",
        f"choix {words.METHODS[it.method]}" if it.method else "",
        f"mérite minimal : {french.number(it.min_merit)}" if it.min_merit is not None else "",
    ]
    own = [t.item(one) for one in (it.team, it.consortium, it.project) if one]
    return entry(t.title(it), *facts, after=t.said(it.description), items=own)


def preference(t: Teller, it: timeline.Preference) -> Item:
    """Candidates rank tracks or hosts."""
    hosts = t.all_named(t.definition.organisers, it.hosts, "ou")
    among = words.AMONG[it.among]
    mutual = yes(it.mutual, "qui classent aussi les candidatures")
    said = f"chaque candidature classe {span(it.min, it.max, 'choix', 'choix')} {among}"
    return entry("Préférences", said, hosts, mutual)


SENTENCES: Mapping[type[Record], Sentence] = {
    schema.Organiser: organiser,
    schema.ContactPoint: contact,
    schema.Amendment: amendment,
    around.Rights: rights,
    around.Edition: edition,
    timeline.Project: project,
    schema.Promise: promise,
    schema.Theme: theme,
    schema.Related: related,
    schema.TextFile: text_file,
    timeline.Window: window,
    timeline.Extension: extension,
    timeline.Step: step,
    timeline.Milestone: milestone,
    timeline.Silence: silence,
    timeline.Complaint: complaint,
    timeline.Timeline: clock,
    timeline.Track: track,
    timeline.Preference: preference,
}
