"""The desk of the letters: settle one, write an issue together, see its readers, send it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.actions.writing import Fate
from cordee.applications.rules.versions import merged, token
from cordee.kernel.findings import Refused
from cordee.letters import actions, forms, policy, queries
from cordee.letters.models import Letter
from cordee.people.guards import for_team
from cordee.people.policy import is_staff
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from cordee.letters.models import Issue, Passage
    from cordee.web.requests import Request

BOTH = ("GET", "HEAD", "POST")


@require_safe
@for_team
def desk(request: Request) -> HttpResponse:
    """Every letter of the house."""
    return render(request, "letters/desk.html", {"page": paginated(request, queries.letters())})


@require_http_methods([*BOTH])
@for_team
def create(request: Request) -> HttpResponse:
    """A new letter."""
    return _kept(request, None)


@require_http_methods([*BOTH])
@guarded(Letter, policy.may_edit)
def change(request: Request, one: Letter) -> HttpResponse:
    """Change a letter and its standing sections."""
    return _kept(request, one)


def _kept(request: Request, one: Letter | None) -> HttpResponse:
    form = forms.LetterForm(request.POST or None, one)
    shown: dict[str, Any] = {"letter": one, "form": form, "findings": []}
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.keep_letter(one, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            shown.pop("findings")
            return refused(request, "letters/change.html", refusal.findings, **shown)
        messages.success(request, _("La lettre est réglée."))
        return onward(request, "letters:manage", made.public_id)
    return render(request, "letters/change.html", shown, status=422 if form.errors else 200)


@require_http_methods([*BOTH])
@guarded(queries.letters, policy.may_edit)
def manage(request: Request, one: Letter) -> HttpResponse:
    """The issues of a letter, what was put off, and how to begin the next issue."""
    form, findings = forms.IssueForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        try:
            title = form.cleaned_data["title"]
            made = actions.begin_issue(one, title, by=request.user, at=timezone.now())
            return onward(request, "letters:work", made.public_id)
        except Refused as refusal:
            findings = list(refusal.findings)
    shown = {
        "letter": one, "form": form, "findings": findings, "put_off": queries.put_off(one)[:25],
        "writing": one.issues.filter(sent_at=None).first(),
        "page": paginated(request, one.issues.exclude(sent_at=None).order_by("-number", "-pk")),
        "subscribers": one.subscribers.filter(ended_at=None).exclude(confirmed_at=None).count(),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "letters/manage.html", shown, status=status)


def _worked(request: Request, one: Issue, findings: list[Any], **more: Any) -> HttpResponse:
    people = queries.writers(one.letter, timezone.now())
    rows = queries.written(one)
    shown = {
        "issue": one, "letter": one.letter, "findings": findings,
        "lines": [(row, _entrusting(people, row)) for row in rows],
        "blank": sum(not row.draft.text for row in rows),
        "adding": forms.HeadingForm(), "put_off": queries.put_off(one.letter)[:25], **more,
    }  # fmt: skip
    return render(request, "letters/work.html", shown, status=422 if findings else 200)


def _entrusting(people: Any, row: Passage) -> forms.EntrustForm:
    held = {"person": str(row.assigned.public_id) if row.assigned else ""}
    return forms.EntrustForm(people, initial=held, auto_id=f"id_{row.pk}_%s")


@require_safe
@guarded(queries.issues, policy.may_edit)
def work(request: Request, one: Issue) -> HttpResponse:
    """An issue in writing: its sections, who writes each, what is still blank."""
    if one.sent_at is not None:
        return onward(request, "letters:issue", one.public_id)
    return _worked(request, one, [])


def _done(request: Request, one: Issue, act: Callable[[], object], said: str) -> HttpResponse:
    """Act on an issue in writing, then show it again; refused, say why on its page."""
    try:
        act()
    except Refused as refusal:
        return _worked(request, one, list(refusal.findings))
    messages.success(request, said)
    return onward(request, "letters:work", one.public_id)


@require_POST
@guarded(queries.issues, policy.may_edit)
def add(request: Request, one: Issue) -> HttpResponse:
    """A section of this issue alone."""
    heading = request.POST.get("heading", "")[:330]
    at = timezone.now()
    return _done(
        request, one, lambda: actions.add_passage(one, heading, by=request.user, at=at),
        _("La partie est ajoutée."),
    )  # fmt: skip


@require_POST
@guarded(queries.issues, policy.may_edit)
def try_out(request: Request, one: Issue) -> HttpResponse:
    """Receive the issue oneself, as it stands."""
    return _done(
        request, one, lambda: actions.try_out(one, by=request.user, at=timezone.now()),
        _("Un essai part à %(email)s.") % {"email": request.user.email},
    )  # fmt: skip


@require_http_methods([*BOTH])
@guarded(queries.issues, policy.may_edit)
def send(request: Request, one: Issue) -> HttpResponse:
    """Who receives this issue and who does not, with the reason; then, and only then, send it."""
    if one.sent_at is not None:
        return onward(request, "letters:issue", one.public_id)
    now, findings = timezone.now(), []
    form = forms.SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.send(one, seen=form.cleaned_data["seen"], by=request.user, at=now)
        except Refused as refusal:
            findings = list(refusal.findings)
        else:
            said = _("Le numéro part à %(n)s adresses.") % {"n": done.readers}
            messages.success(request, said)
            return onward(request, "letters:issue", one.public_id)
    found = queries.readers(one.letter, now)
    count = len(found.receiving)
    if not form.errors:
        form = forms.SendForm(initial={"seen": count})
    shown = {
        "issue": one, "letter": one.letter, "form": form, "findings": findings, "count": count,
        "left": len(found.left), "page": paginated(request, [*found.left, *found.receiving]),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "letters/send.html", shown, status=status)


@require_http_methods([*BOTH])
@guarded(queries.passages, policy.may_write)
def passage(request: Request, one: Passage) -> HttpResponse:
    """Write a section: saved whole, or both texts when two hands clash."""
    draft, back = one.draft, _way_back(request, one)
    start = {"text": draft.text, "signature": one.signature,
             "started": token(draft.revision, draft.text)}  # fmt: skip
    shown: dict[str, Any] = {"passage": one, "letter": one.letter, "back": back, "clash": None,
                             "findings": []}  # fmt: skip
    if request.method != "POST":
        form = forms.PassageForm(initial=start)
        return render(request, "letters/passage.html", shown | {"form": form})
    form = forms.PassageForm(request.POST)
    if not form.is_valid():
        return render(request, "letters/passage.html", shown | {"form": form}, status=422)
    typed, mark = form.cleaned_data["text"], form.from_revision()
    written = actions.write_passage(
        one, typed, signature=form.cleaned_data["signature"], **mark, by=request.user,
        at=timezone.now(),
    )  # fmt: skip
    if written.fate is Fate.CONFLICT:
        both = merged(written.base, written.shared.text, typed)
        again = start | {"text": both, "started": token(written.shared.revision,
                                                        written.shared.text)}  # fmt: skip
        clash = {"in_force": written.shared.text, "mine": typed, "by": written.shared.by}
        shown |= {"form": forms.PassageForm(initial=again), "clash": clash, "failed": True}
        return render(request, "letters/passage.html", shown, status=409)
    messages.success(request, _("Enregistré."))
    return onward(request, back)


def _way_back(request: Request, one: Passage) -> str:
    """The issue for the team, the workspace for whoever writes this section alone."""
    if not is_staff(request.user, timezone.now()):
        return reverse("people:workspace")
    name, row = ("work", one.issue) if one.issue else ("manage", one.letter)
    return reverse(f"letters:{name}", args=[row.public_id])


def _moved(request: Request, one: Passage, act: Callable[[], object], said: str) -> HttpResponse:
    back = _way_back(request, one)
    try:
        act()
    except Refused as refusal:
        messages.error(request, " ".join(found.sentence for found in refusal.findings))
    else:
        messages.success(request, said)
    return onward(request, back)


@require_POST
@guarded(queries.passages, policy.may_edit)
def entrust(request: Request, one: Passage) -> HttpResponse:
    """Ask someone to write a section."""
    form = forms.EntrustForm(queries.writers(one.letter, timezone.now()), request.POST)
    if not form.is_valid():
        messages.error(request, _("Cette personne n’écrit pas dans cette lettre."))
        return onward(request, _way_back(request, one))
    person = form.cleaned_data["person"]
    at = timezone.now()
    return _moved(
        request, one, lambda: actions.entrust(one, person, by=request.user, at=at),
        _("C’est noté."),
    )  # fmt: skip


@require_POST
@guarded(queries.passages, policy.may_edit)
def put_off(request: Request, one: Passage) -> HttpResponse:
    """Leave a section for a later issue."""
    at = timezone.now()
    return _moved(
        request, one, lambda: actions.put_off(one, by=request.user, at=at),
        _("Cette partie attend un prochain numéro, avec son texte."),
    )  # fmt: skip


@require_POST
@guarded(queries.passages, policy.may_edit)
def take_up(request: Request, one: Passage) -> HttpResponse:
    """Put a section into the issue in writing."""
    at = timezone.now()
    return _moved(
        request, one, lambda: actions.take_up(one, by=request.user, at=at),
        _("Cette partie est dans le numéro en cours."),
    )  # fmt: skip


@require_POST
@guarded(queries.passages, policy.may_edit)
def take_away(request: Request, one: Passage) -> HttpResponse:
    """Take a section away."""
    at = timezone.now()
    return _moved(
        request, one, lambda: actions.take_away(one, by=request.user, at=at),
        _("Cette partie est retirée."),
    )  # fmt: skip
