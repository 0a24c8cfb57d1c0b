"""Two policies to try the team's pages with."""

from cordee.kernel.rights import Right


def anyone(user, at):
    return Right.yes()


def nobody(user, at):
    return Right.no("Cette page est réservée à l’équipe.")
