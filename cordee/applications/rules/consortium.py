"""The verdict of composition of a consortium: size, categories, countries, shares, its lead."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, broken, missing, ok
from cordee.kernel.places import UNIONS
from cordee.programme.schema.who import Consortium, PartnerRule


@dataclass(frozen=True, slots=True)
class Body:
    """A partner as the rules see it; `amount` is its part of the budget."""

    name: str
    leads: bool = False
    category: str = ""
    country: str = "FR"
    amount: Decimal | None = None


def consortium_findings(rules: Consortium, bodies: Sequence[Body]) -> list[Finding]:
    """Every remark on the partners, told at once; the lead body counts among them."""
    return [
        _size(rules, bodies),
        *_categories(rules, bodies),
        *_lead(rules, bodies),
        *(found for rule in rules.rules for found in _rule(rules, rule, bodies)),
    ]


def agreement_findings(rules: Consortium, *, joined: bool) -> list[Finding]:
    """The agreement, or the letters of intent, that the deposit waits for."""
    if rules.agreement_question is None or joined:
        return []
    said = {
        "before_deposit": "Joignez l’accord signé entre les partenaires.",
        "intent": "Joignez la lettre d’intention des partenaires.",
    }.get(rules.agreement_signed)
    where = f"questions.{rules.agreement_question}"
    return [missing("consortium.agreement", where, said)] if said else []


def budget_findings(bodies: Sequence[Body], totals: Iterable[Decimal]) -> list[Finding]:
    """The parts of the partners, beside the budget that names them: said, never refused."""
    parts = [one.amount for one in bodies if one.amount is not None]
    held = [one for one in totals if one]
    if not held or not parts or len(parts) < len(bodies) or sum(parts) in held:
        return []
    said = (
        f"Les parts des partenaires font {french.money(sum(parts, Decimal()))} : ce n’est aucun "
        "des totaux de votre budget. Vérifiez les unes ou l’autre."
    )
    return [missing("consortium.budget", "partners", french.typeset(said),
                    strength=Strength.ADVICE)]  # fmt: skip


def shares_asked(rules: Consortium | None) -> bool:
    """Whether some rule looks at the part of the budget each carries."""
    return rules is not None and any(one.rule.startswith("share") for one in rules.rules)


def _bounds(least: Decimal | int | None, most: Decimal | int | None) -> str:
    if least is not None and most is not None:
        return f"de {french.number(least)} à {french.number(most)}"
    if most is not None:
        return f"au plus {french.number(most)}"
    return f"au moins {french.number(least or 0)}"


def _size(rules: Consortium, bodies: Sequence[Body]) -> Finding:
    count = len(bodies)
    wanted = _bounds(rules.min, rules.max)
    said = (
        f"{rules.label} : {french.plural(count, 'structure')}, cheffe de file comprise ; "
        f"il en faut {wanted}."
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
        said = f"Donnez une catégorie à {french.listed(lost)}."
        yield missing("consortium.category", "partners", said)


def _lead(rules: Consortium, bodies: Sequence[Body]) -> Iterator[Finding]:
    lead = next((one for one in bodies if one.leads), None)
    if lead is None or not rules.lead_categories or lead.category in rules.lead_categories:
        return
    labels = {one.key: str(one.label) for one in rules.categories}
    wanted = french.listed([labels.get(key, key) for key in rules.lead_categories], "ou")
    said = f"{rules.lead_label} : {lead.name} doit être de la catégorie {wanted}."
    yield broken("consortium.lead", "partners", said)


def _rule(rules: Consortium, rule: PartnerRule, bodies: Sequence[Body]) -> Iterator[Finding]:
    """One rule, counted over those it concerns; its own sentence replaces ours when refused."""
    concerned = [
        one
        for one in bodies
        if (rule.category is None or one.category == rule.category)
        and (not rule.countries or one.country in _countries(rule))
    ]
    who = _whom(rules, rule)
    if rule.rule == "count":
        yield _bounded(rule, Decimal(len(concerned)), who)
    elif rule.rule == "ratio":
        whole = Decimal(len(bodies) or 1)
        yield _bounded(rule, len(concerned) / whole, f"des structures : {who}", share=True)
    elif rule.rule == "categories":
        found = {one.category for one in concerned if one.category}
        yield _bounded(rule, Decimal(len(found)), "catégories différentes")
    elif rule.rule == "countries":
        yield _bounded(rule, Decimal(len({one.country for one in concerned})), "pays différents")
    elif rule.rule == "per_country":
        for country, count in sorted(Counter(one.country for one in concerned).items()):
            yield _bounded(rule, Decimal(count), f"structures de {country}")
    else:
        yield from _shares(rule, concerned, bodies, who)


def _countries(rule: PartnerRule) -> set[str]:
    """The countries named, unions opened: `EU` stands for each of its members."""
    return {code for one in rule.countries for code in (*UNIONS.get(one, ()), one)}


def _whom(rules: Consortium, rule: PartnerRule) -> str:
    labels = {one.key: str(one.label) for one in rules.categories}
    said = labels.get(rule.category or "", "structures")
    return f"{said} ({', '.join(rule.countries)})" if rule.countries else said


def _shares(
    rule: PartnerRule, concerned: Sequence[Body], bodies: Sequence[Body], who: str
) -> Iterator[Finding]:
    unknown = [one.name for one in bodies if one.amount is None]
    total = sum((one.amount for one in bodies if one.amount is not None), Decimal())
    if unknown or not total:
        said = f"Indiquez la part du budget de {french.listed(unknown or ['chaque structure'])}."
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
        yield _bounded(rule, part, f"du budget pour {name}", share=True)


def _bounded(rule: PartnerRule, value: Decimal, what: str, *, share: bool = False) -> Finding:
    low = rule.min is not None and value < rule.min
    high = rule.max is not None and value > rule.max
    if share:
        wanted = _bounds(
            rule.min * 100 if rule.min is not None else None,
            rule.max * 100 if rule.max is not None else None,
        )
        shown = french.number(round(value * 100, 1))
        said = f"Partenaires : {shown} % {what} ; il en faut {wanted} %."
    else:
        said = f"Partenaires : {french.number(value)} {what} ; il en faut "
        said += f"{_bounds(rule.min, rule.max)}."
    where = "partners"
    if not low and not high:
        return ok(f"consortium.{rule.rule}", where, said, strength=rule.strength)
    make = broken if high else missing
    own = str(rule.sentence) if rule.sentence else said
    evidence = (said,) if rule.sentence else ()
    return make(f"consortium.{rule.rule}", where, own, strength=rule.strength, evidence=evidence)


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
        said = f"Classez au moins {french.plural(least, 'vœu', 'vœux')}."
        found.append(missing("preferences.count", "preferences", said))
    if len(chosen) > most:
        said = f"Classez au plus {french.plural(most, 'vœu', 'vœux')}."
        found.append(broken("preferences.count", "preferences", said))
    return found
