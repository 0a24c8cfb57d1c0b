"""What pages ask stays small: one account owns most files, as after an import; rules are kept."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cordee.applications.actions import start
from cordee.applications.models import Application
from cordee.people.backend import TOLD
from cordee.people.models import User
from tests.applications.conftest import DURING
from tests.bench.spreading import spread

MANY = 4000


def test_the_files_of_a_reader_are_told_without_reading_every_file(edition, nadia):
    first = start(edition, body_name="Lens", by=nadia, at=DURING)
    spread(Application, first, f"generate_series(1, {MANY})", public_id="gen_random_uuid()")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE applications_application")
    asked = User.objects.filter(pk=nadia.pk + 1).annotate(found=TOLD["writes_files"]()).order_by()
    assert "Seq Scan on applications_application" not in asked.explain()


def test_the_rules_of_a_call_are_read_once_a_process(edition, application, client, amina, cost):
    pages = [
        (
            application.owner,
            reverse("applications:section", args=[application.public_id, "projet"]),
        ),
        (amina, reverse("applications:received_one", args=[application.public_id])),
        (amina, reverse("calls:detail", args=[edition.key])),
    ]
    for reader, page in pages:
        client.force_login(reader)
        cost(client, page)
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        assert not [one for one in asked if '"calls_version"."content"' in one["sql"]], page
