"""The strategy of a territory: sections, what peers say of them, actions, final text."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.audiences import LABELS
from cordee.journeys.models import Participation
from cordee.journeys.models.texts import KeptText


class Strategy(models.Model):
    """The strategy a territory writes together; `audience` says who reads it meanwhile (R93)."""

    participation = models.OneToOneField(
        Participation, on_delete=models.PROTECT, related_name="strategy"
    )
    audience = models.CharField(
        _("qui la lit"), max_length=10, choices=LABELS.items(), default="staff"
    )
    begun_at = models.DateTimeField(_("commencée le"))
    finished_at = models.DateTimeField(_("rendue finale le"), null=True)

    class Meta:
        verbose_name = _("stratégie")
        ordering = ("participation__name", "pk")

    def __str__(self) -> str:
        return f"{self.participation}"


class Passage(models.Model):
    """The text of one section in force; `revision` rises each time it changes."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="passages")
    chapter = models.CharField(_("partie"), max_length=60)
    text = models.TextField(_("texte"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("partie de stratégie")
        ordering = ("strategy", "pk")
        constraints = (models.UniqueConstraint(fields=["strategy", "chapter"], name="one_passage"),)

    def __str__(self) -> str:
        return f"{self.strategy_id} {self.chapter}"


class PassageVersion(KeptText):
    """A text that was replaced, or one that never came in force because another came first."""

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        verbose_name = _("version d’une partie")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.passage_id} #{self.revision}"


class Remark(models.Model):
    """What a peer, a teammate or the team of the house says of a section."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="remarks")
    chapter = models.CharField(_("partie"), max_length=60)
    text = models.TextField(_("remarque"))
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(_("au titre de"), max_length=250)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    answer = models.TextField(_("ce qui en est fait"), blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("remarque sur une stratégie")
        ordering = ("chapter", "at", "pk")

    def __str__(self) -> str:
        return f"{self.strategy_id} {self.chapter} {self.author_id}"


class PlannedAction(models.Model):
    """Something a territory will do: by whom, when, where it stands, what holds it back (R94)."""

    class State(models.TextChoices):
        """Where an action stands, what did not happen included (R339)."""

        TODO = "todo", _("pas encore abordée")
        DOING = "doing", _("engagée")
        DONE = "done", _("réalisée")
        THWARTED = "thwarted", _("contrariée")
        DROPPED = "dropped", _("abandonnée")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="actions")
    title = models.CharField(_("action"), max_length=200)
    description = models.TextField(_("en quelques mots"), blank=True)
    chapter = models.CharField(_("partie de la stratégie"), max_length=60, blank=True)
    pilot = models.CharField(_("pilote"), max_length=160)
    starts = models.DateField(_("commence le"), null=True)
    due = models.DateField(_("pour le"), null=True)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.TODO)
    blocked_by = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="blocks"
    )
    blocked_because = models.CharField(_("ce qui la bloque"), max_length=300, blank=True)
    proof = models.CharField(_("preuve"), max_length=300, blank=True)
    proof_link = models.URLField(_("lien de la preuve"), blank=True)
    done_on = models.DateField(_("réalisée le"), null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("action d’une stratégie")
        ordering = (models.F("due").asc(nulls_last=True), "pk")

    def __str__(self) -> str:
        return self.title


class FinalStrategy(models.Model):
    """The strategy as the territory handed it in: frozen, with who reads it (an act)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="finals")
    number = models.PositiveSmallIntegerField(_("numéro"))
    audience = models.CharField(_("qui la lit"), max_length=10, choices=LABELS.items())
    content = models.JSONField(_("contenu"))
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(_("rendue le"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reopened_because = models.CharField(_("raison"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("stratégie finale")
        verbose_name_plural = _("stratégies finales")
        ordering = ("strategy", "-number")
        constraints = (
            models.UniqueConstraint(fields=["strategy", "number"], name="one_final_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.strategy_id} #{self.number}"

    @property
    def participation(self) -> Participation:
        """The territory it is of."""
        return self.strategy.participation
