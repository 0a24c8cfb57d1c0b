"""Who may do what among people: the whole matrix, role by verb, on the page as in the policy."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from cordee.people import policy
from cordee.people.models import Organisation, Seat

STAFF, DIRECTOR, ASSISTANT, JUROR, APPLICANT, STRANGER, VISITOR = COLUMNS = (
    "amina", "bernard", "chloe", "denise", "farida", "hortense", "visitor",
)  # fmt: skip

YES, NO, HIDDEN = "yes", "no", "hidden"

MATRIX = {
    #                    staff  director assistant juror  applicant stranger visitor
    "only_staff":        (YES,  YES,     YES,      NO,    NO,       NO,      NO),
    "see_person":        (YES,  YES,     YES,      HIDDEN, HIDDEN,  HIDDEN,  HIDDEN),
    "see_oneself":       (YES,  YES,     YES,      YES,   YES,      YES,     HIDDEN),
    "keep_person":       (YES,  YES,     YES,      HIDDEN, HIDDEN,  HIDDEN,  HIDDEN),
    "give_juror":        (YES,  YES,     YES,      HIDDEN, HIDDEN,  HIDDEN,  HIDDEN),
    "give_staff":        (YES,  YES,     NO,       HIDDEN, HIDDEN,  HIDDEN,  HIDDEN),
    "end_juror":         (YES,  YES,     YES,      HIDDEN, HIDDEN,  HIDDEN,  HIDDEN),
    "end_staff":         (YES,  YES,     NO,       HIDDEN, HIDDEN,  HIDDEN,  HIDDEN),
    "erase":             (YES,  YES,     NO,       HIDDEN, HIDDEN,  HIDDEN,  HIDDEN),
    "keep_organisation": (YES,  YES,     YES,      HIDDEN, HIDDEN,  HIDDEN,  HIDDEN),
}  # fmt: skip

CELLS = [
    (verb, who, expected)
    for verb, row in MATRIX.items()
    for who, expected in zip(COLUMNS, row, strict=True)
]


@pytest.fixture
def visitor():
    return AnonymousUser()


@pytest.fixture
def right(amina, etienne, gerard, farida):
    """Ask the policy for one verb, on people who are none of the columns but Amina."""
    body = Organisation.objects.create(name="Marais", kind="cc")
    Seat.objects.create(person=farida.person, role="applicant", scope="x:y", starts=timezone.now())
    seats = {role: Seat.objects.filter(role=role).latest("pk") for role in ("juror", "staff")}

    def own(user):
        return getattr(user, "person", gerard.person)

    def ask(verb, user):
        now = timezone.now()
        answers = {
            "only_staff": lambda: policy.only_staff(user, now),
            "see_person": lambda: policy.may_see_person(user, gerard.person, now),
            "see_oneself": lambda: policy.may_see_person(user, own(user), now),
            "keep_person": lambda: policy.may_keep_person(user, gerard.person, now),
            "give_juror": lambda: policy.may_give_role(user, "juror", now),
            "give_staff": lambda: policy.may_give_role(user, "staff", now),
            "end_juror": lambda: policy.may_end_seat(user, seats["juror"], now),
            "end_staff": lambda: policy.may_end_seat(user, seats["staff"], now),
            "erase": lambda: policy.may_erase(user, gerard.person, now),
            "keep_organisation": lambda: policy.may_keep_organisation(user, body, now),
        }  # fmt: skip
        return answers[verb]()

    return ask


@pytest.mark.parametrize(("verb", "who", "expected"), CELLS)
def test_each_role_may_each_verb_or_not(request, right, verb, who, expected):
    answer = right(verb, request.getfixturevalue(who))
    said = YES if answer else NO if answer.visible else HIDDEN
    assert said == expected


@pytest.mark.parametrize(
    ("verb", "who"), [(verb, who) for verb, who, expected in CELLS if expected == NO]
)
def test_each_refusal_gives_its_reason(request, right, verb, who):
    assert right(verb, request.getfixturevalue(who)).reason.endswith(".")


PAGES = {
    "people:people": None,
    "people:add_person": None,
    "people:person": "person",
    "people:change_person": "person",
    "people:give_seat": "person",
    "people:erase_person": "person",
    "people:end_seat": "seat",
    "people:organisations": None,
    "people:add_organisation": None,
    "people:organisation": "body",
    "people:join_governance": "body",
    "people:leave_governance": "body",
}


@pytest.fixture
def rows(gerard, etienne):
    return {
        "person": gerard.person.public_id,
        "seat": Seat.objects.get(person=etienne.person).public_id,
        "body": Organisation.objects.create(name="Marais", kind="cc").public_id,
    }


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", [STAFF, DIRECTOR, ASSISTANT, JUROR, STRANGER])
def test_each_page_opens_to_the_team_and_to_nobody_else(request, enter, rows, page, who):
    kind = PAGES[page]
    address = reverse(page, args=[rows[kind]] if kind else [])
    status = enter(request.getfixturevalue(who)).get(address).status_code
    if who in {JUROR, STRANGER}:
        assert status == (404 if kind else 403)
    elif who == ASSISTANT and page == "people:erase_person":
        assert status == 403
    else:
        assert status == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_opens_none_of_them(client, rows, page, method):
    kind = PAGES[page]
    address = reverse(page, args=[rows[kind]] if kind else [])
    response = getattr(client, method)(address)
    assert response.status_code in {302, 403, 404, 405}
    if response.status_code == 302:
        assert response.url.startswith("/connexion/?next=")


@pytest.mark.parametrize("page", [page for page, kind in PAGES.items() if kind])
@pytest.mark.parametrize(
    "key", ["0", "x" * 300, "00000000-0000-0000-0000-000000000000", "%00", "é"]
)
def test_an_identifier_that_is_none_is_a_page_not_found(enter, amina, page, key):
    address = reverse(page, args=["clé"]).replace("cl%C3%A9", key)
    assert enter(amina).get(address).status_code in {400, 404}


def test_asking_whether_someone_is_staff_costs_one_query(amina, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert policy.is_staff(amina, timezone.now())
    with django_assert_num_queries(0):
        assert not policy.is_staff(AnonymousUser(), timezone.now())
