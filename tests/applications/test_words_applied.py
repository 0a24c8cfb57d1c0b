"""Words of a definition that candidates meet: languages, hours, decimals, cells, parts, people."""

from datetime import date
from decimal import Decimal

import pytest

from cordee.applications.forms.answers import AnswersForm
from cordee.applications.rules.answers import answer_faults
from cordee.applications.rules.consortium import Body, consortium_findings
from cordee.applications.rules.deposit import (
    Draft,
    answers_findings,
    asked,
    eligibility_findings,
)
from cordee.applications.rules.elsewhere import Elsewhere, counted, elsewhere_findings
from cordee.applications.rules.known import declarations_asked, numbers_asked
from cordee.applications.rules.team import Teammate, team_findings
from cordee.programme.conditions import Facts
from cordee.programme.schema import questions as q
from cordee.programme.schema.team import Consortium, Team
from tests.programme.build import define

TWO = {"kind": "long_text", "key": "r", "label": "Résumé", "languages": ["fr", "de"]}


def codes(question, value):
    return [one.code for one in answer_faults(question, value)]


@pytest.mark.parametrize(("asked", "value", "expected"), [
    ("any", {"fr": "oui", "de": ""}, []), ("any", {"fr": "", "de": " "}, ["answer.language"]),
    ("all", {"fr": "oui", "de": ""}, ["answer.language"]), ("all", {"fr": "a", "de": "b"}, []),
])  # fmt: skip
def test_a_text_is_written_in_every_language_or_in_one(asked, value, expected):
    assert codes(q.LongText.model_validate({**TWO, "languages_asked": asked}), value) == expected


@pytest.mark.parametrize(("decimals", "value", "expected"), [
    (0, "12", []), (0, "12,5", ["answer.decimals"]), (1, "12,5", []), (2, "1 250,50", []),
    (1, "12,55", ["answer.decimals"]), (0, "12.0", []),
])  # fmt: skip
def test_a_number_has_the_decimals_that_are_asked(decimals, value, expected):
    assert codes(q.Number(key="n", label="N", decimals=decimals), value) == expected


@pytest.mark.parametrize(("value", "expected"), [
    ("2027-09-01T10:30", []), ("2027-09-01", ["answer.hour"]), ("demain", ["answer.format"]),
    ("2026-01-01T10:00", ["answer.range"]),
])  # fmt: skip
def test_a_date_with_its_hour(value, expected):
    assert (
        codes(q.Day(key="d", label="D", with_hour=True, earliest="2027-01-01"), value) == expected
    )


def test_a_row_that_people_added_has_all_its_cells():
    table = q.Table.model_validate({"kind": "table", "key": "t", "label": "T", "columns": [
        {"key": "a", "label": "Action"}, {"key": "b", "label": "Coût", "kind": "money"},
        {"key": "c", "label": "Note", "required": False}]})  # fmt: skip
    (found,) = answer_faults(table, [{"a": "x", "b": "1"}, {"a": "y"}])
    assert (found.code, "ligne 2" in found.sentence, "Coût" in found.sentence) == (
        "answer.cell", True, True,
    )  # fmt: skip


def test_the_totals_of_repeated_questions_are_held():
    group = q.Group.model_validate({
        "kind": "group", "key": "g", "label": "Actions",
        "questions": [{"kind": "money", "key": "cout", "label": "Coût"}],
        "checks": [{"rule": "total", "column": "cout", "max": 100,
                    "sentence": "Cent euros au plus."}],
    })  # fmt: skip
    assert answer_faults(group, [{"cout": "40"}, {"cout": "60"}]) == []
    (found,) = answer_faults(group, [{"cout": "41"}, {"cout": "60"}])
    assert found.sentence == "Cent euros au plus."


def test_an_iban_is_checked():
    iban = q.Text(key="i", label="IBAN", format="iban")
    assert codes(iban, "FR76 3000 6000 0112 3456 7890 189") == []
    assert codes(iban, "FR00 1234") == ["answer.format"]


TEAM = Team.model_validate({
    "roles": [{"key": "elu", "label": "Élu·e"}],
    "leads": [{"key": "chef", "label": "Cheffe de file", "min": 0, "may_cumulate": False},
              {"key": "ref", "label": "Référente", "min": 0}],
    "balances": [{"key": "s", "label": "Deux structures", "attribute": "organisation",
                  "distinct_min": 2, "strength": "obligation"}],
})  # fmt: skip


def mate(name, organisation="Ville", *leads):
    return Teammate(name, "elu", f"{name}@x.fr", organisation, leads=leads)


@pytest.mark.parametrize(("part", "typed"), [("email", "pas une adresse"), ("phone", "demain")])
def test_an_address_that_reaches_nobody_is_told_and_refuses_nothing(part, typed):
    question = q.Contact(key="c", label="Contact")
    [told] = answer_faults(question, {"name": "Ada", part: typed})
    assert typed in told.sentence
    assert not told.blocks
    right = {"name": "Ada", "email": "ada@example.org", "phone": "+33 3 21 00 00 00"}
    assert answer_faults(question, right) == []


