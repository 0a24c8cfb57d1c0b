"""Files come in: looked at, scanned, in one go or piece by piece, and leave harmless."""

import hashlib
import os
import socketserver
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from cordee.applications.files import attach, resuming
from cordee.applications.files.rescanning import rescan
from cordee.applications.files.resuming import PIECE, sweep
from cordee.applications.models import Application, Attachment, Upload
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry
from cordee.people.models import User
from tests.applications.conftest import DURING
from tests.applications.test_matrix import paper
from tests.web.test_duration import film

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def _during() -> Iterator[None]:
    with time_machine.travel(DURING, tick=False):
        yield


@contextmanager
def clamd(said: bytes = b"stream: OK\0") -> Iterator[str]:
    """An antivirus that says always the same, once it has read the whole stream."""

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            assert self.rfile.read(10) == b"zINSTREAM\0"
            while size := int.from_bytes(self.rfile.read(4), "big"):
                self.rfile.read(size)
            self.wfile.write(said)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        with override_settings(CLAMD=f"127.0.0.1:{server.server_address[1]}"):
            yield str(server.server_address[1])
        server.shutdown()


def joined(application: Application, by: User, content: bytes | None = None, name: str = "a.pdf"):
    upload = SimpleUploadedFile(name, paper() if content is None else content)
    upload.name = name
    return attach(application, "annexe", upload, by=by, at=DURING)


def page(application: Application, name: str, *more: object) -> str:
    return reverse(f"applications:{name}", args=[application.public_id, *more])


def test_a_file_is_kept_under_a_safe_name_that_says_what_it_is(
    application: Application, nadia: User
):
    made = joined(application, nadia, name="fdp.\u202eexe")
    assert made.name == "fdp.pdf"
    assert (made.media_type, made.pages) == ("application/pdf", 1)
    assert made.content.name.endswith(".pdf")


def test_a_dangerous_file_is_refused_and_nothing_is_kept(application: Application, nadia: User):
    with pytest.raises(Refused, match="n’est pas un vrai fichier PDF"):
        joined(application, nadia, b"<svg onload=x>", "a.pdf")
    with pytest.raises(Refused, match="cache un autre fichier"):
        joined(application, nadia, paper() + b"<script>x</script>")
    assert not Attachment.objects.exists()


def test_a_clean_file_remembers_that_the_antivirus_looked(application: Application, nadia: User):
    assert joined(application, nadia).scanned_at is None
    Attachment.objects.all().delete()
    with clamd():
        assert joined(application, nadia).scanned_at == DURING


def test_an_infected_file_is_refused_by_the_name_of_its_threat(
    application: Application, nadia: User
):
    with clamd(b"stream: Eicar-Test-Signature FOUND\0"), pytest.raises(Refused, match="Eicar"):
        joined(application, nadia)
    assert not Attachment.objects.exists()


def test_a_silent_antivirus_delays_nobody_and_looks_again(
    writer: Client, application: Application, nadia: User
):
    with override_settings(CLAMD="127.0.0.1:1"):
        made = joined(application, nadia)
        assert rescan(at=DURING) == 0
    with clamd(b"INSTREAM size limit exceeded. ERROR\0"):
        assert rescan(at=DURING) == 0
    with clamd(b"stream: Eicar FOUND\0"):
        assert rescan(at=DURING) == 1
    made.refresh_from_db()
    assert made.threat == "Eicar"
    response = writer.get(page(application, "attachment", made.public_id))
    assert response.status_code == 403
    assert rescan(at=DURING) == 0


def test_a_file_leaves_as_a_download_nobody_may_run(
    writer: Client, application: Application, nadia: User
):
    made = joined(application, nadia, name="Délibération « œuvre ».pdf")
    response = writer.get(page(application, "attachment", made.public_id))
    response.close()
    sent = response["Content-Disposition"]
    assert sent.startswith("attachment; filename*=utf-8''D%C3%A9lib%C3%A9ration")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_preview_is_drawn_once_and_says_when_there_is_none(
    writer: Client, application: Application, nadia: User
):
    made = joined(application, nadia)
    address = page(application, "previewed", made.public_id)
    first, again = writer.get(address), writer.get(address)
    assert first["Content-Type"] == "image/png"
    assert first.content == again.content
    Attachment.objects.update(media_type="application/zip")
    assert writer.get(address).content != first.content


def begun(writer: Client, application: Application, size: int, name: str = "a.pdf") -> str:
    response = writer.post(page(application, "upload", "annexe"), {"name": name, "size": size})
    assert response.status_code == 200
    return str(response.json()["url"])


def send(writer: Client, url: str, content: bytes, start: int, digest: str | None = None):
    mark = hashlib.sha256(content).hexdigest() if digest is None else digest
    return writer.post(
        url, content, content_type="application/octet-stream",
        headers={"X-Start": str(start), "X-Digest": mark},
    )  # fmt: skip


def test_a_file_goes_on_where_its_line_was_cut(writer: Client, application: Application):
    content = paper()
    half = len(content) // 2
    url = begun(writer, application, len(content))
    assert send(writer, url, content[:half], 0).json() == {"received": half}
    again = begun(writer, application, len(content))
    assert again == url
    assert writer.get(url).json() == {"received": half}
    assert send(writer, url, content[:half], 0).json() == {"received": half}  # sent twice
    assert send(writer, url, content[half:], half).json() == {"received": len(content)}
    done = writer.post(f"{url}achever/")
    assert done.json()["url"] == page(application, "section", "projet")
    made = Attachment.objects.get()
    assert made.sha256 == hashlib.sha256(content).hexdigest()
    assert not Upload.objects.exists()


