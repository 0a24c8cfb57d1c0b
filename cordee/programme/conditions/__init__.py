"""Judging conditions: one engine for eligibility, priorities, fee rates and displays.

A condition is data (`schema/who.py`); the facts of an applicant come from the caller. Each kind
of condition has one pure function and one French sentence; what is not known yet is « à
compléter », never refused.
"""

from cordee.programme.conditions.bodies import is_kind, kind_words
from cordee.programme.conditions.facts import Facts, together
from cordee.programme.conditions.judging import holds, judge, judge_all
from cordee.programme.conditions.numbers import FACTS, called
from cordee.programme.conditions.places import PERSON, place_key

__all__ = (
    "FACTS", "PERSON", "Facts", "called", "holds", "is_kind", "judge", "judge_all", "kind_words",
    "place_key", "together",
)  # fmt: skip
