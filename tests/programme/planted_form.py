"""Contradictions planted in a whole call: the form, its pages, its words."""

from datetime import date
from typing import Any

type Changes = tuple[tuple[str, Any], ...]

PLANTED: list[tuple[str, Changes]] = [
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
    # share without share_of
    ("form.share", (("form.sections.1.questions.4.share_of", None),)),
    # share_of itself
    ("form.share", (("form.sections.1.questions.4.share_of", "aide"),)),
    # share_of text
    ("form.share", (("form.sections.1.questions.4.share_of", "projet"),)),
    # share_of without bounds
    ("form.share", (("form.sections.1.questions.4.max_share", None),)),
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
    # when on question of other step only
    (
        "form.unheard",
        (
            ("form.sections.1.questions.6.when", {"question": "idee", "answered": True}),
            ("form.sections.1.questions.6.tracks", ["a"]),
        ),
    ),
    # when kind not eligible
    ("form.never", (("form.sections.1.when", {"fact": "kind", "equals": "departement"}),)),
    # when population beyond eligibility
    ("form.never", (("form.sections.1.questions.6.when", {"fact": "population", "min": 80000}),)),
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
    # currency odd
    ("money.mixed", (("grants.0.currency", "euro"),)),
    # two currencies
    ("money.mixed", (("grants.0.currency", "CHF"),)),
    # answers asked in a language that the form does not admit
    (
        "form.tongues",
        (("form.languages", ["fr"]), ("form.sections.0.questions.0.languages", ["fr", "nl"])),
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
    # proportional without measures
    ("word.alone", (("criteria.0.proportional", True),)),
    # lowest_first without measures
    ("word.alone", (("criteria.0.lowest_first", True),)),
    # bands with up_to without measures
    ("word.alone", (("criteria.0.bands", [{"points": 5, "up_to": 10}, {"points": 0}]),)),
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
    # arrival with min_merit & criteria none
    ("word.twice", (("selection.at_most_one_of", ["commune", "commune"]),)),
    # order twice
    ("word.twice", (("selection.order", ["merit", "merit"]),)),
    # ties twice
    ("word.twice", (("selection.ties", ["solidite", "solidite"]),)),
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
    # lump_sum with bills
    ("word.nothing", (("grants.0.basis", "lump_sum"), ("grants.0.quotes_min", 3))),
    # flat rate >1
    ("word.nothing", (("grants.0.flat_costs", [{"label": "x", "rate": 15}]),)),
    # body_max < min
    ("word.nothing", (("grants.0.body_max", 1000),)),
    # signed copy without address
    ("form.papers", (("form.signed_copy_within", "P15D"),)),
    # signed copy negative
    ("form.papers", (("form.signed_copy_within", "-P15D"),)),
    # shape and format
    (
        "form.codes",
        (
            (
                "form.sections.0.questions.+",
                {"kind": "text", "key": "z", "label": "Z", "format": "siret", "shape": "999"},
            ),
        ),
    ),
    # shape longer than limit
    (
        "form.codes",
        (
            (
                "form.sections.0.questions.+",
                {"kind": "text", "key": "z", "label": "Z", "shape": "999999", "limit": {"max": 3}},
            ),
        ),
    ),
    # notified twice
    ("around.unsaid", (("selection.notified_by", ["email", "email"]),)),
    # team formed on the spot but sign_off
    (
        "intake.unread",
        (
            ("team.formed", "during"),
            ("team.sign_off", ["elu"]),
        ),
    ),
    # past winners>files
    ("around.unsaid", (("past", [{"label": "2025", "files": 3, "winners": 10}]),)),
    # rights open without licence
    ("around.unsaid", (("rights", {"owner": "open"}),)),
    # track without form page
    (
        "track.pages",
        (
            ("form.sections.0.tracks", ["a"]),
            ("form.sections.1.tracks", ["a"]),
        ),
    ),
    # counts sent online only
    ("intake.unread", (("windows.0.counts", "sent"),)),
    # document_types w/out way document
    ("form.papers", (("form.document_types", ["docx"]),)),
    # signature handwritten only online
    ("form.papers", (("form.signature", "handwritten"),)),
    # person due before deposit window
    (
        "intake.unread",
        (
            (
                "form.sections.1.questions.+",
                {
                    "kind": "person",
                    "key": "ref",
                    "label": "R",
                    "asked_to": "x",
                    "due": {"date": date(2027, 1, 1)},
                },
            ),
        ),
    ),
]
