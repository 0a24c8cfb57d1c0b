"""Sharing files between readers: conflicts never, institutions apart, what was read stays."""

import json
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.selection.rules.relief import easings, lacking
from cordee.selection.rules.sharing import (
    Reader,
    Terms,
    ToRead,
    Work,
    allowed,
    cost,
    knows,
    shared,
    sharing,
)
from cordee.selection.solvers import solve

FILES = [ToRead(f"f{n}", f"Dossier {n}") for n in range(6)]
READERS = [Reader(f"r{n}", f"Lectrice {n}", institution="AB"[n % 2]) for n in range(4)]
TERMS = Terms(readers=2, most=6, seed="granit")


def dealt(work: Work, terms: Terms) -> dict[str, list[str]]:
    status, answer = solve("assign", sharing(work, terms))
    assert status == 0
    return shared(work, terms, json.loads(answer)["assignment"])


def pairs(found: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(file, reader) for file, read in found.items() for reader in read]


def test_everybody_reads_as_much_and_no_institution_reads_a_file_twice():
    work = Work(FILES, READERS)
    found = dealt(work, TERMS)
    assert set(map(len, found.values())) == {2}
    assert set(Counter(reader for _file, reader in pairs(found)).values()) == {3}
    assert cost(work, TERMS, pairs(found)).clean


@settings(max_examples=40, deadline=None)
@given(
    left=st.sets(st.tuples(st.sampled_from(FILES), st.sampled_from(READERS))),
    begun=st.sets(st.tuples(st.sampled_from(FILES), st.sampled_from(READERS)), max_size=4),
    readers=st.integers(1, 3),
    most=st.integers(1, 6),
)
def test_whatever_is_asked_a_withdrawal_is_never_dealt_and_what_was_begun_stays(
    left, begun, readers, most
):
    gone = frozenset((file.id, reader.id) for file, reader in left)
    kept = frozenset((file.id, reader.id) for file, reader in begun) - gone
    work = Work(FILES, READERS, left=gone, begun=kept)
    terms = replace(TERMS, readers=readers, most=most)
    found = set(pairs(dealt(work, terms)))
    assert not found & gone
    assert kept <= found
    fresh = Counter(reader for _file, reader in found - kept)
    held = Counter(reader for _file, reader in kept)
    assert all(count <= max(0, most - held[reader]) for reader, count in fresh.items())


def test_the_same_seed_deals_the_same_and_the_order_of_the_list_changes_nothing():
    first = sharing(Work(FILES, READERS), TERMS)
    again = sharing(Work(FILES[::-1], READERS[::-1]), TERMS)
    assert solve("assign", first) == solve("assign", again)
    other = dealt(Work(FILES, READERS), replace(TERMS, seed="schiste"))
    assert other != dealt(Work(FILES, READERS), TERMS)


def test_who_knows_the_subject_reads_it():
    work = Work(
        [replace(FILES[0], words="la gestion de l eau"), FILES[1]],
        [replace(READERS[0], expertise=("Eau",)), READERS[1]],
    )
    assert knows(work.readers[0], work.files[0])
    assert dealt(work, replace(TERMS, readers=1))["f0"] == ["r0"]


def test_when_someone_resigns_nobody_else_is_moved_without_need():
    work = Work(FILES, READERS)
    before = pairs(dealt(work, replace(TERMS, readers=1)))
    stay = [one for one in READERS if one.id != "r3"]
    kept = frozenset(pair for pair in before if pair[1] != "r3")
    after = pairs(dealt(Work(FILES, stay, had=kept), replace(TERMS, readers=1)))
    assert kept <= set(after)


def test_a_reading_by_someone_who_left_counts_and_weighs_on_nobody():
    work = Work(FILES[:1], READERS[:2], begun=frozenset({("f0", "gone")}))
    found = dealt(work, TERMS)
    assert len(found["f0"]) == 1
    assert not cost(work, TERMS, pairs(found)).missing


def test_a_language_nobody_reads_is_told_and_relaxing_it_is_enough():
    flemish = replace(FILES[0], languages=frozenset({"neerlandais"}))
    french = [replace(one, languages=frozenset({"francais"})) for one in READERS]
    work = Work([flemish, *FILES[1:]], french)
    found = cost(work, TERMS, pairs(dealt(work, TERMS)))
    assert found.missing == 2
    told = [one.sentence for one in lacking(work, TERMS, found)]
    assert "Il manque 2" in told[0]
    assert "Dossier 0" in told[1]
    enough = [
        sentence
        for sentence, easier, wider in easings(work, TERMS)
        if not cost(easier, wider, pairs(dealt(easier, wider))).missing
    ]
    assert enough == ["ne plus tenir compte des langues"]


def test_too_many_readings_for_too_few_people_says_how_much_load_is_enough():
    work, terms = Work(FILES, READERS[:2]), replace(TERMS, most=4)
    found = cost(work, terms, pairs(dealt(work, terms)))
    assert found.missing == 4
    assert "relevez la charge maximale" in lacking(work, terms, found)[0].sentence
    assert easings(work, terms)[0][2].most == 6


def test_by_hand_each_objection_has_its_words():
    work = Work(FILES, READERS, left=frozenset({("f0", "r0")}))
    assert "déport" in allowed(work, TERMS, FILES[0], READERS[0], ())
    assert "institution" in allowed(work, TERMS, FILES[1], READERS[0], [("f1", "r2")])
    assert not allowed(work, TERMS, FILES[1], READERS[1], [("f1", "r2")])


SEATED = [
    Reader(f"{seat}{n}", f"{seat}{n}", seat=seat)
    for seat in ("etat", "region", "autre")
    for n in (1, 2)
]
BY_SEAT = Terms(readers=3, most=6, seed="granit", seats={"etat": 1, "region": 1})


def test_each_file_is_read_by_so_many_of_each_category_of_seats():
    work = Work(FILES, SEATED, held={one.id: one.seat for one in SEATED})
    found = dealt(work, BY_SEAT)
    by_seat = [sorted(reader[:-1] for reader in read) for read in found.values()]
    assert by_seat == [["autre", "etat", "region"]] * len(FILES)
    assert cost(work, BY_SEAT, pairs(found)).clean
    alone = [one for one in SEATED if one.seat != "autre"]
    fewer = dealt(Work(FILES, alone), BY_SEAT)
    assert [sorted(reader[:-1] for reader in read) for read in fewer.values()] == [
        ["etat", "etat", "region"]
    ] * len(FILES)


def test_a_category_without_enough_members_is_named():
    work = Work(FILES[:1], SEATED[2:], held={one.id: one.seat for one in SEATED})
    terms = replace(BY_SEAT, names={"etat": "État"})
    found = pairs(dealt(work, terms))
    missing, *others = lacking(work, terms, cost(work, terms, found))
    assert "1" in missing.sentence
    assert any("« État »".replace(" ", "\N{NO-BREAK SPACE}") in one.sentence for one in others)


def test_what_was_begun_counts_for_the_category_of_its_reader():
    begun = frozenset({("f0", "parti")})
    work = Work(FILES[:1], SEATED, begun=begun, held={"parti": "etat"})
    assert {reader[:-1] for _file, reader in pairs(dealt(work, BY_SEAT))} == {"region", "autre"}
