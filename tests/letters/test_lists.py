"""A list of discussion: by the page, by mail, read over or not, left in one click."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys import actions as journeys
from cordee.ledger.choosing import choose_letters
from cordee.ledger.delivery import headers
from cordee.ledger.models import Entry, Message
from cordee.ledger.reminders import comforts
from cordee.letters import doors
from cordee.letters.actions import joining, threads
from cordee.letters.actions.lists import keep_list, retire
from cordee.letters.exports_lists import forget, lists
from cordee.letters.links_lists import answer_address, link
from cordee.letters.models import DiscussionList, ListMember, ListMessage
from cordee.letters.queries.lists import membership, on_list
from cordee.letters.waiting import to_read_over
from cordee.people.events import PersonErased
from cordee.people.models import User
from tests.journeys.conftest import account
from tests.letters.conftest import NOW
from tests.nagging import failures, names

pytestmark = pytest.mark.django_db
MAILBOX = "listes@exemple.org"


@pytest.fixture(autouse=True)
def _that_day(settings):
    settings.LISTS_ADDRESS = MAILBOX
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def forum(cohort, amina) -> DiscussionList:
    """The list of the delegations, not moderated (R272)."""
    return keep_list(word="cohorte", title="La cohorte", cohort=cohort, by=amina, at=NOW)


def url(name, *args):
    return reverse(f"lists:{name}", args=args)


def of(user):
    client = Client()
    client.force_login(user)
    return client


def sent(prefix="list:"):
    return Message.objects.filter(key__startswith=prefix).order_by("pk")


def mail(sender, to, text="Oui.", subject="Re: [cohorte] Un lieu", html="", **more) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    for name, value in ({"Message-ID": f"<{sender}-{text[:4]}@x>"} | more).items():
        made[name.replace("_", "-")] = value
    if html:
        made.set_content(html, subtype="html")
    else:
        made.set_content(text)
    return made.as_bytes()


def receive(raw):
    return doors.receive(raw, ended=NOW, at=NOW)


def deliver_all():
    """What the worker does."""
    for one in ListMessage.objects.told().select_related("list__cohort", "thread"):
        threads.distribute(one, at=NOW)


def test_a_thread_by_the_page_and_by_mail_reaches_the_whole_cohort(
    forum, eve, lens, amina, settings
):
    hers = of(eve)
    assert "La cohorte" in hers.get(reverse("journeys:territory", args=[lens.public_id])).text
    assert hers.post(url("write", forum.public_id), {"subject": "", "text": "x"}).status_code == 422
    hers.post(url("write", forum.public_id), {"subject": "Un lieu", "text": "Qui a un lieu ?"})
    root = ListMessage.objects.get()
    deliver_all()
    deliver_all()
    told = {one.to: one for one in sent()}
    assert set(told) == {"theo.lens@example.org", "eve.arras@example.org",
                         "theo.arras@example.org", amina.email}  # fmt: skip
    his = told["theo.arras@example.org"]
    assert his.subject == "[cohorte] Un lieu"
    assert his.reply_to == answer_address(forum, root.pk, his.to)
    assert "Qui a un lieu" in his.text
    said = headers(his)
    assert (said["List-Id"], said["Precedence"]) == ("<cohorte.lists.example.org>", "list")
    assert "List-Unsubscribe" in said

    raw = mail(f"Theo <{his.to}>", his.reply_to, "Nous !\n\nLe 3 mars, Eve a écrit :\n> Qui")
    assert receive(raw) is True
    assert receive(raw) is True, "the same mail twice"
    answer = ListMessage.objects.get(thread=root)
    assert (answer.text, answer.state, answer.subject) == ("Nous !", "told", "Un lieu")
    deliver_all()
    assert sent().filter(to=eve.email).get().subject == "[cohorte] Re\xa0: Un lieu"
    page = hers.get(url("thread", root.public_id)).text
    assert "Nous" in page
    assert his.to not in page, "addresses stay in the house"
    hers.post(url("answer", root.public_id), {"text": "Merci <script>alert(1)</script>"})
    assert "&lt;script&gt;" in hers.get(url("thread", root.public_id)).text
    assert "Un lieu" in hers.get(reverse("journeys:territory", args=[lens.public_id])).text
    mine = ListMessage.objects.get(text__startswith="Merci")
    assert of(account_of("theo.arras", lens)).post(
        url("take_back", mine.public_id)).status_code == 404  # fmt: skip
    assert hers.post(url("take_back", mine.public_id)).status_code == 302
    assert "Message retiré." in hers.get(url("thread", root.public_id)).text
    settings.LISTS_ADDRESS = ""
    assert receive(raw) is False, "no mailbox of lists: the calls keep their mail"


def account_of(start, lens):
    there = lens.cohort.participations.get(name="Arras")
    return account(there, "tech" if start.startswith("theo") else "elu")


def test_forged_automatic_and_hostile_mails_go_no_further_than_a_human(forum, amina, lens):
    theo, anyone = "theo.lens@example.org", "listes+cohorte@exemple.org"
    receive(mail(theo, anyone, "Virez 1 000 €."))
    held = ListMessage.objects.get()
    assert (held.state, "rien ne prouve" in held.held_because) == ("held", True)
    own = answer_address(forum, 0, theo)
    receive(mail("mallory@example.org", own, "Je suis Theo."))
    assert ListMessage.objects.filter(known=False, state="held").count() == 1
    before = ListMessage.objects.count()
    for robot in ({"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<x.y>"},
                  {"X_Loop": "x"}):  # fmt: skip
        receive(mail(theo, own, f"Absent {next(iter(robot))}", **robot))
    receive(mail("mailer-daemon@example.org", own, "Undelivered"))
    receive(mail(theo, own, "> tout est cité"))
    assert ListMessage.objects.count() == before
    assert Entry.objects.filter(kind="letters.list_mail_dropped").count() == 6
    assert not sent("list.refused").exists(), "a stranger is answered nothing"
    html = "<p>Bon<b>jour</b></p><script>steal()</script><img src=x onerror=y><p>Ada &amp; co</p>"
    receive(mail(theo, own, subject="Salut", html=html))
    kept = ListMessage.objects.get(subject="Salut")
    assert (kept.state, kept.text) == ("told", "Bonjour\nAda & co")
    for rank in range(9):
        receive(mail(theo, own, f"{rank} encore", subject="Boucle"))
    assert ListMessage.objects.filter(subject="Boucle", state="held").exists()
    assert receive(mail(theo, "listes+rien@exemple.org")) is True
    assert receive(mail(theo, "appel@exemple.org")) is False
    assert receive(b"\xff\x00 not a mail") is False
    assert sent("list.held").count() == 1, "one letter a day, not one a message"


def test_a_moderated_list_is_read_over_then_trusts(cohort, eve, amina):
    one = keep_list(word="forum", title="Forum", cohort=cohort, moderation="first",
                            by=amina, at=NOW)  # fmt: skip
    hers, staff = of(eve), of(amina)
    page = hers.post(url("write", one.public_id), {"subject": "A", "text": "Bonjour"}, follow=True)
    assert "attend d’être relu" in page.text
    assert "Relire les messages" in next(iter(to_read_over(amina, NOW))).label
    assert list(to_read_over(eve, NOW)) == []
    deliver_all()
    assert not sent().exists()
    held = ListMessage.objects.get()
    assert "premier message" in staff.get(url("moderate", one.public_id)).text
    assert hers.get(url("thread", held.public_id)).status_code == 404
    assert staff.post(url("refuse", held.public_id), {"reason": " "}).status_code == 422
    assert staff.post(url("refuse", held.public_id), {"reason": "Trop tôt."}).status_code == 302
    told = sent("list.refused").get()
    assert (told.to, "Trop tôt." in told.text, "Bonjour" in told.text) == (eve.email, True, True)
    hers.post(url("write", one.public_id), {"subject": "B", "text": "Encore"})
    second = ListMessage.objects.get(subject="B")
    assert staff.post(url("accept", second.public_id), {"trust": "1"}).status_code == 302
    hers.post(url("write", one.public_id), {"subject": "C", "text": "Puis"})
    assert ListMessage.objects.get(subject="C").state == "told"
    keep_list(one, writers="moderators", by=amina, at=NOW)
    assert hers.get(url("write", one.public_id)).status_code == 403
    staff.post(url("close", one.public_id))
    assert staff.get(url("write", one.public_id)).status_code == 403


def test_digest_cap_mute_and_leaving_are_each_ones_own(forum, eve, lens, amina):
    assert "lists" in dict(comforts())
    theo, peer = "theo.lens@example.org", "eve.arras@example.org"
    choose_letters(theo, rhythm="each", cap=3, muted=["lists"], by=None, at=NOW)
    by_link = Client().post(link("rhythm", forum, peer), {"rhythm": "daily"})
    assert "Votre choix est noté." in by_link.text
    other = "theo.arras@example.org"
    choose_letters(other, rhythm="each", cap=1, muted=[], by=None, at=NOW)
    for subject in ("Un", "Deux"):
        of(eve).post(url("write", forum.public_id), {"subject": subject, "text": "x"})
        deliver_all()
    assert {(one.to, one.subject) for one in sent()} == {
        (other, "[cohorte] Un"), (amina.email, "[cohorte] Un"), (amina.email, "[cohorte] Deux")
    }  # fmt: skip
    threads.gather(forum, at=NOW + timedelta(hours=20))
    digests = {one.to: one.text for one in sent("list.digest")}
    assert set(digests) == {peer, other}
    assert ("Un\n" in digests[peer], "Deux\n" in digests[peer]) == (True, True)
    assert ("Un\n" in digests[other], "Deux\n" in digests[other]) == (False, True)
    threads.gather(forum, at=NOW + timedelta(hours=44))
    assert sent("list.digest").count() == 2, "nothing new, nothing sent"

    assert Client().post(link("stop", forum, theo)).status_code == 302
    assert theo not in on_list(forum, NOW)
    him = User.objects.get(email=theo) if User.objects.filter(email=theo) else account(lens, "tech")
    assert of(him).get(url("list", forum.public_id)).status_code == 404
    joining.come_back(forum, theo, by=him, at=NOW)
    assert membership(forum, him, NOW) is not None
    assert Client().get("/listes/arreter/faux/").status_code == 404


def test_people_of_a_territory_come_in_with_it_and_leave_with_it(forum, eve, lens, amina):
    hers = of(eve)
    typed = {"name": "Zoé, libraire", "email": "Zoe@example.org"}
    assert hers.post(url("bring", forum.public_id), {"name": "", "email": "x"}).status_code == 422
    assert hers.post(url("bring", forum.public_id), typed).status_code == 302
    asked = sent("list.confirm").get()
    assert "Lens" in asked.text
    assert "zoe@example.org" not in on_list(forum, NOW), "she has not said yes"
    address = next(word for word in asked.text.split() if "/confirmer/" in word)
    assert "La cohorte" in Client().get(address).text
    Client().post(address)
    receive(mail("zoe@example.org", answer_address(forum, 0, "zoe@example.org"), "Me voici",
                 subject="Bonjour"))  # fmt: skip
    assert ListMessage.objects.get().state == "told"
    assert ListMessage.objects.get().name == "Zoé, libraire"
    journeys.withdraw(lens, reason="Fusion.", by=amina, at=NOW)
    assert set(on_list(forum, NOW)) == {"eve.arras@example.org", "theo.arras@example.org",
                                        amina.email}  # fmt: skip
    assert hers.get(url("list", forum.public_id)).status_code == 404


def test_whoever_asks_waits_for_a_yes_and_the_team_puts_addresses_on(amina, hortense):
    one = keep_list(word="comap", title="COMAP", joining="asked", moderation="all",
                            by=amina, at=NOW)  # fmt: skip
    staff, hers = of(amina), of(hortense)
    assert "Demander à la rejoindre" in hers.get(url("list", one.public_id)).text
    hers.post(url("join", one.public_id))
    assert membership(one, hortense, NOW) is None
    assert "Répondre à qui demande" in next(iter(to_read_over(amina, NOW))).label
    row = ListMember.objects.get(email=hortense.email)
    staff.post(url("let_in", row.public_id), {"yes": "1"})
    assert membership(one, hortense, NOW) is not None
    page = url("members", one.public_id)
    wrong = staff.post(page, {"lines": "Ada <ada@example.org>\npas une adresse", "agreed": "on"})
    assert (wrong.status_code, "pas une adresse" in wrong.text) == (422, True)
    staff.post(page, {"lines": "Ada <ada@example.org>\nbob@example.org", "agreed": "on"})
    assert {"ada@example.org", "bob@example.org"} <= set(on_list(one, NOW))
    assert sent("list.welcome").count() == 3
    joining.leave(one, "ada@example.org", by=None, at=NOW)
    joining.put_on(one, "ada@example.org", by=amina, at=NOW)
    assert "ada@example.org" not in on_list(one, NOW), "only she comes back"
    bob = ListMember.objects.get(email="bob@example.org")
    staff.post(url("member", bob.public_id), {"moderates": "on"})
    assert on_list(one, NOW)["bob@example.org"].moderates
    staff.post(url("member", bob.public_id), {"off": "1"})
    assert "bob@example.org" not in on_list(one, NOW)
    twice = {"word": "comap", "title": "X", "writers": "members", "moderation": "none",
             "reading": "public", "joining": "open", "kept_months": "12"}  # fmt: skip
    assert "déjà ce mot" in staff.post(url("create"), twice).text
    assert staff.post(url("create"), twice | {"word": "forum"}).status_code == 302
    assert Client().get(url("list", DiscussionList.objects.get(word="forum").public_id)).status_code


def test_what_is_kept_of_someone_is_hers_goes_with_her_and_has_an_end(forum, eve, amina, lens):
    hers = of(eve)
    hers.post(url("write", forum.public_id), {"subject": "Un", "text": "Mes mots"})
    root = ListMessage.objects.get()
    threads.write(forum, "", "Suite", thread=root, who=membership(forum, amina, NOW), by=amina,
                  at=NOW)  # fmt: skip
    assert lists(eve.person, NOW)["messages"][0]["texte"] == "Mes mots"
    forget(PersonErased(person=eve.person.pk), by=None, at=NOW)
    root.refresh_from_db()
    assert (root.text, root.name, root.email, root.state) == ("", "", "", "withdrawn")
    assert "Suite" in of(amina).get(url("thread", root.public_id)).text
    assert retire(at=NOW + timedelta(days=900)) == 0
    assert retire(at=NOW + timedelta(days=1200)) == 2
    assert not ListMessage.objects.exists()


DOORS = {
    "lists": "vpwa", "list": "wa", "write": "wa", "join": "", "leave": "", "own_rhythm": "",
    "bring": "", "thread": "wa", "answer": "", "take_back": "", "confirm": "vpwa",
    "rhythm": "vpwa", "stop": "vpwa", "desk": "a", "create": "a", "change": "a", "close": "",
    "members": "a", "member": "a", "let_in": "", "moderate": "a", "accept": "", "refuse": "",
}  # fmt: skip
ACTS = {"join", "leave", "own_rhythm", "bring", "answer", "take_back", "close", "let_in", "accept",
        "refuse"}  # fmt: skip


@pytest.fixture
def rooms(forum, amina):
    root = threads.write(forum, "S", "T", who=membership(forum, amina, NOW), by=amina, at=NOW)
    member = forum.members.get(email=amina.email)
    tokens = {name: (link(name, forum, "x@example.org").rstrip("/").rsplit("/", 1)[1],)
              for name in ("confirm", "rhythm", "stop")}  # fmt: skip
    one = dict.fromkeys(("thread", "answer", "take_back", "accept", "refuse"), (root.public_id,))
    one |= dict.fromkeys(("member", "let_in"), (member.public_id,)) | tokens
    one |= dict.fromkeys(("lists", "desk", "create"), ())
    return {name: one.get(name, (forum.public_id,)) for name in DOORS}


def test_each_door_of_a_list_opens_to_those_it_was_promised_to(rooms, eve, amina):
    assert rooms.keys() == names("lists")
    peer = User.objects.create_user("peer@example.org")
    people = {"v": Client(), "p": of(peer), "w": of(eve), "a": of(amina)}
    found = {
        name: "".join(who for who, client in people.items()
                      if client.get(url(name, *args)).status_code == 200)
        for name, args in rooms.items()
    }  # fmt: skip
    assert found == DOORS
    closed = {name: [who for who in "vp"
                     if people[who].post(url(name, *rooms[name])).status_code not in {302, 404}]
              for name in ACTS}  # fmt: skip
    assert closed == {name: [] for name in ACTS}
    assert people["w"].post(url("take_back", *rooms["take_back"])).status_code == 404
    assert people["w"].post(url("refuse", *rooms["refuse"])).status_code == 404
    DiscussionList.objects.update(reading="public")
    assert people["v"].get(url("thread", *rooms["thread"])).status_code == 200
    assert people["v"].get(url("members", *rooms["members"])).status_code in {302, 404}


def test_no_address_of_the_lists_breaks_on_bad_input(rooms, eve, amina):
    askers = {"visitor": Client(), "staff": of(amina), "writer": of(eve)}
    assert failures("lists", rooms, askers) == []


def test_lists_cost_the_same_however_many(forum, amina, eve, cost):
    staff = of(amina)
    who = membership(forum, amina, NOW)

    def grow(rank):
        root = threads.write(forum, f"S{rank}", "T", who=who, by=amina, at=NOW)
        threads.write(forum, "", "R", thread=root, who=who, by=amina, at=NOW)
        held = threads.receive_mail(
            forum, email=f"x{rank}@example.org", name="X", subject="S", text="T", thread=0,
            message_id=f"<{rank}>", proved=False, automatic=False, files=0, at=NOW,
        )  # fmt: skip
        assert held.state == "held"
        joining.put_on(forum, f"m{rank}@example.org", by=amina, at=NOW)
        return root

    root = grow(0)
    pages = [url("lists"), url("desk"), url("list", forum.public_id), url("thread", root.public_id),
             url("members", forum.public_id), url("moderate", forum.public_id)]  # fmt: skip
    few = [cost(staff, one) for one in pages]
    for rank in (1, 2):
        grow(rank)
        keep_list(word=f"l{rank}", title=f"L{rank}", by=amina, at=NOW)
        threads.write(forum, "", "R", thread=root, who=who, by=amina, at=NOW)
    assert [cost(staff, one) for one in pages] == few
