"""Signs of a conflict of interest: they warn a juror and her staff, they decide nothing (R50)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cordee.kernel.french import say, unaccented

SHARED = frozenset(
    {
        "aol.com", "bbox.fr", "example.com", "example.net", "example.org", "free.fr", "gmail.com",
        "gmx.fr", "hotmail.com", "hotmail.fr", "icloud.com", "laposte.net", "live.fr", "me.com",
        "neuf.fr", "numericable.fr", "orange.fr", "outlook.com", "outlook.fr", "proton.me",
        "protonmail.com", "sfr.fr", "wanadoo.fr", "yahoo.com", "yahoo.fr",
    }
)  # fmt: skip
"""Domains anybody may have: sharing one says nothing (those of examples included, RFC 2606)."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What may tie a juror to a file: her address, name, organisations, their code and circles.

    `organiser` tells that one of her organisations runs the call.
    """

    email: str = ""
    organisation: str = ""
    code: str = ""
    name: str = ""
    others: tuple[str, ...] = ()
    circles: frozenset[str] = frozenset()
    organiser: bool = False

    @property
    def organisations(self) -> frozenset[str]:
        """Every organisation she is known under, in plain letters."""
        return frozenset(map(_plain, (self.organisation, *self.others))) - {""}


@dataclass(frozen=True, slots=True)
class Team:
    """Whom a file brings: the body, its codes, the organisations and addresses of its members.

    `before` names the earlier files of the same body that the juror helped to write, `text` is
    what the file says, in plain letters.
    """

    body: str
    codes: frozenset[str] = frozenset()
    organisations: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    circles: frozenset[str] = frozenset()
    text: str = ""


SHORTEST = 4
"""Names of fewer letters are found everywhere and tell nothing."""
GOVERNANCE = "gouvernance"


def hints(juror: Tie, team: Team) -> tuple[str, ...]:
    """Every sign, each as a sentence she reads beside the file."""
    return tuple(_hints(juror, team))


def _hints(juror: Tie, team: Team) -> Iterator[str]:
    own = juror.organisations
    if _plain(team.body) in own:
        yield say("Votre organisation est la structure candidate.")
    elif juror.code and juror.code in team.codes:
        yield say("Votre organisation représente le territoire candidat.")
    elif own & set(map(_plain, team.organisations)):
        yield say("Une personne de l’équipe vient de votre organisation.")
    elif any(_cited(one, team.text) for one in own):
        yield say("Le dossier cite votre organisation : financement, accompagnement, partenariat ?")
    yield from _circles(juror, team)
    yield from _person(juror, team)
    for one in team.before:
        yield say("Vous avez fait partie d’une équipe de cette structure ({one}).", one=one)


def _circles(juror: Tie, team: Team) -> Iterator[str]:
    if juror.organiser and GOVERNANCE in team.circles:
        yield say("Cette structure siège à la gouvernance de votre organisation.")
    shared = sorted(juror.circles & team.circles)
    if shared:
        told = ", ".join(shared)
        yield say("Votre organisation et cette structure sont du même cercle ({told}).", told=told)


def _person(juror: Tie, team: Team) -> Iterator[str]:
    name = _plain(juror.name)
    if juror.email and juror.email.lower() in {one.lower() for one in team.emails}:
        yield say("Votre adresse figure dans l’équipe.")
    elif name and name in set(map(_plain, team.names)):
        yield say("Une personne de l’équipe porte votre nom.")
    elif (domain := domain_of(juror.email)) and domain in _domains(team.emails):
        yield say("Une personne de l’équipe a une adresse en @{domain}, comme vous.", domain=domain)
    if _cited(name, team.text):
        yield say("Le dossier cite votre nom : avez-vous accompagné cette équipe ?")


def _cited(name: str, text: str) -> bool:
    """Whether a name stands in a text, as words of its own."""
    return len(name) >= SHORTEST and f" {name} " in f" {text} "


def domain_of(email: str) -> str:
    """The domain of an address when it tells something, else nothing."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in SHARED else domain


def _domains(emails: Iterable[str]) -> set[str]:
    return {domain for one in emails if (domain := domain_of(one))}


def plain_words(text: str) -> str:
    """A text in plain lower-case letters, one space between words: how names are compared."""
    return " ".join(re.findall(r"\w+", unaccented(text)))


def _plain(name: str) -> str:
    return plain_words(name)
