"""Putting a draft in force: what changes, whom it touches, the letter they will receive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.calls import queries as calls
from cordee.calls.editor import actions, chapters, letters, policy, publishing, queries
from cordee.calls.editor.forms import PublishForm
from cordee.calls.editor.panel import panel
from cordee.calls.editor.views.door import number, with_draft
from cordee.calls.editor.views.shelf import lines
from cordee.calls.rules import closing_words
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.programme.compare import compare
from cordee.web.components import paginated
from cordee.web.guards import onward, require_http_methods, require_POST, require_safe, row_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.calls.editor.models import Draft
    from cordee.calls.models import Edition
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def publish(request: Request, draft: Draft) -> HttpResponse:
    """Show what would change, then put it in force or ask the direction."""
    form = PublishForm(request.POST or None, initial={"notice": draft.notice})
    if request.method != "POST" or not form.is_valid():
        return _page(request, draft, form)
    notice = form.cleaned_data["notice"]
    try:
        if "ask" in request.POST:
            publishing.propose(draft, notice=notice, by=request.user, at=timezone.now())
            messages.success(request, _("La direction est prévenue : elle trouvera la demande dans "
                                        "son espace."))  # fmt: skip
            return onward(request, draft)
        version = publishing.put_in_force(
            draft, number=number(request.POST.get("base"), 0), notice=notice,
            confirmed="confirmed" in request.POST, reread="reread" in request.POST,
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return _page(request, draft, form, refusal)
    messages.success(request, _("C’est en vigueur."))
    return onward(request, "calls:detail", version.edition.key)


def _untouched(draft: Draft, data: dict[str, Any] | None) -> list[str]:
    """The parts of a new call that still say what the draft began with."""
    first = draft.first_data
    return [str(one.title) for one in chapters.CHAPTERS if chapters.untouched(one, data, first)]


def _page(
    request: Request, draft: Draft, form: PublishForm, refusal: Refused | None = None
) -> HttpResponse:
    save = draft.save_now
    loaded = queries.examined(save)
    found = publishing.difference(draft)
    definition = loaded.definition
    form.expects_notice(wanted=found.promised)
    notice = str(form["notice"].value() or "")
    failed = bool(refusal) or (form.is_bound and not form.is_valid())
    right = policy.may_confirm(request.user, timezone.now())
    context: dict[str, Any] = {
        "draft": draft, "save": save, "form": form, "findings": refusal.findings if refusal else [],
        "failed": failed, "panel": panel(draft, loaded, (), save.data or {}), "loaded": loaded,
        "definition": definition, "closes": closing_words(definition) if definition else "",
        "found": found, "changes": found.changes[:100], "more": len(found.changes[100:]),
        "untouched": _untouched(draft, save.data),
        "meanwhile": draft.edition is not None and draft.edition.current_id != draft.based_on_id,
        "asks": bool(found.promised and found.circles and not right), "reason": right.reason,
        "letters": [(one, letters.letter(draft.title, notice or "…", definition, one.who))
                    for one in found.circles] if definition else [],
        "subject": letters.subject(draft.title),
    }  # fmt: skip
    return render(request, "editor/publish.html", context, status=422 if failed else 200)


@require_POST
@for_team
def amend(request: Request, key: str) -> HttpResponse:
    """Write the next version of a published call: the draft under way, or a new one."""
    edition = row_or_404(calls.public_one, key=key)
    under_way = queries.drafts().living().filter(edition=edition).order_by("-saved_at").first()
    draft = under_way or _begun(request, edition)
    return onward(request, draft)


def _begun(request: Request, edition: Edition) -> Draft:
    version = edition.rules_in_force
    origin = _("version {number} de l’appel").format(number=version.number)
    return actions.begin(
        queries.published_files(version), origin=origin, by=request.user, at=timezone.now(),
        edition=edition, based_on=version,
    )  # fmt: skip


@require_safe
@for_team
def versions(request: Request, key: str) -> HttpResponse:
    """The versions of a published call, each with what it changed, why, and who decided."""
    edition = row_or_404(calls.public_one, key=key)
    rows = edition.versions.select_related("by__person").order_by("-number")
    page = paginated(request, rows, per_page=10)
    return render(request, "editor/versions.html",
                  {"edition": edition, "page": page, "rows": _told(page.object_list),
                   "draft": None})  # fmt: skip


def _told(rows: Any) -> list[dict[str, Any]]:
    """Each version with its changes from the one before."""
    shown = list(rows)
    numbers = [one.number - 1 for one in shown]
    before = {one.number: one for one in shown[0].edition.versions.filter(number__in=numbers)
              } if shown else {}  # fmt: skip
    return [_version(one, before.get(one.number - 1)) for one in shown]


def _version(version: Any, before: Any) -> dict[str, Any]:
    if before is None:
        return {"version": version, "changes": [], "texts": [], "first": True}
    changes = compare(before.definition, version.definition)
    texts = [
        (name, lines(str(before.texts.get(name, "")), str(version.texts.get(name, ""))))
        for name in {**version.texts, **before.texts}
        if version.texts.get(name) != before.texts.get(name)
    ]
    return {"version": version, "changes": changes[:40], "texts": texts, "first": False}
