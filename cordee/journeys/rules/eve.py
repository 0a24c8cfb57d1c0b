"""The eve of a meeting: what is ready, what is not, and what each lack means (R125, R154)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, missing, ok

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Readiness:
    """A meeting as its eve finds it; names are those of people or of things to do."""

    dated: bool
    on_site: bool
    remote: bool
    venue: str = ""
    video: str = ""
    turns: int = 0
    note_written: bool = False
    awaited_speakers: Sequence[str] = ()
    undone: Sequence[str] = ()
    expected: int = 0
    answered: int = 0
    coming: int = 0
    """Of those who answered, how many come, there or from afar."""
    needed: int = 0
    """How many people it takes to be held, as the programme says."""
    unreachable: Sequence[str] = ()
    """People whom no letter reaches."""
    charters: Sequence[str] = ()
    """Territories whose charter is given that day and is not yet."""


def checklist(found: Readiness) -> list[Finding]:
    """Every line of the eve, ready ones too: what is seen ready is not looked for again."""
    return [
        *_place(found),
        *_prepared(found),
        _coming(found),
        *_quorum(found),
        *_reached(found),
    ]


def _place(found: Readiness) -> Iterator[Finding]:
    yield _line(
        "date",
        found.dated,
        french.say("La date est fixée."),
        french.say("La date n’est pas fixée."),
    )
    if found.on_site:
        yield _line(
            "venue",
            found.venue,
            french.say("Lieu : {venue}.", venue=found.venue),
            french.say("Le lieu n’est pas dit."),
        )
    if found.remote:
        lack = french.say("Le lien vidéo manque : qui suit à distance ne pourra pas entrer.")
        yield _line("video", found.video, french.say("Le lien vidéo est prêt."), lack)


def _prepared(found: Readiness) -> Iterator[Finding]:
    yield _line(
        "turns",
        found.turns,
        french.say("Le déroulé est écrit."),
        french.say("Aucun temps n’est écrit au déroulé."),
    )
    yield _line(
        "note",
        found.note_written,
        french.say("La note de contexte est écrite."),
        french.say("La note de contexte n’est pas écrite."),
    )
    yield _named(
        "speakers",
        found.awaited_speakers,
        french.say("Chaque intervenant·e a confirmé."),
        french.say("Sans réponse de"),
    )
    yield _named(
        "duties",
        found.undone,
        french.say("Tout ce qui était à préparer est fait."),
        french.say("Encore à préparer :"),
    )


def _reached(found: Readiness) -> Iterator[Finding]:
    yield _named(
        "unreachable",
        found.unreachable,
        french.say("Chaque personne attendue a une adresse."),
        french.say("Aucune adresse pour"),
    )
    if found.charters:
        yield _named("charters", found.charters, "", french.say("Charte à remettre ce jour à"))


def _coming(found: Readiness) -> Finding:
    silent = found.expected - found.answered
    said = french.say(
        "{answered} sur {expected}",
        answered=french.plural(found.answered, "réponse"),
        expected=found.expected,
    )
    if silent <= 0:
        return ok(
            "eve.coming",
            "coming",
            french.say("Tout le monde a dit comment venir : {said}.", said=said),
        )
    return missing(
        "eve.coming",
        "coming",
        french.say("Tout le monde n’a pas dit comment venir : {said}.", said=said),
    )


def _quorum(found: Readiness) -> Iterator[Finding]:
    if not found.needed:
        return
    said = french.say("{coming} sur {needed} qu’il faut pour tenir la rencontre",
                      coming=french.plural(found.coming, "venue annoncée", "venues annoncées"),
                      needed=found.needed)  # fmt: skip
    make = ok if found.coming >= found.needed else missing
    yield make("eve.quorum", "coming", french.typeset(f"{said}."))


def _line(key: str, ready: object, good: str, lack: str) -> Finding:
    make, said = (ok, good) if ready else (missing, lack)
    return make(f"eve.{key}", key, french.typeset(said))


def _named(key: str, names: Sequence[str], good: str, lack: str) -> Finding:
    said = french.say("{lack} {names}.", lack=lack, names=french.listed(names)) if names else good
    return (missing if names else ok)(f"eve.{key}", key, french.typeset(said))
