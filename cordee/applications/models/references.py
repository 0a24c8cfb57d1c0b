"""The letter of a referee named in a file: asked by a link, deposited once."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.drafts import Application


class Reference(models.Model):
    """What someone named in a file is asked, and the letter she answers by her link.

    `confidential` is what she was promised when asked: the candidate never reads her letter. What
    she wrote does not change afterwards; asking again makes a row, and the older link stops.
    """

    class Answer(models.TextChoices):
        """What the person answered."""

        GIVEN = "given", _("lettre reçue")
        REFUSED = "refused", _("ne souhaite pas écrire")
        UNKNOWN = "unknown", _("dit ne pas connaître qui la nomme")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="references"
    )
    question = models.CharField(max_length=60)
    name = models.CharField(_("nom"), max_length=160)
    email = models.CharField(_("adresse électronique"), max_length=254)
    confidential = models.BooleanField(_("confidentielle"), default=False)
    token_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(_("demandée le"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField(_("attendue jusqu’au"))
    answered_at = models.DateTimeField(_("répondu le"), null=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    signed = models.CharField(_("signée"), max_length=200, blank=True)
    text = models.TextField(_("lettre"), blank=True)
    taken_back_at = models.DateTimeField(_("remplacée le"), null=True)

    class Meta:
        verbose_name = _("lettre d’une personne référente")
        verbose_name_plural = _("lettres de personnes référentes")
        ordering = ("application", "asked_at", "pk")

    def __str__(self) -> str:
        return f"{self.name} – {self.get_answer_display() or self.asked_at}"
