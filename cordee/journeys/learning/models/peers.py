"""Peers who may be found, and those who ask to be put in touch (R121)."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Card(models.Model):
    """What someone lets her cohort find about her, field by field, until a day."""

    cohort = models.ForeignKey("journeys.Cohort", on_delete=models.PROTECT, related_name="cards")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    shows = models.JSONField(_("ce que je montre"), default=list)
    """Among `title`, `email`, `phone`; her name and her territory come with the card itself."""
    about = models.TextField(_("ce sur quoi je peux aider"), blank=True)
    wants = models.TextField(_("ce que je cherche"), blank=True)
    until = models.DateField(_("jusqu’au"))
    search_key = models.TextField(editable=False, default="")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("fiche d’annuaire")
        ordering = ("person__sort_key", "pk")
        constraints = (
            models.UniqueConstraint(fields=["cohort", "person"], name="one_card_a_cohort"),
        )

    def __str__(self) -> str:
        return f"{self.person_id}"


class Introduction(models.Model):
    """Someone asks to talk with a peer: contacts are exchanged if, and when, she accepts."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("en attente de réponse")
        ACCEPTED = "accepted", _("acceptée")
        DECLINED = "declined", _("déclinée")
        WITHDRAWN = "withdrawn", _("retirée")

    class Outcome(models.TextChoices):
        """What became of it."""

        TALKED = "talked", _("nous nous sommes parlé")
        PLANNED = "planned", _("c’est prévu")
        NOTHING = "nothing", _("cela ne s’est pas fait")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("journeys.Cohort", on_delete=models.PROTECT, related_name="+")
    asker = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="introductions_asked"
    )
    asked = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="introductions_received"
    )
    message = models.TextField(_("pourquoi"))
    asker_gives = models.JSONField(default=list)
    asked_gives = models.JSONField(default=list)
    """Which contacts each gives the other: `email`, `phone`."""
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(_("suite"), max_length=10, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("mise en relation")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["cohort", "asker", "asked"],
                condition=models.Q(state="asked"),
                name="one_introduction_waiting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.asker_id} → {self.asked_id}"
