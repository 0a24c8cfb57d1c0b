"""Write a report part by part: its plan, its texts; what the last one announced comes along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.applications.actions.writing import Fate
from cordee.journeys.learning.actions.writing import Written, write
from cordee.journeys.learning.models import SharedText
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.reports.events import Begun, PlanChanged
from cordee.reports.figures import FIGURES
from cordee.reports.models import Report, ReportDraft, Section
from cordee.reports.rules import Period, period_faults
from cordee.reports.rules.plan import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cordee.people.models import User

MOST = 60
"""Parts of a report."""
USUAL = (
    (
        gettext_lazy("Les appels et les candidatures"),
        ("calls", "files", "deposits", "departments", "kinds"),
    ),
    (gettext_lazy("Les choix des jurys"), ("winners", "success")),
    (
        gettext_lazy("L’année des cohortes"),
        ("territories", "sizes", "meetings", "presence", "pledges", "charters", "sequels"),
    ),
    (gettext_lazy("Ce que chacun apporte"), ("funders", "funded", "valued", "fees_paid")),
    (
        gettext_lazy("Les alliés, et les appuis hors programme"),
        ("days_paid", "allies_paid", "days_given", "allies_given", "supported", "supported_allies"),
    ),
)
"""The plan of a first report; the next ones take up that of the last."""


@transaction.atomic
def begin(period: Period, *, title: str, by: User, at: datetime) -> ReportDraft:
    """Begin a report on the plan of the last one written, whose outlooks come as announcements."""
    found = period_faults(period, timezone.localdate(at))
    if not title.strip():
        found.append(missing("title", "title", _("Donnez un titre au bilan.")))
    if found:
        raise Refused(found)
    made = ReportDraft.objects.create(
        title=tidy(title)[:250], starts=period.first, ends=period.last, at=at, by=by
    )
    for rank, one in enumerate(_plan(), 1):
        _section(made, rank, **one)
    record(Begun(report_draft=made.pk), by=by, at=at)
    return made


def _plan() -> list[dict[str, Any]]:
    """The parts of the last signed report that had some, else the usual ones (R197)."""
    last = Report.objects.filter(content__has_key="sections").order_by("-ends", "-pk").first()
    if last is None:
        return [{"title": str(title), "figures": list(keys)} for title, keys in USUAL]
    return [
        {"title": one["title"], "level": one["level"], "announced": one["outlook"],
         "figures": [key for key in one["figures"] if key in FIGURES]}
        for one in last.content["sections"]
    ]  # fmt: skip


def _section(draft: ReportDraft, rank: int, **more: Any) -> Section:
    texts = {name: SharedText.objects.create() for name in Section.TEXTS}
    return Section.objects.create(draft=draft, rank=rank, **texts, **more)


def writable(draft: ReportDraft) -> ReportDraft:
    """The draft, locked; raises `Refused` once it is signed."""
    draft = ReportDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.report_id is not None:
        raise Refused(broken("report.signed", "plan", _("Ce bilan est arrêté : il est figé.")))
    return draft


def _changed(section: Section, change: str, by: User, at: datetime) -> None:
    event = PlanChanged(report_draft=section.draft_id, section=section.public_id.hex, change=change)
    record(event, by=by, at=at)


@transaction.atomic
def add_section(draft: ReportDraft, *, title: str, level: int, by: User, at: datetime) -> Section:
    """Add a part at the end of the plan."""
    draft = writable(draft)
    if not title.strip():
        raise Refused(missing("section.title", "title", _("Donnez un titre à cette partie.")))
    count = draft.sections.count()
    if count >= MOST:
        raise Refused(broken("section.many", "title", _("Un bilan a soixante parties au plus.")))
    last = draft.sections.order_by("-rank").values_list("rank", flat=True).first() or 0
    made = _section(draft, last + 1, title=tidy(title)[:200], level=_sane(level))
    _changed(made, "added", by, at)
    return made


def _sane(level: int) -> int:
    return min(max(level, 1), DEEPEST)


@transaction.atomic
def arrange(
    section: Section, *, title: str, level: int, figures: Sequence[str], by: User, at: datetime
) -> Section:
    """Say the title of a part, its level and the figures shown under its text."""
    draft = writable(section.draft)
    known = {*FIGURES, *(one.key for one in draft.declared.all())}
    if not title.strip():
        raise Refused(missing("section.title", "title", _("Donnez un titre à cette partie.")))
    told = {"title": tidy(title)[:200], "level": _sane(level),
            "figures": [key for key in figures if key in known]}  # fmt: skip
    if any(getattr(section, name) != value for name, value in told.items()):
        Section.objects.filter(pk=section.pk).update(**told)
        _changed(section, "arranged", by, at)
    section.refresh_from_db()
    return section


@transaction.atomic
def write_section(
    section: Section,
    texts: Mapping[str, str],
    *,
    since: Mapping[str, Mapping[str, Any]],
    by: User,
    at: datetime,
) -> dict[str, Written]:
    """Save the texts of a part; those on which two hands clash are kept aside and returned.

    `since` gives, text by text, what `write` is told of the version its writer was shown.
    """
    writable(section.draft)
    written = {
        name: write(getattr(section, name), text, **since[name], by=by, at=at)
        for name, text in texts.items()
        if name in Section.TEXTS
    }
    return {name: one for name, one in written.items() if one.fate is Fate.CONFLICT}


@transaction.atomic
def move_section(section: Section, step: int, *, by: User, at: datetime) -> None:
    """Move a part up (-1) or down (1) by one place."""
    draft = writable(section.draft)
    order = list(draft.sections.order_by("rank", "pk"))
    place = order.index(section)
    aim = place + (1 if step > 0 else -1)
    if not 0 <= aim < len(order):
        return
    order[place], order[aim] = order[aim], order[place]
    for rank, one in enumerate(order, 1):
        one.rank = rank
    Section.objects.bulk_update(order, ["rank"])
    _changed(section, "moved", by, at)


@transaction.atomic
def drop_section(section: Section, *, by: User, at: datetime) -> None:
    """Take a part out of the plan, with its texts."""
    writable(section.draft)
    _changed(section, "dropped", by, at)
    texts = [getattr(section, f"{name}_id") for name in Section.TEXTS]
    section.delete()
    SharedText.objects.filter(pk__in=texts).delete()
