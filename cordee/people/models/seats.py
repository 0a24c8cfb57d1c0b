"""Seats: a role somewhere, for a time. Everything anyone may do comes from here."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.people.models.accounts import User
from cordee.people.models.organisations import Organisation
from cordee.people.models.persons import Person
from cordee.people.rules import HOUSE_ROLES, scope_key

if TYPE_CHECKING:
    from datetime import datetime


class Role(models.TextChoices):
    """The closed list of roles; `docs/lexique.md` tells each in French."""

    STAFF = "staff", _("chargé·e de mission")
    DIRECTOR = "director", _("direction")
    ASSISTANT = "assistant", _("assistant·e")
    JUROR = "juror", _("membre du jury")
    APPLICANT = "applicant", _("membre d’une équipe candidate")
    DELEGATE = "delegate", _("membre d’une délégation")
    OBSERVER = "observer", _("observateur·rice")


class SeatQuerySet(models.QuerySet["Seat"]):
    """Adjectives for seats."""

    def current(self, at: datetime) -> Self:
        """Keep those that hold at that instant: starts included, end excluded."""
        still = models.Q(ends=None) | models.Q(ends__gt=at)
        return self.filter(still, starts__lte=at)

    def held_by(self, user: User, at: datetime) -> Self:
        """Keep the current seats of an account; nobody else's, none for a visitor."""
        if not user.is_authenticated:
            return self.none()
        return self.current(at).filter(person__user=user)

    def with_role(self, *roles: str) -> Self:
        """Keep some roles."""
        return self.filter(role__in=roles)

    def somewhere(self, scope: models.Model | str | None) -> Self:
        """Keep the seats given on that very object; `None` is the whole house."""
        return self.filter(scope=scope_key(scope))

    def staffing(self) -> Self:
        """Keep the seats of the team that runs the house."""
        return self.filter(role__in=HOUSE_ROLES)

    def listed(self) -> Self:
        """With what a list shows, in the order of a directory, latest first for one person."""
        return self.select_related("person", "organisation").order_by(
            "person__sort_key", "person_id", "-starts", "pk"
        )


class Seat(models.Model):
    """A person holds a role on an object of the house (or the whole of it), from … to … ."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(_("rôle"), max_length=20, choices=Role)
    scope = models.CharField(_("portée"), max_length=100, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("au titre de"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seats",
    )
    starts = models.DateTimeField(_("à partir du"))
    ends = models.DateTimeField(_("jusqu’au"), null=True, blank=True)
    given_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_because = models.CharField(_("raison de la fin"), max_length=300, blank=True)

    place: models.Model | None = None
    """The object `scope` names, once `queries.label_scopes` has read it."""

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("siège")
        verbose_name_plural = _("sièges")
        ordering = ("-starts", "pk")
        indexes = (
            models.Index(fields=["scope", "role"], name="seat_scope"),
            models.Index(fields=["person", "role"], name="seat_person"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="seat_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name="no_overlapping_identical_seat",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("scope", RangeOperators.EQUAL),
                    (
                        models.Func(
                            "starts",
                            "ends",
                            RangeBoundary(),
                            function="TSTZRANGE",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.get_role_display()}"

    def holds(self, at: datetime) -> bool:
        """Whether this seat counts at that instant."""
        return self.starts <= at and (self.ends is None or at < self.ends)
