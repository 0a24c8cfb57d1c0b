"""Signs of a conflict of interest: they warn a juror and her staff, they decide nothing (R50)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cordee.kernel.french import unaccented

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
    """What may tie a juror to a file: her address, her organisation and its code."""

    email: str = ""
    organisation: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """Whom a file brings: the body, its codes, the organisations and addresses of its members.

    `before` names the earlier files of the same body that the juror helped to write.
    """

    body: str
    codes: frozenset[str] = frozenset()
    organisations: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


def hints(juror: Tie, team: Team) -> tuple[str, ...]:
    """Every sign, each as a sentence she reads beside the file."""
    return tuple(_hints(juror, team))


def _hints(juror: Tie, team: Team) -> Iterator[str]:
    own = _plain(juror.organisation)
    if own and own == _plain(team.body):
        yield "Votre organisation est la structure candidate."
    elif juror.code and juror.code in team.codes:
        yield "Votre organisation représente le territoire candidat."
    elif own and own in set(map(_plain, team.organisations)):
        yield "Une personne de l’équipe vient de votre organisation."
    if juror.email and juror.email.lower() in {one.lower() for one in team.emails}:
        yield "Votre adresse figure dans l’équipe."
    elif (domain := domain_of(juror.email)) and domain in _domains(team.emails):
        yield f"Une personne de l’équipe a une adresse en @{domain}, comme vous."
    for one in team.before:
        yield f"Vous avez fait partie d’une équipe de cette structure ({one})."


def domain_of(email: str) -> str:
    """The domain of an address when it tells something, else nothing."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in SHARED else domain


def _domains(emails: Iterable[str]) -> set[str]:
    return {domain for one in emails if (domain := domain_of(one))}


def _plain(name: str) -> str:
    return unaccented(name).strip()
