"""What the alliance did together, as figures that open on their rows."""

from datetime import UTC, date, datetime
from decimal import Decimal

from cordee.alliance import actions as governing
from cordee.alliance.rules import Asked, Said
from cordee.alliance.works.actions import (
    assemblies,
    frames,
    objections,
    speaking,
    supports,
    terms,
    workstreams,
)
from cordee.alliance.works.models import Term
from cordee.reports.figures import FIGURES
from cordee.reports.rules import Period

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)
DAY = date(2025, 3, 10)
YEAR, BEFORE = (Period(date(one, 1, 1), date(one, 12, 31)) for one in (2025, 2024))
KEYS = ("workstreams", "builders", "presented", "objected", "supports", "leaders", "assembled",
        "spoken", "interventions", "press")  # fmt: skip


def test_what_the_alliance_did_is_counted_from_the_rows_it_shows(amina):
    now = {"by": amina, "at": NOW}
    organ = governing.name_organ("Le bureau", "les enveloppes", **now)
    governing.give_mandate(organ, amina.person, starts=date(2025, 1, 1), **now)
    terms.take_usual(**now)
    goal = terms.keep_term("goal", "Coopérer", **now)
    year = frames.keep_frame(
        "2025", starts=YEAR.first, ends=YEAR.last, organ=organ, ceiling=Decimal(4000),
        least_allies=1, **now,
    )  # fmt: skip
    one, two = (
        workstreams.propose(year, name, "x", goals=[goal], leader=amina.person, **now)
        for name in ("Cantines", "Cartes")
    )
    workstreams.join(one, amina.person, **now)
    for each in (one, two):
        workstreams.present(each, on=DAY, **now)
    first = objections.object_to(two, amina.person, "Trop vague.", **now)
    objections.object_to(two, amina.person, "Trop tôt.", **now)
    objections.answer(first, "Oui.", outcome="dropped", **now)
    workstreams.launch(one, **now)
    asked = supports.ask(one, Decimal(3000), needs="x", pays="L’animation.", **now)
    stood = {amina.person.pk: Said("for")}
    supports.grant(asked, Asked(DAY, Decimal(2500), "Oui.", stood), **now)
    frames.hold_leaders(year, on=DAY, attended=3, note="Le point", **now)
    held = assemblies.keep_assembly("Assemblée", kind="assembly", **now)
    day = assemblies.keep_day(held, DAY, "hybrid", aim="x", place="Lens", link="https://a.org",
                              **now)  # fmt: skip
    assemblies.count(day, on_site=90, remote=10, **now)
    for family, who in (("intervention", "Ada"), ("press", "Une revue")):
        kind = Term.objects.filter(list=family).order_by("rank")[0]
        speaking.keep_line(kind, "x", DAY, who=who, place="Lens", **now)
    found = {key: FIGURES[key](YEAR) for key in KEYS}
    assert {key: one.value for key, one in found.items()} == {
        "workstreams": 1, "builders": 1, "presented": 2, "objected": 1, "supports": 2500,
        "leaders": 1,
        "assembled": 100, "spoken": 2, "interventions": 1, "press": 1,
    }  # fmt: skip
    assert found["assembled"].rows.cells[0][3:] == (90, 10)
    assert [cell[2] for cell in found["objected"].rows.cells] == [
        "le chantier est abandonné", "sans réponse",
    ]  # fmt: skip
    assert not any(FIGURES[key](BEFORE).value for key in KEYS)
