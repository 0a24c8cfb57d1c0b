"""Who applies: partners by category, country and share, numbers with their source, one's files."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.models import Application, LateCode, Member
from cordee.applications.queries.drafts import teammates, writers
from cordee.applications.queries.elsewhere import elsewhere
from cordee.applications.rules.consortium import (
    Body,
    agreement_findings,
    budget_findings,
    consortium_findings,
    preference_faults,
)
from cordee.applications.rules.known import body_findings
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.models import User
from cordee.programme.schema.who import Applicant, Consortium
from cordee.territories.models import Territory
from tests.applications.flow import CLOSED, WRITING, two_steps

ADA, BEN = {"key": "pme", "label": "PME"}, {"key": "labo", "label": "Laboratoires"}
RULES = Consortium.model_validate(
    {
        "min": 3,
        "max": 5,
        "categories": [ADA, BEN],
        "lead_categories": ["labo"],
        "rules": [
            {"rule": "count", "category": "pme", "min": 1},
            {"rule": "countries", "min": 2},
            {"rule": "per_country", "max": 2},
            {"rule": "share_per_country", "max": 0.6, "sentence": "Aucun pays au-delà de 60 %."},
            {"rule": "share", "category": "pme", "each": True, "min": 0.1},
        ],
    }
)


def body(name: str, category: str, country: str, amount: int | None, *, leads: bool = False):
    return Body(name, leads, category, country, None if amount is None else Decimal(amount))


GOOD = [
    body("L", "labo", "FR", 50, leads=True),
    body("M", "labo", "BE", 30),
    body("P", "pme", "BE", 20),
]


def refusals(bodies: list[Body]) -> set[str]:
    return {one.code for one in consortium_findings(RULES, bodies) if one.blocks}


@pytest.mark.parametrize(("rule", "broken"), [
    ({"rule": "ratio", "category": "pme", "max": 0.34}, False),
    ({"rule": "ratio", "category": "labo", "max": 0.5}, True),
    ({"rule": "categories", "min": 2}, False),
    ({"rule": "categories", "min": 3}, True),
    ({"rule": "count", "countries": ["EU"], "min": 3}, False),
    ({"rule": "count", "countries": ["EU"], "max": 2}, True),
])  # fmt: skip
def test_partners_are_counted_by_share_by_category_and_by_union(rule, broken):
    rules = Consortium.model_validate({"min": 1, "categories": [ADA, BEN], "rules": [rule]})
    assert any(one.blocks for one in consortium_findings(rules, GOOD)) is broken


@pytest.mark.parametrize(("signed", "joined", "waits"), [
    ("before_deposit", False, True), ("before_deposit", True, False), ("intent", False, True),
    ("before_start", False, False), ("no", False, False),
])  # fmt: skip
def test_the_agreement_of_the_partners_is_awaited_when_it_comes_first(signed, joined, waits):
    rules = Consortium(agreement_signed=signed, agreement_question="accord")
    assert any(one.blocks for one in agreement_findings(rules, joined=joined)) is waits


@pytest.mark.parametrize(("totals", "said"), [([100, 40], 0), ([90], 1), ([], 0)])
def test_the_parts_of_the_partners_are_compared_with_the_budget_and_never_refused(totals, said):
    found = budget_findings(GOOD, [Decimal(one) for one in totals])
    assert (len(found), any(one.blocks for one in found)) == (said, False)


def test_a_good_consortium_holds():
    assert refusals(GOOD) == set()


@pytest.mark.parametrize(
    ("bodies", "code"),
    [
        (GOOD[:2], "consortium.size"),
        ([*GOOD[:2], body("Q", "labo", "BE", 20)], "consortium.count"),
        ([body("L", "pme", "FR", 50, leads=True), *GOOD[1:]], "consortium.lead"),
        ([*GOOD, body("X", "", "DE", 10)], "consortium.category"),
        ([*GOOD, body("Y", "pme", "BE", 20)], "consortium.per_country"),
        ([body("L", "labo", "FR", 90, leads=True), *GOOD[1:]], "consortium.share_per_country"),
        ([*GOOD[:2], body("P", "pme", "BE", 2)], "consortium.share"),
        ([*GOOD[:2], body("P", "pme", "BE", None)], "consortium.amount"),
    ],
)
def test_each_rule_of_the_partners_is_told(bodies: list[Body], code: str):
    assert code in refusals(bodies)


def test_its_own_sentence_replaces_ours_and_keeps_the_figures():
    bodies = [body("L", "labo", "FR", 90, leads=True), *GOOD[1:]]
    found = next(
        one
        for one in consortium_findings(RULES, bodies)
        if one.code == "consortium.share_per_country" and one.blocks
    )
    assert found.sentence == "Aucun pays au-delà de 60\u00a0%."
    assert "64,3" in found.evidence[0]


def test_wishes_are_ranked_once_each_among_what_is_offered():
    def codes(*chosen: str) -> set[str]:
        return {one.code for one in preference_faults(chosen, ["a", "b", "c"], 1, 2)}

    assert codes("b", "a") == set()
    assert codes() == {"preferences.count"}
    assert codes("a", "a") == {"preferences.twice"}
    assert codes("z") == {"preferences.unknown"}
    assert codes("a", "b", "c") == {"preferences.count"}


@pytest.mark.parametrize(("which", "blocks"), [("first", True), ("last", False), ("ask", False)])
def test_what_a_second_file_of_a_body_means_is_told(which: str, *, blocks: bool):
    applicant = Applicant.model_validate({"which_wins": which})
    assert body_findings(applicant, 0) == []
    (found,) = body_findings(applicant, 1)
    assert found.blocks is blocks


def test_many_files_are_allowed_when_the_call_says_so():
    assert body_findings(Applicant(files_per_applicant=0), 9) == []
    assert body_findings(Applicant(files_per_applicant=3), 2) == []


def plain(**more) -> Edition:
    """A call of one step and one question."""
    single = {
        "steps": [{"key": "dossier", "label": "Dossier", "window": "un"}],
        "tracks": [],
        "stages": [],
        "eligibility": [],
        "form": {
            "sections": [
                {
                    "key": "projet",
                    "label": "Projet",
                    "questions": [{"key": "resume", "label": "Résumé", "kind": "long_text"}],
                }
            ]
        },
    }
    return publish(
        two_steps(**{**single, **more}), {}, by=None, at=datetime(2025, 2, 1, tzinfo=UTC)
    )


def handed(call: Edition, by: User, at: datetime = WRITING, **who) -> Application:
    made = actions.start(call, by=by, at=at, **who)
    actions.save_answer(made, "resume", "Des haies.", by=by, at=at)
    actions.deposit(made, by=by, at=at)
    return Application.objects.get(pk=made.pk)


def test_the_last_deposit_of_a_body_replaces_the_former(lens, nadia: User, farida: User, db):
    call = plain()
    first = handed(call, nadia, territory=lens)
    second = handed(call, farida, territory=lens)
    first.refresh_from_db()
    assert first.withdrawn_at == WRITING
    assert second.withdrawn_at is None
    assert Entry.objects.filter(kind="applications.superseded").count() == 1
    letter = Message.objects.get(key__startswith="superseded:")
    assert letter.to == nadia.email
    assert "votre dossier est donc retiré" in letter.text


def test_the_first_deposit_of_a_body_may_be_the_one_that_counts(lens, nadia, farida, db):
    call = plain(applicant={"which_wins": "first"})
    begun = actions.start(call, territory=lens, by=farida, at=WRITING)
    handed(call, nadia, territory=lens)
    with pytest.raises(Refused, match="garde le premier"):
        actions.start(call, territory=lens, by=farida, at=WRITING)
    actions.save_answer(begun, "resume", "Des haies.", by=farida, at=WRITING)
    with pytest.raises(Refused, match="garde le premier"):
        actions.deposit(begun, by=farida, at=WRITING)


def test_a_body_the_list_does_not_know_is_known_by_its_name(nadia, farida, db):
    call = plain(applicant={"which_wins": "first"})
    handed(call, nadia, body_name="Syndicat des Deux Rivières")
    with pytest.raises(Refused, match="garde le premier"):
        actions.start(call, body_name="SYNDICAT des deux rivieres", by=farida, at=WRITING)


def test_one_file_a_track_when_the_call_counts_so(lens, nadia: User, db):
    tracks = [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]
    call = plain(tracks=tracks, applicant={"which_wins": "first", "files_counted": "track"})
    handed(call, nadia, territory=lens, track="a")
    assert handed(call, nadia, territory=lens, track="b").current is not None


def test_a_full_call_closes_by_itself(lens, rouen, nadia: User, farida: User, db):
    windows = [{"key": "un", "label": "Fil de l’eau", "permanent": True, "capacity": 1}]
    call = plain(windows=windows)
    late = actions.start(call, territory=rouen, by=farida, at=WRITING)
    actions.save_answer(late, "resume", "Des haies.", by=farida, at=WRITING)
    first = handed(call, nadia, territory=lens)
    with pytest.raises(Refused, match="1\u00a0dossier"):
        actions.deposit(late, by=farida, at=WRITING)
    with pytest.raises(Refused, match="s’est clos de lui-même"):
        actions.start(call, body_name="Autre", by=farida, at=WRITING)
    url = reverse("calls:detail", args=[call.key])
    with time_machine.travel(WRITING, tick=False):
        assert "s’est clos de lui-même" in Client().get(url).text
        actions.withdraw(first, reason="", by=nadia, at=WRITING)
        assert "s’est clos de lui-même" not in Client().get(url).text
    assert actions.deposit(late, by=farida, at=WRITING).number == 1


def test_an_earlier_file_excludes_as_the_call_says(lens, rouen, nadia: User, db):
    handed(plain(programme="haies"), nadia, territory=lens)
    rule = {"rule": "not_awarded", "outcome": "submitted", "programmes": ["haies"]}
    again = plain(key="deux-ans-apres", eligibility=[rule])
    with pytest.raises(Refused, match="haies"):
        handed(again, nadia, territory=lens)
    assert handed(again, nadia, territory=rouen).current is not None


NUMBER = {
    "rule": "number", "fact": "budget", "min": 1000, "source": "compte administratif",
    "year": 2024,
}  # fmt: skip
DECLARES = {"rule": "declares", "key": "agreement", "statement": "Notre conseil a délibéré."}


def test_what_no_register_knows_is_asked_before_writing(nadia: User, lens, db):
    call = plain(eligibility=[NUMBER, DECLARES])
    client = Client()
    client.force_login(nadia)
    url = reverse("applications:begin", args=[call.key])
    typed = {"territory": lens.ref, "number-budget": "900", "declare-0": "yes"}
    with time_machine.travel(WRITING, tick=False):
        assert "compte administratif 2024" in client.get(url).text
        refused = client.post(url, typed)
        assert refused.status_code == 422
        assert "au moins 1\u202f000" in refused.text
        typed |= {"number-budget": "2 500", "source-budget": "CA 2024", "start": "1"}
        assert client.post(url, typed).status_code == 302
    made = Application.objects.get()
    assert made.known == {
        "numbers": {"budget": {"value": "2 500", "source": "CA 2024"}},
        "declared": {"agreement": True},
    }
    actions.save_answer(made, "resume", "Des haies.", by=nadia, at=WRITING)
    deposit = actions.deposit(made, by=nadia, at=WRITING)
    assert deposit.content["body"]["known"] == made.known


def test_what_is_not_said_yet_does_not_forbid_to_begin_but_to_hand_in(nadia, lens, db):
    call = plain(eligibility=[NUMBER])
    with pytest.raises(Refused, match="Indiquez ce nombre"):
        handed(call, nadia, territory=lens)
    made = Application.objects.get()
    client = Client()
    client.force_login(nadia)
    url = reverse("applications:structure", args=[made.public_id])
    with time_machine.travel(WRITING, tick=False):
        assert client.get(url).status_code == 200
        assert client.post(url, {"number-budget": "3000"}).status_code == 302
    assert actions.deposit(Application.objects.get(), by=nadia, at=WRITING).number == 1


EVERY = {"rule": "number", "fact": "effectif", "min": 10, "of": "every_member"}


def test_partners_are_gathered_on_their_page_and_frozen_with_the_file(nadia, lens, rouen, db):
    call = plain(consortium={"min": 2, "categories": [ADA, BEN]}, eligibility=[EVERY])
    made = actions.start(call, territory=lens, by=nadia, at=WRITING)
    actions.save_answer(made, "resume", "Des haies.", by=nadia, at=WRITING)
    client = Client()
    client.force_login(nadia)
    url = reverse("applications:partners", args=[made.public_id])
    lead = made.partners.get()
    own = reverse("applications:partner", args=[made.public_id, lead.public_id])
    with time_machine.travel(WRITING, tick=False):
        assert "Lens" in client.get(url).text
        assert client.post(url, {"name": "", "country": "FR"}).status_code == 422
        assert client.post(url, {"name": "X", "country": "France"}).status_code == 422
        typed = {"name": "Atelier", "country": "be", "category": "pme", "number-effectif": "4"}
        assert client.post(url, typed).status_code == 302
        sent = {"territory": lens.ref, "country": "FR", "category": "labo", "number-effectif": "90"}
        assert client.post(own, sent).status_code == 302
        with pytest.raises(Refused, match="Il faut 2 sur 2"):
            actions.deposit(made, by=nadia, at=WRITING)
        mate = made.partners.get(leads=False)
        edit = reverse("applications:partner", args=[made.public_id, mate.public_id])
        assert client.post(edit, {**typed, "number-effectif": "12"}).status_code == 302
        deposit = actions.deposit(made, by=nadia, at=WRITING)
    rows = deposit.content["partners"]
    assert [(one["name"], one["country"], one["category"]) for one in rows] == [
        ("Lens", "FR", "labo"), ("Atelier", "BE", "pme"),
    ]  # fmt: skip
    actions.drop_partner(mate, by=nadia, at=WRITING)
    actions.drop_partner(lead, by=nadia, at=WRITING)
    assert list(made.partners.all()) == [lead]
    with pytest.raises(Refused):
        actions.drop_partner(lead, by=nadia, at=CLOSED)


def test_wishes_are_kept_in_their_order(nadia, lens, db):
    tracks = [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]
    call = plain(tracks=tracks, preferences={"among": "tracks", "min": 2, "max": 2})
    made = actions.start(call, territory=lens, track="a", by=nadia, at=WRITING)
    actions.save_answer(made, "resume", "Des haies.", by=nadia, at=WRITING)
    with pytest.raises(Refused, match="au moins 2"):
        actions.deposit(made, by=nadia, at=WRITING)
    client = Client()
    client.force_login(nadia)
    url = reverse("applications:structure", args=[made.public_id])
    with time_machine.travel(WRITING, tick=False):
        assert client.post(url, {"wish-0": "b", "wish-1": "a"}).status_code == 302
    made.refresh_from_db()
    deposit = actions.deposit(made, by=nadia, at=WRITING)
    assert deposit.content["preferences"] == ["b", "a"]


def test_only_guests_enter_by_a_door_kept_for_them(nadia, farida, amina, lens, db):
    steps = [{"key": "dossier", "label": "Dossier", "window": "un", "invited": True}]
    call = plain(steps=steps)
    with pytest.raises(Refused, match="invitées ou désignées"):
        actions.start(call, territory=lens, by=nadia, at=WRITING)
    guest = actions.name_guest(
        call, onto="step:dossier", name="", territory=lens, by=amina, at=WRITING
    )
    assert actions.start(call, territory=lens, by=nadia, at=WRITING)
    actions.take_back_guest(guest, by=amina, at=WRITING)
    with pytest.raises(Refused):
        actions.start(call, territory=lens, by=nadia, at=WRITING)
    actions.name_guest(
        call, onto="step:dossier", name="Farida", email=farida.email, by=amina, at=WRITING
    )
    assert actions.start(call, body_name="Collectif", by=farida, at=WRITING)


def test_a_nominator_names_no_more_than_allowed(amina, nadia, lens, rouen, db):
    rule = {"rule": "listed", "list": "villes", "max_per_nominator": 1}
    call = plain(eligibility=[rule])
    now = {"by": amina, "at": WRITING}
    with pytest.raises(Refused, match="qui désigne"):
        actions.name_guest(call, onto="villes", name="", territory=lens, **now)
    actions.name_guest(call, onto="villes", name="", territory=lens, nominated_by="Région", **now)
    with pytest.raises(Refused, match="a déjà désigné"):
        actions.name_guest(
            call, onto="villes", name="", territory=rouen, nominated_by="région", **now
        )
    assert handed(call, nadia, territory=lens).current is not None
    with pytest.raises(Refused, match="réservé aux structures"):
        handed(call, nadia, territory=rouen)


def code_for(call: Edition, by: User, **more) -> str:
    given = {"for_whom": "Lens", "reason": "Panne.", "expires_at": CLOSED + timedelta(days=2)}
    return actions.give_code(call, **{**given, **more}, by=by, at=CLOSED)[1]


def test_a_code_lets_one_late_file_in_once(lens, nadia, farida, amina, db):
    call = plain()
    made = actions.start(call, territory=lens, by=nadia, at=WRITING)
    actions.save_answer(made, "resume", "Des haies.", by=nadia, at=WRITING)
    with pytest.raises(Refused, match="code"):
        actions.deposit(made, by=nadia, at=CLOSED)
    word = code_for(call, amina)
    with pytest.raises(Refused, match="mal recopié"):
        actions.use_code(made, "AAAAA-AAAAA", by=nadia, at=CLOSED)
    actions.use_code(made, word.lower().replace("-", " "), by=nadia, at=CLOSED)
    deposit = actions.deposit(made, by=nadia, at=CLOSED)
    assert deposit.late
    assert LateCode.objects.get().used_at == CLOSED
    other = actions.start(call, body_name="Autre", by=farida, at=WRITING)
    with pytest.raises(Refused, match="déjà servi"):
        actions.use_code(other, word, by=farida, at=CLOSED)
    assert word not in str(list(LateCode.objects.values())) + str(list(Entry.objects.values()))
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"applications.code_given", "applications.code_used"} <= kinds


def test_an_expired_or_withdrawn_code_opens_nothing(lens, nadia, amina, db):
    call = plain()
    made = actions.start(call, territory=lens, by=nadia, at=WRITING)
    word = code_for(call, amina)
    with pytest.raises(Refused, match="périmé"):
        actions.use_code(made, word, by=nadia, at=CLOSED + timedelta(days=2))
    actions.take_back_code(LateCode.objects.get(), by=amina, at=CLOSED)
    with pytest.raises(Refused):
        actions.use_code(made, word, by=nadia, at=CLOSED)


def test_a_code_needs_a_reason_a_holder_and_a_call_that_takes_some(amina, db):
    call = plain()
    for wrong in ({"reason": " "}, {"for_whom": ""}, {"expires_at": CLOSED}):
        with pytest.raises(Refused):
            code_for(call, amina, **wrong)
    windows = [{"key": "un", "label": "Dépôt", "closes": "2025-03-31T12:00"}]
    with pytest.raises(Refused, match="ne prévoient pas"):
        code_for(plain(key="sans-code", windows=windows), amina)


def test_a_late_team_begins_and_hands_in_by_the_pages(lens, nadia, amina, db):
    call = plain()
    staff, team = Client(), Client()
    staff.force_login(amina)
    team.force_login(nadia)
    codes = reverse("applications:codes", args=[call.key])
    begin = reverse("applications:begin", args=[call.key])
    with time_machine.travel(CLOSED, tick=False):
        assert staff.post(codes, {"for_whom": "Lens"}).status_code == 422
        typed = {"for_whom": "Lens", "reason": "Panne.", "expires_at": "2025-04-03T12:00"}
        page = staff.post(codes, typed).text
        word = page.partition("<code>")[2].partition("</code>")[0]
        assert word not in staff.get(codes).text
        assert "Code de dépôt tardif" in team.get(begin).text
        sent = {"territory": lens.ref, "code": word, "start": "1"}
        assert team.post(begin, {**sent, "code": "FAUX"}).status_code == 422
        assert team.post(begin, sent).status_code == 302
        made = Application.objects.get()
        team.post(reverse("applications:save", args=[made.public_id, "resume"]), {"resume": "X"})
        done = team.post(reverse("applications:deposit", args=[made.public_id]))
        assert done.status_code == 302
    made.refresh_from_db()
    assert made.current.late
    assert made.current.at == CLOSED


@pytest.mark.parametrize("name", ["codes", "guests"])
def test_the_doors_of_a_call_are_opened_by_the_team_alone(name: str, nadia, amina, db):
    call = plain()
    url = reverse(f"applications:{name}", args=[call.key])
    for user, status in ((None, 302), (nadia, 403), (amina, 200)):
        client = Client()
        if user is not None:
            client.force_login(user)
        assert client.get(url).status_code == status


def test_a_history_tells_kin_and_earlier_calls(nadia, farida, amina, lens, db):
    epci = Territory.objects.create(
        ref="epci:1", kind="ca", name="Agglo", siren="200000001", department="62", region="32",
        origin="main", made_at=WRITING,
    )  # fmt: skip
    lens.memberships.create(parent=epci, role="epci", starts=date(2020, 1, 1))
    handed(plain(key="avant"), nadia, territory=lens)
    call = plain()
    mine, theirs = handed(call, nadia, territory=lens), handed(call, farida, territory=epci)
    client = Client()
    client.force_login(amina)
    with time_machine.travel(CLOSED, tick=False):
        page = client.get(reverse("applications:instruct", args=[mine.public_id])).text
        other = client.get(reverse("applications:instruct", args=[theirs.public_id])).text
    assert "Agglo" in page
    assert "Éditions précédentes" in page
    assert "Lens" in other


@pytest.mark.usefixtures("db")
def test_a_person_in_another_file_handed_in_may_not_be_in_one_more(
    lens, rouen, nadia: User, farida: User, django_assert_max_num_queries
):
    team = {"min": 1, "files_max": 1, "roles": [{"key": "elu", "label": "Élu·e"}]}
    call = plain(team=team)
    first = actions.start(call, territory=lens, by=nadia, at=WRITING)
    second = actions.start(call, territory=rouen, by=farida, at=WRITING)
    for one, by in ((first, nadia), (second, farida)):
        writers(one).delete()
        Member.objects.create(
            application=one, given_name="Ada", family_name="B", email="ADA@x.fr", role="elu",
            joined_at=WRITING,
        )  # fmt: skip
        actions.save_answer(one, "resume", "Des haies.", by=by, at=WRITING)
    actions.deposit(first, by=nadia, at=WRITING)
    with pytest.raises(Refused, match="figure déjà dans 1\u00a0dossier"):
        actions.deposit(second, by=farida, at=WRITING)
    with django_assert_max_num_queries(2):
        assert len(elsewhere(second, teammates(list(writers(second))), [])) == 1
