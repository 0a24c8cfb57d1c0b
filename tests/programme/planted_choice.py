"""Contradictions planted in a whole call: who judges, on what, how the set is chosen."""

from datetime import date
from typing import Any

type Changes = tuple[tuple[str, Any], ...]

PLANTED: list[tuple[str, Changes]] = [
    # track place max above total
    ("quota.scarce", (("tracks.0.places_max", 50),)),
    # preferences among hosts few
    ("priority.gift", (("preferences", {"among": "hosts", "min": 2, "max": 3}),)),
    # quota on kind not admitted
    ("quota.unknown", (("selection.quotas.1.values", ["departement"]),)),
    # quota for unknown kind
    ("quota.unknown", (("selection.quotas.1.values", ["comune"]),)),
    # people heard > team
    ("scale.marks", (("stages.2.people_max", 9),)),
    # double question key
    ("criteria.unread", (("form.sections.1.questions.0.key", "idee"),)),
    # criteria weights not 100
    (
        "criteria.whole",
        (
            ("criteria.1.weight", 50),
            ("criteria.0.points", None),
            ("criteria.1.points", None),
        ),
    ),
    # criterion fed by answers of a later step
    ("criteria.unread", (("stages.0.criteria", ["solidite"]),)),
    # criterion unused by any stage
    (
        "panel.idle",
        (
            ("stages.1.criteria", ["ambition"]),
            ("stages.2.criteria", ["ambition"]),
        ),
    ),
    # levels doubled
    ("scale.marks", (("scale.levels", [{"value": 1, "label": "x"}, {"value": 1, "label": "y"}]),)),
    # scale step bigger than range
    ("scale.marks", (("scale.step", 500),)),
    # threshold without keeps
    ("scale.marks", (("stages.1.threshold", 50),)),
    # kept below places_max
    ("stage.few", (("stages.0.kept_max", 8),)),
    # kept below places_min
    ("stage.few", (("stages.0.kept_max", 4),)),
    # kept grows
    ("stage.few", (("stages.1.kept_max", 30),)),
    # seat quorum > max
    ("panel.seats", (("panels.0.seats.0.quorum", 8),)),
    # all advisory seats
    ("panel.seats", (("panels.1.seats.0.voting", False),)),
    # two presidents
    ("panel.seats", (("panels.0.seats.1.president", True),)),
    # casting vote without president
    ("panel.seats", (("panels.1.casting_vote", True),)),
    # panel people more than seats
    ("panel.seats", (("panels.1.people", ["a", "b", "c", "d", "e", "f", "g", "h", "i"]),)),
    # panel never used
    ("panel.idle", (("panels.+", {"key": "vide", "label": "Vide"}),)),
    # questions_minutes > minutes
    ("scale.marks", (("stages.2.questions_minutes", 40),)),
    # stage weights sum not 1
    ("criteria.whole", (("stages.1.weight", 0.8),)),
    # quota on unknown attribute
    ("quota.unknown", (("selection.quotas.0.attribute", "departemant"),)),
    # quota answer of text
    ("quota.answer", (("selection.quotas.0.attribute", "answer.projet"),)),
    # quota answer value unknown
    (
        "quota.answer",
        (
            ("selection.quotas.0.attribute", "answer.theme"),
            ("selection.quotas.0.values", ["feu"]),
        ),
    ),
    # quota track unknown
    (
        "quota.unknown",
        (
            ("selection.quotas.0.attribute", "track"),
            ("selection.quotas.0.values", ["zzz"]),
        ),
    ),
    # quotas mins sum > places
    (
        "quota.clash",
        (
            (
                "selection.quotas.+",
                {
                    "key": "epci",
                    "label": "E",
                    "attribute": "kind",
                    "values": ["epci"],
                    "min": 9,
                    "hard": True,
                },
            ),
        ),
    ),
    # quota min share sum >1
    (
        "quota.clash",
        (
            ("selection.quotas.0.min_share", 0.7),
            (
                "selection.quotas.+",
                {
                    "key": "x",
                    "label": "X",
                    "attribute": "kind",
                    "values": ["epci"],
                    "min_share": 0.6,
                },
            ),
            ("selection.quotas.0.attribute", "kind"),
            ("selection.quotas.0.values", ["commune"]),
        ),
    ),
    # quota min vs max of other
    (
        "quota.clash",
        (
            (
                "selection.quotas.+",
                {
                    "key": "x",
                    "label": "X",
                    "attribute": "kind",
                    "values": ["commune"],
                    "max": 1,
                    "hard": True,
                },
            ),
        ),
    ),
    # quota track min vs track max
    (
        "quota.scarce",
        (
            (
                "selection.quotas.+",
                {
                    "key": "x",
                    "label": "X",
                    "attribute": "track",
                    "values": ["a"],
                    "min": 7,
                    "hard": True,
                },
            ),
        ),
    ),
    # quota on country for french only
    (
        "quota.scarce",
        (
            ("selection.quotas.0.attribute", "region"),
            ("eligibility.+", {"rule": "place", "within": ["departement:62"]}),
            ("selection.quotas.0.max", 1),
        ),
    ),
    # at most one of with single territory
    (
        "quota.scarce",
        (
            ("selection.at_most_one_of", ["region"]),
            ("eligibility.+", {"rule": "place", "within": ["region:32"]}),
        ),
    ),
    # floor > places
    ("priority.gift", (("selection.priorities.0.floor", 20),)),
    # bonus > scale
    (
        "priority.gift",
        (
            ("selection.priorities.0.means", "bonus"),
            ("selection.priorities.0.bonus", 5000),
        ),
    ),
    # sum places of hosts < places_min
    (
        "priority.gift",
        (
            ("organisers.1.places_max", 2),
            ("preferences", {"among": "hosts"}),
        ),
    ),
    # mentions above scale
    ("scale.marks", (("selection.mentions", [{"key": "m", "label": "M", "above": 500}]),)),
    # envelope attribute unknown
    ("quota.unknown", (("selection.envelopes.0.attribute", "quartie"),)),
    # phases overlap
    ("gate.late", (("year.phases.1.starts", {"date": date(2028, 1, 1)}),)),
    # gate after phase it opens
    ("gate.late", (("gates.0.when", {"date": date(2028, 9, 1)}),)),
    # criterion measures text
    ("criteria.bands", (("criteria.0.measures", "projet"),)),
    # bands points above points
    (
        "criteria.bands",
        (("criteria.0.bands", [{"points": 80, "when": {"rule": "kind", "among": ["commune"]}}]),),
    ),
    # bands after everyone
    (
        "criteria.bands",
        (
            (
                "criteria.0.bands",
                [{"points": 5}, {"points": 3, "when": {"rule": "kind", "among": ["commune"]}}],
            ),
        ),
    ),
    # bands order
    (
        "criteria.bands",
        (
            ("criteria.0.measures", "cout"),
            (
                "criteria.0.bands",
                [{"points": 5, "up_to": 100}, {"points": 3, "up_to": 10}, {"points": 0}],
            ),
        ),
    ),
    # third_above above scale
    ("stage.readings", (("stages.0.third_above", 500),)),
    # third with one review
    (
        "stage.readings",
        (
            ("stages.0.third_above", 10),
            ("stages.0.min_reviews", 1),
        ),
    ),
    # trimmed mean with two
    ("stage.readings", (("stages.0.combines", "trimmed_mean"),)),
    # vote combined on merit w/o vote
    ("stage.readings", (("stages.0.choices_max", 3),)),
    # choices on merit
    ("stage.readings", (("stages.0.choices_min", 3),)),
    # kept_budget without budget
    (
        "stage.readings",
        (
            ("stages.0.kept_budget", 3),
            ("selection.budget", None),
            ("selection.envelopes", []),
        ),
    ),
    # nobody may win under a hard balance of none
    (
        "quota.none",
        (("selection.quotas.0.max", 0),),
    ),
    # votes_every on merit stage
    ("stage.unheld", (("stages.1.votes_every", "P1D"),)),
    # voter_age on merit
    ("stage.unheld", (("stages.1.voter_age_min", 16),)),
    # votes_points with choices
    (
        "stage.unheld",
        (
            ("stages.1.kind", "public_vote"),
            ("stages.1.votes_points", 10),
            ("stages.1.choices_max", 3),
            ("stages.1.voters", "x"),
        ),
    ),
    # wildcards more than places
    ("stage.unheld", (("stages.3.wildcards", 50),)),
    # written without ends
    (
        "stage.unheld",
        (
            ("stages.3.mode", "written"),
            ("stages.3.ends", None),
        ),
    ),
    # written hearing
    ("stage.unheld", (("stages.2.mode", "written"),)),
    # criterion of a track fed by another track's question
    (
        "criteria.sources",
        (
            ("form.sections.1.questions.0.tracks", ["a"]),
            ("criteria.1.fed_by", ["projet"]),
            ("criteria.1.tracks", ["b"]),
        ),
    ),
    # option points but nobody measures
    ("criteria.uncounted", (("form.sections.1.questions.5.options.0.points", 5),)),
    # track min_merit beyond scale
    ("stage.beyond", (("tracks.0.min_merit", 500),)),
    # reply_within longer than stage gap
    ("stage.beyond", (("stages.1.reply_within", "P6M"),)),
    # part of another track
    (
        "criteria.tracks",
        (
            ("criteria.0.tracks", ["a"]),
            (
                "criteria.+",
                {
                    "key": "p",
                    "label": "P",
                    "within": "ambition",
                    "tracks": ["b"],
                    "fed_by": ["idee"],
                },
            ),
        ),
    ),
    # hidden answer
    ("criteria.sources", (("form.sections.0.questions.0.audience", "team"),)),
]
