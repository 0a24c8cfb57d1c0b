"""Who may gather words, answer for one's own, write and read over a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse

from cordee.journeys.audiences import SIGN_IN, reader
from cordee.journeys.strategy.models import Guest, Voice
from cordee.journeys.strategy.queries import voices
from cordee.kernel.rights import Right
from cordee.people.models import Seat

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.journeys.models import Cohort
    from cordee.journeys.strategy.models import Sheet, Verbatim
    from cordee.people.models import User

    type Asker = User | AnonymousUser

SALT = "strategy.voice"


def may_list(user: Asker, cohort: Cohort, *, at: datetime) -> Right:
    """Everybody: each finds only what one may read; an empty list is hidden from outside."""
    who = reader(user, at)
    if voices.inside(who, cohort):
        return Right.yes()
    if voices.verbatims(cohort, who).exists() or voices.sheets(cohort, who).exists():
        return Right.yes()
    return Right.hidden()


def may_gather(user: Asker, cohort: Cohort, *, at: datetime) -> Right:
    """Delegates, the team of the house, the journalist (R327)."""
    right = may_tell(user, cohort, at=at)
    if not right and user.is_authenticated:
        seats = Seat.objects.held_by(user, at)
        found = Guest.objects.filter(cohort=cohort, kind="journalist", seat__in=seats)
        return Right.yes() if found.exists() else right
    return right


def may_tell(user: Asker, cohort: Cohort, *, at: datetime) -> Right:
    """Delegates and the team of the house tell what they lived."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    return Right.yes() if reader(user, at).takes_part(cohort.pk) else Right.hidden()


def may_keep_verbatim(user: Asker, one: Verbatim, *, at: datetime) -> Right:
    """Whoever gathered words follows their consents, while standing in the cohort."""
    who = reader(user, at)
    own = who.person is not None and one.author_id == who.person
    return Right.yes() if own and voices.inside(who, one.cohort) else Right.hidden()


def may_read_sheet(user: Asker, one: Sheet, *, at: datetime) -> Right:
    """The same answer as the list gives."""
    found = voices.sheets(one.cohort, reader(user, at)).filter(pk=one.pk)
    return Right.yes() if found.exists() else Right.hidden()


def may_keep_sheet(user: Asker, one: Sheet, *, at: datetime) -> Right:
    """Its author, or anyone of her delegation today."""
    who = reader(user, at)
    if one.withdrawn_at is not None or not who.takes_part(one.cohort_id):
        return Right.hidden()
    own = one.author_id == who.person or one.participation_id in who.teams
    return Right.yes() if own else may_read_sheet_only(user, one, at)


def may_read_sheet_only(user: Asker, one: Sheet, at: datetime) -> Right:
    """Reading is not writing: whoever reads is told who writes."""
    if may_read_sheet(user, one, at=at):
        return Right.no("Cette fiche s’écrit par la délégation qui l’a proposée.")
    return Right.hidden()


def may_review(user: Asker, one: Sheet, *, at: datetime) -> Right:
    """The team of the house, what it reads."""
    if not reader(user, at).staff:
        return Right.hidden()
    return may_read_sheet(user, one, at=at)


def voice_link(voice: Voice) -> str:
    """The address by which a voice says yes, says no, or takes her words back, for ever."""
    token = signing.dumps(voice.pk, salt=SALT)
    return settings.SITE_URL + reverse("strategy:voice", args=[token])


def voice_behind(token: str) -> Voice | None:
    """The voice of a link; nothing when it was tampered with."""
    try:
        key = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Voice.objects.select_related(
        "verbatim__cohort", "verbatim__participation", "verbatim__film"
    )
    return rows.filter(pk=key).first()
