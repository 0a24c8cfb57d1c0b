"""Sense: what a valid definition says that does not hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cordee.programme.remarks import Remark
    from cordee.programme.schema import Definition
    from cordee.programme.sense.flaws import Texts

__all__ = ["remarks"]


def remarks(definition: Definition, texts: Texts) -> list[Remark]:
    """Every contradiction of a definition; the checks are read when one is examined first."""
    from cordee.programme.sense import table  # noqa: PLC0415 - heavy: a visitor examines nothing

    return table.remarks(definition, texts)
