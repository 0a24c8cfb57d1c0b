"""Who may settle a letter, write a section, read an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cordee.journeys.audiences import reader
from cordee.kernel.rights import Right
from cordee.people.policy import is_staff

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.letters.models import Issue, Letter, Passage
    from cordee.people.models import User

    type Asker = User | AnonymousUser


def may_edit(user: Asker, row: Any, *, at: datetime) -> Right:  # noqa: ARG001 - the shape of a policy
    """The team of the house; for anybody else there is nothing here."""
    return Right.yes() if user.is_authenticated and is_staff(user, at) else Right.hidden()


def may_see(user: Asker, letter: Letter, *, at: datetime) -> Right:
    """Anyone, when it is public; its cohort and the team otherwise."""
    if letter.public:
        return Right.yes()
    who = reader(user, at)
    inside = who.staff or (letter.cohort_id is not None and who.takes_part(letter.cohort_id))
    return Right.yes() if inside else Right.hidden()


def may_read(user: Asker, issue: Issue, *, at: datetime) -> Right:
    """Whoever has the link, once it left: it is made to be passed on (R164); its writers before."""
    if issue.sent_at is not None or may_edit(user, issue, at=at):
        return Right.yes()
    mine = user.is_authenticated and issue.passages.filter(assigned__user=user).exists()
    return Right.yes() if mine else Right.hidden()


def may_write(user: Asker, passage: Passage, *, at: datetime) -> Right:
    """The team, and whoever was asked to; nobody once the issue left."""
    if not user.is_authenticated:
        return Right.no(_("Connectez-vous pour retrouver cette partie."))
    own = passage.assigned is not None and passage.assigned.user_id == user.pk
    if not own and not may_edit(user, passage, at=at):
        return Right.hidden()
    if passage.issue is not None and passage.issue.sent_at is not None:
        return Right.no("Ce numéro est parti : son texte ne change plus.")
    return Right.yes()
