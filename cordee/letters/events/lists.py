"""What happens to lists of discussion; words and addresses stay in their tables."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class ListKept(Event):
    """A list exists, or how it is run changed."""

    kind: ClassVar[str] = "letters.list_kept"
    saying: ClassVar[Any] = _("{actor} a réglé une liste de discussion.")

    list: int


@dataclass(frozen=True)
class ListMemberMoved(Event):
    """An address comes in, is let in, moderates, or leaves (`step` says which)."""

    kind: ClassVar[str] = "letters.list_member_moved"
    saying: ClassVar[Any] = _("Une adresse d’une liste de discussion a changé.")

    member: int
    step: str


@dataclass(frozen=True)
class ListMessageReceived(Event):
    """Something was written to a list: told at once, or held to be read over."""

    kind: ClassVar[str] = "letters.list_message_received"
    saying: ClassVar[Any] = _("Un message est arrivé sur une liste de discussion.")

    message: int
    state: str


@dataclass(frozen=True)
class ListMailDropped(Event):
    """A mail sent to a list went no further."""

    kind: ClassVar[str] = "letters.list_mail_dropped"
    saying: ClassVar[Any] = _("Un courriel à une liste de discussion est laissé de côté.")

    list: int
    because: str


@dataclass(frozen=True)
class ListMessageDecided(Event):
    """A moderator let a message through, refused it, or somebody took it back."""

    kind: ClassVar[str] = "letters.list_message_decided"
    saying: ClassVar[Any] = _("{actor} a décidé d’un message d’une liste de discussion.")

    message: int
    state: str
