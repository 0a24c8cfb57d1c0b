"""What the staff's side of a call costs: list, one file, exports, beside bare views on its rows.

`N=100000 make bench` seeds as many files (1 000 otherwise). The floor is plain Django on the same
tables: one query or two, one template or writer, no permission, no translation, no style.
"""

import csv
import io
import json
import os
import resource
import statistics
import sys
import time
from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cordee.applications.binding import bind, file_pdf, handed_in
from cordee.applications.models import Application, Deposit
from cordee.calls.actions import publish
from cordee.kernel.canonical import digest
from cordee.operations import house
from tests.applications.conftest import DURING, small

N = int(os.environ.get("N", "1000"))
ROUNDS = 7
PLAIN = [one for one in settings.MIDDLEWARE if not one.startswith("tests.")]
"""As it is served: what watches the tests costs too."""
BOUND = 60
WORDS = (
    "territoire", "commune", "élue", "projet", "participation", "énergie", "habitants", "récit",
    "transition",
)  # fmt: skip
LIST = """<!doctype html><title>Plancher</title><h1>Plancher</h1><p>{{ total }}</p><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</table>"""
FILE = """<!doctype html><title>Plancher</title><h1>{{ name }}</h1>
{% for key, value in answers.items %}<h2>{{ key }}</h2><p>{{ value }}</p>{% endfor %}"""


def text(number):
    return " ".join(WORDS[(number * 7 + step) % len(WORDS)] for step in range(220))


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """N files handed in, two answers each, one owner."""
    from cordee.people.models import User  # noqa: PLC0415 - once the database is there
    from tests.cast import arrive  # noqa: PLC0415 - once the house is ready

    with django_db_blocker.unblock():
        cache.clear()
        edition = publish(small(), {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))
        owner = User.objects.create_user("bench@example.org")
        staff = arrive("Bench", "Mesure", "Mesure", "staff")
        for start in range(0, N, 5000):
            _some(edition, owner, range(start, min(N, start + 5000)))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield edition, staff


def _some(edition, owner, numbers):
    files = Application.objects.bulk_create(
        Application(
            edition=edition, step="application", body_name=f"Structure {number}",
            sort_key=f"structure {number}", department=("62", "59", "80")[number % 3],
            kind="commune", owner=owner, started_at=DURING,
        )
        for number in numbers
    )  # fmt: skip
    made = Deposit.objects.bulk_create(
        Deposit(
            application=one, number=1, version=edition.current, content=content,
            digest=digest(content), at=DURING, by=owner,
        )
        for one, content in ((one, _content(one)) for one in files)
    )  # fmt: skip
    for one, deposit in zip(files, made, strict=True):
        one.current = deposit
    Application.objects.bulk_update(files, ("current",), batch_size=1000)


def _content(one):
    return {
        "edition": "petit-appel", "step": "application", "track": "",
        "body": {"name": one.body_name, "territory": None, "circles": []}, "team": [],
        "answers": {"besoins": text(one.pk or 0), "theme": "eau"}, "attachments": {},
    }  # fmt: skip


def floor_list():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM applications_application")
        total = cursor.fetchone()[0]
        cursor.execute(
            "SELECT a.body_name, a.kind, a.department, d.at FROM applications_application a "
            "LEFT JOIN applications_deposit d ON d.id = a.current_id ORDER BY a.id LIMIT 25"
        )
        rows = cursor.fetchall()
    page = engines["django"].from_string(LIST).render({"rows": rows, "total": total})
    return HttpResponse(page)


def floor_file():
    one = Application.objects.select_related("current").order_by("pk").first()
    answers = one.current.content["answers"]
    page = engines["django"].from_string(FILE)
    return HttpResponse(page.render({"name": one.body_name, "answers": answers}))


def rows():
    found = Application.objects.select_related("current").order_by("pk")
    return found.iterator(chunk_size=500)


def floor_csv():
    held = io.StringIO()
    writer = csv.writer(held, delimiter=";")
    for one in rows():
        answers = one.current.content["answers"]
        cells = (one.pk, one.body_name, one.kind, one.department, one.current.at)
        writer.writerow([*cells, one.current.digest, *answers.values()])
    return HttpResponse(held.getvalue())


def floor_json():
    found = [
        {"id": one.pk, "name": one.body_name, "content": one.current.content} for one in rows()
    ]
    return HttpResponse(json.dumps(found, ensure_ascii=False))


def took(work):
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def test_the_desk_beside_its_floor(seeded, django_db_blocker, capsys):
    edition, staff = seeded
    with (
        django_db_blocker.unblock(),
        time_machine.travel(DURING, tick=True),
        override_settings(MIDDLEWARE=PLAIN, DEBUG=False),
        transaction.atomic(),
    ):
        engines["django"].engine.string_if_invalid = ""
        client = Client()
        client.force_login(staff)
        listed = reverse("applications:received", args=[edition.key])
        one = reverse("applications:received_one", args=[_first(edition).public_id])
        export = reverse("applications:export_as", args=[edition.key, "csv"])[:-3]
        pages = [
            ("liste de l’équipe", listed, floor_list),
            ("la même, un mot cherché", f"{listed}?q=structure+77", floor_list),
            ("suivi de l’appel", reverse("applications:follow", args=[edition.key]), floor_list),
            ("un dossier", one, floor_file),
            ("export CSV", f"{export}csv", floor_csv),
            ("export ODS", f"{export}ods", floor_csv),
            ("export XLSX", f"{export}xlsx", floor_csv),
            ("export JSON", f"{export}json", floor_json),
        ]
        figures = [_measured(client, *page) for page in pages]
        figures.append(_bound(edition))
    path = house.ROOT / "var" / "bench-desk.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"files": N, "pages": figures}, ensure_ascii=False, indent=1))
    with capsys.disabled():
        sys.stdout.write(_table(figures))


def _first(edition):
    return Application.objects.filter(edition=edition).order_by("pk").first()


def _measured(client, name, address, floor):
    def ask():
        answer = client.get(address)
        assert answer.status_code == 200
        return sum(len(part) for part in answer)

    size = ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    count = len(queries)
    low, ours = [], []
    floor()
    for _ in range(3 if "export" in name else ROUNDS):
        low.append(took(floor))
        ours.append(took(ask))
    return _line(name, statistics.median(ours), statistics.median(low), count, size)


def _bound(edition):
    """The bound set beside a bare loop of the same compiler over the same files."""
    files = list(handed_in(edition)[:BOUND])
    file_pdf(files[0].current)
    low = took(lambda: [file_pdf(one.current) for one in files])
    held = io.BytesIO()
    ours = took(lambda: bind(files, held, tell=lambda _done: None))
    return _line(f"recueil PDF de {len(files)} dossiers", ours, low, 0, held.tell())


def _line(name, ours, low, queries, size):
    return {
        "page": name, "ms": round(ours, 1), "floor": round(low, 1), "ratio": round(ours / low, 1),
        "queries": queries, "kB": round(size / 1024),
    }  # fmt: skip


def _table(figures):
    head = f"\n  {N} dossiers{'':<26}{'ms':>10}{'plancher':>10}{'×':>6}{'requêtes':>10}{'kio':>8}\n"
    body = "".join(
        f"  {one['page']:<34}{one['ms']:>10}{one['floor']:>10}{one['ratio']:>6}"
        f"{one['queries']:>10}{one['kB']:>8}\n"
        for one in figures
    )
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{head}{body}  mémoire au plus haut : {most} Mio\n"
