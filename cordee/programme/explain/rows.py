"""Sentences that say one field each, as the rows of a table: what is unsaid says nothing."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from cordee.kernel import french
from cordee.programme.explain.delays import each, inside, lasting
from cordee.programme.explain.teller import Teller, percent
from cordee.programme.schema.base import Record

HELD = re.compile(r"\{(\w+)\}")

type Voice = Callable[[Teller, Any, Any], str]
"""How a value is said, given the teller, its record and itself."""


class Row(NamedTuple):
    """A field, the sentence that tells it, and how its value is said there; alone without one."""

    field: str
    sentence: str
    voice: Voice = lambda _t, _it, value: french.number(value)
    zero: bool = False
    """Whether naught is worth a sentence too: a threshold of 0 is, 0 readings are not."""

    def speaks(self, value: Any) -> bool:
        """Whether that value of the field says something."""
        return bool(value) or (self.zero and value is not None)


def told(t: Teller, it: Record, rows: Iterable[Row]) -> list[str]:
    """The sentences of the fields that say something, in the order of the table."""
    return [_told(t, it, row) for row in rows if row.speaks(getattr(it, row.field))]


def _told(t: Teller, it: Record, row: Row) -> str:
    value = getattr(it, row.field)
    if not row.sentence:
        return row.voice(t, it, value)
    return french.say(
        row.sentence, **{name: row.voice(t, it, value) for name in HELD.findall(row.sentence)}
    )


def as_written(_t: Teller, _it: Any, value: Any) -> str:
    """A name, an address, a code, as the call writes it."""
    return str(value)


def of_share(_t: Teller, _it: Any, value: Any) -> str:
    """« 50 % »."""
    return percent(value)


def of_money(t: Teller, it: Any, value: Any) -> str:
    """« 700 € », in the currency of the record."""
    return t.money(value, it.currency)


def of_time(_t: Teller, _it: Any, value: Any) -> str:
    """« 3 ans »."""
    return lasting(value)


def of_every(_t: Teller, _it: Any, value: Any) -> str:
    """« tous les 3 mois », « chaque mois »."""
    return each(value)


def of_delay(_t: Teller, _it: Any, value: Any) -> str:
    """« dans les 3 ans », « dans l’année »."""
    return inside(value)


def of_due(t: Teller, _it: Any, value: Any) -> str:
    """« 1 mois après « J1 » »."""
    return t.due(value)


def of_places(t: Teller, _it: Any, value: Any) -> str:
    """« les Hauts-de-France »."""
    return t.places(value)


def of_sum(t: Teller, _it: Any, value: Any) -> str:
    """« 20 000 € », in the currency of the call."""
    return t.sum(value)


def of_count(noun: str) -> Voice:
    """« 3 lectures »: a number of things."""
    return lambda _t, _it, value: french.plural(value, noun)


def of_table(table: Mapping[Any, str], last: str = "et") -> Voice:
    """The words of one key, or of several, in a table of words."""

    def voice(_t: Teller, _it: Any, value: Any) -> str:
        if isinstance(value, str):
            return table[value]
        return french.listed([table[one] for one in value], last)

    return voice


def of_question(t: Teller, _it: Any, value: Any) -> str:
    """« Budget »: the question of the form that the key names."""
    return t.named(t.questions(), value)


def of_words(t: Teller, _it: Any, value: Any) -> str:
    """Words of the call."""
    return t.said(value)


def of_list(t: Teller, _it: Any, value: Any) -> str:
    """Several words of the call."""
    return t.all_said(value)


def named_in(records: Callable[[Teller], Iterable[Any]], last: str = "et") -> Voice:
    """The labels of the records that the keys name."""

    def voice(t: Teller, _it: Any, value: Any) -> str:
        keys = (value,) if isinstance(value, str) else value
        return t.all_named(records(t), keys, last)

    return voice
