"""What the ledger keeps: entries and their chain, messages to send, reminders, hooks."""

from __future__ import annotations

import uuid
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.ledger.rules.chain import ORIGIN


class EntryQuerySet(models.QuerySet["Entry"]):
    """Adjectives for facts."""

    def listed(self) -> Self:
        """With their place in the chain, the latest first."""
        return self.select_related("link").order_by("-pk")


class Entry(models.Model):
    """One fact, written in the transaction of its act and never changed.

    Only the three `actor_*` columns that name a person can be emptied, all at once;
    `actor_commitment` keeps the chain valid afterwards. The database refuses anything else.
    """

    at = models.DateTimeField(_("moment"))
    kind = models.CharField(_("fait"), max_length=80)
    subject_type = models.CharField(_("nature de l’objet"), max_length=60, blank=True)
    subject_id = models.CharField(_("objet"), max_length=64, blank=True)
    payload = models.JSONField(_("contenu"))
    actor_key = models.CharField(_("auteur"), max_length=64, blank=True)
    actor_label = models.CharField(_("nom de l’auteur"), max_length=254, blank=True)
    actor_salt = models.CharField(max_length=64, blank=True)
    actor_commitment = models.CharField(max_length=64, blank=True)
    content = models.CharField(_("empreinte du contenu"), max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("fait du journal")
        verbose_name_plural = _("faits du journal")
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("subject_type", "subject_id"), name="entry_subject"),
            models.Index(fields=("kind", "at"), name="entry_kind"),
            GinIndex(fields=("payload",), name="entry_payload", opclasses=("jsonb_path_ops",)),
            models.Index(
                fields=("actor_key",), name="entry_actor", condition=~models.Q(actor_key="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type} {self.subject_id}".rstrip()


class Link(models.Model):
    """The place of an entry in the chain; the database writes it while the transaction ends."""

    sequence = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="link")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("maillon")
        ordering = ("sequence",)

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest[:12]}"


class Head(models.Model):
    """The end of the chain, a single row: who adds a link holds it until the commit."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=ORIGIN)

    class Meta:
        verbose_name = _("tête du journal")
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="head_is_one"),)

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest[:12]}"


class MessageQuerySet(models.QuerySet["Message"]):
    """Adjectives for letters."""

    def listed(self) -> Self:
        """What a list shows, the latest first, without the texts."""
        return self.defer("text", "html").order_by("-posted_at", "-pk")


class Message(models.Model):
    """A letter to one address, sent once whatever happens to the worker.

    A `private` one holds a code or a link that opens something: nobody else may read it, and its
    text is forgotten once it has left.
    """

    class State(models.TextChoices):
        """Where a message stands."""

        QUEUED = "queued", _("en attente")
        SENDING = "sending", _("en cours d’envoi")
        SENT = "sent", _("envoyé")
        FAILED = "failed", _("échec")

    key = models.CharField(_("clé"), max_length=200, unique=True)
    to = models.EmailField(_("destinataire"), max_length=254)
    subject = models.CharField(_("objet"), max_length=300)
    text = models.TextField(_("texte"))
    html = models.TextField(blank=True)
    reply_to = models.EmailField(max_length=254, blank=True)
    private = models.BooleanField(_("personnel"), default=False)
    unsubscribe = models.URLField(_("lien de désabonnement"), max_length=500, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    error = models.TextField(_("dernière erreur"), blank=True)
    posted_at = models.DateTimeField(_("posté le"))
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)

    encloses = True  # whether it may enclose something: the query that claims it knows

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("-posted_at", "-pk")
        indexes = (
            models.Index(
                fields=("posted_at",),
                name="message_unsent",
                condition=models.Q(state__in=("queued", "sending")),
            ),
            models.Index(
                fields=("-private", "posted_at", "id"),
                name="message_waiting",
                condition=models.Q(state="queued", attempts=0),
            ),
            models.Index(
                fields=("state",), name="message_failed", condition=models.Q(state="failed")
            ),
            models.Index(fields=("-posted_at", "-id"), name="message_recent"),
            models.Index(fields=("to",), name="message_to"),
        )

    def __str__(self) -> str:
        return f"{self.key} ({self.get_state_display()})"


class Enclosure(models.Model):
    """A file that travels with a message: its bytes, or what makes them as the letter leaves."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="enclosures")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField(default=b"")
    made_of = models.CharField(max_length=100, blank=True)
    """`receipt:12`: a word of `reactions.ENCLOSED` and the row it makes them of."""

    class Meta:
        verbose_name = _("pièce jointe")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Adjectives for reminders."""

    def listed(self) -> Self:
        """With what a list shows, the latest first."""
        return self.select_related("message").order_by("-due", "-pk")

    def pending(self) -> Self:
        """Keep those that nothing was decided about."""
        return self.filter(state=Reminder.State.PENDING)


class Reminder(models.Model):
    """A reminder decided once: sent, or skipped and why (rule, person, subject, occurrence)."""

    class State(models.TextChoices):
        """What became of a reminder."""

        PENDING = "pending", _("à venir")
        SENT = "sent", _("envoyée")
        SKIPPED = "skipped", _("non envoyée")
        GATHERED = "gathered", _("réunie dans un résumé")

    rule = models.CharField(_("règle"), max_length=80)
    person = models.CharField(_("personne"), max_length=64)
    person_label = models.CharField(_("nom"), max_length=254, blank=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    subject_label = models.CharField(_("objet"), max_length=300, blank=True)
    occurrence = models.CharField(_("occurrence"), max_length=80, blank=True)
    due = models.DateTimeField(_("prévue le"))
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.PENDING)
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    message = models.ForeignKey(
        Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="reminders"
    )
    decided_at = models.DateTimeField(_("décidée le"), null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("relance")
        verbose_name_plural = _("relances")
        ordering = ("-due", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("rule", "person", "subject_type", "subject_id", "occurrence"),
                name="reminder_never_twice",
            ),
        )
        indexes = (
            models.Index(fields=("-due", "-id"), name="reminder_recent"),
            models.Index(fields=("person", "state", "decided_at"), name="reminder_person"),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.person} {self.occurrence} ({self.get_state_display()})"

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes it one reminder of its rule: person, subject, occurrence."""
        return self.person, self.subject_type, self.subject_id, self.occurrence


