"""What waits for those who write: the files not handed in while the call is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.queries import state_of, written_by
from cordee.kernel.french import moment
from cordee.people.lived import Lived
from cordee.people.models.seats import Role
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.people.models import User

MOST = 10
"""How many files are told: the list of files has them all."""


def drafts(user: User, at: datetime) -> Iterator[Task]:
    """Each file that is not handed in, with the instant it must be."""
    mine = written_by(user).filter(current=None, withdrawn_at=None, edition__closes_at__gt=at)
    for one in mine[:MOST]:
        closes = one.edition.closes_at
        said = moment(timezone.localtime(closes)) if closes else ""
        yield Task(
            _("Déposer la candidature de %(body)s – %(call)s")
            % {"body": one.body_name or _("votre structure"), "call": one.edition.title},
            _("non déposée"),
            "warn",
            reverse("applications:detail", args=[one.public_id]),
            _("Avant le %s") % said if said else "",
        )


def files(user: User, at: datetime) -> Iterator[Lived]:  # noqa: ARG001 - the shape of every part
    """Each file one writes: the role one lives without being given a seat."""
    for one in written_by(user)[:MOST]:
        yield Lived(
            one.body_name or _("Votre structure"),
            reverse("applications:detail", args=[one.public_id]),
            Role.APPLICANT.label,
            _("%(call)s – candidature %(state)s")
            % {"call": one.edition.title, "state": state_of(one)},
        )
