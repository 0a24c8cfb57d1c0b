"""The script of the demonstration: its data, its chance that always falls the same, its clock."""

import hashlib
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from cordee.kernel import counting, french
from cordee.operations.house import ROOT
from cordee.programme import Definition, load
from cordee.programme.anchors import meeting_when
from cordee.programme.schema import questions as q
from cordee.programme.schema.words import Words
from cordee.programme.shift import shifted, shifted_text

Say = Callable[[str], None]
FOLDER = ROOT / "demonstration"
PROGRAMMES = ROOT / "programmes"
LENGTHS = {"strong": 1.0, "good": 0.85, "fair": 0.6, "thin": 0.3}
"""How much of the length allowed a file of each quality writes."""
SATURDAY = 5
"""As `weekday` counts."""


@dataclass(frozen=True)
class Script:
    """The data of `year.toml`, and what is drawn from it, the same each time."""

    data: dict[str, Any]
    now: datetime

    @classmethod
    def read(cls, now: datetime) -> "Script":
        """Read the script; `now` is the instant the spectators live in."""
        now = now.replace(second=0, microsecond=0)
        return cls(_typeset(tomllib.loads((FOLDER / "year.toml").read_text())), now)

    def workday(self, after: timedelta, hour: int) -> datetime:
        """So long from now at that hour, never on a Saturday nor a Sunday."""
        day = (self.now + after).replace(hour=hour, minute=0, second=0, microsecond=0)
        return day + timedelta(days=7 - day.weekday() if day.weekday() >= SATURDAY else 0)

    def draw(self, *names: object, below: int) -> int:
        """A number from 0 to `below` − 1 that only depends on the names."""
        text = "|".join(map(str, (self.data["seed"], *names)))
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6]) % below

    def pick(self, items: Sequence[Any], *names: object) -> Any:
        """One of the items, always the same for the same names."""
        return items[self.draw(*names, below=len(items))]

    @cached_property
    def programme(self) -> tuple[Definition, dict[str, str]]:
        """The programme of the year, moved so that today is in the middle of it."""
        loaded = load(PROGRAMMES / self.data["programme"])
        if loaded.definition is None:
            raise RuntimeError(f"{self.data['programme']}: {loaded.errors}")
        weeks = self._weeks(loaded.definition)
        texts = {name: shifted_text(text, weeks) for name, text in loaded.texts.items()}
        data = shifted(loaded.definition, weeks, key=self.data["key"], stated=[]).data()
        data["year"] |= self.data.get("also", {})
        return Definition.model_validate(data), texts

    def _weeks(self, definition: Definition) -> int:
        present: dict[str, Any] = self.data["present"]
        meeting = definition.year.meeting(present["meeting"])
        last = meeting_when(definition, meeting).last if meeting else None
        if last is None:
            raise RuntimeError("the script names a meeting without any date")
        return ((self.now.date() - last).days - 7 * int(present["weeks_after"])) // 7

    def other(self, entry: dict[str, Any]) -> tuple[Definition, dict[str, str]] | None:
        """Another programme, moved so that it closes in so many weeks."""
        path = PROGRAMMES / entry["programme"]
        loaded = load(path) if path.is_dir() else None
        closes = loaded.definition.closes() if loaded and loaded.definition else None
        if loaded is None or loaded.definition is None or closes is None:
            return None
        weeks = (self.now + timedelta(weeks=entry["closes_in_weeks"]) - closes).days // 7
        texts = {name: shifted_text(text, weeks) for name, text in loaded.texts.items()}
        definition = shifted(loaded.definition, weeks, key=entry["key"], stated=[])
        if "title" in entry:
            definition = definition.model_copy(update={"title": Words(entry["title"])})
        return definition, texts

    def moment(self, share: float) -> datetime:
        """An instant of the call: 0 at its opening, 1 at its closing."""
        definition, _ = self.programme
        opens, closes = definition.opens(), definition.closes()
        if opens is None or closes is None:
            raise RuntimeError("the demonstration needs a call that opens and closes")
        return opens + (closes - opens) * share

    def person(self, *names: object) -> tuple[str, str]:
        """A fictional given name and family name."""
        people = self.data["people"]
        return self.pick(people["given"], "given", *names), self.pick(
            people["family"], "family", *names
        )

    def text(self, candidate: dict[str, Any], question: q.LongText, territory: str) -> str:
        """A text of about the length the question allows, given the quality of the file."""
        share = LENGTHS[candidate["quality"]]
        most = question.limit.max if question.limit and question.limit.max else 12
        paragraphs = self.data["answers"]["paragraphs"]
        first = self.draw(territory, question.key, below=len(paragraphs))
        written: list[str] = []
        for step in range(2 * len(paragraphs)):
            more = paragraphs[(first + step) % len(paragraphs)].format(
                territoire=territory, projet=candidate["project"]
            )
            tried = "\n\n".join([*written, more])
            if written and _length(question, tried) > most * share:
                break
            written.append(more)
        return "\n\n".join(written)


def _typeset(told: Any) -> Any:
    """The data of the script with the spaces that French typography wants."""
    if isinstance(told, dict):
        return {key: _typeset(value) for key, value in told.items()}
    if isinstance(told, list):
        return [_typeset(one) for one in told]
    return french.typeset(told) if isinstance(told, str) else told


def _length(question: q.LongText, text: str) -> int:
    limit = question.limit or q.Limit(unit=counting.Unit.LINES)
    return counting.measure(text, limit.unit, limit.line_width)
