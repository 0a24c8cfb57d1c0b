"""The interface for programs, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """Configuration of `cordee.api`."""

    name = "cordee.api"
    verbose_name = _("interface de programmation")
