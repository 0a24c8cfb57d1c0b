"""The outbox: a letter exists with its act, leaves once, and its failure is seen."""

import email
import os
import subprocess
import sys
from datetime import timedelta
from email import policy

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from cordee.kernel.findings import Refused
from cordee.ledger import delivery, exports
from cordee.ledger.actions import record
from cordee.ledger.delivery import compose
from cordee.ledger.models import Entry, Message
from cordee.ledger.outbox import claim, forget, give_up, post, release, requeue, retire
from cordee.ledger.queries import forgotten
from cordee.ledger.rules.mail import PAUSES
from cordee.ledger.tasks import DROPS, send, sweep, take_up
from cordee.reactions import ENCLOSED, GIVEN_UP
from tests.ledger.cast import NOON, Tried, dispatch

committed = pytest.mark.django_db(transaction=True)
LETTER = {
    "key": "tests:1/a",
    "to": "camille@example.org",
    "subject": "Votre dossier est déposé !",
    "text": "Bonjour Camille,\n\nC'est fait : https://example.org/x/.",
    "at": NOON,
}


@pytest.fixture
def wire(settings, tmp_path):
    """Name the mail server of the test; returns its folder."""

    def _wire(name="Wire"):
        backend = f"tests.ledger.wires.{name}"
        settings.MAILERS = {
            "default": {"BACKEND": backend, "OPTIONS": {"file_path": str(tmp_path)}}
        }
        return tmp_path

    return _wire


@transaction.atomic
def posted(**changes):
    return post(**{**LETTER, **changes})


def jobs():
    return ProcrastinateJob.objects.filter(task_name="ledger.send").order_by("pk")


@committed
def test_a_letter_and_its_job_exist_only_if_the_act_does():
    with pytest.raises(ZeroDivisionError):
        undone()
    assert not Message.objects.exists()
    assert not ProcrastinateJob.objects.exists()
    posted()
    assert jobs().count() == 1


@transaction.atomic
def undone():
    post(**LETTER)
    raise ZeroDivisionError


@committed
def test_a_letter_is_refused_outside_a_transaction():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        post(**LETTER)


@pytest.mark.django_db
def test_one_key_is_one_letter_however_often_it_is_posted():
    first = posted()
    again = posted(subject="Autre chose")
    assert first == again
    assert again.subject == "Votre dossier est déposé\u202f!"
    assert jobs().count() == 1


@pytest.mark.django_db
def test_a_smuggled_header_is_refused_with_its_reason_and_nothing_is_written():
    with pytest.raises(Refused, match="tient sur une ligne"):
        posted(subject="Bonjour\nBcc: all@example.org")
    assert not Message.objects.exists()


@committed
def test_a_letter_leaves_once_as_one_file(wire):
    folder = wire()
    message = posted(attachments=[("accusé.pdf", "application/pdf", b"%PDF-1.7")])
    assert dispatch(message.pk, at=NOON) == "sent"
    assert dispatch(message.pk, at=NOON) == ""
    assert [path.name for path in folder.glob("*.eml")] == ["tests%3A1%2Fa.eml"]
    assert len((folder / "wire.log").read_text().splitlines()) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.sent_at) == ("sent", 1, NOON)


@pytest.mark.django_db
def test_a_letter_is_readable_by_every_software(settings):
    settings.DEFAULT_FROM_EMAIL = "Cordée <cordee@example.org>"
    message = posted(
        reply_to="equipe@example.org",
        unsubscribe="https://example.org/desabonnement/x/",
        attachments=[("accusé.pdf", "application/pdf", b"%PDF-1.7")],
    )
    mail = email.message_from_bytes(compose(message).message().as_bytes(), policy=policy.default)
    assert mail["Subject"] == "Votre dossier est déposé\u202f!"
    assert mail["Message-ID"].endswith("@example.org>")
    assert mail["Date"].datetime == NOON
    assert mail["Reply-To"] == "equipe@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<https://example.org/desabonnement/x/>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "C’est fait\u00a0: https" in mail.get_body(("plain",)).get_content()
    assert '<a href="https://example.org/x/">' in mail.get_body(("html",)).get_content()
    assert [part.get_filename() for part in mail.iter_attachments()] == ["accusé.pdf"]
    assert compose(message).message()["Message-ID"] == mail["Message-ID"]


