"""What the solver found, in plain French sentences for the minutes of a jury."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from cordee.kernel.french import listed, number, plural, quoted
from cordee.kernel.typography import NBSP
from cordee.selection.solvers.select.answer import Choice
from cordee.selection.solvers.select.instance import Instance
from cordee.selection.solvers.select.neighbours import Neighbour
from cordee.selection.solvers.select.prices import RulePrices
from cordee.selection.solvers.select.reasons import Blockers, RulePrice, WhyNot
from cordee.selection.solvers.select.relaxation import Change

HUNDREDTH = Decimal("0.01")
EXCLUSIONS = {
    "ineligible": "le dossier n’est pas éligible",
    "not_enough_reviews": "le dossier n’a pas reçu assez d’évaluations complètes",
    "below_min_merit": "la note reste sous le seuil annoncé",
}


def points(value: Fraction) -> str:
    """« 0,75 point », « 2 points »: rounded to the hundredth, only to be read."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    shown = exact.quantize(HUNDREDTH)
    if not shown and value:
        return f"moins d’un centième de{NBSP}point"
    return f"{number(shown)}{NBSP}{'points' if abs(shown) >= 2 else 'point'}"  # noqa: PLR2004


def rule_name(key: str) -> str:
    """A constraint as people name it."""
    if key == "count":
        return "le nombre de places"
    if key == "priority":
        return "la priorité"
    if key.startswith("at_most_one:"):
        return f"l’exclusivité n°{NBSP}{int(key.partition(':')[2]) + 1}"
    return f"la règle {quoted(key)}"


def called(instance: Instance, ids: Iterable[str]) -> str:
    """Candidates by their names: « Lens, Arras et Douai »."""
    return listed(instance.by_id[each].name for each in ids)


def said_choice(instance: Instance, choice: Choice) -> str:
    """The set itself, and whether the lottery was needed."""
    if not choice.selected:
        return f"Les règles ne retiennent personne{NBSP}: aucun dossier ne peut ou ne doit l’être."
    told = f"Les règles désignent {plural(len(choice.selected), 'dossier')}{NBSP}: "
    told += f"{called(instance, choice.selected)}."
    if choice.unique:
        return f"{told} Aucun autre ensemble ne fait aussi bien."
    if instance.lot:
        return f"{told} D’autres ensembles font jeu égal{NBSP}: les règles d’égalité ont départagé."
    return (
        f"{told} D’autres ensembles font jeu égal{NBSP}: le tirage public (graine "
        f"{quoted(instance.seed)}) a départagé."
    )


def said_why_not(instance: Instance, answer: WhyNot) -> str:
    """Why a candidate is not in the set, and what it would have taken."""
    name = instance.by_id[answer.candidate].name
    if answer.excluded:
        return f"{name}{NBSP}: {EXCLUSIONS[answer.excluded]}."
    if answer.selected is None:
        blocking = listed(map(rule_name, answer.core))
        verb = "l’interdit" if len(answer.core) == 1 else "l’interdisent ensemble"
        return f"Aucun ensemble conforme ne contient {name}{NBSP}: {blocking} {verb}."
    moves = _moves(instance, answer)
    if not answer.losses:
        return f"{name} faisait jeu égal{NBSP}: le tirage public a départagé.{moves}"
    if set(answer.losses) == {"merit"}:
        return f"{name}{NBSP}: il a manqué {points(answer.losses['merit'])}.{moves}"
    costs = listed(said_loss(level, loss) for level, loss in answer.losses.items())
    return f"Une place pour {name} aurait donné {costs}.{moves}"


def _moves(instance: Instance, answer: WhyNot) -> str:
    """Who would have left, who would have come along."""
    told = ""
    if answer.leaves:
        verb = "aurait laissé sa place" if len(answer.leaves) == 1 else "auraient laissé leur place"
        told += f" {called(instance, answer.leaves)} {verb}."
    if answer.joins:
        verb = "aurait eu une place" if len(answer.joins) == 1 else "auraient eu une place"
        told += f" {called(instance, answer.joins)} {verb} aussi."
    return told


def swapped(instance: Instance, joins: Sequence[str], leaves: Sequence[str], tense: str) -> str:
    """« Lens remplace Arras », in the tense of `tense` (« e », « erait »)."""
    many = len(joins) > 1
    if not joins:
        return f"sans {called(instance, leaves)}"
    if not leaves:
        return f"{called(instance, joins)} en plus"
    ending = {"e": "ent", "erait": "eraient"}[tense] if many else tense
    return f"{called(instance, joins)} remplac{ending} {called(instance, leaves)}"


