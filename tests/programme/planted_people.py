"""Contradictions planted in a whole call: who applies, with whom, with what project."""

from datetime import date
from typing import Any

type Changes = tuple[tuple[str, Any], ...]

PLANTED: list[tuple[str, Changes]] = [
    # kinds excluded
    (
        "eligibility.emptied",
        (("eligibility.+", {"rule": "kind", "except": ["commune", "epci", "association"]}),),
    ),
    # places disjoint
    (
        "eligibility.apart",
        (
            ("eligibility.+", {"rule": "place", "within": ["region:32"]}),
            ("eligibility.+", {"rule": "place", "within": ["region:44"]}),
        ),
    ),
    # places departement not in region
    (
        "eligibility.apart",
        (
            ("eligibility.+", {"rule": "place", "within": ["region:32"]}),
            ("eligibility.+", {"rule": "place", "within": ["departement:13"]}),
        ),
    ),
    # outside covers within
    (
        "eligibility.apart",
        (
            (
                "eligibility.+",
                {"rule": "place", "within": ["departement:62"], "outside": ["region:32"]},
            ),
        ),
    ),
    # kind cond and none_of same kind
    (
        "eligibility.emptied",
        (
            (
                "eligibility.+",
                {
                    "rule": "none_of",
                    "conditions": [{"rule": "kind", "among": ["commune", "epci", "association"]}],
                },
            ),
        ),
    ),
    # not awarded vs awarded
    (
        "eligibility.past",
        (
            ("eligibility.+", {"rule": "awarded"}),
            ("eligibility.+", {"rule": "not_awarded"}),
        ),
    ),
    # derogation by without derogation
    ("eligibility.past", (("eligibility.1.derogation_by", "le préfet"),)),
    # per_body > ... awards conflict
    (
        "project.dates",
        (
            ("project.per_body", 1),
            ("applicant.awards_max", 2),
        ),
    ),
    # roles min sum > max
    (
        "team.small",
        (
            ("team.roles.0.min", 2),
            ("team.roles.1.min", 2),
            ("team.roles.2.min", 2),
            ("team.max", 5),
        ),
    ),
    # team min below roles' min sum
    ("team.small", (("team.min", 1),)),
    # role min>max
    ("team.small", (("team.roles.0.min", 3),)),
    # lead min more than role's max
    (
        "team.small",
        (
            ("team.leads.0.min", 3),
            ("team.leads.0.max", 3),
        ),
    ),
    # lead no cumulate: too many leads
    (
        "team.small",
        (
            ("team.leads.0.may_cumulate", False),
            ("team.leads.0.min", 4),
            ("team.leads.0.max", 7),
        ),
    ),
    # exception services without asks
    ("team.services", (("team.asks_service", False),)),
    # exception services > team
    ("team.services", (("team.exceptions.0.min_services", 9),)),
    # pledge needs waived role ok
    ("pledge.people", (("year.pledges.1.needs", {"elu": 5}),)),
    # pledge needs more than team
    (
        "pledge.people",
        (
            ("year.pledges.1.needs", {"elu": 2, "technique": 2, "allie": 2}),
            ("team.max", 5),
        ),
    ),
    # balance share >1
    ("team.mixes", (("team.balances.0.min_share", 40),)),
    # balances of all values >1
    (
        "team.mixes",
        (
            (
                "team.balances.+",
                {
                    "key": "h",
                    "label": "H",
                    "attribute": "gender",
                    "values": ["homme"],
                    "min_share": 0.7,
                },
            ),
        ),
    ),
    # balance min > team max
    ("team.mixes", (("team.balances.0.min", 9),)),
    # balance distinct > team max
    ("team.mixes", (("team.balances.0.distinct_min", 9),)),
    # lasts reversed
    ("project.dates", (("project.lasts_min", "P24M"),)),
    # ends before too early for lasts_min
    ("project.dates", (("project.ends_before", {"date": date(2027, 9, 1)}),)),
    # project ends before it may start
    ("project.dates", (("project.ends_before", {"date": date(2027, 5, 1)}),)),
    # starts_before before starts_after
    (
        "project.dates",
        (
            ("project.starts_after", {"date": date(2028, 1, 1)}),
            ("project.starts_before", {"date": date(2027, 10, 1)}),
        ),
    ),
    # starts_before before the answer
    ("project.dates", (("project.starts_before", {"date": date(2027, 4, 1)}),)),
    # retention not iso
    ("retention.length", (("retention", {"refused": "deux ans"}),)),
    ("retention.accounts", (("retention", {"accounts": "P5Y"}),)),
    # pledge handed due vs deliverable due
    ("pledge.handed", (("year.pledges.3.due", {"date": date(2027, 10, 1)}),)),
    # result target < baseline
    (
        "sequel.leaving",
        (
            ("year.results.0.target", 0),
            ("year.results.0.baseline", 0),
        ),
    ),
    # extension_max without allowed
    ("sequel.leaving", (("year.absence.extension_allowed", False),)),
    # questions that say what a project is, and say something else
    ("project.told", (("project.start_question", "cout"),)),
    (
        "project.told",
        (("project.cost_question", "cout"), ("form.sections.1.questions.3.max", 900000)),
    ),
    ("project.told", (("project.end_question", "fin"), ("project.ends_before.date", "2029-01-31"))),
    # a host that hosts nobody
    ("preferences.few", (("preferences", {"among": "hosts", "hosts": ["centre"]}),)),
    # an agreement joined and not asked for, to what takes no file
    (
        "consortium.agreement",
        (("consortium", {"agreement_question": "cout"}), ("applicant.is", ["consortium"])),
    ),
    # partner rule contradictory
    (
        "consortium.opposed",
        (
            (
                "consortium",
                {"rules": [{"rule": "countries", "min": 3}, {"rule": "countries", "max": 2}]},
            ),
            ("applicant.is", ["consortium"]),
        ),
    ),
    # ratio sum>1
    (
        "consortium.opposed",
        (
            (
                "consortium",
                {
                    "categories": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}],
                    "rules": [
                        {"rule": "ratio", "category": "a", "min": 0.7},
                        {"rule": "ratio", "category": "b", "min": 0.6},
                    ],
                },
            ),
            ("applicant.is", ["consortium"]),
        ),
    ),
    # lead must be in excluded category share 0
    (
        "consortium.opposed",
        (
            (
                "consortium",
                {
                    "categories": [{"key": "a", "label": "A"}],
                    "rules": [{"rule": "count", "category": "a", "max": 0}],
                    "lead_categories": ["a"],
                },
            ),
            ("applicant.is", ["consortium"]),
        ),
    ),
    # prior contact after closing
    (
        "applicant.contact",
        (("applicant.prior_contact", {"who": "x", "before": {"date": date(2028, 1, 1)}}),),
    ),
    # members_share without of members
    ("eligibility.share", (("eligibility.1.members_share", 0.5),)),
    # allowances without bounds
    (
        "eligibility.share",
        (
            ("eligibility.1.max", None),
            ("eligibility.1.allowances", ["x"]),
        ),
    ),
    # a sort of project admitted and excluded
    (
        "project.sorts",
        (
            ("project.admitted", ["Études"]),
            ("project.excluded", ["études"]),
        ),
    ),
    # cost impossible
    (
        "project.impossible",
        (
            ("project.cost_question", "cout"),
            ("form.sections.1.questions.3.min", 900000),
            ("form.sections.1.questions.3.max", None),
        ),
    ),
    # end impossible
    (
        "project.impossible",
        (
            ("project.end_question", "fin"),
            ("form.sections.1.questions.2.earliest", "2030-01-01"),
            ("form.sections.1.questions.2.latest", None),
        ),
    ),
    # kept too short
    (
        "retention.short",
        (
            ("retention", {"selected": "P1Y"}),
            ("year.pledges.0.lasts", "P5Y"),
        ),
    ),
]
