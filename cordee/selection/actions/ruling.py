"""The decision, taken in private, and its release to everybody at one instant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction

from cordee.applications.rules.passage import feeds_a_step
from cordee.kernel import french
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.selection.events import Released, Ruled
from cordee.selection.letters import letter_faults
from cordee.selection.models import Outcome, Ruling
from cordee.selection.papers import minutes
from cordee.selection.queries import files, outcomes_of, stage_of
from cordee.selection.queries.placing import placement_of, places_winners
from cordee.selection.queries.replies import until
from cordee.selection.queries.wording import rule_labels
from cordee.selection.rules import Set, places, proposed, ruling_faults, set_faults, terms_of
from cordee.selection.rules.choice import lists_of, wildcard_faults
from cordee.selection.rules.mentions import mentions_of, naming_faults
from cordee.selection.rules.ruler import reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from cordee.applications.models import Deposit
    from cordee.kernel.findings import Finding
    from cordee.people.models import User
    from cordee.selection.models import Deliberation, Panel


@transaction.atomic
def rule(
    deliberation: Deliberation,
    *,
    selected: Sequence[str],
    reserve: Sequence[str],
    reasons: Mapping[str, str],
    named: Mapping[str, Sequence[str]] | None = None,
    conditions: Mapping[str, str] | None = None,
    by: User,
    at: datetime,
) -> Ruling:
    """Take the decision, in private: every file gets a result and its reasons.

    `selected` and `reserve` are public ids of deposits, the reserve in its order; the others are
    refused; `named` are the distinctions that the jury names itself; `conditions`, what a yes is
    given on, kept where the stage may say so.

    Raises `Refused` when the places of the call are not respected, when a file left out has no
    reason, or when the decision exists already.
    """
    panel = deliberation.panel
    rows = {str(deposit.public_id): deposit for deposit in files(panel)}
    rules = deliberation.version.definition.selection
    chosen = Set(tuple(selected), tuple(reserve), lists_of(deliberation.instance, rules))
    if found := [
        *_answers_due(panel, at),
        *decision_faults(deliberation, rows, chosen, reasons),
        *naming_faults(rules, named or {}, chosen, rows),
    ]:
        raise Refused(found)
    asked = _conditions(panel, chosen, conditions or {})
    content = _content(deliberation, chosen, reasons, named or {}, asked)
    ruling = _ruled(deliberation, content, by=by, at=at)
    Outcome.objects.bulk_create(
        _outcome(ruling, deposit, key, chosen, reasons, asked) for key, deposit in rows.items()
    )
    ruling.minutes = minutes(panel, ruling)
    ruling.save(update_fields=("minutes",))
    record(Ruled(ruling=ruling.pk, edition=panel.edition_id, digest=ruling.digest), by=by, at=at)
    return ruling


def _answers_due(panel: Panel, at: datetime) -> list[Finding]:
    """Teams still may answer the reviews: the decision waits for them."""
    last = until(panel)
    if last is None or at > last:
        return []
    zone = ZoneInfo(panel.edition.definition.zone_of())
    said = french.say(
        "Les équipes peuvent répondre aux avis jusqu’au {day} au soir : la décision se prend "
        "ensuite.",
        day=french.day(last.astimezone(zone).date()),
    )
    return [broken("ruling.replies", "ruling", said)]


def _outcome(  # noqa: PLR0917 - what a result is made of
    ruling: Ruling,
    deposit: Deposit,
    key: str,
    chosen: Set,
    reasons: Mapping[str, str],
    asked: Mapping[str, str],
) -> Outcome:
    return Outcome(
        ruling=ruling,
        deposit=deposit,
        result=chosen.place(key),
        rank=chosen.rank(key),
        reasons=reasons.get(key, ""),
        conditions=asked.get(key, ""),
    )


def _content(
    deliberation: Deliberation,
    chosen: Set,
    reasons: Mapping[str, str],
    named: Mapping[str, Sequence[str]],
    asked: Mapping[str, str],
) -> dict[str, Any]:
    """What a decision freezes."""
    mentions = given_mentions(deliberation, chosen, named)
    return {
        "selected": sorted(chosen.selected),
        "reserve": list(chosen.reserve),
        "reasons": dict(reasons),
        "moves": deliberation.moves,
        **({"terms": deliberation.terms} if deliberation.terms else {}),
        **({"mentions": mentions} if mentions else {}),
        **({"conditions": dict(asked)} if asked else {}),
    }


def _ruled(
    deliberation: Deliberation, content: dict[str, Any], *, by: User, at: datetime
) -> Ruling:
    """The decision of a stage, made once."""
    panel = deliberation.panel
    ruling, created = Ruling.objects.get_or_create(
        edition=panel.edition,
        stage=panel.stage,
        defaults={
            "version": deliberation.version,
            "deliberation": deliberation,
            "content": content,
            "digest": digest(content),
            "at": at,
            "by": by,
        },
    )
    if not created:
        raise Refused(
            broken("ruling.twice", "ruling", "La décision de cette étape est déjà prise.")
        )
    return ruling


def _conditions(panel: Panel, chosen: Set, written: Mapping[str, str]) -> dict[str, str]:
    """What a yes is given on, file by file; nothing where the stage says yes or no alone."""
    if not stage_of(panel).with_conditions:
        return {}
    told = {key: tidy(written.get(key, "")) for key in chosen.selected}
    return {key: text for key, text in sorted(told.items()) if text}


def given_mentions(
    deliberation: Deliberation, chosen: Set, named: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """The distinctions of a set, from the merits of its proposal."""
    result = deliberation.result
    order = [*result.get("selected", ()), *result.get("waiting_list", ())]
    definition = deliberation.version.definition
    read = reader(definition, stage_of(deliberation.panel), deliberation.instance)
    return mentions_of(
        definition.selection, result.get("merit", {}), chosen, order, named, read=read
    )


def decision_faults(
    deliberation: Deliberation, keys: Iterable[str], chosen: Set, reasons: Mapping[str, str]
) -> list[Finding]:
    """Why a decision cannot be taken from a proposal: places, reasons, hard rules broken."""
    panel, instance = deliberation.panel, deliberation.instance
    known = list(keys)
    definition = deliberation.version.definition
    bounds = terms_of(deliberation.terms).places(*places(definition, stage_of(panel), len(known)))
    if definition.selection.ties_above_cut:  # the places that equals were given
        bounds = (bounds[0], max(bounds[1], instance["k_max"]))
    labels = rule_labels(definition, instance)
    rules = definition.selection
    start = proposed(deliberation.result, rules, lists_of(deliberation.instance, rules))
    return [
        *wildcard_faults(stage_of(panel), start, chosen),
        *ruling_faults(definition.selection, known, chosen, reasons, bounds),
        *set_faults(instance, chosen.selected, lambda key: labels.get(key, key)),
    ]


def _unplaced(ruling: Ruling) -> list[Finding]:
    """Winners who ranked wishes learn where they go with the answer itself."""
    if not places_winners(ruling):
        return []
    made = placement_of(ruling)
    if made is not None and made.settled_at is not None:
        return []
    said = "Arrêtez d’abord les affectations selon les vœux : chaque lettre dit où va l’équipe."
    return [missing("wishes.settle", "wishes", said)]


@transaction.atomic
def release(ruling: Ruling, *, by: User, at: datetime) -> Ruling:
    """Publish the decision: page, mails and cohort follow together, at one instant."""
    if found := [*letter_faults(outcomes_of(ruling)), *_unplaced(ruling)]:
        raise Refused(found)
    updated = Ruling.objects.filter(pk=ruling.pk, released_at=None).update(released_at=at)
    if not updated:
        raise Refused(broken("ruling.released", "ruling", "Ces résultats sont déjà publiés."))
    ruling.released_at = at
    final = not feeds_a_step(ruling.version.definition, ruling.stage)
    record(Released(ruling=ruling.pk, edition=ruling.edition_id, final=final), by=by, at=at)
    return ruling
