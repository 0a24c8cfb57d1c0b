"""A jury in session: the sitting, every act of it as a row, its ballots and who voted in them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.selection.models.decisions import Deliberation
from cordee.selection.models.panels import Juror, Panel


class Sitting(models.Model):
    """A session of a panel: opened, followed live on several screens, closed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="sittings")
    deliberation = models.ForeignKey(
        Deliberation, null=True, on_delete=models.PROTECT, related_name="sittings"
    )
    """The proposal under discussion, once there is one."""
    opened_at = models.DateTimeField(_("ouverte le"))
    closed_at = models.DateTimeField(_("levée le"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("séance")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["panel"], condition=models.Q(closed_at=None), name="one_open_sitting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.panel} {self.opened_at:%Y-%m-%d}"


class Proceeding(models.Model):
    """One act of a sitting, written once; what the room is in is read from them all."""

    class Kind(models.TextChoices):
        """What was done."""

        CAME = "came", _("entre en séance")
        LEFT = "left", _("quitte la séance")
        PROXY = "proxy", _("donne pouvoir")
        UNPROXY = "unproxy", _("reprend son pouvoir")
        DISCUSS = "discuss", _("dossier mis en discussion")
        POINT = "point", _("point de discussion")
        RANKED = "ranked", _("rang discuté")
        BALLOT = "ballot", _("scrutin ouvert")
        COUNTED = "counted", _("scrutin clos")
        OBJECTION = "objection", _("objection")
        REPLY = "reply", _("réponse à une objection")
        RANKING = "ranking", _("classement relevé")

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="proceedings")
    kind = models.CharField(max_length=10, choices=Kind)
    juror = models.ForeignKey(Juror, null=True, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Juror, null=True, on_delete=models.PROTECT, related_name="+")
    """The member who receives a proxy."""
    deposit = models.ForeignKey(
        "applications.Deposit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("acte de séance")
        verbose_name_plural = _("actes de séance")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.kind}"


class Ballot(models.Model):
    """A question put to the vote; adopted, it may move a file."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="ballots")
    deposit = models.ForeignKey(
        "applications.Deposit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    question = models.CharField(_("question"), max_length=300)
    into = models.CharField(max_length=10, blank=True)
    """Where the file goes if the answer is yes; empty for a question that moves nothing."""
    secret = models.BooleanField(_("à bulletin secret"), default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    weights = models.JSONField(default=dict)
    """Juror → what her voice weighs, where the call gives its colleges unequal voices."""
    outcome = models.JSONField(default=dict)
    """For, against, abstentions, whether it is adopted, and the casting vote if one settled it."""

    class Meta:
        verbose_name = _("scrutin")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["sitting"], condition=models.Q(closed_at=None), name="one_open_ballot"
            ),
        )

    def __str__(self) -> str:
        return self.question


class Voice(models.Model):
    """That a member voted; what she said stands here only when the ballot is open (not secret)."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="voices")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Juror, null=True, on_delete=models.PROTECT, related_name="+")
    """Who voted for her, by proxy."""
    option = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = _("voix")
        verbose_name_plural = _("voix")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["ballot", "juror"], name="one_voice_a_member"),
        )

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.juror_id}"


class Tally(models.Model):
    """How many said what in a secret ballot: a count alone, that no row ties to anybody."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="tallies")
    option = models.CharField(max_length=10)
    count = models.PositiveIntegerField(default=0)
    votes = models.DecimalField(max_digits=12, decimal_places=4, default=0)
    """What these answers weigh together."""

    class Meta:
        verbose_name = _("décompte")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["ballot", "option"], name="one_tally"),)

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.option}"
