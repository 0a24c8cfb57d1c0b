"""Contradictions about the source, the clock and names: the check, the parts, its words."""

from typing import Any

from cordee.programme.sense.stated import PLAIN
from tests.programme.parts import (
    J1,
    J2,
    QUESTION,
    WEBINAR,
    WINDOW,
    criterion,
    form,
    milestone,
    pledge,
    stage,
    stated,
    team,
    window,
    year,
)

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
    (
        "answer.quiet",
        {
            "timeline": {"silence": {"after": "P4M"}},
            "stages": [
                {
                    "key": "d",
                    "label": "Arrêté",
                    "kind": "decision",
                    "decides": "X",
                    "ends": {"anchor": "deposit", "offset": "P6M"},
                }
            ],
        },
        "« Arrêté » s’achève 6 mois",
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
    *[(f"stated.{topic}", {"stated": stated(topic, "a", "b")}, "se contredit") for topic in PLAIN],
]
