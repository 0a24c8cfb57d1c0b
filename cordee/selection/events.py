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
class Marked(Event):
    """A juror marked a criterion of a file."""

    kind: ClassVar[str] = "selection.marked"
    saying: ClassVar[Any] = _("{actor} a noté un critère.")

    deposit: int
    juror: int
    criterion: str
    value: str


@dataclass(frozen=True)
class Proposed(Event):
    """The balanced choice was computed and put to the panel."""

    kind: ClassVar[str] = "selection.proposed"
    saying: ClassVar[Any] = _("{actor} a calculé une proposition de choix.")

    deliberation: int
    digest: str


@dataclass(frozen=True)
class Ruled(Event):
    """The decision was taken, in private."""

    kind: ClassVar[str] = "selection.ruled"
    saying: ClassVar[Any] = _("{actor} a arrêté la décision.")

    ruling: int
    edition: int
    digest: str


@dataclass(frozen=True)
class Released(Event):
    """The results were released, to everybody at the same instant."""

    kind: ClassVar[str] = "selection.released"
    saying: ClassVar[Any] = _("{actor} a publié les résultats.")

    ruling: int
    edition: int
