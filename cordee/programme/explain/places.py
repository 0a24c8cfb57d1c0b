"""Names of places, from the codes a definition writes, such as `region:32`."""

from collections.abc import Mapping

REGIONS: Mapping[str, str] = {
    "01": "la Guadeloupe", "02": "la Martinique", "03": "la Guyane", "04": "La Réunion",
    "06": "Mayotte", "11": "l’Île-de-France", "24": "le Centre-Val de Loire",
    "27": "la Bourgogne-Franche-Comté", "28": "la Normandie", "32": "les Hauts-de-France",
    "44": "le Grand Est", "52": "les Pays de la Loire", "53": "la Bretagne",
    "75": "la Nouvelle-Aquitaine", "76": "l’Occitanie", "84": "l’Auvergne-Rhône-Alpes",
    "93": "la Provence-Alpes-Côte d’Azur", "94": "la Corse",
}  # fmt: skip
_DEPARTEMENTS = (
    "01 Ain,02 Aisne,03 Allier,04 Alpes-de-Haute-Provence,05 Hautes-Alpes,06 Alpes-Maritimes,"
    "07 Ardèche,08 Ardennes,09 Ariège,10 Aube,11 Aude,12 Aveyron,13 Bouches-du-Rhône,14 Calvados,"
    "15 Cantal,16 Charente,17 Charente-Maritime,18 Cher,19 Corrèze,2A Corse-du-Sud,2B Haute-Corse,"
    "21 Côte-d’Or,22 Côtes-d’Armor,23 Creuse,24 Dordogne,25 Doubs,26 Drôme,27 Eure,"
    "28 Eure-et-Loir,29 Finistère,30 Gard,31 Haute-Garonne,32 Gers,33 Gironde,34 Hérault,"
    "35 Ille-et-Vilaine,36 Indre,37 Indre-et-Loire,38 Isère,39 Jura,40 Landes,41 Loir-et-Cher,"
    "42 Loire,43 Haute-Loire,44 Loire-Atlantique,45 Loiret,46 Lot,47 Lot-et-Garonne,48 Lozère,"
    "49 Maine-et-Loire,50 Manche,51 Marne,52 Haute-Marne,53 Mayenne,54 Meurthe-et-Moselle,"
    "55 Meuse,56 Morbihan,57 Moselle,58 Nièvre,59 Nord,60 Oise,61 Orne,62 Pas-de-Calais,"
    "63 Puy-de-Dôme,64 Pyrénées-Atlantiques,65 Hautes-Pyrénées,66 Pyrénées-Orientales,67 Bas-Rhin,"
    "68 Haut-Rhin,69 Rhône,70 Haute-Saône,71 Saône-et-Loire,72 Sarthe,73 Savoie,74 Haute-Savoie,"
    "75 Paris,76 Seine-Maritime,77 Seine-et-Marne,78 Yvelines,79 Deux-Sèvres,80 Somme,81 Tarn,"
    "82 Tarn-et-Garonne,83 Var,84 Vaucluse,85 Vendée,86 Vienne,87 Haute-Vienne,88 Vosges,89 Yonne,"
    "90 Territoire de Belfort,91 Essonne,92 Hauts-de-Seine,93 Seine-Saint-Denis,94 Val-de-Marne,"
    "95 Val-d’Oise,971 Guadeloupe,972 Martinique,973 Guyane,974 La Réunion,976 Mayotte"
)
DEPARTEMENTS: Mapping[str, str] = {
    code: name for code, _, name in (one.partition(" ") for one in _DEPARTEMENTS.split(","))
}
COUNTRIES: Mapping[str, str] = {
    "AL": "Albanie", "AT": "Autriche", "BE": "Belgique", "BF": "Burkina Faso", "BG": "Bulgarie",
    "BI": "Burundi", "BJ": "Bénin", "BR": "Brésil", "CA": "Canada", "CD": "RD Congo",
    "CG": "Congo", "CH": "Suisse", "CI": "Côte d’Ivoire", "CM": "Cameroun", "CV": "Cap-Vert",
    "CY": "Chypre", "CZ": "Tchéquie", "DE": "Allemagne", "DK": "Danemark", "DZ": "Algérie",
    "EE": "Estonie", "ES": "Espagne", "FI": "Finlande", "FR": "France", "GA": "Gabon",
    "GB": "Royaume-Uni", "GN": "Guinée", "GR": "Grèce", "HR": "Croatie", "HT": "Haïti",
    "HU": "Hongrie", "IE": "Irlande", "IS": "Islande", "IT": "Italie", "KM": "Comores",
    "LB": "Liban", "LT": "Lituanie", "LU": "Luxembourg", "LV": "Lettonie", "MA": "Maroc",
    "MC": "Monaco", "MD": "Moldavie", "MG": "Madagascar", "ML": "Mali", "MR": "Mauritanie",
    "MT": "Malte", "MU": "Maurice", "NE": "Niger", "NL": "Pays-Bas", "NO": "Norvège",
    "PL": "Pologne", "PT": "Portugal", "RO": "Roumanie", "RS": "Serbie", "RW": "Rwanda",
    "SE": "Suède", "SI": "Slovénie", "SK": "Slovaquie", "SN": "Sénégal", "TD": "Tchad",
    "TG": "Togo", "TN": "Tunisie", "TR": "Turquie", "UA": "Ukraine", "US": "États-Unis",
    "VN": "Viêt Nam",
}  # fmt: skip
PARTS_OF_COUNTRIES: Mapping[str, str] = {
    "BE/WAL": "Wallonie",
    "BE/VLG": "Flandre",
    "BE/BRU": "Bruxelles-Capitale",
    "CA/QC": "Québec",
    "CA/ON": "Ontario",
    "CA/NB": "Nouveau-Brunswick",
    "CH/GE": "Genève",
    "CH/VD": "Vaud",
    "SN/DK": "Dakar",
    "SN/TH": "Thiès",
    "SN/SL": "Saint-Louis",
}


def country(code: str) -> str:
    """« Belgique », « Belgique (Wallonie) »; an unlisted code stays as it is."""
    head, _, part = code.partition("/")
    name = COUNTRIES.get(head, head)
    return f"{name} ({PARTS_OF_COUNTRIES.get(code, part)})" if part else name


def place(code: str) -> str:
    """A place in French, without its perimeters, which the definition names itself."""
    family, _, value = code.partition(":")
    match family:
        case "region":
            return REGIONS.get(value, f"la région {value}")
        case "departement":
            return f"{DEPARTEMENTS.get(value, 'département')} ({value})"
        case "epci":
            return f"l’EPCI de numéro SIREN {value}"
        case "commune":
            return f"la commune de code INSEE {value}"
        case "country":
            return country(value)
        case _:
            return country(code)
