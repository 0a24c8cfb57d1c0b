"""A file at a glance: what is written, what is missing, how long it may take, whom to talk to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import policy, queries
from cordee.applications.forms import said
from cordee.applications.queries import standing
from cordee.applications.queries.references import awaited
from cordee.applications.rules import effort, team_findings, team_state
from cordee.applications.rules.answers import empty
from cordee.applications.rules.approvals import approval_findings
from cordee.applications.rules.deposit import asked, printed_pages
from cordee.applications.views import shell, stages
from cordee.applications.views.writing import remarks
from cordee.kernel import french
from cordee.kernel.speech import heard
from cordee.programme.schema import questions as q
from cordee.web.components import Task
from cordee.web.guards import guarded, require_safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpResponse

    from cordee.applications.models import Application
    from cordee.applications.rules import Draft
    from cordee.web.requests import Request


def _effort(application: Application, draft: Draft) -> str:
    """How long the whole form takes: what the organiser says, else what its questions add up to."""
    definition = application.edition.definition
    known = definition.timeline.estimated_minutes
    total = known or effort.minutes(asked(definition, draft))
    return effort.said(total) if total else ""


TWINS = 5
"""Other files of one body told on the page: more would be a matter for the organiser."""


@require_safe
@guarded(shell.files, policy.may_read)
def detail(request: Request, application: Application) -> HttpResponse:
    """What is written, what is missing, where to go on."""
    draft = queries.draft_of(application, timezone.now())
    context = shell.shown(application, "detail", tasks=list(_tasks(application, draft)))
    team = application.edition.definition.team_of(application.track)
    if team is not None:
        context["team_state"] = team_state(team, draft.team)
    context["referees"] = awaited(application)
    context["may_ask"] = context["referees"] and policy.may_write(request.user, application)
    context["twins"] = twins_of(application)
    context |= standing.told(application, draft.facts.refs, timezone.now())
    context |= stages.way(application, late=context["late"])
    context["pages"] = printed_pages(application.edition.definition, draft)
    context["most"] = application.edition.definition.pages_of(application.step)
    context["effort"] = _effort(application, draft)
    context["deposits"] = list(
        application.deposits.defer("content", "findings").order_by("-number")
    )
    return render(request, "applications/detail.html", context)


def twins_of(application: Application) -> list[tuple[str, str, str]]:
    """The other files of the same body: who answers for each, her address, where it stands."""
    rows = queries.same_body(application).select_related("owner__person")[:TWINS]
    return [(queries.name_of(one.owner), one.owner.email, queries.state_of(one)) for one in rows]


def _tasks(application: Application, draft: Draft) -> Iterator[Task]:
    """One line a part of the file, with what is missing in it and how long that may take."""
    definition = application.edition.definition
    team = definition.team_of(application.track)
    if team is not None:
        found = [*team_findings(team, draft.team, draft.body), *approval_findings(team, draft.team)]
        missed = sum(one.blocks for one in found)
        yield _task(_("Équipe"), missed, reverse("applications:team", args=[application.public_id]))
    concerned = {one.key for one in asked(definition, draft)}
    for section in shell.sections(application):
        inside = [
            one for one in section.questions if isinstance(one, q.Asked) and one.key in concerned
        ]
        missed = sum(found.blocks for one in inside for found in remarks(one, draft))
        url = reverse("applications:section", args=[application.public_id, section.key])
        yield _task(
            said(section.label),
            missed,
            url,
            _progress(inside, draft),
            begun=_done(inside, draft) > 0,
        )


def _progress(inside: Sequence[q.Asked], draft: Draft) -> str:
    """« 2 réponses sur 5, encore 40 minutes environ »."""
    done = _done(inside, draft)
    told = _("%(done)s sur %(all)d") % {
        "done": heard(french.plural(done, _("réponse"), _("réponses"))),
        "all": len(inside),
    }
    more = effort.minutes(effort.left(inside, {**draft.answers, **draft.files}))
    if not more:
        return told
    return told + _(", encore %(time)s environ") % {"time": effort.said(more)}


def _done(inside: Sequence[q.Asked], draft: Draft) -> int:
    """How many of these questions have an answer or a file."""
    given = {**draft.answers, **draft.files}
    return sum(not empty(given.get(one.key)) for one in inside)


def _task(label: str, left: int, url: str, hint: str = "", *, begun: bool = True) -> Task:
    """A line of the list; a part where nothing is asked for and nothing is written is optional."""
    if left:
        return Task(label, _("%(left)d à compléter") % {"left": left}, "warn", url, hint)
    if not begun:
        return Task(label, _("facultatif"), "neutral", url, hint)
    return Task(label, _("complet"), "good", url, hint)
