"""What is said of a file that is not of a kind awaited: what it is, what to do instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.kernel import french

if TYPE_CHECKING:
    from collections.abc import Iterable


def other_kind(name: str, kind: str, kinds: Iterable[str]) -> str:
    """Why a file is refused: `kind` is what its first bytes tell, empty when they tell nothing."""
    awaited = list(kinds)
    allowed = french.listed([one.upper() for one in awaited], french.say("ou"))
    claimed = name.rpartition(".")[2].lower()
    if not kind and claimed in awaited:
        return french.say(
            "{name} n’est pas un vrai fichier {claimed} : son contenu est d’une autre nature, ou "
            "abîmé. Ouvrez-le chez vous, enregistrez-le de nouveau, puis joignez-le.",
            name=name,
            claimed=claimed.upper(),
        )
    really = french.say(" (c’est un fichier {kind})", kind=kind.upper()) if kind else ""
    return french.say(
        "{name} n’est pas d’un format accepté ici{really}. Enregistrez-le en {allowed}, puis "
        "joignez-le de nouveau.",
        name=name,
        really=really,
        allowed=allowed,
    )
