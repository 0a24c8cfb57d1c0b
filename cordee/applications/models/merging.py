"""Two files that become one, by agreement of both teams or by the organiser."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.drafts import Application


class Merger(models.Model):
    """The team of the house proposes that `absorbed` joins `kept`; done once nothing is awaited."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="mergers")
    absorbed = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="merged_into")
    because = models.TextField(_("raison"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("proposée le"))
    kept_agreed_at = models.DateTimeField(null=True)
    absorbed_agreed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refused_because = models.CharField(_("raison du refus"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("réunies le"), null=True)

    class Meta:
        verbose_name = _("réunion de dossiers")
        verbose_name_plural = _("réunions de dossiers")
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="merger_of_two"),
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(refused_at=None), name="one_merger"
            ),
        )

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.kept}"

    @property
    def open(self) -> bool:
        """Whether an answer is still awaited."""
        return self.done_at is None and self.refused_at is None
