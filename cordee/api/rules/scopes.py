"""What a token may be asked to do: a closed list, never more than its owner may."""

from enum import StrEnum


class Scope(StrEnum):
    """One kind of act; a token holds some of them."""

    FILES_READ = "dossiers:lire"
    FILES_WRITE = "dossiers:ecrire"
    FILES_DEPOSIT = "dossiers:deposer"
    DESK_READ = "suivi:lire"
    DESK_ACT = "suivi:agir"
    MARKS_READ = "notes:lire"


TEAM = frozenset({Scope.DESK_READ, Scope.DESK_ACT, Scope.MARKS_READ})
"""Scopes that mean something only for the team that runs the house."""
