"""Two versions of a definition: what changes, and whether a promise already made is touched."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

from cordee.kernel.french import listed, moment, plural, quoted, say, strung, typeset
from cordee.kernel.moments import Duration, When
from cordee.kernel.speech import into, noted, remembered, table
from cordee.programme.promises import ABSENT, RULES, Rule
from cordee.programme.remarks import Path, written
from cordee.programme.schema import Definition, labels
from cordee.programme.sense.flaws import Texts

SHOWN = 120
"""Characters of a value shown in a sentence."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: a living one is free while the call is open, a promised one touches people.

    `path` follows the new definition, or the old one for what is removed; `names` is the same
    without keys nor positions, which the rules match.
    """

    path: Path
    names: str
    before: Any
    after: Any
    promised: bool
    reason: str
    touches: str

    @property
    def sentence(self) -> str:
        """« Période de dépôt › depot › clôture : … devient … »."""
        place = strung(*labels.words(self.path), between=" › ") or say("définition")
        if self.before is ABSENT:
            return typeset(say("{place} : ajouté, {after}.", place=place, after=_shown(self.after)))
        if self.after is ABSENT:
            return typeset(
                say("{place} : retiré, {before}.", place=place, before=_shown(self.before))
            )
        return typeset(
            say(
                "{place} : {before} devient {after}.",
                place=place,
                before=_shown(self.before),
                after=_shown(self.after),
            )
        )

    def as_dict(self, language: str = "fr") -> dict[str, Any]:
        """The change as plain data for `--json`."""
        return {
            "where": written(self.path),
            "class": "promised" if self.promised else "living",
            "before": self.before,
            "after": self.after,
            "reason": into(typeset(self.reason), language),
            "touches": into(self.touches, language),
            "message": into(self.sentence, language),
        }


def compare(old: Definition, new: Definition) -> list[Change]:
    """Every change from `old` to `new`, in the order of the new definition."""
    return [_judged(*raw) for raw in _changes(old.whole(), new.whole(), (), ())]


def compare_texts(old: Texts, new: Texts) -> list[Change]:
    """The long texts that change: wording, which must not contradict the definition."""
    names = [name for name in {**new, **old} if old.get(name) != new.get(name)]
    return [
        _judged(("texts", name), ("texts", "file"), _lines(old, name), _lines(new, name))
        for name in names
    ]


def compare_files(old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    """The files (models to fill in, logos) replaced under the same name, told by their digests."""
    names = [name for name in new if old.get(name, new[name]) != new[name]]
    return [
        _judged(
            ("texts", name),
            ("texts", "file"),
            say("empreinte {name}", name=old[name][:8]),
            say("empreinte {name}", name=new[name][:8]),
        )
        for name in names
    ]


def _lines(texts: Texts, name: str) -> str | None:
    """A long text told by its length: its words are read side by side elsewhere."""
    return plural(len(texts[name].splitlines()), "ligne") if name in texts else None


type _Names = tuple[str, ...]


def _changes(
    old: Any, new: Any, path: Path, names: _Names
) -> Iterator[tuple[Path, _Names, Any, Any]]:
    """Differences, as small as they can be said."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in {**new, **old}:
            step = ((*path, name), (*names, name))
            yield from _changes(old.get(name, ABSENT), new.get(name, ABSENT), *step)
    elif _records(old) and _records(new):
        olds, news = _by_key(old), _by_key(new)
        for key in {**news, **olds}:
            inner = (*path, key)
            yield from _changes(olds.get(key, ABSENT), news.get(key, ABSENT), inner, names)
        if [key for key in olds if key in news] != [key for key in news if key in olds]:
            yield path, (*names, "#order"), listed(map(str, olds)), listed(map(str, news))
    else:
        yield path, names, old, new


def _records(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _by_key(records: list[dict[str, Any]]) -> dict[str | int, dict[str, Any]]:
    """Records by their key, or their place when they have none."""
    return {one.get("key", place): one for place, one in enumerate(records)}


PRUDENCE = noted("rien ne dit que ce changement soit sans effet : prudence")


TOUCHES: Mapping[str, str] = table(
    {
        "windows": "candidats",
        "timeline": "candidats",
        "steps": "candidats",
        "tracks": "candidats",
        "eligibility": "candidats",
        "applicant": "candidats",
        "team": "candidats",
        "consortium": "candidats",
        "form": "candidats",
        "milestones": "candidats",
        "preferences": "candidats",
        "criteria": "candidats et jury",
        "scale": "jury",
        "stages": "candidats et jury",
        "panels": "jury",
        "selection": "candidats et jury",
        "fees": "candidats et lauréats",
        "grants": "candidats et lauréats",
        "year": "lauréats",
        "call_offs": "candidats et lauréats",
        "gates": "lauréats",
        "duties": "lauréats",
    }
)


def _judged(path: Path, names: _Names, before: Any, after: Any) -> Change:
    """Apply the first rule whose place matches."""
    dotted = ".".join(names)
    rule = next((rule for rule in RULES if _matches(rule, dotted)), None)
    promised = rule is None or not rule.living(before, after)
    reason = rule.reason if rule else PRUDENCE
    touches = TOUCHES.get(names[0], say("tout le monde")) if promised else say("personne")
    return Change(path, dotted, before, after, promised, remembered(reason), touches)


def _matches(rule: Rule, dotted: str) -> bool:
    return any(fnmatchcase(dotted, place) for place in rule.places.split())


def _shown(value: Any) -> str:
    """A value in a sentence, shortened."""
    match value:
        case bool():
            return say("oui") if value else say("non")
        case dict():
            text = str(value.get("label") or value.get("key") or value.get("said") or "…")
        case list():
            text = listed(_bare(one) for one in value) or say("rien")
        case _:
            text = _said(str(value))
    flat = " ".join(text.split())
    return quoted(flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + "…")


def _said(text: str) -> str:
    """A moment, a date or a duration in words; anything else as it is."""
    try:
        if MOMENT.fullmatch(text):
            return moment(datetime.fromisoformat(text))
        return When.parse(text).said() if DATED.match(text) else Duration.parse(text).said()
    except ValueError:
        return text


MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


DATED = re.compile(r"(?:[a-z]+ )?\d{4}-[\dWQ]")


def _bare(value: Any) -> str:
    return str(value.get("label") or value.get("key")) if isinstance(value, dict) else str(value)
