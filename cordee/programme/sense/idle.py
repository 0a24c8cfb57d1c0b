"""Words of the choice that hold nothing where they stand: nothing to stop, to carry, to pass on."""

from collections.abc import Iterator

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme.remarks import Severity
from cordee.programme.schema.choosing import Stage
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.timeline import Window
from cordee.programme.sense.flaws import Check, Flaw, flaw


def stopping(definition: Definition) -> Iterator[Flaw]:
    """A file too dear for no envelope, or where less than asked is given to all."""
    rules = definition.selection
    path = ("selection", "too_dear")
    if rules.too_dear and rules.budget is None:
        yield Flaw(path, say("Trop cher pour quelle enveloppe ? Écrivez budget."))
    elif rules.too_dear and rules.adjusts and not _floors(definition):
        yield Flaw(path, say("Chacun peut recevoir moins qu’il ne demande (adjusts) : aucun "
                             "dossier n’est trop cher. Ôtez too_dear, ou adjusts."))  # fmt: skip


def _floors(definition: Definition) -> bool:
    """Whether an aid has a floor: what is left of an envelope may be less than the floor."""
    return any(one.min or one.rate_min or one.costs_min for one in definition.grants)


def leaving(definition: Definition) -> Iterator[Flaw]:
    """Money carried over to nothing, passed on to nobody, of a year when nothing closes."""
    parts = definition.selection.envelopes
    zone = definition.timeline.zone
    years = {year for one in definition.windows for year in _years(one, zone)}
    for index, one in enumerate(parts):
        path = ("selection", "envelopes", index)
        label = french.quoted(one.label)
        if one.carried_over and index == len(parts) - 1 and index:
            yield flaw((*path, "carried_over"), "{label} est la dernière enveloppe : ce qui reste "
                       "n’est reporté sur aucune. Ôtez carried_over.", label=label)  # fmt: skip
        if one.transferable and len(parts) == 1 and (one.values or not one.attribute):
            yield flaw((*path, "transferable"), "{label} est la seule enveloppe : ce qui reste ne "
                       "peut aller à aucune autre. Ôtez transferable.", label=label)  # fmt: skip
        plain = definition.fiscal_year in {None, "01-01"}
        if one.year and len(years) > 1 and plain and one.year not in years:
            yield flaw((*path, "year"), "{label} est celle de {year}, année où aucun dépôt ne se "
                       "clôt. Changez year, ou les périodes.", label=label,
                       year=str(one.year))  # fmt: skip


def added(definition: Definition) -> Iterator[Flaw]:
    """Money added to no envelope, or that says neither how much, nor for whom to grow."""
    choice = definition.selection
    tracks = {one.key: one.budget for one in definition.tracks}
    parts = {one.key: one.amount for one in choice.envelopes}
    for index, one in enumerate(choice.top_ups):
        path = ("selection", "top_ups", index)
        if (one.amount is None) == (one.rate is None):
            yield Flaw(path, say("Cet abondement dit soit un montant (amount), soit une part "
                                 "(rate) : écrivez l’un des deux."))  # fmt: skip
        if one.every and one.on is None:
            yield Flaw((*path, "every"), say("À partir de quel jour ? Écrivez on."))
        first = (parts.get(one.envelope) if one.envelope
                 else tracks.get(one.track) if one.track else choice.budget)  # fmt: skip
        if first is None:
            yield Flaw(path, say("Cet abondement s’ajoute à une enveloppe qui n’a pas de montant : "
                                 "écrivez d’abord le sien (budget ou amount)."))  # fmt: skip


def _years(window: Window, zone: str) -> Iterator[int]:
    """The years in which a window gives files to examine: at its closing, or all along."""
    opens, closes = window.opens_at(zone), window.closes_at(zone)
    rolling = window.cut_offs or window.examined_every or window.permanent
    if closes and opens and rolling:
        yield from range(opens.year, closes.year + 1)
    elif closes:
        yield closes.year


def ballots(definition: Definition) -> Iterator[Flaw]:
    """Ballots that say one thing, in stages that count another."""
    for index, one in enumerate(definition.stages):
        said = _points(one) or _words(one)
        if said:
            yield Flaw(("stages", index, "ballot"), said)


def _points(one: Stage) -> str:
    """Points to share out where nobody says how many, or where no ballot shares any."""
    if one.ballot == "points" and not one.votes_points:
        return say("Combien de points par votant ? Écrivez votes_points.")
    if one.ballot not in {None, "points"} and one.votes_points:
        return say("Ce bulletin ne répartit pas de points : ôtez votes_points, ou écrivez "
                   'ballot = "points".')  # fmt: skip
    return ""


def _words(one: Stage) -> str:
    """A word on each file, where so many are to be named, or where papers are counted by hand."""
    if one.ballot not in {"judgement", "for_against"}:
        return ""
    if one.choices_max or one.choices_min:
        return say("Ce bulletin dit quelque chose de chaque dossier : ôtez choices_min et "
                   "choices_max.")  # fmt: skip
    if set(one.voting_ways) - {"online"}:
        return say("Cordée ne compte ces bulletins qu’en ligne : ôtez les autres voting_ways, ou "
                   "demandez de désigner des dossiers.")  # fmt: skip
    return ""


CHECKS = (
    Check("ballot.idle", Severity.WARNING, ballots),
    Check("stop.idle", Severity.WARNING, stopping),
    Check("envelope.idle", Severity.WARNING, leaving),
    Check("envelope.added", Severity.WARNING, added),
)
