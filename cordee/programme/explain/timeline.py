"""When the call lives, in how many windows, steps and tracks, for which projects."""

from collections.abc import Mapping
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.kernel.tongues import languages
from cordee.programme.explain import money_words, words
from cordee.programme.explain.delays import alone, each, inside, lasting
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import Sentence, Teller, chosen, expected, span, the_day, yes
from cordee.programme.schema import timeline
from cordee.programme.schema.base import Record
from cordee.programme.schema.dates import END_OF_DAY, LocalMoment, at


def project(t: Teller, it: timeline.Project) -> Item:
    """What every project must be."""
    facts = [
        say("dure au moins {lasts_min}", lasts_min=lasting(it.lasts_min)) if it.lasts_min else "",
        say("dure au plus {lasts_max}", lasts_max=lasting(it.lasts_max)) if it.lasts_max else "",
        say("ne commence pas avant ceci : {starts_after}", starts_after=t.due(it.starts_after))
        if it.starts_after
        else "",
        say("commence au plus tard {starts_before}", starts_before=t.due(it.starts_before))
        if it.starts_before
        else "",
        say("finit au plus tard {ends_before}", ends_before=t.due(it.ends_before))
        if it.ends_before
        else "",
        say("coûte au moins {cost_min}", cost_min=t.money(it.cost_min))
        if it.cost_min is not None
        else "",
        say("coûte au plus {cost_max}", cost_max=t.money(it.cost_max))
        if it.cost_max is not None
        else "",
        money_words.TAX[it.tax],
        words.DONE_BY[it.done_by],
        say(
            "au plus {per_body} à la fois par organisme",
            per_body=french.plural(it.per_body, "projet"),
        )
        if it.per_body
        else "",
        _told(t, say("son début est la réponse à"), it.start_question),
        _told(t, say("sa fin est la réponse à"), it.end_question),
        _told(t, say("sa durée en mois est la réponse à"), it.months_question),
        _told(t, say("son coût est la réponse à"), it.cost_question),
    ]
    sorts = [entry(say("Admis"), t.said(one)) for one in it.admitted]
    sorts += [entry(say("Exclu"), t.said(one)) for one in it.excluded]
    return entry(t.said(it.label), *facts, after=t.said(it.description), items=sorts)


def _told(t: Teller, said: str, question: str | None) -> str:
    return strung(said, " ", t.named(t.questions(), question), between="") if question else ""


def window(t: Teller, it: timeline.Window) -> Item:
    """A period of intake, with its one deadline and what a late file becomes."""
    zone = it.zone or t.definition.timeline.zone
    opens, closes = it.opens_at(zone), it.closes_at(zone)
    facts = [
        say("ouvre le {opens}", opens=french.moment(opens, zone=zone)) if opens else "",
        say("se clôt le {closes}", closes=french.moment(closes, zone=zone)) if closes else "",
        yes(it.permanent, say("reçoit les dossiers en permanence")),
        *[say("relevé des dossiers le {zone}", zone=_moment(one, zone)) for one in it.cut_offs],
        say("dossiers examinés {each}", each=each(it.examined_every)) if it.examined_every else "",
        say("{files} au plus chaque fois", files=french.plural(it.examined_max, "dossier"))
        if it.examined_max
        else "",
        words.CLOCKS[it.clock],
        words.COUNTS[it.counts],
        yes(
            it.grace_minutes,
            say(
                "tolérance de {grace_minutes}",
                grace_minutes=french.plural(it.grace_minutes, "minute"),
            ),
        ),
        "" if it.permanent and it.late == "refused" else words.LATE[it.late],
        _full(t, it),
        say("puis {files} au plus en liste d’attente", files=french.plural(it.waiting, "dossier"))
        if it.waiting
        else "",
        *_wave(t, it),
        "" if it.permanent and it.edit_until == "closing" else words.EDIT[it.edit_until],
        t.tracks(it.tracks),
        say("pour : {places}", places=t.places(it.serves, "et")) if it.serves else "",
        say("durée de la période : {length}", length=lasting(it.closes_after))
        if it.closes_after
        else "",
    ]
    closings = [it.first_closing, *(one.closes for one in it.extensions)]
    history = [
        extension(t, one, was, zone) for one, was in zip(it.extensions, closings, strict=False)
    ]
    return entry(t.title(it), *facts, after=t.said(it.description), items=history)


