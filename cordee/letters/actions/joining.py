"""Who is on a list: put on, invited, asked in, let in, gone, come back; at what rhythm."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.letters import telling_lists as telling
from cordee.letters.events import lists as events
from cordee.letters.models import DiscussionList, ListMember

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Participation
    from cordee.people.models import User

AGAIN = timedelta(hours=1)
"""How long before an address is asked again to confirm: a form is no way to flood someone."""


@transaction.atomic
def put_on(
    one: DiscussionList, email: str, *, name: str = "", moderates: bool = False, by: User,
    at: datetime,
) -> ListMember:  # fmt: skip
    """The team puts an address on a list; a letter says so, with the way out in one click.

    Whoever left by herself is not put back: only she comes back.
    """
    email = email.strip().lower()
    made, new = ListMember.objects.get_or_create(
        list=one, email=email,
        defaults={"asked_at": at, "confirmed_at": at, "name": tidy(name)[:160]},
    )  # fmt: skip
    if not new and made.ended_at is not None:
        return made
    was = made.confirmed_at is not None and not made.waits
    made.confirmed_at, made.waits = made.confirmed_at or at, False
    made.moderates = made.moderates or moderates
    made.save()
    record(events.ListMemberMoved(member=made.pk, step="put_on"), by=by, at=at)
    if email != by.email.lower() and (new or not was):
        telling.welcome(one, email, at=at)
    return made


@transaction.atomic
def invite(
    one: DiscussionList, participation: Participation, email: str, name: str, *, by: User,
    at: datetime,
) -> None:  # fmt: skip
    """A delegation asks someone of its territory in: she alone says yes, by the link she gets."""
    _asked(one, email, name=name, participation=participation, by=by, at=at)


@transaction.atomic
def ask_in(
    one: DiscussionList, email: str, *, name: str = "", by: User | None, at: datetime
) -> None:
    """Ask to be on a list: one's own account is proof enough, another address is asked first.

    Raises `Refused` where one comes in on invitation only.
    """
    if one.joining == DiscussionList.Joining.CLOSED:
        said = _("On entre dans cette liste sur invitation : demandez à l’équipe d’animation.")
        raise Refused(broken("list.closed", "email", said))
    _asked(one, email, name=name, participation=None, by=by, at=at)


def _asked(
    one: DiscussionList, email: str, *, name: str, participation: Participation | None,
    by: User | None, at: datetime,
) -> None:  # fmt: skip
    email = email.strip().lower()
    made, new = ListMember.objects.get_or_create(
        list=one, email=email,
        defaults={"asked_at": at, "name": tidy(name)[:160], "participation": participation},
    )  # fmt: skip
    if new:
        record(events.ListMemberMoved(member=made.pk, step="asked"), by=by, at=at)
    if by is not None and by.email.lower() == email:
        confirm(one, email, at=at)
    elif (made.confirmed_at is None or made.ended_at) and (new or made.asked_at <= at - AGAIN):
        ListMember.objects.filter(pk=made.pk).update(asked_at=at)
        telling.ask_confirmation(one, email, participation, at=at)


@transaction.atomic
def confirm(one: DiscussionList, email: str, *, at: datetime) -> bool:
    """The address agrees; False when a moderator is still to let her in."""
    row = one.members.select_for_update(of=("self",)).filter(email=email.lower()).first()
    if row is None:
        return False
    if row.confirmed_at is not None and row.ended_at is None:
        return not row.waits
    invited = row.participation_id is not None or one.joining == DiscussionList.Joining.OPEN
    row.confirmed_at, row.ended_at, row.waits = at, None, not invited
    row.save()
    record(events.ListMemberMoved(member=row.pk, step="confirmed"), by=None, at=at)
    return invited


@transaction.atomic
def let_in(row: ListMember, *, yes: bool, by: User, at: datetime) -> None:
    """A moderator answers whoever asks to come in."""
    if not row.waits:
        return
    row.waits = False
    row.ended_at = None if yes else at
    row.save(update_fields=("waits", "ended_at"))
    record(
        events.ListMemberMoved(member=row.pk, step="let_in" if yes else "kept_out"), by=by, at=at
    )
    if yes:
        telling.welcome(row.list, row.email, at=at)


@transaction.atomic
def leave(one: DiscussionList, email: str, *, by: User | None, at: datetime) -> None:
    """Receive a list no more, a delegate too; a second click changes nothing."""
    made, _new = ListMember.objects.get_or_create(
        list=one, email=email.lower(), defaults={"asked_at": at}
    )
    if made.ended_at is None:
        ListMember.objects.filter(pk=made.pk).update(ended_at=at, waits=False, moderates=False)
        record(events.ListMemberMoved(member=made.pk, step="ended"), by=by, at=at)


@transaction.atomic
def come_back(one: DiscussionList, email: str, *, by: User | None, at: datetime) -> None:
    """A delegate who had left comes back to the list of her cohort."""
    if (
        one.members.filter(email=email.lower())
        .exclude(ended_at=None)
        .update(ended_at=None, confirmed_at=at)
    ):
        row = one.members.get(email=email.lower())
        record(events.ListMemberMoved(member=row.pk, step="confirmed"), by=by, at=at)


@transaction.atomic
def choose_rhythm(one: DiscussionList, email: str, rhythm: str, *, at: datetime) -> None:
    """Each message, a digest a day, or nothing by mail."""
    if rhythm not in ListMember.Rhythm.values:
        said = _("Choisissez l’un des rythmes proposés.")
        raise Refused(broken("list.rhythm", "rhythm", said))
    made, _new = ListMember.objects.get_or_create(
        list=one, email=email.lower(), defaults={"asked_at": at, "confirmed_at": at}
    )
    made.rhythm = rhythm
    made.save(update_fields=("rhythm",))


@transaction.atomic
def change_member(
    row: ListMember, *, moderates: bool, trusted: bool, by: User, at: datetime
) -> None:
    """Say who moderates, and whose messages need no reading over."""
    row.moderates, row.trusted = moderates, trusted
    row.save(update_fields=("moderates", "trusted"))
    record(events.ListMemberMoved(member=row.pk, step="changed"), by=by, at=at)
