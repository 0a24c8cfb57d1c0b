"""The calls of 2020 and 2017 as their sources tell them, read where the examples keep them."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cordee.applications.rules.deposit import eligibility_findings
from cordee.applications.rules.team import Teammate, team_findings
from cordee.calls.rules import bounds, phase
from cordee.kernel.findings import Strength
from cordee.programme import computed, load
from cordee.programme.anchors import deadline
from cordee.programme.conditions import Facts, holds
from cordee.programme.explain import explain, terminal

ALL = Path(__file__).parents[2] / "programmes"
PARIS = ZoneInfo("Europe/Paris")
HERE = frozenset({"region:32"})


@pytest.fixture(scope="module")
def cycle():
    return load(ALL / "territoires-participatifs-2020").definition


@pytest.fixture(scope="module")
def visions():
    return load(ALL / "visions-21-2017").definition


def refused(made, kind):
    facts = Facts(kind=kind, refs=HERE)
    return [one.code for one in eligibility_findings(made, facts) if one.blocks]


def question(made, key):
    return next(one for one in made.questions() if one.key == key)


def by_key(rows):
    return {one.key: one for one in rows}


def told(name):
    loaded = load(ALL / name)
    said = " ".join(terminal(explain(loaded.definition, loaded.texts)).split())
    return said.replace("\u00a0", " ").replace("\u202f", " ")


# ------------------------------------------------------------ 2020


def test_the_dates_of_2020_are_those_announced(cycle):
    """R98-R101: opened, closed, answered, first day; the launch before them (R119)."""
    assert cycle.opens() == datetime(2020, 12, 10, tzinfo=PARIS)
    assert cycle.closes() == datetime(2021, 3, 12, 23, 59, tzinfo=PARIS)
    days = by_key(cycle.milestones)
    assert (days["reponse"].kind, days["reponse"].when.first) == ("answer", date(2021, 4, 15))
    assert days["lancement"].when.first == date(2020, 11, 24)
    assert "plus de 250 participants" in str(days["lancement"].description)
    assert deadline(cycle, cycle.year.logbook.given_at).first == date(2021, 5, 18)


WHENS = {
    "s1": ("2021-05-18", "2021-05-18"),
    "s2": ("2021-07-01", "2021-07-10"),
    "s3": ("2021-09-21", "2021-09-30"),
    "s4": ("2021-11-01", "2021-11-10"),
    "s5": ("2021-12-21", "2021-12-31"),
    "s6": ("2022-02-01", "2022-02-10"),
    "s7": ("2022-03-21", "2022-03-31"),
}


def test_a_vague_date_is_a_range(cycle):
    """R102-R106: seven days from May to March, said « début » or « fin » of a month."""
    found = {one.key: (str(one.when.first), str(one.when.last)) for one in cycle.year.meetings}
    assert found == WHENS
    assert [one.days for one in cycle.year.meetings] == [1] * 7
    gap = computed.mean_gap(cycle)
    assert 7 <= gap.days / 7 <= 8


def test_who_may_apply_in_2020_is_narrower(cycle):
    """R107-R109: free, communes and EPCI alone; four frameworks cited as labels."""
    assert [one.amount for one in cycle.fees[0].rates] == [0]
    assert refused(cycle, "commune") == refused(cycle, "cc") == []
    assert [refused(cycle, kind) for kind in ("pnr", "scot", "departement")] == [["genre"]] * 3
    frameworks = [one.key for one in cycle.themes if one.of == "framework"]
    assert frameworks == ["pcaet", "agenda-2030", "cte", "tepos"]


def test_the_pair_is_a_criterion_followed_at_each_day(cycle):
    """R110-R112."""
    pair = by_key(cycle.year.pledges)["binome"]
    assert (pair.rule, pair.needs) == ("presence.together", {"elu": 1, "technicien": 1})
    assert pair.strength is Strength.CRITERION


def test_the_choice_of_2020_rests_on_four_criteria_and_an_advisory_jury(cycle):
    """R113-R117: a letter read for three things; who advises, who decides, who runs."""
    criteria = by_key(cycle.criteria)
    assert list(criteria) == ["engagement", "motivation", "lettre", "binome"]
    assert len(criteria["lettre"].looked_for) == 3
    assert "humble" in str(criteria["motivation"].label)
    assert question(cycle, "lettre").required
    (panel,) = cycle.panels
    assert (panel.advisory, str(panel.decided_by)) == (True, "le Cerdd")
    assert "une fois par an" in str(panel.description)
    assert by_key(cycle.year.parts)["charge-de-mission"].count == 1


def test_the_chain_of_funders_is_told_with_its_mention(cycle):
    """R118: who leads the answer, who carries it, who pays."""
    assert [one.key for one in cycle.organisers] == ["cerdd", "siilab", "prefet"]
    (funder,) = cycle.funders
    assert "DITP" in str(funder.mention)
    assert "en partie financé" in told("territoires-participatifs-2020")


def test_the_rules_of_dialogue_are_accepted_by_everyone(cycle):
    """R120-R123: support between sessions, a network, an intimate space, three rules."""
    rules = by_key(cycle.year.pledges)["dialogue"]
    assert (rules.rule, rules.who, len(rules.statements)) == ("accepts", "everyone", 3)
    found = " ".join(str(one.text) for one in cycle.promises if one.kind == "find")
    for words in ("appui en continu", "mise en réseau", "dialogue intime"):
        assert words in found


def test_days_are_alike_and_may_be_hosted_by_territories(cycle):
    """R124-R127: a first venue, hosts to decide, a note a fortnight before, a common lunch."""
    first, *others = cycle.year.meetings
    assert (first.venue, {one.host for one in others}) == ("loos", {"to_decide"})
    assert {one.note_before.days for one in cycle.year.meetings} == {14}
    (usual,) = cycle.year.templates
    assert [(one.half, one.kind) for one in usual.slots] == [
        ("morning", "talk"), ("noon", "meal"), ("afternoon", "workshop"),
    ]  # fmt: skip


def test_needs_are_asked_once_and_eight_themes_are_announced(cycle):
    """R128-R130."""
    (survey,) = cycle.year.surveys
    assert deadline(cycle, survey.when).first == date(2021, 5, 4)
    assert question(cycle, "besoins").reused_in == (survey.key,)
    assert len([one for one in cycle.themes if one.of == "session"]) == 8


def test_each_participant_has_a_logbook_in_four_sections(cycle):
    """R131-R133."""
    assert [str(one) for one in cycle.year.logbook.sections] == [
        "Points forts retenus", "Points de vigilance", "Idées", "Marges de progression",
    ]  # fmt: skip
    assert "mis en discussion" in str(cycle.year.templates[0].slots[0].description)


def test_what_is_tried_and_relayed_is_pledged_and_a_production_ends_the_cycle(cycle):
    """R135-R137."""
    pledges = by_key(cycle.year.pledges)
    assert (pledges["relayer"].who, bool(pledges["relayer"].evidence)) == ("everyone", True)
    assert len(pledges["experimenter"].examples) == 4
    assert {"meeting", "document", "link"} <= set(pledges["experimenter"].evidence)
    closing = by_key(cycle.year.deliverables)["capitalisation"]
    assert (closing.by, closing.audience, closing.due.anchor) == ("organiser", "public", "end")


def mate(name, role, *leads):
    return Teammate(name, role, f"{name}@x.fr", leads=leads)


def test_the_contact_point_is_named_only_when_it_is_someone_else(cycle):
    """R138, R139: two referents are needed, the contact point is neither of them."""
    team = [
        mate("ada", "elu", "referent-politique"),
        mate("leo", "technicien", "referent-technique"),
    ]
    assert not [one for one in team_findings(cycle.team, team) if one.blocks]
    third = [*team, mate("zoe", "technicien", "point-contact")]
    assert not [one for one in team_findings(cycle.team, third) if one.blocks]
    twice = [team[0], mate("leo", "technicien", "referent-technique", "point-contact")]
    blocking = [one.code for one in team_findings(cycle.team, twice) if one.blocks]
    assert blocking == ["team.cumulate"]


def test_the_form_of_2020_asks_what_its_annex_asked(cycle):
    """R138, R140-R143: its questions, its two versions, free attachments, reasons, contacts."""
    keys = [one.key for one in cycle.questions()]
    assert keys == ["motivations", "lettre", "actions", "pistes", "besoins", "binome", "documents"]
    assert [one.shows for one in cycle.form.sections][:2] == ["applicant", "team"]
    assert (cycle.form.document_types, len(cycle.form.mailboxes)) == (("doc", "pdf"), 2)
    free = question(cycle, "documents")
    assert (free.counted, free.required) == (False, False)
    assert len([one for one in cycle.promises if one.kind == "reason"]) == 5
    assert [bool(one.capacity and one.email) for one in cycle.contacts] == [True, True]


# ------------------------------------------------------------ 2017


@pytest.mark.parametrize(
    ("on", "results", "word"),
    [
        ((2017, 2, 20), None, "ouvert"),
        ((2017, 3, 1), None, "clos"),
        ((2017, 3, 14), (2017, 3, 6), "lauréats"),
    ],
)
def test_the_page_of_2017_says_its_state_by_itself(visions, on, results, word):
    """R144, R145: open on 20 February, closed after the 28th, provided when it was updated."""
    opens, closes = bounds(visions)
    found = phase(
        opens=opens, closes=closes, judging=None, archived=None, at=datetime(*on, tzinfo=UTC),
        results=datetime(*results, tzinfo=UTC) if results else None,
    )  # fmt: skip
    assert found.value == word


def test_who_may_apply_in_2017_and_who_comes_first(visions):
    """R146, R147: two or three bodies of any kind; renewals and mergers settle equals."""
    assert (visions.selection.places_min, visions.selection.places_max) == (2, 3)
    assert [refused(visions, kind) for kind in ("commune", "cc", "pnr", "departement")] == [[]] * 4
    (priority,) = visions.selection.priorities
    asked = question(visions, "situation")
    assert {"nouveau-souffle", "fusion"} <= {one.key for one in asked.options}
    for answer, first in (("fusion", True), ("nouveau-souffle", True), ("projet", False)):
        assert holds(priority.condition, Facts(answers={"situation": [answer]})) is first
    assert priority.means == "tie_break"


def test_two_meetings_are_fixed_before_anyone_is_chosen(visions):
    """R148-R152: their days, the undertaking, no venue yet, what they are for."""
    prepare = [one for one in visions.year.meetings if one.kind == "collective"]
    assert [one.when.first for one in prepare] == [date(2017, 3, 7), date(2017, 4, 6)]
    assert [one.host for one in prepare] == ["to_decide"] * 2
    assert len(prepare[0].purposes) == 2
    promise = by_key(visions.year.pledges)["reunions"]
    assert (promise.rule, promise.strength) == ("presence.all", Strength.OBLIGATION)
    assert computed.days_to_first_meeting(visions) == 7


def test_a_seminar_of_two_days_in_each_territory_says_who_does_what(visions):
    """R153-R156: the body receives, the organiser helps, runs and writes."""
    seminar = visions.year.meeting("seminaire")
    assert (seminar.days, seminar.per, seminar.host) == (2, "territory", "territory")
    assert [str(one.who) for one in seminar.tasks] == ["La collectivité", "Le Cerdd", "Le Cerdd"]
    written = by_key(visions.year.deliverables)["restitution"]
    assert (written.kind, written.audience) == ("publication", "public")


def test_the_page_of_2017_tells_its_kit_its_status_and_what_is_near(visions):
    """R157-R162: kit and ministry, experiment, video, author, related contents."""
    kinds = [one.kind for one in visions.related]
    assert {"kit", "video", "call", "guide", "article"} <= set(kinds)
    assert kinds.count("call") == 6
    assert "expérimental" in str(visions.status)
    assert "auteur de la page" in str(visions.contacts[0].capacity)
    page = told("visions-21-2017")
    for words in ("accompagnement expérimental", "Présentation du kit Visions +21 en vidéo",
                  "Strategic Design Scenario"):  # fmt: skip
        assert words in page
