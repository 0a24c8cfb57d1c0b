"""Invitations: a seat offered to an address; the link is kept only as a digest, and works once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordee.people.models.accounts import User
from cordee.people.models.organisations import Organisation
from cordee.people.models.seats import Role, Seat
from cordee.people.rules import scope_key

if TYPE_CHECKING:
    from datetime import date, datetime


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Adjectives for invitations."""

    def pending(self, at: datetime) -> Self:
        """Keep those that may still be accepted."""
        return self.filter(accepted=None, withdrawn=None, expires__gt=at)

    def listed(self) -> Self:
        """With what a list shows, latest first."""
        return self.select_related("sent_by__person").order_by("-sent", "-pk")

    def somewhere(self, scope: models.Model | str | None) -> Self:
        """Keep the invitations to that very object."""
        return self.filter(scope=scope_key(scope))


class Invitation(models.Model):
    """A role on an object, offered to an address by someone, until a day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("adresse électronique"), max_length=254, db_index=True)
    role = models.CharField(_("rôle"), max_length=20, choices=Role)
    scope = models.CharField(max_length=100, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    details = models.JSONField(default=dict)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent = models.DateTimeField()
    sendings = models.PositiveSmallIntegerField(default=1)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    seat = models.OneToOneField(Seat, null=True, on_delete=models.PROTECT)
    withdrawn = models.DateTimeField(null=True)

    place: models.Model | None = None
    """The object `scope` names, once `queries.label_scopes` has read it."""

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-sent", "pk")
        indexes = (models.Index(fields=["scope", "role"], name="invitation_scope"),)
        constraints = (
            models.UniqueConstraint(
                fields=["email", "role", "scope"],
                condition=models.Q(accepted=None, withdrawn=None),
                name="one_pending_invitation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.email} – {self.get_role_display()}"

    @property
    def last_day(self) -> date:
        """The last day on which it may be accepted, in the house's time zone."""
        return timezone.localdate(self.expires - timedelta(seconds=1))

    def is_pending(self, at: datetime) -> bool:
        """Whether it may still be accepted."""
        return self.accepted is None and self.withdrawn is None and at < self.expires
