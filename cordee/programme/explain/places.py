"""Names of places, from the codes a definition writes, such as `region:32`."""

from cordee.kernel.french import country, say
from cordee.kernel.places import place_words


def place(code: str) -> str:
    """A place in French, without its perimeters, which the definition names itself."""
    family, _, value = code.partition(":")
    match family:
        case "epci":
            return say("EPCI de numéro SIREN {value}", value=value)
        case "commune":
            return say("commune de code INSEE {value}", value=value)
        case "country":
            return country(value)
        case _:
            return place_words(code) if value else country(code)
