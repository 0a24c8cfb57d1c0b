"""Teams answer the reviews of their files before the decision, without learning whose they are."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.selection import actions
from cordee.selection.models import ReviewReply
from cordee.selection.waiting_after import to_do
from tests.selection.conftest import CLOSED, DURING, judged

STAGE = {"key": "jury", "label": "Jury", "panel": "jury", "reply_within": "P10D"}
LATER = CLOSED + timedelta(days=30)


@pytest.fixture
def edition(db):
    return publish(judged(stages=[STAGE]), {}, by=None, at=DURING)


def test_a_team_reads_its_reviews_and_answers_before_the_decision(  # noqa: PLR0917 - fixtures, by name
    client, panel, juror, lens, lille, amina, denise, farida
):
    for key, said in (("pertinence", "Un récit flou."), ("equipe", "Qui porte ?")):
        actions.mark(juror, lens, key, Decimal(10), comment=said, by=denise, at=CLOSED)
    page = reverse("selection:reviews", args=[lens.application.public_id])
    owner = lens.application.owner
    client.force_login(owner)
    assert client.get(page).status_code == 404, "nothing while the jury reads"
    actions.close_marks(panel, by=amina, at=CLOSED)
    letter = Message.objects.get(key__startswith="selection.reviews", to=owner.email)
    assert page in letter.text
    waiting = [one.url for one in to_do(owner, CLOSED + timedelta(days=1))]
    assert waiting == [page], "no letter is needed to find the reviews"
    assert not list(to_do(farida, CLOSED + timedelta(days=1)))
    assert not list(to_do(owner, LATER))
    with time_machine.travel(CLOSED + timedelta(days=1), tick=False):
        shown = client.get(page).text
        assert "Un récit flou." in shown
        assert "Denise" not in shown
        assert client.post(page, {"text": " "}).status_code == 422
        assert client.post(page, {"text": "Voici qui porte."}).status_code == 302
        client.force_login(denise)
        read = reverse("selection:file", args=[panel.public_id, lens.public_id])
        assert "Voici qui porte." in client.get(read).text
        client.force_login(farida)
        assert client.get(page).status_code == 404
    proposal = actions.propose(panel, seed="x", by=amina, at=CLOSED)
    keys = [str(one.public_id) for one in (lens, lille)]
    with pytest.raises(Refused, match="répondre aux avis"):
        actions.rule(proposal, selected=keys, reserve=[], reasons={}, by=amina, at=CLOSED)
    with pytest.raises(Refused, match="passé"):
        actions.reply_to_reviews(panel, lens.application, "Encore.", by=owner, at=LATER)
    assert ReviewReply.objects.get().text == "Voici qui porte."
    chosen = proposal.result["selected"]
    left = {str(one) for one in (lens.public_id, lille.public_id)} - set(chosen)
    others = dict.fromkeys(left, "Moins mûr.")
    others |= dict.fromkeys(proposal.result["waiting_list"], "Moins mûr.")
    others |= dict.fromkeys(proposal.result["excluded"], "Non lu.")
    actions.rule(proposal, selected=chosen, reserve=[], reasons=others, by=amina, at=LATER)
