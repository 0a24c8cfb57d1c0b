"""What a territory promised, showed, signed and owes."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Delegate, Participation

EVIDENCE = {
    "link": _("lien"),
    "document": _("document"),
    "meeting": _("réunion"),
    "article": _("article"),
    "deliberation": _("délibération"),
    "minutes": _("compte rendu"),
    "agenda": _("ordre du jour"),
    "photo": _("photo"),
    "declaration": _("déclaration"),
    "register": _("feuille de présence"),
}
"""How a pledge may be shown, in words."""


class Evidence(models.Model):
    """What a territory shows for a pledge: typed, dated, with a link, a file or a sentence."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="evidence"
    )
    pledge = models.CharField(max_length=60)
    kind = models.CharField(_("nature de la preuve"), max_length=20)
    on = models.DateField(_("date du fait"))
    body = models.CharField(_("instance"), max_length=200, blank=True)
    text = models.TextField(_("en quelques mots"), blank=True)
    link = models.URLField(_("lien"), blank=True)
    file = models.FileField(upload_to="evidence/%Y/%m", blank=True)
    quantity = models.DecimalField(
        _("temps donné"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    """Of working time, in the unit its pledge counts in: days, or hours (R54)."""
    people = models.ManyToManyField(
        Delegate, blank=True, related_name="shown", verbose_name=_("qui l’a fait")
    )
    """Who did it, of a pledge that each person keeps; nobody: the whole delegation together."""
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("preuve")
        ordering = ("pledge", "on", "pk")

    def __str__(self) -> str:
        return f"{self.participation_id} {self.pledge}"


class Override(models.Model):
    """Staff settle a pledge by hand, with a date and a reason that everybody concerned reads."""

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="overrides"
    )
    pledge = models.CharField(max_length=60)
    verdict = models.CharField(max_length=30)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("dérogation")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.participation_id} {self.pledge}"


class Charter(models.Model):
    """The charter of a territory: frozen text, given, signed by someone with a capacity."""

    participation = models.OneToOneField(
        Participation, on_delete=models.PROTECT, related_name="charter"
    )
    text = models.TextField()
    digest = models.CharField(max_length=64)
    given_at = models.DateTimeField(_("remise le"), null=True)
    signed_at = models.DateTimeField(_("signée le"), null=True)
    signatory = models.CharField(_("signataire"), max_length=160, blank=True)
    capacity = models.CharField(_("qualité"), max_length=160, blank=True)
    delegation = models.CharField(_("délégation"), max_length=300, blank=True)
    scan = models.FileField(upload_to="charters/%Y", blank=True)
    sealed = models.FileField(upload_to="charters/%Y", blank=True)
    """The signed copy with the seal of the installation; empty until the worker made it."""
    proof = models.JSONField(_("preuve de signature"), default=dict, blank=True)
    """How it was signed: `method` (link, paper, staff), `address`, `digest` of what was read."""
    at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("charte d’engagement")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.participation_id}"


class Charge(models.Model):
    """What a territory owes for a fee of the programme, and the sentence of the rule (R80-R84)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="charges"
    )
    fee = models.CharField(max_length=60)
    part = models.PositiveSmallIntegerField(_("partie"), default=0)
    """Which of its instalments, from 1; 0 when it is asked at once; from 1000, a correction."""
    amount = models.DecimalField(_("montant"), max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    because = models.CharField(_("règle"), max_length=300)
    order_number = models.CharField(_("numéro d’engagement"), max_length=60, blank=True)
    claimed_at = models.DateTimeField(_("demandée le"), null=True)
    paid_at = models.DateTimeField(_("payée le"), null=True)
    at = models.DateTimeField()
    back = ""
    """What is given back of it to who leaves, when a page tells it."""

    class Meta:
        verbose_name = _("contribution due")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["participation", "fee", "part"], name="one_charge_a_part"
            ),
        )

    def __str__(self) -> str:
        return f"{self.participation_id} {self.amount}"

    @property
    def refund(self) -> bool:
        """Whether it is to be given back: the correction of a contribution already received."""
        return self.amount < 0

    @property
    def settled(self) -> bool:
        """Whether it never changes again: received, given back, or promised on a credit."""
        return self.paid_at is not None or (self.refund and self.claimed_at is not None)
