"""The call of 2024 as its source tells it: each fact is read where the example keeps it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cordee.applications.rules.answers import answer_faults
from cordee.applications.rules.deposit import eligibility_findings
from cordee.applications.rules.known import declarations_asked
from cordee.applications.rules.team import Teammate, TeamState, team_findings, team_state
from cordee.kernel.findings import Strength
from cordee.programme import computed, load
from cordee.programme.anchors import deadline
from cordee.programme.conditions import Facts
from cordee.programme.explain import explain, terminal
from cordee.selection.rules import Set, ruling_faults

ALL = Path(__file__).parents[2] / "programmes"
HERE = frozenset({"region:32", "departement:62"})


@pytest.fixture(scope="module")
def tales():
    return load(ALL / "mise-en-recits-2024").definition


def refused(made, kind, refs=HERE, **declared):
    """Why a body of that kind may not apply, by the code of each finding that blocks."""
    facts = Facts(kind=kind, refs=refs, declared=declared)
    return [one.code for one in eligibility_findings(made, facts) if one.blocks]


def question(made, key):
    return next(one for one in made.questions() if one.key == key)


def by_key(rows):
    return {one.key: one for one in rows}


def told(name):
    loaded = load(ALL / name)
    return " ".join(terminal(explain(loaded.definition, loaded.texts)).split())


# ------------------------------------------------------------ 2024: who may apply, with what


@pytest.mark.parametrize(
    "kind", ["commune", "cc", "ca", "cu", "metropole", "pnr", "syndicat", "scot", "petr"]
)
def test_every_kind_of_local_body_of_the_region_may_apply(tales, kind):
    """R8: communes, EPCI, parks, joint bodies and SCoT, in the region alone."""
    assert refused(tales, kind) == []
    assert refused(tales, kind, frozenset({"region:28"})) == ["region"]


@pytest.mark.parametrize("kind", ["departement", "region"])
def test_a_department_or_a_region_may_not_apply(tales, kind):
    """R9."""
    assert refused(tales, kind) == ["genre"]


def test_what_the_jury_judges_is_declared_and_refuses_nobody(tales):
    """R10, R11, R14, R15: transition project and culture, one project, mature, interest argued."""
    asked = dict(declarations_asked(tales, listed=True))
    assert list(asked)[:5] == ["porteuse", "culture", "un-projet", "mature", "interet"]
    assert "un seul projet" in asked["un-projet"]
    assert "pas en cours d’élaboration" in asked["mature"]
    assert "déjà engagés ou non" in asked["interet"]
    assert refused(tales, "commune", **dict.fromkeys(asked, False)) == []
    judged = {one.key: one.judged for one in tales.eligibility if one.key in asked}
    assert set(judged.values()) == {"jury"}


def test_themes_and_forms_of_projects_are_open_lists(tales):
    """R12, R13: seven themes, three forms, and room for another."""
    themes, forms = question(tales, "themes"), question(tales, "forme")
    assert [len(themes.options), len(forms.options)] == [7, 3]
    assert (themes.other, themes.max > 1, forms.other) == (True, True, True)
    assert {one.key for one in tales.themes if one.of == "project"} == {
        one.key for one in themes.options
    }


def test_what_one_finds_gives_and_will_not_find_is_kept(tales):
    """R16-R18: eight to find, three to give, six it is not, which are to be acknowledged."""
    kinds = [one.kind for one in tales.promises]
    assert {kind: kinds.count(kind) for kind in kinds} == {"find": 8, "give": 3, "not": 6}
    assert all(one.acknowledged for one in tales.promises if one.kind == "not")
    assert any("échecs" in str(one.text) for one in tales.promises if one.kind == "give")


# ------------------------------------------------------------ 2024: the team

PARTS = ("chef-de-file", "referent-principal", "referent-politique", "referent-technique")
ROLES = {"E": "elu", "T": "technicien", "C": "communication", "X": "exterieur"}


def mates(letters, services="CTSU"):
    """One person a letter; the first technician holds every part but the political one."""
    found = []
    for rank, letter in enumerate(letters):
        held = ("referent-politique",) if letters.index("E") == rank else ()
        if "T" in letters and letters.index("T") == rank:
            held = tuple(part for part in PARTS if part != "referent-politique")
        found.append(
            Teammate(
                f"P{rank}",
                ROLES[letter],
                f"p{rank}@x.fr",
                "Parc" if letter == "X" else "",
                services[rank % len(services)],
                held,
            )
        )
    return found


@pytest.mark.parametrize(
    ("letters", "blocking"),
    [
        ("ETCX", []),
        ("EETTCX", []),
        ("ETCC", ["team.role"]),
        ("EEETCX", ["team.role"]),
        ("EETTCXX", ["team.size", "team.role"]),
        ("ETX", ["team.size", "team.role"]),
    ],
)
def test_a_team_of_four_to_six_holds_its_four_roles(tales, letters, blocking):
    """R19-R24: 1 or 2, 1 or 2, 1 and 1, within 4 to 6 distinct people."""
    found = team_findings(tales.team, mates(letters), "Lens")
    assert [one.code for one in found if one.blocks] == blocking


@pytest.mark.parametrize(
    ("letters", "services", "state"),
    [
        ("EETC", "CT", TeamState.INCOMPLETE),
        ("EETC", "C", TeamState.TO_COMPLETE),
        ("ETCX", "CT", TeamState.COMPLETE),
    ],
)
def test_a_team_without_outside_structure_is_a_state_not_an_error(tales, letters, services, state):
    """R25: from two services at least, with an elected member."""
    assert team_state(tales.team, mates(letters, services)) is state


def test_the_parts_people_play_are_told_apart_from_the_body_that_leads(tales):
    """R26-R29: one team lead; three referents who may be the same; a body leads elsewhere."""
    people = [one for one in tales.team.leads if one.of == "person"]
    assert {one.key: (one.min, one.max, one.may_cumulate) for one in people} == dict.fromkeys(
        PARTS, (1, 1, True)
    )
    lead = by_key(tales.team.leads)["chef-de-file"]
    body = by_key(tales.team.leads)["collectivite-cheffe-de-file"]
    assert lead.receives_messages
    assert (body.of, str(body.label)) == ("body", str(tales.applicant.label))
    nobody = [Teammate(one.name, one.role, one.email, one.organisation, one.service)
              for one in mates("ETCX")]  # fmt: skip
    assert {one.where for one in team_findings(tales.team, nobody) if one.blocks} == {
        f"team.{part}" for part in PARTS
    }


# ------------------------------------------------------------ 2024: the file and the choice


def test_the_file_asks_whom_and_what_the_call_says(tales):
    """R32, R40-R44: two mailboxes, the body, those responsible, the team, what is to justify."""
    assert tales.form.ways == ("online", "email")
    assert (tales.form.document_types, len(tales.form.mailboxes)) == (("pdf",), 2)
    assert [one.shows for one in tales.form.sections][:3] == ["applicant", "questions", "team"]
    assert question(tales, "coordonnees").fields == ("organisation", "address", "email", "phone")
    (someone,) = question(tales, "responsables").questions
    assert set(someone.fields) == {"name", "capacity", "email", "phone"}
    justified = ("description", "motivations", "interet", "moyens-internes")
    assert all(question(tales, one).looked_for for one in justified)
    assert "d’autres dispositifs" in str(question(tales, "faisabilite").help)


LINES = {"description": (20, 30), "motivations": (10, 15), "interet": (15, 20), "besoins": (10, 15)}


@pytest.mark.parametrize("key", LINES)
def test_a_text_is_told_below_its_lines_and_refused_beyond(tales, key):
    """R35-R39: fewer lines than the least is an advice, more than the most is refused."""
    least, most = LINES[key]
    asked = question(tales, key)
    assert answer_faults(asked, "Une ligne.\n" * least) == []
    (short,) = answer_faults(asked, "Une ligne.\n" * (least - 1))
    (long,) = answer_faults(asked, "Une ligne.\n" * (most + 1))
    assert (short.blocks, long.blocks) == (False, True)


@pytest.mark.parametrize(("winners", "codes"), [
    (4, ["ruling.places"]), (5, []), (7, []), (8, ["ruling.places"]),
])  # fmt: skip
def test_a_decision_holds_from_five_to_seven_places(tales, winners, codes):
    """R5."""
    keys = [str(one) for one in range(9)]
    chosen = Set(tuple(keys[:winners]), ())
    found = ruling_faults(tales.selection, keys, chosen, dict.fromkeys(keys, "Une raison."))
    assert [one.code for one in found] == codes


def test_annexes_count_in_the_eight_pages_and_other_documents_do_not(tales):
    """R33, R34."""
    assert tales.form.max_pages == 8
    assert (question(tales, "annexes").counted, question(tales, "complements").counted) == (
        True, False,
    )  # fmt: skip


def test_the_jury_its_criteria_and_its_rules_are_those_of_the_call(tales):
    """R5, R45-R49: four institutions, three criteria, contact, balance where possible, priority."""
    assert (tales.selection.places_min, tales.selection.places_max) == (5, 7)
    (panel,) = tales.panels
    assert [one.key for one in panel.seats] == ["cerdd", "etat", "region", "ademe"]
    assert [one.key for one in tales.criteria] == ["pertinence", "equipe", "motivation"]
    assert len(by_key(tales.criteria)["pertinence"].looked_for) == 4
    assert tales.stages[0].candidates_contacted
    assert {one.hard for one in tales.selection.quotas} == {False}
    (priority,) = tales.selection.priorities
    assert (priority.means, priority.condition.circle) == ("tie_break", "gouvernance")


# ------------------------------------------------------------ 2024: the year


def test_the_engagement_is_seven_days_and_a_half_together_and_one_alone(tales):
    """R51-R53: seven days, a webinar, two half-days a territory; 7.5 + 1 = 8.5."""
    assert len(computed.collective(tales)) == 7
    alone = tales.year.meeting("individuelle")
    together = [one for one in tales.year.meetings if one.per == "cohort"]
    assert computed.days_asked(tuple(together)) == Decimal("7.5")
    assert (alone.count, alone.days, alone.per) == (2, Decimal("0.5"), "territory")
    assert alone.between == ("j1", "j7")


WHENS = {
    "j0": ("2025-02-04", "2025-02-04", 14, 15.5),
    "j1": ("2025-02-27", "2025-02-27", 9.5, 17),
    "j2": ("2025-04-28", "2025-04-28", 9.5, 17),
    "j3": ("2025-06-16", "2025-06-22", 9.5, 17),
    "j4": ("2025-09-15", "2025-09-28", 9.5, 17),
    "j5": ("2025-11-24", "2025-11-30", 9.5, 17),
    "j6": ("2026-01-19", "2026-02-01", 9.5, 17),
    "j7": ("2026-02-09", "2026-03-08", 9.5, 16.5),
}


@pytest.mark.parametrize("key", WHENS)
def test_each_meeting_has_its_day_or_its_weeks_and_its_hours(tales, key):
    """R6, R56-R63, R65: three days are fixed, five are weeks to confirm, hours are indicative."""
    one = tales.year.meeting(key)
    first, last, start, end = WHENS[key]
    assert (one.when.first, one.when.last) == (date.fromisoformat(first), date.fromisoformat(last))
    hours = [clock.hour + clock.minute / 60 for clock in (one.start, one.end)]
    assert (hours, one.indicative_hours) == ([start, end], True)
    assert ("à confirmer" in one.when.said()) is (first != last)


def test_the_span_is_counted_from_its_meetings(tales):
    """R6: February 2025 to March 2026."""
    found = computed.stretch(tales)
    assert (found.first.first, found.last.last, found.months) == (
        date(2025, 2, 4), date(2026, 3, 8), 14,
    )  # fmt: skip


def test_days_are_cut_alike_but_the_first_and_the_last(tales):
    """R66-R69: theory then practice, J1 and J7 apart; changes agreed; speakers; one venue."""
    days = {one.key: one.template for one in computed.collective(tales)}
    assert {key for key, template in days.items() if template is None} == {"j1", "j7"}
    (usual,) = tales.year.templates
    assert [(one.half, one.kind) for one in usual.slots] == [
        ("morning", "talk"), ("afternoon", "workshop"),
    ]  # fmt: skip
    assert "en accord avec les participant·es" in str(tales.year.changes)
    assert "intervenants" in by_key(tales.year.parts)
    assert {one.venue for one in computed.collective(tales)} == {"base-11-19"}
    assert "62750 Loos-en-Gohelle" in str(tales.year.venues[0].address)


def test_a_session_alone_is_half_a_day_by_video_or_on_site_for_one_of_two_purposes(tales):
    """R71-R74."""
    alone = tales.year.meeting("individuelle")
    assert (alone.days, alone.mode, len(alone.purposes)) == (Decimal("0.5"), "either", 2)
    assert "fixée conjointement" in str(alone.description)
    assert "visioconférence est privilégiée" in str(alone.description)


def test_presence_is_asked_at_three_levels(tales):
    """R75-R77: all of everyone as advice; 3 and 1 of each; all of the lead."""
    asked = {one.key: (one.who, one.level, one.strength) for one in tales.year.pledges}
    duty, advice = Strength.OBLIGATION, Strength.ADVICE
    assert asked["assiduite"] == ("everyone", "expected", advice)
    assert asked["collectives"] == asked["individuelles"] == ("everyone", "minimum", duty)
    assert asked["presence-chef-de-file"] == ("chef-de-file", "lead", duty)
    counts = by_key(tales.year.pledges)
    assert (counts["collectives"].count, counts["individuelles"].count) == (3, 1)


def test_five_commitments_of_assiduity_each_have_their_proof(tales):
    """R54, R79, R91."""
    pledges = by_key(tales.year.pledges)
    five = ("assiduite", "mobiliser-elus", "temps-de-travail", "ingenierie", "diffuser")
    assert all(pledges[key].evidence for key in five)
    assert pledges["temps-de-travail"].rule == "work_time"
    assert set(pledges["diffuser"].evidence) == {"link", "article", "meeting"}


def test_the_council_and_the_charter_hang_on_the_meetings(tales):
    """R85-R90: a month after J1 with its proof; given at J1, signed at J2 by who presides."""
    council, charter = by_key(tales.year.pledges)["conseil"], tales.year.charter
    assert deadline(tales, council.due).first == date(2025, 3, 27)
    assert set(council.evidence) == {"deliberation", "minutes", "agenda"}
    assert deadline(tales, charter.given).first == date(2025, 2, 27)
    assert deadline(tales, charter.due).first == date(2025, 4, 28)
    assert "président·e" in str(charter.signatory)
    assert charter.delegation_allowed


def test_what_the_fee_pays_and_what_each_pays_for_herself_is_said(tales):
    """R80-R84: 700 or 350 a laureate team; meals, papers, supplies; travel is apart."""
    (fee,) = tales.fees
    assert (fee.of, fee.per, [one.amount for one in fee.rates]) == ("winners", "team", [350, 700])
    assert fee.rates[0].when.on == "selection"
    assert [str(one) for one in fee.covers] == ["Frais de repas", "Documentation", "Fournitures"]
    assert "déplacement" in str(fee.excludes[0])
    assert "ne couvre pas : Frais de déplacement" in told("mise-en-recits-2024").replace(
        "\u00a0", " "
    )


def test_results_deliverables_and_what_goes_on_are_kept(tales):
    """R70, R92-R97: five results, a strategy due at J7, exercises, capitalisation, contacts."""
    assert len(tales.year.results) == 5
    made = by_key(tales.year.deliverables)
    assert (made["strategie"].by, made["strategie"].due.anchor) == ("territory", "meeting.j7")
    assert made["exercices"].kind == "exercise"
    assert (made["capitalisation"].by, made["capitalisation"].audience) == ("organiser", "public")
    assert "poursuivent les échanges" in str(tales.year.follow_up)
    assert [(one.about, bool(one.email and one.phone)) for one in tales.contacts] == [
        ("project", True), ("administrative", True),
    ]  # fmt: skip
