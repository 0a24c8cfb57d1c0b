"""An objection is heard, answered and kept; it vetoes nothing (R219)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, broken, missing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from cordee.selection.rules.sittings import Act

OUTCOMES = ("heeded", "withdrawn", "kept")
"""Taken into account, taken back by its author, or kept beside the decision."""


@dataclass(frozen=True, slots=True)
class Objection:
    """Who objects, to what, why; what was answered and what became of it, once it was."""

    id: int
    number: int
    """Its place among the objections of the sitting."""
    juror: int
    deposit: int | None
    reason: str
    answer: str = ""
    outcome: str = ""


def objections(acts: Iterable[Act]) -> list[Objection]:
    """The objections of a sitting, in order, each with its last answer."""
    found: dict[int, Objection] = {}
    for act in acts:
        if act.kind == "objection":
            number = len(found) + 1
            found[act.id] = Objection(act.id, number, act.juror or 0, act.deposit, act.data["text"])
        elif act.kind == "reply" and (one := found.get(act.data["objection"])):
            found[one.id] = replace(one, answer=act.data["text"], outcome=act.data["outcome"])
    return list(found.values())


def objection_faults(reason: str, juror: int | None, left: Collection[int]) -> list[Finding]:
    """Why an objection cannot be kept: nobody makes it, nothing is said, its author withdrew."""
    found = []
    if juror is None:
        found.append(missing("objection.author", "author", "Dites qui fait l’objection."))
    if not tidy(reason):
        found.append(
            missing("objection.reason", "text", "Dites la raison de l’objection : le "
                    "procès-verbal la reprend.")
        )  # fmt: skip
    if juror in left:
        found.append(
            broken("objection.left", "author", "Qui s’est déporté de ce dossier ne s’exprime pas à "
                   "son sujet.")
        )  # fmt: skip
    return found


def reply_faults(found: Objection | None, answer: str, outcome: str) -> list[Finding]:
    """Why an answer cannot be kept: no such objection, nothing answered, no outcome said."""
    if found is None:
        return [missing("reply.objection", "objection", "Choisissez l’objection répondue.")]
    faults = []
    if not tidy(answer):
        faults.append(missing("reply.answer", "text", "Écrivez ce qui a été répondu."))
    if outcome not in OUTCOMES:
        faults.append(missing("reply.outcome", "outcome", "Dites ce que devient l’objection."))
    return faults