@pytest.mark.django_db
def test_headers_that_letters_share_are_read_once_and_written_the_same():
    for number, name in enumerate(("Léa", "Tom")):
        mail = compose(posted(key=f"tests:{number}", subject=f"Des nouvelles d’été, {name}"))
        shared = mail.message(policy=policy.SMTP)
        plain = EmailMultiAlternatives.message(mail, policy=policy.SMTP)
        shared.set_boundary("-")
        plain.set_boundary("-")
        assert shared.as_bytes() == plain.as_bytes()
        read = email.message_from_bytes(shared.as_bytes(), policy=policy.default)
        assert read["Subject"] == f"Des nouvelles d’été, {name}"


@pytest.mark.django_db
def test_what_is_not_kept_is_made_as_the_letter_leaves(monkeypatch):
    made = []
    monkeypatch.setitem(ENCLOSED, "receipt", "tests.ledger.test_outbox")
    monkeypatch.setattr(delivery, "reaction", lambda _: lambda pk: made.append(pk) or b"%PDF")
    message = posted(attachments=[("accuse.pdf", "application/pdf", "receipt:12")])
    assert not made
    mail = email.message_from_bytes(compose(message).message().as_bytes(), policy=policy.default)
    assert [part.get_content() for part in mail.iter_attachments()] == [b"%PDF"]
    assert made == [12]


@pytest.mark.django_db
def test_a_letter_that_answers_an_act_offers_no_unsubscription():
    assert "List-Unsubscribe" not in compose(posted()).message()


@committed
def test_a_failure_is_kept_and_tried_again_later_until_it_is_given_up(wire):
    wire("Refusing")
    message = posted()
    for attempt in range(1, len(PAUSES) + 1):
        assert dispatch(message.pk, at=NOON) == "queued"
        message.refresh_from_db()
        assert message.attempts == attempt
        assert message.error == "ConnectionRefusedError: nobody there"
    assert dispatch(message.pk, at=NOON) == "failed"
    waits = [job.scheduled_at for job in jobs()]
    assert waits[0] is None
    assert waits[1:] == sorted(waits[1:])
    assert len(waits) == 1 + len(PAUSES)
    assert Entry.objects.get().kind == "ledger.message_failed"


@committed
def test_a_refusal_for_good_is_not_tried_again_but_can_be_asked_again(wire, camille):
    (wire("Refusing") / "answer").write_text("550")
    message = posted()
    assert dispatch(message.pk, at=NOON) == "failed"
    assert jobs().count() == 1
    requeue(message, by=camille, at=NOON)
    requeue(message, by=camille, at=NOON)
    message.refresh_from_db()
    assert (message.state, message.attempts, jobs().count()) == ("queued", 0, 2)
    kinds = [entry.kind for entry in Entry.objects.order_by("pk")]
    assert kinds == ["ledger.message_failed", "ledger.message_requeued"]


@committed
def test_a_server_that_asks_to_come_back_is_tried_again(wire):
    (wire("Refusing") / "answer").write_text("451")
    assert dispatch(posted().pk, at=NOON) == "queued"


@committed
def test_a_letter_that_lost_its_job_is_found_and_queued_again():
    message = posted()
    other = posted(key="tests:2")
    later = NOON + timedelta(minutes=1)
    assert not forgotten(before=later)
    jobs().filter(args__message_id=message.pk).delete()
    assert forgotten(before=NOON) == []
    assert forgotten(before=later) == [message]
    assert sweep(timestamp=0) == 1
    assert sweep(timestamp=0) == 0
    assert {job.args["message_id"] for job in jobs()} == {message.pk, other.pk}


