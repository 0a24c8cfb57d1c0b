"""Who visits whom: proposed by the solver, priced when changed by hand, organised at once."""

import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys.models import Participation
from cordee.journeys.strategy.models import Visit
from cordee.journeys.strategy.rules.pairing import Ally, cost, faults, priced, proposed, why
from cordee.people.models import Person, User
from cordee.territories.models import Territory
from tests.journeys.strategy.conftest import NOW

ALLIES = [
    Ally("ada", "centre", 2, senior=True, wishes=frozenset({"Lens"})), Ally("bob", "centre", 2),
    Ally("cyr", "atelier", 1), Ally("dia", "", 1, senior=True),
]  # fmt: skip


def test_pairs_are_complete_of_two_structures_led_and_wished():
    best = proposed(["Arras", "Lens"], ALLIES, 2)
    assert best.levels == {"shortfall": 0, "no_senior": 0, "wishes": 1, "km": 0}
    assert "ada" in best.teams["Lens"]
    assert faults(best.teams, ALLIES) == []
    assert "complète. Chacune a quelqu’un d’expérimenté." in why(best)
    assert "Route" not in why(best)


def test_everything_else_equal_the_nearest_go_and_the_road_is_told():
    """R296."""
    lens, lille, rodez = (50.43, 2.83), (50.63, 3.06), (44.35, 2.57)
    near, far, unknown = Ally("zoe", home=lille), Ally("abe", home=rodez), Ally("bea")
    best = proposed(["Lens"], [near, far, unknown], 1, {"Lens": lens})
    assert best.teams == {"Lens": ["zoe"]}
    assert 30 <= best.levels["km"] <= 50
    assert "en tout, aller simple." in why(best)
    other = priced({"Lens": ["abe"]}, [near, far, unknown], 1, {"Lens": lens})
    assert "kilomètres" in cost(best, other)
    wished = Ally("abe", home=rodez, wishes=frozenset({"Lens"}))
    assert proposed(["Lens"], [near, wished], 1, {"Lens": lens}).teams == {"Lens": ["abe"]}


def test_a_change_by_hand_says_its_price_and_what_it_breaks():
    best = proposed(["Arras", "Lens"], ALLIES, 2)
    other = priced({"Arras": ["ada", "dia"], "Lens": ["cyr"]}, ALLIES, 2)
    said = cost(best, other)
    assert [word in said for word in ("manquantes", "expérimenté", "perdus")] == [True] * 3
    assert cost(best, best) == ""
    wrong = {"Arras": ["ada", "bob"], "Lens": ["cyr", "cyr"]}
    assert [one.code for one in faults(wrong, ALLIES)] == [
        "pairing.load", "pairing.same", "pairing.same"
    ]  # fmt: skip
    assert "Il manque" in why(proposed(["Arras", "Lens"], ALLIES[:1], 2))


def test_the_team_proposes_changes_and_organises_every_visit(
    lens: Participation, arras: Participation, amina: User
):
    for name in ("ada", "bob", "cyr", "dia"):
        Person.objects.create(given_name=name.title(), family_name="A", email=f"{name}@example.org")
    client = Client()
    client.force_login(amina)
    page = reverse("strategy:pair", args=[lens.cohort.public_id])
    for rank, name in enumerate(("Loos", "Loos", "Lens")):
        made = Territory.objects.create(
            ref=f"commune:6200{rank}", insee=f"6200{rank}", kind="commune", name=name,
            latitude=50.4 + rank / 10, longitude=2.8, origin="cog", made_at=NOW,
        )  # fmt: skip
    Participation.objects.filter(pk=lens.pk).update(territory=made)
    lines = ("ada@example.org ; Centre ; 2 ; oui ; Lens ; 62000\nbob@example.org ; Centre\n"
             "cyr@example.org\ndia@example.org ; ; 1 ; oui")  # fmt: skip
    told = {"allies": lines, "host": amina.email}
    amina.person.email = amina.email
    amina.person.save()
    with time_machine.travel(NOW, tick=False):
        wrong = client.post(page, told | {"allies": "ada@example.org;;;;Nulle part"})
        assert (wrong.status_code, "Nulle part" in wrong.text) == (422, True)
        for home, said in (("Loos", "Plusieurs communes"), ("Nulle part", "ne trouvons pas")):
            lost = client.post(page, told | {"allies": f"ada@example.org;;;;;{home}"})
            assert (lost.status_code, said in lost.text) == (422, True)
        shown = client.post(page, told | {"propose": "1"}).text
        assert "Chaque visite est complète" in shown
        assert "aller simple" in shown
        by_hand = {f"v-{lens.public_id}": ["bob@example.org", "cyr@example.org"], "price": "1"}
        assert "Vos changements coûtent" in client.post(page, told | by_hand).text
        assert not Visit.objects.exists()
        assert client.post(page, told | {"adopt": "1"}).status_code == 302
        assert "Aucune visite" in client.get(page).text
    made = Visit.objects.get(participation=lens)
    assert made.host == amina.person
    assert "ada@example.org" in {one.email for one in made.visitors.all()}
    assert Visit.objects.filter(participation=arras).get().visitors.count() == 2
