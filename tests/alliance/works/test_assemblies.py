"""An assembly in several times: prepared, announced, counted, voted, told; then forgotten."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.alliance.models import Organ
from cordee.alliance.works import exports, waiting
from cordee.alliance.works.actions import assemblies as actions
from cordee.alliance.works.actions import workstreams
from cordee.alliance.works.actions.retention import retire_guests
from cordee.alliance.works.models import Assembly, AssemblyDay, AssemblyGuest
from cordee.alliance.works.queries import assemblies as queries
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from tests.alliance.works.conftest import NOW

FIRST, SECOND = date(2025, 3, 20), date(2025, 5, 10)
LATER = NOW + timedelta(days=90)


def url(name, *args):
    return reverse(f"works:{name}", args=args)


@pytest.fixture
def assembly(frame, amina):
    """Two times: one remote, one on site and remote; the bureau meets by it."""
    now = {"by": amina, "at": NOW}
    made = actions.keep_assembly(
        "Assemblée des alliés", kind="assembly", aim="", organ=frame.organ, **now
    )
    actions.keep_day(made, FIRST, "remote", aim="Lancer", link="https://example.org/v", **now)
    actions.keep_day(made, SECOND, "hybrid", aim="Valider", place="Lens",
                     link="https://example.org/w", **now)  # fmt: skip
    return made


def test_a_guest_is_written_to_once_answers_by_day_and_is_counted_by_mode(
    assembly, workstream, ally, amina, gerard
):
    now = {"by": amina, "at": NOW}
    first, second = assembly.days.order_by("on")
    people = [*queries.of_the_alliance(NOW, NOW.date()), gerard.person]
    assert ally.person in people
    assert actions.invite(assembly, people, **now) == len(people)
    assert not Message.objects.exists()
    assert list(waiting.to_do(gerard, NOW)) == []
    actions.announce(assembly, **now)
    assert actions.invite(assembly, people, **now) == 0
    letters = Message.objects.filter(key__startswith="works.assembly:")
    assert letters.count() == len(people)
    assert "Lens" in letters.get(to=gerard.email).text
    assert len(list(waiting.to_do(gerard, NOW))) == 2
    actions.reply(first, gerard.person, "remote", by=gerard, at=NOW)
    with pytest.raises(Refused, match="sur place, à distance"):
        actions.reply(first, gerard.person, "on_site", by=gerard, at=NOW)
    assert len(list(waiting.to_do(gerard, NOW))) == 1
    assert exports.assemblies(gerard.person, NOW)["invitations"][0]["temps"][0]["réponse"] == (
        "remote"
    )
    with pytest.raises(Refused, match="pas encore eu lieu"):
        actions.count(first, on_site=None, remote=100, **now)
    then = {"by": amina, "at": LATER}
    actions.count(first, on_site=None, remote=100, **then)
    guest = AssemblyGuest.objects.get(person=gerard.person)
    actions.note_came(second, {guest.pk: "on_site"}, **then)
    assert [queries.counted(one).every for one in queries.days(assembly)] == [100, 1]
    with pytest.raises(Refused, match="plus de voix"):
        actions.vote(second, "Le cap ?", favour=2, against=0, abstained=0, **then)
    voted = actions.vote(second, "Le cap ?", favour=1, against=0, abstained=0, **then)
    assert voted.carried
    actions.close(assembly, "Nous avons décidé.", **then)
    organ = Organ.objects.get()
    held = {one.on: one.attended for one in organ.meetings.order_by("on")}
    assert held == {FIRST: 100, SECOND: 1}
    with pytest.raises(Refused, match="ne change plus"):
        actions.vote(second, "Encore ?", favour=1, against=0, abstained=0, **then)
    assert retire_guests(at=LATER) == 0
    assert retire_guests(at=LATER + timedelta(days=1100)) == len(people)
    assert [queries.counted(one).every for one in queries.days(assembly)] == [100, 1]


def test_an_assembly_is_prepared_held_and_read_from_its_pages(assembly, workstream, ally, amina):
    staff, hers, visitor = Client(), Client(), Client()
    staff.force_login(amina)
    hers.force_login(ally)
    one = assembly.public_id
    assert hers.get(url("assemblies")).status_code == 403
    assert {hers.get(url(name, one)).status_code for name in ("prepare", "assembly")} == {404}
    assert visitor.get(url("assembly", one)).status_code == 302
    made = staff.post(url("assemblies"), {"title": "Séminaire", "kind": "seminar"})
    seminar = Assembly.objects.get(kind="seminar")
    assert made.url == url("prepare", seminar.public_id)
    assert staff.post(url("announce", seminar.public_id)).status_code == 422
    bad = {"temps-on": "2025-03-21", "temps-mode": "on_site", "temps-aim": "Prioriser"}
    assert staff.post(url("day", seminar.public_id), bad).status_code == 422
    good = bad | {"temps-place": "Loos"}
    assert staff.post(url("day", seminar.public_id), good).status_code == 302
    assert "Rien à l’ordre du jour" not in staff.get(url("prepare", seminar.public_id)).text
    first, second = assembly.days.order_by("on")
    part = {"sequence-half": "am", "sequence-title": "Rétrospective", "sequence-aim": "Comprendre",
            "sequence-duty": "progress"}  # fmt: skip
    assert staff.post(url("part", first.pk), part).status_code == 302
    assert staff.post(url("part", first.pk), {**part, "sequence-aim": ""}).status_code == 422
    page = staff.get(url("prepare", one)).text
    assert "prévoit de mesurer les avancées" in page
    assert "pour développer le patrimoine commun" in page
    offer = {"offre-title": "Une salle d’écoute"}
    assert staff.post(url("offer", one), offer).status_code == 302
    sent = {"addresses": f"{ally.email}, personne@nulle.part"}
    assert "personne@nulle.part" in staff.post(url("guests", one), sent, follow=True).text
    assert staff.post(url("announce", one)).status_code == 302
    workstreams.present(workstream, on=FIRST, assembly=assembly, by=amina, at=NOW)
    page = hers.get(url("assembly", one)).text
    for word in ("Rétrospective", "Le matin", "Une salle d’écoute", workstream.title,
                 "https://example.org/v"):  # fmt: skip
        assert word in page
    assert hers.post(url("reply", second.pk), {"way": "on_site"}).status_code == 302
    assert hers.post(url("reply", first.pk), {"way": "on_site"}).status_code == 422
    assert hers.get(url("guests", one)).status_code == 404
    with time_machine.travel(LATER, tick=False):
        staff.force_login(amina)
        hers.force_login(ally)
        seen = {f"venue-{AssemblyGuest.objects.get(person=ally.person).pk}": "remote"}
        assert staff.post(url("came", second.pk), seen).status_code == 302
        count = {f"compte-{first.pk}-remote": "100"}
        assert staff.post(url("count", first.pk), count).status_code == 302
        wrong = {f"compte-{first.pk}-on_site": "3"}
        assert staff.post(url("count", first.pk), wrong).status_code == 422
        vote = {f"vote-{first.pk}-text": "Le cap ?", f"vote-{first.pk}-favour": "60",
                f"vote-{first.pk}-against": "5", f"vote-{first.pk}-abstained": "2"}  # fmt: skip
        assert staff.post(url("vote", first.pk), vote).status_code == 302
        assert staff.post(url("held", one), {"minutes": ""}).status_code == 422
        assert staff.post(url("held", one), {"minutes": "**Décidé.**"}).status_code == 302
        page = hers.get(url("assembly", one)).text
    for word in ("<strong>Décidé.</strong>", "100\u00a0personnes", "60 pour", "adopté"):
        assert word in page
    assert "https://example.org/v" not in page


def test_the_pages_of_an_assembly_cost_the_same_with_more_rows(assembly, amina, ally, gerard, cost):
    staff = Client()
    staff.force_login(amina)
    day = AssemblyDay.objects.order_by("on").first()
    now = {"by": amina, "at": NOW}
    actions.invite(assembly, [ally.person], **now)
    actions.announce(assembly, **now)
    actions.reply(day, ally.person, "remote", by=ally, at=NOW)
    actions.add_part(day, "am", "Un", aim="Un", **now)
    one = assembly.public_id
    pages = [url("assemblies"), url("came", day.pk),
             *(url(name, one) for name in ("prepare", "guests", "held", "assembly"))]  # fmt: skip
    few = [cost(staff, page) for page in pages]
    actions.invite(assembly, [gerard.person, amina.person], **now)
    actions.reply(day, gerard.person, "remote", by=gerard, at=NOW)
    seminar = actions.keep_assembly("Séminaire", kind="seminar", **now)
    actions.keep_day(seminar, date(2025, 6, 2), "remote", aim="x", link="https://a.org", **now)
    actions.announce(seminar, **now)
    actions.add_part(day, "pm", "Deux", aim="Deux", **now)
    actions.keep_day(assembly, date(2025, 6, 1), "remote", aim="x", link="https://a.org", **now)
    assert [cost(staff, page) for page in pages] == few
    hers = Client()
    hers.force_login(ally)
    listed = hers.get(url("public")).text
    assert (assembly.title in listed, seminar.title in listed) == (True, False)
