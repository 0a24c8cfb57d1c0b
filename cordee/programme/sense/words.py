"""Words: languages that lack, placeholders left in texts, dates that texts say otherwise."""

import re
from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.walk import walk
from cordee.programme.schema.words import Words
from cordee.programme.sense.flaws import Check, Flaw, TextCheck, Texts, flaw

SHOWN = 4
NUMBERED = ("chapitre", "article", "titre", "annexe", "tome", "livre", "louis", "partie")
"""Words after which « XX » is a Roman number."""
PLACEHOLDER = re.compile(
    r"""\[\s*(?:blank|nom|date|lieu|montant|x+|à\s+(?:compléter|préciser|définir))\s*\](?![(\[])"""
    rf"""|{"".join(rf"(?<!{word} )" for word in NUMBERED)}\bXX+\b(?!\s*(?:e\b|ème|\^|<sup))"""
    r"""|\b(?:TODO|TBD|FIXME)\b|\blorem\s+ipsum\b|\?{3,}|(?<=[^\s_])[ \t]*_{4,}"""
    r"""|\b(?:le|au|du|de)\s+(?:…|\.\.\.)(?=\s*[.,;)]|\s*$)|,\s*date\s*\.(?=\s|$)""",
    re.IGNORECASE | re.MULTILINE,
)
"""What a hurried pen leaves (R265, R294, R308): « [blank] », « XX », « le … », « , date. »."""

DEADLINE = re.compile(
    r"(?:avant\s+le|jusqu['’]au|au\s+plus\s+tard\s+le|date\s+limite[^.\n]{0,40}?|"
    r"clôture[^.\n]{0,40}?)\s*:?\s*\**\s*(?:\w+di\s+|dimanche\s+)?"
    rf"(\d{{1,2}})(?:er)?\s+({'|'.join(french.MONTHS)})(?:\s+(\d{{4}}))?"
    r"(?:\s*\**\s*(?:à|,)\s*(?:(\d{1,2})\s*h\s*(\d{2})?|(midi)|(minuit)))?",
    re.IGNORECASE,
)


def all_words(definition: Definition) -> Iterator[tuple[Path, Words]]:
    """Every text of a definition, with its place."""
    for path, record in walk(definition):
        yield from _words_of(record, path)


def _words_of(record: BaseModel, path: Path) -> Iterator[tuple[Path, Words]]:
    for name, info in type(record).model_fields.items():
        value, field = getattr(record, name), info.alias or name
        if name not in record.model_fields_set:
            continue
        if isinstance(value, Words):
            yield (*path, field), value
        elif isinstance(value, tuple):
            yield from (
                ((*path, field, i), one) for i, one in enumerate(value) if isinstance(one, Words)
            )


def missing_languages(definition: Definition) -> Iterator[Flaw]:
    """Texts that lack one of the languages of the call."""
    first, *others = definition.languages or ("fr",)
    for language in others:
        lacks = [path for path, one in all_words(definition) if not _speaks(one, language)]
        if lacks:
            yield flaw(
                lacks[0],
                "{plural} sans version {language} : {lacks}. On y lira la première langue, "
                "{first}.",
                plural=french.plural(len(lacks), "texte"),
                language=french.quoted(language),
                lacks=_some(lacks),
                first=french.quoted(first),
            )


def _speaks(words: Words, language: str) -> bool:
    texts = words.by_language.values()
    if all(sign.isupper() for text in texts for sign in text if sign.isalpha()):
        return True
    return language in words.by_language or language.split("-", 1)[0] in words.by_language


def _some(paths: list[Path]) -> str:
    shown = [".".join(str(part) for part in path) for path in paths[:SHOWN]]
    return french.listed(shown) if len(paths) <= SHOWN else ", ".join(shown) + "…"


def other_languages(definition: Definition) -> Iterator[Flaw]:
    """Texts in a language that the call does not declare."""
    declared = {one.split("-", 1)[0] for one in definition.languages}
    for path, one in all_words(definition):
        for language in one.by_language:
            if language and language.split("-", 1)[0] not in declared:
                yield flaw(
                    (*path, language),
                    "La langue {language} n’est pas déclarée : ajoutez-la à languages.",
                    language=french.quoted(language),
                )


def placeholders(definition: Definition, texts: Texts) -> Iterator[Flaw]:
    """Places left to fill in sentences and long texts: they forbid publishing (R265)."""
    for path, one in all_words(definition):
        if path[0] != "stated":
            for text in one.by_language.values():
                yield from (Flaw(path, _left(found[0])) for found in PLACEHOLDER.finditer(text))
    for name, text in texts.items():
        for found in PLACEHOLDER.finditer(text):
            yield Flaw((), _left(found[0]), name, text.count("\n", 0, found.start()) + 1)


def _left(found: str) -> str:
    return say(
        "{quoted} reste à remplir : complétez ce passage.",
        quoted=french.quoted(" ".join(found.split())),
    )


def empty_texts(_: Definition, texts: Texts) -> Iterator[Flaw]:
    """Long texts that say nothing yet."""
    for name, text in texts.items():
        if not text.strip():
            yield Flaw((), "Ce texte est vide : écrivez-le, ou ne le nommez plus.", name, 1)


def other_deadline(definition: Definition, texts: Texts) -> Iterator[Flaw]:
    """Deadlines that long texts say otherwise than the definition (R3)."""
    closings = [one for w in definition.windows if (one := w.closes_at(definition.timeline.zone))]
    if not closings:
        return
    days, hours = {one.date() for one in closings}, {(one.hour, one.minute) for one in closings}
    for name, text in texts.items():
        for found in DEADLINE.finditer(text):
            said, hour = _said(found, closings[0].year)
            wrong_day = said is None or said not in days
            if wrong_day or (hour is not None and hour not in hours):
                kept = french.listed([french.moment(one) for one in sorted(closings)], "ou")
                yield Flaw(
                    (),
                    say(
                        "Ce texte dit {quoted} ; la définition dit {kept}. Retirez la date du "
                        "texte : la page l’affiche.",
                        quoted=french.quoted(" ".join(found[0].replace("*", "").split())),
                        kept=kept,
                    ),
                    name,
                    text.count("\n", 0, found.start()) + 1,
                )


def _said(found: re.Match[str], year: int) -> tuple[date | None, tuple[int, int] | None]:
    """The day and the hour a sentence says."""
    number, month, written, hour, minute, noon, midnight = found.groups()
    try:
        when = date(int(written or year), french.MONTHS.index(month.lower()) + 1, int(number))
    except ValueError:
        when = None
    if noon or midnight:
        return when, (12, 0) if noon else (0, 0)
    return when, (int(hour), int(minute or 0)) if hour else None


CHECKS = (
    Check("language.missing", Severity.WARNING, missing_languages),
    Check("language.undeclared", Severity.ERROR, other_languages),
)
TEXT_CHECKS = (
    TextCheck("text.placeholder", Severity.ERROR, placeholders),
    TextCheck("text.empty", Severity.WARNING, empty_texts),
    TextCheck("text.deadline", Severity.WARNING, other_deadline, ("closes",)),
)
