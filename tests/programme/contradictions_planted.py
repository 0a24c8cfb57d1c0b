"""Every contradiction planted in a whole call, theme by theme."""

from tests.programme import (
    planted_bounds,
    planted_choice,
    planted_form,
    planted_money,
    planted_people,
    planted_time,
)

PLANTED = [
    *planted_time.PLANTED,
    *planted_people.PLANTED,
    *planted_form.PLANTED,
    *planted_choice.PLANTED,
    *planted_money.PLANTED,
    *planted_bounds.PLANTED,
]
