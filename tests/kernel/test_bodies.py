"""Kinds of bodies, opened from the words of a definition."""

import pytest

from cordee.kernel.bodies import GROUPS, Kind, kinds


def test_epci_stands_for_the_four_kinds_with_their_own_taxation():
    assert kinds(["commune", "epci"]) == {
        Kind.COMMUNE, Kind.CC, Kind.CA, Kind.CU, Kind.METROPOLE,
    }  # fmt: skip


def test_no_word_opens_into_nothing():
    assert kinds([]) == frozenset()


def test_every_unknown_word_is_named_with_the_known_ones():
    with pytest.raises(ValueError, match=r"ville.* et «.pays.*metropole"):
        kinds(["ville", "pnr", "pays"])


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_its_french_nouns(kind):
    assert kind.label
    assert kind.plural.split()[0].endswith(("s", "x"))


def test_groups_never_take_the_name_of_a_kind():
    assert not set(GROUPS) & set(Kind)
