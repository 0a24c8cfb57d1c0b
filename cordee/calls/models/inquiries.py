"""What anybody asks about a call, and what the team answers to everybody."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    """Adjectives for questions."""

    def waiting(self) -> Self:
        """Keep those nobody answered nor put aside."""
        return self.filter(answered_at=None, dismissed_at=None)

    def answered(self) -> Self:
        """Keep those everyone may read, the last answered first."""
        return self.exclude(answered_at=None).order_by("-answered_at", "pk")


class Inquiry(models.Model):
    """A question on a call; `shown` is its public wording, without anything personal.

    The name and address of whoever asks are for the answer only, and forgotten with the call.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey("calls.Edition", on_delete=models.PROTECT, related_name="inquiries")
    text = models.TextField(_("question posée"))
    name = models.CharField(_("nom"), max_length=120, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True, db_index=True)
    asked_at = models.DateTimeField(_("posée le"))
    shown = models.TextField(_("question publiée"), blank=True)
    answer = models.TextField(_("réponse"), blank=True)
    answered_at = models.DateTimeField(_("répondue le"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    corrected_at = models.DateTimeField(_("corrigée le"), null=True)
    dismissed_at = models.DateTimeField(_("écartée le"), null=True)
    dismissed_because = models.TextField(_("raison"), blank=True)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("question sur l’appel")
        verbose_name_plural = _("questions sur l’appel")
        ordering = ("asked_at", "pk")
        indexes = (models.Index(fields=["edition", "answered_at"], name="inquiry_listing"),)

    def __str__(self) -> str:
        return (self.shown or self.text)[:80]

    def get_absolute_url(self) -> str:
        """Where the team answers it."""
        return reverse("calls:answer", args=[self.public_id])


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Adjectives for subscriptions."""

    def living(self) -> Self:
        """Keep those confirmed and not ended."""
        return self.filter(ended_at=None).exclude(confirmed_at=None)


class Subscription(models.Model):
    """An address that asked for letters: the answers of a call, or new calls of a saved search.

    Nothing leaves before the address is confirmed; one click ends it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("adresse électronique"), db_index=True)
    edition = models.ForeignKey(
        "calls.Edition", null=True, on_delete=models.CASCADE, related_name="followers"
    )
    search = models.JSONField(_("recherche"), default=dict, blank=True)
    asked_at = models.DateTimeField(_("demandé le"))
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True)
    ended_at = models.DateTimeField(_("arrêté le"), null=True)
    told_at = models.DateTimeField(_("dernier envoi"), null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("abonnement")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["email", "edition", "search"],
                condition=models.Q(ended_at=None),
                name="one_subscription",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.email} – {self.edition or self.search}"
