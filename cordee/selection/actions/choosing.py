"""The balanced choice: computed, explained, moved by the jury with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from procrastinate.contrib.django import app

from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.kernel.speech import recipes
from cordee.ledger.actions import record
from cordee.programme.computed import topped_up
from cordee.selection.events import Moved, Proposed, Worded
from cordee.selection.models import Deliberation, Panel, Ruling
from cordee.selection.queries import candidates, files, sheet, stage_of
from cordee.selection.queries.public import turnout_found
from cordee.selection.rules import (
    NO_TERMS,
    Terms,
    answered,
    moved,
    problem,
    proposed,
    term_faults,
)
from cordee.selection.rules.choice import CONDITIONS, PLACES, lists_of
from cordee.selection.rules.public import is_public
from cordee.selection.rules.votes import by_voices
from cordee.selection.solvers.select.explain import explained

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cordee.people.models import User

AT_ONCE = 60
"""Up to so many files a proposal is computed while the page waits."""
MONEY_AT_ONCE = 30
"""The same when money counts: each question then takes the larger engine."""
REPLICATES = 300
"""How many times the choice is tried again to say how solid it is."""


@transaction.atomic
def ask(
    panel: Panel, *, seed: str, terms: Terms = NO_TERMS, by: User, at: datetime
) -> Deliberation | None:
    """Ask for a proposal: at once for a small call, else by the worker (then None)."""
    _counted_first(panel)
    if not tidy(seed):
        raise Refused(
            missing("choice.seed", "seed", "Donnez la graine du tirage : un mot suffit, public.")
        )
    rules = panel.edition.rules_in_force.definition.selection
    at_once = MONEY_AT_ONCE if rules.budget or rules.envelopes else AT_ONCE
    if files(panel).count() <= at_once:
        return propose(panel, seed=tidy(seed), terms=terms, by=by, at=at)
    if Panel.objects.filter(pk=panel.pk, asked_at=None).update(asked_at=at, refusal=""):
        later(
            "propose",
            panel_id=panel.pk,
            seed=tidy(seed),
            user_id=by.pk,
            terms=terms.as_json(),
        )
    return None


KILLED = (
    "Le calcul s’est arrêté plusieurs fois sans aller au bout. Demandez-le de nouveau ; si cela se "
    "répète, prévenez la personne qui administre le site."
)


def give_up(*, panel_id: int, at: datetime, **_asked: object) -> None:
    """Free a panel for another computation: each worker that began this one was killed."""
    del at
    Panel.objects.filter(pk=panel_id).exclude(asked_at=None).update(asked_at=None, refusal=KILLED)


@transaction.atomic
def propose(
    panel: Panel, *, seed: str, terms: Terms = NO_TERMS, by: User, at: datetime
) -> Deliberation:
    """Compute the balanced choice: same rules, same marks, same seed, same bytes.

    `terms` are what the jury adds: files in or out at once, rules relaxed, each with its reason.
    """
    _counted_first(panel)
    if found := term_faults(terms, {str(one.public_id) for one in files(panel)}):
        raise Refused(found)
    version = panel.edition.rules_in_force
    instance, result = answered(question(panel, seed, terms, at=at))
    made = Deliberation.objects.create(
        panel=panel,
        version=version,
        instance=instance,
        result=result,
        terms=terms.as_json(),
        digest=digest({"instance": instance, "result": result}),
        at=at,
        by=by,
    )
    record(Proposed(deliberation=made.pk, digest=made.digest), by=by, at=at)
    later("explain", deliberation_id=made.pk)
    return made


def _counted_first(panel: Panel) -> None:
    """A vote is counted once it is closed, for nobody before."""
    if by_voices(stage_of(panel)) and panel.closed_at is None:
        raise Refused(
            broken(
                "choice.open",
                "choice",
                "Le vote est ouvert : closez-le d’abord, ses voix se comptent alors.",
            )
        )
    if is_public(stage_of(panel)) and (found := turnout_found(panel)):
        raise Refused(found)


def question(panel: Panel, seed: str, terms: Terms = NO_TERMS, *, at: datetime) -> dict[str, Any]:
    """The question of a panel, as the solver reads it, with what the envelopes hold that day."""
    definition = topped_up(panel.edition.rules_in_force.definition, panel.edition.today(at))
    return problem(definition, stage_of(panel), candidates(panel), sheet(panel), seed, terms=terms)


def later(task: str, **arguments: Any) -> None:
    """Leave a computation to the worker, named as `tasks.py` names it, once this is committed."""
    app.configure_task(f"selection.{task}", queue="long").defer(**arguments)


@transaction.atomic
def explain(deliberation: Deliberation) -> Deliberation:
    """Compute why this set, why not another, at which price, how solid; same bytes each time."""
    if deliberation.explanation is None:
        told = explained(deliberation.instance, replicates=REPLICATES)
        deliberation.explanation = {**told, "recipes": recipes(told)}
        deliberation.save(update_fields=("explanation",))
    return deliberation


@transaction.atomic
def move(
    deliberation: Deliberation,
    key: str,
    *,
    into: str,
    reason: str,
    rank: int | None = None,
    by: User,
    at: datetime,
) -> None:
    """Put a file elsewhere than the rules proposed; the jury says why, the minutes repeat it."""
    deliberation = _open(deliberation)
    rules = deliberation.version.definition.selection
    known = {str(one.public_id) for one in files(deliberation.panel)}
    if key not in known or into not in PLACES:
        raise Refused(broken("move.unknown", "deposit", "Choisissez un dossier et sa place."))
    if not tidy(reason):
        raise Refused(
            missing("move.reason", "reason", "Dites pourquoi le jury s’écarte de la proposition.")
        )
    rank = rank if into == "reserve" else None
    start = proposed(deliberation.result, rules, lists_of(deliberation.instance, rules))
    here = moved(start, deliberation.moves).place(key)
    if here == into and rank is None:
        raise Refused(broken("move.same", "into", "Ce dossier y est déjà."))
    deliberation.moves = [
        *deliberation.moves,
        {
            "deposit": key,
            "into": into,
            "reason": tidy(reason),
            "by": by.pk,
            "at": at.isoformat(),
            **({"rank": rank} if rank else {}),
        },
    ]
    deliberation.save(update_fields=("moves",))
    event = Moved(deliberation=deliberation.pk, deposit=key, into=into)
    record(event, by=by, at=at)


@transaction.atomic
def word(
    deliberation: Deliberation,
    key: str,
    text: str,
    *,
    criterion: str = "",
    by: User,
    at: datetime,
) -> None:
    """Write the reasons that a team will read, before the decision freezes them.

    In general, or on one criterion of the stage.
    """
    word_all(deliberation, {(key, criterion): text}, by=by, at=at)


@transaction.atomic
def word_all(
    deliberation: Deliberation, texts: Mapping[tuple[str, str], str], *, by: User, at: datetime
) -> None:
    """Write several reasons at once, by file and criterion (« » in general): one lock, one save."""
    deliberation = _open(deliberation)
    panel = deliberation.panel
    asked = {key for key, _criterion in texts}
    if files(panel).filter(public_id__in=asked).count() < len(asked):
        raise Refused(broken("reasons.unknown", "deposit", "Ce dossier n’est plus en lice."))
    known = {"", *(one.key for one in panel.edition.definition.criteria_of(stage_of(panel)))}
    known |= {CONDITIONS} if stage_of(panel).with_conditions else set()
    if not known.issuperset(criterion for _key, criterion in texts):
        raise Refused(broken("reasons.criterion", "criterion", "Ce critère n’existe pas ici."))
    written = {
        f"{key}:{criterion}" if criterion else key: text.strip()
        for (key, criterion), text in texts.items()
    }
    before = deliberation.reasons
    changed = {place: text for place, text in written.items() if before.get(place, "") != text}
    if not changed:
        return
    deliberation.reasons = {**before, **changed}
    deliberation.save(update_fields=("reasons",))
    for key in sorted({place.partition(":")[0] for place in changed}):
        record(Worded(deliberation=deliberation.pk, deposit=key), by=by, at=at)


def _open(deliberation: Deliberation) -> Deliberation:
    """The proposal, locked, as long as nothing is decided."""
    panel = deliberation.panel
    if Ruling.objects.filter(edition=panel.edition_id, stage=panel.stage).exists():
        raise Refused(
            broken("ruling.twice", "ruling", "La décision de cette étape est déjà prise.")
        )
    rows = Deliberation.objects.select_for_update(of=("self",)).select_related(
        "panel__edition__current", "version"
    )
    return rows.get(pk=deliberation.pk)
