"""A report as it is read: on a page and on paper, with its contents, its charts, their tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cordee.applications.doors.odt import write
from cordee.applications.doors.sheet import Ask, Grid, Part, Sheet, Told
from cordee.calls.papers import told as node_told
from cordee.journeys.strategy.quoting import texts_quoted
from cordee.kernel import french
from cordee.programme.explain import prose
from cordee.reports.rules import Period
from cordee.web.components import Bar
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cordee.applications.doors.sheet import Block
    from cordee.reports.models import Report

TEMPLATE = Path(__file__).parent / "documents" / "report.typ"
ROWS_SHOWN = 40
"""Rows printed under a figure; the page of the figure lists them all."""
TOP = 2
"""The title level of a first part, on a page."""
TEXTS = ("text", "follow_up", "outlook", "announced")


@dataclass(frozen=True, slots=True)
class Chart:
    """The rows of a figure as bars; the table is the chart itself (R345)."""

    label: str
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered part, ready to be read: `level` is that of its title, from 2 down."""

    number: str
    title: str
    level: int
    text: str
    figures: list[Mapping[str, Any]]
    charts: list[Chart]
    announced: str
    follow_up: str
    outlook: str

    @property
    def anchor(self) -> str:
        """Where the contents lead."""
        return f"partie-{self.number.replace('.', '-')}"

    @property
    def inner(self) -> int:
        """The level of the titles inside its text."""
        return self.level + 1


def chapters(content: Mapping[str, Any], *, aloud: bool = False) -> list[Chapter]:
    """The parts of a report, words quoted told anew: those taken back are no longer there."""
    parts = content.get("sections", [])
    words = [one[name] for one in parts for name in TEXTS]
    texts = iter(texts_quoted(words, "public", use="report", aloud=aloud))
    figures = {one["key"]: one for one in content["figures"]}
    return [_chapter(one, figures, [next(texts) for _name in TEXTS]) for one in parts]


def _chapter(one: Mapping[str, Any], figures: Mapping[str, Any], texts: Sequence[str]) -> Chapter:
    shown = [figures[key] for key in one["figures"] if key in figures]
    return Chapter(
        one["number"], one["title"], TOP + one["level"] - 1, texts[0], shown,
        [chart for figure in shown if (chart := chart_of(figure))],
        texts[3], texts[1], texts[2],
    )  # fmt: skip


def chart_of(figure: Mapping[str, Any]) -> Chart | None:
    """The bars of a figure that has some, from the rows it was frozen with."""
    if "chart" not in figure or not figure["rows"]:
        return None
    label, length = figure["chart"]
    said = french.money if "(€)" in figure["columns"][length] else french.number
    bars = [
        Bar(row[label], float(row[length]), said(Decimal(row[length]))) for row in figure["rows"]
    ]
    return Chart(figure["label"], bars)


def balance(content: Mapping[str, Any]) -> dict[str, Any] | None:
    """The accounts, both sides with their headings as bars and as lines, and the result."""
    found = content.get("accounts")
    if not found:
        return None
    sides = [
        {"label": label, "total": Decimal(found[total]), "headings": [
            {**one, "total": Decimal(one["total"]),
             "rows": [[name, Decimal(amount), source] for name, amount, source in one["rows"]]}
            for one in found[key]],
         "bars": [Bar(one["label"], float(one["total"]), french.money(Decimal(one["total"])))
                  for one in found[key]]}
        for label, key, total in ((french.say("Produits"), "income", "earned"),
                                  (french.say("Charges"), "charges", "spent"))
    ]  # fmt: skip
    return {"sides": sides, "result": Decimal(found["result"])}


def report_pdf(report: Report, *, without: Collection[str] = ()) -> bytes:
    """The report as an accessible PDF: its contents, its parts, then each figure with its rows.

    `without` are names that must not exist for whoever reads: their rows stay shut.
    """
    said = Period(report.starts, report.ends).said()
    return pdf(
        TEMPLATE,
        {
            "title": report.title,
            "foot": f"{report.title} – empreinte {report.digest[:16]}",
            "period": said,
            "signed": f"Arrêté le {french.moment(timezone.localtime(report.at))}",
            "contents": "Sommaire",
            "parts": [_printed(one) for one in chapters(report.content)],
            "accounts": _printed_accounts(report.content),
            "figures": [
                {
                    **figure,
                    "rows": [told(row) for row in rows[:ROWS_SHOWN]],
                    "more": _more(len(rows)),
                }
                for figure in report.content["figures"]
                for rows in [[row for row in figure["rows"] if not set(without) & set(row)]]
            ],
        },
    )


