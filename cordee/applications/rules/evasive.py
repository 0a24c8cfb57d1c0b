"""Evasive answers: what a jury could not judge, said as kind advice before the deposit."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cordee.applications.rules.answers import empty
from cordee.kernel import counting, french
from cordee.kernel.findings import Finding, Strength, missing
from cordee.programme.schema import questions as q

BRIEF = 8
"""A text that fills less than one eighth of what it may is too short to be judged."""
FEW_WORDS = 6
"""Without any limit, a long answer of fewer words says nothing a jury can weigh."""
REFERRING = 300
"""A longer text (characters) that also names an annex has said something by itself."""
SAME = 60
"""Two shorter texts (characters) that agree are a coincidence, not a repetition."""
SENTENCES = 3
"""So many sentences are needed before their repetition means anything."""
ELSEWHERE = re.compile(
    r"\b(?:cf|voir|se reporter|se referer|(?:est|sont) dans|ci-joint|en piece jointe|en annexe)\b"
    r".{0,40}\b(?:annexe|piece|pj|joint|jointe|document|dossier|fichier|courriel|mail|site|plus "
    r"haut|ci-dessus|autre question|reponse)|^\W*(?:cf|voir|idem|ibid)\b",
    re.DOTALL,
)
NOTHING = re.compile(
    r"\W*(?:a (?:completer|venir|definir|preciser|voir)|en cours|nc|n/?a|neant|ras|rien|sans objet|"
    r"tbd|todo|x{2,}|test|oui|non|-+|\.+|lorem ipsum.*)\W*",
    re.DOTALL,
)

type Answers = Mapping[str, Any]


def evasive_findings(asked: Sequence[q.Asked], answers: Answers) -> list[Finding]:
    """Advice on the long answers that a jury could not judge; never an obligation (seed 002)."""
    texts = {one.key: (one, text) for one in asked if (text := _text(one, answers))}
    found = [advice for one, text in texts.values() if (advice := evasive(one, text))]
    return [*found, *_repeated(list(texts.values()))]


def evasive(question: q.Asked, value: Any) -> Finding | None:
    """What may be said of one long answer by itself: the first remark, not a heap."""
    text = _text(question, {question.key: value})
    if not text:
        return None
    said = next(_said(question, text), "")
    return _advice("answer.evasive", question, said) if said else None


def _text(question: q.Asked, answers: Answers) -> str:
    """What was written in a long text; nothing for the other kinds."""
    value = answers.get(question.key)
    if not isinstance(question, q.LongText) or empty(value):
        return ""
    parts = value.values() if isinstance(value, Mapping) else [value]
    return counting.tidy("\n".join(str(part) for part in parts if part))


def _said(question: q.Asked, text: str) -> Iterator[str]:
    """Every remark on a text, the most telling first."""
    flat = french.unaccented(text)
    if NOTHING.fullmatch(flat):
        yield french.say("le jury ne pourra rien lire ici. Quelques phrases suffisent souvent.")
    if len(text) <= REFERRING and ELSEWHERE.search(flat):
        yield french.say(
            "vous renvoyez ailleurs. Le jury lit d’abord ce texte : dites-y l’essentiel, la "
            "pièce viendra l’appuyer."
        )
    if _copied(question, flat):
        yield french.say("c’est l’exemple proposé. Dites plutôt ce qu’il en est chez vous.")
    if _turning(flat):
        yield french.say("la même phrase revient plusieurs fois.")
    if _brief(question, text):
        yield french.say(
            "c’est très court. Le jury aura du mal à juger ; un exemple concret aiderait."
        )


def _copied(question: q.Asked, flat: str) -> bool:
    example = french.unaccented(counting.tidy(str(question.example or "")))
    return len(example) >= SAME and example in flat


def _turning(flat: str) -> bool:
    """Whether the text mostly repeats itself."""
    sentences = _sentences(flat)
    return len(sentences) >= SENTENCES and len(set(sentences)) * 2 <= len(sentences)


def _brief(question: q.Asked, text: str) -> bool:
    """Whether a text is far from what its limit allows; its own minimum already speaks."""
    limit = getattr(question, "limit", None)
    if limit is None or limit.max is None:
        return limit is None and counting.words(text) < FEW_WORDS
    used = counting.measure(text, limit.unit, limit.line_width)
    return limit.min is None and used * BRIEF < limit.max


def _repeated(texts: Sequence[tuple[q.Asked, str]]) -> Iterator[Finding]:
    """The answers that say the same thing as an earlier one."""
    known: list[tuple[q.Asked, frozenset[str]]] = []
    for question, text in texts:
        flat = french.unaccented(text)
        sentences = frozenset(_sentences(flat)) if len(flat) >= SAME else frozenset()
        twin = next((one for one, other in known if _alike(sentences, other)), None)
        if twin is not None:
            said = french.say(
                "ce texte reprend celui de {label}. Le jury cherche ici autre chose : "
                "dites ce que cette question demande en propre.",
                label=french.quoted(twin.label),
            )
            yield _advice("answer.repeated", question, said)
        known.append((question, sentences))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether most of a text stands in another."""
    return bool(one) and 2 * len(one & other) > len(one)


def _sentences(flat: str) -> list[str]:
    pieces = re.split(r"[.!?;\n]+", flat)
    return [said for piece in pieces if (said := " ".join(re.findall(r"\w+", piece)))]


def _advice(code: str, question: q.Asked, said: str) -> Finding:
    where = f"questions.{question.key}"
    return missing(
        code,
        where,
        french.say("{label} : {said}", label=question.label, said=said),
        strength=Strength.ADVICE,
    )
