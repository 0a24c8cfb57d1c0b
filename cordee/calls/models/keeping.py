"""What someone keeps of what a call offers to read around it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class KeptContent(models.Model):
    """A related content of a call that someone keeps at hand; nobody else knows (R162)."""

    edition = models.ForeignKey("calls.Edition", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(_("intitulé"), max_length=500)
    target = models.CharField(_("adresse ou fichier"), max_length=1000)
    """Where it is: an address, or the name of a file of the call; else its label."""
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("contenu gardé")
        verbose_name_plural = _("contenus gardés")
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["user", "edition", "target"], name="one_kept_content"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def href(self) -> str:
        """Where it opens: itself on the web, a file of the call, or the page of the call."""
        if self.target.startswith(("https://", "http://")):
            return self.target
        rules = self.edition.rules_in_force
        if any(one.file == self.target for one in rules.definition.related):
            return reverse("calls:file", args=[self.edition.key, self.target])
        return reverse("calls:detail", args=[self.edition.key])
