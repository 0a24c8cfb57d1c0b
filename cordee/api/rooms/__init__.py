"""The addresses of the interface, room by room; importing this package declares them all."""

from cordee.api.operations import api
from cordee.api.rooms import answers, calls, completions, deposits, desk, files, marks, pieces, team

for prefix, room, title in (
    ("", files.router, "Dossiers"),
    ("", answers.router, "Réponses et constats"),
    ("", pieces.router, "Pièces jointes"),
    ("", team.router, "Équipe"),
    ("", deposits.router, "Dépôts et résultat"),
    ("", completions.router, "Compléments"),
    ("", calls.router, "Appels"),
    ("", desk.router, "Suivi par l’équipe d’animation"),
    ("", marks.router, "Notes des jurys"),
):
    api.add_router(prefix, room, tags=[title])

__all__ = ["api"]
