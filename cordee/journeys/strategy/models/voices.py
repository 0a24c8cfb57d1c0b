"""Words people gave, with their consent; what worked and what failed, told to others."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.audiences import LABELS
from cordee.journeys.models import Cohort, Participation


class Verbatim(models.Model):
    """Words someone said: `audience` is as wide as every consent allows (R175, R176, R194)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="verbatims")
    participation = models.ForeignKey(
        Participation, null=True, on_delete=models.PROTECT, related_name="verbatims"
    )
    film = models.OneToOneField(
        "learning.Resource", null=True, on_delete=models.PROTECT, related_name="filmed"
    )
    """The film in which those who speak are seen: their consent bounds who finds it (R334)."""
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(_("question"), max_length=300, blank=True)
    text = models.TextField(_("témoignage"))
    wanted = models.CharField(_("cercle demandé"), max_length=10, choices=LABELS.items())
    audience = models.CharField(_("qui lit"), max_length=10, choices=LABELS.items(), default="me")
    on = models.DateField(_("recueilli le"))
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("témoignage")
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.marker

    @property
    def marker(self) -> str:
        """What stands for it in a text that quotes it."""
        return f"[temoignage:{self.public_id.hex[:12]}]"


class Voice(models.Model):
    """Who speaks in a testimony, and what she consents to, in writing and dated (R178)."""

    class Named(models.TextChoices):
        """How much of her is told."""

        NAME = "name", _("mon nom et ma fonction")
        FUNCTION = "function", _("ma fonction seulement")
        NOTHING = "nothing", _("ni mon nom, ni ma fonction")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    verbatim = models.ForeignKey(Verbatim, on_delete=models.PROTECT, related_name="voices")
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="voices"
    )
    name = models.CharField(_("nom"), max_length=160)
    function = models.CharField(_("fonction"), max_length=200, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    named = models.CharField(max_length=10, choices=Named, default=Named.NAME)
    scope = models.CharField(_("cercle accepté"), max_length=10, blank=True)
    given_at = models.DateTimeField(_("accord donné le"), null=True)
    how = models.CharField(_("manière"), max_length=10, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    refused_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("voix d’un témoignage")
        verbose_name_plural = _("voix d’un témoignage")
        ordering = ("verbatim", "pk")

    def __str__(self) -> str:
        return self.name


class Quotation(models.Model):
    """Where a testimony, or words of a logbook, are quoted; they leave when taken back."""

    verbatim = models.ForeignKey(
        Verbatim, null=True, on_delete=models.PROTECT, related_name="quotations"
    )
    extract = models.ForeignKey(
        "learning.Extract", null=True, on_delete=models.CASCADE, related_name="quotations"
    )
    place = models.CharField(_("cité dans"), max_length=300)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(_("retiré le"), null=True)

    class Meta:
        verbose_name = _("citation d’un témoignage")
        ordering = ("verbatim", "pk")
        constraints = (
            models.UniqueConstraint(fields=["verbatim", "url"], name="one_quotation_a_place"),
            models.UniqueConstraint(fields=["extract", "url"], name="one_extract_a_place"),
            models.CheckConstraint(
                condition=models.Q(verbatim=None) ^ models.Q(extract=None),
                name="quotation_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return self.place


class Sheet(models.Model):
    """An experience told to others: what worked, what failed, what to keep of it (R18, R187)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="sheets")
    participation = models.ForeignKey(
        Participation, null=True, on_delete=models.PROTECT, related_name="sheets"
    )
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("titre"), max_length=200)
    context = models.TextField(_("contexte"), blank=True)
    successes = models.TextField(_("réussites, une par ligne"), blank=True)
    failures = models.TextField(_("échecs, un par ligne"), blank=True)
    lesson = models.TextField(_("ce que nous en retenons"), blank=True)
    wanted = models.CharField(_("cercle voulu"), max_length=10, choices=LABELS.items())
    audience = models.CharField(_("qui lit"), max_length=10, choices=LABELS.items())
    review = models.TextField(_("avis de relecture"), blank=True)
    reviewed_at = models.DateTimeField(_("relue le"), null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("fiche d’expérience")
        verbose_name_plural = _("fiches d’expérience")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.title
