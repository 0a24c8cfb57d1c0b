"""How the set is chosen: balance, priority, chances, waiting list, gates, what remains equal."""

from collections.abc import Mapping

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.kernel.speech import noted
from cordee.programme.explain import words
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.judging import criteria_named
from cordee.programme.explain.rows import (
    Row,
    of_count,
    of_delay,
    of_sum,
    of_table,
    of_time,
    of_words,
    told,
)
from cordee.programme.explain.teller import (
    Sentence,
    Teller,
    chosen,
    expected,
    percent,
    span,
    yes,
)
from cordee.programme.schema import choosing
from cordee.programme.schema.base import Record


def quota(t: Teller, it: choosing.Quota) -> Item:
    """A balance wanted in the chosen set."""
    what = (
        say("par {attribute}", attribute=t.attribute(it.attribute))
        if it.attribute
        else say("parmi ceux-ci")
    )
    listed = t.values(it.attribute, it.values)
    values = strung(" (", listed, ")", between="") if listed else ""
    strong = say("règle ferme : un choix qui l’enfreint est refusé")
    soft = say(
        "souhait de rang {level}, de poids {weight} : respecté autant que possible, "
        "il ne bloque pas le choix",
        level=it.level,
        weight=it.weight,
    )
    also = say("rang {level}, poids {weight}", level=it.level, weight=it.weight)
    counted = say("compté en lauréats") if it.counts == "winners" else say("compté en argent")
    if it.of_question and it.counts == "winners":
        counted = ""
    facts = [
        strung(what, values, between="") if it.attribute or it.condition else "",
        say("parmi ceux-ci seulement") if it.attribute and it.condition else "",
        say(
            "compté par la somme des réponses à {question}",
            question=t.named(t.questions(), it.of_question),
        )
        if it.of_question
        else "",
        span(it.min, it.max) if it.of_question else span(it.min, it.max, "lauréat"),
        span(percent(it.min_share) or None, percent(it.max_share) or None),
        counted,
        words.HELD_IN[it.per],
        t.tracks(it.tracks),
        yes(it.beyond, say("qui est choisi sans elles n’en prend aucune : places réservées")),
        yes(it.transferable, say("les places réservées sans preneur vont aux autres")),
        strung(strong, " (", also, ")", between="") if it.hard else soft,
    ]
    those = [t.meant(it.condition)] if it.condition else []
    return entry(t.title(it), *facts, after=t.said(it.description), items=those)


def mention(t: Teller, it: choosing.Mention) -> Item:
    """A distinction without a place."""
    facts = [
        say("à partir d’un mérite de {above}", above=french.number(it.above))
        if it.above is not None
        else "",
        french.plural(it.count, "attribution") if it.count else "",
    ]
    return entry(
        say("Mention {quoted}", quoted=french.quoted(t.title(it))),
        *facts,
        after=t.said(it.description),
    )


def priority(t: Teller, it: choosing.Priority) -> Item:
    """Who comes first, and what that means exactly."""
    facts = [
        words.PRIORITIES[it.means],
        say("{bonus} en plus", bonus=french.plural(it.bonus, "point"))
        if it.bonus is not None
        else "",
        say("au moins {floor}", floor=french.plural(it.floor, "place"))
        if it.floor is not None
        else "",
        say("à partir d’un mérite de {min_merit}", min_merit=french.number(it.min_merit))
        if it.min_merit is not None
        else "",
    ]
    return entry(t.title(it), *facts, after=t.said(it.description), items=[t.meant(it.condition)])


def chance(t: Teller, it: choosing.Chance) -> Item:
    """How many chances some have when lots are drawn."""
    times = say("compte pour {times} au tirage", times=french.plural(it.times, "bulletin"))
    return entry(t.said(it.label), times, items=[t.meant(it.when)])


def reserve(t: Teller, it: choosing.Reserve) -> Item:
    """The waiting list."""
    facts = [
        say("{size} au plus", size=french.plural(it.size, "candidature"))
        if it.size is not None
        else words.WAITING[t.definition.selection.method],
        words.RESERVED_PER[it.per],
        say("selon {questions}", questions=t.all_named(t.questions(), it.questions))
        if it.questions
        else "",
        say("expire {expires}", expires=t.due(it.expires)) if it.expires else "",
    ]
    return entry(say("Liste complémentaire"), *facts)


def _method(t: Teller, it: choosing.Selection) -> str:
    """« choix au mérite », « choix selon les voix » where only the public has a say."""
    voted = any(one.kind == "public_vote" for one in t.definition.stages)
    if it.method == "merit" and voted and not t.definition.criteria:
        return say("choix selon les voix")
    return chosen(it.method)


