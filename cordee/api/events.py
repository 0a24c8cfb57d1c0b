"""What happens through tokens, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class TokenMade(Event):
    """Someone lets a program act for her."""

    kind: ClassVar[str] = "api.token_made"
    saying: ClassVar[Any] = _("{actor} a créé un jeton d’accès pour un programme.")

    token: int
    scopes: list[str]


@dataclass(frozen=True)
class TokenRevoked(Event):
    """A program acts no more."""

    kind: ClassVar[str] = "api.token_revoked"
    saying: ClassVar[Any] = _("{actor} a révoqué un jeton d’accès.")

    token: int


@dataclass(frozen=True)
class ActedByProgram(Event):
    """The act just before was asked by a program, with someone's token."""

    kind: ClassVar[str] = "api.acted"
    saying: ClassVar[Any] = _("{actor} a agi par un programme : {act}.")

    token: int
    act: str
    about: str
