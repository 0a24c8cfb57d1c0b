"""What every objection carries, whatever it is raised against."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.people.models import Person


class AnsweredObjection(models.Model):
    """An objection: heard and answered, never a veto (R217-R219)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("raison"))
    answer = models.TextField(_("réponse"), blank=True)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
