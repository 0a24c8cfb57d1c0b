"""What the solver found, in plain sentences: French for the minutes, otherwise for who asks."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from cordee.kernel.french import listed, of, plural, quoted, say, strung
from cordee.kernel.speech import noted, table
from cordee.kernel.typography import NBSP
from cordee.selection.solvers.select.answer import Choice
from cordee.selection.solvers.select.instance import Instance
from cordee.selection.solvers.select.neighbours import Neighbour
from cordee.selection.solvers.select.prices import RulePrices
from cordee.selection.solvers.select.reasons import Blockers, RulePrice, WhyNot
from cordee.selection.solvers.select.relaxation import Change

HUNDREDTH = Decimal("0.01")
EXCLUSIONS: Mapping[str, str] = table(
    {
        "ineligible": "le dossier n’est pas éligible",
        "not_enough_reviews": "le dossier n’a pas reçu assez d’évaluations complètes",
        "below_min_merit": "la note reste sous le seuil annoncé",
    }
)
RULE = noted("la règle {rule}")
"""How a sentence names a rule by its key: pages look for it to put the name that people give."""
ONLY_ONE = noted("l’exclusivité {place}")


def points(value: Fraction) -> str:
    """« 0,75 point », « 2 points »: rounded to the hundredth, only to be read."""
    shown = _hundredths(value)
    if not shown and value:
        return say("moins d’un centième de point")
    return plural(shown, "point")


def gaps(value: Fraction) -> str:
    """« 0,5 écart », rounded alike."""
    shown = _hundredths(value)
    if not shown and value:
        return say("moins d’un centième d’écart")
    return plural(shown, "écart")


def _hundredths(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(HUNDREDTH)


def rule_name(key: str) -> str:
    """A constraint as people name it."""
    if key == "count":
        return say("le nombre de places")
    if key == "priority":
        return say("la priorité")
    if key.startswith("at_most_one:"):
        return say(ONLY_ONE, place=f"n°{NBSP}{int(key.partition(':')[2]) + 1}")
    return say(RULE, rule=quoted(key))


def called(instance: Instance, ids: Iterable[str]) -> str:
    """Candidates by their names: « Lens, Arras et Douai »."""
    return listed(instance.by_id[each].name for each in ids)


def said_choice(instance: Instance, choice: Choice) -> str:
    """The set itself, and whether the lottery was needed."""
    if not choice.selected:
        return say("Les règles ne retiennent personne : aucun dossier ne peut ou ne doit l’être.")
    told = say(
        "Les règles désignent {files} : {names}.",
        files=plural(len(choice.selected), "dossier"),
        names=called(instance, choice.selected),
    )
    return strung(told, _unique(instance, choice))


def _unique(instance: Instance, choice: Choice) -> str:
    """Whether another set did as well, and what decided."""
    if choice.unique:
        return say("Aucun autre ensemble ne fait aussi bien.")
    if instance.lot:
        return say("D’autres ensembles font jeu égal : les règles d’égalité ont départagé.")
    return say(
        "D’autres ensembles font jeu égal : le tirage public (graine {seed}) a départagé.",
        seed=quoted(instance.seed),
    )


def said_why_not(instance: Instance, answer: WhyNot) -> str:
    """Why a candidate is not in the set, and what it would have taken."""
    name = instance.by_id[answer.candidate].name
    if answer.excluded:
        return say("{name} : {why}.", name=name, why=EXCLUSIONS[answer.excluded])
    if answer.selected is None:
        return say(
            "Aucun ensemble conforme ne contient {name} : {rules} l’interdit."
            if len(answer.core) == 1
            else "Aucun ensemble conforme ne contient {name} : {rules} l’interdisent ensemble.",
            name=name,
            rules=listed(map(rule_name, answer.core)),
        )
    return strung(_missed(name, answer), *_moves(instance, answer))


def _missed(name: str, answer: WhyNot) -> str:
    """What the place would have cost."""
    if not answer.losses:
        return say("{name} faisait jeu égal : le tirage public a départagé.", name=name)
    if set(answer.losses) == {"merit"}:
        lost = points(answer.losses["merit"])
        return say("{name} : il a manqué {points}.", name=name, points=lost)
    costs = listed(said_loss(level, loss) for level, loss in answer.losses.items())
    return say("Une place pour {name} aurait donné {costs}.", name=name, costs=costs)


def _moves(instance: Instance, answer: WhyNot) -> list[str]:
    """Who would have left, who would have come along."""
    told = []
    if answer.leaves:
        told.append(
            say(
                "{names} aurait laissé sa place."
                if len(answer.leaves) == 1
                else "{names} auraient laissé leur place.",
                names=called(instance, answer.leaves),
            )
        )
    if answer.joins:
        told.append(
            say(
                "{names} aurait eu une place aussi."
                if len(answer.joins) == 1
                else "{names} auraient eu une place aussi.",
                names=called(instance, answer.joins),
            )
        )
    return told


def swapped(
    instance: Instance, joins: Sequence[str], leaves: Sequence[str], *, supposed: bool = False
) -> str:
    """« Lens remplace Arras », or « remplacerait » when it is only supposed."""
    came, gone = called(instance, joins), called(instance, leaves)
    if not joins:
        return say("sans {names}", names=gone)
    if not leaves:
        return say("{names} en plus", names=came)
    if supposed:
        return say(
            "{came} remplacerait {gone}" if len(joins) == 1 else "{came} remplaceraient {gone}",
            came=came,
            gone=gone,
        )
    return say(
        "{came} remplace {gone}" if len(joins) == 1 else "{came} remplacent {gone}",
        came=came,
        gone=gone,
    )


def said_loss(level: str, loss: Fraction) -> str:
    """One level, in more or in less."""
    less, size = loss > 0, abs(loss)
    match level:
        case "count":
            files = plural(int(size), "dossier")
            return say("{files} de moins" if less else "{files} de plus", files=files)
        case "priority":
            files = plural(int(size), "dossier prioritaire", "dossiers prioritaires")
            return say("{files} de moins" if less else "{files} de plus", files=files)
        case "merit":
            return say(
                "{points} de moins au total" if less else "{points} de plus au total",
                points=points(size),
            )
        case "worst":
            return say(
                "une note la plus basse de {points} plus faible"
                if less
                else "une note la plus basse de {points} plus haute",
                points=points(size),
            )
    return say(
        "{gaps} de plus aux règles indicatives de rang {rank}"
        if less
        else "{gaps} de moins aux règles indicatives de rang {rank}",
        gaps=gaps(size),
        rank=level.partition(":")[2],
    )


def said_blockers(instance: Instance, answer: Blockers) -> str:
    """Which rules keep a candidate out."""
    name = instance.by_id[answer.candidate].name
    if answer.alone:
        rules = listed(map(rule_name, answer.alone), "ou")
        return say("Sans {rules}, {name} aurait une place.", rules=rules, name=name)
    if answer.together:
        rules = listed(map(rule_name, answer.together))
        return say(
            "{name} aurait une place si {rules} étaient levées ensemble.", name=name, rules=rules
        )
    return say(
        "Aucune règle d’équilibre n’écarte {name} : même sans elles, d’autres passent devant.",
        name=name,
    )


def said_price(instance: Instance, price: RulePrice) -> str:
    """What dropping one rule would change."""
    change = swapped(instance, price.joins, price.leaves, supposed=True)
    rule = rule_name(price.rule)
    if set(price.gains) == {"merit"}:
        return say(
            "Sans {rule}, l’ensemble vaudrait {points} de plus : {change}.",
            rule=rule,
            points=points(price.gains["merit"]),
            change=change,
        )
    if price.gains:
        costs = listed(said_loss(level, -gain) for level, gain in price.gains.items())
        return say(
            "Sans {rule}, l’ensemble compterait {costs} : {change}.",
            rule=rule,
            costs=costs,
            change=change,
        )
    return say("Sans {rule} : {change}.", rule=rule, change=change)


def said_proof(prices: RulePrices) -> str:
    """How to check the optimum by hand."""
    sums = {
        "seats": prices.seats,
        "constant": points(prices.constant),
        "bound": points(prices.bound),
    }
    if not prices.gap:
        return say(
            "Vérification : la somme des {seats}\u00a0meilleures notes ajustées, plus la constante "
            "({constant}), donne {bound}, exactement la valeur de l’ensemble retenu : rien ne peut "
            "le dépasser.",
            **sums,
        )
    return say(
        "Vérification : la somme des {seats}\u00a0meilleures notes ajustées, plus la constante "
        "({constant}), donne {bound}, soit {gap} de plus que l’ensemble retenu ; l’examen complet "
        "des {files} encore en jeu a tranché.",
        **sums,
        gap=points(prices.gap),
        files=plural(len(prices.in_play), "dossier"),
    )


def said_neighbour(instance: Instance, other: Neighbour) -> str:
    """One of the nearest other sets."""
    change = swapped(instance, other.joins, other.leaves)
    if not other.loss:
        return say("{change} : même total.", change=change)
    return say(
        "{change} : {points} de moins." if other.loss > 0 else "{change} : {points} de plus.",
        change=change,
        points=points(abs(other.loss)),
    )


def said_change(change: Change) -> str:
    """One bound to move for the call to become possible."""
    return say(
        "abaisser le minimum {rule} de {was} à {needed}"
        if change.side == "min"
        else "relever le maximum {rule} de {was} à {needed}",
        rule=of(rule_name(change.rule)),
        was=change.was,
        needed=change.needed,
    )


AT_ONCE = 4
"""So many rules are read at once; beyond, the first ones and a list to open."""
SHOWN = 3


def said_relaxation(changes: Iterable[Change]) -> str:
    """The smallest change: whole when it is short, else its largest moves and how many follow."""
    told = said_changes(changes)
    if len(told) > AT_ONCE:
        rest = plural(len(told) - SHOWN, "autre borne plus proche", "autres bornes plus proches")
        told = [*told[:SHOWN], say("déplacer {rest}", rest=rest)]
    return say("Pour rendre l’appel possible, il suffit de : {steps}.", steps=listed(told))


def said_changes(changes: Iterable[Change]) -> list[str]:
    """Every bound to move, the largest move first: it costs the most."""
    ranked = sorted(changes, key=lambda one: (-abs(one.needed - one.was), one.rule, one.side))
    return list(map(said_change, ranked))


def said_core(core: Iterable[str]) -> str:
    """Why no set obeys the rules."""
    names = list(map(rule_name, core))
    if len(names) == 1:
        return say(
            "Aucun ensemble ne respecte les règles : {rule} est impossible à tenir.", rule=names[0]
        )
    if len(names) > AT_ONCE:
        names = [*names[:SHOWN], plural(len(names) - SHOWN, "autre règle", "autres règles")]
    return say(
        "Aucun ensemble ne respecte les règles : {rules} ne peuvent pas tenir ensemble.",
        rules=listed(names),
    )
