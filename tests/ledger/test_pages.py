"""The team's pages: reminders, letters, the journal."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from cordee.kernel.rights import Right
from cordee.ledger.actions import record
from cordee.ledger.models import Entry, Message, Reminder
from cordee.ledger.outbox import post
from cordee.ledger.sayings import naming, thing
from cordee.ledger.views import told_occurrence
from tests.ledger.cast import NOON, Tried, dispatch
from tests.ledger.test_outbox import LETTER

pytestmark = pytest.mark.django_db
LISTS = ("ledger:reminders", "ledger:letters", "ledger:journal")


def anyone(user, at):
    return Right.yes()


def nobody(user, at):
    return Right.no("Cette page est réservée à l’équipe.")


@pytest.fixture
def team(client, camille, settings):
    settings.STAFF_POLICY = "tests.ledger.test_pages.anyone"
    client.force_login(camille)
    return client


def filled(count, by):
    """So many reminders, letters and facts."""
    for number in range(Reminder.objects.count(), Reminder.objects.count() + count):
        letter = post(**{**LETTER, "key": f"tests:{number}", "subject": f"Message {number}"})
        Reminder.objects.create(
            rule="tests.rule",
            person=f"user:{number}",
            person_label=f"Personne {number}",
            subject_label="Dossier",
            due=NOON + timedelta(hours=number),
            state="sent",
            message=letter,
        )
        record(Tried(route=number), by=by, at=NOON)


@pytest.mark.parametrize("name", LISTS)
def test_only_the_team_reads_the_ledger(client, camille, settings, name):
    settings.STAFF_POLICY = "tests.ledger.test_pages.nobody"
    assert client.get(reverse(name)).status_code == 302
    client.force_login(camille)
    response = client.get(reverse(name))
    assert response.status_code == 403
    assert "réservée à l’équipe" in response.text


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_so(team, name):
    response = team.get(reverse(name))
    assert response.status_code == 200
    assert "apparaîtront ici" in response.text or "s’écrira ici" in response.text


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_however_long(team, camille, django_assert_max_num_queries, name):
    team.get(reverse(name))  # what a session writes on its first page is not the list's
    costs = []
    for count in (1, 3):
        filled(count, camille)
        with django_assert_max_num_queries(10) as seen:
            team.get(reverse(name))
        costs.append(len(seen))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("name", LISTS)
def test_a_page_of_a_list_stays_short(team, camille, name):
    filled(27, camille)
    every, most = {"etat": ""}, 20 if name == "ledger:journal" else 25
    assert team.get(reverse(name), every).text.count("<tr><th scope") == most + 1
    rest = team.get(reverse(name), every | {"page": "2"}).text
    assert rest.count("<tr><th scope") == 27 - most + 1


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("value", ["\0", "'; --", "x" * 3000, "é", "-1", "[]"])
def test_nonsense_in_a_search_finds_nothing_and_breaks_nothing(team, camille, name, value):
    filled(1, camille)
    asked = {"q": value, "etat": value, "regle": value, "fait": value, "page": value}
    assert team.get(reverse(name), asked).status_code == (400 if value == "\0" else 200)


def test_reminders_are_found_by_state_and_name(team, camille):
    filled(2, camille)
    Reminder.objects.create(
        rule="tests.rule", person="user:9", person_label="Dominique", due=NOON,
        state="skipped", reason="Elle ne veut pas de relance.",
    )  # fmt: skip
    page = team.get(reverse("ledger:reminders"), {"etat": "skipped"}).text
    assert "Elle ne veut pas de relance." in page
    assert "Personne 0" not in page
    page = team.get(reverse("ledger:reminders"), {"q": "personne 1"}).text
    assert "Personne 1" in page
    assert "Dominique" not in page


def test_who_comes_to_the_reminders_reads_the_next_ones_first(team, camille):
    filled(1, camille)
    for day in ("2025-03-09", "2025-03-07"):
        Reminder.objects.create(
            rule="tests.rule", person="user:9", occurrence=day, due=f"{day}T09:00Z"
        )
    page = team.get(reverse("ledger:reminders")).text.replace("\xa0", " ")
    assert "Personne 0" not in page
    assert page.index("7 mars 2025") < page.index("9 mars 2025")


def test_the_journal_names_things_as_people_do():
    assert thing(Entry(subject_type="user", subject_id="7")) == "compte 7"
    assert thing(Entry(subject_type="gone", subject_id="7")) == "gone 7"


def test_a_letter_is_read_again_as_it_left(team):
    message = post(**LETTER)
    page = team.get(reverse("ledger:letter", args=[message.pk])).text
    assert "C’est fait" in page
    assert "Renvoyer" not in page


def test_a_private_letter_is_read_by_nobody_else_and_forgotten_once_sent(team, settings, tmp_path):
    settings.MAILERS = {
        "default": {
            "BACKEND": "cordee.ledger.delivery.Mailbox",
            "OPTIONS": {"file_path": str(tmp_path)},
        }
    }
    message = post(**{**LETTER, "text": "Votre code : 482 913", "private": True})
    assert "482" not in team.get(reverse("ledger:letter", args=[message.pk])).text
    dispatch(message.pk, at=NOON)
    message.refresh_from_db()
    assert (message.state, message.text, message.html) == ("sent", "", "")
    assert "482" in next(tmp_path.glob("*.eml")).read_text()


def test_a_failed_letter_shows_its_error_and_can_be_sent_again(team):
    message = post(**LETTER)
    Message.objects.update(state="failed", error="ConnectionRefusedError: nobody there", attempts=8)
    page = team.get(reverse("ledger:letter", args=[message.pk])).text
    assert "nobody there" in page
    assert "Renvoyer le message" in page
    response = team.post(reverse("ledger:requeue", args=[message.pk]), follow=True)
    assert "Le message repart" in response.text
    assert Message.objects.get().state == "queued"


@pytest.mark.parametrize("pk", [0, 999999, 2**70])
def test_a_letter_that_does_not_exist_is_not_found(team, pk):
    assert team.get(f"/espace/messages/{pk}/").status_code == 404


def test_asking_again_needs_a_post(team):
    message = post(**LETTER)
    assert team.get(reverse("ledger:requeue", args=[message.pk])).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_the_journal_is_read_in_sentences_with_its_numbers(team, camille):
    with transaction.atomic():
        record(Tried(route=4, note="<script>"), by=camille, at=NOON)
    page = team.get(reverse("ledger:journal"), {"fait": "tests.tried", "q": "camille"}).text
    assert "Camille@example.org a essayé la voie 4." in page
    assert "<script>" not in page


def test_a_fact_is_found_by_any_word_of_its_sentence_and_named_in_french(team, camille):
    filled(1, camille)
    for said, found in (("ESSAYE", True), ("tests.tried", True), ("rature", False)):
        page = team.get(reverse("ledger:journal"), {"fait": said}).text
        assert ("a essayé la voie" in page) is found
    assert naming("calls.amended") == "A modifié l’appel (version …)"
    assert naming("nobody.knows") == "nobody.knows"


def test_letters_that_could_not_leave_wait_for_the_team(client, amina, camille):
    post(**LETTER)
    client.force_login(amina)
    assert "n’ont pas pu partir" not in client.get(reverse("people:workspace")).text
    Message.objects.update(state="failed")
    assert "n’ont pas pu partir" in client.get(reverse("people:workspace")).text
    client.force_login(camille)
    assert "n’ont pas pu partir" not in client.get(reverse("people:workspace")).text


@pytest.mark.parametrize(
    ("occurrence", "said"),
    [
        ("2027-03-07", "7\u00a0mars 2027"),
        ("2027-03-07T10:30", "7\u00a0mars 2027"),
        ("20270307103000", "7\u00a0mars 2027"),
        ("J-7", "J-7"),
    ],
)
def test_which_time_of_a_reminder_is_told_as_people_say_it(occurrence, said):
    assert told_occurrence(occurrence) == said
