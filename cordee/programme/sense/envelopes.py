"""Envelopes and scales: parts beyond the whole, brackets out of order, terms that mean nothing."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.programme.amounts import fixed_amount, grants_of
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.questions import Money
from cordee.programme.sense.flaws import Check, Flaw, flaw

HUNDREDTH = Decimal("0.01")


def envelopes(definition: Definition) -> Iterator[Flaw]:
    """Envelopes of tracks, waves or grants that exceed the call's."""
    whole = definition.selection.budget
    if whole is None:
        return
    parts = {
        say("volets"): ("tracks", [one.budget for one in definition.tracks]),
        say("périodes"): ("windows", [one.budget for one in definition.windows]),
        say("aides"): ("grants", [one.budget for one in definition.grants]),
        say("organisateurs"): ("organisers", [one.budget for one in definition.organisers]),
    }
    for name, (place, budgets) in parts.items():
        total = sum((one for one in budgets if one), Decimal())
        if total > whole:
            yield flaw(
                (place,),
                "Les enveloppes des {name} font {total}, pour {whole} en tout (selection.budget).",
                name=name,
                total=_money(definition, total),
                whole=_money(definition, whole),
            )


def _money(definition: Definition, amount: Decimal) -> str:
    return french.money(amount, definition.currency)


def places(definition: Definition) -> Iterator[Flaw]:
    """Tracks or waves that cannot give as many places as the call wants."""
    least = definition.selection.places_min
    for name, place, most in (
        ("volets", "tracks", [one.places_max for one in definition.tracks]),
        (say("périodes"), "windows", [one.places_max for one in definition.windows]),
    ):
        total = sum(one for one in most if one is not None)
        if most and None not in most and total < least:
            yield flaw(
                (place,),
                "Les {name} n’offrent ensemble que {total}, alors qu’il faut au moins {least}.",
                name=name,
                total=french.plural(total, "place"),
                least=french.plural(least, "lauréat"),
            )


def brackets(definition: Definition) -> Iterator[Flaw]:
    """Slices out of order, that forget what lies beyond, or that say neither rate nor amount."""
    for index, grant in enumerate(definition.grants):
        path: Path = ("grants", index, "brackets")
        tops = [one.up_to for one in grant.brackets]
        for place, one in enumerate(grant.brackets):
            if (one.rate is None) == (one.amount is None):
                yield Flaw(
                    (*path, place), "Une tranche dit soit un taux (rate), soit un montant (amount)."
                )
            if one.up_to is None and place < len(tops) - 1:
                yield Flaw((*path, place), "Une tranche sans limite (up_to) se place en dernier.")
        known = [one for one in tops if one is not None]
        if known != sorted(known):
            yield Flaw(path, "Les tranches vont de la plus basse à la plus haute.")


def bonuses(definition: Definition) -> Iterator[Flaw]:
    """What is added and says nothing, or can never be reached."""
    for index, grant in enumerate(definition.grants):
        for place, one in enumerate(grant.bonuses):
            if one.rate is None and one.amount is None and one.times is None:
                yield flaw(
                    ("grants", index, "bonuses", place),
                    "La majoration {label} n’ajoute rien : écrivez rate, amount ou times.",
                    label=french.quoted(one.label),
                )
        if grant.public_aid_max is not None and (grant.rate_max or 0) > grant.public_aid_max:
            yield Flaw(
                ("grants", index, "rate_max"),
                "Le taux d’aide dépasse à lui seul le cumul "
                "permis d’aides publiques (public_aid_max).",
            )
        if grant.overheads_flat is not None and grant.overheads_max is not None:
            yield Flaw(
                ("grants", index, "overheads_flat"),
                "Les frais généraux sont soit au "
                "forfait (overheads_flat), soit plafonnés (overheads_max).",
            )


TERMS = {
    "loan": ("interest", "repaid_over", "repaid_from"),
    "equity": ("stake",),
}
"""Terms that only mean something for one kind of grant."""


def terms(definition: Definition) -> Iterator[Flaw]:
    """Terms of a loan on what is not lent, of a stake on what is not invested."""
    for index, grant in enumerate(definition.grants):
        for kind, fields in TERMS.items():
            if grant.kind not in _near(kind):
                for field in fields:
                    if getattr(grant, field) is not None:
                        yield flaw(
                            ("grants", index, field),
                            '« {field} » ne vaut que pour kind = "{kind}".',
                            field=field,
                            kind=kind,
                        )


def _near(kind: str) -> tuple[str, ...]:
    return {"loan": ("loan", "guarantee", "convertible"), "equity": ("equity", "convertible")}[kind]


def ranks(definition: Definition) -> Iterator[Flaw]:
    """Two prizes for one rank, on one track and at one stage."""
    seen: dict[tuple[object, ...], str] = {}
    for index, grant in enumerate(definition.grants):
        if grant.rank is None or grant.when is not None:
            continue
        name = (grant.kind, grant.rank, grant.tracks, grant.awarded_at)
        if name in seen:
            yield flaw(
                ("grants", index, "rank"),
                "{label} et {name} vont au même rang.",
                label=french.quoted(grant.label),
                name=seen[name],
            )
        seen[name] = french.quoted(grant.label)


def weights(definition: Definition) -> Iterator[Flaw]:
    """Points that do not say what the weights say: only weights count in the marks."""
    for inside in {one.within for one in definition.criteria}:
        among = [
            (place, one)
            for place, one in enumerate(definition.criteria)
            if one.within == inside and one.points and one.weight > 0 and not one.indicative
        ]
        ratios = {one.weight / one.points for _, one in among if one.points}
        several = len({one.points for _, one in among}) > 1
        if several and max(ratios) - min(ratios) > HUNDREDTH * max(ratios):
            said = french.listed(
                [strung(french.number(one.points or 0), between="") for _, one in among]
            )
            yield flaw(
                ("criteria", among[-1][0], "weight"),
                "Les points ({said}) et les poids ({listed}) ne disent pas la même chose : "
                "seuls les poids comptent. Écrivez le poids en proportion des points.",
                said=said,
                listed=french.listed([french.number(one.weight) for _, one in among]),
            )


def named(definition: Definition) -> Iterator[Flaw]:
    """Money that bounds the choice, while several questions might say what is asked for."""
    rules = definition.selection
    bounded = (
        rules.budget is not None
        or any(one.budget is not None for one in definition.tracks)
        or any(one.counts == "budget" for one in rules.quotas)
    )
    if rules.adjusts or not bounded:
        return
    for track in [one.key for one in definition.tracks] or [""]:
        money = [one for one in definition.questions("", track) if isinstance(one, Money)]
        told = any(one.asked_question for one in grants_of(definition, track))
        if len(money) > 1 and not told and fixed_amount(definition, track) is None:
            labels = french.listed([french.quoted(one.label) for one in money])
            yield flaw(
                ("selection",),
                "Le choix se fait dans une enveloppe, plusieurs questions disent une somme "
                "({labels}) : nommez dans [[grants]] celle de la demande, asked_question.",
                labels=labels,
            )
            return


CHECKS = (
    Check("budget.over", Severity.WARNING, envelopes, ("grant", "places")),
    Check("places.few", Severity.WARNING, places, ("places",)),
    Check("budget.question", Severity.ERROR, named),
    Check("grant.brackets", Severity.ERROR, brackets),
    Check("grant.bonuses", Severity.WARNING, bonuses, ("grant",)),
    Check("grant.terms", Severity.WARNING, terms, ("grant",)),
    Check("grant.ranks", Severity.WARNING, ranks, ("grant",)),
    Check("criteria.points_weight", Severity.WARNING, weights, ("criteria",)),
)
