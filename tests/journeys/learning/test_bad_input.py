"""Whatever is sent to a page of learning, it answers."""

from django.test import Client

from cordee.journeys.learning import actions
from tests.journeys.learning.conftest import NOW, SECTIONS, entered
from tests.nagging import failures


def test_no_hostile_field_makes_a_page_of_learning_fail(lens, eve, amina, staff):
    user = eve.person.user
    entry = actions.write_entry(eve, SECTIONS[0], "Le récit", by=user, at=NOW)
    actions.share_entry(entry, "cohort", by=user, at=NOW)
    extract = actions.ask_extract(entry, "récit", "letter", by=amina, at=NOW)
    whole = (lens.cohort.public_id,)
    meeting = lens.cohort.meetings.get(key="j1").public_id
    places = {
        "logbook": whole, "shared": whole, "today": (*whole, meeting), "carried": whole,
        "entry": (entry.public_id,), "share": (entry.public_id,),
        "erase_entry": (entry.public_id,), "ask_extract": (entry.public_id,),
        "extracts": whole, "extract": (extract.public_id,),
        "withdraw_extract": (extract.public_id,), "use_extract": (extract.public_id,),
    }  # fmt: skip
    askers = {"visitor": Client(), "delegate": entered(eve.person), "staff": staff}
    assert failures("learning", places, askers) == []
