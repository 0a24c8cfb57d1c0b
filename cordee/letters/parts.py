"""The lists of a cohort, on the page of a territory and on that of the cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.journeys.owed import News, Part
from cordee.letters.models import ListMessage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.journeys.models import Cohort
    from cordee.journeys.owed import Standing

SHOWN = 4


def lists(seen: Standing) -> Iterator[Part]:
    """The lists of one’s cohort."""
    if seen.participation.ends is not None:
        return
    for one in seen.participation.cohort.lists.filter(closed_at=None).order_by("pk")[:SHOWN]:
        url = reverse("lists:list", args=[one.public_id])
        yield Part(one.title, url, _("liste de discussion"), one.get_reading_display())


def of_cohort(cohort: Cohort) -> Iterator[Part]:
    """Where the lists of a cohort are run, and opened."""
    yield Part(_("Listes de discussion"), f"{reverse('lists:desk')}?cohorte={cohort.public_id}")


def said(seen: Standing, since: datetime) -> Iterator[News]:
    """The threads opened lately on the lists of one’s cohort."""
    if seen.own is None:
        return
    rows = ListMessage.objects.told().filter(
        list__cohort=seen.participation.cohort, thread=None, decided_at__gt=since
    )
    for one in rows.select_related("list").order_by("-decided_at", "-pk")[:SHOWN]:
        if one.decided_at is not None:
            label = _("%(list)s : %(subject)s") % {"list": one.list, "subject": one.subject}
            yield News(one.decided_at, label, reverse("lists:thread", args=[one.public_id]))
