"""Sharing files between readers: by the solver, by hand, again when someone leaves."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.kernel import french
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, Refused, broken, missing
from cordee.ledger.actions import record
from cordee.people.actions import joined
from cordee.selection import followups
from cordee.selection.actions.choosing import later
from cordee.selection.actions.panels import seat_juror
from cordee.selection.events import Entrusted, Peered, Shared, TakenBack
from cordee.selection.models import Assignment, Distribution, Mark, Panel
from cordee.selection.queries import files, stage_of, terms_of, work
from cordee.selection.rules.peers import PEER, circle
from cordee.selection.rules.relief import eased, easings, lacking
from cordee.selection.rules.sharing import (
    Terms,
    Work,
    allowed,
    cost,
    shared,
    sharing,
)
from cordee.selection.solvers import ANSWERED, solve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.people.models import User
    from cordee.selection.models import Juror

AT_ONCE = 20_000
"""Pairs (file, reader) up to which files are shared out while the page waits."""
LARGE = 2000
"""Beyond so many files the relaxations are not tried: each would be a computation of its own."""


@transaction.atomic
def ask_share(panel: Panel, terms: Terms, *, by: User, at: datetime) -> Distribution | None:
    """Share out at once when it is small, else leave it to the worker (then None)."""
    material = work(panel, at)
    if found := list(_faults(panel, material, terms)):
        raise Refused(found)
    if len(material.files) * len(material.readers) <= AT_ONCE:
        return share_out(panel, terms, by=by, at=at)
    if Panel.objects.filter(pk=panel.pk, asked_at=None).update(asked_at=at, refusal=""):
        later("share", panel_id=panel.pk, terms=asdict(terms), user_id=by.pk)
    return None


@transaction.atomic
def share_out(panel: Panel, terms: Terms, *, by: User, at: datetime) -> Distribution:
    """Share the files between those who sit: what was begun stays, the rest is dealt again.

    The same people, files, terms and seed give the same sharing. Raises `Refused` when nobody
    sits, without a seed, or once marks are closed.
    """
    panel = (
        Panel.objects.select_for_update(of=("self",))
        .select_related("edition__current")
        .get(pk=panel.pk)
    )
    material = work(panel, at)
    if found := _faults(panel, material, terms):
        raise Refused(found)
    instance = sharing(material, terms)
    solved = _solved(instance)
    dealt = shared(material, terms, solved["assignment"])
    result = {
        "levels": solved["levels"],
        "pairs": sorted([file, reader] for file, read in dealt.items() for reader in read),
        "findings": [asdict(one) for one in _explained(material, terms, dealt)],
    }
    content = {"terms": asdict(terms), "document": instance}
    made = Distribution.objects.create(
        panel=panel,
        instance=content,
        result=result,
        seed=terms.seed,
        digest=digest({"instance": content, "result": result}),
        at=at,
        by=by,
    )
    _deal(panel, made, dealt, at=at)
    record(Shared(distribution=made.pk, panel=panel.pk, digest=made.digest), by=by, at=at)
    return made


def _faults(panel: Panel, material: Work, terms: Terms) -> Iterable[Finding]:
    if panel.closed_at is not None:
        return [broken("sharing.closed", "panel", "Les notes sont closes : rien à répartir.")]
    if not tidy(terms.seed):
        sentence = "Donnez la graine du tirage : un mot suffit, public."
        return [missing("sharing.seed", "seed", sentence)]
    if not material.readers:
        sentence = "Personne ne siège avec voix délibérative : invitez d’abord les membres."
        return [missing("sharing.readers", "readers", sentence)]
    if not material.files:
        return [missing("sharing.files", "files", "Aucun dossier n’est en lice.")]
    if terms.least > terms.most:
        sentence = "La charge minimale dépasse la charge maximale."
        return [broken("sharing.bounds", "least", sentence)]
    return []


def _solved(instance: Mapping[str, Any]) -> dict[str, Any]:
    status, answer = solve("assign", instance)
    found: dict[str, Any] = json.loads(answer)
    if status != ANSWERED:
        told = found.get("error", found.get("status", ""))
        sentence = french.say(
            "La répartition n’a pas abouti ({told}). Vérifiez les charges et relancez.", told=told
        )
        raise Refused(broken("sharing.invalid", "sharing", sentence))
    return found


def _explained(material: Work, terms: Terms, dealt: Mapping[str, Iterable[str]]) -> list[Finding]:
    """What is missing and what to relax, when not everything could be read."""
    pairs = [(file, reader) for file, read in dealt.items() for reader in read]
    found = lacking(material, terms, cost(material, terms, pairs))
    if not found or len(material.files) > LARGE:
        return found
    enough = [
        sentence
        for sentence, easier, wider in easings(material, terms)
        if not _solved(sharing(easier, wider))["levels"]["shortfall"]
    ]
    return [*found, *eased(enough)]


def _deal(
    panel: Panel, made: Distribution, dealt: Mapping[str, Iterable[str]], *, at: datetime
) -> None:
    """Replace what was entrusted by what was dealt."""
    deposits = files(panel).select_related(None).only("application__public_id", "application_id")
    names = {
        str(public): key
        for key, public in deposits.values_list("application_id", "application__public_id")
    }
    jurors = {str(one.public_id): one.pk for one in panel.jurors.only("public_id").order_by("pk")}
    Assignment.objects.filter(juror__panel=panel).delete()
    Assignment.objects.bulk_create(
        Assignment(juror_id=jurors[reader], application_id=names[file], distribution=made, at=at)
        for file, read in dealt.items()
        for reader in read
    )


@transaction.atomic
def share_with_peers(panel: Panel, *, seed: str, by: User, at: datetime) -> int:
    """Seat each candidate as a reader of others' files (`Stage.peers`); how many were seated.

    She reads those that follow hers in a circle drawn from the seed, and never her own.
    """
    many = stage_of(panel).peers
    if not many:
        raise Refused(broken("peers.none", "peers", "Cette étape n’est pas lue entre candidats."))
    if panel.closed_at is not None:
        raise Refused(broken("sharing.closed", "panel", "Les notes sont closes : rien à répartir."))
    if not tidy(seed):
        sentence = "Donnez la graine du tirage : un mot suffit, public."
        raise Refused(missing("sharing.seed", "seed", sentence))
    found = files(panel).select_related("application__owner")
    rows = {str(one.public_id): one for one in found}
    dealt = circle(sorted(rows), many, tidy(seed))
    for file, others in dealt.items():
        owner = rows[file].application.owner
        juror = seat_juror(panel, joined(owner, at), by=by, at=at, seat=PEER)
        followups.peer_seated(juror, owner.email, len(others), at=at)
        recused = set(juror.recusals.standing().values_list("application", flat=True).order_by())
        for other in others:
            application = rows[other].application_id
            if application not in recused:
                Assignment.objects.get_or_create(
                    juror=juror, application_id=application, defaults={"at": at}
                )
    record(Peered(panel=panel.pk, seed=tidy(seed), many=many), by=by, at=at)
    return len(dealt)


@transaction.atomic
def entrust(juror: Juror, application: Application, *, by: User, at: datetime) -> list[Finding]:
    """Give a file to a reader by hand; returns what it costs, refuses a withdrawal."""
    panel = juror.panel
    material, terms = work(panel, at), terms_of(panel)
    file = next((one for one in material.files if one.id == str(application.public_id)), None)
    reader = next((one for one in material.readers if one.id == str(juror.public_id)), None)
    if file is None or reader is None:
        sentence = "Ce dossier n’est plus en lice, ou cette personne ne siège pas."
        raise Refused(broken("sharing.unknown", "sharing", sentence))
    if (file.id, reader.id) in material.left:
        sentence = "Cette personne s’est déportée de ce dossier : elle ne peut pas le lire."
        raise Refused(broken("sharing.recused", "sharing", sentence))
    objection = allowed(material, terms, file, reader, material.had)
    _made, created = Assignment.objects.get_or_create(
        juror=juror, application=application, defaults={"at": at}
    )
    if created:
        record(Entrusted(juror=juror.pk, application=application.pk), by=by, at=at)
    return [broken("sharing.objection", "sharing", objection)] if objection else []


@transaction.atomic
def take_back(juror: Juror, application: Application, *, by: User, at: datetime) -> None:
    """Take a file from a reader by hand, unless she began to mark it."""
    begun = Mark.objects.filter(
        juror=juror, deposit__application=application, withdrawn_at=None
    ).exists()
    if begun:
        sentence = "Cette personne a commencé à noter ce dossier : sa lecture reste."
        raise Refused(broken("sharing.begun", "sharing", sentence))
    rows = Assignment.objects.filter(juror__panel=juror.panel_id)
    if rows.count() == 1 and rows.filter(juror=juror, application=application).exists():
        sentence = (
            "C’est la dernière lecture confiée : la retirer ouvrirait tous les dossiers à tout "
            "le monde. Confiez-en d’abord une autre."
        )
        raise Refused(broken("sharing.last", "sharing", sentence))
    taken, _rows = rows.filter(juror=juror, application=application).delete()
    if taken:
        record(TakenBack(juror=juror.pk, application=application.pk), by=by, at=at)
