"""Who is left: places that exclude each other, and cases of people that nobody admitted is."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.kernel.places import REGION_OF, UNIONS
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.questions import Asked, Choice, Place, Shown, Text, YesNo
from cordee.programme.schema.walk import every, walk
from cordee.programme.schema.who import (
    Awarded,
    Condition,
    If,
    KindIs,
    NoneOf,
    NotAwarded,
    NumberIs,
    PlaceIs,
)
from cordee.programme.sense import references
from cordee.programme.sense.flaws import Check, Flaw, flaw
from cordee.programme.sense.people import opened
from cordee.programme.spelling import closest


def _binding(definition: Definition) -> list[tuple[int, Condition]]:
    """The obligations of every applicant, whatever the track, with their place."""
    return [
        (index, one)
        for index, one in enumerate(definition.eligibility)
        if one.of == "applicant"
        and not one.tracks
        and not one.category
        and not one.role
        and not one.derogation
        and one.strength.value == "obligation"
    ]


def kinds(definition: Definition) -> frozenset[str] | None:
    """The kinds that may apply; `None` when nothing says it."""
    left: frozenset[str] | None = None
    for _, one in _binding(definition):
        if isinstance(one, KindIs) and one.among:
            allowed = opened(one.among) - opened(one.except_)
            left = allowed if left is None else left & allowed
    return left - _excluded(definition) if left is not None else None


def _excluded(definition: Definition) -> frozenset[str]:
    out: frozenset[str] = frozenset()
    for _, one in _binding(definition):
        if isinstance(one, KindIs) and not one.among:
            out |= opened(one.except_)
        for inner in one.conditions if isinstance(one, NoneOf) else ():
            if isinstance(inner, KindIs) and not inner.except_:
                out |= opened(inner.among)
    return out


def emptied(definition: Definition) -> Iterator[Flaw]:
    """Kinds admitted by one condition and all excluded by others."""
    asked = [index for index, one in _binding(definition) if isinstance(one, KindIs) and one.among]
    if asked and kinds(definition) == frozenset() and _excluded(definition):
        yield Flaw(
            ("eligibility", asked[0]),
            "Tous les genres admis ici sont exclus par une autre "
            "condition : personne ne peut candidater.",
        )


def places(definition: Definition) -> Iterator[Flaw]:
    """Places that exclude each other, or that what is outside covers."""
    found = [(index, one) for index, one in _binding(definition) if isinstance(one, PlaceIs)]
    for rank, (index, one) in enumerate(found):
        if one.within and all(_covered(place, one.outside) for place in one.within):
            yield Flaw(
                ("eligibility", index, "outside"),
                "Tout ce qui est dedans est aussi dehors : nul ne remplit cette condition.",
            )
        for _, other in found[:rank]:
            same = other.place_of == one.place_of
            if same and all(_apart(a, b) for a in one.within for b in other.within):
                yield Flaw(
                    ("eligibility", index, "within"),
                    "Deux conditions de lieu s’excluent : "
                    "aucun lieu n’est dans les deux. Réunissez-les dans une seule, ou "
                    "donnez-leur des volets (tracks).",
                )


def _chain(place: str) -> tuple[str, ...]:
    """A place and those it surely lies in: `departement:62` → `region:32` → `country:FR`."""
    head, _, code = place.partition(":")
    if head == "departement" and code in REGION_OF:
        return (place, f"region:{REGION_OF[code]}", "country:FR")
    if head == "commune" and code[:2].isdigit():
        return (place, *_chain(f"departement:{code[:3] if code[:2] in OVERSEAS else code[:2]}"))
    if head in {"region", "departement"}:
        return (place, "country:FR")
    if head == "country":
        country = code.split("/")[0]
        unions = [f"country:{name}" for name, some in UNIONS.items() if country in some]
        return (place, f"country:{country}", *unions)
    return ("country:FR",) if place == "FR" else (place,)


OVERSEAS = {"97", "98"}
LEVELS = ("commune", "departement", "region", "country", "FR")


def _covered(place: str, by: Iterable[str]) -> bool:
    return bool({*_chain(place)} & {"country:FR" if one == "FR" else one for one in by})


def _apart(first: str, second: str) -> bool:
    """Whether two places surely have nothing in common."""
    if not all(one.partition(":")[0] in LEVELS for one in (first, second)):
        return False
    return not _covered(first, [second]) and not _covered(second, [first])


def past(definition: Definition) -> Iterator[Flaw]:
    """An earlier award both asked and excluded."""
    asked = [one for _, one in _binding(definition) if isinstance(one, Awarded)]
    for index, one in _binding(definition):
        for other in asked:
            if not isinstance(one, NotAwarded) or one.outcome != other.outcome:
                continue
            if set(one.programmes) == set(other.programmes) and not one.within:
                yield Flaw(
                    ("eligibility", index),
                    "Une condition demande d’avoir déjà été retenu, et celle-ci l’exclut.",
                )
        if one.derogation_by and not one.derogation:
            yield Flaw(
                ("eligibility", index, "derogation_by"),
                "Quelqu’un accorde une dérogation "
                "qui n’est pas permise : écrivez derogation = true.",
            )
    for path, cond in every(definition, Condition):
        if cond.derogation_by and not cond.derogation and path[0] != "eligibility":
            yield Flaw((*path, "derogation_by"), "Écrivez derogation = true.")


ELSEWHERE = {"fees", "grants", "stages", "selection"}


def never(definition: Definition) -> Iterator[Flaw]:
    """Rates, grants, priorities, quotas or pages for people who may not apply."""
    admitted, ranges = kinds(definition), _ranges(definition)
    for path, one in walk(definition):
        case = _case(definition, path, one)
        if case is None or definition.consortium_of() is not None:
            continue
        if isinstance(case, KindIs) and case.among and admitted is not None:
            asked = opened(case.among)
            if admitted and not asked & admitted:
                yield flaw(
                    path,
                    "Ce cas vise {among}, qui ne peuvent pas candidater : il ne se présentera "
                    "jamais.",
                    among=_said(case.among),
                )
        if isinstance(case, NumberIs) and not case.over and case.fact in ranges:
            low, high = ranges[case.fact]
            if _beyond(case, low, high):
                yield flaw(
                    path,
                    "Ce cas demande un nombre ({fact}) que les conditions d’éligibilité "
                    "excluent : il ne se présentera jamais.",
                    fact=french.quoted(case.fact),
                )


def elsewhere(definition: Definition) -> Iterator[Flaw]:
    """Rates, envelopes or priorities for places where nobody admitted is."""
    asked = [one for _, one in _binding(definition) if isinstance(one, PlaceIs)]
    for path, one in every(definition, PlaceIs):
        case = _case(definition, path, one)
        if case is None or definition.consortium_of() is not None:
            continue
        same = [other for other in asked if other.place_of == one.place_of]
        if any(_far(_spread(definition, one), _spread(definition, other)) for other in same):
            yield flaw(
                path,
                "Ce cas vise un lieu que les conditions d’éligibilité excluent : il ne se "
                "présentera jamais. Corrigez le lieu (within), ou élargissez la condition.",
            )


def served(definition: Definition) -> Iterator[Flaw]:
    """Organisers who receive the files of places where nobody may apply."""
    asked = [one for _, one in _binding(definition)
             if isinstance(one, PlaceIs) and one.place_of == "seat"]  # fmt: skip
    for index, one in enumerate(definition.organisers):
        own = _opened(definition, one.serves)
        if own and any(_far(own, _spread(definition, other)) for other in asked):
            yield flaw(
                ("organisers", index, "serves"),
                "{label} reçoit les dossiers de lieux que les conditions d’éligibilité excluent : "
                "corrigez les uns (serves) ou les autres (within).",
                label=french.quoted(one.label),
            )


def _spread(definition: Definition, one: PlaceIs) -> list[str]:
    return _opened(definition, one.within)


def _opened(definition: Definition, names: Iterable[str]) -> list[str]:
    """Places, perimeters opened; one that is only described stays closed."""
    inside = {f"perimeter:{area.key}": area.within for area in definition.perimeters}
    return [place for name in names for place in inside.get(name, ()) or (name,)]


def _far(some: list[str], others: list[str]) -> bool:
    return all(_apart(a, b) for a in some for b in others)


def _case(definition: Definition, path: Path, one: object) -> Condition | None:
    """A condition that tells a case apart, rather than admits."""
    if not isinstance(one, Condition) or one.of != "applicant" or not path:
        return None
    if path[0] in ELSEWHERE:
        return one
    holder = definition.eligibility[int(path[1])] if path[0] == "eligibility" else None
    inside = isinstance(holder, If) and len(path) > 2 and path[2] == "condition"  # noqa: PLR2004 - a place in a path
    return one if inside else None


def _said(names: Iterable[str]) -> str:
    return french.listed([french.quoted(one) for one in names])


def _ranges(definition: Definition) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    """The numbers that may apply, fact by fact."""
    found: dict[str, tuple[Decimal | None, Decimal | None]] = {}
    for _, one in _binding(definition):
        if isinstance(one, NumberIs) and not one.over:
            low, high = found.get(one.fact, (None, None))
            lows = [x for x in (low, one.min, one.above) if x is not None]
            highs = [x for x in (high, one.max, one.below) if x is not None]
            found[one.fact] = (max(lows, default=None), min(highs, default=None))
    return found


def _beyond(case: NumberIs | Shown, low: Decimal | None, high: Decimal | None) -> bool:
    above = getattr(case, "above", None)
    below = getattr(case, "below", None)
    least = max((x for x in (case.min, above) if x is not None), default=None)
    most = min((x for x in (case.max, below) if x is not None), default=None)
    over = least is not None and high is not None and least > high
    return over or (most is not None and low is not None and most < low)


def shown(definition: Definition) -> Iterator[Flaw]:
    """Pages and questions asked only of people who may not apply."""
    admitted, ranges = kinds(definition), _ranges(definition)
    for path, one in every(definition.form, Shown):
        if one.negate:
            continue
        values = {str(x) for x in (*one.among, *([one.equals] if one.equals is not None else []))}
        if one.fact == "kind" and admitted and values and not opened(values) & admitted:
            yield flaw(
                ("form", *path),
                "Ce qui dépend de {said} ne sera jamais demandé : ces genres ne peuvent pas "
                "candidater.",
                said=_said(sorted(values)),
            )
        if one.fact in ranges and _beyond(one, *ranges[one.fact]):
            yield flaw(
                ("form", *path),
                "Ce qui dépend de ce nombre ({fact}) ne sera jamais demandé : les conditions "
                "d’éligibilité l’excluent.",
                fact=one.fact,
            )


COUNTED = (
    "departement",
    "region",
    "kind",
    "size",
    "theme",
    "track",
    "circle",
    "epci",
    "commune",
    "country",
    "organisation",
)
"""What each file is known by, besides its answers."""


def _sorted_by(definition: Definition) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """What each balance and each envelope sorts files by, and the values it names."""
    for kind in ("quotas", "envelopes"):
        for index, one in enumerate(getattr(definition.selection, kind)):
            yield ("selection", kind, index), one.attribute, one.values


def attributes(definition: Definition) -> Iterator[Flaw]:
    """Balances and envelopes on what no file says, or on values it never takes."""
    known = references.known(definition)
    values_of = {"kind": known["kinds"], "track": known["tracks"], "circle": known["circles"]}
    for path, attribute, values in _sorted_by(definition):
        yield from _uncounted(path, attribute)
        taken = values_of.get(attribute)
        for place, value in enumerate(values if taken else ()):
            if value not in (taken or ()):
                near = closest(value, taken or ())
                hint = (
                    say(" : vouliez-vous dire {near} ?", near=french.quoted(near)) if near else "."
                )
                yield flaw(
                    (*path, "values", place),
                    "{value} n’existe pas{hint}",
                    value=french.quoted(value),
                    hint=hint,
                )
        admitted = kinds(definition)
        if attribute == "kind" and values and admitted and not opened(values) & admitted:
            yield flaw(
                (*path, "values"),
                "{values} ne peuvent pas candidater : cet équilibre ne sera jamais rempli.",
                values=_said(values),
            )


def _uncounted(path: Path, attribute: str) -> Iterator[Flaw]:
    """What no file says of itself."""
    if attribute and "." not in attribute and attribute not in COUNTED:
        near = closest(attribute, COUNTED)
        hint = (
            say("vouliez-vous dire {near} ?", near=french.quoted(near))
            if near
            else (
                say(
                    'posez la question, et écrivez attribute = "answer.{attribute}".',
                    attribute=attribute,
                )
            )
        )
        yield flaw(
            (*path, "attribute"),
            "Aucun dossier ne dit {attribute} : {hint}",
            attribute=french.quoted(attribute),
            hint=hint,
        )


def answers(definition: Definition) -> Iterator[Flaw]:
    """Balances on an answer that sorts nobody, or on options never offered."""
    asked = {one.key: one for _, one in every(definition.form, Asked)}
    for path, attribute, values in _sorted_by(definition):
        head, _, key = attribute.partition(".")
        question = asked.get(key) if head == "answer" else None
        if question and not isinstance(question, Choice | YesNo | Place | Text):
            yield flaw(
                (*path, "attribute"),
                "{label} ne range les dossiers dans aucune catégorie : prenez une question à "
                "choix.",
                label=french.quoted(question.label),
            )
        if head == "answer" and key not in asked and path[1] == "envelopes":
            yield flaw(
                (*path, "attribute"),
                "{key} n’est pas une question du formulaire.",
                key=french.quoted(key),
            )
        if not isinstance(question, Choice) or question.other:
            continue
        options = [one.key for one in question.options]
        for place, value in enumerate(values):
            if value not in options:
                yield flaw(
                    (*path, "values", place),
                    "{value} n’est pas une réponse possible : on peut répondre {options}.",
                    value=french.quoted(value),
                    options=french.listed(options, "ou"),
                )


CHECKS = (
    Check("quota.answer", Severity.ERROR, answers),
    Check("eligibility.emptied", Severity.ERROR, emptied),
    Check("eligibility.apart", Severity.ERROR, places),
    Check("eligibility.past", Severity.WARNING, past, ("eligible",)),
    Check("case.never", Severity.WARNING, never, ("eligible", "fee", "grant", "priority")),
    Check("case.elsewhere", Severity.WARNING, elsewhere, ("eligible", "grant", "priority")),
    Check("organiser.served", Severity.WARNING, served, ("eligible",)),
    Check("form.never", Severity.WARNING, shown, ("eligible",)),
    Check("quota.unknown", Severity.WARNING, attributes, ("balance",)),
)
