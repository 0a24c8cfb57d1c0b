"""The minutes of a jury: what they say, frozen with the decision, then printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cordee.applications.forms import said
from cordee.kernel import french
from cordee.programme.explain import words
from cordee.selection import queries
from cordee.selection.models import Juror, Mark, Recusal
from cordee.selection.papers.sittings import sittings_of, told
from cordee.selection.queries import votes
from cordee.selection.queries.panels import composed
from cordee.selection.queries.public import limits_of_public, turnout
from cordee.selection.queries.wording import said_terms
from cordee.selection.rules import terms_of, voices
from cordee.selection.rules.peers import PEER
from cordee.selection.rules.public import is_public
from cordee.selection.rules.stages import GIVES_MARKS
from cordee.selection.rules.votes import by_voices
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.programme.schema import Definition
    from cordee.selection.models import Outcome, Panel, Ruling
    from cordee.selection.queries.rankings import Ranked

FOLDER = Path(__file__).parents[1] / "documents"
RESULTS = {"selected": "lauréat", "reserve": "réserve", "refused": "non retenu"}


def minutes_pdf(panel: Panel, ruling: Ruling) -> bytes:
    """The minutes of a decision, ready to be signed: as they were frozen with it."""
    return pdf(FOLDER / "minutes.typ", ruling.minutes or minutes(panel, ruling))


def minutes(panel: Panel, ruling: Ruling) -> dict[str, Any]:
    """Members, declarations, withdrawals, files, rules, ranking, decisions, reasons, signatures."""
    definition = ruling.version.definition
    outcomes = list(queries.outcomes_of(ruling))
    voted = by_voices(queries.stage_of(panel))
    tables = [
        _members(panel, definition),
        _recusals(panel, definition, ruling),
        *([_voted(panel)] if voted else [_criteria(panel, definition), _ranking(panel)]),
        _decisions(outcomes),
        *_mentions(ruling, definition, outcomes),
    ]
    return {
        "title": f"Procès-verbal – {panel.label}",
        "call": str(definition.title),
        "facts": list(_facts(panel, ruling, definition)),
        "rules": [french.typeset(one) for one in stated_rules(definition)],
        "terms": _terms(ruling, definition),
        "moves": list(_moves(ruling, outcomes)),
        "sittings": [told(one, definition) for one in sittings_of(panel, ruling.at)],
        "tables": tables,
        "reasons": [
            {"name": _body(one), "text": french.typeset(one.reasons)}
            for one in outcomes
            if one.reasons.strip()
        ]
        + [
            {"name": f"{_body(one)}, sous conditions", "text": french.typeset(one.conditions)}
            for one in outcomes
            if one.conditions
        ],
        "sign": [
            french.typeset(f"{one}{', présidence' if one.president else ''}")
            for one in _seats(panel)
            if one.voting and one.seat != PEER
        ],
        "foot": french.typeset(f"Décision {ruling.digest[:16]}"),
    }


def stated_rules(definition: Definition) -> list[str]:
    """The rules of the choice in sentences: places, balances, priority, order of aims."""
    rules = definition.selection
    most = rules.places_max
    places = f"De {rules.places_min} à {most} lauréats" if most else "Sans nombre maximal de places"
    if most == rules.places_min:
        places = french.plural(most, "lauréat", "lauréats")
    told = [f"{places}."]
    told += [
        f"{said(one.label)} ({'règle ferme' if one.hard else 'souhait'})."
        + (f" {said(one.description)}" if one.description else "")
        for one in rules.quotas
    ]
    told += [
        f"{said(one.label)} : {words.PRIORITIES[one.means]}."
        + (f" {said(one.description)}" if one.description else "")
        for one in rules.priorities
    ]
    told += _weights(definition)
    aims = french.listed([words.AIMS[aim] for aim in rules.order], "puis")
    return [*told, f"Buts, dans l’ordre : {aims} ; un tirage public départage le reste."]


def _weights(definition: Definition) -> list[str]:
    """How the marks of several stages make one merit, where the call weighs them."""
    counting = [one for one in definition.stages if one.kind in GIVES_MARKS and one.weight > 0]
    best = definition.selection.best_stages
    if best is None and all(one.weight == 1 for one in counting):
        return []
    total = sum(one.weight for one in counting)
    told = [
        f"{said(one.label)} ({french.number(round(100 * one.weight / total))} %)"
        for one in counting
    ]
    kept = f" ; de chaque dossier, on garde les meilleures ({best})" if best else ""
    return [
        f"Mérite final : {french.listed(told)}, chaque note ramenée à une part de son barème{kept}."
    ]


def _terms(ruling: Ruling, definition: Definition) -> list[str]:
    """What the jury added to the rules of the call, each with its reason."""
    proposal = ruling.deliberation
    if proposal is None or not proposal.terms:
        return []
    return said_terms(terms_of(proposal.terms), definition, proposal.instance)


def _facts(panel: Panel, ruling: Ruling, definition: Definition) -> Iterator[list[str]]:
    proposal = ruling.deliberation
    yield ["Étape", panel.label]
    if opinion := queries.opinion_of(panel):
        yield ["Portée", opinion]
    yield ["Décision du", _said(definition, ruling.at)]
    yield ["Arrêtée par", str(getattr(ruling.by, "person", None) or ruling.by)]
    yield ["Règles appliquées", f"version {ruling.version.number}, {ruling.version.digest[:16]}"]
    yield from _draws(panel)
    if past := panel.bypasses.count():
        yield ["Non concernés", french.plural(past, "dossier")]
    if by_voices(queries.stage_of(panel)):
        yield from _ballot(panel, ruling, definition)
    elif panel.closed_at:
        yield ["Notes closes le", _said(definition, panel.closed_at)]
    if proposal is not None:
        yield ["Proposition calculée le", _said(definition, proposal.at)]
        yield ["Graine du tirage", str(proposal.instance.get("seed", ""))]
        yield ["Empreinte du calcul", proposal.digest]
    yield ["Empreinte de la décision", ruling.digest]


def _ballot(panel: Panel, ruling: Ruling, definition: Definition) -> Iterator[list[str]]:
    """How the jury, or the public, voted: the rule, how many did, files equal at the last place."""
    if is_public(queries.stage_of(panel)):
        yield from _public(panel, ruling, definition)
        return
    yield ["Vote", " ".join(votes.limits_of(panel).told())]
    if panel.closed_at:
        yield ["Vote clos le", _said(definition, panel.closed_at)]
    yield ["Participation", votes.turnout_said(panel, panel.closed_at or ruling.at)]
    told = voices.weighed(composed(panel))
    if told:
        yield ["Poids des voix", " ; ".join(told)]
    chosen = ruling.content.get("selected", ())
    made = ruling.deliberation
    if made is not None and (tie := queries.tie_said(definition, panel, made, chosen)):
        yield ["Égalité", tie]


def _public(panel: Panel, ruling: Ruling, definition: Definition) -> Iterator[list[str]]:
    """How the public voted: on line, otherwise, out of how many."""
    known = turnout(panel)
    yield ["Vote du public", " ".join(limits_of_public(panel).told())]
    if panel.closed_at:
        yield ["Vote clos le", _said(definition, panel.closed_at)]
    told = f"{french.plural(known.voters, 'vote')}, dont {known.paper} hors ligne"
    out_of = french.plural(known.electorate, "personne") if known.electorate else ""
    yield ["Participation", f"{told} ; {out_of} pouvaient voter" if out_of else told]
    made = ruling.deliberation
    chosen = ruling.content.get("selected", ())
    if made is not None and (tie := queries.tie_said(definition, panel, made, chosen)):
        yield ["Égalité", tie]


def _draws(panel: Panel) -> Iterator[list[str]]:
    """The members drawn by lot: the list announced first, then chance, then the ranks drawn."""
    for one in panel.draws.exclude(drawn_at=None).order_by("pk"):
        ranks = ", ".join(map(str, one.order[: one.places]))
        yield [
            "Tirage au sort de membres",
            french.typeset(
                f"liste de {one.size} personnes, empreinte {one.digest} ; hasard : {one.source} ; "
                f"valeur : {one.seed} ; rangs tirés : {ranks}"
            ),
        ]


def _seats(panel: Panel) -> Any:
    rows = panel.jurors.select_related("person", "organisation", "stands_for__person")
    return rows.prefetch_related("calls").order_by("pk")


def _members(panel: Panel, definition: Definition) -> dict[str, Any]:
    rows = [
        [
            str(one),
            one.organisation.name if one.organisation else "–",
            _voice(one)
            + (", présidence" if one.president else "")
            + (f", jusqu’au {_day(definition, one.ends)}" if one.ends else "")
            + "".join(_calls(one, definition)),
            _day(definition, one.declared_at) if one.declared_at else "non déclarés",
        ]
        for one in _seats(panel)
    ]
    head = ["Membre", "Institution", "Voix", "Intérêts déclarés le"]
    return {"title": "Membres et déclarations", "head": head, "rows": rows, "empty": "Aucun."}


def _voice(juror: Juror) -> str:
    """What someone is there for: a voice, an expertise, a report, or the team's own withdrawals."""
    if juror.part != Juror.Part.MEMBER:
        return str(juror.get_part_display())
    told = "délibérative" if juror.voting else "consultative"
    return f"{told}, supplée {juror.stands_for}" if juror.stands_for else told


