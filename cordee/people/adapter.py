"""Where allauth meets the house: its letters, its words, who owes a second factor."""

from __future__ import annotations

import base64
import logging
import uuid
from email.utils import parseaddr
from hashlib import sha256
from typing import TYPE_CHECKING, Any, override

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from cordee.ledger.outbox import post
from cordee.people import actions, policy
from cordee.people.proconnect import linking
from cordee.people.rules import MUST_ENROL
from cordee.web.middleware import LANGUAGE_KEY

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet
    from django.core.mail import EmailMessage
    from django.http import HttpRequest, HttpResponse

    from cordee.people.models import User

log = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """The account side of allauth, in our words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("Ce code n’est pas celui du message. Vérifiez-le, ou collez-le."),
        "too_many_login_attempts": _(
            "Trop d’essais. Demandez un nouveau code, ou attendez quelques minutes."
        ),
        "rate_limited": _("Vous demandez des codes trop vite. Attendez une minute."),
    }

    @override
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once, a person is waiting; when no server answers, leave it to the outbox."""
        letter = self.render_mail(template_prefix, email, {"email": email, **context})
        try:
            letter.send()
        except OSError as trouble:
            log.warning("A sign-in letter waits in the outbox: %s", trouble)
            _post(letter)

    @override
    def get_login_stages(self) -> list[str]:
        """Ask the second factor of those who owe it, or who chose an authenticator app."""
        ours = {"allauth.mfa.stages.AuthenticateStage": "cordee.people.stages.SecondFactor"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    @override
    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Write the sign-in, then have those who owe a second factor set it up."""
        now = timezone.now()
        records = get_authentication_records(request, user)
        actions.welcome(user, method=records[0]["method"] if records else "code", at=now)
        linking.settle(request, user, at=now)
        if user.language != settings.LANGUAGE_CODE:
            request.session[LANGUAGE_KEY] = user.language
        if policy.lacks_second_factor(user, now):
            request.session[MUST_ENROL] = True
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    @override
    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Keep only the messages given in full: pages say the rest themselves."""
        if kwargs.get("message"):
            super().add_message(*args, **kwargs)

    @override
    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Leave it to `freshness.fresh`, the one way of renewing a session here."""
        return False

    @override
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """There is no sign-up apart: signing in with a new address opens the account."""
        return False


def _post(letter: EmailMessage) -> None:
    with transaction.atomic():
        post(
            key=f"people.signin:{uuid.uuid4()}",
            to=parseaddr(letter.to[0])[1],
            subject=str(letter.subject),
            text=str(letter.body),
            private=True,
        )


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """The second-factor side of allauth: secrets encrypted at rest, the last factor kept."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Ce code n’est pas le bon, ou il vient de changer. Prenez le suivant."),
        "cannot_delete_authenticator": _(
            "Votre rôle demande deux preuves d’identité : ajoutez-en une autre avant de retirer "
            "celle-ci."
        ),
    }

    @override
    def encrypt(self, text: str) -> str:
        return str(_cipher().encrypt(text.encode()), "ascii")

    @override
    def decrypt(self, encrypted_text: str) -> str:
        return str(_cipher().decrypt(encrypted_text.encode()), "utf-8")

    @override
    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to take away the last proof of someone who owes two."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        if others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
            return True
        return not policy.needs_second_factor(authenticator.user, timezone.now())

    @override
    def generate_authenticator_name(self, user: User, type: Any) -> str:
        """Number the keys: « Clé 1 », « Clé 2 »."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"{_('Clé')} {count + 1}"


def _cipher() -> MultiFernet:
    """Ciphers made of the instance's secrets, the newest first."""
    from cryptography.fernet import Fernet, MultiFernet  # noqa: PLC0415 - heavy, seldom used

    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [sha256(b"people.factor:" + force_bytes(secret)).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
