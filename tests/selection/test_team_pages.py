"""The team leads a jury: seats it, follows it, proposes, explains, decides, releases."""

import io
import json
import re
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.urls import reverse
from pypdf import PdfReader

from cordee.ledger.models import Message
from cordee.people.actions import invitations
from cordee.people.models import Invitation
from cordee.selection import actions, queries
from cordee.selection.models import Deliberation, Juror, Outcome, Panel, Recusal, Ruling
from tests.selection.conftest import CLOSED

GRID = {"Lens": ("18", "20"), "Arras": ("16", "20"), "Lille": ("9", "10")}


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


@pytest.fixture(autouse=True)
def _no_try_counted(db):
    cache.clear()


@pytest.fixture
def marked(panel, juror, other):
    """Two jurors marked every file."""
    for seat in (juror, other):
        for deposit in queries.files(panel):
            first, second = GRID[deposit.application.body_name]
            by = seat.person.user
            actions.mark(seat, deposit, "pertinence", Decimal(first), by=by, at=CLOSED)
            actions.mark(
                seat, deposit, "equipe", Decimal(second), comment="Portage clair.", by=by, at=CLOSED
            )
    return panel


@pytest.fixture
def proposal(marked, amina):
    return actions.propose(marked, seed="granit", by=amina, at=CLOSED)


@pytest.fixture
def ruling(proposal, panel, arras, amina):
    actions.close_marks(panel, by=amina, at=CLOSED)
    key = str(arras.public_id)
    return actions.rule(
        proposal,
        selected=proposal.result["selected"],
        reserve=[],
        reasons={key: "Le portage reste à préciser."},
        by=amina,
        at=CLOSED,
    )


def test_a_panel_opens_once_the_call_is_closed(team, edition, lens):
    page = team.get(reverse("selection:panels"))
    assert "Ouvrir ce jury" in page.text
    assert team.post(reverse("selection:open", args=[edition.key, "jury"])).status_code == 302
    assert Panel.objects.get().edition == edition
    assert team.post(reverse("selection:open", args=[edition.key, "rien"])).status_code == 422


def test_an_invited_juror_takes_her_seat_by_accepting(team, panel, gerard, client):
    sent = {"email": gerard.email, "organisation": "Région", "seat": "etat", "voting": "on"}
    assert team.post(url("members", panel), sent).status_code == 302
    assert gerard.email in team.get(url("members", panel)).text

    invitations.accept(Invitation.objects.get(), by=gerard, at=Invitation.objects.get().sent)
    juror = Juror.objects.get(person=gerard.person)
    assert (juror.seat, juror.voting, str(juror.organisation)) == ("etat", True, "Région")
    assert team.post(url("members", panel), {**sent, "email": "x"}).status_code == 422


def test_the_team_records_and_lifts_a_withdrawal(team, panel, juror, lens):
    sent = {
        "deport-juror": str(juror.public_id),
        "deport-deposit": str(lens.public_id),
        "deport-reason": "Emploi précédent.",
    }
    assert team.post(url("recuse", panel), {**sent, "deport-reason": ""}).status_code == 422
    assert team.post(url("recuse", panel), sent).status_code == 302
    found = Recusal.objects.get()
    assert found.source == "staff"
    assert team.post(url("lift", panel, found.pk)).status_code == 302
    assert not Recusal.objects.standing().exists()
    assert team.post(url("unseat", panel, juror.public_id)).status_code == 302
    assert team.post(url("unseat", panel, juror.public_id)).status_code == 422


def test_progress_counts_what_each_juror_marked(team, marked, juror, django_assert_max_num_queries):
    team.get(url("follow", marked))
    with django_assert_max_num_queries(16):
        page = team.get(url("follow", marked)).text
    assert "Denise" in page
    (first, _second) = queries.progress(marked, CLOSED)
    assert (first.files, first.done, first.left) == (3, 3, 0)


def test_the_ranking_shows_means_and_disputed_files_first(team, marked, other, lille):
    by = other.person.user
    actions.mark(other, lille, "pertinence", Decimal(20), by=by, at=CLOSED)
    rows = queries.ranking(marked, by="spread")
    assert rows[0].name == "Lille"
    assert team.get(url("ranking", marked), {"ordre": "spread"}).status_code == 200
    assert team.get(url("ranking", marked), {"ordre": "zz", "page": "zz"}).status_code == 200
    export = b"".join(team.get(url("export", marked))).decode()
    assert "Lens" in export


