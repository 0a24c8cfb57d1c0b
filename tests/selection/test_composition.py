"""Who sits, as data: the call says how a panel is made, the house says where it is not."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cordee.programme.schema.choosing import Panel as Rules
from cordee.selection import actions, queries
from cordee.selection.models import Juror, Mark
from cordee.selection.rules import Sitting, composition
from cordee.selection.rules.sharing import Terms
from tests.selection.conftest import CLOSED

RULES = Rules.model_validate(
    {
        "key": "jury",
        "label": "Jury",
        "quorum": 2,
        "seats": [
            {"key": "etat", "label": "État", "min": 1, "max": 1, "institution": "État"},
            {"key": "experts", "label": "Experts", "voting": False},
            {"key": "presidence", "label": "Présidence", "president": True, "substitutes": True},
        ],
    }
)
ETAT = Sitting("Denise", seat="etat", institution="etat")
HEAD = Sitting("Bernard", seat="presidence", president=True)


MIXED = RULES.model_copy(
    update={
        "balances": Rules.model_validate(
            {
                "key": "m", "label": "M",
                "balances": [
                    {"key": "maisons", "label": "Trois maisons", "attribute": "organisation",
                     "distinct_min": 3},
                    {"key": "parite", "label": "Parité", "attribute": "gender", "min_share": 0.4},
                ],
            }
        ).balances
    }
)  # fmt: skip


def test_a_mix_of_houses_is_counted_and_what_nobody_asked_is_left_to_people():
    said = [one.sentence for one in composition(MIXED, (ETAT, HEAD), readers=1)]
    assert "Trois maisons\xa0: le jury n’a pas cet équilibre." in said
    assert any(one.startswith("Parité") and "à vérifier" in one for one in said)
    houses = [Sitting(name, seat="x", institution=name) for name in ("État", "Région", "Ville")]
    said = " ".join(one.sentence for one in composition(MIXED, houses, readers=1))
    assert "Trois maisons" not in said


def told(*people, readers=1):
    return " ".join(one.sentence for one in composition(RULES, people, readers=readers))


def test_a_panel_made_as_the_call_says_is_told_so():
    assert "composé comme l’appel le prévoit" in told(ETAT, HEAD)


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ((HEAD, Sitting("Zoé", seat="experts")), "il en faut au moins 1, personne n’y siège"),
        ((ETAT, ETAT, HEAD), "1 au plus, il y en a 2"),
        ((ETAT,), "Personne ne préside"),
        ((ETAT, HEAD, Sitting("Zoé", seat="presidence", president=True)), "Une seule personne"),
        ((ETAT, HEAD, Sitting("Zoé", seat="experts")), "ce siège est consultatif"),
        ((ETAT, HEAD, Sitting("Zoé", seat="etat", substitute=True)), "ne prévoit pas de suppl"),
        ((Sitting("Denise", seat="etat", institution="Région"), HEAD), "attendu « État »"),
        ((HEAD,), "ne pourrait pas délibérer"),
        ((ETAT, HEAD, Sitting("Zoé")), "Sans siège prévu"),
        ((ETAT, HEAD, Sitting("Zoé", seat="etat", member=False)), "n’a pas de voix"),
        ((ETAT, Sitting("Zoé", seat="presidence", president=True, declared=False)), "à déclarer"),
    ],
)
def test_each_departure_from_the_rules_is_told(people, said):
    assert said in told(*people).replace("\u00a0", " ")


def test_too_few_voices_for_the_readings_asked_is_told():
    assert "Chaque dossier demande 3" in told(ETAT, HEAD, readers=3).replace("\u00a0", " ")


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


SEAT = {
    "part": "member", "voting": "on", "starts": "2024-12-20", "expertise": "Eau\nSols",
    "languages": "français, néerlandais", "load_max": "4",
}  # fmt: skip


def test_a_seat_is_kept_with_its_mandate_and_what_its_holder_knows(team, panel, juror):
    page = url("seat", panel, juror.public_id)
    assert team.get(page).status_code == 200
    assert team.post(page, {**SEAT, "ends": "2099-06-30"}).status_code == 302
    juror.refresh_from_db()
    assert juror.expertise == ["Eau", "Sols"]
    assert juror.languages == ["français", "néerlandais"]
    assert juror.ends.year == 2099
    assert "30 juin 2099" in team.get(url("members", panel)).text.replace("\u00a0", " ")
    assert team.post(page, {**SEAT, "ends": "2020-01-01"}).status_code == 422
    assert team.post(page, {**SEAT, "load_min": "9"}).status_code == 422


def test_a_mandate_that_ended_opens_nothing_any_more(client, panel, juror, denise, amina, lens):  # noqa: PLR0917 - fixtures, by name
    client.force_login(denise)
    assert client.get(url("file", panel, lens.public_id)).status_code == 200
    Juror.objects.filter(pk=juror.pk).update(ends=timezone.now() - timedelta(minutes=1))
    assert client.get(url("file", panel, lens.public_id)).status_code == 404


def test_an_instructor_reads_and_has_no_voice(team, panel, juror, lens, denise):
    team.post(url("seat", panel, juror.public_id), {**SEAT, "part": "reporter"})
    juror.refresh_from_db()
    assert not juror.voting
    assert queries.open_to(juror).count() == 3


@pytest.fixture
def substitute(team, panel, juror, other):
    """Étienne stands for Denise."""
    sent = {**SEAT, "stands_for": str(juror.public_id)}
    team.post(url("seat", panel, other.public_id), sent)
    other.refresh_from_db()
    return other


def test_a_substitute_sits_only_while_called(  # noqa: PLR0917 - fixtures, by name
    team, panel, juror, substitute, lens, denise, etienne, amina
):
    file = url("file", panel, lens.public_id)
    actions.mark(juror, lens, "equipe", Decimal(10), by=denise, at=CLOSED)
    actions.share_out(panel, Terms(1, 0, 9, None, "x"), by=amina, at=CLOSED)
    team.force_login(etienne)
    assert team.get(file).status_code == 404
    team.force_login(amina)
    assert team.post(url("call_substitute", panel, substitute.public_id)).status_code == 302
    assert team.post(url("call_substitute", panel, substitute.public_id)).status_code == 422
    team.force_login(denise)
    assert team.get(url("panel", panel)).status_code == 404
    team.force_login(etienne)
    assert team.get(url("panel", panel)).status_code == 200
    assert team.get(file).status_code == 404, "what was begun stays with whom began it"
    assert Mark.objects.get().withdrawn_at is None
    team.force_login(amina)
    assert team.post(url("release_substitute", panel, substitute.public_id)).status_code == 302
    team.force_login(etienne)
    assert team.get(url("panel", panel)).status_code == 404


def test_a_seat_may_end_and_its_marks_stay(team, panel, juror, lens, denise):
    actions.mark(juror, lens, "equipe", Decimal(10), by=denise, at=CLOSED)
    assert team.post(url("unseat", panel, juror.public_id), {"garder": "1"}).status_code == 302
    assert Mark.objects.get().withdrawn_at is None


def test_someone_of_the_team_declares_without_sitting(team, panel, amina, lens, bernard):
    page = url("declare_as_team", panel)
    assert "Lens" in team.get(page).text
    key = lens.application.public_id
    sent = {f"deport-{key}": "on", f"raison-{key}": "J’y ai travaillé.", "interests": "Élue."}
    assert team.post(page, sent).status_code == 302
    seat = Juror.objects.get(person=amina.person)
    assert (seat.part, seat.voting, seat.interests) == ("team", False, "Élue.")
    assert not queries.seats_of(amina, timezone.now()).exists()
    assert "Lens" not in team.get(url("follow", panel)).text
    assert team.get(reverse("selection:mine")).status_code == 200
    assert "Lens" not in team.get(page).text
    team.force_login(bernard)
    assert "Amina" not in team.get(url("sharing", panel)).text


def test_nobody_else_declares_as_the_team(client, panel, juror, denise, farida):
    for user in (denise, farida):
        client.force_login(user)
        assert client.get(url("declare_as_team", panel)).status_code == 404
        assert client.get(url("seat", panel, juror.public_id)).status_code == 404
