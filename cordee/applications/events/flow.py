"""What happens to a file on its way: doors, steps, complements, verdicts."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class CodeGiven(Event):
    """A code was made for a late file."""

    kind: ClassVar[str] = "applications.code_given"
    saying: ClassVar[Any] = _("{actor} a créé un code de dépôt tardif.")

    edition: int
    code: int


@dataclass(frozen=True)
class CodeWithdrawn(Event):
    """A code nobody used was taken back."""

    kind: ClassVar[str] = "applications.code_withdrawn"
    saying: ClassVar[Any] = _("{actor} a retiré un code de dépôt tardif.")

    edition: int
    code: int


@dataclass(frozen=True)
class CodeUsed(Event):
    """A code opened the door to one file."""

    kind: ClassVar[str] = "applications.code_used"
    saying: ClassVar[Any] = _("{actor} a rouvert le dossier avec un code de dépôt tardif.")

    application: int
    code: int


@dataclass(frozen=True)
class GuestNamed(Event):
    """A body or a person was invited to a step, or put on a list of the call."""

    kind: ClassVar[str] = "applications.guest_named"
    saying: ClassVar[Any] = _("{actor} a inscrit une structure sur une liste de l’appel.")

    edition: int
    guest: int


@dataclass(frozen=True)
class GuestTakenBack(Event):
    """Someone is no longer on a list of the call."""

    kind: ClassVar[str] = "applications.guest_taken_back"
    saying: ClassVar[Any] = _("{actor} a retiré une structure d’une liste de l’appel.")

    edition: int
    guest: int


@dataclass(frozen=True)
class SteppedOn(Event):
    """A file of the next step was opened on what its candidate had given already."""

    kind: ClassVar[str] = "applications.stepped_on"
    saying: ClassVar[Any] = _("{actor} a ouvert l’étape suivante d’une candidature.")

    application: int
    previous: int
    step: str
    invited: bool


@dataclass(frozen=True)
class Superseded(Event):
    """Another deposit of the same body took the place of this file."""

    kind: ClassVar[str] = "applications.superseded"
    saying: ClassVar[Any] = _("{actor} a déposé un dossier qui remplace celui-ci.")

    application: int
    by_application: int


@dataclass(frozen=True)
class PartnersChanged(Event):
    """A partner joined, changed or left."""

    kind: ClassVar[str] = "applications.partners_changed"
    saying: ClassVar[Any] = _("{actor} a modifié les partenaires.")

    application: int
    change: str


@dataclass(frozen=True)
class CompletionAsked(Event):
    """The staff asked to complete some answers."""

    kind: ClassVar[str] = "applications.completion_asked"
    saying: ClassVar[Any] = _("{actor} a demandé de compléter le dossier.")

    application: int
    completion: int
    fields: int


@dataclass(frozen=True)
class CompletionAnswered(Event):
    """The team completed what was asked; a new deposit holds it."""

    kind: ClassVar[str] = "applications.completion_answered"
    saying: ClassVar[Any] = _("{actor} a répondu à la demande de complément.")

    application: int
    completion: int
    deposit: int


@dataclass(frozen=True)
class CompletionClosed(Event):
    """A request was closed without answer."""

    kind: ClassVar[str] = "applications.completion_closed"
    saying: ClassVar[Any] = _("{actor} a clos une demande de complément.")

    application: int
    completion: int


@dataclass(frozen=True)
class Examined(Event):
    """A motivated verdict was given on a deposit, in private."""

    kind: ClassVar[str] = "applications.examined"
    saying: ClassVar[Any] = _("{actor} a examiné la recevabilité d’un dossier.")

    application: int
    examination: int
    digest: str


@dataclass(frozen=True)
class ExaminationsReleased(Event):
    """The verdicts of a stage were told to their candidates, all at once."""

    kind: ClassVar[str] = "applications.examinations_released"
    saying: ClassVar[Any] = _("{actor} a notifié les verdicts de recevabilité ({count}).")

    edition: int
    stage: str
    count: int
    examinations: list[int]


@dataclass(frozen=True)
class NoteWritten(Event):
    """The staff wrote an internal note."""

    kind: ClassVar[str] = "applications.note_written"
    saying: ClassVar[Any] = _("{actor} a écrit une note interne sur le dossier.")

    application: int
    note: int


@dataclass(frozen=True)
class Labelled(Event):
    """The staff changed the labels of a file."""

    kind: ClassVar[str] = "applications.labelled"
    saying: ClassVar[Any] = _("{actor} a changé les étiquettes du dossier.")

    application: int
    labels: list[str]
