"""Tables, budgets and repeated questions of a form: columns, rows, what they check."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme.explain import words
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.questions import asked
from cordee.programme.explain.teller import Sentence, Teller, percent, span, yes
from cordee.programme.schema import questions
from cordee.programme.schema.base import Record


def column(t: Teller, it: questions.Column, of: questions.Table | None = None) -> Item:
    """A column of a table."""
    others = of.columns if of else ()
    options = french.listed([t.said(one.label) for one in it.options], "ou")
    scored = [french.plural(one.points, "point") for one in it.options if one.points is not None]
    facts = [
        words.COLUMNS[it.kind],
        options,
        french.listed(scored),
        yes(it.total, say("total calculé")),
        say("somme calculée de {sum_of}", sum_of=t.all_named(others, it.sum_of))
        if it.sum_of
        else "",
        say("moins {minus}", minus=t.all_named(others, it.minus)) if it.minus else "",
        say("produit calculé de {product_of}", product_of=t.all_named(others, it.product_of))
        if it.product_of
        else "",
        _rated(it.rate) if it.rate is not None else "",
        _years(it) or span(it.min, it.max),
        "" if it.required else say("facultatif"),
        say("en {unit}", unit=t.said(it.unit)) if it.unit else "",
    ]
    return entry(
        say("Colonne {quoted}", quoted=french.quoted(t.said(it.label))),
        *facts,
        after=t.said(it.description),
    )


def _rated(rate: Decimal) -> str:
    """« dont on prend 7 % », or « multiplié par 12 » beyond the whole."""
    if 0 < rate < 1:
        return say("dont on prend {rate}", rate=percent(rate))
    return say("multiplié par {rate}", rate=french.number(rate))


def _years(it: questions.Column) -> str:
    """« de 2028 à 2030 »: bounds that are years are not told as quantities."""
    bounds = [one for one in (it.min, it.max) if one is not None]
    if it.kind != "number" or it.unit or len(bounds) < 2:  # noqa: PLR2004 - a least and a most
        return ""
    if not all(1900 <= one <= 2200 and one == int(one) for one in bounds):  # noqa: PLR2004 - years
        return ""
    return say("de {least} à {most}", least=str(int(bounds[0])), most=str(int(bounds[1])))


def row(t: Teller, it: questions.Row, of: questions.Table | None = None) -> Item:
    """A fixed row of a table, filled or computed."""
    rows = of.rows if of else ()
    facts = [
        say("somme calculée de {sum_of}", sum_of=t.all_named(rows, it.sum_of)) if it.sum_of else "",
        say("moins {minus}", minus=t.all_named(rows, it.minus)) if it.minus else "",
        _rated(it.rate) if it.rate is not None else "",
    ]
    label = say("Ligne {quoted}", quoted=french.quoted(t.said(it.label)))
    return entry(label, *facts, after=t.said(it.description))


def table_check(t: Teller, it: questions.TableCheck, of: questions.Table | None = None) -> Item:
    """A rule on the totals of a table."""
    columns, rows = (of.columns, of.rows) if of else ((), ())
    first = _cells(t.named(columns, it.column), t.all_named(rows, it.rows))
    other = _cells(t.named(columns, it.of or it.column), t.all_named(rows, it.of_rows))
    question = t.named(t.questions(), it.of_question)
    share = it.rule == "ratio"
    bounds = (percent(it.min) or None, percent(it.max) or None) if share else (it.min, it.max)
    rule = {
        "total": say("total de {first}", first=first),
        "ratio": say(
            "part de {first} dans {rest}",
            first=first,
            rest=say("l’ensemble") if other == first else other,
        ),
        "equals": say("{first} doit égaler {question}", first=first, question=question or other),
    }[it.rule]
    aside = (
        say("comparé à {question}", question=question) if question and it.rule != "equals" else ""
    )
    return entry(
        french.unpointed(t.said(it.sentence)) or say("Règle"),
        rule,
        aside,
        span(*bounds),
        yes(it.each_row, say("sur chaque ligne")),
        _those(t, it, columns),
        words.STRENGTH[it.strength],
    )


def _those(t: Teller, it: questions.TableCheck, columns: Sequence[questions.Column]) -> str:
    """« pour les lignes où « Pays » est Suisse »: the rows a rule looks at, when not all."""
    if it.where is None:
        return ""
    asked = {one.key: one for one in columns}.get(it.where)
    cells = [t.named(asked.options, one) if asked and asked.options else one for one in it.among]
    column_ = t.named(columns or t.questions(), it.where)
    return say("pour les lignes où {column} est {cells}", column=column_,
               cells=french.listed(cells, "ou"))  # fmt: skip


def _cells(column_: str, rows: str) -> str:
    return say("{column}, lignes {rows}", column=column_, rows=rows) if rows else column_


def table(t: Teller, it: questions.Table) -> Item:
    """A table with its columns, rows, totals and rules."""
    columns = [column(t, one, it) for one in it.columns]
    rows = [row(t, one, it) for one in it.rows]
    checks = [table_check(t, one, it) for one in it.checks]
    free = "" if it.rows else span(it.min, it.max, "ligne")
    return asked(t, it, say("tableau"), free, items=[*columns, *rows, *checks])


def group(t: Teller, it: questions.Group) -> Item:
    """Questions asked again and again."""
    times = say("à remplir {most}", most=span(it.min, it.max, "fois", "fois"))
    checks = [table_check(t, one) for one in it.checks]
    return asked(t, it, times, items=[*t.items(it.questions), *checks])


SENTENCES: Mapping[type[Record], Sentence] = {
    questions.Column: column,
    questions.Row: row,
    questions.TableCheck: table_check,
    questions.Table: table,
    questions.Group: group,
}
