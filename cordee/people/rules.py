"""What a seat may be: pure questions, with no clock and no database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from cordee.kernel.findings import Finding, broken, missing

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

HOUSE_ROLES = ("staff", "director", "assistant")
"""Roles of the team that runs the house: always on the whole of it, never on one object."""

SCOPED_ROLES = ("applicant", "delegate")
"""Roles that mean nothing without the object they are held on."""

SECOND_FACTOR_ROLES = (*HOUSE_ROLES, "juror")
"""Roles that sign in with two proofs: they read what nobody else may."""

KEEPING_ROLES = (*SECOND_FACTOR_ROLES, "delegate")
"""Roles whose holders are kept as long as they last, seen or not."""

MUST_ENROL = "must_enrol"
"""The mark of a session whose owner still owes a second factor; the others cost nothing."""


class _Meta(Protocol):
    label_lower: str


@runtime_checkable
class Scope(Protocol):
    """Any stored object with an unguessable identifier."""

    public_id: UUID
    _meta: _Meta


def scope_key(scope: object) -> str:
    """Name an object for ever: `calls.edition:8f0c…`; the whole house is the empty name.

    A ready-made key is returned as it is, so that callers may hold either.
    """
    if scope is None:
        return ""
    if isinstance(scope, str):
        return scope
    if isinstance(scope, Scope):
        return f"{scope._meta.label_lower}:{scope.public_id}"  # noqa: SLF001 - Django's public name
    raise TypeError(f"{type(scope).__name__} has no public_id: no seat can be held on it")


def seat_faults(role: str, scope: str, starts: datetime, ends: datetime | None) -> list[Finding]:
    """Every reason to refuse such a seat, told at once."""
    found = []
    if role in HOUSE_ROLES and scope:
        found.append(
            broken(
                "seat.scope", "scope", "Ce rôle vaut pour toute la maison : laissez la portée vide."
            )
        )
    if role in SCOPED_ROLES and not scope:
        found.append(missing("seat.scope", "scope", "Dites sur quel dossier ou quelle cohorte."))
    if ends is not None and ends <= starts:
        found.append(broken("seat.ends", "ends", "La fin doit venir après le début."))
    return found
