"""How the choice is made: panels, stages, criteria, balance, priority, what remains equal."""

from collections.abc import Mapping

from cordee.kernel import french
from cordee.programme.explain import names, words
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import Sentence, Teller, lasting, percent, span, yes
from cordee.programme.schema import choosing
from cordee.programme.schema.base import Record


def seats(t: Teller, it: choosing.Seats) -> Item:
    """A category of members of a panel."""
    facts = [
        span(it.min or None, it.max, "siège"),
        "avec voix" if it.voting else "avec voix consultative",
        f"{french.number(it.votes)} voix chacun" if it.votes != 1 else "",
        f"{percent(it.votes_share_max)} des voix au plus" if it.votes_share_max is not None else "",
        f"{french.plural(it.quorum, 'présent')} au moins" if it.quorum else "",
        t.said(it.institution),
        yes(it.president, "préside"),
        yes(it.substitutes, "suppléance possible"),
        yes(it.drawn, "tirés au sort"),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def panel(t: Teller, it: choosing.Panel) -> Item:
    """People who judge."""
    facts = [
        f"quorum de {french.plural(it.quorum, 'membre')}" if it.quorum else "",
        f"quorum de {percent(it.quorum_share)} des membres" if it.quorum_share else "",
        f"{french.plural(it.proxies_per_member, 'procuration')} au plus par membre"
        if it.proxies_per_member else "",
        yes(it.casting_vote, "la présidence départage les voix"),
        "la composition est publiée" if it.published else "",
        "donne un avis" if it.advisory else "décide",
        f"la décision est prise par {t.said(it.decided_by)}" if it.decided_by else "",
    ]  # fmt: skip
    rules = [entry("Règle", t.said(rule)) for rule in it.rules]
    people = [entry("", t.said(one)) for one in it.people]
    return entry(t.title(it), *facts, after=t.said(it.description),
                 items=[*t.items(it.seats), *t.items(it.balances), *people, *rules])  # fmt: skip


def level(t: Teller, it: choosing.Level) -> Item:
    """A labelled mark."""
    return entry(french.number(it.value), t.said(it.label))


def criterion(t: Teller, it: choosing.Criterion) -> Item:
    """What is judged."""
    sources = [_source(t, key) for key in it.fed_by]
    facts = [
        "à titre indicatif, sans compter" if it.indicative else _weight(it),
        f"poids {french.number(it.weight)} dans l’ensemble" if it.indicative else "",
        f"partie de {t.named(t.definition.criteria, it.within)}" if it.within else "",
        f"sur {french.plural(it.points, 'point')}" if it.points is not None else "",
        f"éliminatoire au-dessous de {french.number(it.eliminatory_below)}"
        if it.eliminatory_below is not None else "",
        f"apprécié d’après {french.listed(sources)}" if sources else "",
        f"mesuré par la réponse à {t.named(t.questions(), it.measures)}" if it.measures else "",
        yes(it.proportional, "le meilleur reçoit tous les points, les autres en proportion"),
        yes(it.lowest_first, "le plus petit nombre est le meilleur"),
        t.tracks(it.tracks),
    ]  # fmt: skip
    after = " ".join(filter(None, [t.said(it.description), t.said(it.how)]))
    sought = [entry("", t.said(one)) for one in it.looked_for]
    return entry(
        t.title(it), *facts, after=after, items=[*sought, *t.items(it.levels), *t.items(it.bands)]
    )


def _weight(it: choosing.Criterion) -> str:
    """The weight, unless the points say it."""
    plain = it.points is not None and it.weight == 1
    return "" if plain else f"poids {french.number(it.weight)}"


def _source(t: Teller, key: str) -> str:
    known = {
        "team": "la composition de l’équipe",
        "register": "les registres",
        "applicant": "la fiche du candidat",
        "consortium": "la composition du groupement",
    }
    return known.get(key) or t.named(t.questions(), key)


def scale(t: Teller, it: choosing.Scale) -> Item:
    """The common scale of marks."""
    marks = f"de {french.number(it.min)} à {french.number(it.max)}"
    return entry("Notes", marks, f"par pas de {french.number(it.step)}", items=t.items(it.levels))


def stage(t: Teller, it: choosing.Stage) -> Item:
    """A stage of the decision."""
    facts = [
        words.STAGES[it.kind],
        f"sur {t.named(t.definition.steps, it.step)}" if it.step else "",
        f"par {t.named(t.definition.panels, it.panel)}" if it.panel else "",
        *_when(t, it),
        _criteria(t, it.criteria),
        *_reviewing(t, it),
        *_keeping(t, it),
        f"décide : {t.said(it.decides)}" if it.decides else "",
        yes(it.with_conditions, "peut dire oui sous conditions, ou demander de revenir"),
        yes(it.candidates_contacted, "l’organisateur peut contacter les candidats pour approfondir "
            "un point : question et réponse sont gardées dans le dossier"),
        f"sans réponse à la fin de l’étape, le silence {words.SILENCE[it.silence]}"
        if it.silence else "",
        t.tracks(it.tracks),
    ]  # fmt: skip
    only = [entry("Seulement pour", items=[t.meant(it.when)])] if it.when else []
    own = [t.item(it.scale)] if it.scale else []
    return entry(t.title(it), *facts, after=t.said(it.description), items=[*only, *own])


def _when(t: Teller, it: choosing.Stage) -> list[str]:
    return [
        f"commence {t.due(it.starts)}" if it.starts else "",
        f"s’achève {t.due(it.ends)}" if it.ends else "",
    ]


def _criteria(t: Teller, keys: tuple[str, ...]) -> str:
    return f"critères : {t.all_named(t.definition.criteria, keys)}" if keys else ""


def _reviewing(t: Teller, it: choosing.Stage) -> list[str]:
    weight = french.number(it.weight)
    return [
        _readings(t, it),
        f"chaque votant désigne {span(it.choices_min, it.choices_max, 'dossier')}"
        if it.choices_min or it.choices_max else "",
        yes(it.choices_budget, "chaque votant désigne des dossiers tant que l’enveloppe les paie"),
        f"chacun vote à nouveau tous les {lasting(it.votes_every)}" if it.votes_every else "",
        f"chaque votant répartit {french.plural(it.votes_points, 'point')}"
        if it.votes_points else "",
        f"votants de {it.voter_age_min} ans au moins" if it.voter_age_min is not None else "",
        f"on vote {french.listed([words.WAYS[one] for one in it.voting_ways], 'ou')}"
        if it.voting_ways else "",
        f"le vote ne compte que si {percent(it.turnout_min)} des votants y prennent part"
        if it.turnout_min is not None else "",
        f"votants de : {t.places(it.voters_within)}" if it.voters_within else "",
        f"votent : {t.said(it.voters)}" if it.voters else "",
        words.COMBINES[it.combines]
        if it.combines != "mean" or (it.min_reviews and _marked(t, it)) else "",
        f"une lecture de plus si deux notes s’écartent de plus de {french.number(it.third_above)}"
        if it.third_above is not None else "",
        f"poids de l’étape : {weight}" if it.weight != 1 else "",
        f"{it.minutes} minutes par candidat" if it.minutes else "",
        f"dont {it.questions_minutes} minutes de questions" if it.questions_minutes else "",
        f"{french.plural(it.people_max, 'personne')} au plus par candidat" if it.people_max else "",
        words.MODES[it.mode] if it.mode else "",
        words.VISIBILITY[it.visibility]
        if it.visibility != "after_own" or (it.min_reviews and _marked(t, it)) else "",
        yes(it.blind, "lecture anonyme : l’identité des candidats est cachée"),
        yes(it.confidence, "chaque lecture dit son degré de confiance"),
    ]  # fmt: skip


MARKING = {"merit", "hearing", "visit", "negotiation"}


def _marked(t: Teller, it: choosing.Stage) -> bool:
    """Whether files get marks there: an examination of regularity gives none."""
    return it.kind in MARKING and bool(t.definition.criteria)


def _readings(t: Teller, it: choosing.Stage) -> str:
    """« au moins 2 lectures par dossier », where files are read to be marked."""
    if not it.min_reviews:
        return "sans nombre minimal de lectures" if _marked(t, it) else ""
    if it.min_reviews == 1 and not _marked(t, it):
        return ""
    return f"au moins {french.plural(it.min_reviews, 'lecture')} par dossier"


def _threshold(t: Teller, it: choosing.Stage) -> str:
    """« seuil de 60 points sur 100 » when every criterion says its points."""
    if it.threshold is None:
        return ""
    total = t.definition.points_of(it)
    whole = f" points sur {french.number(total)}" if total else ""
    return f"seuil de {french.number(it.threshold)}{whole}"


def _keeping(t: Teller, it: choosing.Stage) -> list[str]:
    reply = f"les candidats peuvent répondre aux avis pendant {lasting(it.reply_within)}" \
        if it.reply_within else ""  # fmt: skip
    return [
        f"un dossier incomplet peut être complété pendant {lasting(it.complete_within)}"
        if it.complete_within else "",
        words.KEEPS[it.keeps],
        _threshold(t, it),
        f"candidatures gardées : {span(it.kept_min, it.kept_max)}"
        if it.kept_min is not None or it.kept_max else "",
        f"garde les meilleurs : {percent(it.kept_share)} des dossiers"
        if it.kept_share is not None else "",
        f"garde les meilleurs jusqu’à {french.number(it.kept_budget)} fois l’enveloppe demandée"
        if it.kept_budget is not None else "",
        f"{french.plural(it.wildcards, 'dossier')} au plus peuvent être repêchés par le jury"
        if it.wildcards else "",
        reply,
    ]  # fmt: skip


def quota(t: Teller, it: choosing.Quota) -> Item:
    """A balance wanted in the chosen set."""
    what = f"par {_attribute(t, it.attribute)}" if it.attribute else "parmi ceux-ci"
    values = f" ({french.listed(it.values, 'ou')})" if it.values else ""
    strong = "règle ferme : un choix qui l’enfreint est refusé"
    soft = (
        f"souhait de rang {it.level}, de poids {it.weight} : respecté autant que possible, il ne "
        "bloque pas le choix"
    )
    also = f"rang {it.level}, poids {it.weight}"
    facts = [
        f"{what}{values}",
        span(it.min, it.max, "lauréat"),
        span(percent(it.min_share) or None, percent(it.max_share) or None),
        {"winners": "compté en lauréats", "budget": "compté en argent"}[it.counts],
        f"{strong} ({also})" if it.hard else soft,
    ]
    those = [t.meant(it.condition)] if it.condition else []
    return entry(t.title(it), *facts, after=t.said(it.description), items=those)


def mention(t: Teller, it: choosing.Mention) -> Item:
    """A distinction without a place."""
    facts = [
        f"à partir d’un mérite de {french.number(it.above)}" if it.above is not None else "",
        french.plural(it.count, "attribution") if it.count else "",
    ]
    return entry(f"Mention {french.quoted(t.title(it))}", *facts, after=t.said(it.description))


def _attribute(t: Teller, attribute: str) -> str:
    family, _, key = attribute.partition(".")
    if family == "answer":
        return f"réponse à {t.named(t.questions(), key)}"
    return names.ATTRIBUTES.get(attribute, attribute)


def priority(t: Teller, it: choosing.Priority) -> Item:
    """Who comes first, and what that means exactly."""
    facts = [
        words.PRIORITIES[it.means],
        f"{french.plural(it.bonus, 'point')} en plus" if it.bonus is not None else "",
        f"au moins {french.plural(it.floor, 'place')}" if it.floor is not None else "",
        f"à partir d’un mérite de {french.number(it.min_merit)}"
        if it.min_merit is not None else "",
    ]  # fmt: skip
    return entry(t.title(it), *facts, after=t.said(it.description), items=[t.meant(it.condition)])


def reserve(t: Teller, it: choosing.Reserve) -> Item:
    """The waiting list."""
    facts = [
        f"{french.plural(it.size, 'candidature')} au plus" if it.size is not None
        else "tous les dossiers non retenus mais admis, par ordre de mérite",
        f"expire {t.due(it.expires)}" if it.expires else "",
    ]  # fmt: skip
    return entry("Liste complémentaire", *facts)


def selection(t: Teller, it: choosing.Selection) -> Item:
    """How the set is chosen."""
    facts = [
        span(it.places_min or None, it.places_max, "lauréat") or "sans nombre de lauréats fixé",
        words.METHODS[it.method] if it.method == "all_admitted"
        else f"choix {words.METHODS[it.method]}",
        f"dans la limite d’une enveloppe de {t.money(it.budget)}" if it.budget is not None else "",
        f"mérite minimal : {french.number(it.min_merit)}" if it.min_merit is not None else "",
        f"retenu sans tirage à partir de {french.number(it.sure_above)}"
        if it.sure_above is not None else "",
        yes(it.calibration == "additive", "les notes sont corrigées de la sévérité de chacun·e"),
        *[f"un seul lauréat par {words.ONCE[one]}" for one in it.at_most_one_of],
        f"à égalité : {french.listed([_tie(t, key) for key in it.ties], 'puis')}"
        if it.ties else "",
        yes(it.ties_above_cut, "les ex æquo du dernier rang sont tous retenus"),
        f"un lauréat a {lasting(it.acceptance_within)} pour confirmer"
        if it.acceptance_within else "",
        "chaque candidat reçoit les raisons de la décision" if it.reasons_given
        else "les raisons de la décision ne sont pas données",
        yes(it.scores_given, "chaque candidat reçoit ses notes"),
        yes(it.final, "le choix est sans appel"),
        f"un entretien sur son dossier se demande dans les {lasting(it.debrief_within)}"
        if it.debrief_within else "",
        f"réponse donnée {french.listed([words.NOTIFIED[one] for one in it.notified_by])}"
        if it.notified_by else "",
        yes(it.candidates_published, "la liste des candidats est publiée"),
        f"ce qui reste de l’enveloppe : {t.said(it.unspent)}" if it.unspent else "",
        yes(it.adjusts, "le montant accordé peut être inférieur au montant demandé"),
        yes(it.statistics_published, "les statistiques de l’appel sont publiées"),
        "la liste des lauréats est publiée" if it.winners_published
        else "la liste des lauréats n’est pas publiée",
    ]  # fmt: skip
    return entry(
        "Choix",
        *facts,
        after=t.said(it.description),
        items=[_order(it), *t.items(it.envelopes), *t.items(it.mentions)],
    )


def _tie(t: Teller, key: str) -> str:
    return {"arrival": "le dossier déposé le premier"}.get(key) or t.named(
        t.definition.criteria, key
    )


def _order(it: choosing.Selection) -> Item:
    aims = [words.AIMS[aim] for aim in it.order]
    return entry("Buts, du premier au dernier", french.listed(aims, "puis"),
                 "un tirage au sort public départage ce qui reste à égalité")  # fmt: skip


def gate(t: Teller, it: choosing.Gate) -> Item:
    """A go / no-go between two phases."""
    facts = [
        t.due(it.when),
        f"ouvre la phase {t.named(t.definition.year.phases, it.opens)}" if it.opens else "",
        f"par {t.named(t.definition.panels, it.panel)}" if it.panel else "",
        _criteria(t, it.criteria),
        f"au plus {french.plural(it.keeps_max, t.winner)} continuent"
        if it.keeps_max is not None else "",
        f"décide : {t.said(it.decides)}" if it.decides else "",
        t.said(it.consequences),
        it.strength.value,
    ]  # fmt: skip
    return entry(t.title(it), *facts, after=t.said(it.description))


SENTENCES: Mapping[type[Record], Sentence] = {
    choosing.Seats: seats,
    choosing.Panel: panel,
    choosing.Level: level,
    choosing.Criterion: criterion,
    choosing.Scale: scale,
    choosing.Stage: stage,
    choosing.Quota: quota,
    choosing.Mention: mention,
    choosing.Priority: priority,
    choosing.Reserve: reserve,
    choosing.Selection: selection,
    choosing.Gate: gate,
}
