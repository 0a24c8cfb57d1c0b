"""What happens in what the alliance does together; names and reasons stay in their tables."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class TermKept(Event):
    """A word enters a list of the alliance."""

    kind: ClassVar[str] = "works.term_kept"
    saying: ClassVar[Any] = _("{actor} a ajouté un mot à une liste de l’alliance.")

    term: int


@dataclass(frozen=True)
class TermRetired(Event):
    """A word is proposed no more."""

    kind: ClassVar[str] = "works.term_retired"
    saying: ClassVar[Any] = _("{actor} a retiré un mot d’une liste de l’alliance.")

    term: int


@dataclass(frozen=True)
class FrameKept(Event):
    """The frame of a year of workstreams was written, or changed."""

    kind: ClassVar[str] = "works.frame_kept"
    saying: ClassVar[Any] = _("{actor} a écrit le cadre des chantiers.")

    work_frame: int
    ceiling: str
    budget: str


@dataclass(frozen=True)
class LeadersMet(Event):
    """Those who carry workstreams met."""

    kind: ClassVar[str] = "works.leaders_met"
    saying: ClassVar[Any] = _("{actor} a inscrit une rencontre des référent·es de chantiers.")

    leaders_meeting: int


@dataclass(frozen=True)
class PublishedTogether(Event):
    """The common publication of the workstreams came out."""

    kind: ClassVar[str] = "works.published_together"
    saying: ClassVar[Any] = _("{actor} a inscrit la publication commune des chantiers.")

    work_frame: int


@dataclass(frozen=True)
class WorkstreamProposed(Event):
    """An ally proposes a workstream."""

    kind: ClassVar[str] = "works.proposed"
    saying: ClassVar[Any] = _("{actor} a proposé un chantier.")

    workstream: int


@dataclass(frozen=True)
class WorkstreamRewritten(Event):
    """A workstream was written anew."""

    kind: ClassVar[str] = "works.rewritten"
    saying: ClassVar[Any] = _("{actor} a modifié un chantier.")

    workstream: int


@dataclass(frozen=True)
class LeaderNamed(Event):
    """Someone carries a workstream from now on."""

    kind: ClassVar[str] = "works.leader_named"
    saying: ClassVar[Any] = _("{actor} a nommé la personne référente d’un chantier.")

    workstream: int
    person: int


@dataclass(frozen=True)
class AllyJoined(Event):
    """An ally takes part in a workstream."""

    kind: ClassVar[str] = "works.joined"
    saying: ClassVar[Any] = _("{actor} a inscrit un allié dans un chantier.")

    work_ally: int
    workstream: int


@dataclass(frozen=True)
class AllyLeft(Event):
    """An ally takes part no more."""

    kind: ClassVar[str] = "works.left"
    saying: ClassVar[Any] = _("{actor} a noté le départ d’un allié d’un chantier.")

    work_ally: int
    workstream: int


@dataclass(frozen=True)
class WorkstreamPresented(Event):
    """A workstream was presented to an assembly."""

    kind: ClassVar[str] = "works.presented"
    saying: ClassVar[Any] = _("{actor} a noté qu’un chantier a été présenté.")

    workstream: int


@dataclass(frozen=True)
class WorkstreamObjected(Event):
    """Somebody objected to a workstream (R218)."""

    kind: ClassVar[str] = "works.objected"
    saying: ClassVar[Any] = _("{actor} a consigné une objection à un chantier.")

    work_objection: int
    workstream: int


@dataclass(frozen=True)
class WorkObjectionAnswered(Event):
    """It was answered; `outcome` is `matured`, `merged`, `dropped` or `kept`."""

    kind: ClassVar[str] = "works.objection_answered"
    saying: ClassVar[Any] = _("{actor} a consigné la réponse à une objection à un chantier.")

    work_objection: int
    workstream: int
    outcome: str


@dataclass(frozen=True)
class WorkstreamLaunched(Event):
    """A workstream begins."""

    kind: ClassVar[str] = "works.launched"
    saying: ClassVar[Any] = _("{actor} a lancé un chantier.")

    workstream: int


@dataclass(frozen=True)
class WorkstreamEnded(Event):
    """A workstream is over; `state` is `merged`, `dropped` or `closed`, `into` 0 when none."""

    kind: ClassVar[str] = "works.ended"
    saying: ClassVar[Any] = _("{actor} a noté la fin d’un chantier.")

    workstream: int
    state: str
    into: int


@dataclass(frozen=True)
class SupportAsked(Event):
    """Money is asked for a workstream."""

    kind: ClassVar[str] = "works.support_asked"
    saying: ClassVar[Any] = _("{actor} a demandé un soutien pour un chantier : {amount} €.")

    work_support: int
    workstream: int
    amount: str


@dataclass(frozen=True)
class SupportDecided(Event):
    """An organ decided on it."""

    kind: ClassVar[str] = "works.support_decided"
    saying: ClassVar[Any] = _("{actor} a inscrit la décision sur le soutien d’un chantier.")

    work_support: int
    workstream: int
    decision: int


@dataclass(frozen=True)
class OutputKept(Event):
    """A workstream says what it makes, or made."""

    kind: ClassVar[str] = "works.output_kept"
    saying: ClassVar[Any] = _("{actor} a inscrit ce que produit un chantier.")

    work_output: int
    workstream: int


@dataclass(frozen=True)
class WorkstreamReviewed(Event):
    """A workstream went through its yearly review; `choice` is `continue` or `close`."""

    kind: ClassVar[str] = "works.reviewed"
    saying: ClassVar[Any] = _("{actor} a passé un chantier en revue.")

    work_review: int
    workstream: int
    choice: str
