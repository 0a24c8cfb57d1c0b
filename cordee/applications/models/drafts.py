"""Drafts written by several hands: the file, its answers, its team, what is joined."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.applications.rules.versions import token
from cordee.kernel.french import unaccented


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Adjectives for applications."""

    def deposited(self) -> Self:
        """Keep those with a deposit in force."""
        return self.filter(withdrawn_at=None).exclude(current=None)

    def drafts(self) -> Self:
        """Keep those never handed in, or not again."""
        return self.filter(withdrawn_at=None, current=None)


class Application(models.Model):
    """A file being written for a call, by a body and its team.

    The few facts that decide (territory, kind, department) are columns; the rest are `Answer`
    rows. `current` is the deposit in force.
    """

    class Origin(models.TextChoices):
        """By which door it came (R31)."""

        ONLINE = "online", _("formulaire en ligne")
        EMAIL = "email", _("courriel")
        DOCUMENT = "document", _("document rapporté")

    class Heard(models.TextChoices):
        """How whoever began it heard of the call (R257)."""

        LETTER = "letter", _("lettre d’information ou courriel de l’organisateur")
        EVENT = "event", _("rencontre, webinaire ou réunion d’information")
        COLLEAGUE = "colleague", _("collègue, élu·e ou territoire voisin")
        PARTNER = "partner", _("autre organisme ou réseau")
        MEDIA = "media", _("presse ou réseaux sociaux")
        SEARCH = "search", _("recherche sur internet ou plateforme d’aides")
        FORMER = "former", _("participation à une édition précédente")
        OTHER = "other", _("autrement")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(
        "calls.Edition", on_delete=models.PROTECT, related_name="applications"
    )
    step = models.CharField(max_length=60, blank=True)
    track = models.CharField(_("volet"), max_length=60, blank=True)
    territory = models.ForeignKey(
        "territories.Territory", null=True, on_delete=models.PROTECT, related_name="applications"
    )
    body_name = models.CharField(_("nom de la structure"), max_length=250, blank=True)
    sort_key = models.CharField(max_length=260, editable=False, default="")
    department = models.CharField(_("département"), max_length=3, blank=True)
    kind = models.CharField(_("nature"), max_length=40, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications"
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.ONLINE)
    heard = models.CharField(_("connu par"), max_length=10, choices=Heard, blank=True)
    started_at = models.DateTimeField(_("commencée le"))
    previous = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="following"
    )
    """The file of the step before, of the same candidate."""
    invited_at = models.DateTimeField(_("admise à l’étape le"), null=True)
    known = models.JSONField(default=dict, blank=True)
    """What no register knows, as its candidate says it: `{"numbers": {…}, "declared": {…}}`."""
    preferences = models.JSONField(_("vœux"), default=list, blank=True)
    """Keys of tracks or hosts, the first choice first."""
    labels = models.JSONField(_("étiquettes"), default=list, blank=True)
    """Words the staff sorts files by; candidates never see them."""
    current = models.OneToOneField(
        "Deposit", null=True, on_delete=models.PROTECT, related_name="in_force"
    )
    changed_at = models.DateTimeField(_("modifiée le"), null=True)
    """Latest change that the deposit in force does not hold; none when it holds everything."""
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True)
    withdrawn_because = models.TextField(_("raison du retrait"), blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidature")
        verbose_name_plural = _("candidatures")
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["edition", "department"], name="application_department"),
            models.Index(fields=["edition", "id"], name="application_listing"),
            models.Index(
                fields=["edition"], condition=~models.Q(labels=[]), name="application_labelled"
            ),
            GinIndex(fields=["sort_key"], opclasses=["gin_trgm_ops"], name="application_search"),
        )

    def __str__(self) -> str:
        return self.body_name or str(self.public_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refresh the key that lists are searched by, accents forgiven."""
        self.sort_key = unaccented(self.body_name)[:260]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its first page, for those who write it."""
        return reverse("applications:detail", args=[self.public_id])


class Answer(models.Model):
    """The answer to one question, saved field by field; `revision` tells edits apart."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("réponse")
        ordering = ("application", "question")
        constraints = (
            models.UniqueConstraint(fields=["application", "question"], name="one_answer"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.question}"

    @property
    def token(self) -> str:
        """What a page that shows this text sends back with the next one."""
        return token(self.revision, self.value)


class AnswerVersion(models.Model):
    """An earlier text of an answer: nothing typed is lost."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="versions")
    value = models.JSONField(null=True)
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField()
    lost = models.BooleanField(default=False)
    """Typed against an older revision, or after the closing: kept, not in force."""

    class Meta:
        verbose_name = _("version d’une réponse")
        ordering = ("answer", "-at", "-pk")

    def __str__(self) -> str:
        return f"{self.answer_id} r{self.revision}"


class Member(models.Model):
    """Someone of the team, with a role of the definition and the parts she plays (R19-R28)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="memberships_of_teams"
    )
    given_name = models.CharField(_("prénom"), max_length=80)
    family_name = models.CharField(_("nom"), max_length=80)
    email = models.EmailField(_("adresse électronique"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    capacity = models.CharField(_("qualité"), max_length=160, blank=True)
    organisation = models.CharField(_("structure"), max_length=200, blank=True)
    service = models.CharField(_("service"), max_length=160, blank=True)
    role = models.CharField(_("rôle dans l’équipe"), max_length=60)
    leads = models.JSONField(_("parts tenues"), default=list, blank=True)
    joined_at = models.DateTimeField(_("entrée"))
    left_at = models.DateTimeField(_("sortie"), null=True)
    left_because = models.CharField(_("raison de la sortie"), max_length=300, blank=True)
    agreed_at = models.DateTimeField(_("accord donné le"), null=True)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.SET_NULL, related_name="replaced_by"
    )

    class Meta:
        verbose_name = _("membre de l’équipe")
        ordering = ("joined_at", "pk")

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class Attachment(models.Model):
    """A file joined to a question; `counted` tells whether its pages count (R33-R34)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="attachments"
    )
    question = models.CharField(max_length=60)
    name = models.CharField(_("nom"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("taille (octets)"))
    pages = models.PositiveIntegerField(_("pages"), null=True)
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="attachments/%Y/%m")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    removed_at = models.DateTimeField(null=True)
    dated = models.DateField(_("date du document"), null=True)
    """As whoever joined it says, where the call wants a recent one."""
    scanned_at = models.DateTimeField(_("examinée par l’antivirus le"), null=True)
    threat = models.CharField(_("menace trouvée"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("pièce jointe")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
