"""Long exports: the bound set, and an archive one reads without Cordée, with its digests."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from html.parser import HTMLParser

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from cordee.applications import actions, bundling, files
from cordee.applications.binding import file_pdf
from cordee.applications.models import Application, Bundle
from cordee.calls import actions as calls
from cordee.kernel.findings import Refused
from cordee.people.models import User
from cordee.territories.models import Territory
from tests.applications.conftest import DURING
from tests.applications.test_matrix import paper


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def handed_in(application: Application, nadia: User, amina: User) -> Application:
    """Two files handed in, one with something joined; a question answered to everyone."""
    now = {"by": nadia, "at": DURING}
    arras = Territory.objects.create(
        ref="commune:62041", kind="commune", name="Arras", insee="62041", department="62",
        region="32", origin="cog", made_at=DURING,
    )  # fmt: skip
    other = actions.start(application.edition, territory=arras, **now)
    for one in (application, other):
        actions.join(one, given_name="Ève", family_name="Roy", role="elu", **now)
        actions.save_answer(one, "besoins", "Du temps & de l’élan <b>.", **now)
        actions.save_answer(one, "theme", "eau", **now)
        if one == application:
            upload = SimpleUploadedFile("../pièce é.pdf", paper())
            files.attach(one, "annexe", upload, **now)
        actions.deposit(one, **now)
    asked = calls.ask(application.edition, "Seule ?", by=None, at=DURING)
    calls.answer(asked, shown="Seule ?", answer="Oui.", by=amina, at=DURING)
    application.refresh_from_db()
    return application


def made(application: Application, kind: str, by: User) -> Bundle:
    one = bundling.ask_bundle(application.edition, kind, by=by, at=DURING)
    bundling.make(one, at=DURING)
    one.refresh_from_db()
    assert one.failed == ""
    return one


def taken(client: Client, address: str) -> bytes:
    """The content, its file closed as a server does."""
    answer = client.get(address)
    assert answer.status_code == 200
    content = b"".join(answer)
    for close in answer._resource_closers:
        close()
    return content


class Links(HTMLParser):
    """The addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _tag, attrs):
        self.found += [value for name, value in attrs if name in {"href", "src"}]


def test_the_bound_set_holds_every_file_with_its_bookmark(handed_in: Application, amina: User):
    one = made(handed_in, "pdf", amina)
    assert (one.total, one.done) == (2, 2)
    with one.content.open() as opened:
        book = PdfReader(io.BytesIO(opened.read()))
    assert [mark.title for mark in book.outline] == ["Lens", "Arras"]
    text = " ".join(page.extract_text() for page in book.pages)
    assert text.count("Du temps") == 2


def test_the_bound_set_is_read_aloud_like_each_of_its_files(handed_in: Application, amina: User):
    one = made(handed_in, "pdf", amina)
    with one.content.open() as opened:
        content = opened.read()
    book = PdfReader(io.BytesIO(content), strict=True)
    root = book.trailer["/Root"]
    tags = root["/StructTreeRoot"]
    whole = tags["/K"][0]
    assert (root["/Lang"], whole["/S"], len(whole["/K"])) == ("fr", "/Document", 2)
    keys = [page["/StructParents"] for page in book.pages]
    leaves = [leaf.get_object()["/Nums"] for leaf in tags["/ParentTree"]["/Kids"]]
    assert keys == [key for leaf in leaves for key in leaf[::2]] == list(range(len(keys)))
    for page, tagged in zip(
        book.pages, (row for leaf in leaves for row in leaf[1::2]), strict=True
    ):
        assert tagged[0]["/Pg"].indirect_reference == page.indirect_reference
    known = [name for leaf in tags["/IDTree"]["/Kids"] for name in leaf["/Names"][::2]]
    assert len(known) == len(set(known)) > 2
    assert known == sorted(known)


def test_the_archive_is_read_without_cordee_and_proves_itself(handed_in: Application, amina: User):
    one = made(handed_in, "zip", amina)
    with one.content.open() as held:
        content = held.read()
    assert one.digest == hashlib.sha256(content).hexdigest()
    opened = zipfile.ZipFile(io.BytesIO(content))
    names = set(opened.namelist())
    listed = dict(
        line.split("  ", 1)[::-1] for line in opened.read("MANIFESTE.sha256").decode().splitlines()
    )
    assert listed.keys() == names - {"MANIFESTE.sha256"}
    for name, digest in listed.items():
        assert hashlib.sha256(opened.read(name)).hexdigest() == digest
    page = "dossiers/0001-lens/index.html"
    links = Links()
    links.feed(opened.read("index.html").decode())
    assert {page, "appel/appel.pdf", "questions.html"} <= set(links.found) <= names
    said = opened.read(page).decode()
    assert "Du temps &amp; de l’élan &lt;b&gt;." in said
    assert "pieces/01-" in said
    (joined,) = [name for name in names if "/pieces/" in name]
    assert ".." not in joined
    assert opened.read(joined) == paper()
    kept = json.loads(opened.read("dossiers/0001-lens/dossier.json"))
    assert kept["deposit"]["digest"] == handed_in.current.digest
    assert "Oui." in opened.read("questions.html").decode()


