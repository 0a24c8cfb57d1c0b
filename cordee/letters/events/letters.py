"""What happens to letters; addresses stay in their table."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class LetterKept(Event):
    """A letter exists, or its standing sections changed."""

    kind: ClassVar[str] = "letters.kept"
    saying: ClassVar[Any] = _("{actor} a réglé une lettre.")

    letter: int


@dataclass(frozen=True)
class IssueBegun(Event):
    """A new issue is in writing."""

    kind: ClassVar[str] = "letters.issue_begun"
    saying: ClassVar[Any] = _("{actor} a commencé un numéro d’une lettre.")

    issue: int


@dataclass(frozen=True)
class PassageEntrusted(Event):
    """Someone is asked to write a section, or nobody any more."""

    kind: ClassVar[str] = "letters.passage_entrusted"
    saying: ClassVar[Any] = _("{actor} a confié une partie d’une lettre.")

    passage: int
    person: int | None


@dataclass(frozen=True)
class PassageMoved(Event):
    """A section is put off, taken up again, or taken away."""

    kind: ClassVar[str] = "letters.passage_moved"
    saying: ClassVar[Any] = _("{actor} a déplacé une partie d’une lettre.")

    passage: int
    issue: int | None


@dataclass(frozen=True)
class IssueSent(Event):
    """An issue left for its readers."""

    kind: ClassVar[str] = "letters.sent"
    saying: ClassVar[Any] = _(
        "{actor} a envoyé un numéro d’une lettre à {readers:adresse|adresses}."
    )

    issue: int
    readers: int
    digest: str


@dataclass(frozen=True)
class ReaderMoved(Event):
    """An address asks for a letter, confirms, or wants it no more (`step` says which)."""

    kind: ClassVar[str] = "letters.reader_moved"
    saying: ClassVar[Any] = _("Un abonnement à une lettre a changé.")

    subscriber: int
    step: str
