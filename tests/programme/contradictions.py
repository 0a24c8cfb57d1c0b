"""Definitions that contradict themselves: the check that speaks, the parts, some of its words."""

from typing import Any

from cordee.programme.sense.stated import PLAIN
from tests.programme.build import LEAST

WINDOW = LEAST["windows"][0]
YES = {"rule": "declares", "statement": "Oui"}


def window(**parts: Any) -> dict[str, Any]:
    return {"windows": [{**WINDOW, **parts}]}


def year(*meetings: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {"year": {"meetings": [{"label": "J", **one} for one in meetings], **parts}}


def form(*questions: dict[str, Any], **parts: Any) -> dict[str, Any]:
    asked = [{"label": "Q", **one} for one in questions]
    return {"form": {"sections": [{"key": "s", "label": "S", "questions": asked}], **parts}}


def team(**parts: Any) -> dict[str, Any]:
    return {"team": parts}


def role(key: str, **parts: Any) -> dict[str, Any]:
    return {"key": key, "label": key, **parts}


def stated(about: str, *values: Any) -> list[dict[str, Any]]:
    return [{"about": about, "said": f"dit {value}", "value": value} for value in values]


def milestone(kind: str, when: str) -> dict[str, Any]:
    return {"milestones": [{"key": kind, "label": kind, "kind": kind, "when": when}]}


def criterion(key: str = "c", **parts: Any) -> dict[str, Any]:
    return {"key": key, "label": key, **parts}


def stage(**parts: Any) -> dict[str, Any]:
    return {"stages": [{"key": "jury", "label": "Jury", **parts}]}


def pledge(rule: str, key: str = "p", **parts: Any) -> dict[str, Any]:
    return {"rule": rule, "key": key, "label": key, **parts}


J1, J2 = {"key": "j1", "when": "2025-02-27"}, {"key": "j2", "when": "2025-04-28"}
WEBINAR = {"key": "j0", "when": "2025-02-04", "kind": "webinar", "days": "0.5"}
HOURS = {"start": "14:00", "end": "09:00"}
QUESTION = {"kind": "long_text", "key": "q"}
CHOICE = {"kind": "choice", "key": "c", "options": [{"key": "a", "label": "A"}]}
ATTACHED = {"kind": "file", "key": "f", "counted": False}
TABLE = {"kind": "table", "key": "t", "columns": [{"key": "total", "label": "Total"}]}
SEATS = [{"key": "s", "label": "S", "max": 2}]
PANEL = {"key": "jury", "label": "Jury", "seats": SEATS}

SPEAKS: list[tuple[str, dict[str, Any], str]] = [
    (
        "reference.unknown",
        {"steps": [{"key": "s", "window": "depo"}]},
        "vouliez-vous dire « depot »",
    ),
    ("reference.unknown", {"eligibility": [{"rule": "kind", "among": ["comune"]}]}, "« commune »"),
    ("reference.unknown", stage(panel="jury"), "aucun n’est défini"),
    ("reference.unknown", year(pledges=[pledge("handed", deliverable="x")]), "livrable"),
    ("reference.unknown", year(pledges=[pledge("presence.together", needs={"elu": 1})]), "rôle"),
    (
        "reference.anchor",
        year({"key": "j", "due": {"anchor": "meeting.x"}}),
        "repère de calendrier",
    ),
    ("reference.double", form(QUESTION, QUESTION), "« q » est déjà prise"),
    ("reference.double", {"themes": [criterion(), criterion()]}, "déjà prise"),
    ("reference.place", {"eligibility": [{"rule": "place", "within": ["62"]}]}, "departement:62"),
    (
        "reference.addition",
        {"settled": [{"about": "other", "choice": "x", "adds": ["question.w"]}]},
        "« w » ne correspond",
    ),
    (
        "reference.place",
        {"eligibility": [{"rule": "place", "within": ["perimeter:x"]}]},
        "périmètre",
    ),
    ("window.backwards", window(opens="2025-01-01"), "n’est pas après l’ouverture"),
    ("window.endless", {"windows": [{"key": "depot"}]}, "n’a pas de clôture"),
    ("window.endless", window(permanent=True), "pas les deux"),
    ("window.no_hour", window(closes="2024-12-19"), "retient 23 h 59 (heure de Paris)"),
    (
        "window.no_opening",
        {"windows": [{"key": "depot", "closes": "2024-12-19T12:00:00"}]},
        "pas dite",
    ),
    ("window.skipped_hour", window(closes="2025-03-30T02:30:00"), "n’existe pas (heure de Paris)"),
    ("window.doubled_hour", window(closes="2025-10-26T02:30:00"), "a lieu deux fois"),
    (
        "window.extension",
        window(extensions=[{"decided": "2024-12-01", "closes": "2024-12-10", "why": "x"}]),
        "ne prolonge rien",
    ),
    (
        "window.extension",
        window(extensions=[{"decided": "2024-12-24", "closes": "2025-01-10", "why": "x"}]),
        "décidée après",
    ),
    ("window.unused", {"windows": [WINDOW, {**WINDOW, "key": "autre"}]}, "« autre »"),
    ("answer.absent", {}, "Aucune date de réponse"),
    ("answer.early", milestone("answer", "2024-12-01"), "avant la clôture"),
    ("answer.late", milestone("answer", "2025-03-01") | year(J1), "après la première rencontre"),
    (
        "answer.silence",
        milestone("answer", "2025-03-01") | {"timeline": {"silence": {"after": "P2M"}}},
        "vaut un refus au plus tard le mercredi 19",
    ),
    ("calendar.soon", year({"key": "j", "when": "2024-12-26"}), "7 jours après la clôture"),
    ("calendar.before_choice", year({"key": "j", "when": "2024-12-01"}), "avant la clôture"),
    (
        "stated.deadline",
        {"stated": stated("closes", "2024-12-19", "2024-12-19T12:00:00")},
        "2 façons",
    ),
    (
        "stated.deadline",
        {"stated": stated("closes", "2024-12-20")},
        "jeudi 19 décembre 2024 à 12 h",
    ),
    ("stated.opening", {"stated": stated("opens", "2024-11-07")}, "vendredi 8 novembre 2024"),
    ("stated.duration", {"stated": stated("duration", 12, 14)} | year(J1, J2), "donne 3 mois"),
    ("stated.engagement", {"stated": stated("engagement", 8.5)} | year(J1, WEBINAR), "= 1,5 jour"),
    (
        "stated.engagement_held",
        {"stated": stated("engagement", 1.5)} | year(J1, WEBINAR),
        "bien la somme",
    ),
    ("stated.meetings", {"stated": stated("meetings", 7)} | year(J1), "en compte 1"),
    ("stated.rhythm", {"timeline": {"rhythm": "P6W"}} | year(J1, J2), "en moyenne de 60 jours"),
    ("stated.rhythm", {"stated": stated("rhythm", "P6W")} | year(J1, J2), "8,6 semaines"),
    (
        "stated.places",
        {"stated": stated("places", "5-7"), "selection": {"places_max": 6}},
        "de 1 à 6",
    ),
    ("stated.team", {"stated": stated("team", "4-6")} | team(min=4, max=5), "de 4 à 5"),
    ("stated.pages", {"stated": stated("pages", 8)}, "aucune limite"),
    ("stated.fee", {"stated": stated("fee", 700)}, "retient 0 €"),
    *[(f"stated.{topic}", {"stated": stated(topic, "a", "b")}, "2 façons") for topic in PLAIN],
    ("team.size", team(min=1, max=2, roles=[role("a", min=3)]), "au moins 3 personnes"),
    ("team.size", team(min=4, roles=[role("a", max=2)]), "n’admettent que 2"),
    ("bounds.people", team(min=5, max=4), "Le minimum (5) dépasse"),
    (
        "team.exception",
        team(roles=[role("a")], exceptions=[role("e", waives=["a"])]),
        "déjà facultatif",
    ),
    (
        "team.exception",
        team(roles=[role("a", min=1, max=1)], exceptions=[role("e", waives=["a"], needs={"a": 2})]),
        "n’admet que 1",
    ),
    (
        "team.one_name",
        team(
            leads=[
                {"key": "p", "label": "Cheffe de file"},
                {"key": "b", "label": "Collectivité cheffe de file", "of": "body"},
            ]
        ),
        "« Cheffe de file » nomme",
    ),
    ("team.one_name", {"stated": stated("lead", "person", "body")}, "Le même mot"),
    (
        "eligibility.kinds",
        {"eligibility": [{"rule": "kind", "among": ["epci"], "except": ["epci"]}]},
        "à la fois admis et exclu",
    ),
    (
        "eligibility.kinds",
        {"eligibility": [{"rule": "kind", "among": ["ca"], "except": ["epci"]}]},
        "Tous les genres admis",
    ),
    (
        "eligibility.places",
        {"eligibility": [{"rule": "place", "within": ["FR"], "outside": ["FR"]}]},
        "dedans et dehors",
    ),
    (
        "eligibility.nobody",
        {
            "eligibility": [
                {"rule": "kind", "among": ["epci"]},
                {"rule": "kind", "among": ["commune"]},
            ]
        },
        "plus personne",
    ),
    (
        "eligibility.too_many",
        {"eligibility": [{"rule": "at_least", "count": 2, "conditions": [YES]}]},
        "n’y en a que 1",
    ),
    ("eligibility.open", {}, "tout le monde"),
    ("consortium.alone", {"consortium": {}}, "personne ne candidate ainsi"),
    ("consortium.alone", {"applicant": {"is": ["consortium"]}}, "rien ne les décrit"),
    ("form.bounds", form({**QUESTION, "limit": {"min": 9, "max": 3}}), "Le minimum (9)"),
    ("form.choices", form({**CHOICE, "min": 3, "max": 3}), "ajoutez des options"),
    (
        "form.table",
        form({**TABLE, "checks": [{"rule": "total", "column": "tota"}]}),
        "on y trouve total",
    ),
    (
        "form.column",
        form({**TABLE, "columns": [{"key": "c", "label": "C", "kind": "choice"}]}),
        "sans rien proposer",
    ),
    ("form.condition", form({**QUESTION, "when": {"question": "q"}}), "d’elle-même"),
    ("form.condition_empty", form({**QUESTION, "when": {"equals": True}}), "ne compare rien"),
    ("form.pages", form(ATTACHED, max_pages=8), "limité à 8 pages"),
    (
        "form.too_long",
        form({**QUESTION, "limit": {"unit": "pages", "max": 9}}, max_pages=8),
        "9 pages",
    ),
    ("form.empty", {}, "est vide"),
    ("stage.votes", stage(choices_min=5, choices_max=3), "mais 3 au plus"),
    ("selection.lot", {"selection": {"sure_above": 15}}, "Rien n’est tiré au sort"),
    (
        "selection.lot",
        {"selection": {"method": "lot", "min_merit": 12, "sure_above": 10}},
        "sous le minimum (12)",
    ),
    ("team.lead_time", team(lead_time="P3M"), "que 41 jours"),
    ("contact.address", {"contacts": [{"name": "A", "email": "a.example.org"}]}, "nom@domaine.fr"),
    ("contact.address", {"form": {"mailboxes": ["x"]}}, "« x » n’est pas une adresse"),
    ("contact.nobody", {}, "Personne n’est nommé"),
    ("milestone.questions", milestone("questions", "2024-12-24"), "vient après la clôture"),
    (
        "milestone.questions",
        {
            "milestones": [
                {**role("q"), "kind": "questions", "when": "2024-12-10"},
                {**role("a"), "kind": "answers", "when": "2024-12-05"},
            ]
        },
        "inversez les deux dates",
    ),
    (
        "stage.dates",
        stage(starts={"date": "2025-01-20"}, ends={"date": "2025-01-10"}),
        "avant de commencer",
    ),
    (
        "stage.dates",
        stage(ends={"date": "2025-02-10"}) | milestone("answer", "2025-01-20"),
        "après la réponse promise",
    ),
    ("form.paper", {"form": {"ways": ["post"]}}, "ajoutez postal_address"),
    ("form.paper", {"form": {"ways": ["portal"]}}, "ajoutez portal"),
    (
        "form.sum",
        form({**TABLE, "columns": [{"key": "a", "label": "A", "sum_of": ["b"]}]}),
        "autre colonne : on y trouve a",
    ),
    (
        "form.total",
        form(
            {
                "kind": "group",
                "key": "g",
                "questions": [{**QUESTION, "label": "Q"}],
                "checks": [{"rule": "total", "column": "x"}],
            }
        ),
        "pas dans ce groupe : on y trouve q",
    ),
    ("form.mailboxes", {"form": {"ways": ["email"]}}, "aucune adresse"),
    ("criteria.unfed", {"criteria": [criterion()]}, "ne nourrit le critère « c »"),
    (
        "criteria.added",
        form(QUESTION)
        | {
            "stated": stated("criteria", "q"),
            "settled": [{"about": "other", "choice": "x", "adds": ["question.q"]}],
        },
        "est ajoutée",
    ),
    ("criteria.added", {"stated": stated("criteria", "moyens")}, "aucune question ne le recueille"),
    ("scale.empty", {"scale": {"min": 5, "max": 5}}, "doit dépasser"),
    (
        "scale.empty",
        {"scale": {"max": 4, "step": 0, "levels": [{"value": 9, "label": "x"}]}},
        "degré 9",
    ),
    ("criteria.weights", {"criteria": [criterion(weight=0)]}, "Aucun critère ne compte"),
    ("criteria.weights", {"criteria": [criterion(weight=-1)]}, "négatif"),
    (
        "criteria.points",
        {"criteria": [criterion("a", points=30), criterion("b", within="a", points=10)]},
        "en font 10",
    ),
    ("criteria.nested", {"criteria": [criterion("a", within="a")]}, "se contient lui-même"),
    ("threshold.outside", {"criteria": [criterion(eliminatory_below=21)]}, "Le seuil 21"),
    ("threshold.outside", stage(threshold=30), "de 0 à 20"),
    ("threshold.outside", {"selection": {"min_merit": -1}}, "Le seuil -1"),
    ("threshold.absent", stage(keeps="threshold"), "écrivez threshold"),
    ("places.bounds", {"selection": {"places_min": 7, "places_max": 5}}, "inversez-les"),
    (
        "places.bounds",
        {"selection": {"places_max": 5}, "tracks": [criterion("t", places_min=6)]},
        "demandent ensemble 6",
    ),
    (
        "places.capacity",
        window(capacity=3) | {"selection": {"places_min": 5}},
        "s’arrête à 3 dossiers",
    ),
    (
        "quota.impossible",
        {
            "selection": {
                "places_max": 5,
                "quotas": [{"key": "q", "label": "Q", "attribute": "kind", "min": 6}],
            }
        },
        "pour 5 places",
    ),
    (
        "quota.impossible",
        {"selection": {"quotas": [{"key": "q", "label": "Q", "attribute": "kind"}]}},
        "ne demande rien",
    ),
    (
        "quota.attribute",
        {
            "selection": {
                "quotas": [{"key": "q", "label": "Q", "attribute": "answer.theme", "max": 1}]
            }
        },
        "« theme »",
    ),
    (
        "priority.silent",
        {
            "selection": {
                "priorities": [{"key": "p", "label": "P", "condition": YES, "means": "bonus"}]
            }
        },
        "écrivez bonus",
    ),
    ("panel.impossible", {"panels": [{**PANEL, "quorum": 3}]}, "ne pourrait jamais siéger"),
    ("panel.impossible", {"panels": [{**PANEL, "quorum_share": 50}]}, "0.5 pour la moitié"),
    ("stage.reviews", {"panels": [PANEL]} | stage(panel="jury", min_reviews=3), "n’a que 2 sièges"),
    ("stage.alone", stage(), "Personne ne juge"),
    ("stage.alone", {"panels": [PANEL]} | stage(panel="jury"), "juge sans critère"),
    ("stage.kept", stage(kept_min=5, kept_max=3), "Le minimum (5)"),
    ("stage.kept", stage(kept_max=3) | {"selection": {"places_min": 5}}, "ne garde que 3 dossiers"),
    (
        "step.loop",
        stage(step="s") | {"steps": [{"key": "s", "window": "depot", "after": "jury"}]},
        "sur elle-même",
    ),
    (
        "step.order",
        stage(step="a")
        | {
            "steps": [
                {"key": "a", "window": "depot"},
                {"key": "b", "window": "depot", "after": "jury"},
            ]
        },
        "en même temps",
    ),
    ("calendar.order", year(J2, J1), "se tient avant"),
    ("calendar.hours", year({**J1, **HOURS}), "finit à 9 h"),
    (
        "calendar.overlap",
        year(
            {
                **J1,
                "slots": [
                    {"label": "A", "start": "09:00", "end": "11:00"},
                    {"label": "B", "start": "10:00"},
                ],
            }
        ),
        "commence avant la fin de « A »",
    ),
    ("calendar.day_off", year({"key": "j", "when": "2025-03-01"}), "un samedi"),
    (
        "calendar.circle",
        year(
            {"key": "a", "due": {"anchor": "meeting.b"}},
            {"key": "b", "due": {"anchor": "meeting.a"}},
        ),
        "à lui-même",
    ),
    (
        "calendar.charter",
        year(
            J1,
            J2,
            charter={
                "signatory": "x",
                "given": {"anchor": "meeting.j2"},
                "due": {"anchor": "meeting.j1"},
            },
        ),
        "avant",
    ),
    (
        "calendar.start",
        {"stated": stated("start", "démarrage")} | year(WEBINAR, J1),
        "4 février 2025",
    ),
    (
        "calendar.start",
        year(
            WEBINAR,
            J1,
            charter={"signatory": "x", "given": {"anchor": "start"}, "due": {"anchor": "end"}},
        ),
        "27 février 2025",
    ),
    (
        "attendance.levels",
        year(
            J1,
            pledges=[
                pledge("presence.all", "a", level="expected"),
                pledge("presence.at_least", "b", count=1),
            ],
        ),
        "plusieurs niveaux",
    ),
    ("attendance.levels", {"stated": stated("attendance", "all", "3+1")}, "aucun n’est retenu"),
    (
        "attendance.strength",
        year(
            J1,
            pledges=[
                pledge("presence.all", "a", strength="advice"),
                pledge("presence.all", "b", strength="criterion"),
            ],
        ),
        "est un conseil dans « a »",
    ),
    (
        "attendance.strength",
        {"stated": stated("attendance", "advice", "criterion")}
        | year(J1, pledges=[pledge("presence.all")]),
        "plusieurs forces",
    ),
    (
        "attendance.unreachable",
        year(J1, pledges=[pledge("presence.at_least", count=3)]),
        "1 rencontre",
    ),
    ("attendance.unreachable", year(J1, pledges=[pledge("presence.at_least")]), "l’un des deux"),
    (
        "fee.rates",
        {"fees": [role("f", rates=[{"amount": 1}, {"amount": 2, "when": YES}])]},
        "Placez-le en dernier",
    ),
    ("fee.rates", {"fees": [role("f", rates=[{"amount": 2, "when": YES}])]}, "sans condition"),
    ("fee.unsaid", {"fees": [role("f", rates=[{"amount": 2}])]}, "(covers) ni quand"),
    ("money.negative", {"fees": [role("f", rates=[{"amount": -2}])]}, "négatif"),
    ("money.share", {"grants": [role("g", rate_max=80)]}, "0.8 pour 80"),
    ("funders.over", {"funders": [role("a", share="0.8"), role("b", share="0.5")]}, "font 130"),
    (
        "grant.instalments",
        {"grants": [role("g", instalments=[{"share": "0.5"}])]},
        "au lieu de 100",
    ),
    (
        "grant.instalments",
        {"grants": [role("g", amount=9, instalments=[{"amount": 5}])]},
        "pour une aide",
    ),
    ("grant.amounts", {"grants": [role("g", min=9, max=5)]}, "dépasse le maximum"),
    ("grant.amounts", {"grants": [role("g", rate_max="0.8", co_financing_min="0.3")]}, "110"),
    (
        "grant.amounts",
        {"grants": [role("g", count=3, amount=10, budget=20)]},
        "dépassent l’enveloppe",
    ),
    ("language.missing", {"languages": ["fr", "en"]}, "sans version « en » : title"),
    ("language.undeclared", {"title": {"fr": "a", "nl": "b"}}, "« nl » n’est pas déclarée"),
    ("text.placeholder", {"summary": "Le [blank] des fonds"}, "« [blank] » reste à remplir"),
]
