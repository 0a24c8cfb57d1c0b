"""What comes in by the second door: documents brought back, mails received, texts to place."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.drafts import Application


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    """Adjectives for arrivals."""

    def waiting(self) -> Self:
        """Keep those nobody filed yet."""
        return self.filter(settled_at=None)


class Arrival(models.Model):
    """A document brought back, or a mail received: kept whole, whatever becomes of it (R31).

    `began_at` and `ended_at` frame its reception, `counts_at` is the instant that the rule of the
    call retains. `found` is what was recognised (`{"answers", "team", "body", "absent"}`), null
    when no form was. Nothing of it replaces a draft before someone settles it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(
        "calls.Edition", null=True, on_delete=models.PROTECT, related_name="arrivals"
    )
    application = models.ForeignKey(
        Application, null=True, on_delete=models.PROTECT, related_name="arrivals"
    )
    origin = models.CharField(_("porte"), max_length=10, choices=Application.Origin)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sender = models.EmailField(_("expéditrice ou expéditeur"), blank=True)
    subject = models.CharField(_("objet"), max_length=250, blank=True)
    text = models.TextField(_("message"), blank=True)
    message_id = models.CharField(max_length=250, blank=True)
    sent_at = models.DateTimeField(_("envoyé le"), null=True)
    began_at = models.DateTimeField(_("réception commencée"))
    ended_at = models.DateTimeField(_("réception achevée"))
    counts_at = models.DateTimeField(_("instant retenu"))
    mark = models.JSONField(_("repère du formulaire"), default=dict)
    found = models.JSONField(_("réponses reconnues"), null=True)
    remarks = models.JSONField(_("remarques"), default=list)
    settled_at = models.DateTimeField(_("classé le"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrivée")
        ordering = ("-ended_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["message_id"], condition=~models.Q(message_id=""), name="one_arrival"
            ),
        )
        indexes = (models.Index(fields=["edition", "-ended_at"], name="arrival_listing"),)

    def __str__(self) -> str:
        return self.subject or self.sender or str(self.public_id)

    @property
    def zone(self) -> str:
        """The clock of its call; that of the house before a call is known."""
        return self.edition.zone if self.edition else ""

    @property
    def answers(self) -> dict[str, Any]:
        """The answers recognised, by question."""
        return dict((self.found or {}).get("answers", {}))

    @property
    def team(self) -> list[dict[str, Any]]:
        """The people recognised in the team's table."""
        return list((self.found or {}).get("team", []))


class ArrivedFile(models.Model):
    """A file that came with an arrival; `form` tells the one that was read as the form."""

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("nom"), max_length=200)
    size = models.PositiveIntegerField(_("taille (octets)"))
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="arrivals/%Y/%m")
    form = models.BooleanField(_("formulaire lu"), default=False)

    class Meta:
        verbose_name = _("fichier arrivé")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class LeftPiece(models.Model):
    """A text of a document that no question took, to be placed by hand."""

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="pieces")
    after = models.CharField(_("se trouvait après"), max_length=200, blank=True)
    text = models.TextField(_("texte"))
    placed_at = models.DateTimeField(null=True)
    placed_in = models.CharField(_("placé dans"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("texte à placer")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:60]