def selection(t: Teller, it: choosing.Selection) -> Item:
    """How the set is chosen."""
    facts = [
        span(it.places_min or None, it.places_max, "lauréat")
        or say("sans nombre de lauréats fixé"),
        expected(it.places_expected),
        *told(t, it, SUMS),
        _method(t, it),
        words.ARRIVALS[it.arrival],
        *told(t, it, MERIT),
        yes(
            it.calibration == "additive", say("les notes sont corrigées de la sévérité de chacun·e")
        ),
        *[say("un seul lauréat par {one}", one=words.ONCE[one]) for one in it.at_most_one_of],
        *told(t, it, EQUALS),
        say("chaque candidat reçoit les raisons de la décision")
        if it.reasons_given
        else say("les raisons de la décision ne sont pas données"),
        *told(t, it, AFTERWARDS),
        say("la liste des lauréats est publiée")
        if it.winners_published
        else say("la liste des lauréats n’est pas publiée"),
    ]
    return entry(
        say("Choix"),
        *facts,
        after=t.said(it.description),
        items=[
            *_order(t, it),
            *t.items(it.chances),
            *t.items(it.envelopes),
            *t.items(it.top_ups),
            *t.items(it.mentions),
        ],
    )


def _ties(t: Teller, _it: choosing.Selection, keys: tuple[str, ...]) -> str:
    return french.listed([_tie(t, key) for key in keys], "puis")


SUMS = (
    Row("too_dear", "", of_table(words.TOO_DEAR)),
    Row("unit", noted("enveloppes comptées en {unit}"), of_words),
)
MERIT = (
    Row("budget", noted("dans la limite d’une enveloppe de {budget}"), of_sum, zero=True),
    Row("min_merit", noted("mérite minimal : {min_merit}"), zero=True),
    Row("best_stages", noted("compte la note des meilleures étapes de chacun : {best_stages}")),
    Row("sure_above", noted("retenu sans tirage à partir de {sure_above}"), zero=True),
)
EQUALS = (
    Row("ties", noted("à égalité : {listed}"), _ties),
    Row("ties_above_cut", noted("les ex æquo du dernier rang sont tous retenus")),
    Row("acceptance_within", noted("un lauréat a {acceptance_within} pour confirmer"), of_time),
)
AFTERWARDS = (
    Row("scores_given", noted("chaque candidat reçoit ses notes")),
    Row(
        "bonus_max",
        noted("{points} de plus au maximum, toutes priorités réunies"),
        of_count("point"),
        zero=True,
    ),
    Row("drawn_by", noted("tirage fait devant {whom}"), of_words),
    Row("final", noted("le choix est sans appel")),
    Row("debrief_within", noted("un entretien sur son dossier se demande {inside}"), of_delay),
    Row("notified_by", noted("réponse donnée {listed}"), of_table(words.NOTIFIED)),
    Row("candidates_published", noted("la liste des candidats est publiée")),
    Row("unspent", noted("ce qui reste de l’enveloppe : {unspent}"), of_words),
    Row("adjusts", noted("le montant accordé peut être inférieur au montant demandé")),
    Row("statistics_published", noted("les statistiques de l’appel sont publiées")),
)


def _tie(t: Teller, key: str) -> str:
    return {"arrival": say("le dossier déposé le premier")}.get(key) or t.named(
        t.definition.criteria, key
    )


def _order(t: Teller, it: choosing.Selection) -> list[Item]:
    """The aims of a choice; none when all that is admitted is chosen, or whoever comes first."""
    methods = {it.method, *(one.method for one in t.definition.tracks if one.method)}
    if methods <= {"all_admitted", "arrival"} and "order" not in it.model_fields_set:
        return []
    aims = [words.AIMS[aim] for aim in it.order]
    draw = say("un tirage au sort public départage ce qui reste à égalité")
    return [entry(say("Buts, du premier au dernier"), french.listed(aims, "puis"), draw)]


def gate(t: Teller, it: choosing.Gate) -> Item:
    """A go / no-go between two phases."""
    facts = [
        t.due(it.when),
        say("ouvre la phase {opens}", opens=t.named(t.definition.year.phases, it.opens))
        if it.opens
        else "",
        say("par {panel}", panel=t.named(t.definition.panels, it.panel)) if it.panel else "",
        criteria_named(t, it.criteria),
        say("au plus {winner} continuent", winner=french.plural(it.keeps_max, t.winner))
        if it.keeps_max is not None
        else "",
        say("décide : {decides}", decides=t.said(it.decides)) if it.decides else "",
        t.said(it.consequences),
        words.STRENGTH[it.strength],
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


SENTENCES: Mapping[type[Record], Sentence] = {
    choosing.Quota: quota,
    choosing.Mention: mention,
    choosing.Priority: priority,
    choosing.Chance: chance,
    choosing.Reserve: reserve,
    choosing.Selection: selection,
    choosing.Gate: gate,
}
