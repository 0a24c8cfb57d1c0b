"""Letters to a mail server of this machine, beside a bare `smtplib` loop over one connection.

`LETTERS=2000` by default. The server says yes to everything and keeps nothing; each letter has two
texts and its own name. Ours are claimed, sent and told one commit each by a real worker, timed from
its first letter to its last: it starts but once.
"""

import asyncio
import json
import multiprocessing
import os
import resource
import smtplib
import sys
from email.message import EmailMessage
from email.utils import format_datetime
from time import perf_counter, process_time, time

from django.utils import timezone

from cordee.operations import house, ports
from tests.bench.bench_site import migrated, run  # noqa: F401 - the house it fills

LETTERS = int(os.environ.get("LETTERS", "2000"))
TEXT = "Bonjour Camille {0},\n\nVoici ce qui attend votre territoire ce mois-ci.\n\n" * 4
POST = """
from cordee.operations.house import enter
enter()
from time import perf_counter
from django.db import transaction
from cordee.ledger.outbox import post
from tests.bench.bench_mail import TEXT
start = perf_counter()
with transaction.atomic():
    for number in range(%d):
        post(key=f"bench:%d:{number}", to=f"camille.{number}@example.org",
             subject=f"Des nouvelles du mois, Camille {number}", text=TEXT.format(number))
print(perf_counter() - start)
"""
SENT = """
from cordee.operations.house import enter
enter()
from cordee.ledger.models import Message
print(Message.objects.filter(state="sent").count())
"""
WORK = "from cordee.cli import main; raise SystemExit(main(['worker', '--once']))"


async def _greet(reader, writer, told):
    """Say yes to whatever comes; count connections, letters, and the first and last instants."""
    told[0] += 1
    writer.write(b"220 sink\r\n")
    while line := await reader.readline():
        word = line[:4].upper()
        if word == b"DATA":
            writer.write(b"354 go on\r\n")
            while await reader.readline() != b".\r\n":
                pass
            told[1] += 1
            told[2], told[3] = told[2] or time(), time()
        writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 yes\r\n")
        if word == b"QUIT":
            break
    writer.close()


def _sink(port, told):
    async def serve():
        server = await asyncio.start_server(
            lambda reader, writer: _greet(reader, writer, told), "127.0.0.1", port
        )
        await server.serve_forever()

    asyncio.run(serve())


def bare(port):
    """The same letters by `smtplib` alone."""
    with smtplib.SMTP("127.0.0.1", port) as line:
        for number in range(LETTERS):
            letter = EmailMessage()
            letter["Subject"] = f"Des nouvelles du mois, Camille {number}"
            letter["From"], letter["To"] = "cordee@example.org", f"camille.{number}@example.org"
            letter["Date"] = format_datetime(timezone.now())
            text = TEXT.format(number)
            letter.set_content(text)
            letter.add_alternative(f"<p>{text}</p>", subtype="html")
            line.send_message(letter)


def children():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def test_letters(migrated, capsys, monkeypatch):  # noqa: F811 - the fixture
    port, told = ports.first_free("127.0.0.1", 18_500), multiprocessing.Array("d", 4)
    sink = multiprocessing.Process(target=_sink, args=(port, told), daemon=True)
    sink.start()
    monkeypatch.setenv("CORDEE_SMTP_URL", f"smtp://127.0.0.1:{port}")
    rows = []
    for turn in range(2):
        posted = float(run(POST % (LETTERS, turn)).splitlines()[-1])
        start, used, before = perf_counter(), process_time(), told[0]
        bare(port)
        low, low_used = perf_counter() - start, process_time() - used
        assert told[0] == before + 1
        told[2], used = 0, children()
        run(WORK)
        ours, ours_used = told[3] - told[2], children() - used
        lines = int(told[0] - before - 1)
        rows.append({"posted": posted, "bare": low, "ours": ours, "lines": lines,
                     "bare_cpu": low_used, "ours_cpu": ours_used})  # fmt: skip
    sink.terminate()
    assert int(run(SENT)) == 2 * LETTERS
    assert told[1] == 4 * LETTERS
    path = house.ROOT / "var" / "bench-mail.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(rows, indent=1))
    with capsys.disabled():
        sys.stdout.write("".join(map(said, rows)))


def said(row):
    return (
        f"\n  {LETTERS} lettres : postées en {row['posted']:.1f} s ; envoyées en "
        f"{row['ours']:.1f} s de la première à la dernière ({LETTERS / row['ours']:.0f} par "
        f"seconde) sur {row['lines']} connexions ; smtplib seul {row['bare']:.1f} s "
        f"({LETTERS / row['bare']:.0f} par seconde) : × {row['bare'] / row['ours']:.2f} "
        f"(but 0,6) ; processeur {row['ours_cpu']:.1f} s, démarrage compris, et "
        f"{row['bare_cpu']:.1f} s ; charge {os.getloadavg()[0]:.1f}\n"
    )
