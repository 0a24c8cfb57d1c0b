"""What a call asks of its candidates before they write: a talk, places, numbers, codes, a team."""

from types import SimpleNamespace

import pytest

from cordee.applications.letters import receipts
from cordee.applications.rules.answers import answer_faults
from cordee.applications.rules.deposit import eligibility_findings
from cordee.applications.rules.known import declarations_asked, numbers_asked
from cordee.applications.rules.team import team_findings
from cordee.applications.views.dashboard import few
from cordee.programme.conditions import Facts
from cordee.programme.schema import questions as q
from cordee.programme.schema.team import Team
from tests.programme.build import LEAST, define


@pytest.mark.parametrize(("code", "fits"), [
    ("CHE-123.456.789", True), ("CHE-123.456.78", False), ("123-CHE.456.789", False),
])  # fmt: skip
def test_a_code_has_the_form_the_call_gives(code, fits):
    question = q.Text(key="uid", label="Numéro UID", shape="AAA-999.999.999")
    assert [one.code for one in answer_faults(question, code)] == ([] if fits else ["answer.shape"])


CONTACT = {"who": "l’ingénieure de votre région", "before": {"date": "2027-02-01"}}


@pytest.mark.parametrize(("answer", "blocks"), [(None, True), (False, True), (True, False)])
def test_the_talk_before_handing_in_is_declared(answer, blocks):
    definition = define(applicant={"prior_contact": CONTACT})
    ((key, sentence),) = declarations_asked(definition)
    assert sentence.replace("\xa0", " ") == (
        "Nous avons échangé avec l’ingénieure de votre région, au plus tard le 1er février 2027."
    )
    facts = Facts(declared={} if answer is None else {key: answer})
    assert any(one.blocks for one in eligibility_findings(definition, facts)) is blocks


def test_a_talk_that_is_only_advised_refuses_nothing_and_a_track_may_do_without():
    definition = define(applicant={"prior_contact": {**CONTACT, "strength": "advice"}})
    assert not any(one.blocks for one in eligibility_findings(definition, Facts()))
    tracks = [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]
    definition = define(applicant={"prior_contact": {**CONTACT, "tracks": ["a"]}}, tracks=tracks)
    assert declarations_asked(definition, "a")
    assert not declarations_asked(definition, "b")


MASSIF = {"rule": "place", "place_of": "project", "within": ["perimeter:massif"]}


@pytest.mark.parametrize(("answer", "blocks"), [(None, True), (False, True), (True, False)])
def test_where_a_project_is_led_is_declared_whatever_the_seat(answer, blocks):
    definition = define(
        eligibility=[MASSIF], perimeters=[{"key": "massif", "label": "Massif", "within": ["FR"]}]
    )
    ((key, sentence),) = declarations_asked(definition)
    assert "Massif" in sentence
    facts = Facts(refs=frozenset({"FR"}), declared={} if answer is None else {key: answer})
    assert any(one.blocks for one in eligibility_findings(definition, facts)) is blocks


def test_a_person_lives_where_her_file_says():
    definition = define(eligibility=[{**MASSIF, "place_of": "residence", "within": ["FR"]}])
    facts = Facts(kind="personne", refs=frozenset({"FR"}))
    assert not any(one.blocks for one in eligibility_findings(definition, facts))


def test_a_number_that_counts_only_in_one_case_is_asked_too():
    years = {"rule": "if", "condition": {"rule": "kind", "among": ["association"]},
             "then": {"rule": "number", "fact": "years", "min": 1}}  # fmt: skip
    assert [one.fact for one in numbers_asked(define(eligibility=[years]))] == ["years"]


def test_what_decides_of_a_rate_or_a_priority_is_asked_and_refuses_nothing():
    small = {"rule": "number", "fact": "employees", "below": 50}
    definition = define(
        grants=[{"key": "g", "label": "G", "rate_max": 0.5, "when": small}],
        selection={"priorities": [{"key": "p", "label": "P", "condition": small}]},
    )
    assert [one.fact for one in numbers_asked(definition)] == ["employees"]
    assert eligibility_findings(definition, Facts()) == []


@pytest.mark.parametrize(("deposited", "missing"), [(0, 3), (2, 1), (5, 0)])
def test_the_team_knows_how_many_files_still_lack_for_the_call_to_hold(deposited, missing):
    windows = [{"key": "w", "closes": "2027-01-01", "files_min": 3}]
    assert few(define(windows=windows), deposited) == missing
    assert few(define(), deposited) == 0


@pytest.mark.parametrize("sent", [True, False])
def test_a_step_without_receipt_sends_none(sent):
    steps = [{"key": "s", "label": "S", "window": LEAST["windows"][0]["key"], "receipt": sent}]
    version = SimpleNamespace(definition=define(steps=steps))
    deposit = SimpleNamespace(content={"step": "s"}, version=version)
    assert receipts(deposit) is sent


@pytest.mark.parametrize(("formed", "blocks"), [("before", True), ("during", False)])
def test_a_team_that_forms_on_the_spot_does_not_refuse_the_deposit(formed, blocks):
    team = Team.model_validate({"min": 3, "formed": formed})
    assert any(one.blocks for one in team_findings(team, [])) is blocks


def test_belonging_to_a_circle_is_declared_by_whom_the_list_does_not_know():
    definition = define(
        eligibility=[{"rule": "member", "circle": "reseau"}],
        circles=[{"key": "reseau", "label": "Réseau"}],
    )
    assert [key for key, _ in declarations_asked(definition)] == ["member-reseau"]
    first = {"key": "p", "label": "P", "condition": {"rule": "member", "circle": "reseau"}}
    dear = define(circles=[{"key": "reseau", "label": "Réseau"}], selection={"priorities": [first]})
    assert declarations_asked(dear) == []
    assert declarations_asked(definition, listed=True) == []
