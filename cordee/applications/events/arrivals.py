"""What happens at the second door."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Arrived(Event):
    """A document or a mail came in, and was kept whole."""

    kind: ClassVar[str] = "applications.arrived"
    saying: ClassVar[Any] = _("Un document est arrivé ({origin}).")

    arrival: int
    origin: str
    edition: int | None
    application: int | None
    digests: tuple[str, ...]


@dataclass(frozen=True)
class ArrivedAgain(Event):
    """A mail that was already there came in once more; nothing was added."""

    kind: ClassVar[str] = "applications.arrived_again"
    saying: ClassVar[Any] = _("Un courriel déjà reçu est arrivé une seconde fois.")

    arrival: int


@dataclass(frozen=True)
class Assigned(Event):
    """An arrival was given to a file."""

    kind: ClassVar[str] = "applications.arrival_assigned"
    saying: ClassVar[Any] = _("{actor} a rattaché un document arrivé à une candidature.")

    application: int
    arrival: int


@dataclass(frozen=True)
class Settled(Event):
    """What a document says was taken into a file, after its differences were shown."""

    kind: ClassVar[str] = "applications.arrival_settled"
    saying: ClassVar[Any] = _("{actor} a repris {taken:réponse|réponses} d’un document arrivé.")

    application: int
    arrival: int
    taken: int
    questions: tuple[str, ...]


@dataclass(frozen=True)
class PiecePlaced(Event):
    """A text no question had taken was placed by hand, or set aside."""

    kind: ClassVar[str] = "applications.piece_placed"
    saying: ClassVar[Any] = _("{actor} a placé un texte d’un document arrivé.")

    application: int
    arrival: int
    question: str


@dataclass(frozen=True)
class ThreatFound(Event):
    """The antivirus found a joined file infected; nobody downloads it any more."""

    kind: ClassVar[str] = "applications.threat_found"
    saying: ClassVar[Any] = _("L’antivirus a trouvé une menace dans une pièce : {threat}.")

    application: int
    attachment: int
    threat: str
