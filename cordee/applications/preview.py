"""A call's form as a candidate will find it, before the call is published; nothing is kept."""

from __future__ import annotations

from inspect import unwrap
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.applications.models import Application, Deposit
from cordee.applications.views import gathering, handing, overview, shell, writing
from cordee.calls.editor.previews import leads, preview
from cordee.kernel.canonical import digest
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.calls.models import Edition
    from cordee.people.models import User
    from cordee.web.requests import Request


@preview("candidat", gettext_lazy("Équipe candidate"), order=20)
def candidate(request: Request, edition: Edition, part: str) -> HttpResponse:
    """The task list of a file, or one page of its form."""
    application = staged_file(edition, request.user)
    base = reverse("applications:detail", args=[application.public_id])
    return leads(_page(request, application, part), base)


def _page(request: Request, application: Application, part: str) -> HttpResponse:
    pages = {"equipe": gathering.team, "relire": handing.read, "verifier": handing.check}
    response: HttpResponse
    if part in {one.key for one in shell.sections(application)}:
        response = unwrap(writing.section)(request, application, part)
    else:
        response = unwrap(pages.get(part, overview.detail))(request, application)
    return response


def staged_file(edition: Edition, user: User) -> Application:
    """A file that lasts as long as the page is being made."""
    definition = edition.definition
    step = definition.steps[0].key if definition.steps else ""
    track = definition.tracks[0].key if definition.tracks else ""
    made = Application.objects.create(
        edition=edition, step=step, track=track, body_name=_("Votre structure"), owner=user,
        started_at=timezone.now(),
    )  # fmt: skip
    return shell.files().get(pk=made.pk)


def staged_deposit(edition: Edition, user: User) -> Deposit:
    """A file handed in with one example of each answer, as long as the page is being made."""
    application = staged_file(edition, user)
    definition = edition.definition
    answers = {one.key: said for one in definition.questions(application.step, application.track)
               if (said := _example(one))}  # fmt: skip
    content: dict[str, Any] = {
        "body": {"name": application.body_name, "kind": "", "department": ""},
        "team": [], "answers": answers, "attachments": {},
    }  # fmt: skip
    made = Deposit.objects.create(
        application=application, number=1, version=edition.rules_in_force, content=content,
        digest=digest(content), at=timezone.now(), by=user,
    )  # fmt: skip
    application.current = made
    application.save(update_fields=["current"])
    return made


def _example(question: Any) -> str:
    """What an answer may look like, for the kinds that are texts."""
    if isinstance(question, (q.Text, q.LongText)):
        return str(question.example or _("Ici, ce que l’équipe aura répondu."))
    return ""
