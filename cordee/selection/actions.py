"""Seat a jury, mark, choose, decide and release: the only writer of the selection."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import transaction

from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.selection.events import (
    Declared,
    JurorSeated,
    Marked,
    Opened,
    Proposed,
    Recused,
    Released,
    Ruled,
)
from cordee.selection.models import Deliberation, Juror, Mark, Outcome, Panel, Recusal, Ruling
from cordee.selection.policy import may_mark
from cordee.selection.queries import applications_of, candidates, files, sheet, stage_of
from cordee.selection.rules import mark_faults, problem, scale_of
from cordee.selection.solvers import ANSWERED, solve

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

    from cordee.applications.models import Application, Deposit
    from cordee.calls.models import Edition
    from cordee.people.models import Organisation, Person, User


@transaction.atomic
def open_panel(edition: Edition, stage: str, *, by: User, at: datetime) -> Panel:
    """Let the panel of a stage begin; raises `Refused` before the closing of the call."""
    closes = edition.definition.limit()
    if closes is not None and at < closes:
        raise Refused(
            broken("panel.early", "panel", "Le jury ouvre les dossiers après la clôture.")
        )
    found = next((one for one in edition.definition.stages if one.key == stage), None)
    if found is None:
        raise Refused(broken("panel.stage", "stage", "L’appel ne prévoit pas cette étape."))
    panel, created = Panel.objects.get_or_create(
        edition=edition, stage=stage, defaults={"label": str(found.label), "opened_at": at}
    )
    if created:
        record(Opened(panel=panel.pk, edition=edition.pk), by=by, at=at)
    return panel


@transaction.atomic
def seat_juror(
    panel: Panel,
    person: Person,
    *,
    seat: str = "",
    organisation: Organisation | None = None,
    voting: bool = True,
    president: bool = False,
    by: User,
    at: datetime,
) -> Juror:
    """Appoint someone to a panel; she judges no file she helped to write."""
    juror, created = Juror.objects.get_or_create(
        panel=panel,
        person=person,
        defaults={
            "seat": seat,
            "organisation": organisation,
            "voting": voting,
            "president": president,
            "starts": at,
        },
    )
    if created:
        record(JurorSeated(panel=panel.pk, juror=juror.pk), by=by, at=at)
        for application in _written_by(juror):
            recuse(
                juror,
                application,
                reason="Fait partie de l’équipe candidate.",
                source=Recusal.Source.STAFF,
                by=by,
                at=at,
            )
    return juror


def _written_by(juror: Juror) -> list[Application]:
    user = juror.person.user
    return [] if user is None else list(applications_of(user, juror.panel.edition_id))


@transaction.atomic
def declare(juror: Juror, conflicts: Mapping[Application, str], *, by: User, at: datetime) -> None:
    """Declare one's interests, file by file; each conflict needs its reason (R50)."""
    if any(not reason.strip() for reason in conflicts.values()):
        raise Refused(
            missing("recusal.reason", "reason", "Dites en une phrase la raison de chaque déport.")
        )
    for application, reason in conflicts.items():
        recuse(juror, application, reason=reason, by=by, at=at)
    juror.declared_at = at
    juror.save(update_fields=("declared_at",))
    record(Declared(juror=juror.pk, recusals=len(conflicts)), by=by, at=at)


@transaction.atomic
def recuse(
    juror: Juror,
    application: Application,
    *,
    reason: str,
    source: str = Recusal.Source.DECLARED,
    by: User,
    at: datetime,
) -> Recusal:
    """Withdraw from a file: it disappears for her, and her marks on it no longer count."""
    recusal, created = Recusal.objects.get_or_create(
        juror=juror,
        application=application,
        lifted_at=None,
        defaults={"reason": tidy(reason), "source": source, "at": at},
    )
    if created:
        withdrawn = Mark.objects.filter(
            juror=juror, deposit__application=application, withdrawn_at=None
        ).update(withdrawn_at=at)
        record(
            Recused(juror=juror.pk, application=application.pk, marks_withdrawn=withdrawn),
            by=by,
            at=at,
        )
    return recusal


@transaction.atomic
def mark(
    juror: Juror,
    deposit: Deposit,
    criterion: str,
    value: Decimal | None,
    *,
    comment: str = "",
    by: User,
    at: datetime,
) -> Mark:
    """Give a mark, or say nothing of it (`None`); pinned to the deposit as it was read."""
    definition, stage = deposit.version.definition, stage_of(juror.panel)
    judged = next((one for one in definition.criteria_of(stage) if one.key == criterion), None)
    if judged is None:
        raise Refused(broken("mark.criterion", "criterion", "Ce critère n’est pas à noter ici."))
    if not (right := may_mark(juror, deposit)):
        raise Refused(
            broken("mark.right", "mark", right.reason or "Ce dossier ne vous est pas confié.")
        )
    if found := mark_faults(scale_of(definition, stage, judged), value):
        raise Refused(found)
    given, _created = Mark.objects.update_or_create(
        juror=juror,
        deposit=deposit,
        criterion=criterion,
        defaults={"value": value, "comment": tidy(comment), "at": at, "withdrawn_at": None},
    )
    record(
        Marked(
            deposit=deposit.pk,
            juror=juror.pk,
            criterion=criterion,
            value="" if value is None else str(value),
        ),
        by=by,
        at=at,
    )
    return given


