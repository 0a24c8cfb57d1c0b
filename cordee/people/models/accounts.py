"""Who is who: accounts known by their e-mail address."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Make and find accounts whatever the case of the address."""

    def create_user(self, email: str, **extra: object) -> User:
        """Write an account that has no password: codes and passkeys open it."""
        user = self.model(email=email, **extra)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Find the account of an address, upper or lower case."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An account: an address that answered. Its e-mail is its identity; nobody has a password."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("adresse électronique"), max_length=254, unique=True)
    language = models.CharField(_("langue"), max_length=8, default="fr")
    is_active = models.BooleanField(_("actif"), default=True)
    joined = models.DateTimeField(_("arrivé le"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"
            ),
        )

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        """Keep one way of writing an address."""
        self.email = self.email.strip().lower()

    def save(self, *args: object, **kwargs: object) -> None:
        """Write the address in lower case, so that it is unique whatever the case typed."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)  # type: ignore[arg-type] # passed on as they came