def test_a_balanced_choice_is_proposed_and_explained(team, marked):
    answer = team.post(url("choices", marked), {"seed": "granit"})
    assert answer.status_code == 302
    made = Deliberation.objects.get()
    page = team.get(answer["Location"]).text
    assert "Les explications se calculent" in page
    assert team.get(url("explain", marked, made.public_id)).status_code == 204
    team.post(url("explain", marked, made.public_id))
    page = team.get(answer["Location"]).text
    assert "Les règles désignent" in page
    assert "Équilibre des départements" in page
    assert "Lauréats par département" in page
    assert "departements:" not in page
    assert team.get(url("explain", marked, made.public_id))["HX-Refresh"] == "true"
    assert team.post(url("choices", marked), {"seed": ""}).status_code == 422


def test_the_same_question_gives_the_same_bytes(marked, amina):
    first = actions.propose(marked, seed="granit", by=amina, at=CLOSED)
    second = actions.propose(marked, seed="granit", by=amina, at=CLOSED)
    assert first.digest == second.digest


def test_a_move_needs_its_reason_and_stays_written(team, marked, proposal, lens):
    sent = {"deposit": str(lens.public_id), "into": "refused", "reason": ""}
    assert team.post(url("move", marked, proposal.public_id), sent).status_code == 422
    sent["reason"] = "Le dossier a changé de portage."
    assert team.post(url("move", marked, proposal.public_id), sent).status_code == 302
    assert (
        "Le dossier a changé de portage."
        in team.get(url("choice", marked, proposal.public_id)).text
    )
    assert team.post(url("move", marked, proposal.public_id), sent).status_code == 422


def test_a_decision_waits_for_every_reason(team, marked, proposal, arras, amina):
    actions.close_marks(marked, by=amina, at=CLOSED)
    decide = url("decide", marked, proposal.public_id)
    assert "Il manque les motifs" in team.get(decide).text
    assert team.post(decide).status_code == 422
    key = f"motifs-{arras.public_id}"
    kept = team.post(url("word", marked, proposal.public_id, arras.public_id), {key: "Trop tôt."})
    assert kept.status_code == 204
    assert "Portage clair." in team.get(url("reasons", marked, proposal.public_id)).text
    assert (
        team.post(url("reasons", marked, proposal.public_id), {key: "Trop tôt."}).status_code == 302
    )
    assert team.post(decide).status_code == 302
    assert Ruling.objects.get().released_at is None
    assert team.post(decide).status_code == 422


def test_the_letters_are_read_again_then_leave_once(team, panel, ruling, arras):
    page = team.get(url("decision", panel)).text
    assert "Le portage reste à préciser." in page
    assert "Félicitations" in page
    assert not Message.objects.filter(key__startswith="selection.answer").exists()
    assert team.get(url("release", panel)).status_code == 200
    assert team.post(url("release", panel)).status_code == 302
    letters = Message.objects.filter(key__startswith="selection.answer")
    assert letters.count() == 3
    assert len(set(letters.values_list("subject", flat=True))) == 1
    assert team.post(url("release", panel)).status_code == 422
    assert letters.count() == 3


def test_releasing_asks_who_one_is_again(client, panel, ruling, amina):
    client.force_login(amina)
    for answer in (client.get(url("release", panel)), client.post(url("release", panel))):
        assert answer.status_code == 302
        assert reverse("people:renew") in answer["Location"]
    ruling.refresh_from_db()
    assert ruling.released_at is None


def test_a_letter_with_a_blank_field_keeps_everything_back(team, panel, ruling):
    Outcome.objects.filter(result="refused").update(reasons=" ")
    assert "la lettre manque de les motifs" in team.get(url("decision", panel)).text
    assert team.post(url("release", panel)).status_code == 422
    assert not Message.objects.filter(key__startswith="selection.answer").exists()


def test_the_minutes_are_the_same_bytes_each_time(team, panel, ruling):
    first = team.get(url("minutes", panel)).content
    assert first.startswith(b"%PDF")
    assert first == team.get(url("minutes", panel)).content


def test_what_happens_after_the_decision_changes_nothing_in_its_minutes(  # noqa: PLR0917 - fixtures, by name
    team, panel, ruling, juror, lens, amina
):
    before = team.get(url("minutes", panel)).content
    actions.unseat(juror, by=amina, at=CLOSED)
    assert team.get(url("minutes", panel)).content == before


