"""What may wait is looked for once for all rooms: only those that have something are asked."""

from collections.abc import Iterator
from typing import Any

import pytest

from cordee.people.models import Person, User
from cordee.web import awaited
from cordee.web.awaited import if_any, looked
from cordee.web.requests import asking


@pytest.mark.django_db
def test_a_part_is_asked_when_its_rows_exist_and_skipped_otherwise(
    farida: User,
    gerard: User,
    django_assert_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(awaited, "_parts", [])

    @if_any(lambda user: Person.objects.filter(user=user))
    def named(user: User) -> Iterator[str]:
        yield user.email

    @if_any(lambda _user: Person.objects.filter(user=farida.pk), team=True)
    def of_team() -> Iterator[str]:
        yield "team"

    @if_any(lambda _user: Person.objects.filter(pk=0))
    def never() -> Iterator[str]:
        yield "never"

    assert list(named(gerard)) == [gerard.email], "asked as it is where nobody looked"
    Person.objects.filter(user=gerard).delete()
    own = farida.email
    for user, team, told in (
        (farida, False, [own]),
        (farida, True, [own, "team"]),
        (gerard, False, []),
    ):
        with django_assert_num_queries(1), looked(user.pk, team=team):
            assert [*named(user), *of_team(), *never()] == told
    with asking(), looked(gerard.pk, team=False):
        assert list(named(gerard)) == []
        if_any(lambda user: User.objects.filter(pk=user))(named)
        with looked(gerard.pk, team=False):
            assert awaited._found.get() == {3}, "a room imported since is looked for too"
