"""One load: read, parse, validate, gather the texts, cross-check, and say where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cordee.kernel.french import quoted, say
from cordee.programme import sense
from cordee.programme.loading import faults, reading
from cordee.programme.loading.lines import Lines, line_of, lines
from cordee.programme.loading.reading import Faulty, Source, Unreadable
from cordee.programme.loading.syntax import parsed
from cordee.programme.remarks import Remark, Severity, in_order
from cordee.programme.schema import Definition
from cordee.programme.upgrade import upgraded


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load gives: the definition when it can be read, what is said of it, its texts.

    `texts` maps the names written in the definition to the Markdown of those files. `usable` is
    false when there was nothing to examine (no file, a picture, a file far too big).
    """

    definition: Definition | None
    findings: tuple[Remark, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    usable: bool = True

    @property
    def valid(self) -> bool:
        """Whether the definition may be published: no error; warnings and notices remain."""
        return self.definition is not None and not self.errors

    @property
    def errors(self) -> tuple[Remark, ...]:
        """The findings that forbid publishing."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)


def load(given: Path | str | Mapping[str, bytes]) -> Loaded:
    """Read a definition from a folder, a `.toml` file, or files in memory by name.

    Never raises: whatever the content, the answer is a `Loaded` whose findings say all the
    faults at once, in French, each with its file and line.
    """
    try:
        source = reading.source(given)
        text = reading.text(source.read(source.name), source.name)
    except FileNotFoundError:
        return _unusable(
            "file.absent",
            say("{quoted} n’existe pas : vérifiez le chemin.", quoted=quoted(str(given))),
        )
    except Unreadable as reason:
        name = "" if isinstance(given, Mapping) else str(given)
        return _refused(reason, name)
    try:
        return _examined(text, source)
    except Unreadable as reason:
        return _refused(reason, source.name)


def _examined(text: str, source: Source) -> Loaded:
    data, found = upgraded(parsed(text)), lines(text)
    definition, said = _validated(data)
    texts: dict[str, str] = {}
    if definition is not None:
        said += list(_gathered(definition, source, texts))
        said += sense.remarks(definition, texts)
    located = [_located(one, source.name, found) for one in said]
    return Loaded(definition, in_order(located), texts)


def _validated(data: dict[str, Any]) -> tuple[Definition | None, list[Remark]]:
    try:
        return Definition.model_validate(data), []
    except ValidationError as refusal:
        return None, faults.remarks(refusal, data, Definition)


def _gathered(definition: Definition, source: Source, texts: dict[str, str]) -> Iterator[Remark]:
    """Read the Markdown files into `texts`; say those that are missing, or lead outside."""
    for path, name in definition.text_files():
        if not reading.safe(name):
            yield Remark("file.outside", path, Severity.ERROR, reading.outside(name))
            continue
        try:
            texts[name] = reading.text(source.read(name), name)
        except Unreadable as reason:
            yield Remark(reason.code, path, Severity.ERROR, reason.message)
    for path, name in definition.other_files():
        if not reading.safe(name):
            yield Remark("file.outside", path, Severity.ERROR, reading.outside(name))
        elif not source.holds(name):
            message = say("Il manque le fichier {name} à côté de la définition.", name=quoted(name))
            yield Remark("file.absent", path, Severity.ERROR, message)


def _located(remark: Remark, name: str, found: Lines) -> Remark:
    """Give a remark its line; one that already names its file keeps it."""
    return remark if remark.file else remark.at(name, line_of(found, remark.path) or 1)


def _refused(reason: Unreadable, name: str) -> Loaded:
    remark = Remark(reason.code, (), Severity.ERROR, reason.message, name, reason.line)
    return Loaded(None, (remark,), usable=isinstance(reason, Faulty))


def _unusable(code: str, message: str) -> Loaded:
    return Loaded(None, (Remark(code, (), Severity.ERROR, message),), usable=False)
