"""The demonstration's alliance: an organ, what it decided on money, what was objected to it."""

from datetime import timedelta
from decimal import Decimal

from cordee.alliance import actions
from cordee.alliance.rules import Asked, Said
from cordee.demo.script import Script
from cordee.people.actions import accounts, find_or_add
from cordee.people.models import Person, User

DAY = timedelta(days=1)


def play(script: Script, boss: User) -> None:
    """One decision a month ago, contested then kept; one last week, whose objection waits."""
    told, begun = script.data["harvest"]["organs"], script.now - 300 * DAY
    organ = actions.name_organ(
        told["label"], told["decides"], ceiling=Decimal(told["ceiling"]), quorum=2, by=boss,
        at=begun,
    )  # fmt: skip
    people: list[Person] = []
    for one in told["members"]:
        person = find_or_add(one["email"], one["given_name"], one["family_name"], by=boss, at=begun)
        accounts.joined(accounts.reserve(person.email, at=begun), begun)
        actions.give_mandate(
            organ, person, title=one["title"], starts=begun.date(), by=boss, at=begun
        )
        people.append(person)
    away = Said("withdrawn", "Elle anime cette journée.")
    for rank, one in enumerate(told["decisions"]):
        at = script.now - (34 - 27 * rank) * DAY
        said = {person.pk: away if n == one["away"] else Said("for")
                for n, person in enumerate(people)}  # fmt: skip
        made = actions.decide(
            organ, Asked(at.date(), Decimal(one["amount"]), one["reason"], said), by=boss, at=at,
            purpose=one["purpose"], beneficiary=one["beneficiary"], asked=Decimal(one["asked"]),
        )  # fmt: skip
        words = told["waiting"] if rank else told["objection"]
        raised = actions.object_to(made, people[-1], words, by=boss, at=at + 2 * DAY)
        if not rank:
            actions.answer(raised, told["answer"], outcome="kept", by=boss, at=at + 5 * DAY)
