"""The names of languages, as people say them."""

from collections.abc import Mapping, Sequence

from cordee.kernel import french
from cordee.kernel.speech import table

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


def languages(codes: Sequence[str], last: str = "et") -> str:
    """« français et anglais »; with `last`, « français ou anglais »."""
    return french.listed([LANGUAGES.get(code.split("-")[0], code) for code in codes], last)
