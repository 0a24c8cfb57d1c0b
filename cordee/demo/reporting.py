"""The demonstration's reports: one written and signed, the next one begun."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from cordee.demo.script import Script
from cordee.people.models import User
from cordee.reports import actions
from cordee.reports.models import ReportDraft
from cordee.reports.rules import Period

DAY = timedelta(days=1)


def play(script: Script, boss: User) -> None:
    """Sign the report of the whole course so far; begin the one of this year on its plan."""
    told = script.data["report"]
    act: dict[str, Any] = {"by": boss, "at": script.now}
    today = timezone.localdate(script.now)
    draft = actions.begin(Period(today - 600 * DAY, today - DAY), title=told["title"], **act)
    for one in draft.sections.all():
        actions.drop_section(one, **act)
    for one in told["sections"]:
        _write(draft, one, act)
    actions.bring_lines(draft, **act)
    for side, heading, label, amount in told["lines"]:
        actions.add_line(draft, side=side, heading=heading, label=label, amount=Decimal(amount),
                         **act)  # fmt: skip
    actions.sign_draft(draft, **act)
    actions.begin(Period(today - 300 * DAY, today - DAY), title=told["next"], **act)


def _write(draft: ReportDraft, one: dict[str, Any], act: dict[str, Any]) -> None:
    """A part as the script tells it, with the figures it shows."""
    made = actions.add_section(draft, title=one["title"], level=one["level"], **act)
    actions.arrange(made, title=one["title"], level=one["level"], figures=one["figures"], **act)
    texts = {name: one.get(name, "") for name in ("text", "outlook")}
    since = {name: {"revision": 0, "shown": ""} for name in texts}
    actions.write_section(made, texts, since=since, **act)
