"""Lists for those who are on them: read, write, come in, leave, choose how to receive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from cordee.journeys.audiences import reader
from cordee.kernel.findings import Refused
from cordee.letters import policy
from cordee.letters.actions import joining, threads
from cordee.letters.forms import lists as forms
from cordee.letters.links_lists import answer_address, behind
from cordee.letters.queries import lists as queries
from cordee.web.acting import deliberate
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
)

if TYPE_CHECKING:
    from cordee.letters.models import DiscussionList, ListMessage
    from cordee.letters.queries.lists import OnList
    from cordee.web.requests import Request

BOTH = ("GET", "HEAD", "POST")


@require_safe
def mine(request: Request) -> HttpResponse:
    """The lists one sees: one's own, those open to come in or to read."""
    now = timezone.now()
    who = reader(request.user, now)
    rows = queries.counted() if who.staff else queries.of_user(request.user, now, ally=who.ally)
    shown = {"page": paginated(request, rows), "staff": who.staff}
    return render(request, "letters/lists.html", shown)


@require_safe
@guarded(queries.lists, policy.may_see_list)
def one(request: Request, row: DiscussionList) -> HttpResponse:
    """A list: how it is run, what was said, how to come in or leave."""
    return render(request, "letters/list.html", _shown(request, row))


def _shown(request: Request, row: DiscussionList, **more: Any) -> dict[str, Any]:
    now = timezone.now()
    own = queries.membership(row, request.user, now)
    reads = bool(policy.may_read_list(request.user, row, at=now))
    rhythm = own.rhythm if own and own.rhythm else "each"
    return {
        "list": row, "own": own, "reads": reads,
        "page": paginated(request, queries.threads(row)) if reads else None,
        "writes": bool(policy.may_write_to_list(request.user, row, at=now)) and own is not None,
        "moderates": bool(policy.may_moderate(request.user, row, at=now)),
        "where": answer_address(row, 0, own.email) if own else "",
        "rhythm": forms.RhythmForm(initial={"rhythm": rhythm}) if own else None,
        "joining": forms.JoinForm(None, request=request)
        if own is None and row.joining != "closed" and row.closed_at is None
        and not request.user.is_authenticated else None,
        "bringing": forms.BringForm() if policy.may_bring(request.user, row, at=now) else None,
        "left": _left(request, row), "findings": [], **more,
    }  # fmt: skip


def _left(request: Request, row: DiscussionList) -> bool:
    """Whether a delegate of the cohort left the list, and may come back by herself."""
    if not request.user.is_authenticated or policy.own_territory(
        request.user, row, timezone.now()
    ) is None:  # fmt: skip
        return False
    gone = row.members.filter(email__iexact=request.user.email)
    return gone.exclude(ended_at=None).exists()


def _member(request: Request, row: DiscussionList) -> OnList:
    """How whoever asks is on the list; the guards let nobody else come here."""
    own = queries.membership(row, request.user, timezone.now())
    if own is None:
        raise Http404
    return own


