"""Someone of the team who withdrew from a file as a juror finds it nowhere in the workspace."""

import pytest
from django.urls import reverse

from cordee.applications import policy
from cordee.selection import actions
from tests.selection.conftest import CLOSED


@pytest.fixture
def left(client, sits, amina, lens, arras):
    """Amina runs the call and sits; she withdrew from Lens."""
    client.force_login(amina)
    actions.recuse(sits(amina), lens.application, reason="Un lien.", by=amina, at=CLOSED)
    return client


def test_neither_the_page_of_the_file_nor_its_content_answers(left, lens, arras):
    def status(name, *more):
        args = [lens.application.public_id, *more]
        return left.get(reverse(f"applications:{name}", args=args)).status_code

    assert {status(name) for name in ("received_one", "detail", "read")} == {404}
    assert status("receipt", 1) == 404
    other = reverse("applications:received_one", args=[arras.application.public_id])
    assert left.get(other).status_code == 200


def test_the_list_and_the_export_are_without_it(left, edition):
    page = left.get(reverse("applications:received", args=[edition.key])).text
    table = left.get(reverse("applications:export", args=[edition.key]))
    exported = b"".join(table.streaming_content).decode()
    for shown in (page, exported):
        assert "Arras" in shown
        assert "Lens" not in shown
    assert "2\u00a0dossiers" in page


def test_once_the_withdrawal_is_lifted_the_file_is_there_again(left, lens, amina):
    recusal = lens.application.recusals.get()
    actions.lift(recusal, by=amina, at=CLOSED)
    assert policy.may_follow(amina, lens.application, at=CLOSED)
