"""Who comes to a meeting and how: on site or not, meals, diets, seats in a car."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Delegate
from cordee.journeys.models.meetings import Meeting


class Coming(models.Model):
    """What a delegate says of a meeting to come; her diet is forgotten afterwards (R127)."""

    class Mode(models.TextChoices):
        """Where she will be."""

        ON_SITE = "on_site", _("je viens sur place")
        REMOTE = "remote", _("je suis à distance")
        PROXIMITY = "proximity", _("je rejoins un regroupement de proximité")
        ABSENT = "absent", _("je ne pourrai pas venir")

    class Diet(models.TextChoices):
        """What she eats."""

        ANY = "any", _("je mange de tout")
        VEGETARIAN = "vegetarian", _("végétarien")
        VEGAN = "vegan", _("végétalien")
        GLUTEN = "gluten", _("sans gluten")
        PORK = "pork", _("sans porc")
        OTHER = "other", _("autre, à préciser")

    class Travel(models.TextChoices):
        """How she travels."""

        TRAIN = "train", _("train ou car")
        CAR = "car", _("voiture, seul·e")
        SHARED = "shared", _("voiture partagée")
        BIKE = "bike", _("vélo ou à pied")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="comings")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="comings")
    mode = models.CharField(_("comment"), max_length=10, choices=Mode)
    meal = models.BooleanField(_("prend le repas"), default=False)
    diet = models.CharField(_("régime"), max_length=12, choices=Diet, blank=True)
    diet_words = models.CharField(_("précision"), max_length=200, blank=True)
    travel = models.CharField(_("trajet"), max_length=10, choices=Travel, blank=True)
    km = models.PositiveSmallIntegerField(_("kilomètres aller"), null=True)
    at = models.DateTimeField()
    purged_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("inscription à une rencontre")
        verbose_name_plural = _("inscriptions à une rencontre")
        ordering = ("meeting", "pk")
        constraints = (models.UniqueConstraint(fields=["meeting", "delegate"], name="one_coming"),)

    def __str__(self) -> str:
        return f"{self.delegate_id} {self.mode}"


class Catering(models.Model):
    """What the caterer was told, kept as numbers once the diets are forgotten."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="catering")
    counts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("repas servis")
        verbose_name_plural = _("repas servis")
        ordering = ("meeting",)

    def __str__(self) -> str:
        return f"{self.meeting_id}"


class Ride(models.Model):
    """Seats offered, or one asked for, towards a meeting; people match by themselves."""

    class Kind(models.TextChoices):
        """Which way round."""

        OFFER = "offer", _("je propose des places")
        ASK = "ask", _("je cherche une place")

    class Way(models.TextChoices):
        """Which journeys."""

        BOTH = "both", _("aller et retour")
        GOING = "going", _("aller")
        BACK = "back", _("retour")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="rides")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="rides")
    kind = models.CharField(max_length=5, choices=Kind)
    way = models.CharField(_("trajet"), max_length=5, choices=Way, default=Way.BOTH)
    place = models.CharField(_("au départ de"), max_length=160)
    hour = models.TimeField(_("vers"), null=True)
    seats = models.PositiveSmallIntegerField(_("places"), default=1)
    words = models.CharField(_("précision"), max_length=300, blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("covoiturage")
        ordering = ("meeting", "place", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "delegate"],
                condition=models.Q(withdrawn_at=None),
                name="one_ride",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.kind}"


class Sharing(models.Model):
    """Someone asks whoever posted a ride to share it; contacts are given once it is accepted."""

    class State(models.TextChoices):
        """What was answered."""

        ASKED = "asked", _("demandé")
        ACCEPTED = "accepted", _("accepté")
        DECLINED = "declined", _("refusé")
        OVER = "over", _("annulé")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ride = models.ForeignKey(Ride, on_delete=models.PROTECT, related_name="sharings")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="sharings")
    words = models.CharField(_("un mot"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("trajet partagé")
        verbose_name_plural = _("trajets partagés")
        ordering = ("ride", "pk")
        constraints = (models.UniqueConstraint(fields=["ride", "delegate"], name="one_sharing"),)

    def __str__(self) -> str:
        return f"{self.ride_id} {self.state}"
