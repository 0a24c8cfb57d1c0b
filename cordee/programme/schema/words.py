"""Words for people, in one language or several."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import (
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic_core import CoreSchema, core_schema

from cordee.kernel import french
from cordee.kernel.speech import remembered

LANGUAGE = r"^[a-z]{2,3}(-[A-Z]{2})?$"

Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
"""`fr`, `en-GB`, `gsw`: ISO 639, and a country when it matters."""


class Words(str):
    """Words for people: one text, or one per language; as a string, the first language."""

    __slots__ = ("by_language",)
    by_language: dict[str, str]

    def __new__(cls, value: str | Mapping[str, str]) -> Self:
        """Keep every language beside the first one."""
        texts = {"": value} if isinstance(value, str) else dict(value)
        made = super().__new__(cls, next(iter(texts.values()), ""))
        made.by_language = texts
        return made

    def __eq__(self, other: object) -> bool:
        """Two words are equal in every language; a plain string is compared with the first one."""
        if isinstance(other, Words):
            return self.by_language == other.by_language
        return str.__eq__(self, other) if isinstance(other, str) else NotImplemented

    def __ne__(self, other: object) -> bool:
        """As a string would, were it not its own."""
        return not self == other

    def __hash__(self) -> int:
        return str.__hash__(self)

    def into(self, language: str) -> str:
        """The text in `language` (`fr`, `en-GB`…), or else the first one given."""
        short = language.split("-", 1)[0]
        return self.by_language.get(language) or self.by_language.get(short) or str(self)

    @property
    def data(self) -> str | dict[str, str]:
        """As written in the definition."""
        return self.by_language[""] if "" in self.by_language else dict(self.by_language)

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read a text, or a table of texts by language; raises `ValueError` in French."""
        if isinstance(value, cls):
            return value
        texts = {"": value} if isinstance(value, str) else value
        if not isinstance(texts, Mapping) or not texts:
            raise ValueError(
                french.say(
                    'un texte est attendu, entre guillemets, ou un par langue : {{ fr = "…", '
                    'en = "…" }}'
                )
            )
        for language, text in texts.items():
            if language and not re.fullmatch(LANGUAGE, str(language)):
                raise ValueError(
                    french.say(
                        "« {language} » n’est pas un code de langue ; écrivez par exemple fr, "
                        "en ou nl",
                        language=language,
                    )
                )
            if not isinstance(text, str) or not text.strip():
                raise ValueError(french.say("ce texte est vide : écrivez-le, ou retirez la ligne"))
        return cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda words: words.data if isinstance(words, Words) else words
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "propertyNames": {"pattern": LANGUAGE},
                    "additionalProperties": {"type": "string", "minLength": 1},
                    "minProperties": 1,
                },
            ],
            "description": 'Un texte, ou un texte par langue : { fr = "…", en = "…" }.',
        }


class Usual(Words):
    """The name that the house gives to what an organiser left unnamed, in each language."""

    __slots__ = ()

    def into(self, language: str) -> str:
        """What the catalogue of that language says."""
        return remembered(str(self)).into(language)
