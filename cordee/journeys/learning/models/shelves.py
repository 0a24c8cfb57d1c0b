"""What someone keeps for later, and which themes each meeting treated."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Bookmark(models.Model):
    """A resource someone keeps at hand; nobody else knows (R162)."""

    resource = models.ForeignKey(
        "learning.Resource", on_delete=models.CASCADE, related_name="bookmarks"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("ressource gardée")
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["resource", "user"], name="one_bookmark_each"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.resource_id}"


class ThemeTreated(models.Model):
    """A meeting treated a theme the call announced (R130)."""

    meeting = models.ForeignKey(
        "journeys.Meeting", on_delete=models.PROTECT, related_name="themes_treated"
    )
    theme = models.CharField(_("thème"), max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("thème traité")
        ordering = ("meeting", "theme")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "theme"], name="one_theme_a_meeting"),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.theme}"
