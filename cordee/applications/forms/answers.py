"""The form of a file: nothing is refused while writing, the rules tell what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from cordee.applications.forms.collecting import collected
from cordee.applications.forms.questions import fields_of
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Block:
    """A question on the page: its fields, drawn together; several make a fieldset."""

    question: q.Asked
    fields: Sequence[forms.BoundField]
    revision: str = "0"

    @property
    def alone(self) -> bool:
        """Whether a field carries the question's own label; « other, which » only follows it."""
        return len(self.fields) == 1 or self.fields[0].name == self.question.key


class AnswersForm(forms.Form):
    """The fields of some questions, filled with what is already written.

    Where they are written in one language, it is told to voices that read and to spelling checkers.
    """

    def __init__(
        self,
        questions: Iterable[q.Asked],
        answers: Mapping[str, Any],
        data: Any = None,
        *,
        languages: Sequence[str] = (),
    ) -> None:
        super().__init__(data, initial={})
        self.questions = [one for one in questions if not isinstance(one, q.File)]
        for question in self.questions:
            value = answers.get(question.key)
            for name, field, initial in fields_of(question, value):
                self.fields[name] = field
                if len(languages) == 1 and isinstance(field, forms.CharField):
                    field.widget.attrs.setdefault("lang", languages[0])
                self.initial[name] = initial

    def blocks(self, revisions: Mapping[str, str]) -> list[Block]:
        """The questions of the page, each with its fields."""
        return [
            Block(one, self._of(one.key), revisions.get(one.key, "0")) for one in self.questions
        ]

    def _of(self, key: str) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name == key or name.startswith(f"{key}.")]

    def value(self, question: q.Asked) -> Any:
        """What was typed for a question, as plain data; call after `is_valid`."""
        prefix = f"{question.key}."
        typed = {
            name.removeprefix(prefix): value
            for name, value in self.cleaned_data.items()
            if name == question.key or name.startswith(prefix)
        }
        return collected(question, typed)