def test_who_may_not_hold_a_part_is_told_which_role_may():
    roles = [{"key": key, "label": key.title()} for key in ("elu", "tech")]
    part = {"key": "ref", "label": "Référent", "among_roles": ["tech"]}
    team = Team.model_validate({"roles": roles, "leads": [part]})
    said = next(one for one in team_findings(team, [mate("Ada", "Ville", "ref")]) if one.blocks)
    assert "«\u00a0Tech\u00a0»" in said.sentence
    assert "donnez ce rôle à Ada" in said.sentence


def test_a_part_that_is_not_held_with_another():
    found = team_findings(TEAM, [mate("Ada", "Ville", "chef", "ref"), mate("Bea", "Parc")])
    assert "team.cumulate" in {one.code for one in found if one.blocks}
    found = team_findings(TEAM, [mate("Ada", "Ville", "chef"), mate("Bea", "Parc", "ref")])
    assert {one.code for one in found if one.blocks} == set()


@pytest.mark.parametrize(("second", "blocks"), [("ville ", True), ("Parc", False)])
def test_a_team_mixes_structures_whatever_their_case(second, blocks):
    found = team_findings(TEAM, [mate("Ada", "Ville"), mate("Bea", second)])
    assert ("team.mix" in {one.code for one in found if one.blocks}) is blocks


@pytest.mark.parametrize(("files", "refused"), [(0, False), (1, True)])
def test_nobody_is_in_more_files_than_the_call_allows(files, refused):
    team = Team(files_max=1)
    found = elsewhere_findings(team, None, [Elsewhere("Ada", files=files)])
    assert bool(found) is refused


def test_a_role_and_a_part_are_counted_apart():
    team = Team.model_validate({
        "roles": [{"key": "elu", "label": "É", "files_max": 2}],
        "leads": [{"key": "chef", "label": "C", "files_max": 1}],
    })  # fmt: skip
    ada = Elsewhere("Ada", files=5, roles={"elu": 1}, leads={"chef": 1})
    assert [one.where for one in elsewhere_findings(team, None, [ada])] == ["team.chef"]
    assert counted(team, None)
    assert not counted(Team(), Consortium())


def test_a_partner_is_in_so_many_files():
    bodies = Consortium(files_as_partner=2)
    labo = Elsewhere("Labo", files=2, partner=True)
    assert [one.code for one in elsewhere_findings(None, bodies, [labo])] == [
        "consortium.elsewhere"
    ]


@pytest.mark.parametrize(("rule", "held", "told"), [
    ({}, [("archi", True)], True), ({}, [("archi", False)], True), ({}, [("etudes", True)], False),
    ({"per": "track"}, [("archi", False)], False), ({"per": "track"}, [("archi", True)], True),
    ({"category": "etudes"}, [("archi", True)], False), ({"max": 2}, [("archi", True)], False),
    ({"countries": ["BE"]}, [("archi", True)], False),
    ({"steps": ["dossier"]}, [("archi", True)], False),
    ({"category": None}, [("etudes", False)], True),
])  # fmt: skip
def test_a_partner_of_a_category_is_in_so_many_files_of_the_call_or_of_a_track(rule, held, told):
    """« An architect in one team only », « an expert in one team for each site »."""
    own = {
        "rule": "files",
        "category": "archi",
        "max": 1,
        "sentence": "Une équipe par site.",
        **rule,
    }
    rules = Consortium.model_validate({"rules": [own]})
    here = Elsewhere("Atelier", category="archi", country="FR", held=held)
    found = elsewhere_findings(None, rules, [here], "note")
    assert [(one.code, one.blocks) for one in found] == [("consortium.files", True)] * told
    assert all(one.sentence == "Une équipe par site." for one in found)
    assert counted(None, rules)
    bodies = [Body("Atelier", leads=True, category="archi")]
    assert not [
        one for one in consortium_findings(rules, bodies) if one.code == "consortium.amount"
    ]


AGE = {"rule": "number", "fact": "age", "min": 16, "of": "every_member", "key": "seize",
       "sentence": "Avoir seize ans."}  # fmt: skip


def test_a_condition_on_the_people_of_a_team_is_declared_for_them():
    definition = define(team={"min": 1}, eligibility=[AGE])
    ((key, said),) = declarations_asked(definition)
    assert (key, said.replace("\u00a0", " ")) == (
        "seize", "Avoir seize ans : chaque membre de l’équipe.",
    )  # fmt: skip

    def blocks(facts):
        return [one.blocks for one in eligibility_findings(definition, facts)]

    assert blocks(Facts(declared={"seize": True})) == [False]
    assert blocks(Facts(declared={"seize": False})) == [True]
    assert blocks(Facts()) == [True]


def test_partners_still_answer_for_themselves():
    definition = define(team={"min": 1}, consortium={}, eligibility=[AGE])
    assert declarations_asked(definition) == []


def test_a_number_is_asked_on_the_day_that_counts():
    age = {"rule": "number", "fact": "age", "min": 18, "as_of": {"date": "2027-01-01"}}
    (asked,) = numbers_asked(define(eligibility=[age]))
    assert asked.hint.replace("\u00a0", " ") == "au 1er janvier 2027"


