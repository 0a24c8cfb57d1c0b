"""Links of one's own to answer a survey without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse

from cordee.journeys.learning.models import Survey
from cordee.journeys.models import Delegate

if TYPE_CHECKING:
    from datetime import datetime

SALT = "learning.survey"


def survey_link(survey: Survey, delegate: Delegate) -> str:
    """The address by which one delegate, and she alone, answers one survey."""
    token = signing.dumps([survey.pk, delegate.pk], salt=SALT)
    return settings.SITE_URL + reverse("learning:survey_by_link", args=[token])


def behind(token: str, at: datetime) -> tuple[Survey, Delegate] | None:
    """The survey and the delegate of a link; nothing once tampered with, or once she left."""
    try:
        survey, delegate = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    surveys = Survey.objects.select_related("cohort__edition__current", "meeting")
    people = Delegate.objects.current(at).filter(participation__ends=None)
    people = people.select_related("person", "participation__outcome__deposit")
    found = surveys.filter(pk=survey).first(), people.filter(pk=delegate).first()
    if not found[0] or not found[1] or found[1].participation.cohort_id != found[0].cohort_id:
        return None
    return found[0], found[1]
