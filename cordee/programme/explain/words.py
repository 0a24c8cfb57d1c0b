"""The French words for the closed choices of the vocabulary."""

from collections.abc import Mapping

from cordee.kernel.findings import Strength
from cordee.kernel.speech import table

STRENGTH: Mapping[Strength, str] = table({
    Strength.ADVICE: "conseil", Strength.CRITERION: "critère", Strength.OBLIGATION: "obligation",
})  # fmt: skip
PARTS: Mapping[str, str] = table({
    "lead": "pilote l’appel", "co_organiser": "co-organise l’appel", "partner": "partenaire",
    "host": "structure d’accueil", "patron": "parrain",
})  # fmt: skip
LEGAL = table({"public": "organisme public", "private": "organisme privé"})
ABOUT = table({
    "project": "pour le projet", "administrative": "pour l’administration",
    "technical": "pour la technique", "press": "pour la presse", "any": "pour toute question",
})  # fmt: skip
RELATED = table({
    "video": "vidéo", "guide": "guide", "call": "autre appel", "kit": "kit", "article": "article",
    "site": "site", "document": "document", "annex": "annexe", "law": "texte de référence",
    "other": "à lire",
})  # fmt: skip
THEMES = table({
    "project": "Thèmes des projets", "session": "Thèmes des rencontres",
    "framework": "Cadres et démarches cités", "form": "Formes possibles des projets",
    "principle": "Principes directeurs",
})  # fmt: skip
COUNTS = table({
    "received": "compte l’heure de réception du dossier",
    "sent": "compte l’heure d’envoi du dossier, cachet de la poste faisant foi",
    "started": "compte l’heure à laquelle la saisie a commencé",
    "complete": "compte l’heure à laquelle le dossier est complet",
})  # fmt: skip
LATE = table({
    "refused": "un dossier en retard est refusé",
    "code": "un dossier en retard n’est admis qu’avec un code donné au cas par cas",
    "flagged": "un dossier en retard est reçu, et signalé comme tel au jury",
})  # fmt: skip
EDIT = table({
    "deposit": "le dossier ne se modifie plus une fois déposé",
    "closing": "le dossier se modifie et se dépose à nouveau jusqu’à la clôture : le "
    "dernier dépôt compte",
})  # fmt: skip
MILESTONES = table({
    "answer": "réponse aux candidats", "results": "résultats", "event": "événement",
    "information": "réunion d’information", "questions": "fin des questions",
    "answers": "réponses aux questions", "hearing": "auditions", "embargo": "embargo",
    "publication": "publication", "agreement": "convention", "committee": "comité",
    "start": "début des projets", "vote": "vote", "ceremony": "cérémonie",
    "other": "date à retenir",
})  # fmt: skip
SILENCE = table({
    "rejection": "vaut refus", "acceptance": "vaut acceptation", "nothing": "ne vaut rien",
})  # fmt: skip
COUNTED_FROM = table({
    "deposit": "le dépôt", "closing": "la clôture", "complete": "le dossier complet",
})  # fmt: skip
APPLICANTS = table({
    "body": "un organisme", "person": "une personne physique", "consortium": "un groupement",
})  # fmt: skip
WINS = table({
    "last": "le dernier déposé compte", "first": "le premier déposé compte",
    "ask": "l’organisateur demande lequel garder", "none": "aucun ne compte : tous sont écartés",
})  # fmt: skip
CLOCKS = table({"call": "", "applicant": "l’heure de la clôture est celle du lieu du candidat"})
MAJORITIES = table({
    "relative": "décide à la majorité relative", "absolute": "décide à la majorité absolue",
    "three_fifths": "décide aux trois cinquièmes", "two_thirds": "décide aux deux tiers",
    "unanimity": "décide à l’unanimité",
})  # fmt: skip
CHOSEN_PER = table({"call": "", "track": "dans chaque volet"})
PROPORTIONS = table({
    "files": "partagée selon le nombre de dossiers reçus", "request": "partagée selon les demandes",
    "population": "partagée selon le nombre d’habitants",
})  # fmt: skip
KEPT_PER = table({
    "call": "", "track": "comptées dans chaque volet",
    "departement": "comptées dans chaque département", "region": "comptées dans chaque région",
    "country": "comptées dans chaque pays", "organisation": "comptées pour chaque organisme",
    "answer": "comptées pour chaque réponse",
})  # fmt: skip
WAITING = table({
    "merit": "tous les dossiers non retenus mais admis, par ordre de mérite",
    "arrival": "tous les dossiers non retenus mais admis, dans l’ordre d’arrivée",
    "lot": "tous les dossiers non retenus mais admis, dans l’ordre du tirage",
    "all_admitted": "tous les dossiers non retenus mais admis",
})  # fmt: skip
RESERVED_PER = table({
    "call": "", "track": "une par volet", "departement": "une par département",
    "region": "une par région", "country": "une par pays", "organisation": "une par organisme",
    "answer": "une par réponse",
})  # fmt: skip
OWN_PER = table({
    "project": "par projet", "partner": "par partenaire", "person": "par personne",
    "inhabitant": "par habitant", "year": "par an",
})  # fmt: skip
CALLED_OFF = table({
    "competition": "chaque commande est remise en concurrence entre les titulaires",
    "rotation": "chaque commande va au titulaire dont c’est le tour",
    "ranking": "chaque commande va au premier titulaire classé qui l’accepte",
    "share": "les commandes se partagent entre les titulaires",
    "free": "chaque commande va au titulaire choisi par qui commande",
})  # fmt: skip
OF = table({
    "applicant": "", "every_member": "vaut pour chaque membre",
    "any_member": "il suffit qu’un membre la remplisse", "members": "membres",
    "together": "vaut pour tous les membres ensemble",
})  # fmt: skip
OUTCOMES = table({
    "awarded": "Ne pas avoir été lauréat", "refused": "Ne pas avoir été refusé à l’appel",
    "submitted": "Ne pas avoir déposé de dossier à l’appel",
})  # fmt: skip
SHARE_OF = table({
    "area": "de la superficie", "population": "des habitants", "members": "des membres",
})  # fmt: skip
COUNTED_BY = table({
    "call": "par candidat", "track": "par candidat et par volet",
    "window": "par candidat et par période",
})  # fmt: skip
WEEKENDS = table({
    "kept": "", "next": "reporté au lundi si c’est un samedi ou un dimanche",
    "previous": "avancé au vendredi si c’est un samedi ou un dimanche",
})  # fmt: skip
COMBINES = table({
    "mean": "note : la moyenne des lectures", "median": "note : la médiane des lectures",
    "sum": "note : la somme des lectures",
    "trimmed_mean": "note : la moyenne sans la plus haute ni la plus basse",
    "best": "note : les meilleures lectures seulement",
    "consensus": "note : fixée ensemble après discussion",
    "rank": "classement : la moyenne des rangs donnés par chacun·e", "vote": "décision par un vote",
})  # fmt: skip
ONCE = table({
    "commune": "commune", "epci": "EPCI", "departement": "département", "region": "région",
    "country": "pays", "organisation": "organisme",
})  # fmt: skip
JUDGED = table({
    "self": "vérifié dès le test d’éligibilité et au dépôt",
    "staff": "vérifié par l’organisateur à l’instruction",
})  # fmt: skip
ON = table({
    "deposit": "à la date du dépôt", "selection": "à la date de la sélection",
    "today": "à la date du jour",
})  # fmt: skip
PLACE_OF = table({
    "seat": "Siège situé", "residence": "Résidence située", "nationality": "Nationalité",
    "birth": "Lieu de naissance", "project": "Projet mené", "activity": "Activité exercée",
})  # fmt: skip
ACTORS = table({
    "elected": "élu·e", "agent": "agent·e", "partner": "partenaire", "state": "agent·e de l’État",
    "economic": "acteur·rice socio-économique", "citizen": "habitant·e", "other": "",
})  # fmt: skip
AGREEMENT = table({
    "no": "aucun accord écrit n’est demandé entre les partenaires",
    "intent": "une lettre d’intention des partenaires est demandée",
    "before_deposit": "l’accord entre partenaires est signé avant le dépôt",
    "before_start": "l’accord entre partenaires est signé avant le démarrage",
})  # fmt: skip
PARTNER_RULES = table({
    "count": "nombre de partenaires", "countries": "nombre de pays",
    "categories": "nombre de catégories différentes",
    "per_country": "nombre de partenaires d’un même pays", "ratio": "part des partenaires",
    "share": "part du budget", "share_per_country": "part du budget d’un même pays",
    "files": "nombre de dossiers où figure un même partenaire",
})  # fmt: skip
WAYS = table({
    "online": "en ligne", "document": "en remplissant le document de l’appel et en le rapportant",
    "email": "par e-mail", "post": "par la poste", "hand": "en main propre, contre reçu",
    "portal": "sur un autre portail",
})  # fmt: skip
UNITS = table({
    "characters": ("caractère", "caractères"), "words": ("mot", "mots"),
    "lines": ("ligne", "lignes"), "pages": ("page", "pages"),
})  # fmt: skip
FORMATS = table({
    "any": "", "email": "adresse e-mail", "phone": "téléphone", "url": "adresse de site",
    "siren": "numéro SIREN", "siret": "numéro SIRET", "iban": "IBAN", "bic": "code BIC",
    "vat": "numéro de TVA européen", "lei": "code LEI",
})  # fmt: skip
FIELDS = table({
    "name": "nom", "capacity": "qualité", "organisation": "organisme", "service": "service",
    "email": "e-mail", "phone": "téléphone", "address": "adresse",
})  # fmt: skip
COLUMNS = table({
    "text": "texte", "number": "nombre", "money": "montant", "choice": "choix", "date": "date",
})  # fmt: skip
SHOWS = table({
    "questions": "", "team": "page remplie à partir de l’équipe",
    "applicant": "page remplie à partir de la fiche du candidat",
    "consortium": "page remplie à partir du groupement",
    "partners": "page remplie pour chaque partenaire",
})  # fmt: skip
AUDIENCES = table({
    "me": "vous seul·e", "team": "votre équipe", "jury": "l’organisateur et le jury",
    "staff": "l’organisateur", "cohort": "les participants", "alliance": "l’alliance",
    "public": "tout le monde",
})  # fmt: skip
STAGES = table({
    "regularity": "examen de la régularité", "eligibility": "examen de l’éligibilité",
    "merit": "évaluation", "hearing": "audition", "visit": "visite", "negotiation": "négociation",
    "public_vote": "vote du public", "decision": "décision", "gate": "passage d’étape",
})  # fmt: skip
VISIBILITY = table({
    "sealed": "un·e membre ne voit les notes des autres qu’une fois l’étape finie",
    "after_own": "un·e membre ne voit les notes des autres qu’après avoir donné les siennes",
    "open": "les membres voient les notes des autres à tout moment",
})  # fmt: skip
KEEPS = table({
    "all_admitted": "tous les dossiers admis passent",
    "places": "passent autant de dossiers qu’il y a de places",
    "threshold": "passent les dossiers qui atteignent le seuil",
    "ranked": "les dossiers sont classés, sans élimination",
})  # fmt: skip
METHODS = table({
    "merit": "au mérite", "arrival": "dans l’ordre d’arrivée des dossiers complets",
    "lot": "par tirage au sort", "all_admitted": "tous les dossiers admis sont retenus",
})  # fmt: skip
AIMS = table({
    "violation": "respecter au mieux les équilibres souhaités",
    "count": "retenir le plus grand nombre", "priority": "retenir le plus de prioritaires",
    "merit": "réunir le plus de mérite", "worst": "que le moins bien noté le soit le mieux",
})  # fmt: skip
PRIORITIES = table({
    "strict": "passe avant tous les autres dossiers admis", "bonus": "reçoit des points en plus",
    "tie_break": "départage à mérite égal", "floor": "dispose d’un nombre minimum de places",
})  # fmt: skip
MEETINGS = table({
    "collective": "rencontre collective", "individual": "rencontre individuelle",
    "webinar": "webinaire", "local": "temps local", "visit": "visite",
    "preparation": "réunion préparatoire",
})  # fmt: skip
SEVERAL_MEETINGS = table({
    "collective": "rencontres collectives", "individual": "rencontres individuelles",
    "webinar": "webinaires", "local": "temps locaux", "visit": "visites",
    "preparation": "réunions préparatoires",
})  # fmt: skip
PER = table({
    "cohort": "tous les participants ensemble", "territory": "pour chaque territoire",
    "person": "pour chaque personne", "group": "pour chaque groupe",
})  # fmt: skip
MODES = table({
    "on_site": "sur place", "remote": "à distance", "hybrid": "sur place ou à distance",
    "proximity": "en regroupement de proximité, ou à distance",
    "either": "sur place, à distance ou en regroupement de proximité",
    "written": "par consultation écrite, sans se réunir",
})  # fmt: skip
HOSTS = table({
    "organiser": "", "territory": "accueilli par un territoire",
    "to_decide": "lieu d’accueil à décider ensemble",
})  # fmt: skip
HALVES = table({"morning": "matin", "noon": "midi", "afternoon": "après-midi", "evening": "soirée"})
SLOTS = table({
    "talk": "apport", "workshop": "atelier", "case": "cas", "debate": "débat",
    "exchange": "échange", "meal": "repas", "break": "pause", "other": "",
})  # fmt: skip
MEETING_STEPS = table({
    "preparation": "préparation", "start": "démarrage", "course": "", "closing": "clôture",
})  # fmt: skip
LEVELS = table({
    "expected": "attendu", "minimum": "minimum", "lead": "règle de la personne responsable",
})  # fmt: skip
EVIDENCE = table({
    "link": "lien", "document": "document", "meeting": "réunion", "article": "article",
    "deliberation": "délibération", "minutes": "compte rendu", "agenda": "ordre du jour",
    "photo": "photo", "declaration": "déclaration", "register": "feuille de présence",
})  # fmt: skip
BY = table({
    "territory": "par chaque territoire", "person": "par chaque personne",
    "cohort": "par tous les participants ensemble", "organiser": "par l’organisateur",
})  # fmt: skip
PEERS = table({
    "after_own": "chacun lit celui des autres après avoir donné le sien",
    "deadline": "chacun lit celui des autres à l’échéance",
})  # fmt: skip
DELIVERABLES = table({
    "strategy": "stratégie", "report": "rapport", "accounts": "compte rendu financier",
    "plan": "plan", "publication": "publication", "exercise": "exercice", "letter": "lettre",
    "agreement": "convention", "event": "événement", "work": "œuvre", "other": "",
})  # fmt: skip
SURVEYED = table({
    "team": "aux équipes", "everyone": "à chaque personne", "staff": "à l’organisateur",
})  # fmt: skip
GROUPS = table({
    "role": "par rôle", "territory": "par territoire", "theme": "par thème",
    "mixed": "en mélangeant rôles et territoires", "free": "librement",
})  # fmt: skip
MEASURED = table({
    "survey": "mesuré par une question posée aux participants",
    "evidence": "montré par des preuves", "deliverable": "montré par un livrable",
    "judgement": "apprécié par l’organisateur",
})  # fmt: skip
REPLACEMENT = table({
    "free": "libre", "notified": "possible en prévenant l’organisateur",
    "approved": "possible avec l’accord de l’organisateur", "forbidden": "impossible",
})  # fmt: skip
COUNTED_YEARS = table({
    "rolling": "", "calendar": "par année civile", "financial": "par exercice",
})  # fmt: skip
LIABLE = table({
    "each": "chacun répond de sa part", "lead": "le chef de file répond de tous",
    "all": "chacun répond de tout",
})  # fmt: skip
BALLOTS = table({
    "choices": "on y nomme des dossiers", "ranked": "on y classe les dossiers",
    "points": "on y donne des points", "judgement": "on y donne une mention à chaque dossier",
    "for_against": "on y dit oui ou non à chaque dossier",
})  # fmt: skip
HELD_IN = table({
    "call": "", "track": "tenu dans chaque volet", "window": "tenu dans chaque période",
})  # fmt: skip
ARRIVALS = table({
    "instant": "", "day": "les dossiers d’un même jour sont à égalité, et tirés au sort",
})  # fmt: skip
CEFR = table({
    "A1": "découverte", "A2": "intermédiaire", "B1": "seuil", "B2": "avancé", "C1": "autonome",
    "C2": "maîtrise",
})  # fmt: skip
"""The levels of the Common European Framework of Reference, as it names them."""
TOO_DEAR = table({
    "skipped": "un dossier que l’enveloppe ne paie plus est passé, et les suivants examinés",
    "stops": "le choix s’arrête au premier dossier que l’enveloppe ne paie plus",
    "reduced": "le premier dossier que l’enveloppe ne paie plus reçoit ce qui reste",
})  # fmt: skip
FILES_BY = table({
    "applicant": "", "household": "comptés par foyer", "site": "comptés par lieu",
})  # fmt: skip
PAPERS = table({"A4": "A4", "A3": "A3", "letter": "format lettre US", "legal": "format légal US"})
BEYOND = table({
    "refused": "ce qui dépasse fait refuser le dépôt",
    "unread": "ce qui dépasse est déposé, mais ne sera pas lu",
})  # fmt: skip
SIGNATURE = table({
    "none": "", "handwritten": "signé à la main", "simple": "signature électronique simple",
    "advanced": "signature électronique avancée", "qualified": "signature électronique qualifiée",
})  # fmt: skip
AMONG = table({
    "tracks": "parmi les volets", "hosts": "parmi les structures d’accueil",
    "parts": "parmi les accompagnants",
})  # fmt: skip
AWARDED = table({
    "awarded": "Avoir déjà été lauréat", "refused": "Avoir été refusé à l’appel",
    "submitted": "Avoir déjà déposé un dossier à l’appel",
})  # fmt: skip
RETENTION = table({
    "refused": "dossiers non retenus", "selected": "dossiers des lauréats",
    "accounts": "pièces comptables", "presence": "présences", "diets": "régimes alimentaires",
})  # fmt: skip
MERGING = table({
    "no": "",
    "with_agreement": "des dossiers proches peuvent être réunis, si leurs auteurs l’acceptent",
    "by_organiser": "l’organisateur peut réunir des dossiers proches",
})  # fmt: skip
FORMED = table({
    "before": "", "during": "l’équipe peut se former sur place, après l’inscription",
    "by_organiser": "l’organisateur forme les équipes",
})  # fmt: skip
DONE_BY = table({
    "applicant": "", "organiser": "réalisé par l’organisateur",
    "together": "réalisé ensemble, par l’organisateur et qui l’a proposé",
})  # fmt: skip
OWNERS = table({
    "author": "chacun garde la propriété de ce qu’il produit",
    "organiser": "ce qui est produit appartient à l’organisateur",
    "shared": "la propriété est partagée", "open": "ce qui est produit est ouvert à tous",
})  # fmt: skip
NOTIFIED = table({
    "email": "par e-mail", "post": "par courrier", "platform": "sur la plateforme",
    "phone": "par téléphone", "publication": "par la publication de la liste",
})  # fmt: skip
