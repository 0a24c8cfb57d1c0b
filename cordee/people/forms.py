"""What people type: an address, a code, a profile, a seat, an organisation."""

from __future__ import annotations

import logging
import re
from datetime import datetime, time, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, override

from allauth.account.forms import BaseConfirmCodeForm
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse, RateLimited
from allauth.core.internal.ratelimit import get_ip
from allauth.core.ratelimit import consume
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordee.kernel.french import listed, quoted, unaccented
from cordee.people.actions import reserve
from cordee.people.models import Organisation, Person
from cordee.people.models.organisations import GOVERNANCE, a_siret
from cordee.people.models.seats import Role
from cordee.people.rules import SCOPED_ROLES
from cordee.web import errors

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cordee.people.models import User

log = logging.getLogger(__name__)
WAIT = 10 * 60
"""How long to wait after too many codes, in seconds."""


FEW = 6
"""How many organisations are looked at when some words fit several."""


class Text(forms.CharField):
    """A line of text, cut of what surrounds and doubles its spaces."""

    @override
    def clean(self, value: Any) -> Any:
        return re.sub(r"\s+", " ", str(super().clean(value))).strip()


def too_fast(request: HttpRequest, email: str) -> bool:
    """Whether codes are asked for too often, from one place or for one address.

    Five from one place in ten minutes; ten from everywhere: a stranger who asks in someone's
    name does not keep her from asking herself.
    """
    here = f"{email} {get_ip(request)}"
    asked = consume(request, action="request_login_code", key=here)
    return not (asked and consume(request, action="code_to_address", key=email))


class Body(Text):
    """An organisation said by its name, some of its words or its number; nothing is `None`."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=200, **more)

    @override
    def clean(self, value: Any) -> Organisation | None:
        words = str(super().clean(value))
        if not words:
            return None
        found = list(Organisation.objects.listed().matching(words)[:FEW])
        exact = [one for one in found if unaccented(one.name) == unaccented(words)]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise ValidationError(_("Aucune organisation ne porte ce nom. Ajoutez-la d’abord."))
        names = listed([quoted(one.name) for one in found], "ou")
        raise ValidationError(
            _("Plusieurs organisations correspondent\N{NO-BREAK SPACE}: %s…") % names
        )


class AskForCode(forms.Form):
    """An address, known or not: the answer is the same, and the code arrives."""

    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        max_length=254,
        help_text=_("Par exemple prenom.nom@example.org. Un code y arrive en quelques secondes."),
        widget=forms.EmailInput(attrs={"autocomplete": "email webauthn", "spellcheck": "false"}),
    )
    _user: User | None = None

    def clean_email(self) -> str:
        """Find or reserve the account, unless codes are asked for too fast."""
        email = str(self.cleaned_data["email"]).strip().lower()
        request = context.request
        if too_fast(request, email):
            raise ImmediateHttpResponse(errors.too_many(request, after=WAIT))
        user = reserve(email, at=timezone.now())
        self._user = user if user.is_active else None
        return email


class GiveCode(BaseConfirmCodeForm):  # type: ignore[misc] # allauth has no types
    """The code received, typed or pasted, with or without its dash, upper or lower case."""

    code = forms.CharField(
        label=_("Code reçu par courriel"),
        max_length=60,
        help_text=_("Huit lettres, par exemple BCDF-GHJK. Collez-le tel quel si vous pouvez."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    @override
    def clean_code(self) -> str:
        """Forgive what pasting brings along."""
        self.cleaned_data["code"] = re.sub(r"[\W_]+", "", str(self.cleaned_data["code"]))
        return str(super().clean_code())


class NewAddress(forms.Form):
    """Another address for an account."""

    email = forms.EmailField(label=_("Nouvelle adresse électronique"), max_length=254)

    def clean_email(self) -> str:
        """One way of writing it."""
        return str(self.cleaned_data["email"]).strip().lower()


class ConfirmAddress(forms.Form):
    """The code that the new address received; `digest` is the SHA-256 of the right one."""

    code = forms.CharField(
        label=_("Code reçu à la nouvelle adresse"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, digest: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.digest = digest

    def clean_code(self) -> str:
        """Compare what was typed, however it was pasted."""
        typed = re.sub(r"[\W_]+", "", str(self.cleaned_data["code"])).lower()
        if not compare_digest(sha256(typed.encode()).hexdigest(), self.digest):
            raise ValidationError(
                _("Ce code n’est pas celui du message. Vérifiez-le, ou collez-le.")
            )
        return typed


class Wary:
    """Take a passkey's answer for what it is: text that anyone may have written."""

    def clean_credential(self) -> Any:
        """Let allauth read it; whatever breaks its reader is simply not a key."""
        try:
            return super().clean_credential()  # type: ignore[misc] # of the form it is mixed in
        except (ValidationError, RateLimited, ImmediateHttpResponse):
            raise
        except Exception as broken:
            log.warning("An unreadable passkey was refused: %r", broken)
            raise ValidationError(_("Cette clé n’a pas été reconnue.")) from broken

    def clean(self) -> Any:
        """Refuse likewise what breaks the registration of a new key."""
        try:
            return super().clean()  # type: ignore[misc] # of the form it is mixed in
        except (ValidationError, RateLimited, ImmediateHttpResponse):
            raise
        except Exception as broken:
            log.warning("An unreadable new passkey was refused: %r", broken)
            raise ValidationError(_("Cette clé n’a pas pu être lue. Recommencez.")) from broken


class EnterByKey(Wary, LoginWebAuthnForm):  # type: ignore[misc] # allauth has no types
    """Sign in with a passkey alone."""


