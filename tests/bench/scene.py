"""A large call ready to be measured: its files, its jury, its drafts, and who opens each page.

python -m tests.bench.scene FILES DRAFTS prints what the bench asks for, as JSON.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from itertools import count

from cordee.operations import house

house.enter()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cordee.applications import actions as writing
from cordee.applications.models import Answer, Application, Deposit
from cordee.calls.actions import publish
from cordee.people.actions import accounts, seats
from cordee.people.models import Person, User
from cordee.selection import actions as judging
from cordee.selection.models import Juror
from tests.bench.scene_texts import ANSWERS, LONG, SECTION
from tests.bench.spreading import spread
from tests.selection.conftest import CLOSED, DURING, judged

OWN_TABLE = """CREATE TABLE IF NOT EXISTS floor_row (id bigserial PRIMARY KEY, kind text NOT NULL,
key text NOT NULL, content jsonb NOT NULL, at timestamptz NOT NULL);
CREATE INDEX IF NOT EXISTS floor_row_key ON floor_row (kind, key)"""
READERS = 3
"""Jurors for each file."""
SHARED = """INSERT INTO selection_assignment (juror_id, application_id, at)
SELECT j.id, a.id, %(at)s FROM generate_series(0, 2) step,
(SELECT id, row_number() OVER (ORDER BY id) rank FROM applications_application
 WHERE edition_id = %(edition)s) a,
(SELECT id, row_number() OVER (ORDER BY id) rank, count(*) OVER () every FROM selection_juror
 WHERE panel_id = %(panel)s) j
