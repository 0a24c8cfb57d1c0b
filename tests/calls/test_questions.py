"""What anybody asks about a call, and what everybody reads: equal treatment, no machine."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cordee.calls import actions, erasure, exports, waiting
from cordee.calls.asking import asking_ends, asking_faults
from cordee.calls.models import Edition, Inquiry, Subscription
from cordee.calls.queries import inquiries
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.models import User
from cordee.programme.schema import Definition
from tests.calls.test_calls import DURING, PUBLISHED, call

LATE = datetime(2024, 12, 21, tzinfo=UTC)


def dated() -> Definition:
    """A call that says until when one asks, and until when it answers."""
    said = call().data() | {
        "milestones": [
            {"key": "q", "label": "Questions", "kind": "questions", "when": "2024-12-05"},
            {"key": "a", "label": "Réponses", "kind": "answers", "when": "2024-12-10"},
        ]
    }  # fmt: skip
    return Definition.model_validate(said)


@pytest.fixture(autouse=True)
def _calm(db):
    cache.clear()
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def edition(db: None) -> Edition:
    return actions.publish(dated(), {}, by=None, at=PUBLISHED)


@pytest.fixture
def inquiry(edition: Edition) -> Inquiry:
    return actions.ask(
        edition, "Lens peut-elle venir seule ?", name="Ève", email="eve@example.org", by=None,
        at=DURING,
    )  # fmt: skip


def filled(client: Client, address: str, *, wait: int = 5, **said: str):
    """Fill the form of a page as a person does, some seconds after it was shown."""
    page = client.get(address).text
    drawn = re.findall(r'name="drawn" value="([^"]+)"', page)[-1]
    with time_machine.travel(DURING + timedelta(seconds=wait), tick=False):
        said["address"] = said.pop("filled_by_a_machine", "")
        return client.post(address, {"drawn": drawn, **said})


def test_the_call_says_until_when_one_asks_else_its_deadline():
    assert asking_ends(dated()).isoformat() == "2024-12-05T23:59:00+01:00"
    assert asking_ends(call()) == call().closes()
    assert not asking_faults(dated(), DURING)
    assert "jusqu’au jeudi 5\u00a0décembre 2024" in asking_faults(dated(), LATE)[0].sentence


def test_a_question_is_asked_answered_and_read_by_everyone(
    client: Client, edition: Edition, amina: User
):
    address = reverse("calls:questions", args=[edition.key])
    sent = {"ask": "1", "text": "Peut-on venir seul ?", "email": "eve@example.org", "name": "Ève"}
    assert filled(client, address, **sent).status_code == 302
    asked = Inquiry.objects.get()
    assert "Peut-on venir seul" not in client.get(address).text
    client.force_login(amina)
    answer = {"shown": "Une commune peut-elle venir seule ?", "answer": "Oui."}
    page = reverse("calls:answer", args=[asked.public_id])
    assert client.post(page, answer).status_code == 302
    read = Client().get(address).text
    assert "Une commune peut-elle venir seule" in read
    assert "Oui." in read
    assert "Ève" not in read
    assert "eve@example.org" not in read
    letters = Message.objects.filter(to="eve@example.org").order_by("pk")
    assert [letter.subject.split("\u00a0")[0] for letter in letters] == [
        "Votre question est arrivée", "Une réponse sur l’appel Petit appel",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wait", "more"),
    [(0, {}), (2 * 24 * 3600, {}), (5, {"filled_by_a_machine": "x"}), (5, {"drawn": "forged"})],
)
def test_a_machine_is_stopped_and_its_text_kept(client: Client, edition: Edition, wait, more):
    address = reverse("calls:questions", args=[edition.key])
    said = {"ask": "1", "text": "Un texte gardé"} | more
    answer = filled(client, address, wait=wait, **said)
    assert answer.status_code == 422
    assert "Un texte gardé" in answer.text
    assert "de nouveau" in answer.text
    assert not Inquiry.objects.exists()


def test_too_many_questions_from_one_place_wait_an_hour(client: Client, edition: Edition):
    address = reverse("calls:questions", args=[edition.key])
    statuses = [
        filled(client, address, ask="1", text=f"Question {n}").status_code for n in range(22)
    ]
    assert statuses.count(302) == 20
    assert statuses[-1] == 422


def test_no_question_is_taken_once_the_time_is_over(edition: Edition):
    with pytest.raises(Refused, match="lisibles"):
        actions.ask(edition, "Trop tard ?", by=None, at=LATE)


def test_a_correction_is_said_and_told_again_and_the_same_words_are_not(
    inquiry: Inquiry, amina: User
):
    def answered(text: str, minutes: int) -> int:
        at = DURING + timedelta(minutes=minutes)
        actions.answer(inquiry, shown="Seule ?", answer=text, by=amina, at=at)
        return Message.objects.filter(subject__startswith="Une réponse").count()

    assert [answered("Oui.", 1), answered("Oui.", 2), answered("Non.", 3)] == [1, 1, 2]
    assert Message.objects.filter(text__contains="corrigée").count() == 1


def test_of_two_who_answer_at_once_the_second_reads_the_first_before_replacing_it(
    client: Client, inquiry: Inquiry, amina: User, bernard: User
):
    page = reverse("calls:answer", args=[inquiry.public_id])
    said = {"shown": "Seule ?", "before": ""}
    client.force_login(bernard)
    for _click in range(2):
        assert client.post(page, {**said, "answer": "Oui."}).status_code == 302
    client.force_login(amina)
    refused = client.post(page, {**said, "answer": "Non."})
    assert refused.status_code == 422
    assert "Quelqu’un a publié une réponse" in refused.text
    assert "<p>Oui.</p>" in refused.text
    assert "Non." in refused.text, "nothing typed is lost"
    read = re.search(r'name="before" value="([^"]+)"', refused.text)[1]
    assert client.post(page, {**said, "answer": "Non.", "before": read}).status_code == 302
    inquiry.refresh_from_db()
    assert inquiry.answer == "Non."


def test_a_question_sent_by_two_clicks_is_asked_once(edition: Edition):
    asked = {"name": "Zoé", "email": "zoe@example.org", "by": None}
    for minutes in (0, 1):
        actions.ask(edition, "Seule ?", **asked, at=DURING + timedelta(minutes=minutes))
    assert Inquiry.objects.count() == 1
    assert Message.objects.filter(to="zoe@example.org").count() <= 1


def test_the_team_reads_first_what_waits_then_the_oldest(edition: Edition, amina: User):
    made = [actions.ask(edition, f"Q{one}", by=None, at=DURING) for one in range(3)]
    actions.answer(made[0], shown="Q0", answer="R", by=amina, at=DURING)
    actions.dismiss(made[1], because="Publicité", by=amina, at=DURING)
    assert list(inquiries(edition)) == [made[2], made[1], made[0]]


def test_a_question_put_aside_keeps_its_reason_and_is_never_shown(inquiry: Inquiry, amina: User):
    with pytest.raises(Refused):
        actions.dismiss(inquiry, because=" ", by=amina, at=DURING)
    actions.dismiss(inquiry, because="Publicité", by=amina, at=DURING)
    with pytest.raises(Refused, match="écartée"):
        actions.answer(inquiry, shown="A", answer="B", by=amina, at=DURING)
    assert not inquiry.edition.inquiries.answered().exists()
    assert Entry.objects.filter(kind="calls.dismissed").count() == 1


def test_an_address_follows_once_confirmed_and_leaves_in_one_click(
    client: Client, edition: Edition, inquiry: Inquiry, amina: User
):
    address = reverse("calls:questions", args=[edition.key])
    for _again in range(2):
        filled(client, address, follow="1", follow_email="Zoe@example.org")
    one = Subscription.objects.get()
    asked = Message.objects.get(to="zoe@example.org")
    actions.answer(inquiry, shown="Seule ?", answer="Oui.", by=amina, at=DURING)
    assert Message.objects.filter(to="zoe@example.org").count() == 1
    confirm = re.search(r"/abonnements/confirmer/\S+", asked.text)[0]
    assert client.get(confirm).status_code == 200
    assert Subscription.objects.living().count() == 0
    client.post(confirm)
    actions.answer(inquiry, shown="Seule ?", answer="Non.", by=amina, at=DURING)
    letter = Message.objects.filter(to="zoe@example.org").latest("pk")
    stop = re.search(r"/abonnements/arreter/\S+", letter.unsubscribe)[0]
    machine = Client(enforce_csrf_checks=True)
    assert machine.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 302
    one.refresh_from_db()
    assert one.ended_at is not None
    assert client.get(stop.replace("arreter", "confirmer")).status_code == 404
    client.post(stop)
    told = Entry.objects.filter(subject_type="subscription").order_by("pk")
    kinds = ["calls.followed", "calls.follow_confirmed", "calls.unfollowed"]
    assert list(told.values_list("kind", flat=True)) == kinds
    assert "zoe" not in "".join(str(row.payload) for row in told)


def test_someone_signed_in_needs_no_confirmation_for_her_own_address(edition: Edition, amina: User):
    own = actions.follow(amina.email, edition=edition, by=amina, at=DURING)
    other = actions.follow("x@example.org", edition=edition, by=amina, at=DURING)
    assert own.confirmed_at == DURING
    assert other.confirmed_at is None


def test_what_is_over_is_forgotten(edition: Edition, inquiry: Inquiry):
    never = actions.follow("a@example.org", edition=edition, by=None, at=DURING)
    ended = actions.follow("b@example.org", edition=edition, by=None, at=DURING)
    actions.confirm(ended, at=DURING)
    actions.retire(at=DURING + timedelta(days=8))
    assert list(Subscription.objects.order_by("pk")) == [ended]
    assert never.pk
    actions.retire(at=DURING + timedelta(days=3 * 366))
    inquiry.refresh_from_db()
    assert (inquiry.name, inquiry.email, inquiry.text) == ("", "", "Lens peut-elle venir seule ?")
    assert not Subscription.objects.exists()


def test_her_questions_and_subscriptions_are_hers_and_go_with_her(edition: Edition, farida: User):
    actions.ask(edition, "Qui ?", name="Farida", email=farida.email, by=None, at=DURING)
    actions.follow(farida.email, edition=edition, by=farida, at=DURING)
    assert [*map(len, exports.around(farida.person, DURING))] == [3, 3]
    event = type("Event", (), {"person": farida.person.pk})
    erasure.forget(event, by=None, at=DURING)
    assert exports.around(farida.person, DURING) == []
    assert Inquiry.objects.get().text == "Qui ?"


def test_unanswered_questions_wait_for_the_team_only(inquiry: Inquiry, amina: User, farida: User):
    assert [task.url for task in waiting.questions(amina, DURING)] == [inquiry.get_absolute_url()]
    assert list(waiting.questions(farida, DURING)) == []


@pytest.mark.parametrize("name", ["questions", "inquiries"])
def test_the_lists_cost_the_same_however_many_questions(
    client: Client, edition: Edition, amina: User, cost, name: str
):
    client.force_login(amina)

    def answered(number: int) -> None:
        made = actions.ask(edition, f"Question {number} ?", by=None, at=DURING)
        actions.answer(made, shown=f"Q{number}", answer="R", by=amina, at=DURING)

    address = reverse(f"calls:{name}", args=[edition.key])
    answered(1)
    few = cost(client, address)
    for number in range(2, 5):
        answered(number)
    assert cost(client, address) == few


@pytest.mark.parametrize("name", ["inquiries", "briefings"])
def test_only_the_team_reads_who_asks(client: Client, edition: Edition, hortense: User, name: str):
    address = reverse(f"calls:{name}", args=[edition.key])
    assert client.get(address).status_code == 302
    client.force_login(hortense)
    assert client.get(address).status_code == 403
