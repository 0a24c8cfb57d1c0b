"""Contradictions planted in a whole call: what is changed in it, and the check that tells."""

from datetime import date
from typing import Any

type Changes = tuple[tuple[str, Any], ...]

PLANTED: list[tuple[str, Changes]] = [
    # second step opens before first closes
    ("step.early", (("windows.1.opens", "2027-02-01T09:00:00"),)),
    # second step opens before preselection ends
    ("step.early", (("windows.1.opens", "2027-03-15T09:00:00"),)),
    # second step closes before preselection ends
    ("step.early", (("stages.0.ends", {"date": date(2027, 6, 1)}),)),
    # preselection ends before first window closes
    ("stage.order", (("stages.0.ends", {"date": date(2027, 2, 1)}),)),
    # lecture starts before window closes
    ("stage.order", (("stages.1.starts", {"date": date(2027, 5, 1)}),)),
    # lecture ends before its window closes
    (
        "stage.order",
        (
            ("stages.1.ends", {"date": date(2027, 5, 1)}),
            ("stages.1.starts", None),
        ),
    ),
    # audition before lecture ends
    ("stage.order", (("stages.2.starts", {"date": date(2027, 6, 5)}),)),
    # audition ends before lecture starts
    (
        "stage.order",
        (
            ("stages.2.ends", {"date": date(2027, 5, 30)}),
            ("stages.2.starts", None),
        ),
    ),
    # decision before audition
    ("stage.order", (("stages.3.ends", {"date": date(2027, 6, 12)}),)),
    # hearing milestone outside hearing stage
    ("stage.hearing", (("milestones.3.when", date(2027, 6, 28)),)),
    # reserve expires before answer
    ("answer.afterwards", (("selection.reserve.expires", {"date": date(2027, 6, 1)}),)),
    # cut-off after closing
    ("window.cut_offs", (("windows.0.cut_offs", [date(2027, 6, 1)]),)),
    # cut-off before opening
    ("window.cut_offs", (("windows.0.cut_offs", [date(2026, 6, 1)]),)),
    # cut offs out of order
    ("window.cut_offs", (("windows.0.cut_offs", [date(2027, 2, 10), date(2027, 1, 20)]),)),
    # files_min above capacity
    (
        "window.cut_offs",
        (
            ("windows.1.files_min", 30),
            ("windows.1.capacity", 20),
        ),
    ),
    # step waves includes own window
    ("step.early", (("steps.0.waves", ["w1"]),)),
    # same window for step and after
    ("step.early", (("steps.1.window", "w1"),)),
    # after stage of later step
    ("step.early", (("steps.1.after", "lecture"),)),
    # within longer than window
    ("step.early", (("steps.1.within", "P6M"),)),
    # estimated minutes huge
    ("duration.negative", (("timeline.estimated_minutes", 100000),)),
    # complaint window negative
    ("duration.negative", (("timeline.complaints.0.within", "-P1M"),)),
    # acceptance longer than to first meeting
    ("answer.afterwards", (("selection.acceptance_within", "P6M"),)),
    # track place max above total
    ("quota.scarce", (("tracks.0.places_max", 50),)),
    # preferences among hosts few
    ("priority.gift", (("preferences", {"among": "hosts", "min": 2, "max": 3}),)),
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
    # if condition kind not admitted
    (
        "case.never",
        (
            (
                "eligibility.+",
                {
                    "rule": "if",
                    "condition": {"rule": "kind", "among": ["departement"]},
                    "then": {"rule": "number", "fact": "years", "min": 2},
                },
            ),
        ),
    ),
    # fee for kind not admitted
    ("case.never", (("fees.0.rates.0.when", {"rule": "kind", "among": ["departement"]}),)),
    # grant when kind not admitted
    ("case.never", (("grants.0.when", {"rule": "kind", "among": ["universite"]}),)),
    # priority for kind not admitted
    ("case.never", (("selection.priorities.0.condition", {"rule": "kind", "among": ["pnr"]}),)),
    # quota on kind not admitted
    ("quota.unknown", (("selection.quotas.1.values", ["departement"]),)),
    # quota for unknown kind
    ("quota.unknown", (("selection.quotas.1.values", ["comune"]),)),
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
    # answer number beyond bounds
    ("answer.kind", (("eligibility.+", {"rule": "answer", "question": "cout", "min": 500000}),)),
    # answer min>max
    (
        "answer.kind",
        (("eligibility.+", {"rule": "answer", "question": "cout", "min": 5, "max": 2}),),
    ),
    # answer of later step
    ("answer.kind", (("eligibility.+", {"rule": "answer", "question": "projet", "equals": True}),)),
    # answer dates reversed
    (
        "answer.kind",
        (
            (
                "eligibility.+",
                {
                    "rule": "answer",
                    "question": "debut",
                    "after": date(2028, 1, 1),
                    "before": date(2027, 1, 1),
                },
            ),
        ),
    ),
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
    # people heard > team
    ("scale.marks", (("stages.2.people_max", 9),)),
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
    # deliverable due after longest project
    (
        "calendar.too_late",
        (("year.deliverables.0.due", {"anchor": "project_start", "offset": "P3Y"}),),
    ),
    # deliverable before start of year
    ("calendar.too_soon", (("year.deliverables.0.due", {"date": date(2027, 5, 1)}),)),
    # deliverable before notification
    ("calendar.too_soon", (("year.deliverables.0.due", {"date": date(2027, 6, 20)}),)),
    # texts longer than pages
    ("form.files", (("form.max_pages", 3),)),
    # file pages > form pages
    ("form.files", (("form.sections.1.questions.6.max_pages", 20),)),
    # question files total > form.max_mb
    ("form.files", (("form.max_mb", 20),)),
    # file mb > form max
    ("form.files", (("form.max_mb", 5),)),
    # date unparsable
    ("form.day", (("form.sections.1.questions.1.earliest", "1er juillet"),)),
    # end latest before start earliest
    ("form.day", (("form.sections.1.questions.2.latest", "2027-06-01"),)),
    # aide max > grant max
    ("grant.request", (("form.sections.1.questions.4.max", 500000),)),
    # aide share > grant rate
    ("grant.request", (("form.sections.1.questions.4.max_share", 0.9),)),
    # share without share_of
    ("form.share", (("form.sections.1.questions.4.share_of", None),)),
    # share_of itself
    ("form.share", (("form.sections.1.questions.4.share_of", "aide"),)),
    # share_of text
    ("form.share", (("form.sections.1.questions.4.share_of", "projet"),)),
    # share_of without bounds
    ("form.share", (("form.sections.1.questions.4.max_share", None),)),
    # share >1
    ("grant.request", (("form.sections.1.questions.4.max_share", 50),)),
    # when on later question
    (
        "form.unheard",
        (("form.sections.0.questions.0.when", {"question": "projet", "answered": True}),),
    ),
    # when contradictory all_of
    (
        "form.impossible",
        (
            (
                "form.sections.1.questions.6.when",
                {
                    "all_of": [
                        {"question": "theme", "equals": "eau"},
                        {"question": "theme", "equals": "sol"},
                    ]
                },
            ),
            ("form.sections.1.questions.5.max", 1),
        ),
    ),
    # when min>max
    (
        "answer.kind",
        (("form.sections.1.questions.6.when", {"question": "cout", "min": 5, "max": 2}),),
    ),
    # when number beyond question bounds
    ("answer.kind", (("form.sections.1.questions.6.when", {"question": "cout", "min": 500000}),)),
    # when on question of other step only
    (
        "form.unheard",
        (
            ("form.sections.1.questions.6.when", {"question": "idee", "answered": True}),
            ("form.sections.1.questions.6.tracks", ["a"]),
        ),
    ),
    # when yes/no to a text
    (
        "answer.kind",
        (("form.sections.1.questions.6.when", {"question": "projet", "equals": True}),),
    ),
    # when kind not eligible
    ("form.never", (("form.sections.1.when", {"fact": "kind", "equals": "departement"}),)),
    # when population beyond eligibility
    ("form.never", (("form.sections.1.questions.6.when", {"fact": "population", "min": 80000}),)),
    # double question key
    ("criteria.unread", (("form.sections.1.questions.0.key", "idee"),)),
    # question steps not in section
    ("form.elsewhere", (("form.sections.1.questions.0.steps", ["s1"]),)),
    # question track not in section
    (
        "form.elsewhere",
        (
            ("form.sections.1.tracks", ["a"]),
            ("form.sections.1.questions.0.tracks", ["b"]),
        ),
    ),
    # row sum unknown
    ("form.numbers", (("form.sections.1.questions.7.rows.2.sum_of", ["zzz"]),)),
    # row sum itself
    ("form.numbers", (("form.sections.1.questions.7.rows.2.sum_of", ["total"]),)),
    # check column text
    ("form.numbers", (("form.sections.1.questions.7.columns.2.kind", "text"),)),
    # check ratio >1
    ("form.numbers", (("form.sections.1.questions.7.checks.0.max", 60),)),
    # sum over text columns
    ("form.numbers", (("form.sections.1.questions.7.columns.0.kind", "text"),)),
    # shows team without team
    ("form.shows", (("form.sections.+", {"key": "eq", "label": "E", "shows": "consortium"}),)),
    # shows with questions
    (
        "form.shows",
        (
            (
                "form.sections.+",
                {
                    "key": "eq",
                    "label": "E",
                    "shows": "team",
                    "questions": [{"kind": "text", "key": "zz", "label": "Z"}],
                },
            ),
        ),
    ),
    # copies without post
    ("form.doors", (("form.copies", 3),)),
    # portal without way
    ("form.doors", (("form.portal", "https://x.example.org"),)),
    # mailboxes without way
    ("form.doors", (("form.mailboxes", ["a@example.org"]),)),
    # section limit < questions
    (
        "form.together",
        (
            ("form.sections.1.limit", {"unit": "words", "max": 50}),
            ("form.sections.1.questions.0.limit", {"unit": "words", "max": 400}),
        ),
    ),
    # section limit less than a min
    ("form.together", (("form.sections.0.limit", {"unit": "words", "max": 20}),)),
    # file due before deposit
    ("form.files", (("form.sections.1.questions.6.due", {"date": date(2027, 4, 1)}),)),
    # retention not iso
    ("retention.length", (("retention", {"refused": "deux ans"}),)),
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
    # hearing without minutes fine
    ("meeting.room", (("selection.places_min", 12),)),
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
    # envelope attribute unknown
    ("quota.unknown", (("selection.envelopes.0.attribute", "quartie"),)),
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
    # places*min > budget
    (
        "meeting.room",
        (
            ("grants.0.min", 90000),
            ("selection.places_min", 12),
            ("selection.places_max", 15),
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
    # currency odd
    ("money.mixed", (("grants.0.currency", "euro"),)),
    # two currencies
    ("money.mixed", (("grants.0.currency", "CHF"),)),
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
    # fee due before answer
    ("calendar.too_soon", (("fees.0.due", {"date": date(2027, 5, 1)}),)),
    # fee of candidates due after
    ("fee.bounds", (("fees.0.of", "candidates"),)),
    # meeting before the answer
    ("calendar.too_soon", (("year.meetings.0.when", date(2027, 6, 1)),)),
    # meeting before decision
    ("calendar.too_soon", (("year.meetings.0.when", date(2027, 6, 22)),)),
    # meeting outside its phase
    ("meeting.phase", (("year.meetings.3.phase", "p1"),)),
    # meeting remote with venue
    ("meeting.room", (("year.meetings.0.mode", "remote"),)),
    # two meetings same day
    ("meeting.phase", (("year.meetings.1.when", date(2027, 9, 21)),)),
    # meeting days vs hours
    ("meeting.length", (("year.meetings.0.hours", 30),)),
    # slots outside hours
    (
        "meeting.length",
        (("year.meetings.0.slots", [{"label": "x", "start": "18:00", "end": "19:00"}]),),
    ),
    # people_max below cohort
    ("meeting.room", (("year.meetings.0.people_max", 5),)),
    # pledge due before start
    ("calendar.too_soon", (("year.pledges.2.due", {"date": date(2027, 1, 1)}),)),
    # pledge due after end
    ("calendar.too_late", (("year.pledges.2.due", {"date": date(2035, 1, 1)}),)),
    # pledge handed due vs deliverable due
    ("pledge.handed", (("year.pledges.3.due", {"date": date(2027, 10, 1)}),)),
    # phases overlap
    ("gate.late", (("year.phases.1.starts", {"date": date(2028, 1, 1)}),)),
    # phase reversed
    ("meeting.phase", (("year.phases.0.ends", {"date": date(2027, 1, 1)}),)),
    # phases out of order
    (
        "calendar.too_soon",
        (
            ("year.phases.1.starts", {"date": date(2027, 1, 1)}),
            ("year.phases.1.ends", {"date": date(2027, 6, 1)}),
        ),
    ),
    # phase starts before answer
    ("calendar.too_soon", (("year.phases.0.starts", {"date": date(2027, 2, 1)}),)),
    # phase lasts vs dates
    ("phase.order", (("year.phases.0.lasts", "P2Y"),)),
    # gate after phase it opens
    ("gate.late", (("gates.0.when", {"date": date(2028, 9, 1)}),)),
    # gate before phase 1
    ("calendar.too_soon", (("gates.0.when", {"date": date(2027, 2, 1)}),)),
    # charter given before answer
    ("calendar.too_soon", (("year.charter.given", {"date": date(2027, 2, 1)}),)),
    # charter due after end
    ("calendar.too_late", (("year.charter.due", {"date": date(2035, 1, 1)}),)),
    # parts takes*count < places
    (
        "meeting.room",
        (
            ("year.parts.0.count", 2),
            ("year.parts.0.takes", 2),
        ),
    ),
    # group size > people
    ("meeting.room", (("year.groups.0.size", 500),)),
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
    # stated answer
    (
        "stated.day",
        (("stated", [{"about": "answer", "said": "le 1er août", "value": "2027-08-01"}]),),
    ),
    # stated first meeting
    (
        "stated.day",
        (
            (
                "stated",
                [{"about": "first_meeting", "said": "le 1er octobre", "value": "2027-10-01"}],
            ),
        ),
    ),
    # answers asked in a language that the form does not admit
    (
        "form.tongues",
        (("form.languages", ["fr"]), ("form.sections.0.questions.0.languages", ["fr", "nl"])),
    ),
    # two instalments for one deliverable
    ("grant.paid", (("grants.0.instalments.2.on_deliverable", "rapport"),)),
    # questions that say what a project is, and say something else
    ("project.told", (("project.start_question", "cout"),)),
    (
        "project.told",
        (("project.cost_question", "cout"), ("form.sections.1.questions.3.max", 900000)),
    ),
    ("project.told", (("project.end_question", "fin"), ("project.ends_before.date", "2029-01-31"))),
    # an amount said otherwise by the source
    ("stated.given", (("stated", [{"about": "grant", "said": "80 %", "value": "0.8"}]),)),
    # a host that hosts nobody
    ("preferences.few", (("preferences", {"among": "hosts", "hosts": ["centre"]}),)),
    # an agreement joined and not asked for, to what takes no file
    (
        "consortium.agreement",
        (("consortium", {"agreement_question": "cout"}), ("applicant.is", ["consortium"])),
    ),
    # two waves overlap
    (
        "window.waves",
        (
            ("steps.0.waves", ["w3"]),
            (
                "windows.+",
                {
                    "key": "w3",
                    "label": "W3",
                    "opens": "2027-02-01T09:00:00",
                    "closes": "2027-03-20T12:00:00",
                },
            ),
        ),
    ),
    # same label twice for criteria
    ("word.twice", (("criteria.1.label", "Ambition"),)),
    # organiser no lead
    ("word.nothing", (("organisers.0.part", "partner"),)),
    # funder amount negative
    ("number.negative", (("funders.0.amount", -5),)),
    # track budget negative
    ("number.negative", (("tracks.0.budget", -5),)),
    # negative days
    ("number.negative", (("year.meetings.0.days", -1),)),
    # columns circle
    ("form.circle", (("form.sections.1.questions.7.columns.1.sum_of", ["tout"]),)),
    # rows circle
    ("form.circle", (("form.sections.1.questions.7.rows.1.sum_of", ["total"]),)),
    # file types duplicates / pages on video
    ("form.attached", (("form.sections.1.questions.6.types", ["mp4"]),)),
    # minutes on pdf
    ("form.attached", (("form.sections.1.questions.6.max_minutes", 3),)),
    # choice ranked single
    (
        "word.alone",
        (
            ("form.sections.1.questions.5.ranked", True),
            ("form.sections.1.questions.5.max", 1),
        ),
    ),
    # criterion measures text
    ("criteria.bands", (("criteria.0.measures", "projet"),)),
    # proportional without measures
    ("word.alone", (("criteria.0.proportional", True),)),
    # lowest_first without measures
    ("word.alone", (("criteria.0.lowest_first", True),)),
    # bands with up_to without measures
    ("word.alone", (("criteria.0.bands", [{"points": 5, "up_to": 10}, {"points": 0}]),)),
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
    # languages: question any without languages
    ("word.alone", (("form.sections.0.questions.0.languages_asked", "any"),)),
    # contact fields due before
    (
        "word.alone",
        (
            (
                "form.sections.1.questions.+",
                {"kind": "person", "key": "pp", "label": "P", "confidential": True},
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
    # arrival with min_merit & criteria none
    ("word.twice", (("selection.at_most_one_of", ["commune", "commune"]),)),
    # order twice
    ("word.twice", (("selection.order", ["merit", "merit"]),)),
    # ties twice
    ("word.twice", (("selection.ties", ["solidite", "solidite"]),)),
    # meeting between itself
    ("meeting.between", (("year.meetings.1.between", ["j2"]),)),
    # meeting between reversed
    (
        "meeting.between",
        (("year.meetings.+", {"key": "p", "label": "P", "between": ["j3", "j1"]}),),
    ),
    # meeting every without count
    ("word.alone", (("year.meetings.1.every", "P1M"),)),
    # completion needs twice
    ("word.twice", (("year.completion.0.needs", ["presence", "presence"]),)),
    # grants two for everyone at once: loan without repaid
    ("word.alone", (("grants.0.kind", "loan"),)),
    # grant interest 200%
    (
        "word.alone",
        (
            ("grants.0.kind", "loan"),
            ("grants.0.interest", 2),
        ),
    ),
    # equity without stake
    ("word.alone", (("grants.+", {"key": "e", "label": "E", "kind": "equity", "amount": 5}),)),
    # amount and rate
    ("word.nothing", (("grants.0.amount", 50000),)),
    # amount > max
    ("word.nothing", (("grants.0.amount", 500000),)),
    # amount < min
    ("word.nothing", (("grants.0.amount", 500),)),
    # per unit without unit
    ("word.alone", (("grants.0.per", "unit"),)),
    # instalment share and amount
    ("word.nothing", (("grants.0.instalments.0.amount", 500),)),
    # instalment neither
    ("word.nothing", (("grants.0.instalments.0.share", None),)),
    # cost limit says nothing
    ("word.nothing", (("grants.0.cost_limits.0.max_share", None),)),
    # lump_sum with rate
    ("word.nothing", (("grants.0.basis", "lump_sum"),)),
    # flat rate >1
    ("word.nothing", (("grants.0.flat_costs", [{"label": "x", "rate": 15}]),)),
    # body_max < min
    ("word.nothing", (("grants.0.body_max", 1000),)),
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
    # nobody may win under a hard balance of none
    (
        "quota.none",
        (("selection.quotas.0.max", 0),),
    ),
]
