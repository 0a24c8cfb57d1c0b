"""What keeps machines away from the forms anyone may fill, without any third party.

No image to decipher: a field that people leave empty, a form that was really shown a moment ago,
and so many tries an hour from one place. Whoever is refused keeps her text and is told what to do.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import HttpRequest

SHORTEST = 2
"""Seconds nobody can fill a form in."""
LONGEST = 24 * 3600
SALT = "cordee.web.honest"
TIMES, PERIOD = 20, 3600


class HonestForm(forms.Form):
    """A form of the public; `action` names what is limited, `times` an hour from one place."""

    action = "form"
    times = TIMES
    address = forms.CharField(
        required=False,
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}),
    )
    """Machines fill it; people never see it."""
    drawn = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["drawn"].initial = signing.dumps("", salt=SALT)

    def clean(self) -> dict[str, Any]:
        """Refuse what no person sent; only once everything else is right is a try counted."""
        found = super().clean() or {}
        if found.get("address") or not _shown(found.get("drawn", "")):
            self.data = {**self.data.dict(), "drawn": signing.dumps("", salt=SALT), "address": ""}  # type: ignore[attr-defined] # a QueryDict once bound
            raise forms.ValidationError(
                _("Ce formulaire est parti trop vite ou trop tard. Envoyez-le de nouveau.")
            )
        if not self.errors and not allowed(self.request, self.action, times=self.times):
            raise forms.ValidationError(
                _("Trop d’envois depuis votre connexion. Réessayez dans une heure.")
            )
        return found


def _shown(drawn: str) -> bool:
    """Whether the form was shown between two seconds and a day ago."""
    try:
        signing.loads(drawn, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return False
    try:
        signing.loads(drawn, salt=SALT, max_age=SHORTEST)
    except signing.SignatureExpired:
        return True
    return False


def allowed(request: HttpRequest, action: str, *, times: int, period: int = PERIOD) -> bool:
    """Whether one more try of `action` is allowed from there; it then counts."""
    place = sha256(f"{settings.SECRET_KEY}:{_place(request)}".encode()).hexdigest()[:24]
    key = f"tries:{action}:{place}"
    cache.add(key, 0, period)
    try:
        return int(cache.incr(key)) <= times
    except ValueError:
        return True


def _place(request: HttpRequest) -> str:
    """The address of whoever asks, as the last proxy of ours saw it."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    through = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(through) >= proxies:
        return through[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
