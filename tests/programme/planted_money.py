"""Contradictions planted in a whole call: what is paid and given."""

from datetime import date
from typing import Any

type Changes = tuple[tuple[str, Any], ...]

PLANTED: list[tuple[str, Changes]] = [
    # aid asked for by a text
    ("grant.asked", (("grants.0.asked_question", "projet"),)),
    # aid of one track asked for on the other
    (
        "grant.asked",
        (
            ("form.sections.1.questions.4.tracks", ["a"]),
            ("grants.0.tracks", ["b"]),
            ("grants.0.asked_question", "aide"),
        ),
    ),
    # rates of two years for an aid of three
    (
        "grant.asked",
        (
            ("grants.0.rate_max", None),
            ("grants.0.yearly_rates", [0.5, 0.4]),
            ("grants.0.lasts", "P3Y"),
            ("grants.0.per", "year"),
        ),
    ),
    # more a year than in all
    ("bounds.reversed", (("grants.0.year_max", 200000),)),
    # grant max > cost_max
    ("grant.reach", (("grants.0.max", 500000),)),
    # grant min unreachable: rate*cost_max < min
    (
        "grant.reach",
        (
            ("grants.0.min", 90000),
            ("project.cost_max", 100000),
            ("grants.0.max", 100000),
        ),
    ),
    # grant max unreachable rate*cost_max<max
    (
        "grant.reach",
        (
            ("grants.0.rate_max", 0.2),
            ("grants.0.co_financing_min", None),
        ),
    ),
    # costs_min vs cost_max
    ("grant.reach", (("grants.0.costs_min", 400000),)),
    # costs_max below project cost_min
    ("grant.reach", (("grants.0.costs_max", 10000),)),
    # aide max > grant max
    ("grant.request", (("form.sections.1.questions.4.max", 500000),)),
    # aide share > grant rate
    ("grant.request", (("form.sections.1.questions.4.max_share", 0.9),)),
    # share >1
    ("grant.request", (("form.sections.1.questions.4.max_share", 50),)),
    # envelopes sum > budget
    ("envelope.shares", (("selection.envelopes.0.amount", 900000),)),
    # envelope share>1
    (
        "envelope.shares",
        (
            ("selection.envelopes.0.share", 40),
            ("selection.envelopes.0.amount", None),
        ),
    ),
    # envelope both
    ("envelope.shares", (("selection.envelopes.0.share", 0.4),)),
    # envelope neither
    ("envelope.shares", (("selection.envelopes.0.amount", None),)),
    # envelope year before call
    ("envelope.shares", (("selection.envelopes.0.year", 2019),)),
    # envelope twice same year
    ("envelope.shares", (("selection.envelopes.1.year", 2027),)),
    # funders sum amounts < budget
    ("funders.short", (("funders.0.amount", 100000),)),
    # funder shares > 1
    ("funders.short", (("funders.0.share", 0.9),)),
    # funder shares <1 all
    ("funders.short", (("funders.0.share", 0.2),)),
    # funder amount vs share
    (
        "funders.short",
        (
            ("funders.0.share", 0.7),
            ("funders.1.share", 0.3),
        ),
    ),
    # selection budget below one grant
    ("envelope.shares", (("selection.budget", 3000),)),
    # grant count > places
    ("grant.halves", (("grants.0.count", 50),)),
    # grant min>max
    ("grant.reach", (("grants.0.min", 200000),)),
    # instalment order: paid before agreement
    ("grant.timing", (("grants.0.instalments.0.released", {"anchor": "deposit"}),)),
    # instalments out of order dates
    (
        "grant.timing",
        (
            ("grants.0.instalments.0.released", {"date": date(2029, 1, 1)}),
            ("grants.0.instalments.1.released", {"date": date(2028, 1, 1)}),
            ("grants.0.instalments.1.on_deliverable", None),
        ),
    ),
    # cost limits mins >1
    (
        "grant.halves",
        (
            (
                "grants.0.cost_limits",
                [{"label": "a", "min_share": 0.7}, {"label": "b", "min_share": 0.6}],
            ),
        ),
    ),
    # costs until before start
    ("grant.timing", (("grants.0.costs_until", {"date": date(2027, 1, 1)}),)),
    # bonus beyond total
    ("grant.request", (("grants.0.rate_total_max", 0.4),)),
    # bonuses all beyond 1
    ("grant.halves", (("grants.0.bonuses", [{"label": "x", "rate": 0.6}]),)),
    # tiers after everyone
    (
        "grant.tiers",
        (
            (
                "grants.0.tiers",
                [{"rate": 0.5}, {"rate": 0.6, "when": {"rule": "kind", "among": ["commune"]}}],
            ),
        ),
    ),
    # tier says nothing
    ("grant.tiers", (("grants.0.tiers", [{"label": "x"}]),)),
    # tier rate >1
    ("grant.tiers", (("grants.0.tiers", [{"rate": 80}]),)),
    # tier score order
    (
        "grant.tiers",
        (("grants.0.tiers", [{"score_from": 50, "rate": 0.5}, {"score_from": 80, "rate": 0.6}]),),
    ),
    # tier score outside scale
    ("grant.tiers", (("grants.0.tiers", [{"score_from": 500, "rate": 0.5}]),)),
    # tier rate above max rate
    ("grant.tiers", (("grants.0.tiers", [{"rate": 0.9}]),)),
    # shared without envelope
    (
        "grant.halves",
        (
            ("grants.0.shared_by", "request"),
            ("selection.budget", None),
        ),
    ),
    # matches without who
    ("grant.halves", (("grants.0.matches", 4),)),
    # reductions empty
    ("grant.cuts", (("grants.0.reductions", [{"label": "x"}]),)),
    # reduction over max
    ("grant.cuts", (("grants.0.reductions", [{"label": "x", "rate": 0.3, "max_rate": 0.2}]),)),
    # fee until order
    (
        "fee.bounds",
        (
            (
                "fees.0.rates",
                [
                    {"amount": 25, "until": {"date": date(2027, 3, 1)}},
                    {"amount": 30, "until": {"date": date(2027, 2, 1)}},
                    {"amount": 40},
                ],
            ),
        ),
    ),
    # fee max below rate
    ("fee.bounds", (("fees.0.max", 100),)),
    # fee of candidates due after
    ("fee.bounds", (("fees.0.of", "candidates"),)),
    # two instalments for one deliverable
    ("grant.paid", (("grants.0.instalments.2.on_deliverable", "rapport"),)),
    # yearly_rates increasing/over 1
    ("grant.sort", (("grants.0.yearly_rates", [80, 60]),)),
    # yearly_rates and rate_max
    ("grant.sort", (("grants.0.yearly_rates", [0.8, 0.6]),)),
    # valuation_cap on subsidy
    ("grant.sort", (("grants.0.valuation_cap", 5000),)),
    # instalments order: solde before report
    (
        "grant.early",
        (
            ("grants.0.instalments.2.released", {"date": date(2027, 9, 1)}),
            ("grants.0.instalments.2.on_deliverable", None),
        ),
    ),
    # prizes rank gap
    (
        "grant.prizes",
        (("grants.+", {"key": "p3", "label": "P3", "kind": "prize", "amount": 100, "rank": 3}),),
    ),
    # prize higher rank more money
    (
        "grant.prizes",
        (
            ("grants.+", {"key": "p1", "label": "P1", "kind": "prize", "amount": 100, "rank": 1}),
            ("grants.+", {"key": "p2", "label": "P2", "kind": "prize", "amount": 500, "rank": 2}),
        ),
    ),
    # loan repaid_from longer than over
    (
        "grant.sort",
        (
            (
                "grants.+",
                {
                    "key": "l",
                    "label": "L",
                    "kind": "loan",
                    "max": 100,
                    "repaid_over": "P1Y",
                    "repaid_from": "P2Y",
                },
            ),
        ),
    ),
    # grant track unknown audience
    (
        "grant.sort",
        (
            ("grants.0.paid_to", "host"),
            ("organisers.1.part", "partner"),
        ),
    ),
    # paid each_partner without consortium
    ("grant.sort", (("grants.0.paid_to", "each_partner"),)),
    # tax excluded rate 0.2 none
    ("fee.tax", (("fees.0.tax_rate", 0.2),)),
    # fee of candidates due after answer
    (
        "grant.early",
        (
            ("fees.0.of", "candidates"),
            ("fees.0.due", {"date": date(2028, 1, 1)}),
        ),
    ),
    # overheads both
    (
        "grant.sort",
        (
            ("grants.0.overheads_max", 0.1),
            ("grants.0.overheads_flat", 0.25),
        ),
    ),
    # lasts w/out per
    ("grant.sort", (("grants.0.lasts", "P1Y"),)),
    # matched_by without matches
    ("grant.sort", (("grants.0.matched_by", {"fr": "x"}),)),
]
