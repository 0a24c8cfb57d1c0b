"""The certificate of the end: acquired, still open, or beyond reach; nobody's duty is left out."""

import pytest

from cordee.journeys.rules.completion import completion_findings
from cordee.kernel.findings import Verdict
from cordee.programme.schema.year import Completion

OK, WAITS, LOST = Verdict.OK, Verdict.MISSING, Verdict.IMPOSSIBLE
LABELS = {"presence": "Présence", "rapport": "Rapport", "audit": "Audit"}


def said(verdicts, **more):
    asked = Completion.model_validate(
        {"key": "c", "label": "Certificat", "needs": [*LABELS], **more}
    )
    (found,) = completion_findings([asked], verdicts, LABELS)
    return found


@pytest.mark.parametrize(("verdicts", "more", "verdict", "words"), [
    ((OK, OK, OK), {}, OK, "acquis"),
    ((OK, WAITS, OK), {}, WAITS, "2 sur 3 ; il reste Rapport"),
    ((OK, WAITS, LOST), {}, LOST, "il manque Rapport et Audit"),
    ((OK, WAITS, LOST), {"at_least": 2}, WAITS, "1 sur 2"),
    ((OK, OK, LOST), {"at_least": 2}, OK, "acquis"),
])  # fmt: skip
def test_a_certificate_says_where_it_stands(verdicts, more, verdict, words):
    found = said(dict(zip(LABELS, verdicts, strict=True)), **more)
    assert found.verdict is verdict
    assert words in found.sentence.replace("\xa0", " ").replace("\u202f", " ")
    assert not found.blocks


def test_what_a_territory_does_not_owe_is_not_asked_of_it():
    assert said({"presence": OK, "rapport": OK}).verdict is OK
