"""Modules that few pages use, and that weigh: named when a process starts, read when asked."""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from importlib.abc import Loader
    from importlib.machinery import ModuleSpec

HEAVY = (
    "allauth.mfa.webauthn.internal.auth",  # passkeys: fido2 and cryptography, 11 MiB
    "django.test",  # of which django-ninja wants a signal; with unittest, 3 MiB
)
_reading = RLock()


class Deferred(ModuleType):
    """A module that is read the first time somebody asks it for something."""

    def __getattr__(self, name: str) -> Any:
        with _reading:
            found = vars(self)
            if name in found:  # another thread read it meanwhile
                return found[name]
            if name.startswith("__") or "_begun" in found:
                raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
            self._begun = True
            spec = cast("ModuleSpec", self.__spec__)  # the one that `defer` found
            cast("Loader", spec.loader).exec_module(self)
            return getattr(self, name)


def defer(name: str) -> None:
    """Leave a module unread until it is used; nothing when it was read already."""
    spec = None if name in sys.modules else find_spec(name)
    if spec is not None:
        module = module_from_spec(spec)
        module.__class__ = Deferred
        sys.modules[name] = module