@transaction.atomic
def close_marks(panel: Panel, *, by: User, at: datetime) -> None:  # noqa: ARG001 - an act is signed
    """End the marking: what is given is what will be counted."""
    Panel.objects.filter(pk=panel.pk, closed_at=None).update(closed_at=at)


@transaction.atomic
def propose(panel: Panel, *, seed: str, by: User, at: datetime) -> Deliberation:
    """Compute the balanced choice: same rules, same marks, same seed, same bytes."""
    version = panel.edition.rules_in_force
    instance = problem(version.definition, stage_of(panel), candidates(panel), sheet(panel), seed)
    status, answer = solve("select", instance)
    result = json.loads(answer)
    if status != ANSWERED:
        raise Refused(
            broken(
                "choice.invalid",
                "choice",
                "Le calcul du choix n’a pas abouti : "
                f"{result.get('error', result.get('status', ''))}. Vérifiez les notes et les "
                "règles de l’appel, puis relancez.",
            )
        )
    made = Deliberation.objects.create(
        panel=panel,
        version=version,
        instance=instance,
        result=result,
        digest=digest({"instance": instance, "result": result}),
        at=at,
        by=by,
    )
    record(Proposed(deliberation=made.pk, digest=made.digest), by=by, at=at)
    return made


@transaction.atomic
def rule(
    deliberation: Deliberation,
    *,
    selected: list[str],
    reserve: list[str],
    reasons: Mapping[str, str],
    by: User,
    at: datetime,
) -> Ruling:
    """Take the decision, in private: every file gets a result and its reasons.

    `selected` and `reserve` are public ids of deposits, the reserve in its order; the others are
    refused. Raises `Refused` when the places of the call are not respected, when a file left out
    has no reason, or when the decision exists already.
    """
    panel = deliberation.panel
    rows = {str(deposit.public_id): deposit for deposit in files(panel)}
    _check_ruling(deliberation, rows, selected, reserve, reasons)
    content = {"selected": sorted(selected), "reserve": reserve, "reasons": dict(reasons)}
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
    Outcome.objects.bulk_create(
        Outcome(
            ruling=ruling,
            deposit=deposit,
            result=_result(key, selected, reserve),
            rank=reserve.index(key) + 1 if key in reserve else None,
            reasons=reasons.get(key, ""),
        )
        for key, deposit in rows.items()
    )
    record(Ruled(ruling=ruling.pk, edition=panel.edition_id, digest=ruling.digest), by=by, at=at)
    return ruling


def _result(key: str, selected: list[str], reserve: list[str]) -> str:
    if key in selected:
        return Outcome.Result.SELECTED
    return Outcome.Result.RESERVE if key in reserve else Outcome.Result.REFUSED


def _check_ruling(
    deliberation: Deliberation,
    rows: Mapping[str, Deposit],
    selected: list[str],
    reserve: list[str],
    reasons: Mapping[str, str],
) -> None:
    rules = deliberation.version.definition.selection
    found = []
    if unknown := set(selected) | set(reserve) - rows.keys():
        found += [
            broken("ruling.unknown", "ruling", f"Dossier inconnu ou retiré : {key}.")
            for key in sorted(unknown - rows.keys())
        ]
    if not rules.places_min <= len(selected) <= (rules.places_max or len(rows)):
        found.append(
            broken(
                "ruling.places",
                "ruling",
                f"L’appel prévoit de {rules.places_min} à {rules.places_max} lauréats ; "
                f"la décision en compte {len(selected)}.",
            )
        )
    if rules.reasons_given and (
        silent := [key for key in rows if key not in selected and not reasons.get(key, "").strip()]
    ):
        found.append(
            missing(
                "ruling.reasons",
                "ruling",
                f"Il manque les motifs de {len(silent)} dossier(s) non retenu(s) : "
                "chaque équipe a droit à une raison.",
            )
        )
    if found:
        raise Refused(found)


@transaction.atomic
def release(ruling: Ruling, *, by: User, at: datetime) -> Ruling:
    """Publish the decision: page, mails and cohort follow together, at one instant."""
    updated = Ruling.objects.filter(pk=ruling.pk, released_at=None).update(released_at=at)
    if not updated:
        raise Refused(broken("ruling.released", "ruling", "Ces résultats sont déjà publiés."))
    ruling.released_at = at
    record(Released(ruling=ruling.pk, edition=ruling.edition_id), by=by, at=at)
    return ruling
