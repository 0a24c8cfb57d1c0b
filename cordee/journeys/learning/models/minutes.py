"""Minutes written by several: parts entrusted, compiled once, published to a circle."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.learning.models.circles import Circled, CircledQuerySet
from cordee.journeys.learning.models.writing import SharedText


class Minutes(Circled):
    """The minutes of a meeting, part by part until they are published."""

    meeting = models.ForeignKey(
        "journeys.Meeting", on_delete=models.PROTECT, related_name="minutes"
    )
    title = models.CharField(_("titre"), max_length=200)
    published_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    """What was published, compiled and frozen (Markdown)."""
    digest = models.CharField(max_length=64, blank=True)
    resource = models.OneToOneField(
        "learning.Resource", null=True, on_delete=models.PROTECT, related_name="minutes"
    )
    """Where the kit of the meeting keeps them."""
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CircledQuerySet["Minutes"].as_manager()

    class Meta:
        verbose_name = _("compte rendu")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.title


class MinutesPart(models.Model):
    """A part of the minutes, entrusted to someone or open to all."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="parts")
    rank = models.PositiveSmallIntegerField()
    title = models.CharField(_("partie"), max_length=200)
    assigned = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    draft = models.OneToOneField(SharedText, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("partie de compte rendu")
        ordering = ("minutes", "rank", "pk")
        constraints = (models.UniqueConstraint(fields=["minutes", "rank"], name="one_part_a_rank"),)

    def __str__(self) -> str:
        return self.title
