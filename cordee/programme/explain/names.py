"""French names for lists that stay open: facts, attributes, events."""

from collections.abc import Mapping

from cordee.kernel.speech import table

FACTS: Mapping[str, str] = table({
    "population": "population", "area": "superficie", "budget": "budget", "age": "âge",
    "years": "ancienneté en années", "share": "part", "members": "nombre de membres",
    "density": "densité", "employees": "effectif", "turnover": "chiffre d’affaires",
})  # fmt: skip
ATTRIBUTES: Mapping[str, str] = table({
    "departement": "département", "region": "région", "kind": "genre d’organisme",
    "size": "taille", "theme": "thème", "track": "volet", "circle": "cercle", "epci": "EPCI",
    "organisation": "organisme", "gender": "genre", "age": "âge", "team_state": "état de l’équipe",
    "population": "population", "country": "pays",
})  # fmt: skip
EVENTS: Mapping[str, str] = table({
    "deposit": "le dépôt du dossier", "notification": "la notification de la décision",
    "agreement": "la signature de la convention", "project_start": "le début du projet",
    "project_end": "la fin du projet", "payment": "le versement", "start": "la première rencontre",
    "end": "la dernière rencontre",
})  # fmt: skip
