"""The vote of the public, secret: who voted on one side, what each file received on the other.

And the seats drawn by lot, of which the list itself stays with the organiser.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.selection.models.panels import Panel


class PublicVote(models.Model):
    """What the team says of a public vote: how many may vote, what came by post or at a counter."""

    panel = models.OneToOneField(Panel, on_delete=models.PROTECT, related_name="public_vote")
    electorate = models.PositiveIntegerField(_("personnes appelées à voter"), null=True)
    paper_voters = models.PositiveIntegerField(_("votant·es hors ligne"), default=0)

    class Meta:
        verbose_name = _("vote du public")
        verbose_name_plural = _("votes du public")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.panel)


class Voter(models.Model):
    """An address that voted, known by its keyed print alone; never with what it voted."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="voters")
    mail = models.CharField(_("empreinte de l’adresse"), max_length=64)
    on = models.DateField(_("dernier vote le"))
    times = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("votant·e du public")
        verbose_name_plural = _("votant·es du public")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["panel", "mail"], name="one_public_voter"),)

    def __str__(self) -> str:
        return self.mail[:12]


class PublicTally(models.Model):
    """What a file received, on line and otherwise: totals alone, no ballot is kept."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="public_tallies")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="+"
    )
    online = models.PositiveIntegerField(_("voix en ligne"), default=0)
    paper = models.PositiveIntegerField(_("voix hors ligne"), default=0)
    marks = models.JSONField(_("réponses reçues"), default=dict)
    """Mention, or for and against → how many ballots said so, where the vote is such."""

    paper_marks = models.JSONField(_("réponses reçues hors ligne"), default=dict)
    """The same of paper ballots; where the vote is by rank, rank → how many ballots gave it."""

    class Meta:
        verbose_name = _("total d’un dossier au vote du public")
        verbose_name_plural = _("totaux au vote du public")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["panel", "application"], name="one_public_tally"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.online}+{self.paper}"


class SeatDraw(models.Model):
    """Members drawn by lot: the list is committed by its digest first, chance comes after."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="draws")
    seat = models.CharField(_("siège"), max_length=60)
    places = models.PositiveIntegerField(_("personnes à tirer"))
    size = models.PositiveIntegerField(_("personnes sur la liste"))
    digest = models.CharField(_("empreinte de la liste"), max_length=64)
    source = models.CharField(_("d’où viendra le hasard"), max_length=300)
    committed_at = models.DateTimeField(_("annoncé le"))
    seed = models.CharField(_("valeur publiée"), max_length=200, blank=True)
    drawn_at = models.DateTimeField(_("tiré le"), null=True)
    order = models.JSONField(_("rangs de la liste, dans l’ordre du tirage"), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("tirage au sort de membres")
        verbose_name_plural = _("tirages au sort de membres")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.seat} {self.digest[:12]}"
