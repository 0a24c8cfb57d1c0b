"""What happens to an exercise and to what comes back."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class ExercisePublished(Event):
    """The territories are asked to try something."""

    kind: ClassVar[str] = "learning.exercise_published"
    saying: ClassVar[Any] = _("{actor} a proposé un exercice à la cohorte.")

    exercise: int


@dataclass(frozen=True)
class ReturnHanded(Event):
    """A territory handed its return in; `digest` is the SHA-256 of its text."""

    kind: ClassVar[str] = "learning.return_handed"
    saying: ClassVar[Any] = _("{actor} a rendu l’exercice de son territoire.")

    given_back: int
    digest: str


@dataclass(frozen=True)
class ReturnTakenBack(Event):
    """A territory took its return back, to go on with it."""

    kind: ClassVar[str] = "learning.return_taken_back"
    saying: ClassVar[Any] = _("{actor} a repris le retour de son territoire.")

    given_back: int


@dataclass(frozen=True)
class FeedbackGiven(Event):
    """Someone said something of a return."""

    kind: ClassVar[str] = "learning.feedback_given"
    saying: ClassVar[Any] = _("{actor} a donné son avis sur un retour d’exercice.")

    feedback: int
    given_back: int


@dataclass(frozen=True)
class FeedbackRemoved(Event):
    """Someone took her words back."""

    kind: ClassVar[str] = "learning.feedback_removed"
    saying: ClassVar[Any] = _("{actor} a retiré un avis sur un retour d’exercice.")

    feedback: int
