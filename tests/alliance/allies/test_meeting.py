"""Permanences, sessions, meetings: what was held, who came, what is kept; communities and seats."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cordee.alliance import actions as organs
from cordee.alliance.allies import actions, queries
from cordee.alliance.allies.models import Came, Community, Gathering
from cordee.alliance.allies.waiting import to_do
from cordee.alliance.works.models import WorkFrame, Workstream
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.actions import find_or_add
from cordee.reports.figures import FIGURES
from cordee.reports.rules import Period
from tests.alliance.allies.conftest import NOW, TODAY
from tests.nagging import failures


def url(name, *args):
    return reverse(f"allies:{name}", args=args)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_each_first_tuesday_was_held_or_says_why_and_has_its_sheet(house, amina, client):
    client.force_login(amina)
    page = url("keep_drop_ins")
    assert [plain(str(one.status)) for one in to_do(amina, NOW)][:1] == ["5 août 2025"]
    days = [one.on for one in queries.year_of(date(2025, 1, 1), date(2025, 12, 31), TODAY)]
    for day in days[:10]:
        if day != date(2025, 8, 5):
            actions.hold(house.tuesdays, day, **house.now)
    typed = {"act": "miss", "miss-drop_in": house.tuesdays.pk, "miss-on": "2025-08-05"}
    assert client.post(page, typed).status_code == 422
    assert client.post(page, typed | {"miss-because": "Congés."}).status_code == 302
    text = plain(client.get(page).text)
    assert "Congés." in text
    assert "fiche à écrire" in text
    held = {"act": "hold", "hold-drop_in": house.tuesdays.pk, "hold-on": "2025-10-08"}
    assert client.post(page, held).status_code == 422, "a Wednesday"
    opened = client.post(page, held | {"hold-on": "2025-10-07"})
    row = Gathering.objects.get(on=date(2025, 10, 7))
    assert opened.url == url("gathering", row.public_id)
    one = {"act": "came", "came-email": "zoe@example.org", "came-given_name": "Zoé",
           "came-family_name": "Y", "came-kind": house.words["agent"].pk}  # fmt: skip
    assert client.post(opened.url, one).status_code == 302
    sheet = {"act": "keep", "keep-title": "Permanence", "keep-sheet": "Deux questions."}
    assert client.post(opened.url, sheet).status_code == 302
    assert row.pk not in queries.without_sheet(TODAY).values_list("pk", flat=True)
    assert client.post(opened.url, {"act": "miss", "miss-because": "Non"}).status_code == 422
    came = Came.objects.get()
    assert client.post(url("drop", row.public_id, came.pk)).status_code == 302
    assert not row.came.exists()
    assert "4 novembre" in plain(Client().get(url("drop_ins")).text)
    rule = {"act": "rule", "rule-label": "Autre", "rule-rank": "2", "rule-weekday": "3",
            "rule-starts": "11:00", "rule-ends": "10:00", "rule-since": "2025-01-01"}  # fmt: skip
    assert client.post(page, rule).status_code == 422
    assert client.post(page, rule | {"rule-ends": "12:00"}).status_code == 302


def test_a_hybrid_meeting_counts_its_kinds_compares_its_total_and_keeps_what_was_told(
    house, amina, client
):
    client.force_login(amina)
    typed = {"act": "plan", "plan-title": "Rencontres", "plan-on": "2025-06-11"}
    page = client.post(url("meetings"), typed).url
    many = {"act": "count", "count-kind": house.words["elected"].pk, "count-on_site": "12",
            "count-remote": "8"}  # fmt: skip
    assert client.post(page, many).status_code == 302
    other = many | {"count-kind": house.words["agent"].pk, "count-on_site": "40",
                    "count-remote": "0"}  # fmt: skip
    assert client.post(page, other).status_code == 302
    row = Gathering.objects.get()
    actions.note_coming(row, amina.person, kind=house.words["agent"], remote=True, **house.now)
    told = {"act": "keep", "keep-title": "Rencontres", "keep-said_total": "200"}
    assert client.post(page, told).status_code == 302
    talk = {"act": "tell", "tell-title": "Une fabrique", "tell-teller": "La Drôme"}
    assert client.post(page, talk).status_code == 302
    text = plain(client.get(page).text)
    assert "200 participant·es annoncé·es, 61 dans la liste" in text
    assert "1 retour" in text
    assert [(one.kind, one.on_site, one.remote) for one in queries.lines(row)] == [
        ("agents", 40, 1), ("élu·es", 12, 8),
    ]  # fmt: skip
    assert "61 personnes" in plain(client.get(url("meetings")).text)
    coming = actions.plan(title="Demain", on=date(2025, 10, 9), **house.now)
    with pytest.raises(Refused, match="pas encore eu lieu"):
        actions.note_coming(coming, amina.person, **house.now)
    actions.call_off(coming, because="Neige.", **house.now)
    assert "Neige." in client.get(url("gathering", coming.public_id)).text


def test_a_community_welcomes_meets_at_its_rhythm_shares_and_grows(house, amina, farida, client):
    page = url("community", house.stories.public_id)
    assert Client().post(page, {"act": "join"}).url.startswith(reverse("account_login"))
    client.force_login(farida)
    session = actions.plan(
        title="Séance 1", on=date(2025, 2, 2), community=house.stories, sheet="Entre nous.",
        **house.now,
    )  # fmt: skip
    actions.share(house.stories, title="Carnet", on=TODAY, link="https://e.org/c", **house.now)
    actions.share(house.stories, title="Repères", on=TODAY, link="https://e.org/r",
                  collective=True, **house.now)  # fmt: skip
    outside = client.get(page).text
    assert "Un retour d’allié" in outside
    assert "Repères" in outside
    assert "Entre nous." not in outside
    assert "Carnet" not in outside
    for _ in range(2):
        assert client.post(page, {"act": "join"}).status_code == 302
    letter = plain(Message.objects.get(key__startswith="allies.joined:").text)
    for word in ("Contents de vous voir.", "Apprendre ensemble.", "recits@example.org"):
        assert word in letter
    inside = client.get(page).text
    assert "Entre nous." in inside
    assert "Carnet" in inside
    assert "Réunir\u00a0: Mise en récits" in {str(one.label) for one in to_do(amina, NOW)}
    year = (date(2025, 1, 1), date(2025, 12, 31))
    assert queries.rhythm(house.stories, *year, TODAY) == (1, 3)
    assert session.nature == "session"
    frame = WorkFrame.objects.create(label="2026", starts=TODAY, ends=TODAY, at=NOW, by=amina)
    stream = Workstream.objects.create(
        frame=frame, title="Récits 2022", pitch="x", at=NOW, by=amina
    )
    staff = Client()
    staff.force_login(amina)
    desk = url("keep_community", house.stories.public_id)
    host = {"act": "host", "host-structure": "Le centre", "host-starts": "2025-01-01"}
    assert staff.post(desk, host).status_code == 302
    assert staff.post(desk, host).status_code == 422, "twice"
    row = house.stories.hosts.get()
    assert staff.post(url("end_host", house.stories.public_id, row.pk)).status_code == 302
    member = house.stories.members.get()
    for sent in (
        {"act": "plan", "plan-title": "Séance 2", "plan-on": "2025-12-01"},
        {"act": "join", "join-email": "b@example.org", "join-given_name": "B",
         "join-family_name": "C"},
        {"act": "share", "share-title": "Kit", "share-on": "2025-01-01",
         "share-link": "https://e.org/k"},
    ):  # fmt: skip
        assert staff.post(desk, sent).status_code == 302
    assert Gathering.objects.get(title="Séance 2").agenda == house.stories.agenda
    assert staff.post(url("take_out", house.stories.public_id, member.pk)).status_code == 302
    closed = {"act": "close", "close-on": "2025-10-01", "close-because": "Elle grandit."}
    assert staff.post(desk, closed | {"close-because": ""}).status_code == 422
    assert staff.post(desk, closed | {"close-extended_into": stream.pk}).status_code == 302
    assert Community.objects.get().state == "extended"
    ended = client.get(page).text
    assert "Récits 2022" in ended
    assert client.post(page, {"act": "join"}).status_code == 422
    assert "prolongée" in staff.get(url("keep_communities")).text


def test_what_an_organ_is_made_of_is_counted_over_the_years(house, amina, farida, gerard, client):
    board = organs.name_organ("Le CA", "tout", by=amina, at=NOW)
    old = organs.give_mandate(board, gerard.person, starts=date(2019, 1, 1), **house.now)
    new = organs.give_mandate(board, farida.person, title="Trésorière", starts=TODAY, **house.now)
    client.force_login(amina)
    page = url("composition", board.public_id)
    sent = {"act": f"siege-{new.pk}", f"siege-{new.pk}-structure": "Le Labo",
            f"siege-{new.pk}-kind": house.words["state"].pk,
            f"siege-{new.pk}-age": "young"}  # fmt: skip
    assert client.post(page, sent).status_code == 302
    func = {"act": f"siege-{old.pk}", f"siege-{old.pk}-by_function": "on"}
    assert client.post(page, func).status_code == 302
    rows = queries.seats(board)
    assert queries.composition(rows, TODAY)["kinds"] == [("non dit", 1, 50), ("État", 1, 50)]
    assert queries.composition(rows, date(2020, 12, 31))["kinds"] == [("non dit", 1, 100)]
    text = client.get(page).text
    for word in ("Le Labo", "siège par sa fonction", "2020", "moins de 35 ans"):
        assert word in text


def test_each_page_opens_to_whom_it_is_promised(house, amina, farida, gerard):
    one = actions.sign(farida.person, house.words["self"], signed_on=TODAY, **house.now)
    row = actions.plan(title="Rencontre", on=TODAY, **house.now)
    board = organs.name_organ("Le CA", "tout", by=amina, at=NOW)
    askers = {"visitor": Client(), "ally": Client(), "stranger": Client(), "staff": Client()}
    for name, user in (("ally", farida), ("stranger", gerard), ("staff", amina)):
        askers[name].force_login(user)
    promised = {
        (200, 200, 200, 200): [url("public"), url("sign"), url("drop_ins"), url("communities"),
                               url("community", house.stories.public_id)],
        (302, 200, 200, 200): [url("mine")],
        (404, 200, 404, 404): [url("own", one.public_id)],
        (302, 403, 403, 200): [url("allies"), url("allies_export"), url("bringings"),
                               url("customs"),
                               url("keep_drop_ins"), url("meetings"), url("keep_communities")],
        (404, 404, 404, 200): [url("ally", one.public_id), url("gathering", row.public_id),
                               url("keep_community", house.stories.public_id),
                               url("composition", board.public_id)],
    }  # fmt: skip
    for expected, pages in promised.items():
        for page in pages:
            found = tuple(client.get(page).status_code for client in askers.values())
            assert found == expected, page


def test_no_hostile_field_breaks_a_page_and_lists_cost_the_same(house, amina, farida, cost):
    board = organs.name_organ("Le CA", "tout", by=amina, at=NOW)
    organs.give_mandate(board, farida.person, starts=TODAY, **house.now)
    staff = Client()
    staff.force_login(amina)
    own = Client()
    own.force_login(farida)

    def more(rank):
        body = actions.structure(f"Structure {rank}", **house.now)
        who = find_or_add(f"p{rank}@example.org", "P", str(rank), **house.now)
        one = actions.sign(who, house.words["association"], organisation=body, capacity="Élue",
                           signed_on=TODAY, listed=True, **house.now)  # fmt: skip
        actions.bring(one, nature="method", title="x", said="y", **house.now)
        row = actions.plan(title="Rencontre", on=TODAY, **house.now)
        told = actions.note_coming(row, who, organisation=body, **house.now)
        made = actions.keep_community(label=f"C{rank}", theme="x", opened_on=TODAY, **house.now)
        actions.host(made, body, starts=TODAY, **house.now)
        actions.join(house.stories, who, **house.now)
        actions.plan(title="Séance", on=TODAY - timedelta(rank), community=house.stories,
                     **house.now)  # fmt: skip
        return one, row, told

    one, row, told = more(0)
    row_, group = (row.public_id,), (house.stories.public_id,)
    mine = actions.sign(farida.person, house.words["self"], signed_on=TODAY, **house.now)
    host = actions.host(house.stories, one.organisation, starts=TODAY, **house.now)
    listed = [(Client(), url("public")), (Client(), url("communities")), (staff, url("allies")),
              (staff, url("bringings")), (staff, url("meetings")), (staff, url("keep_communities")),
              (staff, url("keep_community", *group)), (staff, url("keep_drop_ins")),
              (Client(), url("community", *group)), (own, url("mine"))]  # fmt: skip
    before = [cost(who, page) for who, page in listed]
    more(1), more(2)
    assert [cost(who, page) for who, page in listed] == before
    places = {
        "public": (), "sign": (), "confirm": ("x",), "drop_ins": (), "communities": (),
        "community": group, "mine": (), "own": (mine.public_id,), "allies": (), "allies_export": (),
        "bringings": (),
        "customs": (), "ally": (one.public_id,), "keep_drop_ins": (), "meetings": (),
        "gathering": row_, "drop": (*row_, told.pk), "keep_communities": (),
        "keep_community": group, "end_host": (*group, host.pk),
        "take_out": (*group, house.stories.members.order_by("pk")[0].pk),
        "composition": (board.public_id,),
    }  # fmt: skip
    assert failures("allies", places, {"visitor": Client(), "staff": staff, "own": own}) == []


def test_the_report_takes_the_figures_of_the_alliance_from_their_rows(house, amina, farida):
    body = actions.structure("Le Foyer", **house.now)
    for kind, more in (("self", {}), ("association", {"organisation": body, "capacity": "Élue",
                                                      "department": "974"})):  # fmt: skip
        actions.sign(farida.person, house.words[kind], signed_on=date(2025, 3, 1), **more,
                     **house.now)  # fmt: skip
    row = actions.hold(house.tuesdays, date(2025, 10, 7), **house.now)
    actions.note_coming(row, farida.person, **house.now)
    actions.miss(house.tuesdays, date(2025, 8, 5), because="Congés.", **house.now)
    met = actions.plan(title="Rencontres", on=date(2025, 6, 11), **house.now)
    actions.tell(met, title="Une fabrique", teller="La Drôme", **house.now)
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    expected = {
        "signed_bodies": 1, "signed_people": 1, "active_allies": 2, "drop_ins": 1,
        "drop_ins_missed": 9, "communities": 1, "alliance_meetings": 1,
    }  # fmt: skip
    found = {key: FIGURES[key](year) for key in expected}
    assert {key: one.value for key, one in found.items()} == expected
    assert plain(found["signed_bodies"].note) == "Dont outre-mer : 1."
    assert any("Congés." in one for one in found["drop_ins_missed"].rows.cells)
    assert found["communities"].rows.cells == [("Mise en récits", "en activité", "", 0, 3)]
    assert found["alliance_meetings"].rows.cells[0][-1] == 1
    before = FIGURES["signed_people"](Period(date(2024, 1, 1), date(2024, 12, 31)))
    assert before.value == 0