@pytest.mark.django_db
def test_the_letters_of_someone_erased_are_emptied_and_never_leave(camille):
    kept = posted(to="dominique@example.org", key="tests:2")
    posted(attachments=[("a.pdf", "application/pdf", b"%PDF")])
    forget("camille@example.org")
    gone = Message.objects.exclude(pk=kept.pk).get()
    assert (gone.text, gone.subject, gone.state, gone.enclosures.count()) == ("", "", "failed", 0)
    assert dispatch(gone.pk, at=NOON) == ""
    requeue(gone, by=camille, at=NOON)
    gone.refresh_from_db()
    assert gone.state == "failed"
    kept.refresh_from_db()
    assert kept.text


@pytest.mark.django_db
def test_old_letters_are_emptied_once_and_still_counted():
    for number, state in enumerate(("sent", "failed", "queued")):
        Message.objects.filter(pk=posted(key=f"tests:{number}").pk).update(state=state)
    assert retire(before=NOON) == 0
    assert retire(before=NOON + timedelta(days=1)) == 2
    assert retire(before=NOON + timedelta(days=1)) == 0
    assert Message.objects.count() == 3
    assert Message.objects.get(state="queued").text


@pytest.mark.django_db
def test_someone_reads_all_that_the_ledger_keeps_about_her(amina):
    posted(to=amina.email)
    posted(to=amina.email, key="tests:2", text="Votre code : 482 913", private=True)
    record(Tried(route=4), by=amina, at=NOON)
    told = exports.letters(amina.person, NOON)
    assert [letter["objet"] for letter in told] == ["Votre dossier est déposé\u202f!"] * 2
    assert "482" not in str(told)
    assert {act["fait"] for act in exports.acts(amina.person, NOON)} >= {
        "Amina Benali a essayé la voie 4."
    }


RUN = """
import django
django.setup()
from django.conf import settings
settings.MAILERS = {"default": {"BACKEND": "tests.ledger.wires.Fatal",
                                "OPTIONS": {"file_path": %r}}}
settings.DATABASES["default"].update(%r)
from procrastinate.contrib.django import app
with app.replace_connector(app.connector.get_worker_connector()) as ready:
    ready.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
"""


def run_worker(folder):
    """Run a real worker in its own process until nothing is left to do; returns its status."""
    target = connection.settings_dict
    address = {key: target[key] for key in ("HOST", "PORT", "NAME", "USER", "PASSWORD")}
    return subprocess.run(
        [sys.executable, "-c", RUN % (str(folder), address)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cordee.settings"},
        timeout=60,
        check=False,
    ).returncode


@committed
def test_a_worker_killed_after_sending_leaves_one_letter_when_another_takes_over(tmp_path):
    """The wire saw it twice under one Message-ID, as promised; the mailbox holds it once."""
    messages = [posted(key=f"tests:{number}") for number in range(3)]
    assert run_worker(tmp_path) == -9
    assert Message.objects.filter(state="sending").count() == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
        )
    assert take_up_now() == 1
    assert run_worker(tmp_path) == 0
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert len(list(tmp_path.glob("*.eml"))) == len(messages)
    left = (tmp_path / "wire.log").read_text().splitlines()
    assert len(left) == 4
    assert len(set(left)) == 3


def take_up_now():
    """Run the periodic task that gives back dropped jobs, as a worker would."""
    from asgiref.sync import async_to_sync  # noqa: PLC0415 - once the house is ready

    class Context:
        """What the task asks of its context."""

    Context.app = app
    return async_to_sync(take_up.func)(Context, 0)


