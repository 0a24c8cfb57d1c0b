"""What is said around a file."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Reported(Event):
    """Who instructs a file wrote its report."""

    kind: ClassVar[str] = "selection.reported"
    saying: ClassVar[Any] = _("{actor} a écrit un rapport sur un dossier.")

    juror: int
    application: int


@dataclass(frozen=True)
class Remarked(Event):
    """Something was said of a file; the words stay out of the journal."""

    kind: ClassVar[str] = "selection.remarked"
    saying: ClassVar[Any] = _("{actor} a écrit une remarque sur un dossier.")

    remark: int
    application: int


@dataclass(frozen=True)
class Unsaid(Event):
    """Someone took her remark back."""

    kind: ClassVar[str] = "selection.unsaid"
    saying: ClassVar[Any] = _("{actor} a retiré sa remarque.")

    remark: int


@dataclass(frozen=True)
class Contacted(Event):
    """A candidate was asked to deepen a point (R47)."""

    kind: ClassVar[str] = "selection.contacted"
    saying: ClassVar[Any] = _("{actor} a noté un échange avec une équipe candidate.")

    contact: int
    application: int


@dataclass(frozen=True)
class Answered(Event):
    """The answer of a candidate was kept."""

    kind: ClassVar[str] = "selection.answered"
    saying: ClassVar[Any] = _("{actor} a noté la réponse d’une équipe candidate.")

    contact: int
    application: int


@dataclass(frozen=True)
class Calibrated(Event):
    """The file that everybody reads first was chosen, or no longer is."""

    kind: ClassVar[str] = "selection.calibrated"
    saying: ClassVar[Any] = _("{actor} a choisi le dossier d’étalonnage.")

    panel: int
    application: int


@dataclass(frozen=True)
class Carried(Event):
    """Marks followed a file to its completed deposit, flagged."""

    kind: ClassVar[str] = "selection.carried"
    saying: ClassVar[Any] = _(
        "Le dossier complété garde "
        "{marks:note signalée comme antérieure|notes signalées comme antérieures}."
    )

    deposit: int
    marks: int


@dataclass(frozen=True)
class GridKept(Event):
    """A grid filled off line replaced marks, its differences seen."""

    kind: ClassVar[str] = "selection.grid_kept"
    saying: ClassVar[Any] = _(
        "{actor} a enregistré une grille remplie hors ligne ({marks:note|notes})."
    )

    juror: int
    marks: int


@dataclass(frozen=True)
class FileOpened(Event):
    """A juror opened a file for the first time."""

    kind: ClassVar[str] = "selection.file_opened"
    saying: ClassVar[Any] = _("{actor} a ouvert un dossier au jury.")

    juror: int
    application: int


@dataclass(frozen=True)
class ReviewAnswered(Event):
    """A team answered the reviews of its file."""

    kind: ClassVar[str] = "selection.review_answered"
    saying: ClassVar[Any] = _("{actor} a répondu aux avis du jury.")

    panel: int
    application: int
