"""What waits for someone: each room adds its part by a line in `reactions.WAITING`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cordee.people.policy import is_staff
from cordee.people.queries import person_of
from cordee.reactions import WAITING
from cordee.web.awaited import looked
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.people.models import User


def for_user(user: User, at: datetime) -> list[Task]:
    """Every task of every room for this account, in the order of the table."""
    rooms = [import_string(path) for path in WAITING]
    with looked(user.pk, team=is_staff(user, at)):
        return [task for room in rooms for task in room(user, at)]


def profile(user: User, at: datetime) -> Iterator[Task]:  # noqa: ARG001 - the shape of every part
    """Say one's name, once: letters and lists need it."""
    person = person_of(user)
    if person is None or not person.is_named:
        yield Task(
            _("Dites-nous votre nom"),
            _("à compléter"),
            "warn",
            reverse("people:profile"),
            _("Il figurera sur les dossiers et les listes de présence."),
        )