def said_loss(level: str, loss: Fraction) -> str:
    """One level, in more or in less."""
    sense = "de moins" if loss > 0 else "de plus"
    size = abs(loss)
    match level:
        case "count":
            return f"{plural(int(size), 'dossier')} {sense}"
        case "priority":
            return f"{plural(int(size), 'dossier')} prioritaire{'s' if size >= 2 else ''} {sense}"  # noqa: PLR2004
        case "merit":
            return f"{points(size)} {sense} au total"
        case "worst":
            sense = "plus faible" if loss > 0 else "plus haute"
            return f"une note la plus basse de {points(size)} {sense}"
    sense = "de plus" if loss > 0 else "de moins"
    rank = level.partition(":")[2]
    return f"{points(size).replace('point', 'écart')} {sense} aux règles indicatives de rang {rank}"


def said_blockers(instance: Instance, answer: Blockers) -> str:
    """Which rules keep a candidate out."""
    name = instance.by_id[answer.candidate].name
    if answer.alone:
        rules = listed(map(rule_name, answer.alone), "ou")
        return f"Sans {rules}, {name} aurait une place."
    if answer.together:
        rules = listed(map(rule_name, answer.together))
        return f"{name} aurait une place si {rules} étaient levées ensemble."
    return (
        f"Aucune règle d’équilibre n’écarte {name}{NBSP}: même sans elles, d’autres passent devant."
    )


def said_price(instance: Instance, price: RulePrice) -> str:
    """What dropping one rule would change."""
    merit = price.gains.get("merit", Fraction(0))
    told = f"Sans {rule_name(price.rule)}"
    if set(price.gains) == {"merit"}:
        told += f", l’ensemble vaudrait {points(merit)} de plus"
    elif price.gains:
        costs = listed(said_loss(level, -gain) for level, gain in price.gains.items())
        told += f", l’ensemble compterait {costs}"
    return f"{told}{NBSP}: {swapped(instance, price.joins, price.leaves, 'erait')}."


def said_proof(prices: RulePrices) -> str:
    """How to check the optimum by hand."""
    told = (
        f"Vérification{NBSP}: la somme des {prices.seats}{NBSP}meilleures notes ajustées, plus la "
        f"constante ({points(prices.constant)}), donne {points(prices.bound)}"
    )
    if not prices.gap:
        return f"{told}, exactement la valeur de l’ensemble retenu{NBSP}: rien ne peut le dépasser."
    count = len(prices.in_play)
    return (
        f"{told}, soit {points(prices.gap)} de plus que l’ensemble retenu{NBSP}; l’examen complet "
        f"des {plural(count, 'dossier')} encore en jeu a tranché."
    )


def said_neighbour(instance: Instance, other: Neighbour) -> str:
    """One of the nearest other sets."""
    change = swapped(instance, other.joins, other.leaves, "e")
    if not other.loss:
        return f"{change}{NBSP}: même total."
    sense = "de moins" if other.loss > 0 else "de plus"
    return f"{change}{NBSP}: {points(abs(other.loss))} {sense}."


def said_change(change: Change) -> str:
    """One bound to move for the call to become possible."""
    verb = "abaisser le minimum" if change.side == "min" else "relever le maximum"
    return (
        f"{verb} de {rule_name(change.rule).replace('le nombre', 'du nombre')} de "
        f"{change.was} à {change.needed}"
    ).replace("de du", "du")


AT_ONCE = 4
"""So many rules are read at once; beyond, the first ones and a list to open."""
SHOWN = 3


def said_relaxation(changes: Iterable[Change]) -> str:
    """The smallest change: whole when it is short, else its largest moves and how many follow."""
    told = said_changes(changes)
    if len(told) > AT_ONCE:
        rest = plural(len(told) - SHOWN, "autre borne plus proche", "autres bornes plus proches")
        told = [*told[:SHOWN], f"déplacer {rest}"]
    return f"Pour rendre l’appel possible, il suffit de{NBSP}: {listed(told)}."


def said_changes(changes: Iterable[Change]) -> list[str]:
    """Every bound to move, the largest move first: it costs the most."""
    ranked = sorted(changes, key=lambda one: (-abs(one.needed - one.was), one.rule, one.side))
    return list(map(said_change, ranked))


def said_core(core: Iterable[str]) -> str:
    """Why no set obeys the rules."""
    names = list(map(rule_name, core))
    if len(names) == 1:
        return f"Aucun ensemble ne respecte les règles{NBSP}: {names[0]} est impossible à tenir."
    if len(names) > AT_ONCE:
        names = [*names[:SHOWN], plural(len(names) - SHOWN, "autre règle", "autres règles")]
    told = f"{listed(names)} ne peuvent pas tenir ensemble."
    return f"Aucun ensemble ne respecte les règles{NBSP}: {told}"