@require_http_methods([*BOTH])
@guarded(queries.lists, policy.may_write_to_list)
def write(request: Request, row: DiscussionList) -> HttpResponse:
    """Begin a thread."""
    form = forms.WriteForm(request.POST or None)
    shown: dict[str, Any] = {"list": row, "form": form, "findings": []}
    if request.method == "POST" and form.is_valid():
        try:
            made = threads.write(
                row, **form.cleaned_data, who=_member(request, row), by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            shown["findings"] = list(refusal.findings)
            return render(request, "letters/list_write.html", shown, status=422)
        return _written(request, made)
    status = 422 if request.method == "POST" else 200
    return render(request, "letters/list_write.html", shown, status=status)


def _written(request: Request, made: ListMessage) -> HttpResponse:
    if made.state == "held":
        said = _("Votre message attend d’être relu (%(why)s). Vous n’avez rien d’autre à faire.")
        messages.info(request, said % {"why": made.held_because})
    else:
        messages.success(request, _("Votre message part à toute la liste."))
    if made.state == "told" and made.thread is None:
        return onward(request, "lists:thread", made.public_id)
    if made.thread is not None:
        return onward(request, "lists:thread", made.thread.public_id)
    return onward(request, "lists:list", made.list.public_id)


@require_safe
@guarded(queries.messages, policy.may_read_thread)
def thread(request: Request, root: ListMessage) -> HttpResponse:
    """A thread, and the box to answer."""
    return _thread(request, root, forms.WriteForm(answer=True), [])


def _thread(
    request: Request,
    root: ListMessage,
    form: forms.WriteForm,
    findings: list[Any],
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    own = queries.membership(root.list, request.user, now)
    moderates = bool(policy.may_moderate(request.user, root.list, at=now))
    mails = {own.email, request.user.email.lower()} if own else set[str]()
    page = paginated(request, queries.thread_of(root))
    shown = {
        "list": root.list, "root": root, "form": form, "findings": findings, "page": page,
        "rows": [(row, row.state == "told" and (moderates or row.email.lower() in mails))
                 for row in page.object_list],
        "answers": own is not None
        and bool(policy.may_write_to_list(request.user, root.list, at=now)),
    }  # fmt: skip
    return render(request, "letters/list_thread.html", shown, status=status)


@require_POST
@guarded(queries.messages, policy.may_answer)
def answer(request: Request, root: ListMessage) -> HttpResponse:
    """Answer a thread."""
    form = forms.WriteForm(request.POST, answer=True)
    if not form.is_valid():
        return _thread(request, root, form, [], status=422)
    try:
        made = threads.write(
            root.list, "", form.cleaned_data["text"], thread=root,
            who=_member(request, root.list), by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return _thread(request, root, form, list(refusal.findings), status=422)
    return _written(request, made)


@require_POST
@guarded(queries.messages, policy.may_take_back)
def take_back(request: Request, row: ListMessage) -> HttpResponse:
    """Take away what was said."""
    threads.take_back(row, by=request.user, at=timezone.now())
    messages.success(request, _("Ce message ne se lit plus sur la page. Les courriels déjà partis "
                                "le sont."))  # fmt: skip
    return onward(request, "lists:thread", (row.thread or row).public_id)


@require_POST
@guarded(queries.lists, policy.may_see_list)
def join(request: Request, row: DiscussionList) -> HttpResponse:
    """Ask to come in; a delegate who left comes back."""
    now, user = timezone.now(), request.user
    if user.is_authenticated and _left(request, row):
        joining.come_back(row, user.email, by=user, at=now)
        messages.success(request, _("Vous êtes de nouveau de la liste."))
        return onward(request, "lists:list", row.public_id)
    try:
        if user.is_authenticated:
            joining.ask_in(row, user.email, by=user, at=now)
        else:
            form = forms.JoinForm(request.POST, request=request)
            if not form.is_valid():
                shown = _shown(request, row, joining=form, failed=True)
                return render(request, "letters/list.html", shown, status=422)
            told = form.cleaned_data
            joining.ask_in(row, told["list_email"], name=told["name"], by=None, at=now)
    except Refused as refusal:
        shown = _shown(request, row, findings=list(refusal.findings))
        return render(request, "letters/list.html", shown, status=422)
    if row.joining == "asked" and user.is_authenticated:
        messages.success(request, _("Votre demande attend l’accord de qui anime la liste."))
    elif user.is_authenticated:
        messages.success(request, _("Vous êtes de la liste."))
    else:
        messages.success(request, _("C’est noté : un message vient de vous être envoyé, ouvrez-le "
                                    "pour confirmer votre adresse."))  # fmt: skip
    return onward(request, "lists:list", row.public_id)


@require_POST
@guarded(queries.lists, policy.may_see_list)
def leave(request: Request, row: DiscussionList) -> HttpResponse:
    """Leave a list."""
    own = queries.membership(row, request.user, timezone.now())
    if own is not None and request.user.is_authenticated:
        joining.leave(row, own.email, by=request.user, at=timezone.now())
        messages.success(request, _("C’est fait : vous n’êtes plus de cette liste."))
    return onward(request, "lists:lists")


@require_POST
@guarded(queries.lists, policy.may_see_list)
def own_rhythm(request: Request, row: DiscussionList) -> HttpResponse:
    """Choose how one receives a list, from its page."""
    own = _member(request, row)
    form = forms.RhythmForm(request.POST)
    if form.is_valid():
        joining.choose_rhythm(row, own.email, form.cleaned_data["rhythm"], at=timezone.now())
        messages.success(request, _("Votre choix est noté."))
    else:
        messages.error(request, _("Choisissez l’un des rythmes proposés."))
    return onward(request, "lists:list", row.public_id)


@require_POST
@guarded(queries.lists, policy.may_bring)
def bring(request: Request, row: DiscussionList) -> HttpResponse:
    """Ask someone of one's territory in."""
    now = timezone.now()
    territory = policy.own_territory(request.user, row, now)
    form = forms.BringForm(request.POST)
    if territory is None or not form.is_valid():
        shown = _shown(request, row, bringing=form, failed=True)
        return render(request, "letters/list.html", shown, status=422)
    told = form.cleaned_data
    joining.invite(row, territory, told["email"], told["name"], by=request.user, at=now)
    messages.success(request, _("L’invitation part : la personne entre quand elle confirme."))
    return onward(request, "lists:list", row.public_id)


@never_cache
@require_http_methods([*BOTH])
def confirm(request: Request, token: str) -> HttpResponse:
    """Confirm an address by the link it received: a page, then a deliberate click."""
    row, email = behind("confirm", token)
    if request.method == "POST":
        inside = joining.confirm(row, email, at=timezone.now())
        said = _("Votre adresse est confirmée : qui anime la liste vous répondra.")
        if inside:
            said = _("Vous êtes de la liste « %(list)s ».") % {"list": row}
        messages.success(request, said)
        return onward(request, "lists:lists")
    text = _("Vous recevrez à %(email)s ce qui s’écrit sur « %(list)s ». Qui lit : %(who)s.") % {
        "email": email, "list": row, "who": row.get_reading_display(),
    }  # fmt: skip
    join = _("Rejoindre la liste")
    return deliberate(request, title=join, text=text, action=join, back="/")


@never_cache
@require_http_methods([*BOTH])
def rhythm(request: Request, token: str) -> HttpResponse:
    """Choose how one receives a list, by one's own link, without an account."""
    row, email = behind("rhythm", token)
    known = row.members.filter(email=email).values_list("rhythm", flat=True).first()
    form = forms.RhythmForm(request.POST or None, initial={"rhythm": known or "each"})
    done = False
    if request.method == "POST" and form.is_valid():
        joining.choose_rhythm(row, email, form.cleaned_data["rhythm"], at=timezone.now())
        done = True
    shown = {"list": row, "email": email, "form": form, "done": done}
    return render(request, "letters/list_rhythm.html", shown, status=422 if form.errors else 200)


@csrf_exempt  # mail software has no cookie of ours: the signed token of the link is the right
@never_cache
@require_http_methods([*BOTH])
def stop(request: Request, token: str) -> HttpResponse:
    """Leave a list by its link; mail software does it in one POST (RFC 8058)."""
    row, email = behind("stop", token)
    if request.method == "POST":
        joining.leave(row, email, by=None, at=timezone.now())
        messages.success(request, _("C’est fait : vous n’êtes plus de cette liste."))
        return onward(request, "lists:lists")
    said = _("Ce qui s’écrit sur « %(list)s » ne sera plus envoyé à %(email)s.")
    return deliberate(
        request,
        title=_("Sortir de la liste"),
        text=said % {"list": row, "email": email},
        action=_("Ne plus recevoir cette liste"),
        back="/",
    )
