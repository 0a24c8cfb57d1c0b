"""The French words for the closed choices of the vocabulary."""

from collections.abc import Mapping

PARTS: Mapping[str, str] = {
    "lead": "pilote l’appel", "co_organiser": "co-organise l’appel", "partner": "partenaire",
    "host": "structure d’accueil", "patron": "parrain",
}  # fmt: skip
LEGAL = {"public": "organisme public", "private": "organisme privé"}
ABOUT = {
    "project": "pour le projet", "administrative": "pour l’administration",
    "technical": "pour la technique", "press": "pour la presse", "any": "pour toute question",
}  # fmt: skip
RELATED = {
    "video": "vidéo", "guide": "guide", "call": "autre appel", "kit": "kit", "article": "article",
    "site": "site", "document": "document", "annex": "annexe", "law": "texte de référence",
    "other": "à lire",
}  # fmt: skip
THEMES = {
    "project": "Thèmes des projets", "session": "Thèmes des rencontres",
    "framework": "Cadres et démarches cités", "form": "Formes possibles des projets",
}  # fmt: skip
COUNTS = {
    "received": "compte l’heure de réception du dossier",
    "sent": "compte l’heure d’envoi du dossier, cachet de la poste faisant foi",
    "started": "compte l’heure à laquelle la saisie a commencé",
    "complete": "compte l’heure à laquelle le dossier est complet",
}
LATE = {
    "refused": "un dossier en retard est refusé",
    "code": "un dossier en retard n’est admis qu’avec un code donné au cas par cas",
    "flagged": "un dossier en retard est reçu, et signalé comme tel au jury",
}
EDIT = {
    "deposit": "le dossier ne se modifie plus une fois déposé",
    "closing": "le dossier se modifie et se dépose à nouveau jusqu’à la clôture : le dernier "
    "dépôt compte",
}
MILESTONES = {
    "answer": "réponse aux candidats", "results": "résultats", "event": "événement",
    "information": "réunion d’information", "questions": "fin des questions",
    "answers": "réponses aux questions", "hearing": "auditions", "embargo": "embargo",
    "publication": "publication", "agreement": "convention", "committee": "comité",
    "start": "début des projets", "vote": "vote", "ceremony": "cérémonie",
    "other": "date à retenir",
}  # fmt: skip
SILENCE = {
    "rejection": "vaut refus",
    "acceptance": "vaut acceptation",
    "nothing": "ne vaut rien",
}
COUNTED_FROM = {
    "deposit": "le dépôt",
    "closing": "la clôture",
    "complete": "le dossier complet",
}
APPLICANTS = {
    "body": "un organisme",
    "person": "une personne physique",
    "consortium": "un groupement",
}
WINS = {
    "last": "le dernier déposé compte",
    "first": "le premier déposé compte",
    "ask": "l’organisateur demande lequel garder",
}
OF = {
    "applicant": "",
    "every_member": "vaut pour chaque membre",
    "any_member": "il suffit qu’un membre la remplisse",
    "members": "membres",
    "together": "vaut pour tous les membres ensemble",
}
OUTCOMES = {
    "awarded": "Ne pas avoir été lauréat",
    "refused": "Ne pas avoir été refusé à l’appel",
    "submitted": "Ne pas avoir déposé de dossier à l’appel",
}
SHARE_OF = {"area": "de la superficie", "population": "des habitants", "members": "des membres"}
COUNTED_BY = {"call": "par candidat", "track": "par candidat et par volet",
              "window": "par candidat et par période"}  # fmt: skip
