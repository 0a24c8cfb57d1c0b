"""What happens to territories, as the journal keeps it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class VintageImported(Event):
    """A vintage of the official geography replaced the former one."""

    kind: ClassVar[str] = "territories.vintage_imported"
    saying: ClassVar[Any] = _("{actor} a importé le millésime {slug} des territoires.")

    vintage: int
    slug: str
    digest: str
    counts: dict[str, int]


@dataclass(frozen=True)
class GroupingsImported(Event):
    """Groupings (parks, syndicats, SCoT…) came from a file."""

    kind: ClassVar[str] = "territories.groupings_imported"
    saying: ClassVar[Any] = _("{actor} a importé {written:groupement|groupements}.")

    written: int
    digest: str

    @property
    def subject(self) -> tuple[str, str]:
        """The referential itself."""
        return "territories", ""


@dataclass(frozen=True)
class TerritoryMade(Event):
    """A body that no register knows was written by hand."""

    kind: ClassVar[str] = "territories.territory_made"
    saying: ClassVar[Any] = _("{actor} a créé le territoire « {name} ».")

    territory: int
    ref: str
    name: str


@dataclass(frozen=True)
class TerritoryCorrected(Event):
    """A body written by hand was corrected."""

    kind: ClassVar[str] = "territories.territory_corrected"
    saying: ClassVar[Any] = _("{actor} a corrigé le territoire « {name} ».")

    territory: int
    ref: str
    name: str
    fields: list[str]


@dataclass(frozen=True)
class MemberJoined(Event):
    """A body became a member of another."""

    kind: ClassVar[str] = "territories.member_joined"
    saying: ClassVar[Any] = _(
        "{actor} a inscrit « {member_name} » parmi les membres de « {name} »."
    )

    territory: int
    member: int
    name: str
    member_name: str


@dataclass(frozen=True)
class MemberLeft(Event):
    """A body ceased to be a member of another."""

    kind: ClassVar[str] = "territories.member_left"
    saying: ClassVar[Any] = _(
        "{actor} a inscrit que « {member_name} » n’est plus membre de « {name} »."
    )

    territory: int
    member: int
    name: str
    member_name: str