def _full(t: Teller, it: timeline.Window) -> str:
    """When it closes before its day: once there are so many files, or so much is asked."""
    if not it.capacity:
        return ""
    full = {
        "files": french.plural(it.capacity, "dossier"),
        "amount": t.money(Decimal(it.capacity)),
    }[it.capacity_counts]
    return say("se clôt aussi dès {full}", full=full)


def _wave(t: Teller, it: timeline.Window) -> list[str]:
    """What this period gives by itself, and how many files it takes to hold."""
    places = french.plural(it.places_max, "place") if it.places_max is not None else ""
    return [
        say("{places} au plus pour cette période", places=places) if places else "",
        say("enveloppe de {budget} pour cette période", budget=t.sum(it.budget))
        if it.budget is not None
        else "",
        say(
            "l’appel est relancé ou abandonné s’il arrive moins de {files_min}",
            files_min=french.plural(it.files_min, "dossier"),
        )
        if it.files_min
        else "",
    ]


def extension(
    t: Teller, it: timeline.Extension, before: LocalMoment | None = None, zone: str = ""
) -> Item:
    """A closing that was moved: from when to when, why, and how it was told."""
    zone = zone or t.definition.timeline.zone
    was = say(" au lieu du {zone}", zone=_moment(before, zone)) if before else ""
    why = [
        say("décidé le {decided}", decided=french.day(it.decided)),
        t.said(it.why),
        t.said(it.announced),
    ]
    return entry(
        say("Clôture reportée au {zone}{was}", zone=_moment(it.closes, zone), was=was), *why
    )


def _moment(moment: LocalMoment, zone: str) -> str:
    return french.moment(at(moment, zone, END_OF_DAY), zone=zone)