class MailChoice(models.Model):
    """What an address wants to receive of what obliges nobody."""

    class Rhythm(models.TextChoices):
        """How often."""

        EACH = "each", _("chaque nouvelle, quand elle arrive")
        DAILY = "daily", _("un résumé par jour")
        WEEKLY = "weekly", _("un résumé par semaine, le lundi")

    address = models.EmailField(_("adresse"), max_length=254, unique=True)
    rhythm = models.CharField(max_length=6, choices=Rhythm, default=Rhythm.EACH)
    cap = models.PositiveSmallIntegerField(_("courriels par semaine au plus"), default=5)
    muted = models.JSONField(_("règles en sourdine"), default=list)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("choix de courriels")
        verbose_name_plural = _("choix de courriels")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.pk} {self.rhythm}"


class Hook(models.Model):
    """An address of another program, told of chosen kinds of facts until it is stopped."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    url = models.URLField(_("adresse"), max_length=500)
    kinds = models.JSONField(_("faits annoncés"))
    registered_at = models.DateTimeField(_("prévenue depuis"))
    stopped_at = models.DateTimeField(_("arrêtée le"), null=True)

    class Meta:
        verbose_name = _("adresse prévenue")
        ordering = ("-registered_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("url",), condition=models.Q(stopped_at=None), name="hook_once"
            ),
        )

    def __str__(self) -> str:
        return self.url


class HookDelivery(models.Model):
    """One message to one address; its `public_id` is the same at each attempt."""

    class State(models.TextChoices):
        """Where a message to a program stands."""

        QUEUED = "queued", _("en attente")
        SENT = "sent", _("reçu")
        FAILED = "failed", _("abandonné")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hook = models.ForeignKey(Hook, on_delete=models.PROTECT, related_name="deliveries")
    kind = models.CharField(_("fait"), max_length=80)
    content = models.JSONField(_("contenu"))
    state = models.CharField(_("état"), max_length=6, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    answer = models.CharField(_("réponse"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("préparé le"))
    tried_at = models.DateTimeField(_("dernier essai"), null=True)

    class Meta:
        verbose_name = _("annonce à un programme")
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(fields=("hook", "-made_at"), name="hook_recent"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