WHERE j.rank - 1 = (a.rank + step * (j.every / 3)) %% j.every"""
MARKED = """INSERT INTO selection_mark (juror_id, deposit_id, criterion, value, comment, given,
revision, at) SELECT s.juror_id, a.current_id, %(criterion)s, 10, '', true, 1, %(at)s
FROM selection_assignment s JOIN applications_application a ON a.id = s.application_id
JOIN selection_juror j ON j.id = s.juror_id
WHERE j.panel_id = %(panel)s AND (s.id + a.id) %% 3 <> 0"""
ANEW = count(1)
SHARE = 100
"""Files a juror reads."""


def someone(email, role=""):
    user = accounts.reserve(email, at=DURING)
    accounts.welcome(user, method="code", at=DURING)
    user.refresh_from_db()
    if role:
        seats.give_seat(user.person, role, by=None, at=DURING)
    return user


def call(key, opens, closes):
    windows = [{"key": "w", "opens": opens, "closes": closes}]
    text = "## L’esprit\n\n" + f"{LONG}\n\n" * 3
    definition = judged(key=key, windows=windows, form={"sections": [SECTION]})
    now = timezone.now() if closes > "2090" else datetime(2024, 11, 1, tzinfo=UTC)
    return publish(definition, {"contexte.md": text}, by=None, at=now)


def draft(edition, owner, number, at):
    file = writing.start(edition, body_name=f"Commune {number}", by=owner, at=at)
    for key, value in ANSWERS.items():
        writing.save_answer(file, key, value, by=owner, at=at)
    return file


def files(edition, wanted):
    """The first file is handed in by the house; the others are copied from it."""
    first = draft(edition, someone("equipe@example.org"), 0, DURING)
    Application.objects.filter(pk=first.pk).update(department="62", kind="commune")
    made = writing.deposit(first, by=first.owner, at=DURING)
    spread(
        Application, first, f"generate_series(1, {wanted - 1}) n",
        public_id="gen_random_uuid()", body_name="'Commune ' || n", sort_key="'commune ' || n",
        department="(ARRAY['59', '62', '80', '02'])[1 + mod(n, 4)]", current_id="NULL",
    )  # fmt: skip
    others = f"applications_application a WHERE a.edition_id = {edition.pk} AND a.id <> {first.pk}"
    source = f"(SELECT a.id FROM {others}) a"
    spread(Deposit, made, source, public_id="gen_random_uuid()", application_id="a.id")
    for answer in Answer.objects.filter(application=first).order_by("pk"):
        spread(Answer, answer, source, application_id="a.id")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE applications_application a SET current_id = d.id FROM applications_deposit d "
            "WHERE d.application_id = a.id AND a.current_id IS NULL AND a.edition_id = %s",
            [edition.pk],
        )
    return first


def jury(edition, wanted, staff):
    """A panel whose jurors each read about a hundred files, two thirds of them marked."""
    panel = judging.open_panel(edition, "jury", by=staff, at=CLOSED)
    denise = someone("jury@example.org", "juror")
    juror = judging.seat_juror(panel, denise.person, by=staff, at=CLOSED)
    judging.declare(juror, {}, by=denise, at=CLOSED)
    others = [
        Person(user=user, email=user.email, family_name=f"Jurée {rank}")
        for rank, user in enumerate(_accounts(max(wanted * READERS // SHARE, READERS) - 1))
    ]
    Juror.objects.bulk_create(
        Juror(panel=panel, person=one, starts=CLOSED, declared_at=CLOSED)
        for one in Person.objects.bulk_create(others)
    )
    with connection.cursor() as cursor:
        cursor.execute(SHARED, {"edition": edition.pk, "panel": panel.pk, "at": CLOSED})
        for criterion in ("pertinence", "equipe"):
            cursor.execute(MARKED, {"criterion": criterion, "at": CLOSED, "panel": panel.pk})
    return panel, juror


def _accounts(wanted):
    return User.objects.bulk_create(
        User(email=f"juree-{rank}@example.org") for rank in range(wanted)
    )


def furnish(wanted, drafts):
    """Everything the bench opens: addresses of the house and of its floor, and their readers."""
    with connection.cursor() as cursor:
        cursor.execute(OWN_TABLE)
    staff = someone("equipe.maison@example.org", "staff")
    opened = call("ouvert", "2020-01-01", "2098-12-19T12:00")
    closed = call("clos", "2024-11-08", "2024-12-19T12:00")
    first = files(closed, wanted)
    panel, juror = jury(closed, wanted, staff)
    team = someone("redaction@example.org")
    now = timezone.now() - timedelta(days=1)
    written = [draft(opened, team, number, now) for number in range(drafts)]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return pages(first, panel, juror, staff, written)


def pages(first, panel, juror, staff, written):
    """Name → (reader, method, address of the house, of the floor, what is posted)."""
    key, one = first.edition.key, written[0]
    team, sits = one.owner, juror.person.user
    mine = Deposit.objects.filter(application__assignments__juror=juror).order_by("pk")[0]
    listing = reverse("applications:received", args=[key])
    export = listing.rstrip("/")
    grid = reverse("selection:grid", args=[panel.public_id])
    save = reverse("applications:save", args=[one.public_id, "besoins"])
    mark = reverse("selection:save", args=[panel.public_id, mine.public_id, "pertinence"])
    text, note = {"besoins": f"{LONG} {{}} mots."}, {"note-pertinence": "{}"}
    file = reverse("applications:received_one", args=[first.public_id])
    section = reverse("applications:section", args=[one.public_id, "projet"])
    return {
        "page de l’appel": asked(None, "/appels/ouvert/", "/call/ouvert/"),
        "formulaire, lire": asked(team, section, f"/form/{one.public_id}/"),
        "formulaire, garder": asked(team, save, f"/save/{one.public_id}/besoins/", text),
        "déposer, en entier": handed_in(team, written[1:]),
        "liste de l’équipe": asked(staff, listing, f"/list/{key}/"),
        "liste, un mot": asked(staff, f"{listing}?q=77", f"/list/{key}/?q=77"),
        "un dossier": asked(staff, file, f"/file/{first.public_id}/"),
        "accueil du juré": asked(
            sits, reverse("selection:panel", args=[panel.public_id]), "/board/"
        ),
        "grille, lire": asked(sits, grid, f"/grid/{key}/"),
        "grille, noter": asked(sits, mark, f"/mark/{mine.public_id}/pertinence/", note),
        "export CSV": asked(staff, f"{export}.csv", f"/export/{key}.csv"),
        "export JSON": asked(staff, f"{export}.json", f"/export/{key}.json"),
    }


def asked(user, ours, floor, posted=None):
    """One page, its cost in queries once what is kept is warm, and the session that opens it.

    `{}` in what is posted is a number that changes each time, so that each time writes.
    """
    client = entered(user)
    _ask(client, ours, posted)
    queries = _counted(client, ours, posted)
    return {
        "ours": [ours], "floor": [floor], "posted": posted, "queries": queries, **_door(client)
    }  # fmt: skip


def handed_in(user, written):
    """One file each time: half of them for the house, half for its floor."""
    client = entered(user)
    addresses = [reverse("applications:deposit", args=[one.public_id]) for one in written]
    _ask(client, addresses.pop(), {})
    queries = _counted(client, addresses.pop(), {})
    floor = [f"/submit/{one.public_id}/" for one in written[: len(addresses)]]
    return {
        "ours": addresses, "floor": floor, "posted": {}, "queries": queries, **_door(client)
    }  # fmt: skip


def entered(user):
    client = Client(HTTP_HOST="localhost")
    if user is not None:
        client.force_login(user)
        client.get(reverse("people:profile"))
    return client


def _door(client):
    if "sessionid" not in client.cookies:
        return {"session": "", "secret": ""}
    session = client.session
    session["_csrftoken"] = session.get("_csrftoken") or "a" * 32
    session.save()
    return {"session": session.session_key, "secret": session["_csrftoken"]}


def _ask(client, address, posted):
    fields = {name: text.format(next(ANEW)) for name, text in (posted or {}).items()}
    answer = client.get(address) if posted is None else client.post(address, fields)
    for _part in answer:
        pass
    if answer.status_code == 302:
        client.get(answer["Location"])
    assert answer.status_code in {200, 302}, (address, answer.status_code)


def _counted(client, address, posted):
    with CaptureQueriesContext(connection) as seen:
        _ask(client, address, posted)
    return len(seen)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(furnish(*map(int, sys.argv[1:]))) + "\n")
