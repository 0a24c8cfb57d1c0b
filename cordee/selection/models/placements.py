"""Where the winners go, by their ranked wishes: what hosts answer, the placement, its moves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.selection.models.decisions import Ruling


class Placement(models.Model):
    """The wishes of a decision's winners: computed, relaxed and moved with reasons, then settled.

    Hosts and tracks go by the keys of the definition, files by the public id of their deposit.
    """

    ruling = models.OneToOneField(Ruling, on_delete=models.PROTECT, related_name="placement")
    orders = models.JSONField(default=dict)
    """Host → file → the rank that the host gives it, where both sides rank."""
    relaxed = models.JSONField(default=list)
    """Places of hosts that the jury moved, each with its reason."""
    instance = models.JSONField(null=True)
    result = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    moves = models.JSONField(default=list)
    """Files placed by hand since the computation, each with its reason."""
    at = models.DateTimeField()
    settled_at = models.DateTimeField(_("arrêté le"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("affectation selon les vœux")
        verbose_name_plural = _("affectations selon les vœux")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.ruling_id} {self.digest[:12]}"