def test_nobody_learns_anything_before_the_release(client, panel, ruling, edition, arras, lens):  # noqa: PLR0917 - fixtures, by name
    public = [
        reverse("calls:detail", args=[edition.key]),
        reverse("calls:list"),
        reverse("calls:calendar", args=[edition.key]),
        "/",
    ]
    before = {page: client.get(page).content for page in public}
    assert not any(b"Lens" in content or b"Arras" in content for content in before.values())
    for name in ("winners", "winners_data"):
        assert client.get(reverse(f"selection:{name}", args=[edition.key])).status_code == 404
    client.force_login(arras.application.owner)
    for name in ("answer", "answer_paper"):
        key = arras.application.public_id
        assert client.get(reverse(f"selection:{name}", args=[key])).status_code == 404
    mine = client.get(reverse("applications:mine")).text
    file = client.get(reverse("applications:detail", args=[arras.application.public_id])).text
    for word in ("retenu", "lauréat", "réserve"):
        assert word not in mine
        assert word not in file
    for name in ("follow", "ranking", "choices", "decision", "minutes"):
        assert client.get(url(name, panel)).status_code == 404


def test_winners_and_losers_look_alike_before_the_release(client, panel, ruling, arras, lens):
    pages = []
    for deposit in (arras, lens):
        client.force_login(deposit.application.owner)
        page = client.get(reverse("applications:detail", args=[deposit.application.public_id]))
        pages.append(len(page.text.replace("Arras", "").replace("Lens", "")))
    assert abs(pages[0] - pages[1]) < 20


def test_everything_shows_at_the_release(client, team, panel, ruling, edition, arras, amina):  # noqa: PLR0917 - fixtures, by name
    actions.release(ruling, by=amina, at=CLOSED)
    client.logout()
    call = client.get(reverse("calls:detail", args=[edition.key])).text
    assert "Les lauréats" in call
    assert "Lens" in call
    assert "Arras" not in call
    page = client.get(reverse("selection:winners", args=[edition.key])).text
    assert "Lille" in page
    data = json.loads(client.get(reverse("selection:winners_data", args=[edition.key])).content)
    assert {one["structure"] for one in data["laureats"]} == {"Lens", "Lille"}
    client.force_login(arras.application.owner)
    key = arras.application.public_id
    assert (
        "Le portage reste à préciser." in client.get(reverse("selection:answer", args=[key])).text
    )
    paper = client.get(reverse("selection:answer_paper", args=[key])).content
    told = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    told = " ".join(told.replace("\u00a0", " ").split())
    for words in ("Il ne l’a pas retenue", "Le portage reste à préciser.", "Si vous contestez"):
        assert words in told, words


def test_whoever_left_a_file_does_not_lead_the_panel(client, panel, amina, lens):
    juror = actions.seat_juror(panel, amina.person, by=amina, at=CLOSED)
    actions.recuse(juror, lens.application, reason="Un lien.", by=amina, at=CLOSED)
    client.force_login(amina)
    for name in ("choices", "decision", "minutes", "sitting", "analysis", "sharing_document"):
        answer = client.get(url(name, panel))
        assert answer.status_code == 403
        assert "Lens" not in answer.text
    assert "Lens" not in client.get(url("export", panel)).text


def test_nobody_else_leads_a_panel(client, panel, juror, denise, farida, proposal):  # noqa: PLR0917 - fixtures, by name
    for user in (denise, farida):
        client.force_login(user)
        for name in ("follow", "members", "ranking", "export", "choices", "decision", "minutes",
                     "minutes_text", "sitting", "room", "followed"):  # fmt: skip
            assert client.get(url(name, panel)).status_code == 404
        assert client.get(url("choice", panel, proposal.public_id)).status_code == 404
        for name in ("close", "reopen", "recuse", "release"):
            assert client.post(url(name, panel)).status_code == 404
        assert client.get(reverse("selection:panels")).status_code == 403


def test_whoever_accepts_to_sit_lands_on_her_juries(team, client, panel):
    team.post(url("members", panel), {"email": "nouvelle@example.org", "part": "member"})
    text = Message.objects.get(to="nouvelle@example.org").text
    link = re.search(r"/invitation/[^/\s]+/", text)[0]
    client.logout()
    landed = client.post(f"{link}accepter/", follow=True)
    assert reverse("selection:mine") in [address for address, _status in landed.redirect_chain]
    assert Juror.objects.get(panel=panel).person.user.email == "nouvelle@example.org"
