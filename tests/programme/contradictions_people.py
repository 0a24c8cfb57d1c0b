"""Contradictions about teams, eligibility and the form: the check, the parts, its words."""

from typing import Any

from tests.programme.parts import (
    ATTACHED,
    CHOICE,
    QUESTION,
    TABLE,
    YES,
    criterion,
    form,
    milestone,
    role,
    stage,
    stated,
    team,
)

SPEAKS: list[tuple[str, dict[str, Any], str]] = [
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
    (
        "consortium.opposed",
        {"consortium": {"rules": [{"rule": "files", "min": 1}]}},
        "au plus : max",
    ),
    (
        "consortium.opposed",
        {"consortium": {"rules": [{"rule": "count", "max": 1, "per": "track"}]}},
        "appel à volets",
    ),
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
        "form.table",
        form(
            {
                **TABLE,
                "checks": [
                    {"rule": "total", "column": "total", "max": 1, "where": "pays", "among": ["fr"]}
                ],
            }
        ),
        "« pays »",
    ),
    (
        "rule.empty",
        form(
            {**TABLE, "checks": [{"rule": "total", "column": "total", "max": 1, "where": "total"}]}
        ),
        "quelles lignes",
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
    ("criteria.added", {"stated": stated("criteria", "moyens")}, "aucune question ne la recueille"),
    (
        "places.named",
        {
            "eligibility": [
                {
                    "rule": "listed",
                    "list": "l",
                    "nominators": [{"key": "u", "label": "Universités", "count": 2, "max": 3}],
                }
            ],
            "selection": {"places_max": 7},
        },
        "ne peut désigner que 6",
    ),
]
