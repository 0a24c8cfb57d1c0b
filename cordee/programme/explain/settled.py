"""What the source text says word for word, and what the organiser makes of it."""

from collections.abc import Mapping

from cordee.kernel import french
from cordee.programme.explain.document import Item, Node, Note, Told, ended, entry, runs
from cordee.programme.explain.teller import Sentence, Teller
from cordee.programme.schema.base import Record
from cordee.programme.schema.definition import Settled, Stated, Topic


def stated(t: Teller, it: Stated) -> Item:
    """A sentence of the source, and where it stands."""
    return entry("", _quoted(it))


def _quoted(it: Stated) -> str:
    where = f" ({it.where})" if it.where else ""
    return f"{french.quoted(it.said)}{where}"


def settled(t: Teller, it: Settled) -> Item:
    """A choice of the organiser, and why."""
    return entry("", _choice(t, it))


def _choice(t: Teller, it: Settled) -> str:
    why = f", parce que {_lower(t.said(it.why))}" if it.why else ""
    return f"nous retenons {french.quoted(t.said(it.choice).rstrip('.'))}{why}"


def _lower(sentence: str) -> str:
    """A sentence put after a comma: its first letter falls, unless it starts a name."""
    head, rest = sentence[:1], sentence[1:].rstrip(".")
    return (head.lower() if rest[:1].islower() else head) + rest


def notes(t: Teller, *topics: Topic) -> list[Node]:
    """« Le texte dit : « … ». Nous retenons : « … », parce que… » for each topic."""
    return [note for topic in t.about(*topics) for note in _note(t, topic)]


def _note(t: Teller, topic: Topic) -> list[Node]:
    said = [one for one in t.definition.stated if one.about == topic]
    choices = [one for one in t.definition.settled if one.about == topic]
    quotes = " ; ".join(_quoted(one) for one in said)
    text = f"Le texte dit : {quotes}" if quotes else ""
    if not choices:
        return [Note(Told.STATED, runs(ended(text)))]
    kept = " ; ".join(_choice(t, one) for one in choices)
    joined = f"{text} ; {kept}" if text else f"Le texte n’en dit rien : {kept}"
    return [Note(Told.SETTLED, runs(ended(joined)))]


SENTENCES: Mapping[type[Record], Sentence] = {Stated: stated, Settled: settled}
