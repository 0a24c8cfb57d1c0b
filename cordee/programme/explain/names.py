"""French names for lists that stay open: facts, attributes, languages, events."""

from collections.abc import Mapping

from cordee.kernel import french
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
LANGUAGES: Mapping[str, str] = table({
    "fr": "français", "en": "anglais", "nl": "néerlandais", "de": "allemand", "es": "espagnol",
    "it": "italien", "pt": "portugais", "ca": "catalan", "br": "breton", "eu": "basque",
    "oc": "occitan", "co": "corse", "wo": "wolof", "ar": "arabe", "ro": "roumain", "pl": "polonais",
    "el": "grec", "cy": "gallois", "ga": "irlandais", "gd": "gaélique écossais",
    "lb": "luxembourgeois", "rm": "romanche", "ja": "japonais", "zh": "chinois", "ko": "coréen",
    "ru": "russe", "uk": "ukrainien", "tr": "turc", "hu": "hongrois", "cs": "tchèque",
    "sk": "slovaque", "sl": "slovène", "hr": "croate", "sr": "serbe", "bs": "bosnien",
    "sq": "albanais", "bg": "bulgare", "mk": "macédonien", "da": "danois", "sv": "suédois",
    "nb": "norvégien", "no": "norvégien", "nn": "nynorsk", "fi": "finnois", "is": "islandais",
    "et": "estonien", "lv": "letton", "lt": "lituanien", "mt": "maltais", "he": "hébreu",
    "fa": "persan", "hi": "hindi", "bn": "bengali", "ur": "ourdou", "vi": "vietnamien",
    "th": "thaï", "id": "indonésien", "sw": "swahili", "am": "amharique", "ha": "haoussa",
    "yo": "yoruba", "ff": "peul", "bm": "bambara", "ln": "lingala", "mg": "malgache",
    "ht": "créole haïtien", "gl": "galicien", "ka": "géorgien", "hy": "arménien", "sm": "samoan",
    "mi": "maori", "iu": "inuktitut", "qu": "quechua", "gn": "guarani", "se": "same du Nord",
    "fy": "frison", "gsw": "alsacien", "rcf": "créole réunionnais", "gcf": "créole antillais",
})  # fmt: skip
EVENTS: Mapping[str, str] = table({
    "deposit": "le dépôt du dossier", "notification": "la notification de la décision",
    "agreement": "la signature de la convention", "project_start": "le début du projet",
    "project_end": "la fin du projet", "payment": "le versement", "start": "la première rencontre",
    "end": "la dernière rencontre",
})  # fmt: skip


def languages(codes: tuple[str, ...], last: str = "et") -> str:
    """« français et anglais »; with `last`, « français ou anglais »."""
    return french.listed([LANGUAGES.get(code.split("-")[0], code) for code in codes], last)
