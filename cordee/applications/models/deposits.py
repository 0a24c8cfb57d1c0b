"""The deposits files become: an act each."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.drafts import Application


class Deposit(models.Model):
    """A file handed in: its whole content, frozen, with the rules it obeyed (an act).

    `content` is plain data: `{"body": …, "team": […], "answers": {…}, "attachments": […]}`;
    `digest` is the SHA-256 of its canonical JSON, which anyone may verify.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="deposits")
    number = models.PositiveIntegerField(_("numéro"))
    version = models.ForeignKey("calls.Version", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(_("contenu"))
    digest = models.CharField(_("empreinte"), max_length=64, db_index=True)
    findings = models.JSONField(_("constats"), default=list)
    at = models.DateTimeField(_("déposé le"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    late = models.BooleanField(_("hors délai"), default=False)
    completes = models.ForeignKey(
        "Completion", null=True, on_delete=models.PROTECT, related_name="made"
    )
    """The request it answers: only the fields that were asked again differ."""

    purged = models.JSONField(_("effacés"), default=dict, blank=True)
    """What is no longer kept, and since which day: a question, or `*` for all its content."""

    class Meta:
        verbose_name = _("dépôt")
        verbose_name_plural = _("dépôts")
        ordering = ("application", "number")
        constraints = (
            models.UniqueConstraint(fields=["application", "number"], name="deposit_number"),
        )

    def __str__(self) -> str:
        return f"{self.application} ({self.number})"

    def answer(self, question: str) -> Any:
        """The frozen answer to a question, or `None`."""
        return self.content.get("answers", {}).get(question)

    @cached_property
    def name(self) -> str:
        """Who applied, as handed in; a list of files reads it without reading them whole."""
        return str(self.content["body"].get("name", ""))

    @cached_property
    def track(self) -> str:
        """The track it was handed in for; none when there is one way in."""
        return str(self.content.get("track", "") or "")

    @property
    def team(self) -> list[dict[str, Any]]:
        """The team as handed in."""
        return list(self.content.get("team", []))