def test_a_hole_a_damaged_piece_and_too_much_are_refused(writer: Client, application: Application):
    url = begun(writer, application, 10)
    hole = send(writer, url, b"b", 5)
    assert (hole.status_code, hole.json()) == (409, {"received": 0})
    assert send(writer, url, b"a", 0, digest="0" * 64).status_code == 422
    assert send(writer, url, b"a" * 11, 0).status_code == 422
    assert send(writer, url, b"", 0).json() == {"received": 0}
    assert writer.post(f"{url}achever/").status_code == 422
    assert Upload.objects.get().received == 0


def test_a_file_that_would_be_refused_is_not_even_begun(writer: Client, application: Application):
    address = page(application, "upload", "annexe")
    for size in ("", "-1", "0", str(900 * MEGABYTE)):
        assert writer.post(address, {"name": "a.pdf", "size": size}).status_code == 422
    other = page(application, "upload", "besoins")
    assert writer.post(other, {"name": "a.pdf", "size": "9"}).status_code == 422


def test_a_whole_file_that_is_refused_leaves_nothing(writer: Client, application: Application):
    url = begun(writer, application, 5)
    send(writer, url, b"<svg>", 0)
    refused = writer.post(f"{url}achever/")
    assert refused.status_code == 422
    assert "n’est pas un vrai fichier" in refused.json()["faults"][0]
    assert not Upload.objects.exists()


def test_nobody_else_touches_an_upload(
    writer: Client, application: Application, client: Client, farida: User
):
    url = begun(writer, application, 5)
    stranger = Client()
    stranger.force_login(farida)
    assert stranger.get(url).status_code == 404
    assert send(stranger, url, b"x", 0).status_code == 404


def test_a_file_on_its_way_enters_the_journal_when_it_begins_and_when_it_is_given_up(
    application: Application, nadia: User
):
    now = {"by": nadia, "at": DURING}
    for _again in range(2):
        resuming.begin(application, "annexe", name="a.pdf", size=5, **now)
    sweep(at=DURING + timedelta(days=3))
    told = Entry.objects.filter(kind__startswith="applications.upload").order_by("pk")
    assert [one.kind for one in told] == [
        "applications.upload_begun", "applications.upload_dropped",
    ]  # fmt: skip
    assert told[0].payload["size"] == 5


def test_a_large_file_comes_whole_without_javascript_where_files_are_taken(
    writer: Client, application: Application, settings
):
    settings.REQUEST_MAX_BYTES = 2000
    content = paper() + b"\n%" + b" " * 4000
    where = reverse("applications:attach", args=[application.public_id, "annexe"])
    sent = {"files": SimpleUploadedFile("grand.pdf", content)}
    assert writer.post(where, sent).status_code == 302
    assert application.attachments.get().size == len(content)
    elsewhere = reverse("applications:save", args=[application.public_id, "besoins"])
    assert writer.post(elsewhere, {"besoins": "x" * 3000}).status_code == 413
    sent = {"files": SimpleUploadedFile("grand.pdf", content)}
    assert Client().post(where, sent).status_code == 413


def test_uploads_nobody_goes_on_with_are_forgotten(
    application: Application, nadia: User, django_capture_on_commit_callbacks
):
    now = {"by": nadia, "at": DURING}
    one = resuming.begin(application, "annexe", name="a.pdf", size=5, **now)
    resuming.add(one, b"%PDF", start=0)
    held = Upload.objects.get().pieces[0]
    assert sweep(at=DURING) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep(at=DURING + timedelta(days=3)) == 1
    assert not default_storage.exists(held)


def test_a_recording_too_long_for_its_question_is_refused(application: Application, nadia: User):
    edition = application.edition
    content = dict(edition.rules_in_force.content)
    content["form"]["sections"][0]["questions"][2] |= {"max_minutes": 2, "types": ["mp4"]}
    edition.rules_in_force.__class__.objects.update(content=content, digest="e" * 64)
    application = Application.objects.select_related("edition__current").get()

    def join(seconds: int) -> Attachment:
        given = SimpleUploadedFile("film.mp4", film(seconds))
        return attach(application, "annexe", given, by=nadia, at=DURING)

    with pytest.raises(Refused) as refused:
        join(150)
    assert [one.code for one in refused.value.findings] == ["file.minutes"]
    assert join(118).name == "film.mp4"


def test_a_large_file_comes_in_by_pieces_in_constant_memory(application: Application, nadia: User):
    """Forty megabytes here; nothing below depends on the size."""
    edition = application.edition
    content = dict(edition.rules_in_force.content)
    content["form"]["sections"][0]["questions"][2] |= {"max_mb": 200, "types": ["mp4"]}
    edition.rules_in_force.__class__.objects.update(content=content, digest="f" * 64)
    application = Application.objects.select_related("edition__current").get()
    size = 40 * MEGABYTE
    now = {"by": nadia, "at": DURING}
    one = resuming.begin(application, "annexe", name="film.mp4", size=size, **now)
    piece = os.urandom(PIECE)
    first = b"\0\0\0\x20ftypisom" + piece[12:]
    tracemalloc.start()
    for start in range(0, size, PIECE):
        resuming.add(one, piece if start else first, start=start)
    made = resuming.finish(one, **now)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert made.size == size
    assert peak < 16 * MEGABYTE
