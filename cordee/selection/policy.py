"""Who may read, mark, see the marks of others, decide and release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.kernel.rights import Right
from cordee.people.policy import is_staff
from cordee.selection.models import Juror, Slip
from cordee.selection.queries import asked, left_by, opens, stage_of
from cordee.selection.queries.votes import same_seat_cast
from cordee.selection.rules.votes import is_vote

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.applications.models import Deposit
    from cordee.people.models import User
    from cordee.selection.models import Panel


UNDECLARED = gettext_lazy(
    "Avant de lire, déclarez vos intérêts : la page de votre jury vous le propose. "
    "Cela prend une minute et protège la décision."
)


def may_prepare(user: User | AnonymousUser, panel: Panel, *, at: datetime) -> Right:
    """The team prepares the panel and follows its files one by one.

    Whoever of it withdrew from a file finds the pages without that file (`shell.led`).
    """
    return Right.yes() if user.is_authenticated and is_staff(user, at) else Right.hidden()


def may_run(user: User | AnonymousUser, panel: Panel, *, at: datetime) -> Right:
    """The team weighs the files against each other and decides; not who withdrew from one.

    A place missing from a set, a file missing from an order would tell of the one left (R50).
    """
    if not (user.is_authenticated and is_staff(user, at)):
        return Right.hidden()
    if left_by(user, panel):
        return Right.no(
            _(
                "Vous vous êtes déporté·e d’un dossier de ce jury : le choix, la séance et la "
                "décision comparent tous les dossiers, un·e collègue les mène à votre place. "
                "L’avancement, les membres, la répartition et les autres dossiers vous restent "
                "ouverts."
            )
        )
    return Right.yes()


def may_judge(juror: Juror, deposit: Deposit) -> Right:
    """A juror opens the files that exist for her, once her interests are declared (R50)."""
    if not opens(juror, deposit):
        return Right.hidden()
    if juror.declared_at is None:
        return Right.no(str(UNDECLARED))
    return Right.yes()


def may_mark(juror: Juror, deposit: Deposit) -> Right:
    """She marks while the panel is at work."""
    right = may_judge(juror, deposit)
    if right and juror.panel.closed_at is not None:
        return Right.no(
            _(
                "Les notes de cette étape sont closes. Pour corriger une erreur, écrivez à "
                "l’équipe d’animation : elle peut rouvrir l’étape."
            )
        )
    return right


def may_vote(juror: Juror) -> Right:
    """A voting member votes once her interests are declared, for her seat alone, until the end."""
    if juror.declared_at is None:
        return Right.no(str(UNDECLARED))
    if juror.part != Juror.Part.MEMBER or not juror.voting:
        return Right.no(_("Vous lisez les dossiers sans voix délibérative : vous ne votez pas."))
    if juror.panel.closed_at is not None:
        return Right.no(
            _("Le vote est clos. Pour corriger une erreur, écrivez à l’équipe d’animation.")
        )
    if same_seat_cast(juror):
        return Right.no(
            _(
                "Ce siège a déjà voté, par la personne que vous suppléez ou qui vous supplée : "
                "un siège a une seule voix. Elle peut reprendre son bulletin."
            )
        )
    return Right.yes()


def sees_others(juror: Juror, deposit: Deposit) -> bool:
    """Whether the others' marks show: sealed, after her own, or open, as the stage declares."""
    match stage_of(juror.panel).visibility:
        case "open":
            return True
        case "after_own":
            return _has_marked(juror, deposit)
        case _:
            return juror.panel.closed_at is not None


def _has_marked(juror: Juror, deposit: Deposit) -> bool:
    """Whether she took a stand on every criterion: half a grid shows nothing of the others'."""
    if is_vote(stage_of(juror.panel)):
        return Slip.objects.cast().filter(juror=juror).exists()
    wanted = {one.key for one in asked(deposit, stage_of(juror.panel))}
    own = juror.marks.filter(deposit=deposit, withdrawn_at=None, given=True)
    return wanted <= set(own.values_list("criterion", flat=True).order_by())
