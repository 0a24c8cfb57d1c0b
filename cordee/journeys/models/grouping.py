"""Groups of peers as they were adopted: who worked with whom."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Cohort, Delegate


class Grouping(models.Model):
    """Groups or pairs adopted for a cohort (an act), with what they leave undone."""

    class Kind(models.TextChoices):
        """How people are put together."""

        ROLE = "role", _("par rôle, territoires mêlés")
        MIXED = "mixed", _("rôles et territoires mêlés")
        PAIRS = "pairs", _("deux par deux, d’un territoire à l’autre")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="groupings")
    label = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(max_length=5, choices=Kind)
    levels = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("groupes de pairs")
        verbose_name_plural = _("groupes de pairs")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.label


class GroupMember(models.Model):
    """Someone's place in groups: the pool (a role) and the number of her group."""

    grouping = models.ForeignKey(Grouping, on_delete=models.PROTECT, related_name="members")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="groups")
    pool = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("membre d’un groupe")
        ordering = ("grouping", "pool", "number", "pk")
        constraints = (models.UniqueConstraint(fields=["grouping", "delegate"], name="one_group"),)

    def __str__(self) -> str:
        return f"{self.grouping_id} {self.pool} {self.number}"
