"""What happens between a team and the staff."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Said(Event):
    """Someone wrote in the exchanges of a file, or noted a contact."""

    kind: ClassVar[str] = "applications.said"
    saying: ClassVar[Any] = _("{actor} a écrit dans les échanges d’un dossier.")

    application: int
    exchange: int
    side: str


@dataclass(frozen=True)
class ExchangeSettled(Event):
    """An answer is no longer awaited."""

    kind: ClassVar[str] = "applications.exchange_settled"
    saying: ClassVar[Any] = _("{actor} n’attend plus de réponse sur un dossier.")

    application: int
    exchange: int


@dataclass(frozen=True)
class Mailed(Event):
    """A letter left to the teams of a segment."""

    kind: ClassVar[str] = "applications.mailed"
    saying: ClassVar[Any] = _("{actor} a écrit à {count:destinataire|destinataires} d’un appel.")

    mailing: int
    edition: int
    count: int


@dataclass(frozen=True)
class Exported(Event):
    """A bound set or an archive of the files of a call was asked for."""

    kind: ClassVar[str] = "applications.exported"
    saying: ClassVar[Any] = _("{actor} a demandé un export des dossiers d’un appel ({what}).")

    bundle: int
    edition: int
    what: str


@dataclass(frozen=True)
class ApplicantsBrought(Event):
    """A list of applicants was brought: so many files were begun."""

    kind: ClassVar[str] = "applications.brought"
    saying: ClassVar[Any] = _("{actor} a ouvert {count:dossier|dossiers} depuis un tableau.")

    edition: int
    count: int
