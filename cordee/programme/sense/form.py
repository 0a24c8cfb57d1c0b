"""The form: limits, pages, tables, conditions, and what the criteria read in it."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.counting import PAGE_LINES, Unit
from cordee.kernel.french import say
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
from cordee.programme.sense.flaws import Check, Flaw, flaw
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
            yield flaw(
                (*path, "min"),
                "Il faut choisir {least} parmi {options} : ajoutez des options.",
                least=french.plural(one.min, "réponse"),
                options=len(one.options),
            )


def tables(definition: Definition) -> Iterator[Flaw]:
    """Tables whose checks or choices name nothing."""
    for path, table in every(definition, Table):
        columns = {one.key for one in table.columns}
        rows = {one.key for one in table.rows}
        offered = {one.key: {each.key for each in one.options} for one in table.columns}
        for index, check in enumerate(table.checks):
            for field, names, known in (
                ("column", (check.column,), columns),
                ("of", (check.of,) if check.of else (), columns),
                ("rows", check.rows, rows),
                ("of_rows", check.of_rows, rows),
                ("where", (check.where,) if check.where else (), columns),
                (
                    "among",
                    check.among if offered.get(check.where or "") else (),
                    offered.get(check.where or "", set()),
                ),
            ):
                for name in names:
                    if name not in known:
                        yield flaw(
                            (*path, "checks", index, field),
                            "{name} n’est pas dans ce tableau : {known}.",
                            name=french.quoted(name),
                            known=_known(known),
                        )


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
                        yield flaw(
                            (*path, "columns", index, field, place),
                            "{name} n’est pas une autre colonne : {columns}.",
                            name=french.quoted(name),
                            columns=_known(columns),
                        )
            if one.sum_of and one.product_of:
                yield Flaw(
                    (*path, "columns", index, "product_of"),
                    "Une colonne est soit une somme (sum_of), soit un produit (product_of).",
                )
            if one.rate is not None and not (one.sum_of or one.product_of or one.minus):
                yield Flaw(
                    (*path, "columns", index, "rate"),
                    "Un taux multiplie une somme "
                    "(sum_of) ou un produit (product_of) : dites de quoi.",
                )


def totals(definition: Definition) -> Iterator[Flaw]:
    """Checks of a repeated group on questions it does not ask."""
    for path, group in every(definition, Group):
        asked = {one.key for one in group.questions}
        for index, check in enumerate(group.checks):
            for field, name in (
                ("column", check.column),
                ("of", check.of),
                ("where", check.where),
            ):
                if name and name not in asked:
                    yield flaw(
                        (*path, "checks", index, field),
                        "{name} n’est pas dans ce groupe : {asked}.",
                        name=french.quoted(name),
                        asked=_known(asked),
                    )


def _known(names: set[str]) -> str:
    return (
        say("on y trouve {listed}", listed=french.listed(sorted(names)))
        if names
        else say("il n’a pas de ligne fixe")
    )


def dates(definition: Definition) -> Iterator[Flaw]:
    """Dates that must come after what is no date."""
    kinds = {one.key: one.kind for _, one in every(definition.form, Day)}
    asked = {one.key for _, one in every(definition.form, Asked)}
    for path, one in every(definition.form, Day):
        if one.follows and one.follows in asked and one.follows not in {*kinds} - {one.key}:
            yield flaw(
                ("form", *path, "follows"),
                "{follows} n’est pas une autre question de date.",
                follows=french.quoted(one.follows),
            )


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
                yield flaw(
                    ("form", *path, "when", *where, "question"),
                    "{label} dépend d’une réponse demandée plus loin, ou d’elle-même : "
                    "placez-la après.",
                    label=french.quoted(one.label),
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
    taken = {"kind": names["kinds"], "track": names["tracks"], "applicant": frozenset(APPLICANTS)}
    for path, one in every(definition, Shown):
        if one.fact and one.fact not in FACTS:
            near = closest(one.fact, FACTS)
            hint = (
                say("vouliez-vous dire {near} ?", near=french.quoted(near))
                if near
                else (say("on connaît {facts}.", facts=french.listed(FACTS)))
            )
            yield flaw(
                (*path, "fact"),
                "{fact} n’est pas un fait connu : {hint}",
                fact=french.quoted(one.fact),
                hint=hint,
            )
        for value in (one.equals, *one.among):
            values = taken.get(one.fact or "")
            if values is not None and value is not None and value not in values:
                near = closest(str(value), values)
                hint = (
                    say(" : vouliez-vous dire {near} ?", near=french.quoted(near)) if near else "."
                )
                yield flaw(
                    path,
                    "{quoted} ne vaut jamais {quoted2}{hint}",
                    quoted=french.quoted(one.fact or ""),
                    quoted2=french.quoted(str(value)),
                    hint=hint,
                )


APPLICANTS = ("body", "person", "consortium")


def pages(definition: Definition) -> Iterator[Flaw]:
    """Pages limited, annexes included, beside free attachments (R34)."""
    limit = definition.form.max_pages
    if limit is None:
        return
    said = sentences(definition, "pages")
    source = say(" Le texte : {said}.", said=quotes(said)) if len(said) > 1 else ""
    for path, one in every(definition.form, File):
        if not one.counted and (one.max > 1 or not one.required):
            yield flaw(
                ("form", *path),
                "Le dossier est limité à {limit}, mais {label} admet d’autres pièces : elles "
                "sont à part, « hors dossier », et ne sont pas comptées.{source}",
                limit=french.plural(limit, "page"),
                label=french.quoted(one.label),
                source=source,
            )
            return
    if len({str(one.value) for _, one in said}) > 1:
        yield flaw(
            said[0][0],
            "Le nombre de pages est dit de plusieurs façons : {said}.",
            said=quotes(said),
        )


def too_long(definition: Definition) -> Iterator[Flaw]:
    """Texts which, all full, exceed the pages of the whole file."""
    limit = definition.form.max_pages
    total = sum((_lines(one) for _, one in every(definition.form, LongText)), Decimal())
    if limit and total > limit * PAGE_LINES:
        yield flaw(
            ("form", "max_pages"),
            "Tous les textes remplis jusqu’à leur limite font environ {plural}, pour {limit} "
            "permises.",
            plural=french.plural(-(-int(total) // PAGE_LINES), "page"),
            limit=french.plural(limit, "page"),
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
        near = [
            other
            for other in definition.criteria
            if other.within == one.key or other.key == one.within
        ]
        if one.fed_by or one.how or one.measures or any(_fed(other, one) for other in near):
            continue
        yield flaw(
            ("criteria", index),
            "Rien dans le formulaire ne nourrit le critère {label} : nommez les questions que "
            "le jury lira (fed_by), ou dites comment il en juge (how).",
            label=french.quoted(one.label),
        )


def _fed(other: Criterion, one: Criterion) -> bool:
    """A whole is fed by its parts, a part by what its whole reads."""
    return other.within == one.key or bool(other.fed_by or other.how)


def added(definition: Definition) -> Iterator[Flaw]:
    """What the text asks to justify and its own form did not ask: questions were added (R44)."""
    asked = {one.key: (path, one) for path, one in every(definition.form, Asked)}
    grown = {key for one in definition.settled for key in one.adds}
    for path, one in sentences(definition, "criteria"):
        key = str(one.value)
        if f"question.{key}" in grown and key in asked:
            yield Flaw(
                ("form", *asked[key][0]),
                say(
                    "Le texte demande une justification ({said}) que sa fiche ne prévoit pas : la "
                    "question {label} est ajoutée.",
                    said=french.quoted(one.said),
                    label=french.quoted(asked[key][1].label),
                ),
                names=(f"question.{key}",),
            )
        elif one.value is not None and key not in asked and key not in _judged(definition):
            yield Flaw(
                path,
                say(
                    "Le texte demande une justification ({said}), mais aucune question ne la "
                    "recueille, et le jury ne pourra pas en juger : ajoutez une question.",
                    said=french.quoted(one.said),
                ),
                names=(f"question.{key}",),
            )


def _judged(definition: Definition) -> set[str]:
    return {one.key for one in definition.criteria} | KNOWN


def no_form(definition: Definition) -> Iterator[Flaw]:
    """A call to which nobody can answer anything."""
    if not definition.form.sections:
        yield Flaw(
            ("form",), "Le formulaire est vide : ajoutez des [[form.sections]] et leurs questions."
        )


def mailboxes(definition: Definition) -> Iterator[Flaw]:
    """A way in by e-mail without address."""
    form = definition.form
    if "email" in form.ways and not form.mailboxes:
        yield Flaw(
            _ways(),
            "Le dossier peut être envoyé par e-mail, mais aucune adresse n’est "
            "donnée : ajoutez mailboxes.",
        )


def paper(definition: Definition) -> Iterator[Flaw]:
    """A way in by post without address, or by a portal that is not named."""
    form = definition.form
    if {"post", "hand"} & {*form.ways} and not form.postal_address:
        yield Flaw(
            _ways(),
            "Le dossier peut être posté ou remis en main propre, mais aucune "
            "adresse n’est donnée : ajoutez postal_address.",
        )
    if "portal" in form.ways and not form.portal:
        yield Flaw(
            _ways(),
            "Le dossier passe par un autre portail, mais son adresse n’est pas "
            "donnée : ajoutez portal.",
        )


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