@pytest.mark.parametrize(("on", "blocks"), [("2027-01-01", False), ("2025-01-01", True)])
def test_an_earlier_award_is_counted_back_from_that_day(on, blocks):
    rule = {"rule": "not_awarded", "within": "P3Y", "as_of": {"date": on}}
    facts = Facts(awarded={"x": date(2023, 6, 1)}, today=date(2025, 1, 1),
                  numbers={"n": Decimal(1)})  # fmt: skip
    (found,) = eligibility_findings(define(eligibility=[rule]), facts)
    assert found.blocks is blocks


@pytest.mark.parametrize(("answers", "files", "lacking"), [
    ({}, {}, ["questions.ecrit"]), ({"ecrit": "Oui."}, {}, []),
    ({}, {"oral": [{"name": "o.mp4"}]}, []),
])  # fmt: skip
def test_one_question_may_stand_for_another(answers, files, lacking):
    """Written or filmed: one of the two is enough, and the first one named is what lacks."""
    questions = [{"kind": "long_text", "key": "ecrit", "label": "Par écrit"},
                 {"kind": "file", "key": "oral", "label": "Ou filmé", "types": ["mp4"],
                  "instead_of": "ecrit"}]  # fmt: skip
    definition = define(form={"sections": [{"key": "s", "label": "S", "questions": questions}]})
    found = answers_findings(definition, Draft(facts=Facts(), answers=answers, files=files))
    assert [one.where for one in found if one.code == "answer.missing"] == lacking


ENGLISH = {"rule": "language", "language": "en", "level": "B2"}


def test_a_language_is_declared_by_the_applicant_or_by_its_team():
    alone = define(eligibility=[ENGLISH])
    ((key, said),) = declarations_asked(alone)
    assert said == "Parler anglais, au niveau B2 au moins (cadre européen)."
    assert [one.verdict.name for one in eligibility_findings(alone, Facts())] == ["MISSING"]
    for answer, blocks in ((True, False), (False, True)):
        (found,) = eligibility_findings(alone, Facts(declared={key: answer}))
        assert found.blocks is blocks
    team = {"roles": [{"key": "guide", "label": "Guide"}]}
    ours = define(team=team, eligibility=[{**ENGLISH, "of": "every_member", "role": "guide"}])
    ((key, said),) = declarations_asked(ours)
    assert "niveau B2" in said
    assert "chaque membre de l’équipe (Guide)" in said
    assert not eligibility_findings(ours, Facts(declared={key: True}))[0].blocks


def test_an_earlier_file_that_only_a_poor_mark_excludes_is_looked_at_by_people():
    rule = {"rule": "not_awarded", "outcome": "refused", "below": 50}
    facts = Facts(refused={"essai": date(2026, 1, 1)}, today=date(2027, 1, 1))
    (found,) = eligibility_findings(define(eligibility=[rule]), facts)
    assert (found.blocks, "inférieure à 50" in found.sentence) == (False, True)


def test_a_page_in_one_language_says_so_to_voices_that_read():
    call = define(
        tracks=[{"key": "nord", "label": "Nord"},
                {"key": "sud", "label": "Sud", "within": "nord", "languages": ["de"]}],
        form={"languages": ["fr", "en"], "sections": [
            {"key": "a", "label": "A", "questions": [{**TWO, "languages": []}]},
            {"key": "b", "label": "B", "languages": ["en"], "questions": []}]},
    )  # fmt: skip
    page, english = call.form.sections
    assert call.written_in(english, "sud") == ("en",)
    assert call.written_in(page, "sud") == ("de",)
    assert call.written_in(page, "nord") == ("fr", "en")
    assert define().written_in(page) == ()
    asked = [one for one in page.questions if isinstance(one, q.Asked)]
    for languages, told in ((("de",), "de"), (("fr", "en"), None)):
        form = AnswersForm(asked, {}, languages=languages)
        assert form.fields["r"].widget.attrs.get("lang") == told


@pytest.mark.parametrize(("files", "answered", "codes_found", "shown"), [
    ({}, True, ["missing"], []), ({"lettre": [{"name": "a.pdf"}]}, True, ["ok"], ["q"]),
    ({}, False, ["ok"], []), ({"lettre": [{"name": "a.pdf"}]}, False, ["broken"], ["q"]),
])  # fmt: skip
def test_a_condition_and_a_question_may_depend_on_a_piece_that_is_attached(
    files, answered, codes_found, shown
):
    letter = {"kind": "file", "key": "lettre", "label": "Lettre", "required": False}
    then = {"kind": "text", "key": "q", "label": "Q", "when": {"question": "lettre",
                                                                "answered": True}}  # fmt: skip
    definition = define(
        form={"sections": [{"key": "s", "label": "S", "questions": [letter, then]}]},
        eligibility=[{"rule": "answer", "question": "lettre", "answered": answered}],
    )
    (found,) = eligibility_findings(definition, Facts(answers=files))
    assert found.verdict.name.lower() == codes_found[0]
    draft = Draft(Facts(), files=files)
    assert [one.key for one in asked(definition, draft) if one.key == "q"] == shown
