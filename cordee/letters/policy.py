"""Who may settle a letter, write a section, read an issue; write to a list, read it, run it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cordee.journeys.audiences import reader
from cordee.journeys.models import Participation
from cordee.kernel.rights import Right
from cordee.letters.queries.lists import membership
from cordee.people.policy import is_staff

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.letters.models import (
        DiscussionList,
        Issue,
        Letter,
        ListMember,
        ListMessage,
        Passage,
    )
    from cordee.people.models import User

    type Asker = User | AnonymousUser


def may_edit(user: Asker, row: Any, *, at: datetime) -> Right:
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


def may_see_list(user: Asker, one: DiscussionList, *, at: datetime) -> Right:
    """Its page: whoever reads it, is on it, or may come in; hidden from anybody else."""
    if one.joining != "closed" or may_read_list(user, one, at=at):
        return Right.yes()
    return Right.hidden()


def may_read_list(user: Asker, one: DiscussionList, *, at: datetime) -> Right:
    """What was said: its members, the team of the house, and the circle the list names."""
    if one.reading == "public":
        return Right.yes()
    who = reader(user, at)
    if who.staff or membership(one, user, at) or (one.reading == "alliance" and who.ally):
        return Right.yes()
    return Right.hidden()


def may_write_to_list(user: Asker, one: DiscussionList, *, at: datetime) -> Right:
    """Its members, or the team that runs it alone; nobody once it is closed."""
    mine = membership(one, user, at)
    if mine is None:
        return Right.hidden() if not may_see_list(user, one, at=at) else Right.no(
            _("Seules les personnes de la liste y écrivent : rejoignez-la d’abord.")
        )  # fmt: skip
    if one.closed_at is not None:
        return Right.no(_("Cette liste est close : elle se lit encore, plus rien ne s’y écrit."))
    if one.writers == "moderators" and not (mine.moderates or may_edit(user, one, at=at)):
        return Right.no(_("L’équipe qui anime cette liste y écrit seule : répondez-lui à part."))
    return Right.yes()


def may_moderate(user: Asker, one: DiscussionList, *, at: datetime) -> Right:
    """The team of the house, and whoever runs the list."""
    if may_edit(user, one, at=at):
        return Right.yes()
    mine = membership(one, user, at)
    return Right.yes() if mine is not None and mine.moderates else Right.hidden()


def may_read_thread(user: Asker, row: ListMessage, *, at: datetime) -> Right:
    """A thread that was told is read like its list; its first message opens it."""
    if row.thread_id is not None or row.state not in {"told", "withdrawn"}:
        return Right.hidden()
    return may_read_list(user, row.list, at=at)


def may_answer(user: Asker, row: ListMessage, *, at: datetime) -> Right:
    """Whoever writes to the list answers a thread that was told."""
    right = may_read_thread(user, row, at=at)
    return may_write_to_list(user, row.list, at=at) if right else right


def may_take_back(user: Asker, row: ListMessage, *, at: datetime) -> Right:
    """Her own words, or any for whoever runs the list; only what was told."""
    if not may_read_list(user, row.list, at=at) or row.state != "told":
        return Right.hidden()
    own = user.is_authenticated and user.email.lower() == row.email.lower()
    mine = membership(row.list, user, at)
    own = own or (mine is not None and bool(row.email) and mine.email == row.email.lower())
    return Right.yes() if own or may_moderate(user, row.list, at=at) else Right.hidden()


def may_decide(user: Asker, row: ListMessage | ListMember, *, at: datetime) -> Right:
    """Whoever runs the list decides what leaves and who comes in."""
    return may_moderate(user, row.list, at=at)


def may_bring(user: Asker, one: DiscussionList, *, at: datetime) -> Right:
    """A delegation asks people of its territory in, where the list is that of its cohort (R272)."""
    return Right.yes() if own_territory(user, one, at) else Right.hidden()


def own_territory(user: Asker, one: DiscussionList, at: datetime) -> Participation | None:
    """The territory of someone in the cohort of a list."""
    if one.cohort_id is None or one.closed_at is not None:
        return None
    teams = reader(user, at).teams
    pk = next((team for team, cohort in teams.items() if cohort == one.cohort_id), None)
    return Participation.objects.filter(pk=pk).first() if pk else None
