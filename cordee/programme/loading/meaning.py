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
    "co_financing_min": (
        "own_share",
        "own_share_min",
        "own_contribution",
        "match_funding",
        "self_financing",
        "autofinancement",
    ),
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
    "law": ("legal", "legal_basis", "applicable_law"),
    "limit": ("max_length", "length", "max_words", "max_characters", "limite"),
    "max": ("maximum", "at_most", "places_max", "most"),
    "max_mb": ("max_size", "size", "taille"),
    "max_pages": ("pages", "pages_max", "page_limit"),
    "min": ("minimum", "at_least", "least"),
    "min_reviews": ("readings", "reviewers", "reviews", "lectures"),
    "minutes": ("duration", "length"),
    "opens": ("start", "starts", "begin", "from", "ouverture"),
    "options": ("choices", "values", "answers"),
    "part": ("role",),
    "pages_max": ("max_pages", "pages"),
    "panel": ("jury",),
    "panels": ("jury", "juries", "committees"),
    "places_max": ("max", "max_places", "winners", "places", "number"),
    "places_min": ("min", "min_places"),
    "rate_max": ("rate", "funding_rate", "taux", "percentage", "share", "max_rate"),
    "renewals": ("renewable",),
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


VALUES: Mapping[str, tuple[str, ...]] = {
    "accounts": ("financial_report", "invoice"),
    "agreement": ("contract", "convention"),
    "all_admitted": ("all", "everyone", "tous"),
    "all_of": ("and", "all", "et"),
    "answer": ("response", "reply", "notification", "reponse"),
    "any_of": ("or", "any", "one_of", "ou"),
    "arrival": ("first_come", "fcfs", "first_come_first_served", "order", "fil_de_l_eau"),
    "attestation": ("checkbox", "declaration", "consent", "certify"),
    "body": ("organisation", "organization", "organisme", "entity"),
    "characters": ("chars", "character", "signs", "signes", "caracteres"),
    "choice": ("select", "radio", "multiple_choice", "options", "checkboxes", "dropdown"),
    "consortium": ("partnership", "groupement"),
    "date": ("day", "datetime"),
    "declares": ("declaration", "statement", "self_declaration"),
    "eligibility": ("admissibility", "eligibilite", "check"),
    "equity": ("investment", "shares", "capital"),
    "file": ("upload", "attachment", "document", "piece"),
    "group": ("repeat", "repeated", "repeater", "list"),
    "hearing": ("interview", "pitch", "audition", "oral"),
    "information": ("webinar", "infoday", "info_session", "info"),
    "kind": ("type", "legal_form"),
    "long_text": ("textarea", "paragraph", "essay"),
    "lot": ("lottery", "random", "draw", "tirage"),
    "lump_sum": ("flat", "flat_rate", "forfait"),
    "mean": ("average", "moyenne", "avg"),
    "merit": ("evaluation", "score", "scoring", "review", "assessment", "quality"),
    "money": ("amount", "currency", "price", "montant"),
    "none_of": ("not", "none", "exclude"),
    "not_awarded": ("no_award", "previous_award", "exclusion"),
    "number": ("integer", "decimal", "float", "int", "range", "population", "age"),
    "obligation": ("required", "mandatory", "obligatoire", "must"),
    "on_site": ("onsite", "in_person", "sur_place"),
    "online": ("web", "form", "en_ligne"),
    "person": ("individual", "contact", "people", "personne"),
    "place": ("location", "territory", "region", "country", "lieu"),
    "portal": ("platform", "external", "portail"),
    "post": ("mail", "paper", "postal"),
    "prize": ("award", "prix"),
    "public_vote": ("vote", "public"),
    "regularity": ("completeness", "compliance", "formal", "recevabilite", "admin"),
    "rejection": ("refusal", "refused", "no", "refus"),
    "remote": ("virtual", "video", "visio"),
    "results": ("announcement", "winners", "resultats"),
    "stipend": ("scholarship", "fellowship", "allowance", "bourse"),
    "subsidy": ("grant", "subvention", "funding"),
    "table": ("budget", "grid", "matrix"),
    "territory": ("place", "location", "commune"),
    "text": ("string", "short_text", "line"),
    "tie_break": ("tie", "tiebreak", "tie_breaker"),
    "words": ("word", "mots"),
    "yes_no": ("boolean", "bool", "yesno", "oui_non"),
}
"""What people write for each word of a closed list."""


def word_meant(word: str, known: Iterable[str]) -> str:
    """The word of a closed list that was probably meant; empty when none is."""
    words = list(known)
    plain = unaccented(word).replace("-", "_").replace(" ", "_")
    said = next((one for one in words if plain in VALUES.get(one, ())), "")
    return said or closest(word, words)
