"""A pair visits a territory, scores with evidence; it is told to few, then to all."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.journeys import actions as year
from cordee.journeys.models import Cohort, Participation
from cordee.journeys.strategy import actions, waiting
from cordee.journeys.strategy.models import Score, Visit
from cordee.journeys.strategy.queries import diagnoses
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.exports import own_data
from cordee.programme.schema import Definition
from cordee.reports.figures import FIGURES
from cordee.reports.rules import Period
from cordee.selection.actions import release
from cordee.territories.models import Territory
from tests.journeys.conftest import laureate, ruled
from tests.journeys.strategy.conftest import NOW, entered

DAY = datetime(2025, 3, 5, 8, tzinfo=UTC)


def page(name: str, row: Any, *more: Any) -> str:
    return reverse(f"strategy:{name}", args=[row.public_id, *more])


def planned(participation: Any, allies: Any, amina: Any) -> Visit:
    meeting = participation.meetings.get(key="diag", ordinal=1)
    year.move_meeting(
        meeting, starts=DAY, ends=DAY + timedelta(hours=6), by=amina, at=DAY - timedelta(days=9)
    )
    return actions.plan_visit(participation, allies, amina.person, by=amina, at=NOW)


def scored(visit: Visit, by: Any, level: int = 2) -> Visit:
    seen = {one: (Decimal(level), "Vu en réunion") for one in
            ("engagement", "cooperation", "evaluation")}  # fmt: skip
    actions.score(visit, seen, advice="Se réunir plus.", by=by, at=NOW)
    return actions.close_grid(visit, by=by, at=NOW)


def told(visit: Visit, by: Any, *keys: str) -> None:
    for key in keys:
        actions.tell(visit, key, on=NOW.date(), by=by, at=NOW)


@pytest.mark.parametrize("case", ["alone", "own", "nobody", "twice"])
def test_a_visit_is_a_pair_from_elsewhere_with_someone_of_the_team(case, lens, allies, amina, eve):
    pairs = {"alone": allies[:1], "own": [allies[0], eve.person], "nobody": allies, "twice": allies}
    hosts = {"nobody": None, "twice": allies[0]}
    with pytest.raises(Refused):
        actions.plan_visit(lens, pairs[case], hosts.get(case, amina.person), by=amina, at=NOW)
    assert not Visit.objects.exists()


def test_the_few_read_first_then_the_many(lens, arras, allies, amina):
    from tests.journeys.conftest import account  # noqa: PLC0415 - the accounts of this test only

    elu, tech, peer = account(lens, "elu"), account(lens, "tech"), account(arras, "elu")
    readers = [entered(one) for one in (elu, tech, peer)]

    def seen() -> list[bool]:
        with time_machine.travel(NOW, tick=False):
            pages = [one.get(page("diagnosis", lens)) for one in readers]
        return [one.status_code == 200 and "Se réunir plus" in one.text for one in pages]

    visit = scored(planned(lens, allies, amina), amina)
    assert seen() == [False, False, False]
    with pytest.raises(Refused, match="pas son tour"):
        told(visit, amina, "tous")
    told(visit, amina, "peu")
    assert seen() == [True, False, False]
    with time_machine.travel(NOW, tick=False):
        shown = readers[0].get(page("diagnosis", lens)).context["told_to"]
    assert str(shown).endswith("de la délégation")  # those who read, not the whole delegation
    assert "élu" in str(shown).lower()
    told(visit, amina, "tous")
    assert seen() == [True, True, True]
    letters = Message.objects.filter(key__startswith="strategy.telling")
    assert letters.filter(to=elu.email).count() == 2
    assert letters.filter(to=tech.email).count() == 1
    with pytest.raises(Refused, match="déjà restitué"):
        told(visit, amina, "tous")


def test_the_pair_fills_the_grid_and_nobody_else(lens, allies, amina, eve, hortense):
    visit = planned(lens, allies, amina)
    with time_machine.travel(NOW, tick=False):
        ally, address = entered(allies[0].user), page("grid", visit)
        assert entered(eve).get(address).status_code == 404
        assert entered(hortense).get(address).status_code == 404
        half = {"level-engagement": "2", "seen-engagement": "La maire y croit", "close": "1"}
        refused = ally.post(address, half)
        assert refused.status_code == 422
        assert "La maire y croit" in refused.text  # kept, and nothing handed in
        (target,) = re.findall(r'<a href="#(id_level-cooperation[^"]*)">', refused.text)
        assert f'id="{target}"' in refused.text
        assert [str(one.label) for one in waiting.to_do(allies[0].user, NOW)]
        rest = {f"{box}-{one}": value for one in ("cooperation", "evaluation")
                for box, value in (("level", "1"), ("seen", "Vu"))}  # fmt: skip
        assert ally.post(address, half | rest).status_code == 302
        assert ally.get(address).status_code == 403
        assert list(waiting.to_do(allies[0].user, NOW)) == []
        waits = [str(one.label) for one in waiting.to_do(amina, NOW)]
        assert any("restituer" in one for one in waits)
    assert Score.objects.count() == 3


def opened(client: Any, address: str) -> dict[str, str]:
    """What the page of a grid would send back untouched: its marks and its texts."""
    form = client.get(address).context["form"]
    return {name: field.initial for name, field in form.fields.items()}


def test_two_who_fill_the_same_grid_never_erase_each_other(lens, allies, amina):
    visit = planned(lens, allies, amina)
    with time_machine.travel(NOW, tick=False):
        nadia, omar = (entered(one.user) for one in allies)
        address = page("grid", visit)
        first, second = opened(nadia, address), opened(omar, address)
        alone = nadia.post(address, first | {"seen-engagement": "La maire y croit"})
        assert alone.status_code == 422  # words without a level stay on the page, told why
        assert "La maire y croit" in alone.text
        said = {"level-engagement": "2", "seen-engagement": "La maire y croit", "account": "Foule"}
        assert nadia.post(address, first | said).status_code == 302
        other = {"level-cooperation": "1", "seen-cooperation": "Deux services", "advice": "Oser"}
        assert omar.post(address, second | other).status_code == 302
        kept = {one.capacity: one.evidence for one in Score.objects.all()}
        assert kept == {"engagement": "La maire y croit", "cooperation": "Deux services"}
        both = omar.post(address, second | {"level-engagement": "0", "account": "Peu de monde"})
        assert both.status_code == 409
        assert "La maire y croit" in both.text
        typed = both.context["form"].data
        assert typed["level-engagement"] == "0"
        assert {"Foule", "Peu", "monde"} <= set(str(typed["account"]).split())
        assert Score.objects.get(capacity="engagement").level == 2
        assert omar.post(address, {**typed, "seen-engagement": "Vu"}).status_code == 302
    assert Score.objects.get(capacity="engagement").level == 0
    visit.refresh_from_db()
    assert visit.advice == "Oser"


def test_a_grid_is_not_handed_in_before_the_visit(lens, allies, amina):
    visit = actions.plan_visit(lens, allies, amina.person, by=amina, at=NOW)
    with pytest.raises(Refused, match="pas encore eu lieu"):
        scored(visit, amina)


def test_the_drawing_and_the_table_tell_how_it_moved_between_two_visits(lens, allies, amina):
    told(scored(planned(lens, allies, amina), amina, 1), amina, "peu", "tous")
    on = (NOW + timedelta(days=90)).date()
    second = actions.plan_visit(lens, allies, amina.person, on=on, by=amina, at=NOW)
    assert (second.number, second.day) == (2, on)
    later = NOW + timedelta(days=91)
    seen = {one: (Decimal(3), "Vu") for one in ("engagement", "cooperation", "evaluation")}
    actions.score(second, seen, by=amina, at=later)
    actions.close_grid(second, by=amina, at=later)
    with time_machine.travel(later, tick=False):
        text = entered(amina).get(page("diagnosis", lens)).text
        assert text.count("<polygon") == 6  # four rings, two visits
        assert "+2" in text
        assert "stroke-dasharray" in text


def test_the_staff_sees_one_state_a_territory_at_a_flat_cost(lens, arras, allies, amina, cost):
    address = page("diagnoses", lens.cohort)
    with time_machine.travel(NOW, tick=False):
        staff = entered(amina)
        planned(lens, allies, amina)
        one = cost(staff, address)
        scored(planned(arras, allies, amina), amina)
        assert cost(staff, address) == one
        text = staff.get(address).text.replace("\u00a0", " ")
    assert "réalisé le 5 mars 2025, grille à remettre" in text
    assert "réalisé, à restituer" in text


def test_the_pages_from_the_visit_to_the_restitution(lens, allies, amina, paul):
    staff = entered(amina)
    with time_machine.travel(NOW, tick=False):
        sent = {"visitors": "\n".join(one.email for one in allies), "on": "2025-03-05",
                "host": amina.person.email or amina.email}  # fmt: skip
        amina.person.email = amina.email
        amina.person.save()
        unknown = staff.post(page("organise", lens), sent | {"visitors": "x@example.org"})
        assert unknown.status_code == 422
        assert "x@example.org" in unknown.text
        assert staff.post(page("organise", lens), sent).status_code == 302
        visit = Visit.objects.get()
        assert visit.day == date(2025, 3, 5)
        assert entered(paul).get(page("organise", lens)).status_code == 404
        scored(visit, amina)
        assert staff.post(page("tell", lens, "peu"), {"on": "2025-03-20"}).status_code == 422
        assert staff.post(page("tell", lens, "peu"), {"on": "2025-03-10"}).status_code == 302
    assert visit.tellings.get().key == "peu"


def test_a_cancelled_visit_is_no_visit_and_a_told_one_stays(lens, allies, amina):
    visit = planned(lens, allies, amina)
    actions.cancel_visit(visit, by=amina, at=NOW)
    rule = diagnoses.rule_of(lens.cohort)
    assert rule is not None
    assert diagnoses.stage_of(rule, list(diagnoses.visits([lens])), NOW.date()).key == "none"
    again = scored(planned(lens, allies, amina), amina)
    told(again, amina, "peu")
    with pytest.raises(Refused, match="a été restitué"):
        actions.cancel_visit(again, by=amina, at=NOW)
    mine = own_data(allies[0], NOW)["diagnostics menés"]
    assert [one["territoire"] for one in mine] == [lens.name, lens.name]


def test_whoever_visits_finds_her_visits_and_their_account_which_the_territory_never_reads(  # noqa: PLR0917 - the cast
    lens, arras, allies, amina, eve, staff, cost
):
    visit = planned(lens, allies, amina)
    pair, page_of = entered(allies[0].user), reverse("strategy:visits")
    with time_machine.travel(NOW, tick=False):
        grid = page("grid", visit)
        typed = {"account": "Vu le maire, puis la cantine.", "advice": "Se réunir."}
        few = cost(pair, page_of)
        assert pair.post(grid, typed).status_code == 302
        shown = pair.get(page_of).text
        assert "Vu le maire" in shown
        assert str(allies[1]) in shown
        assert lens.name in shown
        assert "Vu le maire" in staff.get(page("diagnosis", lens)).text
        actions.plan_visit(arras, allies, amina.person, by=amina, at=NOW)
        assert cost(pair, page_of) <= few + 1  # the meeting of a dated visit
        scored(visit, amina)
        told(visit, amina, "peu", "tous")
        assert "Vu le maire" not in entered(eve).get(page("diagnosis", lens)).text
        assert "Aucune visite" in entered(eve).get(page_of).text


def test_a_diagnosis_is_followed_long_after_its_cohort_and_from_an_edition_to_another(
    lens, allies, amina, cohort
):
    """R193: visited in the year, again two years after its end, then in a later edition."""
    land = Territory.objects.create(
        ref="epci:200", name="Lens", kind="ca", population=4500, made_at=NOW
    )
    Participation.objects.filter(pk=lens.pk).update(territory=land)
    lens.refresh_from_db()
    told(scored(planned(lens, allies, amina), amina), amina, "peu", "tous")
    sizes = FIGURES["sizes"](Period(date(2025, 1, 1), date(2025, 12, 31)))  # R314
    assert ("Lens", 4500) in {(row[0], row[2]) for row in sizes.rows.cells}
    late = datetime(2027, 6, 1, 9, tzinfo=UTC)
    Cohort.objects.filter(pk=cohort.pk).update(alumni_from=date(2026, 3, 1))
    again = actions.plan_visit(lens, allies, amina.person, on=date(2027, 5, 3), by=amina, at=late)
    assert diagnoses.followed(until=late.date()) == []
    seen = {one: (Decimal(3), "Vu") for one in ("engagement", "cooperation", "evaluation")}
    actions.score(again, seen, by=amina, at=late)
    actions.close_grid(again, by=amina, at=late)
    newer = publish(
        Definition.model_validate(cohort.edition.definition.data() | {"key": "suivant"}), {},
        by=amina, at=NOW,
    )  # fmt: skip
    ruling = ruled(newer, amina)
    laureate(newer, ruling, "Lens-Liévin", [], amina)
    release(ruling, by=amina, at=late)
    following = Participation.objects.get(name="Lens-Liévin")
    following.territory = land
    following.save()
    assert [one.cohort.label for one in diagnoses.elsewhere(following)] == [lens.cohort.label]
    (found,) = diagnoses.followed(until=late.date())
    assert (found.name, found.visits) == ("Lens", 2)
    assert (found.first, found.last) == (date(2025, 3, 5), date(2027, 5, 3))
    assert diagnoses.followed(until=date(2027, 1, 1)) == []
    with time_machine.travel(late, tick=False):
        staff = entered(amina)
        assert "mai 2027" in staff.get(reverse("strategy:followed")).text
        beside = staff.get(page("diagnosis", following)).text
        assert "réalisé, à restituer" in beside
        assert "+1" in staff.get(page("diagnosis", lens)).text


def test_the_grid_has_its_two_referents_named_and_no_third(cohort, allies, amina):
    """R295: a part of the programme, held by as many people as it says."""
    listed = reverse("strategy:diagnoses", args=[cohort.public_id])
    welcome = {"purpose": "La grille", "ends": NOW + timedelta(days=90), "part": "grille",
               "by": amina, "at": NOW}  # fmt: skip
    with time_machine.travel(NOW, tick=False):
        staff = entered(amina)
        assert "à nommer" in staff.get(listed).text
        first, _second = (actions.welcome(cohort, one, "evaluator", **welcome) for one in allies)
        assert "Nadia Ally, Omar Ally" in staff.get(listed).text
        with pytest.raises(Refused, match="autant que le programme en prévoit"):
            actions.welcome(cohort, amina.person, "evaluator", **welcome)
        staff.post(reverse("strategy:close_access", args=[first.public_id]))
        assert "Nadia" not in staff.get(listed).text
