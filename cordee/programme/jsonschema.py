"""The JSON Schema of the format, in French: what text editors read to help and complete."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, TypeAdapter

from cordee.programme.explain.notes import note
from cordee.programme.schema import Definition, labels
from cordee.programme.schema.words import Words

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Every record and field with its French name; a tag (`rule`, `kind`) is required."""
    schema = Definition.model_json_schema(by_alias=True)
    named = dict(_records(Definition))
    root = {key: value for key, value in schema.items() if key != "$defs"}
    defs = {name: _told(one, named.get(name)) for name, one in schema["$defs"].items()}
    whole = {"$schema": DRAFT, **_told(root, Definition), "$defs": defs}
    words = TypeAdapter(Words).json_schema()
    told: dict[str, Any] = _sober(whole, words)
    return {**told, "$defs": {**told["$defs"], "Words": words}}


def _sober(schema: Any, words: dict[str, Any]) -> Any:
    """Without the nulls that TOML does not know, and with the schema of words said once."""
    if isinstance(schema, list):
        return [_sober(one, words) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("anyOf") == words["anyOf"]:
        return {**{key: one for key, one in schema.items() if key not in words}, **WORDS}
    kept = {key: one for key, one in schema.items() if key != "default" or one is not None}
    some = [one for one in kept.get("anyOf", ()) if one != {"type": "null"}]
    if "anyOf" in kept and len(some) == 1:
        only = {key: one for key, one in kept.items() if key != "anyOf"}
        return _sober({**some[0], **only}, words)
    if "anyOf" in kept:
        kept["anyOf"] = some
    return {key: _sober(one, words) for key, one in kept.items()}


WORDS = {"$ref": "#/$defs/Words"}


def _told(schema: dict[str, Any], model: type[BaseModel] | None) -> dict[str, Any]:
    """Give a record its French sentence, its fields their French names."""
    if model is None:
        return schema
    bases = [base.__name__ for base in model.__mro__]
    properties = {
        name: {**one, **_named(name, bases)} for name, one in schema.get("properties", {}).items()
    }
    tag = getattr(model, "tag", None)
    required = sorted({*schema.get("required", ()), *((tag,) if tag in properties else ())})
    said = labels.record(model.__name__)
    told = note(model.__name__) or said
    return {**schema, "title": said, "description": told, "properties": properties,
            "required": required}  # fmt: skip


def _named(name: str, bases: list[str]) -> dict[str, str]:
    """The French name of a field, and its note when there is one."""
    told = next((one for base in bases if (one := note(f"{base}.{name}"))), "")
    named = {"title": labels.field(name, *bases)}
    return {**named, "description": told} if told else named


def _records(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Every record class under the vocabulary's root, by name."""
    pending: list[type[BaseModel]] = [BaseModel]
    while pending:
        one = pending.pop()
        pending += one.__subclasses__()
        if one.__module__.startswith(model.__module__.rpartition(".")[0]):
            yield one.__name__, one
