"""Who may read the ledger: the team, as the room of people says it, which stands above us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.utils.module_loading import import_string

from cordee.reactions import UNSEEN

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.kernel.rights import Right


def may_read(user: Any, at: datetime) -> Right:
    """The team reads the journal, the letters and the reminders; nobody else."""
    return cast("Right", import_string(settings.STAFF_POLICY)(user, at))


def unseen(user: Any, at: datetime) -> frozenset[str]:
    """The names and ids that letters must not show to someone, as the rooms above say (R50)."""
    return frozenset().union(*(import_string(path)(user, at) for path in UNSEEN))
