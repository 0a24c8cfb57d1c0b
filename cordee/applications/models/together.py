"""Writing together: what members say to one another, where each one's hand is."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.drafts import Application


class Comment(models.Model):
    """A word between members about one question; its audience is the team, never the jury."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="comments")
    question = models.CharField(max_length=60)
    text = models.TextField(_("commentaire"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(_("réglé le"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("commentaire")
        ordering = ("application", "at", "pk")

    def __str__(self) -> str:
        return self.text[:60]


class Hand(models.Model):
    """Where someone is writing now: one row a person and a file, refreshed while she types."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="hands")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("main qui écrit")
        ordering = ("application", "user")
        constraints = (
            models.UniqueConstraint(fields=["application", "user"], name="one_hand_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.question}"
