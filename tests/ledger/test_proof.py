"""The proof of a journal, on lines alone."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.kernel.canonical import canonical
from cordee.ledger.rules.chain import ORIGIN, commitment, content_digest, link_digest
from cordee.ledger.rules.proof import Fault, Row, Unreadable, prove_export, written

AT = "2024-12-19T11:00:00Z"


def journal(count, *, erased=(), say_so=True):
    """Rows of a sound journal; those `erased` lost their name, an entry says it at the end."""
    rows, previous = [], ORIGIN
    payloads = [{"route": n, "note": "élu·e «\u00a0ok\u00a0»"} for n in range(count)]
    kinds = ["tests.tried"] * count
    if erased and say_so:
        payloads.append({"sequences": list(erased)})
        kinds.append("ledger.actor_erased")
    for sequence, (kind, payload) in enumerate(zip(kinds, payloads, strict=True), start=1):
        person = (f"salt{sequence}", "user:7", "Camille")
        actor = commitment(*person)
        subject = ("route", str(sequence))
        content = content_digest(at=AT, kind=kind, subject=subject, payload=payload, actor=actor)
        sealed = link_digest(previous, sequence, content)
        shown = ("", "", "") if sequence in erased else person
        rows.append(Row(sequence, AT, kind, subject, payload, actor, shown, previous, sealed))
        previous = sealed
    return rows


SOUND = list(written(journal(6)))
ENTRIES = st.integers(1, 6)


def test_a_sound_export_is_proved_with_its_head():
    proof = prove_export(SOUND)
    assert proof.sound
    assert proof.entries == 6
    assert proof.head == json.loads(SOUND[-1])["head"]


def test_an_empty_journal_is_sound():
    proof = prove_export(written([]))
    assert (proof.sound, proof.entries, proof.head) == (True, 0, ORIGIN)


@given(where=st.integers(0, 7), data=st.data())
def test_any_single_changed_byte_is_found(where, data):
    line = SOUND[where]
    position = data.draw(st.integers(0, len(line) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != line[position]))
    changed = [*SOUND]
    changed[where] = line[:position] + bytes([byte]) + line[position + 1 :]
    lines = b"".join(changed).splitlines(keepends=True)
    try:
        assert not prove_export(lines).sound
    except Unreadable:
        assert where == 0


@given(where=ENTRIES)
def test_a_missing_line_is_named(where):
    proof = prove_export(SOUND[:where] + SOUND[where + 1 :])
    assert (proof.fault, proof.sequence) == (Fault.MISSING, where)


@given(first=ENTRIES, second=ENTRIES)
def test_two_swapped_lines_are_named_at_the_first(first, second):
    swapped = [*SOUND]
    swapped[first], swapped[second] = swapped[second], swapped[first]
    proof = prove_export(swapped)
    if first == second:
        assert proof.sound
    else:
        assert (proof.fault, proof.sequence) == (Fault.REORDERED, min(first, second))


@given(where=ENTRIES, copied=ENTRIES)
def test_a_line_inserted_twice_is_found(where, copied):
    proof = prove_export([*SOUND[: where + 1], SOUND[copied], *SOUND[where + 1 :]])
    assert not proof.sound


def test_a_forged_line_after_the_end_of_the_chain_is_found():
    longer = list(written(journal(7)))
    proof = prove_export([*SOUND[:7], longer[7], SOUND[7]])
    assert (proof.fault, proof.sequence) == (Fault.INSERTED, 7)


def test_the_last_entries_cannot_be_cut_without_being_missed():
    assert prove_export([*SOUND[:5], SOUND[7]]).fault is Fault.MISSING
    assert prove_export(SOUND[:7]).fault is Fault.MISSING


def test_a_journal_rebuilt_whole_is_found_by_a_head_noted_elsewhere():
    rebuilt = list(written(journal(5)))
    assert prove_export(rebuilt).sound
    assert prove_export(rebuilt, head=prove_export(SOUND).head).fault is Fault.ALTERED


def test_an_erased_name_keeps_the_chain_valid_when_the_journal_says_it():
    assert prove_export(written(journal(4, erased=(2, 3)))).sound


def test_a_name_removed_without_a_word_is_found():
    proof = prove_export(written(journal(4, erased=(2, 3), say_so=False)))
    assert (proof.fault, proof.sequence) == (Fault.ERASED, 2)


def test_a_name_replaced_by_another_is_found():
    line = json.loads(SOUND[3])
    line["actor"]["label"] = "Dominique"
    lines = [*SOUND[:3], canonical(line) + b"\n", *SOUND[4:]]
    assert (prove_export(lines).fault, prove_export(lines).sequence) == (Fault.ALTERED, 3)


@pytest.mark.parametrize(
    "change",
    [
        {"sequence": True},
        {"payload": {"route": 1.5}},
        {"payload": [1]},
        {"subject": ["route"]},
        {"subject": 3},
        {"actor": None},
        {"digest": None},
        {"sequence": "1"},
        {"more": 1},
    ],
)
def test_a_line_of_another_shape_is_altered_not_a_traceback(change):
    line = {**json.loads(SOUND[1]), **change}
    text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    proof = prove_export([SOUND[0], text.encode() + b"\n", *SOUND[2:]])
    assert (proof.fault, proof.sequence) == (Fault.ALTERED, 1)


@given(st.lists(st.binary()))
def test_whatever_the_file_holds_there_is_an_answer(lines):
    with pytest.raises(Unreadable):
        prove_export(lines)
    assert not prove_export([SOUND[0], *lines]).sound


def test_the_proof_loads_neither_django_nor_the_database():
    code = "import sys, cordee.ledger.rules.proof; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
