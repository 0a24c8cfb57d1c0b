"""Guards: who gets the row, who gets which refusal."""

import uuid
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from cordee.kernel.findings import broken
from cordee.kernel.rights import Right
from cordee.people.models import User
from cordee.web.guards import guarded, onward, refused, row_or_404, signed_in, steady

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return User.objects.create_user("alice@example.org")


def asking(user, method="get", path="/porte/", **more):
    request = getattr(RequestFactory(), method)(path, **more)
    request.user = user
    request.session = {}
    return request


def door(right):
    @guarded(User, lambda _user, _row: right)
    def view(_request, row, suffix=""):
        return HttpResponse(row.email + suffix)

    return view


def test_the_row_reaches_the_view_when_the_policy_says_yes(alice):
    answer = door(Right.yes())(asking(alice), alice.public_id, suffix="!")
    assert answer.text == "alice@example.org!"


def test_a_named_capture_is_the_key_whatever_its_name(alice):
    assert door(Right.yes())(asking(alice), key=alice.public_id).status_code == 200
    assert door(Right.yes())(asking(alice), public_id=alice.public_id).status_code == 200


@pytest.mark.parametrize("key", [uuid.uuid4(), "nonsense", "", 10**40])
def test_an_unknown_or_absurd_key_is_a_404(alice, key):
    with pytest.raises(Http404):
        door(Right.yes())(asking(alice), key)


def test_a_steady_source_is_asked_once_and_gives_each_her_row(alice, django_assert_num_queries):
    tom, built = User.objects.create_user("tom@example.org"), []

    @steady
    def accounts():
        built.append(None)
        return User.objects.select_related("person").exclude(email="")

    row_or_404(accounts, public_id=alice.public_id)
    once = len(built)
    with django_assert_num_queries(3):
        assert row_or_404(accounts, public_id=str(tom.public_id)) == tom
        assert row_or_404(accounts, public_id=alice.public_id) == alice
        with pytest.raises(Http404):
            row_or_404(accounts, public_id=uuid.uuid4())
    with pytest.raises(Http404):
        row_or_404(accounts, public_id="nonsense")
    assert len(built) == once


def test_a_hidden_row_looks_like_an_unknown_one(alice):
    with pytest.raises(Http404):
        door(Right.hidden())(asking(alice), alice.public_id)


def test_a_refusal_says_its_reason_to_who_is_signed_in(alice):
    with pytest.raises(PermissionDenied, match="Demandez à la cheffe de file"):
        door(Right.no("Demandez à la cheffe de file."))(asking(alice), alice.public_id)


def test_a_refused_visitor_signs_in_and_comes_back(alice):
    answer = door(Right.no("Non."))(asking(AnonymousUser(), path="/a/?b=1"), alice.public_id)
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/a/%3Fb%3D1")


def test_a_partial_update_sends_the_whole_page_to_sign_in(alice):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/page/?x=1"}
    answer = door(Right.no("Non."))(asking(AnonymousUser(), headers=headers), alice.public_id)
    assert answer.status_code == 204
    assert answer["HX-Redirect"].endswith("?next=/page/%3Fx%3D1")


def test_what_a_visitor_was_posting_is_given_back_to_copy(alice):
    request = asking(
        AnonymousUser(), "post", data={"needs": "Un texte long", "csrfmiddlewaretoken": "x"}
    )
    answer = door(Right.no("Non."))(request, alice.public_id)
    assert answer.status_code == 403
    assert "Un texte long" in answer.text
    assert "csrfmiddlewaretoken" not in answer.text


def test_a_policy_may_ask_the_hour(alice):
    seen = {}

    def policy(_user, _row, *, at):
        seen["at"] = at
        return Right.yes()

    guarded(User, policy)(lambda _request, _row: HttpResponse())(asking(alice), alice.public_id)
    assert seen["at"].tzinfo


def test_a_queryset_may_stand_for_the_model(alice):
    view = guarded(User.objects.none, lambda _user, _row: Right.yes())(
        lambda _r, _u: HttpResponse()
    )
    with pytest.raises(Http404):
        view(asking(alice), alice.public_id)


def test_a_page_without_row_asks_to_sign_in_first(alice):
    view = signed_in(lambda _request: HttpResponse("oui"))
    assert view(asking(alice)).text == "oui"
    assert view(asking(AnonymousUser())).status_code == 302


def test_onward_redirects_a_browser_and_tells_htmx(alice):
    assert onward(asking(alice), "web:home")["Location"] == "/"
    told = onward(asking(alice, headers={"HX-Request": "true"}), "web:home")
    assert (told.status_code, told["HX-Redirect"]) == (204, "/")


def test_a_refused_act_shows_its_reasons_with_422(alice):
    request = asking(alice)
    request.htmx = SimpleNamespace()
    reasons = [broken("closed", "closes", "Le dépôt est clos : écrivez-nous.")]
    answer = refused(
        request, "web/confirm.html", reasons, title="T", text="", action="Oui", back="/"
    )
    assert answer.status_code == 422
    assert "Le dépôt est clos" in answer.text
    assert "<title>Erreur" in answer.text
