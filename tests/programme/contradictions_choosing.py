"""Contradictions about the choice, the year, money and words: the check, the parts, its words."""

from typing import Any

from tests.programme.parts import (
    HOURS,
    J1,
    J2,
    PANEL,
    WEBINAR,
    YES,
    criterion,
    pledge,
    role,
    stage,
    stated,
    window,
    year,
)

SPEAKS: list[tuple[str, dict[str, Any], str]] = [
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
    ("stage.counted", stage(kept_per="answer", kept_max=3), "et kept_question"),
    ("stage.counted", {"selection": {"reserve": {"per": "answer"}}}, "va par deux"),
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
        "ne suffit pas à",
    ),
    ("language.missing", {"languages": ["fr", "en"]}, "sans version « en » : title"),
    ("language.undeclared", {"title": {"fr": "a", "nl": "b"}}, "« nl » n’est pas déclarée"),
    ("text.placeholder", {"summary": "Le [blank] des fonds"}, "« [blank] » reste à remplir"),
]