def _printed(one: Chapter) -> dict[str, Any]:
    return {
        "level": one.level - TOP + 1,
        "title": f"{one.number}. {one.title}",
        "nodes": _nodes(one.text),
        "announced": one.announced,
        "follow_up": _nodes(one.follow_up),
        "outlook": _nodes(one.outlook),
        "figures": [[figure["label"], figure["said"], figure["source"]] for figure in one.figures],
        "charts": [_drawn(chart.label, chart.bars) for chart in one.charts],
    }


def _nodes(text: str) -> list[dict[str, Any]]:
    return [node_told(node) for node in prose.nodes(text)]


def _drawn(label: str, bars: Sequence[Bar]) -> dict[str, Any]:
    """A chart on paper: each row its label, its words and its length in hundredths."""
    longest = max((bar.value for bar in bars), default=0) or 1
    rows = [[str(bar.label), str(bar.said), round(100 * max(bar.value, 0) / longest)]
            for bar in bars]  # fmt: skip
    return {"label": label, "rows": rows}


def _printed_accounts(content: Mapping[str, Any]) -> dict[str, Any] | None:
    found = balance(content)
    if found is None:
        return None
    return {
        "result": french.money(found["result"]),
        "sides": [
            {"label": side["label"], "total": french.money(side["total"]),
             "chart": _drawn(side["label"], side["bars"]),
             "rows": [[one["label"], label, french.money(amount), source]
                      for one in side["headings"] for label, amount, source in one["rows"]]}
            for side in found["sides"]
        ],
    }  # fmt: skip


def told(row: Sequence[Any], *, aloud: bool = False) -> list[Any]:
    """A row with the testimonies it quotes: one taken back since is no longer in the report."""
    words = [one for one in row if isinstance(one, str)]
    said = dict(zip(words, texts_quoted(words, "public", use="report", aloud=aloud), strict=True))
    return [said.get(one, one) if isinstance(one, str) else one for one in row]


def _more(count: int) -> str:
    left = count - ROWS_SHOWN
    return f"… et {french.plural(left, 'autre ligne', 'autres lignes')}." if left > 0 else ""


def report_odt(report: Report, *, without: Collection[str] = ()) -> bytes:
    """The report as ODT, to be taken up in an office: the same parts, accounts and figures."""
    sheet = Sheet(
        title=report.title,
        caption=Period(report.starts, report.ends).said(),
        language="fr",
        blocks=tuple(_blocks(report, without)),
        foot=f"Empreinte {report.digest[:16]}",
    )
    return write(sheet)


def _blocks(report: Report, without: Collection[str]) -> Iterator[Block]:
    for one in chapters(report.content):
        name = one.anchor
        title = f"{one.number}. {one.title}"
        yield Part(name, title) if one.level == TOP else Ask(name, title, one.level - 1)
        if one.announced:
            yield Told(f"Le bilan précédent annonçait\u00a0: {one.announced}")
            yield Told(one.follow_up)
        for text in filter(None, (one.text, one.outlook)):
            yield Told(text)
        cells = tuple((str(it["label"]), it["said"], it["source"]) for it in one.figures)
        if cells:
            yield Grid(f"{name}-chiffres", title, ("Chiffre", "Valeur", "Source"), cells)
    if (told_accounts := _printed_accounts(report.content)) is not None:
        yield Part("comptes", f"Comptes – résultat\u00a0: {told_accounts['result']}")
        for side in told_accounts["sides"]:
            label = f"{side['label']}\u00a0: {side['total']}"
            rows = tuple(tuple(row) for row in side["rows"])
            yield Grid(side["label"], label, ("Poste", "Détail", "Montant", "Source"), rows)
    yield Part("chiffres", "Les chiffres et ce qu’ils comptent")
    for figure in report.content["figures"]:
        yield Ask(figure["key"], f"{figure['label']}\u00a0: {figure['said']}")
        kept = [row for row in figure["rows"] if not set(without) & set(row)][:ROWS_SHOWN]
        if kept:
            lines = tuple(tuple(told(row)) for row in kept)
            yield Grid(f"{figure['key']}-lignes", figure["label"], tuple(figure["columns"]), lines)
