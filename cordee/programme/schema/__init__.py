"""The format of a programme definition: small closed records, and nothing that computes."""

from cordee.programme.schema.definition import Definition

__all__ = ["Definition"]
