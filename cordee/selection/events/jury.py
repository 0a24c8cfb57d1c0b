"""What happens in a jury."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Opened(Event):
    """A panel began to read."""

    kind: ClassVar[str] = "selection.opened"
    saying: ClassVar[Any] = _("{actor} a ouvert l’examen des dossiers.")

    panel: int
    edition: int


@dataclass(frozen=True)
class JurorSeated(Event):
    """Someone sits on a panel."""

    kind: ClassVar[str] = "selection.juror_seated"
    saying: ClassVar[Any] = _("{actor} a nommé une personne au jury.")

    panel: int
    juror: int


@dataclass(frozen=True)
class JurorLeft(Event):
    """Someone no longer sits on a panel; her marks no longer count."""

    kind: ClassVar[str] = "selection.juror_left"
    saying: ClassVar[Any] = _("{actor} a mis fin à un siège du jury.")

    juror: int
    marks_withdrawn: int


@dataclass(frozen=True)
class Closed(Event):
    """The marks of a panel were closed."""

    kind: ClassVar[str] = "selection.closed"
    saying: ClassVar[Any] = _("{actor} a clos les notes du jury.")

    panel: int


@dataclass(frozen=True)
class Reopened(Event):
    """The marks of a panel were opened again."""

    kind: ClassVar[str] = "selection.reopened"
    saying: ClassVar[Any] = _("{actor} a rouvert les notes du jury.")

    panel: int


@dataclass(frozen=True)
class Declared(Event):
    """A juror declared her interests."""

    kind: ClassVar[str] = "selection.declared"
    saying: ClassVar[Any] = _("{actor} a déclaré ses intérêts.")

    juror: int
    recusals: int


@dataclass(frozen=True)
class Recused(Event):
    """A juror withdrew from a file; marks already given no longer count."""

    kind: ClassVar[str] = "selection.recused"
    saying: ClassVar[Any] = _("{actor} a enregistré un déport.")

    juror: int
    application: int
    marks_withdrawn: int


@dataclass(frozen=True)
class RecusalConfirmed(Event):
    """The team confirmed a withdrawal declared late."""

    kind: ClassVar[str] = "selection.recusal_confirmed"
    saying: ClassVar[Any] = _("{actor} a confirmé un déport déclaré en cours de lecture.")

    juror: int
    application: int


@dataclass(frozen=True)
class Lifted(Event):
    """A withdrawal made by mistake was undone."""

    kind: ClassVar[str] = "selection.lifted"
    saying: ClassVar[Any] = _("{actor} a levé un déport.")

    juror: int
    application: int


@dataclass(frozen=True)
class Marked(Event):
    """A juror marked a criterion of a file."""

    kind: ClassVar[str] = "selection.marked"
    saying: ClassVar[Any] = _("{actor} a noté un critère.")

    deposit: int
    juror: int
    criterion: str
    value: str


@dataclass(frozen=True)
class Shared(Event):
    """The files were shared out between the readers; the digest tells by which computation."""

    kind: ClassVar[str] = "selection.shared"
    saying: ClassVar[Any] = _("{actor} a réparti les dossiers entre les lecteurs.")

    distribution: int
    panel: int
    digest: str


@dataclass(frozen=True)
class Entrusted(Event):
    """A file was given to a reader by hand."""

    kind: ClassVar[str] = "selection.entrusted"
    saying: ClassVar[Any] = _("{actor} a confié un dossier à une personne du jury.")

    juror: int
    application: int


@dataclass(frozen=True)
class TakenBack(Event):
    """A file was taken from a reader by hand."""

    kind: ClassVar[str] = "selection.taken_back"
    saying: ClassVar[Any] = _("{actor} a retiré un dossier à une personne du jury.")

    juror: int
    application: int


@dataclass(frozen=True)
class JurorChanged(Event):
    """What a seat is was changed: its part, its voice, its mandate, its load."""

    kind: ClassVar[str] = "selection.juror_changed"
    saying: ClassVar[Any] = _("{actor} a modifié un siège du jury.")

    juror: int
    part: str
    voting: bool


@dataclass(frozen=True)
class SubstituteCalled(Event):
    """A substitute sits in someone's place."""

    kind: ClassVar[str] = "selection.substitute_called"
    saying: ClassVar[Any] = _("{actor} a appelé une personne suppléante au jury.")

    absent: int
    substitute: int


@dataclass(frozen=True)
class SubstituteReleased(Event):
    """Whom a substitute replaced sits again."""

    kind: ClassVar[str] = "selection.substitute_released"
    saying: ClassVar[Any] = _("{actor} a mis fin à une suppléance du jury.")

    absent: int
    substitute: int
