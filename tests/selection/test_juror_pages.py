"""A juror at work: interests first, then her queue, her grid, and nothing of what she left."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from cordee.applications import actions as writing
from cordee.calls.actions import publish
from cordee.people.models import Organisation, User
from cordee.selection import actions, queries
from cordee.selection.models import Mark, Recusal
from tests.selection.conftest import CLOSED, DURING, judged

OPENED = datetime(2024, 11, 1, tzinfo=UTC)


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


def test_a_juror_declares_before_she_reads(client, panel, denise, amina, lens):
    actions.seat_juror(panel, denise.person, by=amina, at=CLOSED)
    client.force_login(denise)
    for page in (url("panel", panel), url("grid", panel), url("file", panel, lens.public_id)):
        answer = client.get(page)
        assert answer.status_code == 302
        assert answer["Location"] == url("declare", panel)
    key = url("save", panel, lens.public_id, "pertinence")
    assert client.post(key, {"note-pertinence": "12"}).status_code == 403
    assert not Mark.objects.exists()


def test_a_conflict_without_reason_is_asked_again_and_nothing_is_lost(  # noqa: PLR0917 - fixtures, by name
    client, panel, denise, amina, lens, lille
):
    actions.seat_juror(panel, denise.person, by=amina, at=CLOSED)
    client.force_login(denise)
    sent = {
        f"deport-{lens.application.public_id}": "on",
        f"deport-{lille.application.public_id}": "on",
        f"raison-{lille.application.public_id}": "Ma sœur en est la maire.",
    }
    answer = client.post(url("declare", panel), sent)
    assert answer.status_code == 422
    assert "Ma sœur en est la maire." in answer.text
    assert not Recusal.objects.exists()
    sent[f"raison-{lens.application.public_id}"] = "J’y travaille."
    assert client.post(url("declare", panel), sent).status_code == 302
    assert Recusal.objects.standing().count() == 2
    page = client.get(url("panel", panel))
    assert "Arras" in page.text
    assert "Lens" not in page.text


def test_the_house_points_at_what_it_sees(client, panel, denise, amina, lens):
    own = Organisation.objects.create(
        name="Mairie", kind="autre", territory_code=lens.application.territory.insee
    )
    actions.seat_juror(panel, denise.person, organisation=own, by=amina, at=CLOSED)
    client.force_login(denise)
    page = client.get(url("declare", panel)).text
    assert page.count("Votre organisation représente le territoire candidat.") == 1


def test_every_mark_is_kept_at_once_and_says_so(reader, panel, juror, lens):
    answer = reader.post(
        url("save", panel, lens.public_id, "pertinence"),
        {"note-pertinence": "12,5", "mot-pertinence": "Clair."},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert answer["X-Saved"].startswith("Enregistr")
    made = Mark.objects.get()
    assert (made.value, made.comment, made.given) == (Decimal("12.5"), "Clair.", True)


@pytest.mark.parametrize(
    "typed", ["vingt", "21", "12,3", "-1", "NaN", "1e9", "\0", "<b>", "9" * 400]
)
def test_a_wrong_mark_is_refused_in_words_and_its_comment_kept(reader, panel, lens, typed):
    answer = reader.post(
        url("save", panel, lens.public_id, "pertinence"),
        {"note-pertinence": typed, "mot-pertinence": ""},
    )
    assert answer.status_code in {200, 422}
    assert not Mark.objects.filter(given=True).exists()
    page = reader.post(
        url("file", panel, lens.public_id),
        {
            "note-pertinence": "vingt",
            "mot-pertinence": "Mon avis",
            "note-equipe": "10",
            "mot-equipe": "",
        },
    )
    assert page.status_code == 422
    assert "Mon avis" in page.text
    assert "vingt" in page.text
    assert Mark.objects.get(criterion="equipe").value == 10


def test_abstaining_is_not_forgetting(reader, panel, juror, lens):
    save = url("save", panel, lens.public_id, "pertinence")
    reader.post(save, {"note-pertinence": "", "mot-pertinence": "À revoir."})
    assert not Mark.objects.get().given
    reader.post(save, {"nsp-pertinence": "1", "mot-pertinence": "À revoir."})
    assert Mark.objects.get().given
    assert Mark.objects.get().value is None
    reader.post(save, {"note-pertinence": "", "mot-pertinence": ""})
    assert Mark.objects.get().withdrawn_at is not None


def test_without_javascript_the_whole_page_is_saved_then_the_next_file_opens(
    reader, panel, juror, lens
):
    answer = reader.post(
        url("file", panel, lens.public_id),
        {
            "note-pertinence": "14",
            "mot-pertinence": "",
            "note-equipe": "20",
            "mot-equipe": "",
            "next": "1",
        },
    )
    assert answer.status_code == 302
    assert str(lens.public_id) not in answer["Location"]
    assert answer["Location"].endswith("#messages"), "the next file is read from its top"
    assert Mark.objects.filter(given=True).count() == 2


def test_once_all_is_marked_the_next_file_is_her_summary(reader, panel, juror, lens, lille, arras):  # noqa: PLR0917 - fixtures
    for deposit in (lille, arras):
        for key in ("pertinence", "equipe"):
            by = juror.person.user
            actions.mark(juror, deposit, key, Decimal(10), by=by, at=CLOSED)
    page = reader.get(url("file", panel, lens.public_id)).text
    assert '<a href="#reponse-besoins">Besoins</a>' in page
    assert 'id="reponse-besoins"' in page
    answer = reader.post(
        url("file", panel, lens.public_id),
        {"note-pertinence": "9", "mot-pertinence": "", "note-equipe": "20", "mot-equipe": "",
         "next": "1"},
    )  # fmt: skip
    assert answer["Location"] == url("panel", panel)
    assert "Tout est noté" in reader.get(url("panel", panel)).text


def test_the_whole_grid_saves_what_changed_and_keeps_comments(reader, panel, juror, lens, lille):
    actions.mark(
        juror, lens, "pertinence", Decimal(8), comment="Gardé.", by=juror.person.user, at=CLOSED
    )
    sent = {
        f"note-{lens.public_id}-pertinence": "9",
        f"note-{lens.public_id}-equipe": "nsp",
        f"note-{lille.public_id}-pertinence": "",
        f"note-{lille.public_id}-equipe": "20",
    }
    assert reader.post(url("grid", panel), sent).status_code == 302
    assert Mark.objects.get(deposit=lens, criterion="pertinence").comment == "Gardé."
    assert Mark.objects.get(deposit=lens, criterion="pertinence").value == 9
    assert Mark.objects.get(deposit=lille).value == 20
    sent[f"note-{lille.public_id}-pertinence"] = "beaucoup"
    answer = reader.post(url("grid", panel), sent)
    assert answer.status_code == 422
    assert "beaucoup" in answer.text


def test_a_file_left_does_not_exist_any_more(reader, panel, juror, lens, denise):
    actions.mark(juror, lens, "pertinence", Decimal(8), by=denise, at=CLOSED)
    answer = reader.post(url("withdraw", panel, lens.public_id), {"reason": "Un lien découvert."})
    assert answer.status_code == 302
    assert Mark.objects.get().withdrawn_at is not None
    for name in ("file", "withdraw"):
        assert reader.get(url(name, panel, lens.public_id)).status_code == 404
    assert reader.post(url("file", panel, lens.public_id), {"note-equipe": "10"}).status_code == 404
    key = url("save", panel, lens.public_id, "pertinence")
    assert reader.post(key, {"note-pertinence": "12"}).status_code == 404
    for name in ("panel", "grid", "declare"):
        page = reader.get(url(name, panel)).text
        assert "Lens" not in page
        assert str(lens.public_id) not in page
    assert "sur 2" in reader.get(url("panel", panel)).text


def test_the_others_show_only_once_her_grid_is_whole(reader, panel, juror, other, lens, denise):  # noqa: PLR0917 - fixtures, by name
    actions.mark(
        other,
        lens,
        "pertinence",
        Decimal(3),
        comment="Trop vague.",
        by=other.person.user,
        at=CLOSED,
    )
    page = url("file", panel, lens.public_id)
    actions.mark(juror, lens, "pertinence", Decimal(8), by=denise, at=CLOSED)
    assert "Trop vague." not in reader.get(page).text
    actions.mark(juror, lens, "equipe", None, by=denise, at=CLOSED)
    assert "Trop vague." in reader.get(page).text


def test_closed_marks_are_read_not_written(reader, panel, juror, lens, amina):
    actions.close_marks(panel, by=amina, at=CLOSED)
    key = url("save", panel, lens.public_id, "pertinence")
    answer = reader.post(key, {"note-pertinence": "12"})
    assert answer.status_code == 422
    assert "closes" in answer.text
    assert reader.get(url("file", panel, lens.public_id)).status_code == 200


def test_nobody_else_finds_the_panel(client, panel, juror, lens, other, amina, hortense, farida):  # noqa: PLR0917 - fixtures, by name
    for user in (amina, hortense, farida):
        client.force_login(user)
        for page in (url("panel", panel), url("file", panel, lens.public_id), url("grid", panel)):
            assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("name", "shared", "most"),
    [("panel", False, 8), ("panel", True, 6), ("grid", False, 8), ("grid", True, 7),
     ("declare", False, 9)],
)  # fmt: skip
def test_a_list_costs_the_same_at_one_and_three_rows(  # noqa: PLR0917 - fixtures, by name
    reader, panel, juror, lens, hand_in, name, shared, most, django_assert_max_num_queries
):
    def share(made):
        if shared:
            juror.assignments.create(application=made.application, at=DURING)

    share(lens)
    reader.get(url(name, panel))
    with django_assert_max_num_queries(most) as few:
        assert reader.get(url(name, panel)).status_code == 200
    for place in ("Douai", "Béthune", "Calais", "Hesdin"):
        share(hand_in(place))
    with django_assert_max_num_queries(len(few)):
        page = reader.get(url(name, panel))
    beyond = reader.get(url(name, panel), {"page": "99"})
    if shared:  # a page too far gives the last one, here the only one
        assert page.text.count("Hesdin") == beyond.text.count("Hesdin") > 0


def test_reading_and_marking_a_file_stay_cheap(
    reader, panel, juror, lens, django_assert_max_num_queries
):
    reader.get(url("file", panel, lens.public_id))  # the first opening is an act, logged
    with django_assert_max_num_queries(10):
        assert reader.get(url("file", panel, lens.public_id)).status_code == 200
    with django_assert_max_num_queries(13):
        reader.post(url("save", panel, lens.public_id, "equipe"), {"note-equipe": "10"})


def test_what_the_call_keeps_from_the_jury_is_not_read(client, denise, amina):
    definition = judged(key="autre-appel")
    section = definition.data()["form"]["sections"][0]
    section["questions"].append(
        {"key": "salaire", "label": "Salaire", "kind": "text", "audience": "staff"}
    )
    edition = publish(
        judged(key="autre-appel", form={"sections": [section]}), {}, by=None, at=OPENED
    )
    owner = User.objects.create_user("autre@example.org")
    application = writing.start(edition, body_name="Ault", by=owner, at=DURING)
    for key in ("besoins", "salaire"):
        writing.save_answer(application, key, f"Ma réponse {key}.", by=owner, at=DURING)
    made = writing.deposit(application, by=owner, at=DURING)
    panel = actions.open_panel(edition, "jury", by=amina, at=CLOSED)
    juror = actions.seat_juror(panel, denise.person, by=amina, at=CLOSED)
    actions.declare(juror, {}, by=denise, at=CLOSED)
    client.force_login(denise)
    page = client.get(url("file", panel, made.public_id)).text
    assert "Ma réponse besoins." in page
    assert "Ma réponse salaire." not in page
    assert "Salaire" not in page


def test_the_least_read_come_first_then_an_order_of_ones_own(  # noqa: PLR0917 - fixtures, by name
    panel, hand_in, sits, denise, etienne, gerard, hortense
):
    for number in range(9):
        hand_in(f"Village {number}")
    first, *others = [sits(user) for user in (denise, etienne, gerard, hortense)]
    orders = {tuple(one.pk for one in queries.queue(juror)) for juror in (first, *others)}
    assert len(orders) == 4
    assert len({tuple(sorted(order)) for order in orders}) == 1
    assert all(queries.queue(first).first() == queries.queue(first).first() for _ in range(3))
    wanted = queries.queue(first)[0]
    by = others[0].person.user
    actions.mark(others[0], wanted, "equipe", Decimal(10), by=by, at=CLOSED)
    assert list(queries.queue(first))[-1] == wanted


class TestSealed:
    @pytest.fixture
    def edition(self, db):  # noqa: ARG002 - a fixture
        stage = {"key": "jury", "label": "Examen", "panel": "jury", "visibility": "sealed"}
        return publish(judged(stages=[stage]), {}, by=None, at=DURING)

    def test_sealed_marks_open_at_the_closing_and_not_after_ones_own(  # noqa: PLR0917 - fixtures
        self, reader, panel, juror, other, lens, amina
    ):
        for seat in (juror, other):
            for key in ("pertinence", "equipe"):
                by = seat.person.user
                actions.mark(
                    seat, lens, key, Decimal(10), comment=f"Dit par {by}.", by=by, at=CLOSED
                )
        theirs = f"Dit par {other.person.user}."
        page = reader.get(url("file", panel, lens.public_id)).text
        assert "s’ouvrent à la clôture des notes" in page
        assert theirs not in page
        sent = {"message": "Et vous ?", "destinataires": "jury"}
        assert reader.post(url("remark", panel, lens.public_id), sent).status_code == 403
        actions.close_marks(panel, by=amina, at=CLOSED)
        assert theirs in reader.get(url("file", panel, lens.public_id)).text
