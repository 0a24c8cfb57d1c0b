"""What happens to people, as the journal keeps it: identifiers only, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class AccountOpened(Event):
    """An address answered for the first time."""

    kind: ClassVar[str] = "people.account_opened"
    saying: ClassVar[Any] = _("{actor} a ouvert son compte.")

    user: int


@dataclass(frozen=True)
class SignedIn(Event):
    """Someone signed in; `method` is code, passkey, invitation or demo."""

    kind: ClassVar[str] = "people.signed_in"
    saying: ClassVar[Any] = _("{actor} s’est connecté·e.")

    user: int
    method: str


@dataclass(frozen=True)
class AddressChanged(Event):
    """Someone's new address answered: it is now her identity."""

    kind: ClassVar[str] = "people.address_changed"
    saying: ClassVar[Any] = _("{actor} a changé d’adresse.")

    user: int


@dataclass(frozen=True)
class DirectoryLinked(Event):
    """An identity of the directory of public servants opens an account from now on."""

    kind: ClassVar[str] = "people.directory_linked"
    saying: ClassVar[Any] = _("{actor} a lié son compte à ProConnect.")

    user: int


@dataclass(frozen=True)
class DirectoryUnlinked(Event):
    """ProConnect opens an account no more."""

    kind: ClassVar[str] = "people.directory_unlinked"
    saying: ClassVar[Any] = _("{actor} a délié son compte de ProConnect.")

    user: int


@dataclass(frozen=True)
class SessionsClosed(Event):
    """Someone closed the sessions left open elsewhere."""

    kind: ClassVar[str] = "people.sessions_closed"
    saying: ClassVar[Any] = _("{actor} a fermé ses autres sessions.")

    user: int
    count: int


@dataclass(frozen=True)
class FactorsReset(Event):
    """Someone lost her second proofs: they were taken away so that she sets up others."""

    kind: ClassVar[str] = "people.factors_reset"
    saying: ClassVar[Any] = _("{actor} a retiré les secondes preuves d’un compte.")

    user: int


@dataclass(frozen=True)
class PersonAdded(Event):
    """Someone entered the directory."""

    kind: ClassVar[str] = "people.person_added"
    saying: ClassVar[Any] = _("{actor} a ajouté une personne à l’annuaire.")

    person: int


@dataclass(frozen=True)
class ProfileChanged(Event):
    """Some fields of a profile changed; the journal keeps their names, not their values."""

    kind: ClassVar[str] = "people.profile_changed"
    saying: ClassVar[Any] = _("{actor} a modifié un profil.")

    person: int
    fields: list[str]


@dataclass(frozen=True)
class PersonErased(Event):
    """The personal data of someone is gone."""

    kind: ClassVar[str] = "people.person_erased"
    saying: ClassVar[Any] = _("{actor} a effacé les données d’une personne.")

    person: int


@dataclass(frozen=True)
class SeatGiven(Event):
    """Someone received a role somewhere, for a time."""

    kind: ClassVar[str] = "people.seat_given"
    saying: ClassVar[Any] = _("{actor} a donné un rôle.")

    seat: int
    person: int
    role: str
    scope: str
    starts: str
    ends: str


@dataclass(frozen=True)
class SeatEnded(Event):
    """A role ended before its time; the reason stays with the seat."""

    kind: ClassVar[str] = "people.seat_ended"
    saying: ClassVar[Any] = _("{actor} a mis fin à un rôle.")

    seat: int
    person: int
    role: str
    scope: str


@dataclass(frozen=True)
class InvitationSent(Event):
    """An invitation left, or left again."""

    kind: ClassVar[str] = "people.invitation_sent"
    saying: ClassVar[Any] = _("{actor} a envoyé une invitation.")

    invitation: int
    role: str
    scope: str
    sending: int


@dataclass(frozen=True)
class InvitationAccepted(Event):
    """An invitation was accepted: the seat exists."""

    kind: ClassVar[str] = "people.invitation_accepted"
    saying: ClassVar[Any] = _("{actor} a accepté une invitation.")

    invitation: int
    seat: int
    person: int
    role: str
    scope: str


@dataclass(frozen=True)
class InvitationWithdrawn(Event):
    """An invitation was taken back before it was accepted."""

    kind: ClassVar[str] = "people.invitation_withdrawn"
    saying: ClassVar[Any] = _("{actor} a retiré une invitation.")

    invitation: int
    role: str
    scope: str


@dataclass(frozen=True)
class OrganisationKept(Event):
    """An organisation was added or changed."""

    kind: ClassVar[str] = "people.organisation_kept"
    saying: ClassVar[Any] = _("{actor} a enregistré une organisation.")

    organisation: int


@dataclass(frozen=True)
class GovernanceJoined(Event):
    """An organisation joined a circle from a day on."""

    kind: ClassVar[str] = "people.governance_joined"
    saying: ClassVar[Any] = _("{actor} a inscrit une organisation dans la gouvernance.")

    organisation: int
    circle: str
    starts: str
    ends: str


@dataclass(frozen=True)
class GovernanceLeft(Event):
    """An organisation left a circle on a day."""

    kind: ClassVar[str] = "people.governance_left"
    saying: ClassVar[Any] = _("{actor} a mis fin à une appartenance à la gouvernance.")

    organisation: int
    circle: str
    ends: str
