"""Bad input gets a clear page and a correct status, never a 500."""

import json

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.views.decorators.http import require_POST

import cordee.urls
from cordee.kernel.findings import Refused, broken
from cordee.urls import handler400, handler403, handler404, handler500  # noqa: F401 - the tested urlconf has them
from cordee.web import errors


def deny(_request):
    raise PermissionDenied("Seul le jury lit ces avis. Demandez à l’équipe.")


def absent(_request):
    raise Http404


def suspicious(_request):
    raise SuspiciousOperation


def broken_view(_request):
    raise RuntimeError


def out_of_range(_request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 99999999999999999999::integer")
    return HttpResponse()


def nul_in_a_query(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", [request.POST["word"]])
    return HttpResponse()


def refusing(_request):
    raise Refused(broken("closed", "closes", "C’est clos depuis midi."))


def pausing(request):
    return errors.too_many(request, after=60)


urlpatterns = [
    *cordee.urls.urlpatterns,
    path("interdit/", deny),
    path("absent/", absent),
    path("suspect/", suspicious),
    path("panne/", broken_view),
    path("plage/", out_of_range),
    path("nul/", nul_in_a_query),
    path("refus/", refusing),
    path("pause/", pausing),
    path("bouton/", require_POST(lambda _request: HttpResponse("fait"))),
    path("lire/", lambda request: HttpResponse(json.dumps(dict(request.POST)))),
]


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/nulle-part/", 404, "Il n’y a rien à cette adresse"),
        ("/absent/", 404, "Il n’y a rien à cette adresse"),
        ("/interdit/", 403, "Seul le jury lit ces avis"),
        ("/suspect/", 400, "n’a pas pu être lue"),
        ("/panne/", 500, "de notre côté"),
        ("/refus/", 422, "C’est clos depuis midi"),
        ("/pause/", 429, "Réessayez dans 60 secondes"),
        ("/?q=%00", 400, "n’a pas pu être lue"),
        ("/a%00b/", 400, "n’a pas pu être lue"),
        ("/bouton/", 405, "répond à un bouton"),
    ],
)
def test_each_status_has_its_page(visitor, address, status, sentence):
    answer = visitor.get(address)
    assert answer.status_code == status
    assert sentence in answer.text
    assert 'href="/"' in answer.text


@pytest.mark.django_db
def test_a_number_the_database_cannot_hold_is_a_400(visitor):
    assert visitor.get("/plage/").status_code == 400


@pytest.mark.django_db
def test_a_null_byte_that_reaches_the_database_is_a_400_and_the_text_is_kept(visitor):
    answer = visitor.post("/nul/", {"word": "avant\0après"})
    assert answer.status_code == 400
    assert "avantaprès" in answer.text


def test_a_wrong_method_keeps_the_list_of_right_ones(visitor):
    assert visitor.get("/bouton/")["Allow"] == "POST"


def test_a_pause_says_when_to_come_back(visitor):
    assert visitor.get("/pause/")["Retry-After"] == "60"


def test_an_announced_size_beyond_the_limit_is_refused_before_reading(visitor, settings):
    settings.REQUEST_MAX_BYTES = 10
    answer = visitor.post("/lire/", {"needs": "bien plus de dix octets"})
    assert answer.status_code == 413
    assert "trop volumineux" in answer.text


@pytest.mark.parametrize(
    "setting", ["DATA_UPLOAD_MAX_MEMORY_SIZE", "DATA_UPLOAD_MAX_NUMBER_FIELDS"]
)
def test_too_much_text_or_too_many_fields_is_a_413(visitor, settings, setting):
    setattr(settings, setting, 1)
    answer = visitor.post("/lire/", "a=1&b=2&c=3", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413


def test_a_broken_multipart_body_is_a_400(visitor):
    answer = visitor.post("/lire/", b"x", content_type="multipart/form-data")
    assert answer.status_code == 400


def test_an_unknown_host_is_a_400(visitor):
    assert visitor.get("/", headers={"Host": "pirate.example.net"}).status_code == 400


@pytest.mark.django_db
def test_a_nonsense_length_is_not_a_500(visitor):
    assert visitor.get("/", CONTENT_LENGTH="beaucoup").status_code == 200


@pytest.mark.django_db
def test_an_old_form_gives_the_text_back(settings):
    settings.ROOT_URLCONF = __name__
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        "/lire/",
        {"needs": "Un <b>long</b> texte", "password": "caché", "vide": " "},
        headers={"Referer": "http://testserver/dossier/?a=1"},
    )
    assert answer.status_code == 403
    assert "Un &lt;b&gt;long&lt;/b&gt; texte" in answer.text
    assert "caché" not in answer.text
    assert 'href="/dossier/?a=1"' in answer.text


def test_the_way_back_never_leaves_the_house():
    request = RequestFactory().post("/a/", headers={"Referer": "https://pirate.example.net/x"})
    assert errors.back(request) == "/a/"


def test_the_500_page_needs_neither_request_nor_database(django_db_blocker):
    with django_db_blocker.block():
        assert "Ce n’est pas votre faute" in errors.failed(RequestFactory().get("/")).text


def test_a_404_offers_to_sign_in_to_visitors(visitor):
    assert "connectez-vous" in visitor.get("/nulle-part/").text


@override_settings(DEBUG=False, DEMO=False)
def test_the_style_page_is_for_developers(visitor):
    assert visitor.get("/style/").status_code == 404
