"""Whatever is sent to a page of the strategy, it answers."""

from datetime import timedelta
from decimal import Decimal

import time_machine
from django.test import Client

from cordee.journeys.learning.actions import write_resource
from cordee.journeys.strategy import actions
from cordee.journeys.strategy.models import PassageVersion
from cordee.journeys.strategy.speaking import voice_link
from tests.journeys.strategy.conftest import NOW, entered
from tests.nagging import failures


def test_no_hostile_field_makes_a_page_of_the_strategy_fail(lens, theo, allies, amina, staff):
    actions.write(lens, "cap", "Un.", revision=0, by=theo, at=NOW)
    actions.write(lens, "cap", "Deux.", revision=1, by=theo, at=NOW)
    action = actions.keep_action(lens, title="A", pilot="P", by=theo, at=NOW)
    said = actions.remark(lens, "cap", "Oui", author=amina.person, standing="x", by=amina, at=NOW)
    visit = actions.plan_visit(lens, allies, amina.person, by=amina, at=NOW)
    words = actions.gather(
        lens.cohort, lens, [actions.Speaker("Ada", "", "ada@example.org")], "Oui", wanted="public",
        on=NOW.date(), author=amina.person, by=amina, at=NOW,
    )  # fmt: skip
    sheet = actions.keep_sheet(
        lens.cohort, lens, author=theo.person, wanted="public", title="T", context="",
        successes="Oui", failures="", lesson="", by=theo, at=NOW,
    )  # fmt: skip
    whole, told = (lens.cohort.public_id,), (sheet.public_id,)
    token = voice_link(words.voices.get()).rstrip("/").rpartition("/")[2]
    guest = actions.welcome(
        lens.cohort, allies[0], "evaluator", purpose="Voir", ends=NOW + timedelta(days=9),
        by=amina, at=NOW,
    )  # fmt: skip
    paid = actions.record_funding(
        lens.cohort, nature="cash", amount=Decimal(1), on=NOW.date(), funder="A", form="grant",
        what="B", source="C", by=amina, at=NOW,
    )  # fmt: skip
    known = actions.keep_actor(
        lens, name="Le marché", kind="business", stance="waits", by=theo, at=NOW
    )
    days = actions.record_days(
        lens.cohort, days=Decimal(1), rate=Decimal(1), manner="paid", on=NOW.date(), name="A",
        structure="", activity="other", what="B", funder="", source="C", by=amina, at=NOW,
    )  # fmt: skip
    helped = actions.keep_support(
        towards="ally", name="A", nature="B", territory=None, partners="", outputs="",
        starts=NOW.date(), by=amina, at=NOW,
    )  # fmt: skip
    step = actions.record_step(
        helped, on=NOW.date(), kind="call", days=Decimal(1), people=1, what="A", by=amina, at=NOW
    )
    film = write_resource(
        lens.cohort, title="F", kind="film", body="F", audience="public", by=amina, at=NOW
    )
    one = (lens.public_id,)
    places = {
        "overview": one, "actors": one, "new_actor": one,
        "actor": (*one, known.public_id), "remove_actor": (*one, known.public_id),
        "open_to": one, "finish": one, "reopen": one, "final": one,
        "actions": one, "plan": one, "action": (*one, action.public_id),
        "remove": (*one, action.public_id), "answer": (*one, said.public_id),
        "restore": (*one, PassageVersion.objects.get().pk), "section": (*one, "cap"),
        "versions": (*one, "cap"), "remark": (*one, "cap"), "peers": (lens.cohort.public_id,),
        "visits": (),
        "diagnosis": one, "organise": one, "tell": (*one, "peu"), "grid": (visit.public_id,),
        "cancel": (visit.public_id,), "my_accesses": (), "guest": (guest.public_id,),
        "accesses": whole, "data": whole, "data_bundle": whole, "funding": whole,
        "data_table": (*whole, "fiches", "csv"), "funding_export": whole,
        "cancel_funding": (paid.public_id,),
        "export": (guest.public_id, "presences"), "close_access": (guest.public_id,),
        "verbatims": whole, "gather": whole,
        "verbatim": (words.public_id,), "voice": (token,), "sheets": whole, "write_sheet": whole,
        "sheet": told, "change_sheet": told, "review_sheet": told, "withdraw_sheet": told,
        "pair": (lens.cohort.public_id,),
        "diagnoses": (lens.cohort.public_id,), "followed": (), "sequel": one, "sequels": whole,
        "days": whole, "days_export": whole, "cancel_days": (days.public_id,), "supports": (),
        "support": (helped.public_id,), "change_support": (helped.public_id,),
        "cancel_step": (step.public_id,), "film": (film.public_id,),
        "watch": (token, film.public_id),
    }  # fmt: skip
    askers = {"visitor": Client(), "lead": entered(theo), "staff": staff}
    with time_machine.travel(NOW, tick=False):
        assert failures("strategy", places, askers) == []
