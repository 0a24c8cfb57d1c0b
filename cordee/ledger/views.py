"""Pages of the team: reminders, letters, the journal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.kernel import french
from cordee.kernel.french import unaccented
from cordee.ledger import queries
from cordee.ledger.models import Message, Reminder
from cordee.ledger.outbox import requeue as ask_again
from cordee.ledger.policy import may_read, unseen
from cordee.ledger.reminders import rules
from cordee.ledger.sayings import naming, sentence, thing
from cordee.web.components import paginated
from cordee.web.guards import allowed, onward, require_POST, require_safe, row_or_404

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.paginator import Page
    from django.http import HttpResponse

    from cordee.ledger.models import Entry
    from cordee.web.requests import Request

FACTS = 20
"""Facts on a page of the journal: each takes many elements, and a page stays light."""
LONGEST_SEARCH = 200
ISO_DAY = len("2027-03-07")
STAMP_DAY = len("20270307")


def for_team(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the team in, and nobody keep the page."""
    return never_cache(allowed(may_read)(view))


@require_safe
@for_team
def reminders(request: Request) -> HttpResponse:
    """Every reminder: sent, to come, or not sent and why."""
    known = {rule.key: str(rule.label) for rule in rules()}
    asked = {
        "words": _words(request),
        "state": _one_of(request, "etat", Reminder.State.values)
        if request.GET
        else Reminder.State.PENDING.value,
        "rule": _one_of(request, "regle", known),
    }
    page: Page[Any] = paginated(request, queries.reminded(**asked, without=_unseen(request)))
    for row in page:
        row.rule_label = known.get(row.rule, row.rule)
        row.about = told_occurrence(row.occurrence)
    shown = {"page": page, **asked, "states": Reminder.State.choices, "rules": known.items()}
    return render(request, "ledger/reminders.html", shown)


def told_occurrence(occurrence: str) -> str:
    """Which time of a reminder it is: « 7 mars 2027 » for a date kept as a machine does."""
    try:
        told = occurrence[:STAMP_DAY] if occurrence.isdigit() else occurrence[:ISO_DAY]
        return french.day(date.fromisoformat(told), weekday=False)
    except ValueError:
        return occurrence


@require_safe
@for_team
def letters(request: Request) -> HttpResponse:
    """Every letter: waiting, sent, failed and why."""
    asked = {
        "words": _words(request),
        "state": _one_of(request, "etat", Message.State.values),
    }
    page: Page[Message] = paginated(request, queries.letters(**asked, without=_unseen(request)))
    shown = {"page": page, **asked, "states": Message.State.choices}
    return render(request, "ledger/letters.html", shown)


@require_safe
@for_team
def letter(request: Request, pk: int) -> HttpResponse:
    """One letter as it left, unless it is private to whom received it."""
    shown = row_or_404(lambda: queries.letters(without=_unseen(request)).defer(None), pk=pk)
    return render(request, "ledger/letter.html", {"letter": shown})


@require_POST
@for_team
def requeue(request: Request, pk: int) -> HttpResponse:
    """Try a failed letter again."""
    ask_again(
        row_or_404(lambda: queries.letters(without=_unseen(request)), pk=pk),
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("Le message repart dans un instant."))
    return onward(request, "ledger:letter", pk)


@require_safe
@for_team
def journal(request: Request) -> HttpResponse:
    """What happened, in sentences; facts are found by any word of theirs."""
    words, said = _words(request), _words(request, "fait")
    kinds = _kinds_said(said) if said else None
    page: Page[Entry] = paginated(request, queries.facts(words=words, kinds=kinds), per_page=FACTS)
    rows = [(entry, sentence(entry), thing(entry)) for entry in page]
    shown = {"page": page, "words": words, "said": said, "rows": rows}
    return render(request, "ledger/journal.html", shown)


def _kinds_said(said: str) -> list[str]:
    """The kinds of facts that bear these words, whatever their accents; or that very kind."""
    asked = unaccented(said)
    return [one for one in queries.kinds() if one == said or asked in unaccented(naming(one))]


def _unseen(request: Request) -> frozenset[str]:
    """What must not exist for who asks."""
    return unseen(request.user, timezone.now())


def _words(request: Request, name: str = "q") -> str:
    return request.GET.get(name, "").replace("\0", "").strip()[:LONGEST_SEARCH]


def _one_of(request: Request, name: str, known: Any) -> str:
    """The value asked for, if it is a known one; nonsense asks for everything."""
    value = request.GET.get(name, "")
    return value if value in known else ""
