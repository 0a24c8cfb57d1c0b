"""The French words for the closed choices about money: fees, grants, shares, cuts."""

from cordee.kernel.speech import table

FEE_OF = table({"winners": "demandé aux lauréats", "candidates": "demandé à chaque candidat"})
FEE_PER = table({
    "team": "par équipe", "person": "par personne", "body": "par organisme",
    "meeting": "par rencontre", "file": "par dossier", "inhabitant": "par habitant",
    "day": "par jour", "week": "par semaine", "month": "par mois", "year": "par an",
    "unit": "par unité",
})  # fmt: skip
TAX = table({"none": "", "included": "toutes taxes comprises", "excluded": "hors taxes"})
GRANTS = table({
    "subsidy": "subvention", "prize": "prix", "in_kind": "apport en nature",
    "service": "prestation offerte", "loan": "prêt", "refund": "remboursement", "stipend": "bourse",
    "voucher": "chèque", "guarantee": "garantie", "equity": "prise de participation",
    "convertible": "titre convertible en capital", "label": "label",
})  # fmt: skip
GRANT_PER = table({
    "inhabitant": "par habitant", "hour": "par heure", "unit": "par unité", "project": "par projet",
    "partner": "par partenaire", "person": "par personne", "week": "par semaine",
    "month": "par mois", "year": "par an", "day": "par jour",
})  # fmt: skip
BASIS = table({
    "actual": "sur dépenses réelles", "lump_sum": "au forfait", "unit": "par unité",
    "mixed": "en partie au forfait, en partie sur dépenses réelles",
})  # fmt: skip
SHARED_BY = table({
    "request": "partagée en proportion de ce que chacun demande",
    "score": "partagée en proportion des notes", "equal": "partagée à parts égales",
    "population": "partagée en proportion des habitants",
    "costs": "partagée en proportion des dépenses",
})  # fmt: skip
GIVEN_TO = table({
    "winners": "", "candidates": "donné à chaque candidat qui remet un dossier conforme",
    "reserve": "donné à la liste complémentaire",
})  # fmt: skip
FEE_SHARES = table({
    "grant": "en part de l’aide", "request": "en part de la demande",
    "cost": "en part du coût du projet", "turnover": "en part du chiffre d’affaires",
})  # fmt: skip
PAID_TO = table({
    "lead": "versé au chef de file, qui reverse", "each_partner": "versé à chaque partenaire",
    "person": "versé à la personne", "host": "versé à la structure d’accueil",
})  # fmt: skip
FLAT_OF = table({
    "staff": "des dépenses de personnel", "direct": "des dépenses directes",
    "other": "des autres dépenses", "total": "du total",
})  # fmt: skip
CUT_PER = table({
    "once": "une fois", "time": "à chaque fois", "day": "par jour", "week": "par semaine",
    "month": "par mois",
})  # fmt: skip
