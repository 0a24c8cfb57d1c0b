"""The verdict of composition of a consortium: size, categories, countries, shares, its lead."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, broken, missing, ok
from cordee.kernel.places import UNIONS, opened, part_unknown, place_words
from cordee.programme.schema.team import Consortium, PartnerRule


@dataclass(frozen=True, slots=True)
class Body:
    """A partner as the rules see it; `amount` is its part of the budget."""

    name: str
    leads: bool = False
    category: str = ""
    country: str = "FR"
    amount: Decimal | None = None
    refs: frozenset[str] = frozenset()
    """The places it lies in (`departement:62`, `country:BE`), when some rule looks at them."""


def consortium_findings(
    rules: Consortium,
    bodies: Sequence[Body],
    step: str = "",
    names: Mapping[str, str] = MappingProxyType({}),
) -> list[Finding]:
    """Every remark on the partners at a step, told at once; the lead body counts among them.

    `names` say the places of the call itself (`perimeter:massif`).
    """
    return [
        _size(rules, bodies),
        *_categories(rules, bodies),
        *_lead(rules, bodies),
        *(
            found
            for rule in rules.rules
            if rule.rule != "files" and (not (rule.steps and step) or step in rule.steps)
            for found in _rule(rules, rule, bodies, names)
        ),
    ]


def beside_findings(waited: Iterable[str]) -> list[Finding]:
    """Where each partner hands in its own file (`each_partner`): those who have not yet.

    It refuses nothing: somebody has to be the first one to hand in.
    """
    return [
        missing("consortium.beside", "partners", _waited(name), strength=Strength.ADVICE)
        for name in waited
    ]


def _waited(name: str) -> str:
    said = french.say(
        "{name} n’a pas encore déposé son dossier : à cette étape, chaque partenaire dépose le "
        "sien. Prévenez-le.",
        name=name,
    )
    return french.typeset(said)


def agreement_findings(rules: Consortium, *, joined: bool) -> list[Finding]:
    """The agreement, or the letters of intent, that the deposit waits for."""
    if rules.agreement_question is None or joined:
        return []
    said = {
        "before_deposit": french.say("Joignez l’accord signé entre les partenaires."),
        "intent": french.say("Joignez la lettre d’intention des partenaires."),
    }.get(rules.agreement_signed)
    where = f"questions.{rules.agreement_question}"
    return [missing("consortium.agreement", where, said)] if said else []


def budget_findings(bodies: Sequence[Body], totals: Iterable[Decimal]) -> list[Finding]:
    """The parts of the partners, beside the budget that names them: said, never refused."""
    parts = [one.amount for one in bodies if one.amount is not None]
    held = [one for one in totals if one]
    if not held or not parts or len(parts) < len(bodies) or sum(parts) in held:
        return []
    said = french.say(
        "Les parts des partenaires font {sum} : ce n’est aucun des totaux de votre "
        "budget. Vérifiez les unes ou l’autre.",
        sum=french.money(sum(parts, Decimal())),
    )
    return [missing("consortium.budget", "partners", french.typeset(said),
                    strength=Strength.ADVICE)]  # fmt: skip


def shares_asked(rules: Consortium | None) -> bool:
    """Whether some rule looks at the part of the budget each carries."""
    return rules is not None and any(one.rule.startswith("share") for one in rules.rules)


def _bounds(least: Decimal | int | None, most: Decimal | int | None) -> str:
    if least is not None and most is not None:
        return french.say(
            "de {least} à {most}", least=french.number(least), most=french.number(most)
        )
    if most is not None:
        return french.say("au plus {most}", most=french.number(most))
    return french.say("au moins {least}", least=french.number(least or 0))


def _size(rules: Consortium, bodies: Sequence[Body]) -> Finding:
    count = len(bodies)
    wanted = _bounds(rules.min, rules.max)
    said = french.say(
        "{label} : {count}, cheffe de file comprise ; il en faut {wanted}.",
        label=rules.label,
        count=french.plural(count, "structure"),
        wanted=wanted,
    )
    if count < rules.min:
        return missing("consortium.size", "partners", said)
    if rules.max is not None and count > rules.max:
        return broken("consortium.size", "partners", said)
    return ok("consortium.size", "partners", said)


def _categories(rules: Consortium, bodies: Sequence[Body]) -> Iterator[Finding]:
    known = {one.key for one in rules.categories}
    lost = [one.name for one in bodies if known and one.category not in known]
    if lost:
        said = french.say("Donnez une catégorie à {lost}.", lost=french.listed(lost))
        yield missing("consortium.category", "partners", said)


def _lead(rules: Consortium, bodies: Sequence[Body]) -> Iterator[Finding]:
    lead = next((one for one in bodies if one.leads), None)
    if lead is None or not rules.lead_categories or lead.category in rules.lead_categories:
        return
    labels = {one.key: one.label for one in rules.categories}
    wanted = french.listed([labels.get(key, key) for key in rules.lead_categories], "ou")
    said = french.say(
        "{lead_label} : {name} doit être de la catégorie {wanted}.",
        lead_label=rules.lead_label,
        name=lead.name,
        wanted=wanted,
    )
    yield broken("consortium.lead", "partners", said)


def _rule(
    rules: Consortium, rule: PartnerRule, bodies: Sequence[Body], names: Mapping[str, str]
) -> Iterator[Finding]:
    """One rule, counted over those it concerns; its own sentence replaces ours when refused."""
    concerned = [
        one
        for one in bodies
        if (rule.category is None or one.category == rule.category)
        and (not rule.countries or one.country in opened_countries(rule))
        and (not rule.within or _inside(rule, one))
        and (not rule.outside or not one.refs & opened(rule.outside))
    ]
    who = _whom(rules, rule, names)
    if rule.rule == "count":
        yield _bounded(rule, Decimal(len(concerned)), who)
    elif rule.rule == "ratio":
        whole = Decimal(len(bodies) or 1)
        yield _bounded(
            rule, len(concerned) / whole, french.say("des structures : {who}", who=who), share=True
        )
    elif rule.rule == "categories":
        found = {one.category for one in concerned if one.category}
        yield _bounded(rule, Decimal(len(found)), french.say("catégories différentes"))
    elif rule.rule == "countries":
        yield _bounded(
            rule, Decimal(len({one.country for one in concerned})), french.say("pays différents")
        )
    elif rule.rule == "per_country":
        for country, count in sorted(Counter(one.country for one in concerned).items()):
            yield _bounded(
                rule, Decimal(count), french.say("structures de {country}", country=country)
            )
    else:
        yield from _shares(rule, concerned, bodies, who)


def _inside(rule: PartnerRule, one: Body) -> bool:
    """Whether a partner lies there; one of which only the country is known is not refused."""
    unsure = rule.min is not None and part_unknown(rule.within, one.refs)
    return unsure or bool(one.refs & opened(rule.within))


def opened_countries(rule: PartnerRule) -> set[str]:
    """The countries named, unions opened: `EU` stands for each of its members."""
    return {code for one in rule.countries for code in (*UNIONS.get(one, ()), one)}


def located(rules: Consortium | None) -> bool:
    """Whether some rule looks at where partners lie."""
    return rules is not None and any(one.within or one.outside for one in rules.rules)


def _whom(rules: Consortium, rule: PartnerRule, names: Mapping[str, str]) -> str:
    labels = {one.key: one.label for one in rules.categories}
    said = labels.get(rule.category or "", french.say("structures"))
    where = [*rule.countries, *(place_words(one, names) for one in rule.within)]
    if rule.outside:
        far = french.listed([place_words(one, names) for one in rule.outside], "ou")
        where.append(french.say("hors de : {places}", places=far))
    return (
        french.say("{said} ({countries})", said=said, countries=", ".join(where)) if where else said
    )


def _shares(
    rule: PartnerRule, concerned: Sequence[Body], bodies: Sequence[Body], who: str
) -> Iterator[Finding]:
    unknown = [one.name for one in bodies if one.amount is None]
    total = sum((one.amount for one in bodies if one.amount is not None), Decimal())
    if unknown or not total:
        said = french.say(
            "Indiquez la part du budget de {unknown}.",
            unknown=french.listed(unknown or [french.say("chaque structure")]),
        )
        yield missing("consortium.amount", "partners", said, strength=rule.strength)
        return
    groups = {who: concerned}
    if rule.rule == "share_per_country":
        countries = sorted({one.country for one in concerned})
        groups = {c: [one for one in concerned if one.country == c] for c in countries}
    elif rule.each:
        groups = {one.name: [one] for one in concerned}
    for name, rows in groups.items():
        part = sum((one.amount or Decimal() for one in rows), Decimal()) / total
        yield _bounded(rule, part, french.say("du budget pour {name}", name=name), share=True)


def _bounded(rule: PartnerRule, value: Decimal, what: str, *, share: bool = False) -> Finding:
    low = rule.min is not None and value < rule.min
    high = rule.max is not None and value > rule.max
    if share:
        wanted = _bounds(
            rule.min * 100 if rule.min is not None else None,
            rule.max * 100 if rule.max is not None else None,
        )
        shown = french.number(round(value * 100, 1))
        said = french.say(
            "Partenaires : {shown} % {what} ; il en faut {wanted} %.",
            shown=shown,
            what=what,
            wanted=wanted,
        )
    else:
        said = french.say(
            "Partenaires : {value} {what} ; il en faut {wanted}.",
            value=french.number(value),
            what=what,
            wanted=_bounds(rule.min, rule.max),
        )
    where = "partners"
    if not low and not high:
        return ok(f"consortium.{rule.rule}", where, said, strength=rule.strength)
    return refused(rule, said, broken if high else missing)


def refused(rule: PartnerRule, said: str, make: Callable[..., Finding] = broken) -> Finding:
    """A rule on partners that is not held, in its own words, unless an exception may be asked."""
    code, where = f"consortium.{rule.rule}", "partners"
    own = french.own(rule.sentence) if rule.sentence else said
    evidence = (said,) if rule.sentence else ()
    if rule.derogation:
        asked = french.say("Une dérogation se demande, au cas par cas : dites pourquoi dans votre "
                           "dossier.")  # fmt: skip
        return make(code, where, own, strength=Strength.ADVICE, evidence=(*evidence, asked))
    return make(code, where, own, strength=rule.strength, evidence=evidence)


def preference_faults(
    chosen: Sequence[str], allowed: Sequence[str], least: int, most: int
) -> list[Finding]:
    """Why a list of choices put in order does not stand."""
    found = []
    if len(set(chosen)) < len(chosen):
        found.append(broken("preferences.twice", "preferences", "Un même vœu figure deux fois."))
    if set(chosen) - set(allowed):
        found.append(
            broken("preferences.unknown", "preferences", "Choisissez vos vœux dans la liste.")
        )
    if len(chosen) < least:
        said = french.say("Classez au moins {least}.", least=french.plural(least, "vœu", "vœux"))
        found.append(missing("preferences.count", "preferences", said))
    if len(chosen) > most:
        said = french.say("Classez au plus {most}.", most=french.plural(most, "vœu", "vœux"))
        found.append(broken("preferences.count", "preferences", said))
    return found
