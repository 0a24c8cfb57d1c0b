"""The bound set of every file of a call, beside a bare Typst loop on the same pages.

`FILES=500` by default; memory is that of the process, its libraries included.
"""

import io
import os
import sys
from datetime import UTC, datetime
from time import perf_counter

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
            "contents": "Sommaire", "files": [named],
        }  # fmt: skip
        inputs = {"data": canonical(plain(data)).decode()}
        compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])


def test_the_bound_set_beside_a_bare_loop(capsys):
    rows = list(files(FILES))
    file_pdf(rows[0].current)  # fonts are read once, by whoever comes first
    start = perf_counter()
    bare(rows)
    floor = perf_counter() - start
    memory = [resident("self")]
    start = perf_counter()

    def tell(number):
        if number in {FILES // 5, FILES}:
            memory.append(resident("self"))

    held = io.BytesIO()
    bind(rows, held, tell=tell)
    ours = perf_counter() - start
    with capsys.disabled():
        sys.stdout.write(
            f"\n  {FILES} dossiers reliés : {ours:.1f} s, {1000 * ours / FILES:.0f} ms chacun, "
            f"{held.tell() / 1024 / 1024:.1f} Mio ; Typst seul {floor:.1f} s, × {ours / floor:.2f} "
            f"(budget 1,5) ; mémoire {' → '.join(f'{one:.0f}' for one in memory)} Mio "
            f"(avant, au cinquième, à la fin) ; charge {os.getloadavg()[0]:.1f}\n"
        )
    assert held.getvalue().startswith(b"%PDF")
