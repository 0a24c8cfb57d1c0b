"""A letter written by several, its readers seen first, sent once, never watching anybody."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cordee.journeys.learning import actions as learning
from cordee.journeys.learning.models import LogEntry, SharedText
from cordee.journeys.strategy import actions as strategy
from cordee.kernel.findings import Refused
from cordee.ledger.choosing import choose_letters
from cordee.ledger.models import Entry, Message
from cordee.ledger.reminders import comforts
from cordee.ledger.sayings import sentence
from cordee.letters import actions, queries
from cordee.letters.exports import forget, subscriptions
from cordee.letters.links import link
from cordee.letters.models import Issue, Letter, Passage, Subscriber
from cordee.letters.tasks import tell_kept
from cordee.letters.waiting import to_do
from cordee.people.models import User
from tests.letters.conftest import NOW, fill
from tests.nagging import failures

pytestmark = pytest.mark.django_db
EVERYONE = 4
"""Two delegates of each of the two territories."""


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOW, tick=False):
        yield


def url(name, *args):
    return reverse(f"letters:{name}", args=args)


def of(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_section_is_entrusted_written_by_its_author_and_two_hands_never_erase_each_other(
    issue, eve, amina
):
    part = issue.passages.get(title="En théorie")
    staff, author = of(amina), of(eve)
    page = staff.get(url("work", issue.public_id)).content.decode()
    assert page.count("À qui veut l’écrire") == 3
    answer = staff.post(url("entrust", part.public_id), {"person": eve.person.public_id})
    assert answer.status_code == 302
    told = Message.objects.get(key__startswith="letters.passage:")
    assert (told.to, url("passage", part.public_id) in told.text) == (eve.email, True)
    assert [str(one.label) for one in to_do(eve, NOW)] == ["Écrire «\xa0En théorie\xa0»"]

    shown = author.get(url("passage", part.public_id)).context["form"]
    typed = {"text": "Une notion.", "signature": "Eve, élue", "started": shown.initial["started"]}
    assert author.post(url("passage", part.public_id), typed).url == reverse("people:workspace")
    clash = staff.post(url("passage", part.public_id), typed | {"text": "Une autre."})
    assert clash.status_code == 409
    assert "Une notion." in clash.content.decode()
    part.refresh_from_db()
    assert (part.draft.text, part.signature, list(to_do(eve, NOW))) == (
        "Une notion.",
        "Eve, élue",
        [],
    )
    assert b"Une notion." in author.get(url("issue", issue.public_id)).content


def test_a_theme_is_put_off_with_its_words_and_taken_up_in_the_next_issue(issue, amina):
    fill(issue, amina)
    part = issue.passages.get(title="Des nouvelles")
    staff = of(amina)
    staff.post(url("put_off", part.public_id))
    assert issue.passages.count() == 2
    assert b"Quelques mots" in staff.get(url("manage", issue.letter.public_id)).content
    done = actions.send(issue, seen=EVERYONE, by=amina, at=NOW)
    with pytest.raises(Refused):
        actions.take_up(part, by=amina, at=NOW)
    later = NOW + timedelta(days=31)
    following = actions.begin_issue(done.letter, "La suite", by=amina, at=later)
    assert following.number == done.number + 1
    actions.take_up(part, by=amina, at=later)
    assert part.issue == following
    staff.post(url("add", following.public_id), {"heading": "📷 Une image : du mois"})
    assert following.passages.order_by("-rank").first().mark == "📷"
    actions.take_away(part, by=amina, at=later)
    assert not Passage.objects.filter(pk=part.pk).exists()


def test_nothing_leaves_before_its_readers_are_seen_then_once_and_it_watches_nobody(
    client, issue, eve, amina
):
    staff, address = of(amina), url("send", issue.public_id)
    choose_letters(eve.email, rhythm="each", cap=3, muted=["letters"], by=None, at=NOW)
    actions.confirm(issue.letter, "lectrice@example.org", at=NOW)
    actions.stop(issue.letter, "theo.lens@example.org", at=NOW)
    assert "letters" in dict(comforts()), "what may be muted is offered"
    page = staff.get(address)
    told = page.content.decode()
    assert "3\xa0personnes le reçoivent" in told
    assert "a mis les lettres en sourdine" in told
    assert "s’est désabonnée" in told
    assert "délégation\xa0: Arras" in told
    sure = {"seen": "3", "agreed": "on"}
    assert "Encore à écrire" in staff.post(address, sure).content.decode()
    fill(issue, amina)
    assert staff.post(address, {"seen": "3"}).status_code == 422, "she did not say she saw"
    assert "La liste a changé" in staff.post(address, sure | {"seen": "5"}).content.decode()
    assert not Message.objects.filter(key__startswith="letter:").exists()
    assert staff.post(address, sure).url == url("issue", issue.public_id)
    sent = Message.objects.filter(key__startswith="letter:")
    assert {one.to for one in sent} == {
        "lectrice@example.org", "eve.arras@example.org", "theo.arras@example.org"
    }  # fmt: skip
    one = sent.get(to="lectrice@example.org")
    assert one.unsubscribe == link("stop", issue.letter, one.to)
    assert "<img" not in one.html
    assert "cordee.invalid" not in one.text + one.html
    assert "<strong>vrais</strong>" in one.html
    staff.post(address, sure)
    assert sent.count() == 3, "once"
    said = Entry.objects.get(kind="letters.sent")
    assert "3\xa0adresses" in sentence(said)

    online = client.get(url("issue", issue.public_id))
    assert online.status_code == 200
    assert b"<strong>vrais</strong>" in online.content
    assert b"suivre" in online.content
    assert "semaine 25 de 2025" in online.content.decode(), "the next dates, as they stand"
    assert "Prochain numéro vers le 9\xa0avril 2025" in online.content.decode()
    assert "Prochain numéro vers le" in one.html
    assert '<span aria-hidden="true">💡</span> En théorie' in online.content.decode()
    client.post(url("forward", issue.public_id))
    issue.refresh_from_db()
    assert (issue.forwards, issue.readers) == (1, 3)
    assert issue.title in client.get(url("letter", issue.letter.public_id)).content.decode()


def test_a_letter_that_left_too_lately_waits_and_the_page_says_it(issue, amina):
    fill(issue, amina)
    actions.send(issue, seen=EVERYONE, by=amina, at=NOW)
    again = actions.begin_issue(issue.letter, "Encore", by=amina, at=NOW)
    fill(again, amina)
    with pytest.raises(Refused) as refusal:
        actions.send(again, seen=EVERYONE, by=amina, at=NOW + timedelta(days=29))
    assert [one.code for one in refusal.value.findings] == ["letter.cap"]
    actions.send(again, seen=EVERYONE, by=amina, at=NOW + timedelta(days=31))


def test_a_trial_reaches_nobody_else(issue, amina):
    of(amina).post(url("try_out", issue.public_id))
    assert Message.objects.get(key__startswith="trial:").to == amina.email
    assert not Message.objects.filter(key__startswith="letter:").exists()


def test_an_address_asks_confirms_and_ends_in_one_click_without_an_account(client, letter, amina):
    page = client.get(url("letter", letter.public_id))
    typed = {"letter_email": "Lea@Example.org", "drawn": page.context["form"]["drawn"].value()}
    with time_machine.travel(NOW + timedelta(seconds=10), tick=False):
        for _ in range(2):
            assert client.post(url("letter", letter.public_id), typed).status_code == 302
    asked = Message.objects.get(key__startswith="letters.confirm:")
    assert asked.to == "lea@example.org"
    assert all(one.email != asked.to for one in queries.readers(letter, NOW).addresses)
    address = re.search(r"https?://[^/]+(/lettres/\S+)", asked.text)[1]
    assert client.get(address).status_code == 200
    client.post(address)
    assert asked.to in {one.email for one in queries.readers(letter, NOW).receiving}
    end = link("stop", letter, asked.to).removeprefix(settings.SITE_URL)
    assert Client(enforce_csrf_checks=True).post(end).status_code == 302
    assert asked.to in {one.email for one in queries.readers(letter, NOW).left}
    assert client.post(end.replace("arreter", "confirmer")).status_code == 404, "another purpose"
    actions.subscribe(letter, amina.email, by=amina, at=NOW)
    assert Subscriber.objects.get(email=amina.email).confirmed_at == NOW, "her own account"


def test_a_testimony_is_quoted_only_as_far_as_it_was_agreed_to_and_leaves_when_taken_back(
    client, issue, lens, amina
):
    given = strategy.gather(
        lens.cohort, lens, [strategy.Speaker("Zoé", "maire", "z@example.org")], "On a osé.",
        wanted="public", on=NOW.date(), author=amina.person, by=amina, at=NOW,
    )  # fmt: skip
    voice = given.voices.get()
    fill(issue, amina, f"Elle dit : {given.marker}")
    with pytest.raises(Refused) as refusal:
        actions.send(issue, seen=EVERYONE, by=amina, at=NOW)
    assert [one.code for one in refusal.value.findings] == ["letter.consent"]
    strategy.consent(voice, "public", named="function", how="link", by=None, at=NOW)
    actions.send(issue, seen=EVERYONE, by=amina, at=NOW)
    address = url("issue", issue.public_id)
    assert "On a osé." in client.get(address).content.decode()
    assert "On a osé." in Message.objects.filter(key__startswith="letter:").first().text
    copies = Message.objects.filter(key__startswith="letter:").order_by("pk")
    links = [one.unsubscribe for one in copies]
    actions.try_out(issue, by=amina, at=NOW)
    strategy.take_words_back(voice, by=None, at=NOW)
    page = client.get(address).content.decode()
    assert "On a osé." not in page
    assert "témoignage retiré" in page
    (quotation,) = given.quotations.filter(url__endswith=address)
    assert "partie par courriel" in quotation.place
    for one, own in zip(copies.all(), links, strict=True):  # those that wait, and the journal
        assert "On a osé." not in one.text + one.html
        assert "témoignage retiré" in one.text
        assert own in one.text
        assert own in one.html
    trial = Message.objects.get(key__startswith="trial:")
    assert "On a osé." not in trial.text + trial.html
    assert "cordee.invalid" not in trial.text + trial.html
    said = Message.objects.filter(key__startswith="strategy.withdrawn").values_list("text")
    assert not said or "partie par courriel" in str(said)


def test_words_of_a_logbook_leave_the_copies_of_a_letter_and_are_for_letters_alone(
    issue, eve, lens, amina
):
    entry = LogEntry.objects.create(
        cohort=lens.cohort, participation=lens, person=eve.person, audience="cohort",
        section="Idées", text="On a osé.", written_at=NOW, changed_at=NOW,
    )  # fmt: skip
    asked = [learning.ask_extract(entry, "On a osé.", use, by=amina, at=NOW)
             for use in ("letter", "report")]  # fmt: skip
    for one in asked:
        learning.answer_extract(one, "named", by=eve, at=NOW)
    fill(issue, amina, f"Elle dit : {asked[1].marker}")
    with pytest.raises(Refused) as refusal:
        actions.send(issue, seen=EVERYONE, by=amina, at=NOW)
    assert [one.code for one in refusal.value.findings] == ["letter.consent"]
    SharedText.objects.update(text=f"Elle dit : {asked[0].marker}")
    actions.send(issue, seen=EVERYONE, by=amina, at=NOW)
    copy = Message.objects.filter(key__startswith="letter:").first()
    assert f"« On a osé. » ({eve.person})" in copy.text.replace("\u00a0", " ")
    gone = Message.objects.filter(key__startswith="letter:").last()
    Message.objects.filter(pk=gone.pk).update(state="sent")
    learning.withdraw_extract(asked[0], by=eve, at=NOW)
    copy.refresh_from_db()
    assert "On a osé." not in copy.text + copy.html
    assert tell_kept(issue.pk) == 1  # what the journal of mails keeps, by the worker
    gone.refresh_from_db()
    assert "On a osé." not in gone.text + gone.html
    assert gone.unsubscribe in gone.text
    assert "extrait retiré le" in copy.text
    told = Message.objects.get(key=f"learning.extract_withdrawn:{asked[0].pk}")
    assert "partie par courriel" in told.text


def test_someone_reads_what_letters_keep_of_her_and_erasing_takes_it_away(
    letter, issue, eve, amina
):
    part = issue.passages.first()
    actions.entrust(part, eve.person, by=amina, at=NOW)
    actions.stop(letter, eve.email, at=NOW)
    told = subscriptions(eve.person, NOW)
    assert told["lettres"][0]["arrêté"]
    assert told["parties confiées"][0]["partie"] == part.title
    forget(type("Erased", (), {"person": eve.person.pk}), by=None, at=NOW)
    part.refresh_from_db()
    assert part.assigned is None
    assert not letter.subscribers.exists()
    actions.subscribe(letter, "x@example.org", by=None, at=NOW)
    assert actions.retire(at=NOW + timedelta(days=8)) == 1


DOORS = {
    "letters": "vpwa", "letter": "vpwa", "desk": "a", "create": "a", "manage": "a", "change": "a",
    "work": "a", "send": "a", "passage": "wa", "issue": "wa", "forward": "",
    "add": "a", "try_out": "a", "entrust": "a", "put_off": "a", "take_up": "a", "take_away": "a",
    "confirm": "", "stop": "",
}  # fmt: skip
"""Address → who is let in while the issue is in writing: visitor, peer, writer, team."""


@pytest.fixture
def rooms(issue, eve, amina):
    part = issue.passages.get(title="En théorie")
    actions.entrust(part, eve.person, by=amina, at=NOW)
    keys = {"letter": issue.letter, "manage": issue.letter, "change": issue.letter,
            "passage": part, "entrust": part, "put_off": part, "take_up": part,
            "take_away": part}  # fmt: skip
    alone = {"letters": (), "desk": (), "create": (), "confirm": ("faux",), "stop": ("faux",)}
    return {
        name: alone.get(name, (keys.get(name, issue).public_id,)) for name in DOORS
    }  # fmt: skip


def test_each_door_opens_to_those_it_was_promised_to(rooms, eve, arras, amina, issue):
    peer = User.objects.create_user("peer@example.org")
    people = {"v": Client(), "p": of(peer), "w": of(eve), "a": of(amina)}
    acts = {"add", "try_out", "entrust", "put_off", "take_up", "take_away"}
    found = {}
    for name, args in rooms.items():
        opened = [
            who for who, client in people.items()
            if (client.post if name in acts - {"take_away"} else client.get)(url(name, *args))
            .status_code in ({200, 302, 422, 405} if who == "a" else {200})
        ]  # fmt: skip
        found[name] = "".join(opened)
    assert found == DOORS
    Letter.objects.update(public=False)
    assert people["v"].get(url("letter", issue.letter.public_id)).status_code == 404
    assert people["w"].get(url("letter", issue.letter.public_id)).status_code == 200
    fill(issue, amina)
    actions.send(issue, seen=EVERYONE, by=amina, at=NOW)
    assert people["v"].get(url("issue", issue.public_id)).status_code == 200, "it is passed on"
    assert b"noindex" in people["v"].get(url("issue", issue.public_id)).content
    part = issue.passages.get(title="En théorie")
    Passage.objects.filter(pk=part.pk).update(assigned=eve.person)
    assert people["w"].get(url("passage", part.public_id)).status_code == 403


def test_no_address_of_the_letters_breaks_on_bad_input(rooms, eve, amina):
    askers = {"visitor": Client(), "staff": of(amina), "writer": of(eve)}
    assert failures("letters", rooms, askers) == []


def test_lists_cost_the_same_however_many(letter, amina, cost):
    staff = of(amina)
    pages = [url("desk"), url("letters"), url("manage", letter.public_id),
             url("letter", letter.public_id)]  # fmt: skip
    issue = actions.begin_issue(letter, "Un", by=amina, at=NOW)
    fill(issue, amina)
    actions.send(issue, seen=EVERYONE, by=amina, at=NOW)
    few = [cost(staff, one) for one in pages]
    for n in range(2):
        more = {"title": f"Autre {n}", "sections": "A", "public": True}
        actions.keep_letter(**more, by=amina, at=NOW)
        made = Issue.objects.create(letter=letter, number=10 + n, title="x", at=NOW, by=amina,
                                    sent_at=NOW)  # fmt: skip
        assert made.pk
    assert [cost(staff, one) for one in pages] == few
    writing = actions.begin_issue(letter, "Deux", by=amina, at=NOW)
    before = (
        cost(staff, url("send", writing.public_id)),
        cost(staff, url("work", writing.public_id)),
    )
    for n in range(3):
        actions.confirm(letter, f"l{n}@example.org", at=NOW)
        actions.add_passage(writing, f"P{n}", by=amina, at=NOW)
    after = cost(staff, url("send", writing.public_id)), cost(staff, url("work", writing.public_id))
    assert after == before
