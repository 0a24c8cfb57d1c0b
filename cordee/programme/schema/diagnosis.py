"""How each territory is visited, what is looked at, to whom it is told."""

from pydantic import Field, model_validator

from cordee.kernel import french
from cordee.programme.schema.base import Audience, Due, Key, Labelled, Record
from cordee.programme.schema.choosing import Level


class Axis(Labelled):
    """A family of capacities that a diagnosis looks at: to carry, to steer (R293)."""


class Capacity(Labelled):
    """What visitors look at, and its described levels."""

    axis: Key
    levels: tuple[Level, ...] = Field(min_length=2)
    themes: tuple[Key, ...] = ()
    """The guiding principles it looks at, also tags of resources (R186)."""


class Restitution(Labelled):
    """What was found is told to some people first, then to more (R301-R302)."""

    audience: Audience = "team"
    roles: tuple[Key, ...] = ()
    """Only those who play these parts in the delegation; its whole audience when empty."""
    due: Due | None = None


class Diagnosis(Record):
    """How each territory is visited: by whom, what is looked at, to whom it is told (R293-R302)."""

    meeting: Key | None = None
    """The meeting of each territory on which the visit is made."""
    visitors: int = Field(2, ge=1, le=10)
    """How many allies visit together."""
    with_staff: bool = True
    """Someone of the organiser's team comes too."""
    referents: Key | None = None
    """The part of those who look after the grid (R295)."""
    axes: tuple[Axis, ...] = Field(min_length=1)
    capacities: tuple[Capacity, ...] = Field(min_length=1)
    restitutions: tuple[Restitution, ...] = ()

    @model_validator(mode="after")
    def _sensible(self) -> "Diagnosis":
        known = {one.key for one in self.axes}
        for one in self.capacities:
            if one.axis not in known:
                raise ValueError(
                    french.say(
                        "la capacité « {key} » nomme un axe inconnu, « {axis} »",
                        key=one.key,
                        axis=one.axis,
                    )
                )
            if len({level.value for level in one.levels}) < len(one.levels):
                raise ValueError(
                    french.say("la capacité « {key} » a deux degrés de même valeur", key=one.key)
                )
        return self