class ProveByKey(Wary, AuthenticateWebAuthnForm):  # type: ignore[misc] # allauth has no types
    """Give a passkey as the second proof."""


class NewKey(Wary, AddWebAuthnForm):  # type: ignore[misc] # allauth has no types
    """Add a passkey."""

    name = Text(max_length=100, required=False)

    def clean_credential(self) -> Any:
        """Nothing to read yet: the whole form is read at once."""
        return self.cleaned_data["credential"]


class Profile(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """What someone says of herself."""

    given_name = Text(label=_("Prénom"), max_length=80)
    family_name = Text(label=_("Nom"), max_length=80)
    title = Text(
        label=_("Fonction"),
        max_length=160,
        required=False,
        help_text=_(
            "Par exemple\N{NO-BREAK SPACE}: adjointe à la transition, chargé de mission climat."
        ),
    )
    phone = Text(label=_("Téléphone"), max_length=30, required=False)
    pronoun = Text(
        label=_("Pronom"),
        max_length=30,
        required=False,
        help_text=_("Si vous voulez le dire\N{NO-BREAK SPACE}: elle, il, iel…"),
    )

    class Meta:
        model = Person
        fields = ("given_name", "family_name", "title", "phone", "pronoun")

    def clean_phone(self) -> str:
        """Keep what people write as a number: digits, +, spaces, dots, dashes, brackets."""
        phone = str(self.cleaned_data["phone"])
        if phone and not re.fullmatch(r"[+]?[\d .()/-]{6,29}", phone):
            raise forms.ValidationError(
                _("Écrivez le numéro en chiffres, par exemple 03 21 00 00 00 ou +33 6 00 00 00 00.")
            )
        return phone


class NewPerson(Profile):
    """Someone the team enters in the directory."""

    email = forms.EmailField(
        label=_("Adresse électronique"),
        max_length=254,
        required=False,
        help_text=_("Elle lui servira à se connecter. Sans adresse, elle reste un simple nom."),
    )
    field_order = ("given_name", "family_name", "email", "title", "phone", "pronoun")


class GiveSeat(forms.Form):
    """A role for someone, on the whole house: other rooms give theirs from their own pages."""

    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=[choice for choice in Role.choices if choice[0] not in SCOPED_ROLES],
        widget=forms.RadioSelect,
    )
    organisation = Body(
        label=_("Au titre de"),
        required=False,
        help_text=_("Le nom d’une organisation, quelques mots de ce nom, ou son SIREN."),
    )
    starts = forms.DateField(
        label=_("À partir du"),
        required=False,
        help_text=_("Vide\N{NO-BREAK SPACE}: tout de suite."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends = forms.DateField(
        label=_("Jusqu’au, inclus"),
        required=False,
        help_text=_("Vide\N{NO-BREAK SPACE}: sans fin prévue."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_starts(self) -> datetime | None:
        """Midnight of that day, here."""
        return midnight(self.cleaned_data["starts"])

    def clean_ends(self) -> datetime | None:
        """Midnight at the end of that day, here."""
        return midnight(self.cleaned_data["ends"], after=True)


def midnight(day: Any, *, after: bool = False) -> datetime | None:
    """The instant a day starts, or ends, in the house's time zone."""
    if day is None:
        return None
    try:
        chosen = day + timedelta(days=1) if after else day
        return timezone.make_aware(datetime.combine(chosen, time.min))
    except (OverflowError, ValueError) as far:
        raise forms.ValidationError(_("Cette date est trop lointaine.")) from far


class EndSeat(forms.Form):
    """Why a role ends."""

    because = Text(
        label=_("Pourquoi ce rôle prend fin"),
        max_length=300,
        help_text=_("Une phrase suffit. Elle reste dans le dossier de la personne."),
    )


class Erase(forms.Form):
    """A deliberate yes."""

    sure = forms.BooleanField(label=_("Oui, effacer définitivement ses données personnelles"))


class ResetFactors(forms.Form):
    """A deliberate yes, once one is sure who asks."""

    sure = forms.BooleanField(
        label=_("Je me suis assuré·e, de vive voix, que c’est bien cette personne qui le demande")
    )


class Invite(forms.Form):
    """A role on the whole house offered to an address; other rooms invite from their own pages."""

    email = forms.EmailField(label=_("Adresse électronique"), max_length=254)
    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=[choice for choice in Role.choices if choice[0] not in SCOPED_ROLES],
        widget=forms.RadioSelect,
    )


class KeepOrganisation(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """An organisation; numbers are checked, spaces in them forgiven."""

    name = Text(label=_("Nom"), max_length=200)
    siret = Text(
        label="SIRET",
        max_length=20,
        required=False,
        help_text=_("Quatorze chiffres, espaces permis."),
    )

    class Meta:
        model = Organisation
        fields = ("name", "kind", "siret", "territory_code")

    def clean_siret(self) -> str:
        """Fourteen digits whose key is right, or nothing."""
        siret = re.sub(r"\s", "", str(self.cleaned_data["siret"]))
        if siret:
            a_siret(siret)
        return siret


class Circle(forms.SlugField):
    """The circle that a membership belongs to, as definitions name it."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Cercle"),
            max_length=60,
            initial=GOVERNANCE,
            help_text=_("« gouvernance », ou le nom qu’un appel donne à son cercle, sans espace."),
        )


class Membership(forms.Form):
    """The days when an organisation enters and leaves a circle."""

    circle = Circle()
    starts = forms.DateField(
        label=_("Membre à partir du"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends = forms.DateField(
        label=_("N’est plus membre à partir du"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class EndMembership(forms.Form):
    """The first day without it."""

    circle = Circle()
    ends = forms.DateField(
        label=_("N’est plus membre à partir du"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
