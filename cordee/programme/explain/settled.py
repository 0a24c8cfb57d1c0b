"""What the source text says word for word, and what the organiser makes of it."""

from collections.abc import Mapping

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.programme.explain.document import Item, Node, Note, Told, ended, entry, runs
from cordee.programme.explain.teller import Sentence, Teller
from cordee.programme.schema.base import Record
from cordee.programme.schema.definition import Settled, Stated, Topic


def stated(t: Teller, it: Stated) -> Item:
    """A sentence of the source, and where it stands."""
    return entry("", _quoted(it))


def _quoted(it: Stated) -> str:
    where = strung(" (", it.where, ")", between="") if it.where else ""
    return strung(french.quoted(it.said), where, between="")


def settled(t: Teller, it: Settled) -> Item:
    """A choice of the organiser, and why."""
    return entry("", _choice(t, it))


def _choice(t: Teller, it: Settled) -> str:
    why = say(", parce que {why}", why=_lower(t.said(it.why))) if it.why else ""
    return say(
        "nous retenons {quoted}{why}", quoted=french.quoted(t.said(it.choice).rstrip(".")), why=why
    )


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
    quotes = strung(*map(_quoted, said), between=" ; ")
    text = say("Le texte dit : {quotes}", quotes=quotes) if quotes else ""
    if not choices:
        return [Note(Told.STATED, runs(ended(text)))]
    kept = strung(*(_choice(t, one) for one in choices), between=" ; ")
    joined = (
        strung(text, " ; ", kept, between="")
        if text
        else say("Le texte n’en dit rien : {kept}", kept=kept)
    )
    return [Note(Told.SETTLED, runs(ended(joined)))]


SENTENCES: Mapping[type[Record], Sentence] = {Stated: stated, Settled: settled}
