"""What the pages of a jury share: who sits, which file, which tabs."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.selection import policy, queries
from cordee.selection.rules.votes import by_voices
from cordee.web.components import Tab
from cordee.web.guards import guarded, onward, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from cordee.applications.models import Deposit
    from cordee.selection.models import Juror, Panel
    from cordee.web.requests import Request


COMPARING = frozenset({"analysis", "choices", "sitting", "decision"})
"""Pages that weigh every file against the others: shut to whoever left one."""


def led(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give the view the panel as one of the team may follow it: without the files she left."""

    @guarded(queries.panels, policy.may_prepare)
    @wraps(view)
    def guard(request: Request, panel: Panel, *args: Any, **kwargs: Any) -> Any:
        panel.without = queries.left_by(request.user, panel)
        return view(request, panel, *args, **kwargs)

    return guard


def for_juror(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give the view the seat of whoever asks; for anybody else the panel does not exist."""

    @wraps(view)
    @signed_in
    def guard(request: Request, *args: Any, public_id: UUID, **kwargs: Any) -> Any:
        juror = not_found_unless(queries.seat(request.user, public_id, timezone.now()))
        return view(request, juror, *args, **kwargs)

    return guard


def for_reader(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give the view the seat and the file, which must exist for her; interests come first."""

    @wraps(view)
    @for_juror
    def guard(request: Request, juror: Juror, *args: Any, deposit: UUID, **kwargs: Any) -> Any:
        found: Deposit = not_found_unless(queries.file_of(juror, deposit))
        if juror.declared_at is None:
            if request.method in {"GET", "HEAD"}:
                return onward(request, "selection:declare", juror.panel.public_id)
            raise PermissionDenied(policy.UNDECLARED)
        return view(request, juror, found, *args, **kwargs)

    return guard


def seen(panel: Panel, here: str, **more: Any) -> dict[str, Any]:
    """The context of a page of the team: the panel and its tabs."""
    stage = queries.stage_of(panel)
    return {
        "panel": panel,
        "edition": panel.edition,
        "tabs": _tabs(panel, here),
        "voted": by_voices(stage),
        "measure": queries.measure(stage),
        **more,
    }


def _tabs(panel: Panel, here: str) -> list[Tab]:
    pages = (
        ("follow", _("Avancement")),
        ("members", _("Membres et déports")),
        ("sharing", _("Répartition")),
        ("ranking", _("Classement")),
        ("analysis", _("Analyse")),
        ("choices", _("Choix")),
        ("hearings", _("Auditions")),
        ("sitting", _("Séance")),
        ("decision", _("Décision")),
    )
    return [
        Tab(label, reverse(f"selection:{name}", args=[panel.public_id]), name == here)
        for name, label in pages
        if not (panel.without and name in COMPARING)
    ]


def not_found_unless(found: Any) -> Any:
    """The row, or the page 404."""
    if found is None:
        raise Http404
    return found
