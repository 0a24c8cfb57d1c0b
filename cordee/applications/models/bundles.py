"""Long exports: asked for, made by the worker with their progress, kept a week."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Bundle(models.Model):
    """The files handed in to a call, bound in one PDF or archived in one ZIP (an act's copy).

    `without` are the files its asker must not see: whoever must not see others cannot take it.
    """

    class Kind(models.TextChoices):
        """What is made."""

        BOUND = "pdf", _("recueil PDF des dossiers déposés")
        ARCHIVE = "zip", _("archive complète de l’appel, lisible sans Cordée (ZIP)")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey("calls.Edition", on_delete=models.PROTECT, related_name="bundles")
    kind = models.CharField(max_length=3, choices=Kind)
    without = models.JSONField(default=list)
    asked_at = models.DateTimeField(_("demandé le"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    total = models.PositiveIntegerField(_("dossiers"), default=0)
    done = models.PositiveIntegerField(_("dossiers faits"), default=0)
    finished_at = models.DateTimeField(_("prêt le"), null=True)
    failed = models.CharField(_("échec"), max_length=300, blank=True)
    content = models.FileField(upload_to="bundles/%Y/%m", blank=True)
    size = models.PositiveBigIntegerField(_("taille (octets)"), default=0)
    digest = models.CharField(_("empreinte"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("export long")
        verbose_name_plural = _("exports longs")
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.edition} ({self.kind})"

    @property
    def share(self) -> float:
        """How much is made, 0 to 1."""
        return self.done / self.total if self.total else 0.0
