"""The programme of a meeting: laid out from the call, read by whoever comes, told by speakers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from cordee.calls.actions import publish
from cordee.journeys import actions, entrances, queries, reminders_programme, waiting_programme
from cordee.journeys.calendars import feed
from cordee.journeys.models import Cohort, Item, Material, Meeting, Participation, Speaker
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.ledger.reminders import remind
from cordee.people.actions import erase
from cordee.people.models import User
from cordee.programme.schema import Definition
from cordee.selection.actions import release
from tests.journeys.conftest import RELEASED, account, definition, laureate, ruled

J1 = datetime(2025, 2, 27, 8, 30, tzinfo=UTC)


def j1(cohort: Cohort) -> Meeting:
    rows = Meeting.objects.select_related("cohort__edition__current")
    return rows.get(cohort=cohort, key="j1")


def asked(cohort: Cohort, amina: User, **more: Any) -> Speaker:
    fields = {"email": "nour@example.org", "given_name": "Nour", "family_name": "Saïdi",
              "structure": "Agence", **more}  # fmt: skip
    actions.ask_speaker(j1(cohort), by=amina, at=RELEASED, **fields)
    rows = Speaker.objects.select_related("meeting", "person")
    return rows.get(person__email=fields["email"])


def timed(cohort: Cohort, amina: User, label: str = "Apport") -> Item:
    return actions.write_item(
        j1(cohort), begins=0, lasts=180, kind="talk", label=label, by=amina, at=RELEASED
    )


@pytest.fixture
def laid(amina: User) -> Cohort:
    """A cohort whose call gives a day template, an exception, and who does what."""
    told = definition("deroule").data()
    told["year"]["templates"] = [{"key": "jour", "label": "Journée", "slots": [
        {"label": "Apport théorique", "half": "morning", "kind": "talk", "speakers": ["Nour S."]},
        {"label": "Mise en situation", "half": "afternoon", "kind": "workshop"}]}]  # fmt: skip
    for one in told["year"]["meetings"][:2]:
        one["template"] = "jour"
    told["year"]["meetings"][1]["slots"] = [{"label": "Visite", "start": "10:00", "end": "12:00"}]
    told["year"]["meetings"][0]["tasks"] = [
        {"who": "La collectivité", "does": "réserve la salle"},
        {"who": "Le centre", "does": "anime et capitalise"}]  # fmt: skip
    told["year"]["meetings"][0]["note_before"] = "P10D"
    there = publish(Definition.model_validate(told), {}, by=amina, at=RELEASED)
    ruling = ruled(there, amina)
    laureate(there, ruling, "Ducos", [], amina)
    release(ruling, by=amina, at=RELEASED)
    return Cohort.objects.get(edition=there)


def test_the_call_lays_the_days_out_with_their_exceptions_and_who_does_what(
    laid: Cohort, amina: User
):
    found = {
        one.key: [
            (turn.hours.said().replace("\N{NO-BREAK SPACE}", " "), turn.item.label, turn.who)
            for turn in queries.programme(one).turns
        ]
        for one in laid.meetings.filter(participation=None).order_by("pk")
    }
    assert found == {
        "j1": [
            ("9 h 30 – 12 h 30", "Apport théorique", "Nour S."),
            ("14 h – 17 h", "Mise en situation", ""),
        ],
        "j2": [("10 h – 12 h", "Visite", "")],
    }
    duties = [(one.who, one.does) for one in queries.programme(j1(laid)).duties]
    assert duties == [
        ("La collectivité", "réserve la salle"),
        ("Le centre", "anime et capitalise"),
    ]
    assert actions.lay_out(j1(laid), by=amina, at=RELEASED) == 0


def test_the_programme_moves_with_its_meeting_and_is_told_in_the_calendars(
    laid: Cohort, amina: User
):
    actions.move_meeting(j1(laid), starts=J1 + timedelta(days=7, minutes=30), by=amina, at=RELEASED)
    meeting = j1(laid)
    content = feed("C", [meeting], private=False, programmes=queries.told([meeting]))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    said = str(event["description"]).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "10 h – 13 h : Apport théorique (Nour S.)\n14 h 30 – 17 h 30 : Mise en situation"


def test_the_team_writes_times_and_a_time_that_ends_before_it_starts_is_refused(
    staff: Client, cohort: Cohort
):
    page = reverse("journeys:new_item", args=[j1(cohort).public_id])
    typed = {"label": "Accueil", "kind": "other", "day": "1", "start": "09:00", "end": "09:30"}
    assert staff.post(page, typed | {"end": "08:00"}).status_code == 422
    assert staff.post(page, typed).status_code == 302
    item = Item.objects.get()
    assert (item.begins, item.lasts) == (-30, 30)
    change = reverse("journeys:item", args=[j1(cohort).public_id, item.public_id])
    assert 'value="09:00"' in staff.get(change).text
    staff.post(change, typed | {"start": "09:10", "label": "Café"})
    item.refresh_from_db()
    assert (item.begins, item.label) == (-20, "Café")
    gone = reverse("journeys:remove_item", args=[j1(cohort).public_id, item.public_id])
    assert staff.post(gone).status_code == 302
    assert not Item.objects.exists()


def test_duties_are_said_ticked_and_taken_out(staff: Client, cohort: Cohort):
    page = reverse("journeys:duty", args=[j1(cohort).public_id])
    staff.post(page, {"who": "La mairie", "does": "prête la salle"})
    (duty,) = queries.programme(j1(cohort)).duties
    one = reverse("journeys:change_duty", args=[j1(cohort).public_id, duty.public_id])
    staff.post(one, {"done": "1"})
    duty.refresh_from_db()
    assert duty.done_at is not None
    staff.post(one, {"undone": "1"})
    duty.refresh_from_db()
    assert duty.done_at is None
    staff.post(one, {"remove": "1"})
    assert not queries.programme(j1(cohort)).duties


def test_a_territory_of_the_cohort_hosts_and_the_note_is_read_by_everyone_expected(
    staff: Client, lens: Participation, arras: Participation
):
    page = reverse("journeys:prepare", args=[j1(lens.cohort).public_id])
    assert staff.post(page, {"host": "999999", "note": "x"}).status_code == 422
    typed = {"host": str(arras.pk), "note": "Lisez le diagnostic.", "note_days": "5"}
    assert staff.post(page, typed).status_code == 302
    reader = Client()
    reader.force_login(account(lens, "elu"))
    with time_machine.travel(RELEASED, tick=False):
        read = reader.get(reverse("journeys:programme", args=[j1(lens.cohort).public_id])).text
    assert "Lisez le diagnostic." in read
    assert "Arras" in read
    early = datetime(2025, 2, 22, 8, tzinfo=UTC)
    assert remind(reminders_programme.CONTEXT_NOTE, at=early) == 0
    assert remind(reminders_programme.CONTEXT_NOTE, at=early + timedelta(hours=1)) == 4
    assert "Lisez le diagnostic." in Message.objects.filter(key__startswith="reminder:")[0].text
    told = staff.get(page).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "4 personnes ont reçu la note" in told


def test_a_note_the_call_asks_for_waits_for_the_team_until_it_is_written(laid: Cohort, amina: User):
    late = datetime(2025, 2, 18, 9, tzinfo=UTC)
    (task,) = waiting_programme.to_do(amina, late)
    assert (task.tone, "note de contexte" in str(task.label)) == ("bad", True)
    assert not list(waiting_programme.to_do(amina, datetime(2025, 2, 3, tzinfo=UTC)))
    actions.prepare(j1(laid), host=None, note="Lire.", note_days=None, by=amina, at=late)
    assert not list(waiting_programme.to_do(amina, late))


def test_a_speaker_confirms_by_her_own_link_sends_her_material_and_the_cohort_reads_it(
    client: Client, lens: Participation, amina: User
):
    cohort = lens.cohort
    item = timed(cohort, amina)
    speaker = asked(cohort, amina, items=[item])
    letter = Message.objects.get(key__startswith="journeys.speaker:")
    page_of = entrances.speaker_link(speaker).partition(":1")[0]
    link = next(word for word in letter.text.split() if word.startswith(page_of))
    page = link.partition("testserver")[2] or "/" + link.split("/", 3)[3]
    with time_machine.travel(RELEASED, tick=False):
        shown = client.get(page)
        assert "Apport" in shown.text
        assert Speaker.objects.get().state == "asked"
        assert client.post(page, {}).status_code == 422
        assert client.post(page, {"comes": "yes", "words": "Un écran"}).status_code == 302
        wrong = client.post(
            f"{page}supports/", {"file": SimpleUploadedFile("x.exe", b"MZ"), "audience": "cohort"}
        )
        assert wrong.status_code == 422
        assert "ni un document" in wrong.text
        for _turn in range(2):
            pdf = SimpleUploadedFile("récits.pdf", b"%PDF-1.4 x", "application/pdf")
            sent = {"title": "Mes diapos", "file": pdf, "audience": "cohort"}
            assert client.post(f"{page}supports/", sent).status_code == 302
        link_only = {"link": "https://example.org/s", "audience": "staff"}
        assert client.post(f"{page}supports/", link_only).status_code == 302
        found = Material.objects.get(title="Mes diapos")
        reader = Client()
        reader.force_login(account(lens, "tech"))
        read = reader.get(reverse("journeys:programme", args=[j1(cohort).public_id])).text
        assert "Nour Saïdi, Agence" in read
        assert "Mes diapos" in read
        assert "example.org/s" not in read
        file = reader.get(reverse("journeys:material", args=[found.public_id]))
        assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")
        assert client.get(reverse("journeys:material", args=[found.public_id])).status_code == 302
        calendar = client.get(f"{page}rencontre.ics")
        assert b"BEGIN:VEVENT" in calendar.content
        taken = f"{page}supports/{found.public_id}/"
        assert client.post(taken).status_code == 302
    found.refresh_from_db()
    assert (found.removed_at is not None, bool(found.content)) == (True, False)


def test_a_speaker_of_a_meeting_that_moves_is_asked_again(cohort: Cohort, amina: User):
    speaker = asked(cohort, amina)
    actions.answer_speaker(speaker, comes=True, by=None, at=RELEASED)
    actions.move_meeting(
        j1(cohort), starts=J1 + timedelta(days=1), reason="Grève.", by=amina, at=RELEASED
    )
    speaker = asked_again = Speaker.objects.select_related("meeting").get()
    assert asked_again.to_confirm_again
    letter = Message.objects.get(key__startswith="journeys.speaker_moved:")
    assert "pourrez toujours venir" in letter.text
    assert "Grève." in letter.text
    actions.answer_speaker(speaker, comes=True, by=None, at=RELEASED)
    assert not Speaker.objects.select_related("meeting").get().to_confirm_again


def test_the_link_of_someone_no_longer_asked_opens_nothing(
    client: Client, cohort: Cohort, amina: User
):
    speaker = asked(cohort, amina)
    page = "/" + entrances.speaker_link(speaker).split("/", 3)[3]
    actions.withdraw_speaker(speaker, by=amina, at=RELEASED)
    with time_machine.travel(RELEASED, tick=False):
        assert client.get(page).status_code == 410
        assert client.post(page, {"comes": "yes"}).status_code == 410
        assert client.get(f"{page[:-4]}xxx/").status_code == 410
    with pytest.raises(Refused, match="n’a plus lieu"):
        actions.answer_speaker(speaker, comes=True, by=None, at=RELEASED)
    assert Speaker.objects.get().state == "asked"


def test_reminders_say_who_did_not_answer_and_who_comes(cohort: Cohort, amina: User):
    asked(cohort, amina)
    silent, soon = reminders_programme.SPEAKERS.proposals(RELEASED)
    assert (silent.due.date().isoformat(), silent.skip) == ("2025-02-13", "")
    assert (soon.due.date().isoformat(), soon.skip) == ("2025-02-24", "N’a pas confirmé.")
    actions.answer_speaker(Speaker.objects.get(), comes=True, by=None, at=RELEASED)
    silent, soon = reminders_programme.SPEAKERS.proposals(RELEASED)
    assert (silent.skip, soon.skip) == ("A répondu.", "")


READERS = {"visitor": 302, "stranger": 404, "delegate": 200, "left": 404, "staff": 200}
WRITERS = {"visitor": 302, "stranger": 404, "delegate": 404, "left": 404, "staff": 200}


def test_who_reads_and_who_writes_a_programme(
    cohort: Cohort, lens: Participation, arras: Participation, amina: User, hortense: User
):
    users = {"stranger": hortense, "delegate": account(lens, "elu"),
             "left": account(arras, "elu"), "staff": amina}  # fmt: skip
    actions.withdraw(arras, reason="Fusion.", by=amina, at=RELEASED)
    meeting = j1(cohort).public_id
    item = timed(cohort, amina).public_id
    read = ["programme", "programme_paper"]
    write = [("prepare",), ("new_item",), ("item", item), ("new_speaker",), ("duty",)]
    found: dict[str, set[int]] = {}
    wrote: dict[str, set[int]] = {}
    with time_machine.travel(RELEASED + timedelta(days=1), tick=False):
        for who in READERS:
            client = Client()
            if who in users:
                client.force_login(users[who])
            asks = [client.get(reverse(f"journeys:{name}", args=[meeting])) for name in read]
            found[who] = {one.status_code for one in asks}
            pages = [reverse(f"journeys:{name}", args=[meeting, *more]) for name, *more in write]
            wrote[who] = {client.get(page).status_code for page in pages}
    assert found == {who: {code} for who, code in READERS.items()}
    assert wrote == {who: {code} for who, code in WRITERS.items()}


def test_a_meeting_of_one_territory_is_read_by_it_alone(lens: Participation, arras: Participation):
    own = lens.meetings.get(ordinal=1)
    page = reverse("journeys:programme", args=[own.public_id])
    mine, other = Client(), Client()
    mine.force_login(account(lens, "elu"))
    other.force_login(account(arras, "elu"))
    with time_machine.travel(RELEASED, tick=False):
        assert (mine.get(page).status_code, other.get(page).status_code) == (200, 404)


def test_the_programme_costs_the_same_whatever_it_holds(
    staff: Client, cohort: Cohort, amina: User, cost
):
    def grown(rank: int) -> None:
        speaker = asked(cohort, amina, email=f"s{rank}@example.org",
                        items=[timed(cohort, amina, f"T{rank}")])  # fmt: skip
        actions.send_material(
            speaker, title="x", link=f"https://example.org/{rank}", by=None, at=RELEASED
        )
        actions.write_duty(j1(cohort), who=f"q{rank}", does="x", by=amina, at=RELEASED)

    pages = [reverse(f"journeys:{name}", args=[j1(cohort).public_id])
             for name in ("programme", "prepare")]  # fmt: skip
    grown(1)
    few = [cost(staff, page) for page in pages]
    grown(2)
    grown(3)
    assert [cost(staff, page) for page in pages] == few
    assert max(few) <= 15


def test_erasing_a_speaker_takes_her_words_and_her_files(cohort: Cohort, amina: User):
    speaker = asked(cohort, amina)
    actions.answer_speaker(speaker, comes=True, words="Je viens à vélo", by=None, at=RELEASED)
    pdf = SimpleUploadedFile("r.pdf", b"%PDF-1.4 x", "application/pdf")
    actions.send_material(speaker, title="", upload=pdf, by=None, at=RELEASED)
    assert Material.objects.get().title == "r.pdf"
    erase(speaker.person, by=amina, at=RELEASED)
    speaker.refresh_from_db()
    assert (speaker.words, speaker.structure) == ("", "")
    assert not Material.objects.get().content


def test_nothing_is_written_on_a_cancelled_meeting(cohort: Cohort, amina: User):
    item = timed(cohort, amina)
    actions.cancel_meeting(j1(cohort), reason="Grève", by=amina, at=RELEASED)
    with pytest.raises(Refused, match="annulée"):
        timed(cohort, amina)
    with pytest.raises(Refused, match="annulée"):
        actions.remove_item(item, by=amina, at=RELEASED)
    with pytest.raises(Refused, match="annulée"):
        asked(cohort, amina)
