"""A field that does not exist: the one meant, by its spelling, its French name or a synonym."""

from collections.abc import Iterable, Mapping

from cordee.kernel.french import unaccented
from cordee.programme.schema import labels
from cordee.programme.spelling import closest

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "address": ("link", "lien", "url", "website"),
    "amount": ("sum", "value_of", "somme", "prix", "price"),
    "among": ("kinds", "types", "in", "options", "parmi"),
    "at": ("time", "hour", "start", "heure"),
    "budget": ("envelope", "enveloppe", "total", "total_budget"),
    "closes": ("deadline", "end", "ends", "until", "date", "cloture", "closing", "close"),
    "contacts": ("contact",),
    "criteria": ("criterion", "criteres"),
    "decides": ("decided_by", "by", "who"),
    "deliverables": ("reports", "livrables"),
    "due": ("deadline", "when", "date", "by", "before"),
    "eligibility": ("conditions", "eligible", "requirements"),
    "ends": ("end", "fin", "until", "closes"),
    "fed_by": ("questions", "reads", "sources"),
    "grace_minutes": ("grace", "tolerance"),
    "items": ("list",),
    "label": ("name", "nom", "title", "titre", "intitule"),
    "lasts_max": ("duration", "duration_max", "lasts", "max_duration"),
    "limit": ("max_length", "length", "max_words", "max_characters", "limite"),
    "max": ("maximum", "at_most", "places_max", "most"),
    "max_mb": ("max_size", "size", "taille"),
    "max_pages": ("pages", "pages_max", "page_limit"),
    "min": ("minimum", "at_least", "least"),
    "min_reviews": ("readings", "reviewers", "reviews", "lectures"),
    "minutes": ("duration", "length"),
    "opens": ("start", "starts", "begin", "from", "ouverture"),
    "options": ("choices", "values", "answers"),
    "pages_max": ("max_pages", "pages"),
    "panel": ("jury",),
    "panels": ("jury", "juries", "committees"),
    "places_max": ("max", "max_places", "winners", "places", "number"),
    "places_min": ("min", "min_places"),
    "rate_max": ("rate", "funding_rate", "taux", "percentage", "share", "max_rate"),
    "required": ("mandatory", "obligatoire", "optional"),
    "rule": ("kind", "type"),
    "kind": ("type", "sort", "rule"),
    "sections": ("pages",),
    "seats": ("members", "membres"),
    "stages": ("phases",),
    "starts": ("start", "begins", "opens", "from"),
    "steps": ("stages", "phases"),
    "threshold": ("min_score", "minimum", "seuil", "min"),
    "tracks": ("track", "lots", "axes", "volets", "strands"),
    "types": ("formats", "extensions"),
    "weight": ("poids", "percentage", "coefficient", "coef"),
    "when": ("date", "day", "on", "condition", "if", "due"),
    "windows": ("deadlines", "periods"),
    "zone": ("timezone", "tz", "time_zone", "fuseau"),
}
"""What people who know other formats, or who guess, write for each field."""


def meant(name: str, known: Iterable[str], *records: str) -> str:
    """The field that was probably meant among those known there; empty when none is."""
    fields = list(known)
    plain = unaccented(name).replace("-", "_")
    for field in fields:
        if plain in SYNONYMS.get(field, ()):
            return field
    named = {unaccented(labels.field(field, *records)).replace(" ", "_"): field for field in fields}
    return named.get(plain) or closest(name, fields)
