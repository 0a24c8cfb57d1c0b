"""One register of what the alliance says and of what is said of it."""

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse

from cordee.alliance.works.actions import speaking
from cordee.alliance.works.models import RegisterLine, Term
from cordee.alliance.works.queries import speaking as queries
from tests.alliance.works.conftest import NOW


def url(name, *args):
    return reverse(f"works:{name}", args=args)


def told(family, **more):
    """A line of a family, complete."""
    kind = Term.objects.filter(list=family).order_by("rank").first()
    return {"kind": kind.public_id, "title": "Naissance d’une alliance", "on": "2025-02-01",
            "who": "Une revue", "place": "Lens", "audience": "staff"} | more  # fmt: skip


def test_the_register_is_kept_counted_and_read_by_whom_it_is_said(frame, amina, ally, cost):
    staff, visitor, hers = Client(), Client(), Client()
    staff.force_login(amina)
    hers.force_login(ally)
    assert hers.get(url("register")).status_code == 403
    page = url("register")
    assert staff.post(page, told("press", title="Un article, date.")).status_code == 422
    assert staff.post(page, told("press", who="")).status_code == 422
    assert staff.post(page, told("press")).status_code == 302
    guide = told("publication", title="Un guide", audience="public", patronage="L’alliance")
    assert staff.post(page, guide).status_code == 302
    assert staff.post(page, told("news", title="Vieille", on="2021-05-01")).status_code == 302
    line = RegisterLine.objects.get(title="Un guide")
    up = {"reprise-where": "Une radio", "reprise-on": "2025-03-01"}
    assert staff.post(url("take_up", line.public_id), up).status_code == 302
    early = up | {"reprise-on": "2024-03-01"}
    assert staff.post(url("take_up", line.public_id), early).status_code == 422
    assert staff.post(url("line", line.public_id), guide | {"title": "Un guide court"}
                      ).status_code == 302  # fmt: skip
    open_ = visitor.get(url("said")).text
    assert "Un guide court" in open_
    assert "repris par Une radio" in " ".join(open_.split())
    assert "Naissance" not in open_
    assert visitor.get(url("line", line.public_id)).status_code == 404
    counts = {key: many for key, _label, many in queries.counts(2025)}
    assert counts == {"intervention": 0, "relation": 0, "publication": 1, "press": 1, "news": 0}
    assert queries.years() == [2025, 2021]
    shown = staff.get(page + "?famille=news&annee=2021").text
    assert "Vieille" in shown
    assert "Un guide court" not in shown
    sheet = staff.get(url("register_export")).text
    assert "Une radio (2025-03-01)" in sheet
    few = cost(staff, page), cost(visitor, url("said"))
    kind = Term.objects.filter(list="news").get()
    for rank in range(2):
        speaking.keep_line(kind, f"N{rank}", NOW.date() - timedelta(days=rank), audience="public",
                           by=amina, at=NOW)  # fmt: skip
    assert (cost(staff, page), cost(visitor, url("said"))) == few
    assert staff.post(url("strike", line.public_id)).status_code == 302
    assert "Un guide court" not in visitor.get(url("said")).text
    assert queries.between(date(2025, 1, 1), date(2025, 12, 31)).count() == 3