def _calls(juror: Juror, definition: Definition) -> Iterator[str]:
    """When a substitute sat."""
    for one in juror.calls.all():
        until = f" au {_day(definition, one.ends)}" if one.ends else ""
        yield f", a siégé du {_day(definition, one.starts)}{until}"


def _recusals(panel: Panel, definition: Definition, ruling: Ruling) -> dict[str, Any]:
    found = (
        Recusal.objects.filter(juror__panel=panel, at__lte=ruling.at)
        .select_related("juror__person", "application")
        .order_by("pk")
    )
    late = set(
        Mark.objects.filter(juror__panel=panel)
        .exclude(withdrawn_at=None)
        .values_list("juror", "deposit__application")
        .order_by()
    )
    rows = [
        [
            str(one.juror),
            one.application.body_name,
            one.reason,
            _day(definition, one.at)
            + (", levé ensuite" if one.lifted_at else "")
            + (", en cours de lecture" if one.late else "")
            + (", notes retirées" if (one.juror_id, one.application_id) in late else "")
            + (f", confirmé le {_day(definition, one.confirmed_at)}" if one.confirmed_at else ""),
        ]
        for one in found
    ]
    head = ["Membre", "Dossier", "Raison", "Le"]
    return {"title": "Déports", "head": head, "rows": rows, "empty": "Aucun déport."}


