"""Contradictions planted in a whole call: bounds within bounds, what one holder says twice."""

from datetime import date
from typing import Any

from tests.programme.planted_money import Changes

TIERS = [
    {"label": "Petites", "rate": 0.5, "when": {"rule": "number", "fact": "population", "max": 9}},
    {"label": "Minimes", "rate": 0.4, "when": {"rule": "number", "fact": "population", "below": 5}},
]
YES: dict[str, Any] = {"kind": "yes_no", "key": "rural", "label": "Rural ?"}
PARTNERS: dict[str, Any] = {"min": 2, "max": 60, "budget_question": "lignes"}
LINES: dict[str, Any] = {
    "kind": "table",
    "key": "lignes",
    "label": "Lignes",
    "columns": [{"key": "somme", "label": "Somme", "kind": "money"}],
}
MONTHS: dict[str, Any] = {"kind": "number", "key": "mois", "label": "Mois", "min": 6, "max": 48}
GRID = [{"value": 10, "label": "peu"}, {"value": 70, "label": "beaucoup"}]
ASKED = "form.sections.1.questions.+"

PLANTED: list[tuple[str, Changes]] = [
    # an organiser poorer than its tracks
    ("organiser.over", (("organisers.0.budget", 300000), ("tracks.0.organiser", "centre"))),
    # a wave richer than its track
    ("track.over", (("windows.1.tracks", ["a"]), ("windows.1.budget", 500000))),
    # shares of separate envelopes beyond the whole
    (
        "envelope.split",
        (
            (
                "selection.envelopes",
                [
                    {
                        "key": "x",
                        "label": "X",
                        "share": 0.9,
                        "attribute": "departement",
                        "proportional_to": "files",
                    },
                    {
                        "key": "y",
                        "label": "Y",
                        "share": 0.2,
                        "when": {"rule": "kind", "among": ["commune"]},
                    },
                ],
            ),
        ),
    ),
    # waves with more places than the call
    ("window.places", (("windows.0.places_max", 8), ("windows.1.places_max", 8))),
    # ranked prizes given more often than there are places
    (
        "prize.places",
        (
            (
                "grants.+",
                {"key": "p", "label": "P", "kind": "prize", "amount": 9, "rank": 1, "count": 30},
            ),
        ),
    ),
    # as many winners as expected, at the least aid: more than the envelope
    ("places.expected", (("grants.0.min", 99000), ("selection.places_expected", 10),
                         ("selection.budget", 900000))),
    # costs capped below the least project
    ("grant.small", (("grants.0.tracks", ["a"]), ("grants.0.costs_max", 9000))),
    # a case that an earlier one contains
    ("tier.hidden", (("grants.0.tiers", TIERS),)),
    # an aid for a place where nobody is
    (
        "case.elsewhere",
        (
            ("eligibility.+", {"rule": "place", "within": ["region:32"]}),
            ("grants.0.when", {"rule": "place", "within": ["departement:13"]}),
        ),
    ),
    # an end before the answer
    ("project.ended", (("project.ends_before", {"date": date(2027, 5, 1)}),)),
    # a result before the answer
    ("result.early", (("year.results.0.due", {"date": date(2027, 3, 1)}),)),
    # every answer before the last closing
    ("answer.final", (("milestones.4.when", date(2027, 4, 10)),)),
    # a reserve list that expires between two answers
    (
        "reserve.expired",
        (
            ("milestones.+", {"key": "tri", "label": "Tri", "kind": "results",
                              "when": date(2027, 4, 2)}),
            ("selection.reserve.expires", {"date": date(2027, 6, 1)}),
        ),
    ),
    # a committee before the first files are examined
    (
        "committee.early",
        (
            ("windows.0.cut_offs", [date(2027, 2, 20)]),
            ("milestones.+", {"key": "com", "label": "Comité", "kind": "committee",
                              "when": date(2027, 2, 1), "window": "w1"}),
        ),
    ),
    # files taken for a year after the last examination
    (
        "window.unexamined",
        (("windows.1.closes", date(2028, 5, 28)), ("windows.1.cut_offs", [date(2027, 5, 1)])),
    ),
    # silence before the answer promised
    (
        "answer.quiet",
        (
            ("timeline.silence", {"means": "rejection", "after": "P2M"}),
            ("milestones.4.when", None),
            ("milestones.4.due", {"anchor": "deposit", "offset": "P5M"}),
        ),
    ),
    # months that no project lasts
    ("question.months", ((ASKED, MONTHS), ("project.months_question", "mois"))),
    # an end later than the projects’
    (
        "question.dates",
        (
            ("project.end_question", "fin"),
            ("project.start_question", "debut"),
            ("project.ends_before", {"date": date(2029, 1, 31)}),
        ),
    ),
    # fewer lines than partners
    ("partners.lines", ((ASKED, LINES), ("consortium", PARTNERS))),
    # shares that never make the whole
    (
        "partners.lines",
        (("consortium", {"max": 9, "rules": [{"rule": "share", "each": True, "max": 0.1}]}),),
    ),
    # a second step that asks nothing
    ("step.empty", (("form.sections.1.steps", ["s1"]),)),
    # an electronic signature on paper
    ("form.signed", (("form.ways", ["post", "hand"]), ("form.signature", "qualified"))),
    # a balance on « vrai »
    (
        "quota.yes",
        (
            (ASKED, YES),
            ("selection.quotas.0.attribute", "answer.rural"),
            ("selection.quotas.0.values", ["vrai"]),
        ),
    ),
    # levels beyond the points of their criterion, or said twice
    ("criteria.levels", (("criteria.0.levels", [*GRID, {"value": 700, "label": "trop"}]),)),
    ("criteria.levels", (("criteria.0.levels", [*GRID, *GRID]),)),
    # a threshold below the floors of the criteria
    (
        "stage.floors",
        (
            ("criteria.0.eliminatory_below", 20),
            ("stages.1.keeps", "threshold"),
            ("stages.1.threshold", 30),
        ),
    ),
    # a threshold in points, of criteria that weigh otherwise
    (
        "threshold.weighed",
        (
            ("criteria.0.points", 50),
            ("criteria.1.points", 50),
            ("stages.1.keeps", "threshold"),
            ("stages.1.threshold", 30),
        ),
    ),
    # an organiser who receives files from where nobody may apply
    (
        "organiser.served",
        (
            ("eligibility.+", {"rule": "place", "within": ["region:32"]}),
            ("organisers.0.serves", ["departement:13"]),
        ),
    ),
    # two aids given together: more than the cost
    (
        "grant.together",
        (
            ("grants.+", {"key": "pret", "label": "Prêt", "kind": "loan", "rate_max": 0.7,
                          "with": ["aide"]}),
        ),
    ),
    # a first instalment that waits for an earlier one
    (
        "instalment.first",
        (
            ("grants.0.instalments.0.released", None),
            ("grants.0.instalments.0.once_spent", 0.5),
        ),
    ),
    # a mention within the points of all stages, beyond those of each
    (
        "mention.beyond",
        (
            ("stages.1.criteria", ["solidite"]),
            ("stages.2.criteria", ["solidite"]),
            ("selection.mentions", [{"key": "m", "label": "M", "above": 90}]),
        ),
    ),
    # places counted in each track, and no number
    ("stage.counted", (("stages.1.kept_per", "track"), ("stages.1.kept_max", None))),
    # a criterion of one track read in an answer of the other
    (
        "criteria.elsewhere",
        (("criteria.1.tracks", ["a"]), ("form.sections.1.questions.7.tracks", ["b"])),
    ),
    # amounts that nobody decides
    (
        "stage.gap",
        (
            ("stages.3.when", {"rule": "answer", "question": "aide", "min": 50000}),
            ("stages.+", {"key": "fin", "label": "Fin", "kind": "decision", "panel": "bureau",
                          "when": {"rule": "answer", "question": "aide", "max": 20000}}),
        ),
    ),
    # nobody is 40 and under 40
    (
        "condition.nobody",
        (("eligibility.+", {"rule": "number", "fact": "age", "min": 40, "below": 40}),),
    ),
]  # fmt: skip