def test_a_piece_found_infected_is_in_no_archive(handed_in: Application, amina: User):
    handed_in.attachments.update(threat="Eicar")
    one = made(handed_in, "zip", amina)
    with one.content.open() as held:
        opened = zipfile.ZipFile(io.BytesIO(held.read()))
    assert [name for name in opened.namelist() if "/pieces/" in name] == []
    assert "(Eicar)" in opened.read("dossiers/0001-lens/index.html").decode()


def test_the_same_file_prints_the_same_bytes(handed_in: Application):
    assert file_pdf(handed_in.current) == file_pdf(handed_in.current)


def test_one_being_made_is_not_made_twice_and_nonsense_is_refused(
    handed_in: Application, amina: User
):
    edition = handed_in.edition
    first = bundling.ask_bundle(edition, "zip", by=amina, at=DURING)
    assert bundling.ask_bundle(edition, "zip", by=amina, at=DURING) == first
    assert bundling.ask_bundle(edition, "zip", without=[1], by=amina, at=DURING) != first
    with pytest.raises(Refused):
        bundling.ask_bundle(edition, "exe", by=amina, at=DURING)


def test_a_failure_is_said_and_leaves_no_half_file(
    handed_in: Application, amina: User, monkeypatch
):
    def fail(*_args, **_more):
        raise OSError("plus de place")

    monkeypatch.setattr(bundling, "archive", fail)
    one = bundling.ask_bundle(handed_in.edition, "zip", by=amina, at=DURING)
    bundling.make(one, at=DURING)
    one.refresh_from_db()
    assert "Demandez-la de nouveau" in one.failed
    assert not one.content


def test_a_week_later_it_is_gone(handed_in: Application, amina: User):
    one = made(handed_in, "pdf", amina)
    stored = one.content.storage
    assert bundling.retire_bundles(at=DURING + timedelta(days=6)) == 0
    assert bundling.retire_bundles(at=DURING + timedelta(days=8)) == 1
    assert not stored.exists(one.content.name)


def test_the_team_asks_leaves_and_comes_back(client: Client, handed_in: Application, amina: User):
    client.force_login(amina)
    page = reverse("applications:bundles", args=[handed_in.edition.key])
    assert client.post(page, {"kind": "pdf"}).status_code == 302
    waiting = client.get(page).text
    assert "en cours" in waiting.lower()
    assert 'http-equiv="refresh"' not in waiting  # a page that moves by itself is lost to some
    assert 'hx-trigger="every 5s"' in waiting
    assert "<html" not in client.get(page, headers={"HX-Request": "true"}).text
    one = Bundle.objects.get()
    address = reverse("applications:bundle", args=[one.public_id])
    assert client.get(address).status_code == 404
    bundling.make(one, at=DURING)
    one.content.close()
    ready = client.get(page).text
    assert address in ready
    assert "hx-trigger" not in ready
    assert taken(client, address).startswith(b"%PDF-")
    single = reverse("applications:paper", args=[handed_in.public_id])
    assert client.get(single)["Content-Type"] == "application/pdf"


def test_whoever_must_not_see_a_file_cannot_take_what_holds_it(
    client: Client, handed_in: Application, amina: User, bernard: User, monkeypatch
):
    one = made(handed_in, "pdf", amina)
    client.force_login(bernard)
    address = reverse("applications:bundle", args=[one.public_id])
    assert taken(client, address)
    monkeypatch.setattr(
        "cordee.applications.views.exports.withheld", lambda *_: frozenset({handed_in.pk})
    )
    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("applications:bundles", args=["petit-appel"])).text


def test_the_list_of_exports_costs_the_same(client: Client, handed_in, amina: User, cost):
    client.force_login(amina)
    page = reverse("applications:bundles", args=[handed_in.edition.key])
    bundling.ask_bundle(handed_in.edition, "pdf", by=amina, at=DURING)
    few = cost(client, page)
    for number in range(3):
        bundling.ask_bundle(handed_in.edition, "pdf", without=[number], by=amina, at=DURING)
    assert cost(client, page) == few


def test_a_making_that_kills_its_worker_is_told_and_may_be_asked_again(handed_in, amina):
    one = bundling.ask_bundle(handed_in.edition, "pdf", by=amina, at=DURING)
    bundling.give_up(bundle_id=one.pk, at=DURING)
    client = Client()
    client.force_login(amina)
    page = client.get(reverse("applications:bundles", args=[handed_in.edition.key])).text
    assert "La fabrication a échoué" in page
    assert "http-equiv" not in page, "nothing is awaited any more"
    assert bundling.ask_bundle(handed_in.edition, "pdf", by=amina, at=DURING) != one
