"""The agreement of those whose name the file bears: asked by a link, given once."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.drafts import Application, Member


class Approval(models.Model):
    """The approval of a file asked of a member; answered by a link that works once (R90).

    What it says once answered never changes: who, in what capacity, by what delegation, on what
    content (`digest`, the SHA-256 the file would be handed in under). Asking again makes a row.
    """

    class Answer(models.TextChoices):
        """What the person answered."""

        GIVEN = "given", _("accord donné")
        REFUSED = "refused", _("accord refusé")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="approvals")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="approvals")
    token_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(_("demandé le"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField(_("expire le"))
    answered_at = models.DateTimeField(_("répondu le"), null=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    name = models.CharField(_("nom et prénom"), max_length=160, blank=True)
    capacity = models.CharField(_("qualité"), max_length=160, blank=True)
    delegation = models.CharField(_("délégation"), max_length=300, blank=True)
    reason = models.TextField(_("raison"), blank=True)
    digest = models.CharField(_("empreinte du dossier"), max_length=64, blank=True)
    taken_back_at = models.DateTimeField(_("repris le"), null=True)
    """When it stopped counting: a newer request, a departure, or the signatory herself."""
    withdrawn_at = models.DateTimeField(_("accord retiré le"), null=True)
    withdrawn_because = models.TextField(_("raison du retrait"), blank=True)

    class Meta:
        verbose_name = _("accord sur le dossier")
        verbose_name_plural = _("accords sur le dossier")
        ordering = ("application", "asked_at", "pk")

    def __str__(self) -> str:
        return f"{self.member} – {self.get_answer_display() or self.asked_at}"
