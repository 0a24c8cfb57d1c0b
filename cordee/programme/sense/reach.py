"""Reach: what a call promises and its own limits never let happen."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme.remarks import Severity
from cordee.programme.schema.base import Due
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.questions import Choice
from cordee.programme.schema.team import Consortium, PartnerRule
from cordee.programme.schema.walk import every, walk
from cordee.programme.sense.flaws import Check, Flaw, flaw
from cordee.programme.spelling import closest

MOMENTS = {"deposit": 0, "notification": 1, "agreement": 1, "project_start": 1, "project_end": 2}
"""What happens to every file, in its order; those of one rank may come in either."""


def ties(definition: Definition) -> Iterator[Flaw]:
    """Equal merits settled by a criterion that does not exist."""
    known = [*(one.key for one in definition.criteria), "arrival"]
    for index, key in enumerate(definition.selection.ties):
        if key not in known:
            near = closest(key, known)
            hint = (
                say("vouliez-vous dire {near} ?", near=french.quoted(near))
                if near
                else say("on connaît {known}.", known=french.listed(known))
            )
            yield flaw(
                ("selection", "ties", index),
                "À égalité, {key} ne départage rien, car ce n’est pas un critère : {hint}",
                key=french.quoted(key),
                hint=hint,
            )


def choices(definition: Definition) -> Iterator[Flaw]:
    """Choices that may be more than the options offered."""
    for path, one in every(definition, Choice):
        if not one.other and one.options and one.max is not None and one.max > len(one.options):
            yield flaw(
                (*path, "max"),
                "On peut choisir {most} réponses, mais il n’y en a que {options} : une option "
                "manque-t-elle ?",
                most=one.max,
                options=len(one.options),
            )


def countries(definition: Definition) -> Iterator[Flaw]:
    """Partners asked of countries apart, more of them than the consortium may hold."""
    for path, one in every(definition, Consortium):
        asked = {
            rule.countries: rule.min
            for rule in one.rules
            if rule.rule == "count" and rule.countries and rule.min and not rule.category
        }
        named = [country for group in asked for country in group]
        least = sum(asked.values(), Decimal())
        if one.max is not None and len(named) == len(set(named)) and least > one.max:
            yield flaw(
                (*path, "rules"),
                "Les règles par pays demandent ensemble {least} partenaires, pour {most} au plus.",
                least=least,
                most=one.max,
            )


def admitted(definition: Definition) -> Iterator[Flaw]:
    """Everybody admitted is chosen, but only so many are."""
    chosen = definition.selection
    if chosen.method == "all_admitted" and chosen.places_max is not None:
        yield flaw(
            ("selection", "places_max"),
            "Tous les dossiers admis sont retenus, mais il n’y a que {places_max} : retirez "
            'places_max, ou écrivez method = "arrival" ou "merit".',
            places_max=french.plural(chosen.places_max, "place"),
        )


def costs(definition: Definition) -> Iterator[Flaw]:
    """Costs that count from a moment after the one at which they stop counting."""
    for index, one in enumerate(definition.grants):
        if one.costs_from and one.costs_until and _after(one.costs_from, one.costs_until):
            yield flaw(
                ("grants", index, "costs_from"),
                "{label} : les dépenses comptent à partir d’un moment qui vient après celui où "
                "elles ne comptent plus : inversez costs_from et costs_until.",
                label=french.quoted(one.label),
            )


def _after(first: Due, second: Due) -> bool:
    """Whether the first surely comes after the second: two days, or two moments of a file."""
    if first.offset != second.offset:
        return False
    if first.anchor in MOMENTS and second.anchor in MOMENTS:
        return MOMENTS[first.anchor] > MOMENTS[second.anchor]
    begins = first.date.first if first.date else None
    stops = second.date.last if second.date else None
    return begins is not None and stops is not None and begins > stops


def afforded(definition: Definition) -> Iterator[Flaw]:
    """Grants to a project larger than any project may cost."""
    project = definition.project
    most = project.cost_max if project else None
    for index, one in enumerate(definition.grants):
        for field in ("min", "max", "amount"):
            value = getattr(one, field)
            whole = one.kind == "subsidy" and one.per == "project" and not one.tracks
            if whole and most is not None and value is not None and value > most:
                yield flaw(
                    ("grants", index, field),
                    "{label} peut donner {value} à un projet, mais un projet coûte au plus "
                    "{most} (project.cost_max).",
                    label=french.quoted(one.label),
                    value=french.number(value),
                    most=french.number(most),
                )


def described(definition: Definition) -> Iterator[Flaw]:
    """Perimeters only described, where Cordée must tell by itself who lies in them."""
    empty = {f"perimeter:{one.key}": one for one in definition.perimeters if not one.within}
    for path, one in walk(definition):
        named = [("serves", place) for place in getattr(one, "serves", ())]
        if isinstance(one, PartnerRule):
            named += [("within", place) for place in one.within]
            named += [("outside", place) for place in one.outside]
        for field, place in named:
            if place in empty:
                yield flaw(
                    (*path, field),
                    "{label} est seulement décrit : personne n’y sera trouvé. Écrivez les lieux "
                    "qui le composent, within, dans [[perimeters]].",
                    label=french.quoted(empty[place].label),
                )


CHECKS = (
    Check("perimeter.empty", Severity.WARNING, described),
    Check("selection.ties", Severity.ERROR, ties),
    Check("form.choices_max", Severity.WARNING, choices),
    Check("consortium.countries", Severity.ERROR, countries),
    Check("places.admitted", Severity.NOTICE, admitted, ("places",)),
    Check("grant.costs", Severity.WARNING, costs),
    Check("grant.cost_max", Severity.WARNING, afforded),
)