def step(t: Teller, it: timeline.Step) -> Item:
    """Something the applicant hands in."""
    windows = t.all_named(t.definition.windows, [it.window, *it.waves])
    after = t.named(t.definition.stages, it.after)
    facts = [
        say("reçu pendant {windows}", windows=windows),
        yes(it.after, say("ouvert à celles et ceux que {after} a retenus", after=after)),
        say("remis par {by}", by=t.said(it.by)) if it.by else "",
        say("après avoir déposé {follows}", follows=t.named(t.definition.steps, it.follows))
        if it.follows
        else "",
        yes(it.invited, say("réservé aux personnes invitées ou désignées")),
        say("à remettre {inside} qui suit l’invitation", inside=alone(it.within))
        if it.within and alone(it.within)
        else say("à remettre dans les {said} qui suivent l’invitation", said=it.within.said())
        if it.within
        else "",
        yes(not it.required, say("facultatif")),
        say("transmis {listed}", listed=french.listed([words.WAYS[way] for way in it.ways], "ou"))
        if it.ways
        else "",
        say("portail : {portal}", portal=it.portal) if it.portal else "",
        say(
            "{max_pages} au plus, annexes comptées comprises",
            max_pages=french.plural(it.max_pages, "page"),
        )
        if it.max_pages
        else "",
        yes(
            it.max_pages and t.definition.form.beyond == "unread",
            words.BEYOND[t.definition.form.beyond],
        ),
        say("chaque dépôt reçoit un accusé de réception")
        if it.receipt
        else say("sans accusé de réception"),
        yes(it.each_partner, say("chaque partenaire remet le sien, lié à ceux des autres")),
        t.tracks(it.tracks),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def _days(t: Teller, it: timeline.Milestone) -> str:
    """« le jeudi 27 mars 2025 », « du 15 juin au 30 juin 2027 »."""
    if it.through is None:
        return t.due(it.due) if it.due else the_day(it.when)
    last = french.day(it.through)
    if it.due:
        return strung(t.due(it.due), say(", jusqu’au {last}", last=last), between="")
    return say("du {first} au {last}", first=it.when.said(), last=last)


def milestone(t: Teller, it: timeline.Milestone) -> Item:
    """A date promised or announced."""
    hour = say(" à {at}", at=french.hour(it.at)) if it.at else ""
    until = say(", jusqu’à {until}", until=french.hour(it.until)) if it.until else ""
    facts = [
        strung(_days(t, it), hour, until, between=""),
        words.MILESTONES[it.kind],
        yes(it.indicative, say("date indicative")),
        t.said(it.place),
        it.address,
        yes(it.mandatory, say("présence obligatoire des candidats")),
        yes(not it.public, say("date interne, non publiée")),
        yes(it.window, say("pour {window}", window=t.named(t.definition.windows, it.window))),
        t.tracks(it.tracks),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def silence(t: Teller, it: timeline.Silence) -> Item:
    """What it means when the organiser says nothing."""
    since = words.COUNTED_FROM[it.counted_from]
    length = say("{after} après {since}", after=lasting(it.after), since=since) if it.after else ""
    day = say("le {on}", on=french.day(it.on)) if it.on else ""
    when = french.listed(filter(None, [length, day]), "ou")
    said = say(
        "sans réponse {when}, le silence de l’organisateur {means}",
        when=when,
        means=words.SILENCE[it.means],
    )
    return entry(say("Silence"), said, after=t.said(it.remedies))


def complaint(t: Teller, it: timeline.Complaint) -> Item:
    """How a decision is contested."""
    answer = (
        say("réponse sous {answer_within}", answer_within=lasting(it.answer_within))
        if it.answer_within
        else ""
    )
    grounds = say("sur ceci : {grounds}", grounds=t.said(it.grounds)) if it.grounds else ""
    return entry(
        say("Contester"),
        say("à l’étape {stage}", stage=t.named(t.definition.stages, it.stage)) if it.stage else "",
        inside(it.within),
        french.near(t.said(it.to))
        if t.in_french(it.to)
        else say("à adresser à : {to}", to=t.said(it.to)),
        grounds,
        answer,
    )


def clock(t: Teller, it: timeline.Timeline) -> Item:
    """The zone of every date, the announced rhythm, the time the form takes."""
    facts = [
        say(
            "les heures sont dites en {zone} ({zone2})",
            zone=french.zone_name(it.zone),
            zone2=it.zone,
        ),
        say("une rencontre {each} environ", each=each(it.rhythm)) if it.rhythm else "",
        say(
            "environ {estimated_minutes} pour remplir le dossier",
            estimated_minutes=french.plural(it.estimated_minutes, "minute"),
        )
        if it.estimated_minutes
        else "",
    ]
    return entry(say("Repères"), *facts, after=t.said(it.reserved))


def track(t: Teller, it: timeline.Track) -> Item:
    """A strand of the call, with what it has of its own."""
    facts = [
        say("partie de {within}", within=t.named(t.definition.tracks, it.within))
        if it.within
        else "",
        say("porté par {organiser}", organiser=t.named(t.definition.organisers, it.organiser))
        if it.organiser
        else "",
        span(it.places_min, it.places_max, "place"),
        expected(it.places_expected),
        say("enveloppe de {budget}", budget=t.sum(it.budget)) if it.budget is not None else "",
        chosen(it.method) if it.method else "",
        say("mérite minimal : {min_merit}", min_merit=french.number(it.min_merit))
        if it.min_merit is not None
        else "",
        say("ne se cumule pas avec {tracks}", tracks=t.all_named(t.definition.tracks, it.not_with))
        if it.not_with
        else "",
        say("rédigé en {languages}", languages=languages(it.languages, "ou"))
        if it.languages
        else "",
    ]
    own = [t.item(one) for one in (it.team, it.consortium, it.project) if one]
    return entry(t.title(it), *facts, after=t.said(it.description), items=own)


def preference(t: Teller, it: timeline.Preference) -> Item:
    """Candidates rank tracks or hosts."""
    known = t.definition.year.parts if it.among == "parts" else t.definition.organisers
    hosts = t.all_named(known, it.hosts, "ou")
    among = words.AMONG[it.among]
    mutual = yes(it.mutual, say("qui classent aussi les candidatures"))
    said = say(
        "chaque candidature classe {most} {among}",
        most=span(it.min, it.max, "choix", "choix"),
        among=among,
    )
    return entry(say("Préférences"), said, hosts, mutual)


SENTENCES: Mapping[type[Record], Sentence] = {
    timeline.Project: project,
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
