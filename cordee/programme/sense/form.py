"""The form: limits, pages, tables, conditions, and what the criteria read in it."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.counting import PAGE_LINES, Unit
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.choosing import Criterion
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.questions import (
    Asked,
    Choice,
    Column,
    Day,
    File,
    Group,
    Limit,
    LongText,
    Money,
    Number,
    Place,
    Shown,
    Table,
)
from cordee.programme.schema.walk import every, walk
from cordee.programme.sense import references
from cordee.programme.sense.flaws import Check, Flaw
from cordee.programme.sense.people import reversed_pair
from cordee.programme.sense.stated import quotes, sentences
from cordee.programme.spelling import closest

KNOWN = {"team", "applicant", "consortium", "register"}
"""What criteria may read outside the questions."""


def bounds(definition: Definition) -> Iterator[Flaw]:
    """A minimum above its maximum."""
    for path, one in walk(definition):
        if isinstance(one, (Limit, Choice, Number, Money, Place, Table, Group, File)):
            yield from reversed_pair(path, one.min, one.max)


def too_many_choices(definition: Definition) -> Iterator[Flaw]:
    """More choices asked than options offered."""
    for path, one in every(definition, Choice):
        if not one.other and one.min > len(one.options):
            yield Flaw((*path, "min"), f"Il faut choisir {one.min} réponses parmi "
                       f"{len(one.options)} : ajoutez des options.")  # fmt: skip


def tables(definition: Definition) -> Iterator[Flaw]:
    """Tables whose checks or choices name nothing."""
    for path, table in every(definition, Table):
        columns = {one.key for one in table.columns}
        rows = {one.key for one in table.rows}
        for index, check in enumerate(table.checks):
            for field, names, known in (
                ("column", (check.column,), columns),
                ("of", (check.of,) if check.of else (), columns),
                ("rows", check.rows, rows),
                ("of_rows", check.of_rows, rows),
            ):
                for name in names:
                    if name not in known:
                        yield Flaw((*path, "checks", index, field), f"{french.quoted(name)} n’est "
                                   f"pas dans ce tableau : {_known(known)}.")  # fmt: skip


def sums(definition: Definition) -> Iterator[Flaw]:
    """Columns computed from columns that are not there, or from themselves."""
    for path, table in every(definition, Table):
        columns = {one.key for one in table.columns}
        for index, one in enumerate(table.columns):
            for field, names in (
                ("sum_of", one.sum_of),
                ("product_of", one.product_of),
                ("minus", one.minus),
            ):
                for place, name in enumerate(names):
                    if name not in columns - {one.key}:
                        yield Flaw((*path, "columns", index, field, place),
                                   f"{french.quoted(name)} n’est pas une autre colonne : "
                                   f"{_known(columns)}.")  # fmt: skip
            if one.sum_of and one.product_of:
                yield Flaw((*path, "columns", index, "product_of"), "Une colonne est soit une "
                           "somme (sum_of), soit un produit (product_of).")  # fmt: skip
            if one.rate is not None and not (one.sum_of or one.product_of or one.minus):
                yield Flaw((*path, "columns", index, "rate"), "Un taux multiplie une somme "
                           "(sum_of) ou un produit (product_of) : dites de quoi.")  # fmt: skip


def totals(definition: Definition) -> Iterator[Flaw]:
    """Checks of a repeated group on questions it does not ask."""
    for path, group in every(definition, Group):
        asked = {one.key for one in group.questions}
        for index, check in enumerate(group.checks):
            for field, name in (("column", check.column), ("of", check.of)):
                if name and name not in asked:
                    yield Flaw((*path, "checks", index, field), f"{french.quoted(name)} n’est pas "
                               f"dans ce groupe : {_known(asked)}.")  # fmt: skip


def _known(names: set[str]) -> str:
    return f"on y trouve {french.listed(sorted(names))}" if names else "il n’a pas de ligne fixe"


def dates(definition: Definition) -> Iterator[Flaw]:
    """Dates that must come after what is no date."""
    kinds = {one.key: one.kind for _, one in every(definition.form, Day)}
    asked = {one.key for _, one in every(definition.form, Asked)}
    for path, one in every(definition.form, Day):
        if one.follows and one.follows in asked and one.follows not in {*kinds} - {one.key}:
            yield Flaw(("form", *path, "follows"), f"{french.quoted(one.follows)} n’est pas une "
                       "autre question de date.")  # fmt: skip


def empty_columns(definition: Definition) -> Iterator[Flaw]:
    """Columns of choices without options."""
    for path, one in every(definition, Column):
        if one.kind == "choice" and not one.options:
            yield Flaw((*path, "options"), "Cette colonne demande un choix sans rien proposer.")


def conditions(definition: Definition) -> Iterator[Flaw]:
    """Questions whose display depends on themselves, or on a later one."""
    place: dict[str, int] = {}
    for rank, (_, one) in enumerate(every(definition.form, Asked)):
        place.setdefault(one.key, rank)
    for path, one in every(definition.form, Asked):
        for where, shown in every(one.when, Shown):
            later = place.get(shown.question or "", -1)
            if later >= place[one.key]:
                yield Flaw(
                    ("form", *path, "when", *where, "question"),
                    f"{french.quoted(one.label)} dépend d’une réponse demandée plus loin, ou "
                    "d’elle-même : placez-la après.",
                )


def nothing_compared(definition: Definition) -> Iterator[Flaw]:
    """Conditions of display that compare nothing."""
    for path, one in every(definition, Shown):
        target = one.question or one.fact
        combined = one.all_of or one.any_of
        if not target and not combined:
            yield Flaw(path, "Cette condition ne compare rien : nommez une question ou un fait.")


FACTS = ("kind", "population", "departement", "region", "track", "team_state", "applicant")
"""What conditions of display may compare besides answers."""


def facts(definition: Definition) -> Iterator[Flaw]:
    """Conditions of display on facts that nobody knows, or on values they never take."""
    names = references.known(definition)
    taken = {"kind": names["kinds"], "track": names["tracks"],
             "applicant": frozenset(APPLICANTS)}  # fmt: skip
    for path, one in every(definition, Shown):
        if one.fact and one.fact not in FACTS:
            near = closest(one.fact, FACTS)
            hint = (
                f"vouliez-vous dire {french.quoted(near)} ?"
                if near
                else (f"on connaît {french.listed(FACTS)}.")
            )
            yield Flaw((*path, "fact"), f"{french.quoted(one.fact)} n’est pas un fait connu : "
                       f"{hint}")  # fmt: skip
        for value in (one.equals, *one.among):
            values = taken.get(one.fact or "")
            if values is not None and value is not None and value not in values:
                near = closest(str(value), values)
                hint = f" : vouliez-vous dire {french.quoted(near)} ?" if near else "."
                yield Flaw(path, f"{french.quoted(one.fact or '')} ne vaut jamais "
                           f"{french.quoted(str(value))}{hint}")  # fmt: skip


APPLICANTS = ("body", "person", "consortium")


def pages(definition: Definition) -> Iterator[Flaw]:
    """Pages limited, annexes included, beside free attachments (R34)."""
    limit = definition.form.max_pages
    if limit is None:
        return
    said = sentences(definition, "pages")
    source = f" Le texte : {quotes(said)}." if len(said) > 1 else ""
    for path, one in every(definition.form, File):
        if not one.counted:
            yield Flaw(
                ("form", *path),
                f"Le dossier est limité à {french.plural(limit, 'page')}, mais "
                f"{french.quoted(one.label)} admet d’autres pièces : elles sont à part, "
                f"« hors dossier », et ne sont pas comptées.{source}",
            )
            return
    if len({str(one.value) for _, one in said}) > 1:
        yield Flaw(said[0][0], f"Le nombre de pages est dit de plusieurs façons : {quotes(said)}.")


def too_long(definition: Definition) -> Iterator[Flaw]:
    """Texts which, all full, exceed the pages of the whole file."""
    limit = definition.form.max_pages
    total = sum((_lines(one) for _, one in every(definition.form, LongText)), Decimal())
    if limit and total > limit * PAGE_LINES:
        yield Flaw(
            ("form", "max_pages"),
            f"Tous les textes remplis jusqu’à leur limite font environ "
            f"{french.plural(-(-int(total) // PAGE_LINES), 'page')}, pour "
            f"{french.plural(limit, 'page')} permises.",
        )


def _lines(one: LongText) -> Decimal:
    """Printed lines of a text at its limit."""
    limit = one.limit
    if limit is None or limit.max is None:
        return Decimal()
    per_line = {
        Unit.LINES: Decimal(1),
        Unit.PAGES: 1 / Decimal(PAGE_LINES),
        Unit.CHARACTERS: Decimal(limit.line_width),
        Unit.WORDS: Decimal(limit.line_width) / 6,
    }
    return Decimal(limit.max) / per_line[limit.unit]


def unfed(definition: Definition) -> Iterator[Flaw]:
    """Criteria that no question feeds: the jury would judge on nothing (R44)."""
    for index, one in enumerate(definition.criteria):
        near = [other for other in definition.criteria
                if other.within == one.key or other.key == one.within]  # fmt: skip
        if one.fed_by or one.how or one.measures or any(_fed(other, one) for other in near):
            continue
        yield Flaw(
            ("criteria", index),
            f"Rien dans le formulaire ne nourrit le critère {french.quoted(one.label)} : nommez "
            "les questions que le jury lira (fed_by), ou dites comment il en juge (how).",
        )


def _fed(other: Criterion, one: Criterion) -> bool:
    """A whole is fed by its parts, a part by what its whole reads."""
    return other.within == one.key or bool(other.fed_by or other.how)


def added(definition: Definition) -> Iterator[Flaw]:
    """What the text asks to justify and its own form did not ask: questions were added (R44)."""
    asked = {one.key: path for path, one in every(definition.form, Asked)}
    grown = {key for one in definition.settled for key in one.adds}
    for path, one in sentences(definition, "criteria"):
        key = str(one.value)
        if f"question.{key}" in grown and key in asked:
            yield Flaw(
                ("form", *asked[key]),
                f"Le texte demande d’en justifier ({french.quoted(one.said)}), mais sa fiche n’a "
                f"pas de question pour cela : {french.quoted(key)} est ajoutée.",
                names=(f"question.{key}",),
            )
        elif one.value is not None and key not in asked and key not in _judged(definition):
            yield Flaw(
                path,
                f"Le texte demande d’en justifier ({french.quoted(one.said)}), mais aucune "
                f"question ne le recueille : le jury ne pourra pas en juger.",
                names=(f"question.{key}",),
            )


def _judged(definition: Definition) -> set[str]:
    return {one.key for one in definition.criteria} | KNOWN


def no_form(definition: Definition) -> Iterator[Flaw]:
    """A call to which nobody can answer anything."""
    if not definition.form.sections:
        yield Flaw(("form",), "Le formulaire est vide : ajoutez des [[form.sections]] et leurs "
                   "questions.")  # fmt: skip


def mailboxes(definition: Definition) -> Iterator[Flaw]:
    """A way in by e-mail without address."""
    form = definition.form
    if "email" in form.ways and not form.mailboxes:
        yield Flaw(_ways(), "Le dossier peut être envoyé par e-mail, mais aucune adresse n’est "
                   "donnée : ajoutez mailboxes.")  # fmt: skip


def paper(definition: Definition) -> Iterator[Flaw]:
    """A way in by post without address, or by a portal that is not named."""
    form = definition.form
    if {"post", "hand"} & {*form.ways} and not form.postal_address:
        yield Flaw(_ways(), "Le dossier peut être posté ou remis en main propre, mais aucune "
                   "adresse n’est donnée : ajoutez postal_address.")  # fmt: skip
    if "portal" in form.ways and not form.portal:
        yield Flaw(_ways(), "Le dossier passe par un autre portail, mais son adresse n’est pas "
                   "donnée : ajoutez portal.")  # fmt: skip


def _ways() -> Path:
    return ("form", "ways")


CHECKS = (
    Check("form.bounds", Severity.ERROR, bounds),
    Check("form.choices", Severity.ERROR, too_many_choices),
    Check("form.table", Severity.ERROR, tables),
    Check("form.sum", Severity.ERROR, sums),
    Check("form.total", Severity.ERROR, totals),
    Check("form.dates", Severity.ERROR, dates),
    Check("form.column", Severity.ERROR, empty_columns),
    Check("form.condition", Severity.ERROR, conditions),
    Check("form.condition_empty", Severity.ERROR, nothing_compared),
    Check("form.fact", Severity.WARNING, facts),
    Check("form.pages", Severity.WARNING, pages, ("pages",)),
    Check("form.too_long", Severity.WARNING, too_long, ("pages",)),
    Check("form.empty", Severity.NOTICE, no_form),
    Check("form.mailboxes", Severity.WARNING, mailboxes),
    Check("form.paper", Severity.WARNING, paper),
    Check("criteria.unfed", Severity.WARNING, unfed, ("criteria",)),
    Check("criteria.added", Severity.WARNING, added, ("criteria",)),
)
