"""Working groups that last: a question, who leads, who takes part, when, what it found (R284)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Cohort

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo


class WorkingGroup(models.Model):
    """Some people of a cohort on one question, until they hand in what they found."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="working_groups")
    question = models.CharField(_("question"), max_length=300)
    about = models.TextField(_("de quoi il s’agit"), blank=True)
    voices = models.CharField(_("avec l’appui de"), max_length=300, blank=True)
    """Who helps without an account, by name."""
    open = models.BooleanField(_("chacun·e peut le rejoindre"), default=True)
    synthesis = models.TextField(_("synthèse"), blank=True)
    revision = models.PositiveIntegerField(default=0)
    handed_at = models.DateTimeField(_("synthèse rendue le"), null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("groupe de travail")
        verbose_name_plural = _("groupes de travail")
        ordering = ("handed_at", "-pk")

    def __str__(self) -> str:
        return self.question

    @property
    def zone(self) -> ZoneInfo:
        """The wall clock of its programme."""
        return self.cohort.zone


class WorkingMemberQuerySet(models.QuerySet["WorkingMember"]):
    """Adjectives for the members of working groups."""

    def current(self, at: datetime) -> Self:
        """Keep those of that instant."""
        return self.filter(at__lte=at).filter(models.Q(left_at=None) | models.Q(left_at__gt=at))


class WorkingMember(models.Model):
    """Someone in a working group, with dates; some lead it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="working_groups"
    )
    leads = models.BooleanField(_("anime le groupe"), default=False)
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = WorkingMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("membre d’un groupe de travail")
        verbose_name_plural = _("membres d’un groupe de travail")
        ordering = ("group", "-leads", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=models.Q(left_at=None),
                name="one_place_in_a_working_group",
            ),
        )

    def __str__(self) -> str:
        return str(self.person)


class WorkingSession(models.Model):
    """When a working group meets, and what was said there."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="sessions")
    starts = models.DateTimeField(_("début"))
    ends = models.DateTimeField(_("fin"))
    place = models.CharField(_("lieu"), max_length=300, blank=True)
    video = models.URLField(_("lien visio (privé)"), blank=True)
    words = models.TextField(_("ce qui s’y est dit"), blank=True)
    sequence = models.PositiveIntegerField(default=0)
    """SEQUENCE of RFC 5545: raised at each change told."""
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("séance d’un groupe de travail")
        verbose_name_plural = _("séances d’un groupe de travail")
        ordering = ("starts", "pk")

    def __str__(self) -> str:
        return f"{self.group_id} {self.starts:%Y-%m-%d}"
