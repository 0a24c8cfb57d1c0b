"""Fill in the accounts of a report, and the figures that come from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.reports.actions.drafting import writable
from cordee.reports.events import AccountsChanged
from cordee.reports.figures import FIGURES
from cordee.reports.models import AccountLine, Declared
from cordee.reports.queries import brought

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from cordee.people.models import User
    from cordee.reports.models import ReportDraft

MOST = 500
"""Lines of the accounts of a report, and figures declared in it."""


def _changed(draft: ReportDraft, change: str, by: User, at: datetime) -> None:
    record(AccountsChanged(report_draft=draft.pk, change=change), by=by, at=at)


@transaction.atomic
def add_line(
    draft: ReportDraft,
    *,
    side: str,
    heading: str,
    label: str,
    amount: Decimal,
    source: str = "",
    by: User,
    at: datetime,
) -> AccountLine:
    """Write a detail of the accounts (R344)."""
    draft = writable(draft)
    if side not in AccountLine.Side.values:
        raise Refused(broken("line.side", "side", _("Choisissez produits ou charges.")))
    if not heading.strip() or not label.strip():
        raise Refused(missing("line.words", "heading", _("Donnez le poste et le détail.")))
    if draft.lines.count() >= MOST:
        raise Refused(broken("line.many", "heading", _("Les comptes ont 500 lignes au plus.")))
    made = AccountLine.objects.create(
        draft=draft, side=side, heading=tidy(heading)[:120], label=tidy(label)[:200],
        amount=amount, source=tidy(source)[:200],
    )  # fmt: skip
    _changed(draft, "line", by, at)
    return made


@transaction.atomic
def take_line_out(line: AccountLine, *, by: User, at: datetime) -> None:
    """Take a detail out of the accounts."""
    draft = writable(line.draft)
    line.delete()
    _changed(draft, "line_out", by, at)


@transaction.atomic
def bring_lines(draft: ReportDraft, *, by: User, at: datetime) -> int:
    """Bring in the money the house knows of for the period, funder by funder; gives how many.

    Lines brought before are replaced: bringing twice doubles nothing.
    """
    draft = writable(draft)
    draft.lines.filter(source=brought.SOURCE).delete()
    rows = brought.lines(draft.starts, draft.ends)
    AccountLine.objects.bulk_create(
        AccountLine(draft=draft, side=one.side, heading=one.heading[:120], label=one.label[:200],
                    amount=one.amount, source=one.source)
        for one in rows
    )  # fmt: skip
    _changed(draft, "brought", by, at)
    return len(rows)


@transaction.atomic
def state_totals(
    draft: ReportDraft, *, income: Decimal | None, charges: Decimal | None, by: User, at: datetime
) -> None:
    """Say the totals of the accountant, that the details must make (R347)."""
    draft = writable(draft)
    if (draft.income, draft.charges) != (income, charges):
        draft.income, draft.charges = income, charges
        draft.save(update_fields=("income", "charges"))
        _changed(draft, "totals", by, at)


@transaction.atomic
def declare(
    draft: ReportDraft,
    *,
    label: str,
    value: Decimal,
    unit: str,
    source: str,
    on: date,
    against: str = "",
    times: str = "",
    why: str = "",
    by: User,
    at: datetime,
) -> Declared:
    """Give a figure the house does not know, with its source and its day (R273, R349).

    `against`, and `times` when two make it, name what it is compared with (R251).
    """
    draft = writable(draft)
    if not label.strip() or not source.strip():
        raise Refused(missing("declared.words", "source", _("Dites ce que c’est et qui le dit.")))
    if on > timezone.localdate(at):
        raise Refused(broken("declared.future", "on", _("Un chiffre se constate au passé.")))
    known = {"", *FIGURES, *(one.key for one in draft.declared.all())}
    if not {against, times} <= known or (times and not against):
        raise Refused(broken("declared.against", "against", _("Choisissez un chiffre connu.")))
    if draft.declared.count() >= MOST:
        raise Refused(broken("declared.many", "label", _("Un bilan déclare 500 chiffres au plus.")))
    made = Declared.objects.create(
        draft=draft, label=tidy(label)[:200], value=value, unit=tidy(unit)[:20],
        source=tidy(source)[:300], on=on, against=against, times=times, why=tidy(why)[:300],
    )  # fmt: skip
    _changed(draft, "declared", by, at)
    return made


@transaction.atomic
def withdraw_declared(one: Declared, *, by: User, at: datetime) -> None:
    """Take a declared figure out; a text that still names it will say so."""
    draft = writable(one.draft)
    one.delete()
    _changed(draft, "declared_out", by, at)