COMBINES = {
    "mean": "note : la moyenne des lectures", "median": "note : la médiane des lectures",
    "sum": "note : la somme des lectures",
    "trimmed_mean": "note : la moyenne sans la plus haute ni la plus basse",
    "consensus": "note : fixée ensemble après discussion",
    "rank": "classement : la moyenne des rangs donnés par chacun·e",
    "vote": "décision par un vote",
}  # fmt: skip
ONCE = {
    "commune": "commune", "epci": "EPCI", "departement": "département", "region": "région",
    "country": "pays", "organisation": "organisme",
}  # fmt: skip
JUDGED = {
    "self": "vérifié dès le test d’éligibilité et au dépôt",
    "staff": "vérifié par l’organisateur à l’instruction",
}
ON = {
    "deposit": "à la date du dépôt",
    "selection": "à la date de la sélection",
    "today": "à la date du jour",
}
PLACE_OF = {
    "seat": "Siège situé",
    "residence": "Résidence située",
    "nationality": "Nationalité",
    "birth": "Lieu de naissance",
    "project": "Projet mené",
    "activity": "Activité exercée",
}
ACTORS = {
    "elected": "élu·e",
    "agent": "agent·e",
    "partner": "partenaire",
    "state": "agent·e de l’État",
    "economic": "acteur·rice socio-économique",
    "citizen": "habitant·e",
    "other": "",
}
AGREEMENT = {
    "no": "aucun accord écrit n’est demandé entre les partenaires",
    "intent": "une lettre d’intention des partenaires est demandée",
    "before_deposit": "l’accord entre partenaires est signé avant le dépôt",
    "before_start": "l’accord entre partenaires est signé avant le démarrage",
}
PARTNER_RULES = {
    "count": "nombre de partenaires",
    "countries": "nombre de pays",
    "categories": "nombre de catégories différentes",
    "per_country": "nombre de partenaires d’un même pays",
    "ratio": "part des partenaires",
    "share": "part du budget",
    "share_per_country": "part du budget d’un même pays",
}
WAYS = {
    "online": "en ligne",
    "document": "en remplissant le document de l’appel et en le rapportant",
    "email": "par e-mail",
    "post": "par la poste",
    "hand": "en main propre, contre reçu",
    "portal": "sur un autre portail",
}
UNITS = {
    "characters": ("caractère", "caractères"),
    "words": ("mot", "mots"),
    "lines": ("ligne", "lignes"),
    "pages": ("page", "pages"),
}
FORMATS = {
    "any": "",
    "email": "adresse e-mail",
    "phone": "téléphone",
    "url": "adresse de site",
    "siren": "numéro SIREN",
    "siret": "numéro SIRET",
    "iban": "IBAN",
    "bic": "code BIC",
    "vat": "numéro de TVA européen",
    "lei": "code LEI",
}
FIELDS = {
    "name": "nom",
    "capacity": "qualité",
    "organisation": "organisme",
    "service": "service",
    "email": "e-mail",
    "phone": "téléphone",
    "address": "adresse",
}
COLUMNS = {
    "text": "texte",
    "number": "nombre",
    "money": "montant",
    "choice": "choix",
    "date": "date",
}
SHOWS = {
    "questions": "",
    "team": "page remplie à partir de l’équipe",
    "applicant": "page remplie à partir de la fiche du candidat",
    "consortium": "page remplie à partir du groupement",
    "partners": "page remplie pour chaque partenaire",
}
AUDIENCES = {
    "me": "vous seul·e",
    "team": "votre équipe",
    "jury": "l’organisateur et le jury",
    "staff": "l’organisateur",
    "cohort": "les participants",
    "alliance": "l’alliance",
    "public": "tout le monde",
}
STAGES = {
    "regularity": "examen de la régularité",
    "eligibility": "examen de l’éligibilité",
    "merit": "évaluation",
    "hearing": "audition",
    "visit": "visite",
    "negotiation": "négociation",
    "public_vote": "vote du public",
    "decision": "décision",
    "gate": "passage d’étape",
}
VISIBILITY = {
    "sealed": "un·e membre ne voit les notes des autres qu’une fois l’étape finie",
    "after_own": "un·e membre ne voit les notes des autres qu’après avoir donné les siennes",
    "open": "les membres voient les notes des autres à tout moment",
}
KEEPS = {
    "all_admitted": "tous les dossiers admis passent",
    "places": "passent autant de dossiers qu’il y a de places",
    "threshold": "passent les dossiers qui atteignent le seuil",
    "ranked": "les dossiers sont classés, sans élimination",
}
METHODS = {
    "merit": "au mérite",
    "arrival": "dans l’ordre d’arrivée des dossiers complets",
    "lot": "par tirage au sort",
    "all_admitted": "tous les dossiers admis sont retenus",
}
AIMS = {
    "violation": "respecter au mieux les équilibres souhaités",
    "count": "retenir le plus grand nombre",
    "priority": "retenir le plus de prioritaires",
    "merit": "réunir le plus de mérite",
    "worst": "que le moins bien noté le soit le mieux",
}
PRIORITIES = {
    "strict": "passe avant tous les autres dossiers admis",
    "bonus": "reçoit des points en plus",
    "tie_break": "départage à mérite égal",
    "floor": "dispose d’un nombre minimum de places",
}
MEETINGS = {
    "collective": "rencontre collective",
    "individual": "rencontre individuelle",
    "webinar": "webinaire",
    "local": "temps local",
    "visit": "visite",
    "preparation": "réunion préparatoire",
}
SEVERAL_MEETINGS = {
    "collective": "rencontres collectives",
    "individual": "rencontres individuelles",
    "webinar": "webinaires",
    "local": "temps locaux",
    "visit": "visites",
    "preparation": "réunions préparatoires",
}
PER = {
    "cohort": "tous les participants ensemble",
    "territory": "pour chaque territoire",
    "person": "pour chaque personne",
    "group": "pour chaque groupe",
}
MODES = {
    "on_site": "sur place",
    "remote": "à distance",
    "hybrid": "sur place et à distance",
    "proximity": "à distance, en regroupements de proximité",
    "either": "à distance ou sur place",
    "written": "par consultation écrite, sans se réunir",
}
HOSTS = {
    "organiser": "",
    "territory": "accueilli par un territoire",
    "to_decide": "lieu d’accueil à décider ensemble",
}
HALVES = {
    "morning": "matin",
    "noon": "midi",
    "afternoon": "après-midi",
    "evening": "soirée",
}
SLOTS = {
    "talk": "apport",
    "workshop": "atelier",
    "case": "cas",
    "debate": "débat",
    "exchange": "échange",
    "meal": "repas",
    "break": "pause",
    "other": "",
}
MEETING_STEPS = {
    "preparation": "préparation",
    "start": "démarrage",
    "course": "",
    "closing": "clôture",
}
LEVELS = {
    "expected": "attendu",
    "minimum": "minimum",
    "lead": "règle de la personne responsable",
}
EVIDENCE = {
    "link": "lien",
    "document": "document",
    "meeting": "réunion",
    "article": "article",
    "deliberation": "délibération",
    "minutes": "compte rendu",
    "agenda": "ordre du jour",
    "photo": "photo",
    "declaration": "déclaration",
    "register": "feuille de présence",
}
BY = {
    "territory": "par chaque territoire",
    "person": "par chaque personne",
    "cohort": "par tous les participants ensemble",
    "organiser": "par l’organisateur",
}
PEERS = {
    "after_own": "chacun lit celui des autres après avoir donné le sien",
    "deadline": "chacun lit celui des autres à l’échéance",
}
DELIVERABLES = {
    "strategy": "stratégie",
    "report": "rapport",
    "accounts": "compte rendu financier",
    "plan": "plan",
    "publication": "publication",
    "exercise": "exercice",
    "letter": "lettre",
    "agreement": "convention",
    "event": "événement",
    "work": "œuvre",
    "other": "",
}
SURVEYED = {
    "team": "aux équipes",
    "everyone": "à chaque personne",
    "staff": "à l’organisateur",
}
GROUPS = {
    "role": "par rôle",
    "territory": "par territoire",
    "theme": "par thème",
    "mixed": "en mélangeant rôles et territoires",
    "free": "librement",
}
MEASURED = {
    "survey": "mesuré par une question posée aux participants",
    "evidence": "montré par des preuves",
    "deliverable": "montré par un livrable",
    "judgement": "apprécié par l’organisateur",
}
REPLACEMENT = {
    "free": "libre",
    "notified": "possible en prévenant l’organisateur",
    "approved": "possible avec l’accord de l’organisateur",
    "forbidden": "impossible",
}
FEE_OF = {"winners": "demandé aux lauréats", "candidates": "demandé à chaque candidat"}
FEE_PER = {
    "team": "par équipe",
    "person": "par personne",
    "body": "par organisme",
    "meeting": "par rencontre",
    "file": "par dossier",
    "inhabitant": "par habitant",
    "day": "par jour",
    "week": "par semaine",
    "month": "par mois",
    "year": "par an",
}
TAX = {"none": "", "included": "toutes taxes comprises", "excluded": "hors taxes"}
GRANTS = {
    "subsidy": "subvention",
    "prize": "prix",
    "in_kind": "apport en nature",
    "service": "prestation offerte",
    "loan": "prêt",
    "refund": "remboursement",
    "stipend": "bourse",
    "voucher": "chèque",
    "guarantee": "garantie",
    "equity": "prise de participation",
    "convertible": "titre convertible en capital",
}
GRANT_PER = {
    "inhabitant": "par habitant",
    "hour": "par heure",
    "unit": "par unité",
    "project": "par projet",
    "partner": "par partenaire",
    "person": "par personne",
    "week": "par semaine",
    "month": "par mois",
    "year": "par an",
    "day": "par jour",
}
BASIS = {
    "actual": "sur dépenses réelles",
    "lump_sum": "au forfait",
    "unit": "par unité",
    "mixed": "en partie au forfait, en partie sur dépenses réelles",
}
SHARED_BY = {
    "request": "partagée en proportion de ce que chacun demande",
    "score": "partagée en proportion des notes",
    "equal": "partagée à parts égales",
    "population": "partagée en proportion des habitants",
    "costs": "partagée en proportion des dépenses",
}
PAID_TO = {
    "lead": "versé au chef de file, qui reverse",
    "each_partner": "versé à chaque partenaire",
    "person": "versé à la personne",
    "host": "versé à la structure d’accueil",
}
FLAT_OF = {
    "staff": "des dépenses de personnel",
    "direct": "des dépenses directes",
    "other": "des autres dépenses",
    "total": "du total",
}
CUT_PER = {
    "once": "une fois",
    "time": "à chaque fois",
    "day": "par jour",
    "week": "par semaine",
    "month": "par mois",
}
BEYOND = {
    "refused": "ce qui dépasse fait refuser le dépôt",
    "unread": "ce qui dépasse est déposé, mais ne sera pas lu",
}
SIGNATURE = {
    "none": "",
    "handwritten": "signé à la main",
    "simple": "signature électronique simple",
    "advanced": "signature électronique avancée",
    "qualified": "signature électronique qualifiée",
}
AMONG = {
    "tracks": "parmi les volets",
    "hosts": "parmi les structures d’accueil",
    "parts": "parmi les accompagnants",
}
AWARDED = {
    "awarded": "Avoir déjà été lauréat",
    "refused": "Avoir été refusé à l’appel",
    "submitted": "Avoir déjà déposé un dossier à l’appel",
}
RETENTION = {
    "refused": "dossiers non retenus",
    "selected": "dossiers des lauréats",
    "accounts": "pièces comptables",
    "presence": "présences",
    "diets": "régimes alimentaires",
}
MERGING = {
    "no": "",
    "with_agreement": "des dossiers proches peuvent être réunis, si leurs auteurs l’acceptent",
    "by_organiser": "l’organisateur peut réunir des dossiers proches",
}
FORMED = {
    "before": "",
    "during": "l’équipe peut se former sur place, après l’inscription",
    "by_organiser": "l’organisateur forme les équipes",
}
DONE_BY = {
    "applicant": "",
    "organiser": "réalisé par l’organisateur",
    "together": "réalisé ensemble, par l’organisateur et qui l’a proposé",
}
OWNERS = {
    "author": "chacun garde la propriété de ce qu’il produit",
    "organiser": "ce qui est produit appartient à l’organisateur",
    "shared": "la propriété est partagée",
    "open": "ce qui est produit est ouvert à tous",
}
NOTIFIED = {
    "email": "par e-mail",
    "post": "par courrier",
    "platform": "sur la plateforme",
    "phone": "par téléphone",
    "publication": "par la publication de la liste",
}
