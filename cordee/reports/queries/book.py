"""A report as it stands: its figures counted now, its parts numbered, its accounts, its lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.reports.figures import FIGURES
from cordee.reports.models import AccountLine, Section
from cordee.reports.rules import Figure, Period, Rows, print_faults
from cordee.reports.rules.accounts import Accounts, Line, account_faults, accounts
from cordee.reports.rules.counted import count_faults
from cordee.reports.rules.declared import Compared, declared_faults
from cordee.reports.rules.plan import Passage, numbers, plan_faults
from cordee.reports.rules.wording import cited, wording_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from cordee.kernel.findings import Finding
    from cordee.reports.models import Declared, ReportDraft


@dataclass(frozen=True, slots=True)
class Book:
    """The whole of a report; `used` are the figures that its parts show or say."""

    draft: ReportDraft
    period: Period
    sections: Sequence[Section]
    passages: Sequence[Passage]
    numbers: Sequence[str]
    used: dict[str, Figure]
    accounts: Accounts
    faults: list[Finding]


def book(draft: ReportDraft, *, without: frozenset[int] = frozenset()) -> Book:
    """Read a report whole; only the figures it uses are counted."""
    period = Period(draft.starts, draft.ends, without)
    rows = list(sections(draft))
    passages = [passage(one) for one in rows]
    said = list(draft.declared.order_by("pk"))
    declared = {one.key: told(one) for one in said}
    texts = [(one.key, text) for one in passages
             for text in (one.text, one.follow_up, one.outlook)]  # fmt: skip
    keys = dict.fromkeys([key for one in passages for key in one.figures]
                         + cited(*(text for _where, text in texts)))  # fmt: skip
    used = {key: declared.get(key) or FIGURES[key](period)
            for key in keys if key in declared or key in FIGURES}  # fmt: skip
    made = accounts(lines(draft))
    faults = [
        *plan_faults(passages),
        *wording_faults(texts, used),
        *count_faults(texts),
        *declared_faults(comparisons(said, declared, period)),
        *print_faults(list(used.values()), ()),
        *account_faults(made, income=draft.income, charges=draft.charges),
    ]
    return Book(draft, period, rows, passages, numbers(one.level for one in passages), used, made,
                faults)  # fmt: skip


def comparisons(
    rows: Iterable[Declared], known: Mapping[str, Figure], period: Period
) -> list[Compared]:
    """The declared figures that are compared, with what should make them."""

    def figure(key: str) -> Figure | None:
        return known.get(key) or (FIGURES[key](period) if key in FIGURES else None)

    return [
        Compared(known[one.key], against, figure(one.times), one.why)
        for one in rows
        if (against := figure(one.against)) is not None
    ]


def sections(draft: ReportDraft) -> QuerySet[Section]:
    """The parts in the order of the plan, with their texts."""
    found = Section.objects.filter(draft=draft).select_related(*Section.TEXTS)
    return found.order_by("rank", "pk")


def passage(one: Section) -> Passage:
    """A part as the rules read it."""
    return Passage(
        one.public_id.hex, one.level, one.title, one.text.text, tuple(one.figures),
        one.announced, one.follow_up.text, one.outlook.text,
    )  # fmt: skip


def told(one: Declared) -> Figure:
    """A declared figure: its only row is who said it and when."""
    said = french.day(one.on, weekday=False)
    value = one.value.normalize() if one.value % 1 else one.value.quantize(1)
    rows = Rows(("Source", "Constaté le", "Écart avec la maison"),
                [(one.source, said, one.why or "–")])  # fmt: skip
    return Figure(one.key, one.label, value, rows, unit=one.unit,
                  source=f"{one.source}, {said}")  # fmt: skip


def lines(draft: ReportDraft) -> list[Line]:
    """The details of the accounts."""
    rows = AccountLine.objects.filter(draft=draft).order_by("-side", "pk")
    return [Line(one.side, one.heading, one.label, one.amount, one.source) for one in rows]
