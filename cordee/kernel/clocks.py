"""Whose clock it is somewhere: the zone of an overseas department, or of a neighbouring country."""

OVERSEAS = {
    "971": "America/Guadeloupe", "972": "America/Martinique", "973": "America/Cayenne",
    "974": "Indian/Reunion", "975": "America/Miquelon", "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy", "978": "America/Marigot", "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti", "988": "Pacific/Noumea",
}  # fmt: skip
COUNTRIES = {
    "FR": "Europe/Paris", "BE": "Europe/Brussels", "LU": "Europe/Luxembourg",
    "DE": "Europe/Berlin", "CH": "Europe/Zurich", "IT": "Europe/Rome", "ES": "Europe/Madrid",
    "PT": "Europe/Lisbon", "NL": "Europe/Amsterdam", "GB": "Europe/London", "IE": "Europe/Dublin",
    "AT": "Europe/Vienna", "PL": "Europe/Warsaw", "CZ": "Europe/Prague", "DK": "Europe/Copenhagen",
    "SE": "Europe/Stockholm", "NO": "Europe/Oslo", "FI": "Europe/Helsinki", "GR": "Europe/Athens",
    "RO": "Europe/Bucharest", "BG": "Europe/Sofia", "HU": "Europe/Budapest", "HR": "Europe/Zagreb",
    "SI": "Europe/Ljubljana", "SK": "Europe/Bratislava", "EE": "Europe/Tallinn",
    "LV": "Europe/Riga", "LT": "Europe/Vilnius", "MT": "Europe/Malta", "CY": "Asia/Nicosia",
    "MA": "Africa/Casablanca", "TN": "Africa/Tunis", "SN": "Africa/Dakar", "ML": "Africa/Bamako",
    "CI": "Africa/Abidjan", "MG": "Indian/Antananarivo", "LB": "Asia/Beirut",
}  # fmt: skip


def zone_at(department: str, country: str = "FR") -> str:
    """The zone of a place; empty when one country has several, or when nobody knows."""
    if country == "FR" and department in OVERSEAS:
        return OVERSEAS[department]
    return COUNTRIES.get(country, "")
