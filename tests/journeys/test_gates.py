"""A passage between two phases: motivated winner by winner, decided in private, told together."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.journeys import actions, queries
from cordee.journeys.gate_papers import minutes, minutes_pdf
from cordee.journeys.gates_shown import to_do
from cordee.journeys.models import Delegate, Passing
from cordee.journeys.queries import gates as reading
from cordee.journeys.rules.gates import Opinion, closed_phases, gate_faults
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.models import Person
from cordee.programme.schema import Definition
from cordee.selection.models import Juror, Panel, Recusal
from tests.journeys.conftest import RELEASED, account, definition

LATER = RELEASED + timedelta(days=120)
WHOLE = {
    "criteria": [{"key": "fond", "label": "Le fond"}],
    "panels": [{"key": "comite", "label": "Comité de suivi", "quorum": 2}],
    "stages": [{"key": "jury", "label": "Jury", "panel": "comite"}],
    "gates": [
        {
            "key": "mi-parcours", "label": "Passage en phase 2", "opens": "deux",
            "panel": "comite", "criteria": ["fond"], "keeps_max": 1,
            "when": {"date": "2025-05-01"},
            "consequences": "L’accès aux ateliers reste ouvert.",
        }
    ],
}  # fmt: skip


def call(**more):
    data = definition().data()
    data["year"]["phases"] = [
        {"key": "un", "label": "Phase 1"}, {"key": "deux", "label": "Phase 2"},
        {"key": "trois", "label": "Phase 3"},
    ]  # fmt: skip
    data["year"]["meetings"][1]["phase"] = "trois"
    return Definition.model_validate({**data, **WHOLE, **more})


@pytest.fixture
def edition(amina):
    return publish(call(), {}, by=amina, at=RELEASED - timedelta(days=60))


@pytest.fixture
def gate(edition):
    return edition.definition.gates[0]


@pytest.fixture
def members(edition):
    panel = Panel.objects.create(edition=edition, stage="jury", label="J", opened_at=RELEASED)
    people = [Person.objects.create(given_name=name, family_name="C") for name in ("Ana", "Bo")]
    return [Juror.objects.create(panel=panel, person=one, starts=RELEASED) for one in people]


def where(name, cohort, *more):
    return reverse(f"journeys:{name}", args=[cohort.public_id, "mi-parcours", *more])


def test_a_passage_asks_for_each_decision_its_reasons_its_places_and_its_quorum():
    (gate,) = call().gates
    said = [Opinion("Lens", "go", "Bien."), Opinion("Arras", "stop", "Pas prêt.")]
    assert gate_faults(gate, said, 2, 2) == []
    silent = [Opinion("Lens", "go", "Bien."), Opinion("Arras", "go", " "), Opinion("Lille")]
    codes = [one.code for one in gate_faults(gate, silent, 1, 2)]
    assert codes == ["gate.undecided", "gate.reasons", "gate.many", "gate.quorum"]


def test_the_phases_from_the_one_it_opens_shut_unless_it_only_advises():
    whole = call()
    (gate,), phases = whole.gates, whole.year.phases
    assert closed_phases(gate, phases) == ["deux", "trois"]
    (advises,) = call(gates=[{**WHOLE["gates"][0], "strength": "conseil"}]).gates
    assert closed_phases(advises, phases) == []


def test_a_passage_is_written_decided_in_private_then_told_together(  # noqa: PLR0917 - fixtures, by name
    client, cohort, lens, arras, gate, members, amina, staff
):
    lead = account(arras, "tech")
    assert [str(one.status) for one in to_do(amina, LATER)] == ["à décider"]
    page = staff.get(reverse("journeys:cohort", args=[cohort.public_id])).text
    assert ("Passage en phase 2" in page, "Phase 3" in page) == (True, True)
    third = reverse("journeys:programme", args=[cohort.meetings.get(key="j2").public_id])
    assert "Phase 3" in staff.get(third).text
    assert "Phase 3" in staff.get(reverse("journeys:territory", args=[arras.public_id])).text
    early = staff.post(where("decide_passing", cohort), {"present": str(members[0].public_id)})
    assert early.status_code == 422
    assert "Il reste à décider" in early.text
    assert "quorum" in early.text
    sent = {"verdict": "stop", "motifs": "Le projet n’est pas prêt.", "critere-fond": "À revoir."}
    staff.post(where("crossing", cohort, arras.public_id), sent)
    staff.post(where("crossing", cohort, lens.public_id), {"verdict": "go", "motifs": "Solide."})
    both = {"present": [str(one.public_id) for one in members]}
    assert staff.post(where("decide_passing", cohort), both).status_code == 302
    passing = Passing.objects.get()
    assert passing.present == ["Ana C", "Bo C"]
    again = staff.post(where("crossing", cohort, arras.public_id), sent)
    assert again.status_code == 422
    assert "déjà prise" in again.text
    own = reverse("journeys:own_passages", args=[arras.public_id])
    client.force_login(lead)
    assert "prêt" not in client.get(own).text
    assert client.get(where("passing", cohort)).status_code == 404
    assert client.get(where("passing_minutes", cohort)).status_code == 404
    assert not Message.objects.filter(key__startswith="journeys.passage").exists()
    arras.refresh_from_db()
    assert arras.closed_phases == []
    actions.release_passing(passing, gate, by=amina, at=LATER)
    shown = client.get(own).text
    assert "Vous ne poursuivez pas" in shown
    assert "Le projet n’est pas prêt." in shown
    assert "L’accès aux ateliers reste ouvert." in shown
    letters = Message.objects.filter(key__startswith="journeys.passage")
    assert letters.count() == Delegate.objects.exclude(person__email="").count()
    assert sum("poursuit le programme" in one.text for one in letters) == letters.count() / 2
    arras.refresh_from_db()
    assert arras.closed_phases == ["deux", "trois"]
    j2 = cohort.meetings.get(key="j2")
    here = Delegate.objects.current(LATER).of_meeting(j2)
    assert {one.participation.name for one in here} == {"Lens"}
    assert "j2" not in [one.key for one in queries.calendar_of(arras)]
    assert not j2.concerns(arras)
    assert list(to_do(amina, LATER)) == []
    told = minutes(passing, gate)
    assert ["Arras", "ne poursuit pas"] in told["rows"]
    assert minutes_pdf(passing, gate).startswith(b"%PDF")
    with pytest.raises(Refused, match="déjà annoncé"):
        actions.release_passing(passing, gate, by=amina, at=LATER)


def test_who_withdrew_from_a_file_is_said_and_who_of_the_team_did_leaves_it_to_a_colleague(  # noqa: PLR0917 - fixtures, by name
    cohort, arras, gate, members, amina, staff
):
    application = arras.outcome.deposit.application
    Recusal.objects.create(juror=members[0], application=application, reason="Lien", at=RELEASED)
    assert "Se sont déporté·es" in staff.get(where("crossing", cohort, arras.public_id)).text
    assert reading.away_from(members, application.pk) == [members[0]]
    own = Juror.objects.create(
        panel=members[0].panel, person=amina.person, starts=RELEASED, part="team", voting=False
    )
    Recusal.objects.create(juror=own, application=application, reason="Lien", at=RELEASED)
    refused = staff.get(where("passing", cohort))
    assert refused.status_code == 403
    assert "un·e collègue" in refused.text
    assert list(to_do(amina, LATER)) == []


def test_without_members_known_who_decides_is_named(cohort, gate, amina):
    for one in reading.concerned(cohort, gate):
        verdict = "go" if one.name == "Lens" else "stop"
        actions.write_crossing(one, gate, verdict=verdict, reasons="Vu.", by=amina, at=LATER)
    with pytest.raises(Refused, match="qui a décidé"):
        actions.decide_passing(cohort, gate, present=[], by=amina, at=LATER)
    made = actions.decide_passing(
        cohort, gate, present=[], others="Le conseil\n\nMme B.", by=amina, at=LATER
    )
    assert made.present == ["Le conseil", "Mme B."]
    assert made.at.date() > date(2025, 5, 1)