def _criteria(panel: Panel, definition: Definition) -> dict[str, Any]:
    rows = [
        [
            said(one.label),
            "indicatif" if one.indicative else french.number(one.weight),
            f"{french.number(scale.min)} à {french.number(scale.max)}",
        ]
        for one in definition.criteria_of(queries.stage_of(panel))
        for scale in [queries.scale(definition, panel, one)]
    ]
    return {"title": "Critères", "head": ["Critère", "Poids", "Notes"], "rows": rows, "empty": "–"}


def _ranking(panel: Panel) -> dict[str, Any]:
    rows = [
        [*_stands(one), one.spread, str(one.standing.abstentions)] for one in queries.ranking(panel)
    ]
    head = ["Rang", "Dossier", "Dép.", "Moyenne", "Lectures", "Écart", "Abst."]
    return {"title": "Classement par les notes", "head": head, "rows": rows, "empty": "Aucun."}


def _stands(one: Ranked) -> list[str]:
    """The rank of a file, its name, where it is from, its mean, how many gave it."""
    given = str(one.standing.evaluations)
    return [str(one.rank or "–"), one.name, one.department or "–", one.mean, given]


def _voted(panel: Panel) -> dict[str, Any]:
    """What each file received; never who named it."""
    rows = [_stands(one) for one in queries.ranking(panel)]
    head = ["Rang", "Dossier", "Dép.", queries.measure(queries.stage_of(panel)), "Votants"]
    return {"title": "Résultat du vote", "head": head, "rows": rows, "empty": "Aucun."}


def _decisions(outcomes: list[Outcome]) -> dict[str, Any]:
    rows = [
        [
            _body(one),
            one.deposit.application.department or "–",
            RESULTS[one.result]
            + (f" n° {one.rank}" if one.rank else "")
            + (", sous conditions" if one.conditions else ""),
            one.deposit.digest[:16],
        ]
        for one in sorted(outcomes, key=lambda one: (_ORDER[one.result], one.rank or 0, _body(one)))
    ]
    head = ["Dossier", "Dép.", "Décision", "Empreinte du dépôt"]
    return {"title": "Décisions", "head": head, "rows": rows, "empty": "Aucune."}


def _mentions(
    ruling: Ruling, definition: Definition, outcomes: list[Outcome]
) -> Iterator[dict[str, Any]]:
    """The distinctions without a place, where the call has some."""
    if not definition.selection.mentions:
        return
    names = {str(one.deposit.public_id): _body(one) for one in outcomes}
    given = ruling.content.get("mentions", {})
    rows = [
        [said(one.label), names.get(key, key)]
        for one in definition.selection.mentions
        for key in given.get(one.key, ())
    ]
    head = ["Distinction", "Dossier"]
    yield {"title": "Distinctions sans place", "head": head, "rows": rows, "empty": "Aucune."}


_ORDER = {"selected": 0, "reserve": 1, "refused": 2}


def _moves(ruling: Ruling, outcomes: list[Outcome]) -> Iterator[str]:
    names = {str(one.deposit.public_id): _body(one) for one in outcomes}
    for move in ruling.content.get("moves", []):
        name = names.get(move["deposit"], move["deposit"])
        yield french.typeset(f"{name}, mis en « {RESULTS[move['into']]} » : {move['reason']}")


def _body(outcome: Outcome) -> str:
    return str(outcome.deposit.content["body"].get("name", ""))


def local(definition: Definition, instant: datetime) -> datetime:
    """An instant on the clock of the call."""
    return instant.astimezone(ZoneInfo(definition.zone_of()))


def _said(definition: Definition, instant: datetime) -> str:
    return french.moment(local(definition, instant))


def _day(definition: Definition, instant: datetime) -> str:
    return french.day(local(definition, instant).date(), weekday=False)
