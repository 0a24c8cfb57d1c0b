"""Who applies: the files of one body, earlier ones, guests, partners gathered on their page."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions, queries
from cordee.applications.models import Application, Member
from cordee.applications.queries.drafts import teammates, writers
from cordee.applications.queries.elsewhere import elsewhere
from cordee.applications.rules import deposit_findings
from cordee.kernel.findings import Refused, blocking
from cordee.ledger.models import Entry, Message
from cordee.people.models import User
from cordee.territories.models import Territory
from tests.applications.flow import CLOSED, WRITING, handed, plain

ADA, BEN = {"key": "pme", "label": "PME"}, {"key": "labo", "label": "Laboratoires"}


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


def test_partners_lie_in_the_perimeters_of_the_call(nadia, lens, rouen, db):
    """A rule on partners, and a condition on each, may name a perimeter made of places."""
    inside = ["perimeter:bassin"]
    call = plain(
        consortium={"min": 1, "rules": [{"rule": "count", "within": inside, "min": 1}]},
        perimeters=[{"key": "bassin", "label": "Bassin minier", "within": [lens.ref]}],
        eligibility=[{"rule": "place", "within": inside, "of": "every_member"}],
    )

    def blocked(territory):
        made = actions.start(call, territory=territory, by=nadia, at=WRITING)
        found = deposit_findings(call.definition, queries.draft_of(made, WRITING), WRITING)
        return [one.sentence for one in blocking(found) if one.where == "partners"]

    assert blocked(lens) == []
    assert any("Bassin minier" in one for one in blocked(rouen))


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


@pytest.mark.usefixtures("db")
def test_an_expert_of_one_team_is_not_of_a_second_one_led_by_others(
    lens, rouen, nadia: User, farida: User
):
    """The rule counts files where it leads as well as those it only joins."""
    rule = {"rule": "files", "category": "expert", "max": 1}
    group = {"min": 1, "categories": [{"key": "expert", "label": "Expert"}], "rules": [rule]}
    call = plain(applicant={"is": ["consortium", "body"]}, consortium=group)
    first = actions.start(call, territory=lens, by=nadia, at=WRITING)
    second = actions.start(call, territory=rouen, by=farida, at=WRITING)
    for one, by in ((first, nadia), (second, farida)):
        one.partners.update(category="expert")
        one.partners.create(name="Atelier Vert", category="expert", at=WRITING)
        actions.save_answer(one, "resume", "Des haies.", by=by, at=WRITING)
    actions.deposit(first, by=nadia, at=WRITING)
    with pytest.raises(Refused, match="Atelier Vert figure déjà dans 1\u00a0dossier"):
        actions.deposit(second, by=farida, at=WRITING)


def test_a_company_and_a_person_that_no_list_knows_apply_by_what_they_declare(
    client: Client, nadia: User, db
):
    """Neither is a territory: each says where it is, and hands its file in."""
    region = {"rule": "place", "key": "ici", "within": ["region:32"]}
    home = {**region, "key": "chez", "place_of": "residence"}
    client.force_login(nadia)
    for key, applicant, rule, typed in (
        ("pme", {}, region, {"kind": "entreprise"}),
        ("habitants", {"is": ["person"]}, home, {}),
    ):
        call = plain(key=key, applicant=applicant, eligibility=[rule])
        address, said = reverse("applications:begin", args=[call.key]), {"body_name": "Anaïs Lœuf"}
        with time_machine.travel(WRITING, tick=False):
            page = client.get(address).text
            assert ("Vos prénom et nom" in page, "Sa nature" in page) == (not typed, bool(typed))
            no = client.post(address, {**said, **typed, "declare-0": "no", "start": "1"})
            assert no.status_code == 422
            assert (
                client.post(
                    address, {**said, **typed, "declare-0": "yes", "start": "1"}
                ).status_code
                == 302
            )
        made = Application.objects.get(edition=call)
        assert (made.kind, made.territory) == (typed.get("kind", "personne"), None)
        actions.save_answer(made, "resume", "Des haies.", by=nadia, at=WRITING)
        assert actions.deposit(made, by=nadia, at=WRITING).number == 1
