"""What a candidate reads in English holds no French but the words of the call."""

import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications.models import Application
from cordee.people.models import User
from cordee.territories.models import Territory
from tests.applications.conftest import DURING
from tests.english import french_in

CALL = "une prestation|Hauts-de-France"
"""Words of the call itself, which its organiser wrote in French alone."""


def test_a_candidate_who_reads_english_meets_no_french(
    client: Client, application: Application, nadia: User, rouen: Territory,
):  # fmt: skip
    client.force_login(nadia)
    client.post("/langue/", {"language": "en", "next": "/"})
    with time_machine.travel(DURING, tick=False):
        begin = reverse("applications:begin", args=[application.edition.key])
        pages = [begin, reverse("applications:mine"),
                 reverse("applications:eligibility", args=[application.edition.key])]  # fmt: skip
        pages += [reverse(f"applications:{name}", args=[application.public_id])
                  for name in ("detail", "team", "check", "read", "structure", "withdraw", "bring",
                               "exchanges")]  # fmt: skip
        pages.append(reverse("applications:section", args=[application.public_id, "projet"]))
        left = {page: french_in(client.get(page).text, CALL) for page in pages}
        left["begin refused"] = french_in(client.post(begin, {"territory": rouen.ref}).text, CALL)
        deposit = reverse("applications:deposit", args=[application.public_id])
        left["deposit refused"] = french_in(client.post(deposit).text, CALL)
    assert {page: found for page, found in left.items() if found} == {}
