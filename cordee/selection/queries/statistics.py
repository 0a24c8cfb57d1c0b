"""Counts of a call for everybody: never so small that they would tell who was not chosen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cordee.applications.models import Deposit
from cordee.kernel.bodies import Kind
from cordee.selection.queries.outcomes import winners
from cordee.territories.rules import department_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from cordee.calls.models import Edition

FEWEST = 5
"""Below so many files received, a line could tell who was not chosen: lines are joined."""


@dataclass(frozen=True, slots=True)
class Table:
    """One way to count: each line says how many were received and how many retained."""

    title: str
    lines: tuple[tuple[str, int, int], ...]


def statistics(edition: Edition, at: datetime) -> list[Table]:
    """Files received and retained, in all, by département and by kind of body."""
    received = list(
        Deposit.objects.filter(in_force__edition=edition.pk, in_force__withdrawn_at=None)
        .values_list("application__department", "application__kind")
        .order_by()
    )
    retained = list(
        winners(edition, at)
        .order_by()
        .values_list("deposit__application__department", "deposit__application__kind")
    )
    whole = Table(_("En tout"), ((_("Dossiers"), len(received), len(retained)),))
    departments = _counted([one[0] for one in received], [one[0] for one in retained], _department)
    kinds = _counted([one[1] for one in received], [one[1] for one in retained], kind_name)
    return [whole, Table(_("Par département"), departments), Table(_("Par nature"), kinds)]


def _counted(
    received: Iterable[str], retained: Iterable[str], named: Callable[[str], str]
) -> tuple[tuple[str, int, int], ...]:
    """Lines by value, the small ones joined into one, or nothing when even it would be small."""
    asked, kept = Counter(received), Counter(retained)
    wide = sorted((key for key, count in asked.items() if count >= FEWEST), key=named)
    lines = [(named(key), asked[key], kept[key]) for key in wide]
    rest = [key for key, count in asked.items() if count < FEWEST]
    joined = sum(asked[key] for key in rest)
    if joined >= FEWEST:
        lines.append((_("Autres"), joined, sum(kept[key] for key in rest)))
    return tuple(lines)


def _department(code: str) -> str:
    return department_name(code) if code else _("non précisé")


def kind_name(value: str) -> str:
    """The noun of a kind of body, as people say it."""
    return str(Kind(value).label) if value in set(Kind) else _("non précisé")
