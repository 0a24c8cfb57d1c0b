"""What a phone or a tablet kept while the network was down: read with its moment, answered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.journeys import actions, entrances
from cordee.journeys.rules.signing import HELD, said_late
from cordee.journeys.views.clock import on_its_clock
from cordee.kernel import french
from cordee.kernel.findings import Refused
from cordee.kernel.speech import heard

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Delegate, Meeting
    from cordee.web.requests import Request

DIGITS = 9
"""Seconds of waiting are never written with more digits."""


def moment_of(request: Request, now: datetime) -> datetime | None:
    """When what is sent was written, if it waited in the browser: `waited` seconds before now.

    The phone tells a length, not an hour: its clock may be wrong.
    """
    waited = request.POST.get("waited", "")
    if "X-Queued" not in request.headers or not (waited.isdecimal() and len(waited) <= DIGITS):
        return None
    return now - min(timedelta(seconds=int(waited)), HELD + timedelta(days=1))


def told(sentence: str, status: int = 200) -> HttpResponse:
    """What the page writes under the button, as it stands."""
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=status)


def refused(refusal: Refused) -> HttpResponse:
    """Why what waited is not written."""
    return told(" ".join(heard(one.sentence) for one in refusal.findings), 422)


@on_its_clock
def sign_late(
    request: Request, meeting: Meeting, me: Delegate, *, source: str, signed: datetime
) -> HttpResponse:
    """Write a signature kept in a phone, if its ticket opens that moment; say what became of it."""
    now = timezone.now()
    framed = entrances.framed_at(request.POST.get("ticket", ""), meeting, me, source)
    if framed is None:
        other = _("Cette signature n’est pas celle de la personne connectée ici. Qui a signé se "
                  "connecte sur cet appareil, puis choisit « Réessayer ».")  # fmt: skip
        return told(other, 422)
    by = request.user if request.user.is_authenticated else None
    mode = request.POST.get("mode", "")[:20]
    try:
        done = actions.sign_late(meeting, me, mode=mode, source=source, framed=framed,
                                 signed=signed, by=by, at=now)  # fmt: skip
    except Refused as refusal:
        return refused(refusal)
    moment = timezone.localtime(signed)
    hour = heard(french.hour(moment.time()))
    said = {
        "written": _("Votre présence est enregistrée : %(late)s.")
        % {"late": heard(said_late(moment))},
        "known": _("La feuille dit déjà ce qu’il en est de vous pour cette demi-journée : rien ne "
                   "change."),
        "held": _("La feuille a été close entre-temps. Votre signature de %(hour)s n’est pas "
                  "perdue : elle attend l’équipe d’animation.") % {"hour": hour},
    }  # fmt: skip
    return told(said[done])


def said_sent(*, closing: bool) -> str:
    """What became of a sheet that waited; it is never closed by itself."""
    sent = _("La feuille qui attendait est partie.")
    if not closing:
        return sent
    still = _("Elle n’est pas close : d’autres présences ont pu arriver. Relisez-la, puis "
              "« Enregistrer et clore ».")  # fmt: skip
    return f"{sent} {still}"


def said_held(count: int) -> str:
    """What becomes of marks that found the sheet closed."""
    return ngettext(
        "La feuille a été close entre-temps. %(count)d présence n’y est pas inscrite : elle attend "
        "en haut de la feuille que quelqu’un décide.",
        "La feuille a été close entre-temps. %(count)d présences n’y sont pas inscrites : elles "
        "attendent en haut de la feuille que quelqu’un décide.",
        count,
    ) % {"count": count}  # fmt: skip
