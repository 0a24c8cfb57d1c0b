"""What an event is: a fact that happened, said in French, kept by the journal."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

KNOWN: dict[str, type[Event]] = {}


@dataclass(frozen=True)
class Event:
    """A fact, named in the past tense; every app keeps its own in `events.py`.

    `kind` is `"app.past_participle"`. Fields are JSON (int, str, bool, None, lists, dates as
    they are); people appear by id only. The first field is the subject: its name is the model's
    (`application`), its value the primary key. `saying` is one French sentence in which
    `{actor}` and the fields may stand; `{amount:money}` is written as the house writes money.
    """

    kind: ClassVar[str] = ""
    saying: ClassVar[Any] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Register the event under its kind; two events of one kind are a mistake."""
        super().__init_subclass__(**kwargs)
        if not cls.kind:
            return
        known = KNOWN.setdefault(cls.kind, cls)
        if (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"two events are named {cls.kind}: {known!r} and {cls!r}")
        KNOWN[cls.kind] = cls

    @property
    def subject(self) -> tuple[str, str]:
        """Whom the event concerns: (model name, key as text); ("", "") without any field."""
        for field in fields(self):
            return field.name, str(getattr(self, field.name))
        return "", ""

    def facts(self) -> dict[str, Any]:
        """The fields, as the journal keeps them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class ActorErased(Event):
    """Someone was erased from the entries of these sequence numbers."""

    kind: ClassVar[str] = "ledger.actor_erased"
    saying: ClassVar[Any] = _("{actor} a effacé le nom d’une personne dans le journal.")

    sequences: list[int]

    @property
    def subject(self) -> tuple[str, str]:
        """The journal itself."""
        return "journal", ""


@dataclass(frozen=True)
class MessageFailed(Event):
    """A letter could not be sent: refused for good, or every attempt failed."""

    kind: ClassVar[str] = "ledger.message_failed"
    saying: ClassVar[Any] = _("Un message n’a pas pu être envoyé, après {attempts:essai|essais}.")

    message: int
    attempts: int


@dataclass(frozen=True)
class MessageRequeued(Event):
    """Someone asked to try a failed letter again."""

    kind: ClassVar[str] = "ledger.message_requeued"
    saying: ClassVar[Any] = _("{actor} a demandé un nouvel envoi du message.")

    message: int


@dataclass(frozen=True)
class LettersChosen(Event):
    """Someone chose how often she is written to, and what is kept silent."""

    kind: ClassVar[str] = "ledger.letters_chosen"
    saying: ClassVar[Any] = _("{actor} a choisi ses courriels.")

    choice: int
    rhythm: str
    muted: int


@dataclass(frozen=True)
class HookRegistered(Event):
    """An address of another program is told of facts from now on."""

    kind: ClassVar[str] = "ledger.hook_registered"
    saying: ClassVar[Any] = _("{actor} a enregistré une adresse à prévenir.")

    hook: int


@dataclass(frozen=True)
class HookStopped(Event):
    """An address is told nothing more."""

    kind: ClassVar[str] = "ledger.hook_stopped"
    saying: ClassVar[Any] = _("{actor} a arrêté une adresse à prévenir.")

    hook: int


@dataclass(frozen=True)
class HookGivenUp(Event):
    """An address could not be told of a fact, after every attempt."""

    kind: ClassVar[str] = "ledger.hook_given_up"
    saying: ClassVar[Any] = _(
        "Une adresse n’a pas pu être prévenue, après {attempts:essai|essais}."
    )

    hook: int
    delivery: int
    attempts: int
