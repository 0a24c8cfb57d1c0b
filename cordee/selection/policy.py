"""Who may read, mark, see the marks of others, decide and release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.kernel.rights import Right
from cordee.people.policy import is_staff
from cordee.selection.queries import open_to, seat_on, stage_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.applications.models import Deposit
    from cordee.people.models import User
    from cordee.selection.models import Juror, Panel


def may_sit(user: User | AnonymousUser, panel: Panel, *, at: datetime) -> Right:
    """Its jurors, while they sit; for anybody else but staff the panel does not exist."""
    return Right.yes() if seat_on(panel, user, at) else Right.hidden()


def may_run(user: User | AnonymousUser, _panel: Panel, *, at: datetime) -> Right:
    """The staff prepares the panel, follows it and proposes a choice."""
    return Right.yes() if user.is_authenticated and is_staff(user, at) else Right.hidden()


def may_judge(juror: Juror, deposit: Deposit) -> Right:
    """A juror opens the files that exist for her, once her interests are declared (R50)."""
    if not open_to(juror).filter(pk=deposit.pk).exists():
        return Right.hidden()
    if juror.declared_at is None:
        return Right.no(
            "Avant de lire, déclarez vos intérêts : la page de votre jury vous le propose. "
            "Cela prend une minute et protège la décision."
        )
    return Right.yes()


def may_mark(juror: Juror, deposit: Deposit) -> Right:
    """She marks while the panel is at work."""
    right = may_judge(juror, deposit)
    if right and juror.panel.closed_at is not None:
        return Right.no(
            "Les notes de cette étape sont closes. Pour corriger une erreur, écrivez à "
            "l’équipe d’animation : elle peut rouvrir l’étape."
        )
    return right


def sees_others(juror: Juror, deposit: Deposit) -> bool:
    """Whether the others' marks show: sealed, after her own, or open, as the stage declares."""
    match stage_of(juror.panel).visibility:
        case "open":
            return True
        case "after_own":
            return juror.marks.filter(deposit=deposit, withdrawn_at=None).exists()
        case _:
            return juror.panel.closed_at is not None
