"""How files are judged: panels, criteria, scales, stages."""

from collections.abc import Mapping

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.kernel.speech import noted
from cordee.programme.explain import words
from cordee.programme.explain.delays import lasting
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.questions import limit
from cordee.programme.explain.rows import (
    Row,
    of_count,
    of_every,
    of_places,
    of_question,
    of_share,
    of_table,
    of_time,
    of_words,
    told,
)
from cordee.programme.explain.teller import Sentence, Teller, percent, span, yes
from cordee.programme.schema import choosing
from cordee.programme.schema.base import Record


def seats(t: Teller, it: choosing.Seats) -> Item:
    """A category of members of a panel."""
    facts = [
        span(it.min or None, it.max, "siège"),
        say("avec voix") if it.voting else say("avec voix consultative"),
        say("{votes} voix chacun", votes=french.number(it.votes)) if it.votes != 1 else "",
        say("{votes_share_max} des voix au plus", votes_share_max=percent(it.votes_share_max))
        if it.votes_share_max is not None
        else "",
        say("{quorum} au moins", quorum=french.plural(it.quorum, "présent")) if it.quorum else "",
        say("{votes_share_min} des voix au moins", votes_share_min=percent(it.votes_share_min))
        if it.votes_share_min is not None
        else "",
        t.said(it.institution),
        yes(it.president, say("préside")),
        yes(it.substitutes, say("suppléance possible")),
        yes(it.drawn, say("tirés au sort")),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def panel(t: Teller, it: choosing.Panel) -> Item:
    """People who judge."""
    facts = [
        say("quorum de {quorum}", quorum=french.plural(it.quorum, "membre")) if it.quorum else "",
        say("quorum de {quorum_share} des membres", quorum_share=percent(it.quorum_share))
        if it.quorum_share
        else "",
        say(
            "{proxies_per_member} au plus par membre",
            proxies_per_member=french.plural(it.proxies_per_member, "procuration"),
        )
        if it.proxies_per_member
        else "",
        words.MAJORITIES[it.majority] if it.majority else "",
        yes(it.casting_vote, say("la présidence départage les voix")),
        say("la composition est publiée") if it.published else "",
        say("ses membres siègent {lasts}", lasts=lasting(it.lasts)) if it.lasts else "",
        say("leur mandat se renouvelle {renewals} fois", renewals=french.number(it.renewals))
        if it.renewals is not None
        else "",
        say("donne un avis") if it.advisory else yes(not it.majority, say("décide")),
        say("la décision est prise par {decided_by}", decided_by=t.said(it.decided_by))
        if it.decided_by
        else "",
    ]
    rules = [entry(say("Règle"), t.said(rule)) for rule in it.rules]
    people = [entry("", t.said(one)) for one in it.people]
    return entry(
        t.title(it),
        *facts,
        after=t.said(it.description),
        items=[*t.items(it.seats), *t.items(it.balances), *people, *rules],
    )


def level(t: Teller, it: choosing.Level) -> Item:
    """A labelled mark."""
    return entry(french.number(it.value), t.said(it.label))


def criterion(t: Teller, it: choosing.Criterion) -> Item:
    """What is judged."""
    sources = [_source(t, key) for key in it.fed_by]
    facts = [
        say("à titre indicatif, sans compter") if it.indicative else _weight(it),
        say("poids {weight} dans l’ensemble", weight=french.number(it.weight))
        if it.indicative
        else "",
        say("partie de {within}", within=t.named(t.definition.criteria, it.within))
        if it.within
        else "",
        say("sur {points}", points=french.plural(it.points, "point"))
        if it.points is not None
        else "",
        say(
            "éliminatoire au-dessous de {eliminatory_below}",
            eliminatory_below=french.number(it.eliminatory_below),
        )
        if it.eliminatory_below is not None
        else "",
        say("apprécié d’après {sources}", sources=french.listed(sources)) if sources else "",
        say("mesuré par la réponse à {measures}", measures=t.named(t.questions(), it.measures))
        if it.measures
        else "",
        yes(it.proportional, say("le meilleur reçoit tous les points, les autres en proportion")),
        yes(it.lowest_first, say("le plus petit nombre est le meilleur")),
        t.tracks(it.tracks),
    ]
    after = strung(*filter(None, [t.said(it.description), t.said(it.how)]))
    sought = [entry("", t.said(one)) for one in it.looked_for]
    return entry(
        t.title(it), *facts, after=after, items=[*sought, *t.items(it.levels), *t.items(it.bands)]
    )


def _weight(it: choosing.Criterion) -> str:
    """The weight, unless the points say it."""
    plain = it.points is not None and it.weight == 1
    return "" if plain else say("poids {weight}", weight=french.number(it.weight))


def _source(t: Teller, key: str) -> str:
    known = {
        "team": say("la composition de l’équipe"),
        "register": say("les registres"),
        "applicant": say("la fiche du candidat"),
        "consortium": say("la composition du groupement"),
    }
    return known.get(key) or t.named(t.questions(), key)


def scale(t: Teller, it: choosing.Scale) -> Item:
    """The common scale of marks."""
    marks = say("de {least} à {most}", least=french.number(it.min), most=french.number(it.max))
    return entry(
        say("Notes"),
        marks,
        say("par pas de {step}", step=french.number(it.step)),
        items=t.items(it.levels),
    )


def stage(t: Teller, it: choosing.Stage) -> Item:
    """A stage of the decision."""
    facts = [
        words.STAGES[it.kind],
        say("sur {step}", step=t.named(t.definition.steps, it.step)) if it.step else "",
        say("par {panel}", panel=t.named(t.definition.panels, it.panel)) if it.panel else "",
        *_when(t, it),
        criteria_named(t, it.criteria),
        *_reviewing(t, it),
        *_keeping(t, it),
        say("décide : {decides}", decides=t.said(it.decides)) if it.decides else "",
        yes(it.with_conditions, say("peut dire oui sous conditions, ou demander de revenir")),
        yes(
            it.candidates_contacted,
            say(
                "l’organisateur peut contacter les candidats pour approfondir un point : "
                "question et réponse sont gardées dans le dossier"
            ),
        ),
        say(
            "sans réponse à la fin de l’étape, le silence {silence}",
            silence=words.SILENCE[it.silence],
        )
        if it.silence
        else "",
        t.tracks(it.tracks),
    ]
    only = [entry(say("Seulement pour"), items=[t.meant(it.when)])] if it.when else []
    own = [t.item(it.scale)] if it.scale else []
    return entry(t.title(it), *facts, after=t.said(it.description), items=[*only, *own])


def _when(t: Teller, it: choosing.Stage) -> list[str]:
    return [
        say("commence {starts}", starts=t.due(it.starts)) if it.starts else "",
        say("s’achève {ends}", ends=t.due(it.ends)) if it.ends else "",
    ]


def criteria_named(t: Teller, keys: tuple[str, ...]) -> str:
    """Some criteria, by their names."""
    return say("critères : {keys}", keys=t.all_named(t.definition.criteria, keys)) if keys else ""


def _reviewing(t: Teller, it: choosing.Stage) -> list[str]:
    weight = french.number(it.weight)
    usual = not (it.min_reviews and _marked(t, it))
    named = span(it.choices_min, it.choices_max, "dossier")
    return [
        _readings(t, it),
        _readers(t, it),
        *told(t, it, PEERS),
        say("chaque votant désigne {choices_max}", choices_max=named) if named else "",
        words.CHOSEN_PER[it.choices_per],
        *told(t, it, VOTING),
        "" if usual and it.combines == "mean" else words.COMBINES[it.combines],
        *told(t, it, AGAIN),
        say("poids de l’étape : {weight}", weight=weight) if it.weight != 1 else "",
        *told(t, it, HEARING),
        "" if usual and it.visibility == "after_own" else words.VISIBILITY[it.visibility],
        *told(t, it, READING),
    ]


PEERS = (Row("peers", noted("chaque candidat en lit et en note {files} d’autres")),)
VOTING = (
    Row(
        "choices_budget",
        noted("chaque votant désigne des dossiers tant que l’enveloppe les paie"),
    ),
    Row("votes_every", noted("chacun vote à nouveau {each}"), of_every),
    Row("votes_points", noted("chaque votant répartit {votes_points}"), of_count("point")),
    Row("ballot", "", of_table(words.BALLOTS)),
    Row("voter_age_min", noted("votants de {voter_age_min} au moins"), of_count("an"), zero=True),
    Row("voting_ways", noted("on vote {listed}"), of_table(words.WAYS, "ou")),
    Row(
        "turnout_min",
        noted("le vote ne compte que si {turnout_min} des votants y prennent part"),
        of_share,
        zero=True,
    ),
    Row("voters_within", noted("votants de : {voters_within}"), of_places),
    Row("voters", noted("votent : {voters}"), of_words),
)
AGAIN = (
    Row("best_readings", noted("lectures gardées, les meilleures : {best_readings}")),
    Row(
        "best_criteria",
        noted("comptent les meilleurs critères de chaque lecture : {best_criteria}"),
    ),
    Row(
        "third_above",
        noted("une lecture de plus si deux notes s’écartent de plus de {third_above}"),
        zero=True,
    ),
)
HEARING = (
    Row("minutes", noted("{minutes} par candidat"), of_count("minute")),
    Row("questions_minutes", noted("dont {questions_minutes} de questions"), of_count("minute")),
    Row("people_max", noted("{people_max} au plus par candidat"), of_count("personne")),
    Row("mode", "", of_table(words.MODES)),
)
READING = (
    Row("blind", noted("lecture anonyme : l’identité des candidats est cachée")),
    Row("confidence", noted("chaque lecture dit son degré de confiance")),
)


MARKING = {"merit", "hearing", "visit", "negotiation"}


def _marked(t: Teller, it: choosing.Stage) -> bool:
    """Whether files get marks there: an examination of regularity gives none."""
    return it.kind in MARKING and bool(t.definition.criteria)


def _readings(t: Teller, it: choosing.Stage) -> str:
    """« au moins 2 lectures par dossier », where files are read to be marked."""
    if not it.min_reviews:
        return say("sans nombre minimal de lectures") if _marked(t, it) else ""
    if it.min_reviews == 1 and not _marked(t, it):
        return ""
    return say(
        "au moins {min_reviews} par dossier", min_reviews=french.plural(it.min_reviews, "lecture")
    )


def _readers(t: Teller, it: choosing.Stage) -> str:
    """« chaque dossier est lu par 2 « Chercheurs » et 1 « Praticiens » »."""
    seats = [one for panel in t.definition.panels for one in panel.seats]
    some = [strung(french.number(count), t.named(seats, key)) for key, count in it.readers.items()]
    return say("chaque dossier est lu par {readers}", readers=french.listed(some)) if some else ""


def _narrowed(it: choosing.Stage) -> bool:
    """Whether a number or a share of its own says who goes on, rather than the places."""
    own = it.kept_max or it.kept_share is not None or it.kept_budget is not None
    return it.keeps == "places" and bool(own)


def _threshold(t: Teller, it: choosing.Stage) -> str:
    """« seuil de 60 points sur 100 » when every criterion says its points."""
    if it.threshold is None:
        return ""
    if it.kind == "public_vote" and it.ballot in {None, "choices"} and not it.votes_points:
        return say("seuil de {voices} voix", voices=french.number(it.threshold))
    whole = say(" points sur {total}", total=_total(t, it)) if t.definition.points_of(it) else ""
    return say("seuil de {threshold}{whole}", threshold=french.number(it.threshold), whole=whole)


def _total(t: Teller, it: choosing.Stage) -> str:
    """« 100 », or « 100 (« Volet A ») ou 80 (« Volet B ») » where grids of tracks differ."""
    concerned = [x for x in t.definition.chosen_tracks() if t.definition.concerns(it.tracks, x.key)]
    totals = {x.key: t.definition.points_of(it, x.key) for x in concerned}
    if len({*totals.values()}) <= 1:
        return french.number(t.definition.points_of(it))
    tracks = t.definition.tracks
    some = [f"{french.number(n)} ({t.named(tracks, key)})" for key, n in totals.items()]
    return french.listed(some, "ou")


def _weights(t: Teller, it: choosing.Stage) -> str:
    """« y pèsent : « Prix » 30 et « Projet » 70 », where the stage weighs as no other does."""
    known = t.definition.criteria
    some = [strung(t.named(known, key), french.number(n)) for key, n in it.weights.items()]
    return say("poids à cette étape : {weights}", weights=french.listed(some)) if some else ""


def _thresholds(t: Teller, it: choosing.Stage) -> str:
    """« au moins 3 pour « Pertinence » et 4 pour « Effets » »."""
    some = [
        say("{least} pour {criterion}", least=french.number(least),
            criterion=t.named(t.definition.criteria, key))
        for key, least in it.thresholds.items()
    ]  # fmt: skip
    return say("au moins {thresholds}", thresholds=french.listed(some)) if some else ""


def _keeping(t: Teller, it: choosing.Stage) -> list[str]:
    kept = span(it.kept_min, it.kept_max)
    return [
        *told(t, it, COMPLETED),
        _kept(t, it),
        _threshold(t, it),
        _thresholds(t, it),
        _weights(t, it),
        say("candidatures gardées : {kept_max}", kept_max=kept) if kept else "",
        words.KEPT_PER[it.kept_per],
        *told(t, it, KEPT),
    ]


def _kept(t: Teller, it: choosing.Stage) -> str:
    """Who goes on; as many as the envelope pays for, where no number of places is said."""
    if _narrowed(it):
        return say("passent les mieux notés")
    d = t.definition
    places = [
        d.selection.places_max,
        *(one.places_max for one in d.tracks),
        *(one.places_max for one in d.windows),
        *(one.places_max for one in d.organisers),
    ]
    placed = any(one is not None for one in places)
    paid = d.selection.budget is not None or any(one.budget is not None for one in d.tracks)
    if it.keeps == "places" and paid and not placed:
        return say("passent autant de dossiers que l’enveloppe en paie")
    return words.KEEPS[it.keeps]


COMPLETED = (
    Row(
        "complete_within",
        noted("un dossier incomplet peut être complété pendant {complete_within}"),
        of_time,
    ),
)
KEPT = (
    Row("kept_question", noted("selon {question}"), of_question),
    Row(
        "kept_share", noted("garde les meilleurs : {kept_share} des dossiers"), of_share, zero=True
    ),
    Row(
        "kept_budget",
        noted(
            "garde les meilleurs tant que leurs demandes tiennent dans {kept_budget} fois "
            "l’enveloppe"
        ),
        zero=True,
    ),
    Row(
        "wildcards",
        noted("{wildcards} au plus peuvent être repêchés par le jury"),
        of_count("dossier"),
    ),
    Row(
        "reply_within",
        noted("les candidats peuvent répondre aux avis pendant {reply_within}"),
        of_time,
    ),
    Row("reply_limit", noted("réponse limitée : {limit}"), lambda _t, _it, value: limit(value)),
)


SENTENCES: Mapping[type[Record], Sentence] = {
    choosing.Seats: seats,
    choosing.Panel: panel,
    choosing.Level: level,
    choosing.Criterion: criterion,
    choosing.Scale: scale,
    choosing.Stage: stage,
}
