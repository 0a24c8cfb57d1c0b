"""Whoever receives the messages of her team is written to, account or not (R29)."""

import pytest

from cordee.applications import actions
from cordee.applications.models import Mailing
from cordee.applications.queries.mailing import recipients
from cordee.applications.rules.team import told
from cordee.applications.tidings import addresses, written
from cordee.calls.actions import amend, publish
from cordee.ledger.models import Message
from cordee.programme.schema.team import Team
from tests.applications.conftest import DURING, small

LEADS = [
    {"key": "chef", "label": "Cheffe de file", "min": 0, "receives_messages": True},
    {"key": "autre", "label": "Référente", "min": 0},
]
TEAM = {"min": 1, "roles": [{"key": "elu", "label": "Élu·e", "min": 1}], "leads": LEADS}


@pytest.mark.parametrize(
    ("played", "found"),
    [(["chef"], {"a@x.fr"}), (["autre"], set()), (["autre", "chef"], {"a@x.fr"})],
)
def test_only_the_part_that_receives_messages_is_told(played, found):
    assert told(Team.model_validate(TEAM), [("A@x.fr", played), ("", ["chef"])]) == found
    assert told(None, [("A@x.fr", played)]) == set()


def test_the_lead_without_an_account_reads_what_is_written_to_her_team(nadia, amina, db):
    call = publish(small(team=TEAM), {}, by=None, at=DURING)
    made = actions.start(call, body_name="Lens", by=nadia, at=DURING)
    for name, leads in (("ada", ["chef"]), ("bea", ["autre"])):
        actions.join(made, role="elu", given_name=name, family_name="R", leads=leads,
                     email=f"{name}@example.org", by=nadia, at=DURING)  # fmt: skip
    wanted = ["ada@example.org", nadia.email]
    assert addresses(written(made.pk)) == wanted
    actions.say(made, "Bonjour", side="staff", by=amina, at=DURING)
    assert sorted(Message.objects.values_list("to", flat=True).order_by("pk")) == wanted
    letter = Mailing(edition=call, to=Mailing.To.OWNER, subject="x", text="x", segment={})
    assert sorted(one.email for one in recipients(letter)) == wanted
    later = small(team=TEAM, windows=[{"key": "w", "closes": "2024-12-20T12:00"}])
    amend(call, later, {}, promised=True, notice="Un jour de plus.", by=None, at=DURING)
    changed = Message.objects.filter(key__startswith="amended:").values_list("to", flat=True)
    assert sorted(changed.order_by("pk")) == wanted
    actions.leave(made.members.get(given_name="ada"), by=nadia, at=DURING)
    assert addresses(written(made.pk)) == [nadia.email]
