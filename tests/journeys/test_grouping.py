"""Groups of peers: proposed with their reasons, changed at a told cost, adopted, remembered."""

from datetime import timedelta
from itertools import combinations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cordee.journeys import actions, queries
from cordee.journeys.models import Cohort, Grouping, Participation
from cordee.journeys.rules.grouping import Peer, Placed, cost, faults, priced, proposed, why
from cordee.journeys.solvers import groups as solver
from cordee.kernel.findings import Refused
from cordee.people.models import User
from tests.journeys.conftest import RELEASED, account

LATER = RELEASED + timedelta(days=1)
EIGHT = [Peer(f"{home}{role}", role, home) for home in "ABCD" for role in ("elu", "tech")]


def together(placed: Placed) -> list[set[str]]:
    return [set(team) for team in placed.teams().values()]


def test_groups_by_role_mix_the_territories():
    found = proposed("role", EIGHT, 4, [])
    roles = [{f"{home}{role}" for home in "ABCD"} for role in ("elu", "tech")]
    assert together(found) == roles
    assert why(found).endswith("rien à améliorer.")


def test_mixed_groups_put_each_role_and_each_territory_apart():
    found = proposed("mixed", EIGHT, 4, [])
    assert [len(team) for team in together(found)] == [4, 4]
    for team in together(found):
        assert {key[0] for key in team} == set("ABCD")
        assert sorted(key[1:] for key in team) == ["elu", "elu", "tech", "tech"]


def test_those_who_met_are_put_apart_the_next_time():
    first = proposed("mixed", EIGHT, 2, [])
    met = [pair for team in together(first) for pair in combinations(sorted(team), 2)]
    second = proposed("mixed", EIGHT, 2, met)
    assert second.levels["past"] == 0
    assert not {frozenset(team) for team in together(first)} & {
        frozenset(team) for team in together(second)
    }


def test_pairs_cross_territories_and_nobody_is_alone():
    found = proposed("pairs", EIGHT, 2, [])
    assert found.levels == {"alone": 0, "same_territory": 0, "past": 0, "size": 0}
    odd = proposed("pairs", EIGHT[:7], 2, [])
    assert sorted(len(team) for team in together(odd)) == [2, 2, 3]
    assert "1 personne de trop" in why(odd).replace("\N{NO-BREAK SPACE}", " ")


def test_a_change_by_hand_says_what_it_costs():
    best = proposed("mixed", EIGHT, 4, [])
    numbers = {key: number for key, (_pool, number) in best.places.items()}
    assert cost(best, priced("mixed", EIGHT, 4, [], numbers)) == ""
    mine, hers = "Aelu", "Atech"
    other = next(key for key, number in numbers.items()
                 if key[1:] == "tech" and number == numbers[mine] and key[0] != "A")  # fmt: skip
    numbers[hers], numbers[other] = numbers[mine], numbers[hers]
    said = cost(best, priced("mixed", EIGHT, 4, [], numbers))
    assert "même territoire" in said


@given(st.integers(2, 5), st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("et")),
                                   min_size=2, max_size=9))  # fmt: skip
def test_the_price_of_the_proposal_is_that_of_the_solver(size, listed):
    peers = [Peer(f"p{rank}", role, home) for rank, (home, role) in enumerate(listed)]
    found = proposed("mixed", peers, size, [])
    numbers = {key: number for key, (_pool, number) in found.places.items()}
    assert priced("mixed", peers, size, [], numbers).levels == found.levels
    assert solver.FORMAT == "cordee-groups/1"


def test_no_groups_of_one():
    assert [one.code for one in faults("mixed", 1, EIGHT)] == ["groups.size"]
    assert [one.code for one in faults("mixed", 4, EIGHT[:1])] == ["groups.empty"]
    assert [one.code for one in faults("autre", 4, EIGHT)] == ["groups.size"]


def test_the_team_proposes_tries_a_change_adopts_and_each_sees_her_group(
    staff: Client, lens: Participation, arras: Participation
):
    page = reverse("journeys:groups", args=[lens.cohort.public_id])
    asked = f"{page}?kind=role&size=2"
    eve = lens.delegates.get(role="elu")
    with time_machine.travel(LATER, tick=False):
        assert "rien à améliorer" in staff.get(asked).text
        tried = staff.post(asked, {f"g-{eve.public_id}": "2"}).text
        assert "personne de trop" in tried
        assert not Grouping.objects.exists()
        assert staff.post(asked, {"adopt": "1", "label": " "}).status_code == 422
        nonsense = {"adopt": "1", "label": "Printemps", f"g-{eve.public_id}": "9²"}
        assert staff.post(asked, nonsense).status_code == 302
        assert staff.get(f"{page}?kind=x&size=0").status_code == 422
        grouping = Grouping.objects.get()
        assert "Printemps" in staff.get(page).text
        client = Client()
        client.force_login(account(lens, "elu"))
        read = client.get(reverse("journeys:group", args=[grouping.public_id])).text
        assert "Eve Arras" in read
        mine = client.get(reverse("journeys:territory", args=[lens.public_id])).text
        assert "Votre groupe" in mine
    assert len(queries.already_met(lens.cohort)) == 2


def test_groups_are_the_business_of_the_cohort_alone(
    client: Client, lens: Participation, amina: User, hortense: User
):
    grouping = adopted(lens.cohort, amina)
    page = reverse("journeys:group", args=[grouping.public_id])
    assert client.get(page).status_code == 302
    client.force_login(hortense)
    assert client.get(page).status_code == 404
    eve = account(lens, "elu")
    client.force_login(eve)
    assert client.get(reverse("journeys:groups", args=[lens.cohort.public_id])).status_code == 404
    assert client.get(page).status_code == 200
    actions.withdraw(lens, reason="Fusion.", by=amina, at=LATER)
    assert client.get(page).status_code == 404


def adopted(cohort: Cohort, amina: User, label: str = "Groupes") -> Grouping:
    peers = queries.as_peers(queries.group_peers(cohort, LATER))
    placed = proposed("mixed", peers, 2, queries.already_met(cohort))
    return actions.adopt_groups(cohort, placed, label=label, by=amina, at=LATER)


def test_groups_of_a_delegation_that_changed_are_read_again(lens: Participation, amina: User):
    peers = queries.as_peers(queries.group_peers(lens.cohort, LATER))
    placed = proposed("mixed", peers, 2, [])
    actions.end_delegate(lens.delegates.get(role="elu"), by=amina, at=LATER)
    with pytest.raises(Refused, match="ont changé"):
        actions.adopt_groups(lens.cohort, placed, label="G", by=amina, at=LATER)


def test_pages_of_groups_cost_the_same(staff: Client, cohort: Cohort, amina: User, cost):
    one = reverse("journeys:group", args=[adopted(cohort, amina).public_id])
    page = reverse("journeys:groups", args=[cohort.public_id])
    few = cost(staff, page), cost(staff, one)
    adopted(cohort, amina, "Autres")
    adopted(cohort, amina, "Encore")
    assert (cost(staff, page), cost(staff, one)) == few
    assert max(few) <= 12
