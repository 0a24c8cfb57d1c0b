"""The form against itself: what is asked where and when, files, shares, dates, languages, doors."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.questions import (
    Asked,
    Attestation,
    Choice,
    Day,
    File,
    Limit,
    LongText,
    Money,
    Number,
    Shown,
    Table,
    Text,
    YesNo,
)
from cordee.programme.schema.walk import every, walk
from cordee.programme.schema.who import AnswerIs
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw

FAR = 5
"""A ratio beyond is a percentage written as such."""


def _asked(definition: Definition) -> Mapping[str, Asked]:
    return {one.key: one for _, one in every(definition.form, Asked)}


def elsewhere(definition: Definition) -> Iterator[Flaw]:
    """Questions of a step or of a track that their page is not shown in."""
    for index, section in enumerate(definition.form.sections):
        for place, one in enumerate(section.questions):
            path: Path = ("form", "sections", index, "questions", place)
            for field in ("steps", "tracks"):
                page, own = {*getattr(section, field)}, {*getattr(one, field)}
                if page and own and not page & own:
                    yield flaw(
                        (*path, field),
                        "{label} ne sera jamais posée : sa page n’a ni cette étape ni ce volet.",
                        label=french.quoted(one.label),
                    )


def unheard(definition: Definition) -> Iterator[Flaw]:
    """Questions that depend on an answer given at another step, or on another track."""
    where: dict[str, tuple[set[str], set[str]]] = {}
    for section in definition.form.sections:
        for part in section.questions:
            steps = {*(part.steps or section.steps)}
            where[part.key] = (steps, {*(part.tracks or section.tracks)})
    for path, one in every(definition.form, Asked):
        mine = where.get(one.key)
        for where_, shown in every(one.when, Shown) if mine else ():
            other = where.get(shown.question or "")
            if (
                mine
                and other
                and any(a and b and not a & b for a, b in zip(mine, other, strict=True))
            ):
                place: Path = ("form", *path, "when", *where_, "question")
                yield flaw(
                    place,
                    "{label} dépend d’une réponse demandée à une autre étape ou sur un autre "
                    "volet : elle ne sera pas posée.",
                    label=french.quoted(one.label),
                )


def compared(definition: Definition) -> Iterator[Flaw]:
    """Comparisons that an answer of that kind can never meet."""
    asked = _asked(definition)
    for path, one in walk(definition):
        question = asked.get(one.question or "") if isinstance(one, (Shown, AnswerIs)) else None
        if question is None or not isinstance(one, (Shown, AnswerIs)):
            continue
        label = french.quoted(question.label)
        counted = one.min is not None or one.max is not None
        if isinstance(one.equals, bool) and not isinstance(question, YesNo | Attestation):
            yield flaw(
                (*path, "equals"),
                "{label} ne se répond pas par oui ou non : comparez sa réponse, ou écrivez "
                "answered = true.",
                label=label,
            )
        if counted and not isinstance(question, Number | Money | Choice | Text):
            yield flaw(
                path,
                "{label} ne se répond pas par un nombre : min et max ne disent rien.",
                label=label,
            )
        if isinstance(question, Number | Money) and counted and _beyond(one, question):
            yield flaw(
                path,
                "{label} va de {least} à {most} : cette comparaison ne sera jamais remplie.",
                label=label,
                least=_n(question.min),
                most=_n(question.max),
            )
        if isinstance(one, AnswerIs) and (one.after or one.before):
            if not isinstance(question, Day):
                yield flaw(
                    path,
                    "{label} ne se répond pas par une date : after et before ne disent rien.",
                    label=label,
                )
            if one.after and one.before and one.after > one.before:
                yield Flaw((*path, "after"), "« after » vient après « before » : inversez-les.")


def _n(value: Decimal | None) -> str:
    return "…" if value is None else french.number(value)


def _beyond(one: Shown | AnswerIs, question: Number | Money) -> bool:
    over = one.min is not None and question.max is not None and one.min > question.max
    return over or (one.max is not None and question.min is not None and one.max < question.min)


def impossible(definition: Definition) -> Iterator[Flaw]:
    """Cases that ask one answer to be two things at once."""
    single = {
        key
        for key, one in _asked(definition).items()
        if isinstance(one, YesNo) or (isinstance(one, Choice) and one.max == 1)
    }
    for path, one in every(definition.form, Shown):
        wanted: dict[str, set[str]] = {}
        for inner in one.all_of:
            if inner.question in single and inner.equals is not None and not inner.negate:
                wanted.setdefault(inner.question, set()).add(str(inner.equals))
        for key, values in wanted.items():
            if len(values) > 1:
                yield flaw(
                    ("form", *path, "all_of"),
                    "{key} ne peut pas être à la fois {listed} : écrivez among, ou any_of.",
                    key=french.quoted(key),
                    listed=french.listed(sorted(values)),
                )


def files(definition: Definition) -> Iterator[Flaw]:
    """Files longer, heavier or later than the whole file allows."""
    form = definition.form
    for path, one in every(form, File):
        place: Path = ("form", *path)
        if form.max_pages and one.counted and one.max_pages and one.max_pages > form.max_pages:
            yield flaw(
                (*place, "max_pages"),
                "{label} admet {max_pages}, mais tout le dossier est limité à {max_pages2}.",
                label=french.quoted(one.label),
                max_pages=french.plural(one.max_pages, "page"),
                max_pages2=form.max_pages,
            )
        heavy = max(one.max_mb, one.max_total_mb or 0)
        if form.max_mb and heavy > form.max_mb:
            yield flaw(
                (*place, "max_mb"),
                "{label} admet {heavy} Mo, mais toutes les pièces sont limitées à {max_mb} Mo "
                "ensemble.",
                label=french.quoted(one.label),
                heavy=heavy,
                max_mb=form.max_mb,
            )
        steps = _steps(definition, one.key)
        due, closes = days.last(definition, one.due), definition.closes((*steps, "")[0])
        if due and closes and due < closes.date():
            yield flaw(
                (*place, "due"),
                "{label} « peut suivre » jusqu’au {due}, avant la clôture même.",
                label=french.quoted(one.label),
                due=french.day(due),
            )


def _steps(definition: Definition, key: str) -> tuple[str, ...]:
    """The steps at which a question is asked; none when it is at all of them."""
    for section in definition.form.sections:
        for one in section.questions:
            if one.key == key:
                return one.steps or section.steps
    return ()


def part_of(definition: Definition) -> Iterator[Flaw]:
    """Shares of what is no number, of itself, of nothing, or without a bound."""
    asked = _asked(definition)
    for path, one in walk(definition.form):
        if not isinstance(one, Number | Money):
            continue
        bounded = one.min_share is not None or one.max_share is not None
        place: Path = ("form", *path)
        if bounded and not one.share_of:
            yield flaw(
                place,
                "{label} est une part, mais de quoi ? Écrivez share_of.",
                label=french.quoted(one.label),
            )
        if one.share_of and not bounded:
            yield flaw(
                (*place, "share_of"),
                "{label} est une part sans borne : écrivez max_share ou min_share.",
                label=french.quoted(one.label),
            )
        other = asked.get(one.share_of or "")
        if one.share_of == one.key or (other and not isinstance(other, Number | Money)):
            yield flaw(
                (*place, "share_of"),
                "{quoted} n’est pas une autre question de nombre ou de somme.",
                quoted=french.quoted(one.share_of or ""),
            )


def dates(definition: Definition) -> Iterator[Flaw]:
    """Bounds of dates that are no dates, or that leave no day after the one they follow."""
    asked = _asked(definition)
    for path, one in every(definition.form, Day):
        for field in ("earliest", "latest"):
            written = getattr(one, field)
            if written and _day(written) is None:
                yield flaw(
                    ("form", *path, field),
                    '{written} n’est pas une date : écrivez "2027-09-01".',
                    written=french.quoted(written),
                )
        before = asked.get(one.follows or "")
        first = _day(before.earliest) if isinstance(before, Day) else None
        last = _day(one.latest)
        if first and last and last <= first:
            yield flaw(
                ("form", *path, "latest"),
                "{label} finit au plus tard le {last}, mais la date qu’elle suit ne commence "
                "que le {first}.",
                label=french.quoted(one.label),
                last=french.day(last),
                first=french.day(first),
            )


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None


def numbers(definition: Definition) -> Iterator[Flaw]:
    """Totals, sums and rules on columns or rows that hold no number; rows that sum themselves."""
    for path, table in every(definition, Table):
        yield from _columns(path, table)
        yield from _rows(path, table)
        kinds = {one.key: one.kind for one in table.columns}
        for index, check in enumerate(table.checks):
            if kinds.get(check.column, "money") not in COUNTED:
                yield flaw(
                    (*path, "checks", index, "column"),
                    "{column} n’est pas une colonne de nombres.",
                    column=french.quoted(check.column),
                )
            if check.rule == "ratio" and max(check.min or 0, check.max or 0) > FAR:
                yield Flaw((*path, "checks", index), "Un rapport s’écrit de 0 à 1 : 0.6 pour 60 %.")


COUNTED = {"number", "money"}


def _columns(path: Path, table: Table) -> Iterator[Flaw]:
    kinds = {one.key: one.kind for one in table.columns}
    for index, column in enumerate(table.columns):
        own = kinds[column.key] not in COUNTED
        if own and (column.total or column.sum_of or column.product_of):
            yield flaw(
                (*path, "columns", index, "kind"),
                '{label} se calcule, mais n’est pas un nombre : écrivez kind = "money" ou '
                '"number".',
                label=french.quoted(column.label),
            )
        for name in (*column.sum_of, *column.product_of, *column.minus):
            if kinds.get(name, "money") not in COUNTED:
                yield flaw(
                    (*path, "columns", index),
                    "{label} se calcule sur {name}, qui n’est pas un nombre.",
                    label=french.quoted(column.label),
                    name=french.quoted(name),
                )


def _rows(path: Path, table: Table) -> Iterator[Flaw]:
    rows = {one.key for one in table.rows}
    for index, row in enumerate(table.rows):
        for name in (*row.sum_of, *row.minus):
            if name not in rows - {row.key}:
                yield flaw(
                    (*path, "rows", index),
                    "{name} n’est pas une autre ligne : {listed}.",
                    name=french.quoted(name),
                    listed=french.listed(sorted(rows - {row.key})),
                )
        if row.rate is not None and not (row.sum_of or row.minus):
            yield Flaw(
                (*path, "rows", index, "rate"), "Un taux multiplie une somme : écrivez sum_of."
            )


def together(definition: Definition) -> Iterator[Flaw]:
    """Whole lengths that the texts they bound cannot keep."""
    holders: list[tuple[Path, Limit | None, list[Asked]]] = [
        (("form", "limit"), definition.form.limit, list(_asked(definition).values())),
    ]
    for index, section in enumerate(definition.form.sections):
        inside: list[Asked] = [one for one in section.questions if isinstance(one, Asked)]
        holders.append((("form", "sections", index, "limit"), section.limit, inside))
    for path, whole, some in holders:
        texts = [one for one in some if isinstance(one, Text | LongText)]
        same = [one.limit for one in texts if whole and one.limit and one.limit.unit == whole.unit]
        least = sum(one.min or 0 for one in same)
        most = max((one.max or 0 for one in same), default=0)
        if whole and whole.max and least > whole.max:
            yield flaw(
                path,
                "Ces textes demandent ensemble au moins {least}, pour {most} au plus.",
                least=least,
                most=whole.max,
            )
        elif whole and whole.max and most > whole.max:
            yield flaw(
                path,
                "L’un de ces textes peut faire {most}, mais leur ensemble {most2} au plus.",
                most=most,
                most2=whole.max,
            )


CHECKS = (
    Check("form.elsewhere", Severity.ERROR, elsewhere),
    Check("form.unheard", Severity.WARNING, unheard),
    Check("answer.kind", Severity.ERROR, compared),
    Check("form.impossible", Severity.ERROR, impossible),
    Check("form.files", Severity.WARNING, files, ("files", "pages")),
    Check("form.share", Severity.ERROR, part_of),
    Check("form.day", Severity.ERROR, dates),
    Check("form.numbers", Severity.ERROR, numbers),
    Check("form.together", Severity.WARNING, together, ("pages",)),
)
