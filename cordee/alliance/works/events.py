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
    saying: ClassVar[Any] = _("{actor} a demandé un soutien pour un chantier : {amount:money}.")

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


@dataclass(frozen=True)
class AssemblyKept(Event):
    """An assembly, a day, a part or an offer of it was written."""

    kind: ClassVar[str] = "works.assembly_kept"
    saying: ClassVar[Any] = _("{actor} a préparé une assemblée.")

    assembly: int
    what: str


@dataclass(frozen=True)
class AssemblyAnnounced(Event):
    """Guests are invited from now on."""

    kind: ClassVar[str] = "works.assembly_announced"
    saying: ClassVar[Any] = _("{actor} a annoncé une assemblée.")

    assembly: int


@dataclass(frozen=True)
class GuestsInvited(Event):
    """People were invited to an assembly."""

    kind: ClassVar[str] = "works.guests_invited"
    saying: ClassVar[Any] = _("{actor} a invité {count} personne·s à une assemblée.")

    assembly: int
    count: int


@dataclass(frozen=True)
class DayReplied(Event):
    """Someone says whether she comes; `reply` is `on_site`, `remote` or `no`."""

    kind: ClassVar[str] = "works.day_replied"
    saying: ClassVar[Any] = _("{actor} a dit sa venue à une assemblée.")

    assembly_day: int
    reply: str


@dataclass(frozen=True)
class DayCounted(Event):
    """Those who came to a day were counted, or ticked on its list."""

    kind: ClassVar[str] = "works.day_counted"
    saying: ClassVar[Any] = _("{actor} a noté qui est venu à une assemblée.")

    assembly_day: int


@dataclass(frozen=True)
class ResolutionVoted(Event):
    """An assembly voted."""

    kind: ClassVar[str] = "works.resolution_voted"
    saying: ClassVar[Any] = _("{actor} a inscrit un vote d’une assemblée.")

    resolution: int
    carried: bool


@dataclass(frozen=True)
class AssemblyClosed(Event):
    """The minutes of an assembly are published."""

    kind: ClassVar[str] = "works.assembly_closed"
    saying: ClassVar[Any] = _("{actor} a publié le compte rendu d’une assemblée.")

    assembly: int


@dataclass(frozen=True)
class LineKept(Event):
    """A line of the communication register was written, or changed."""

    kind: ClassVar[str] = "works.line_kept"
    saying: ClassVar[Any] = _("{actor} a tenu le registre de communication.")

    register_line: int


@dataclass(frozen=True)
class LineStruck(Event):
    """A line was written by mistake: it counts no more."""

    kind: ClassVar[str] = "works.line_struck"
    saying: ClassVar[Any] = _("{actor} a rayé une ligne du registre de communication.")

    register_line: int


@dataclass(frozen=True)
class LineTakenUp(Event):
    """A publication was taken up."""

    kind: ClassVar[str] = "works.line_taken_up"
    saying: ClassVar[Any] = _("{actor} a noté la reprise d’une publication.")

    take_up: int
    register_line: int