def killed(times, task="ledger.send"):
    """Leave the jobs of a task as a worker killed once more after `times` leaves them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s WHERE task_name = %s",
            [times, task],
        )


@committed
def test_a_letter_that_kills_its_worker_is_given_up_shown_to_the_team_and_may_be_tried_again(
    client, amina
):
    fatal, other = posted(), posted(key="tests:2", private=True, text="Votre code : 482 913")
    for times in range(DROPS):
        claim(fatal.pk, at=NOON)
        release()
        killed(times)
        assert take_up_now() == 2
        assert set(jobs().values_list("status", flat=True)) == {"todo"}
    claim(fatal.pk, at=NOON)
    release()
    killed(DROPS)
    assert take_up_now() == 2
    assert take_up_now() == 0, "nobody takes them up again"
    fatal.refresh_from_db()
    other.refresh_from_db()
    assert (fatal.state, other.state) == ("failed", "queued"), "a letter not begun goes on waiting"
    assert "s’est arrêté plusieurs fois" in fatal.error
    assert forgotten(before=NOON + timedelta(minutes=1)) == [other], "the sweep asks for it anew"
    assert Entry.objects.get(kind="ledger.message_failed").payload["message"] == fatal.pk
    client.force_login(amina)
    assert "Des messages n’ont pas pu partir" in client.get("/espace/").text
    assert "peut-être déjà arrivé" in client.get(f"/espace/messages/{fatal.pk}/").text
    requeue(fatal, by=amina, at=NOON)
    fatal.refresh_from_db()
    assert (fatal.state, fatal.attempts) == ("queued", 0)


@committed
def test_a_letter_in_living_hands_is_not_given_up():
    message = posted()
    claim(message.pk, at=NOON)
    elsewhere(lambda: give_up(message_id=message.pk, at=NOON))
    message.refresh_from_db()
    assert message.state == "sending"
    release()
    elsewhere(lambda: give_up(message_id=message.pk, at=NOON))
    message.refresh_from_db()
    assert message.state == "failed"


@committed
def test_whatever_kills_its_worker_stops_to_be_waited_for(monkeypatch):
    told = []
    monkeypatch.setattr(
        "cordee.ledger.tasks.reaction", lambda path: lambda **said: told.append((path, said))
    )
    asked = {"panel_id": 7, "seed": "mot", "user_id": 3, "terms": {}}
    for name in GIVEN_UP:
        app.configure_task(name, queue="long").defer(**asked)
        killed(DROPS, name)
    assert take_up_now() == len(GIVEN_UP)
    assert [path for path, _said in told] == list(GIVEN_UP.values())
    assert all(said.pop("at") and said == asked for _path, said in told)


@committed
def test_two_workers_at_once_do_not_both_send(wire):
    folder = wire()
    message = posted()
    with transaction.atomic():
        Message.objects.select_for_update().get(pk=message.pk)
        assert elsewhere(lambda: dispatch(message.pk, at=NOON)) == ""
    assert not (folder / "wire.log").exists()
    claim(message.pk, at=NOON)
    assert elsewhere(lambda: dispatch(message.pk, at=NOON)) == "", "a living session holds it"
    release()
    assert dispatch(message.pk, at=NOON) == "sent"


def elsewhere(work):
    """Run `work` on another connection; returns what it returns."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - once the house is ready

    def run():
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result(20)


@committed
def test_letters_that_wait_leave_over_one_line_codes_first(wire):
    folder = wire("Line")
    for number in range(3):
        posted(key=f"tests:{number}")
    posted(key="tests:code", private=True)
    first = Message.objects.get(key="tests:0")
    assert send(message_id=first.pk) == "sent"
    seen = (folder / "line.log").read_text().split()
    assert seen == ["open", "tests:0", "tests:code", "tests:1", "tests:2", "close"]
    assert set(Message.objects.values_list("state", flat=True).order_by()) == {"sent"}
    assert jobs().count() == 1  # its own, which a worker holds


@committed
def test_a_line_that_breaks_costs_its_letter_alone(wire):
    folder = wire("Line")
    for number in range(3):
        posted(key=f"tests:{number}")
    (folder / "breaks").write_text("tests:1")
    assert send(message_id=Message.objects.get(key="tests:0").pk) == "sent"
    states = dict(Message.objects.order_by("pk").values_list("key", "state"))
    assert states == {"tests:0": "sent", "tests:1": "queued", "tests:2": "queued"}
    assert send(message_id=Message.objects.get(key="tests:2").pk) == "sent"
    seen = (folder / "line.log").read_text().split()
    assert seen == ["open", "tests:0", "tests:1", "close", "close", "open", "tests:2", "close"]
