"""What a team and the staff say to each other about a file; letters to many teams at once."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.drafts import Application


class Exchange(models.Model):
    """A word between a team and the staff, or the trace of a contact (R47); kept as it was said.

    Its audience is the team and the staff; the jury reads what the staff retells.
    """

    class Side(models.TextChoices):
        """Who speaks."""

        TEAM = "team", _("équipe candidate")
        STAFF = "staff", _("équipe d’animation")

    class Channel(models.TextChoices):
        """How it was said."""

        HERE = "here", _("ici")
        PHONE = "phone", _("au téléphone")
        MAIL = "mail", _("par courriel")
        MEETING = "meeting", _("en rencontre")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="exchanges")
    side = models.CharField(max_length=5, choices=Side)
    channel = models.CharField(_("moyen"), max_length=7, choices=Channel, default=Channel.HERE)
    text = models.TextField(_("message"))
    awaits = models.BooleanField(_("attend une réponse"), default=False)
    due = models.DateField(_("réponse souhaitée le"), null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(_("répondu ou réglé le"), null=True)
    """When what it awaited came, or was no longer awaited."""

    class Meta:
        verbose_name = _("échange")
        verbose_name_plural = _("échanges")
        ordering = ("application", "at", "pk")
        indexes = (
            models.Index(
                fields=["side", "application"],
                condition=models.Q(awaits=True, settled_at=None),
                name="exchange_awaiting",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


class Mailing(models.Model):
    """A letter to the teams of a segment: re-read before it leaves, sent once (R4)."""

    class To(models.TextChoices):
        """Who of a team receives it."""

        OWNER = "owner", _("la personne responsable du dossier")
        TEAM = "team", _("toute l’équipe")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey("calls.Edition", on_delete=models.PROTECT, related_name="mailings")
    segment = models.JSONField(_("segment"), default=dict)
    to = models.CharField(_("destinataires"), max_length=5, choices=To, default=To.OWNER)
    subject = models.CharField(_("objet"), max_length=180)
    text = models.TextField(_("message"))
    left_out = models.JSONField(_("laissées de côté"), default=list)
    """Addresses taken out by hand."""
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("envoyé le"), null=True)
    count = models.PositiveIntegerField(_("destinataires"), default=0)

    class Meta:
        verbose_name = _("envoi")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """Where it is re-read."""
        return reverse("applications:mailing", args=[self.public_id])
