"""The bound set of every file of a call, beside a bare Typst loop on the same pages.

`FILES=500` by default; memory is that of the process, its libraries included.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from time import perf_counter, process_time

import typst

from cordee.applications.binding import TEMPLATE, bind, file_pdf
from cordee.applications.models import Application, Deposit
from cordee.applications.papers import receipt
from cordee.calls.models import Version
from cordee.kernel.canonical import canonical, digest, plain
from cordee.web.documents import PACKAGE
from tests.bench.bench_site import resident
from tests.bench.scene_texts import ANSWERS, SECTION
from tests.selection.conftest import judged

FILES = int(os.environ.get("FILES", "500"))
PAGES = 7
"""Pages of a file, about: each answer is repeated so many times."""


def files(many):
    """As many files handed in, in memory: no database stands between the two loops."""
    definition = judged(form={"sections": [SECTION]})
    version = Version(content=definition.data(), digest=digest(definition.data()))
    for number in range(many):
        answers = {key: f"{number}. " + text * PAGES for key, text in ANSWERS.items()}
        content = {"body": {"name": f"Commune {number}"}, "team": [], "answers": answers}
        made = Deposit(
            number=1, version=version, content=content, digest=digest(content),
            at=datetime(2024, 12, 1, 9, tzinfo=UTC),
        )  # fmt: skip
        yield Application(body_name=f"Commune {number}", current=made)


def bare(rows):
    """The same pages by Typst alone: one compiler kept, data by its inputs, nothing bound."""
    compiler = typst.Compiler(str(TEMPLATE), root=str(PACKAGE))
    for row in rows:
        said = receipt(row.current)
        named = {name: said[name] for name in ("parts", "team", "facts", "body")}
        data = {
            "title": f"Dossier de {said['body']}", "call": said["call"], "foot": said["foot"],
            "contents": "Sommaire", "files": [named], "lang": "fr", "staff": "Équipe",
            "heads": ["Mention", "Valeur"], "caption": "Mentions du dossier",
        }  # fmt: skip
        inputs = {"data": canonical(plain(data)).decode()}
        compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])


def test_the_bound_set_beside_a_bare_loop(capsys):
    rows = list(files(FILES))
    file_pdf(rows[0].current)  # fonts are read once, by whoever comes first
    floor = took(lambda: bare(rows))
    memory = [resident("self")]

    def tell(number):
        if number in {FILES // 5, FILES}:
            memory.append(resident("self"))

    with tempfile.TemporaryFile() as held:
        ours = took(lambda: bind(rows, held, tell=tell))
        size = held.tell()
        held.seek(0)
        assert held.read(4) == b"%PDF"
    with capsys.disabled():
        sys.stdout.write(
            f"\n  {FILES} dossiers reliés : {ours[0]:.1f} s, {1000 * ours[0] / FILES:.0f} ms "
            f"chacun, {size / 1024 / 1024:.1f} Mio ; Typst seul {floor[0]:.1f} s, "
            f"× {ours[0] / floor[0]:.2f} (budget 1,5), × {ours[1] / floor[1]:.2f} de processeur ; "
            f"mémoire {' → '.join(f'{one:.0f}' for one in memory)} Mio "
            f"(avant, au cinquième, à la fin) ; charge {os.getloadavg()[0]:.1f}\n"
        )


def took(work):
    """Seconds on the clock, and of processor: others may share the machine."""
    start, used = perf_counter(), process_time()
    work()
    return perf_counter() - start, process_time() - used
