"""From a `cordee-assign/1` document to an instance; every fault has its code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.selection.solvers.assign.instance import LEVELS, File, Instance, Juror
from cordee.selection.solvers.documents import (
    Invalid,
    distinct,
    name,
    names,
    ordered,
    records,
    rows,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

FORMAT = "cordee-assign/1"
LARGEST = 1 << 40
SMALL = (1 << 31) - 1


def parse(document: Mapping[str, Any]) -> Instance:
    """Read and check a whole document; raises `Invalid` with the first fault met."""
    if document.get("format", FORMAT) != FORMAT:
        raise Invalid("bad_format", "format")
    files = [_file(each) for each in records(document.get("applications"), "applications")]
    jurors = [_juror(each) for each in records(document.get("jurors"), "jurors")]
    distinct((each.id for each in files), "applications")
    distinct((each.id for each in jurors), "jurors")
    affinity = _affinity(document, files, jurors)
    by_id = sorted(range(len(files)), key=lambda i: files[i].id)
    among = sorted(range(len(jurors)), key=lambda j: jurors[j].id)
    files, jurors = [files[i] for i in by_id], [jurors[j] for j in among]
    order = ordered(document.get("order"), LEVELS)
    cap = document.get("institution_cap")
    return Instance(
        order=order,
        expert_threshold=_threshold(document, order),
        files=tuple(files),
        jurors=tuple(jurors),
        institution_cap=None if cap is None else _bound(cap, "institution_cap"),
        affinity=affinity[by_id][:, among],
        allowed=_allowed(document, files, jurors),
    )


def _file(record: Mapping[str, Any]) -> File:
    key = name(record.get("id"), "applications")
    return File(key, _bound(record.get("demand"), key), _languages(record, key))


def _juror(record: Mapping[str, Any]) -> Juror:
    key = name(record.get("id"), "jurors")
    low, high = _bound(record.get("min", 0), key), _bound(record.get("max"), key)
    if low > high:
        raise Invalid("bad_bounds", key)
    institution = record.get("institution")
    house = None if institution is None or institution == "" else name(institution, key)
    return Juror(key, low, high, _languages(record, key), house)


def _bound(value: object, where: str) -> int:
    found = whole(value, where, code="bad_bounds")
    if not 0 <= found <= LARGEST:
        raise Invalid("bad_bounds", where)
    return found


def _languages(record: Mapping[str, Any], where: str) -> frozenset[str]:
    return frozenset(names(record.get("languages") or [], where))


def _threshold(document: Mapping[str, Any], order: tuple[str, ...]) -> int:
    value = document.get("expert_threshold")
    if value is None and "no_expert" not in order:
        return 0
    return whole(value, "expert_threshold")


def _allowed(
    document: Mapping[str, Any], files: list[File], jurors: list[Juror]
) -> NDArray[np.bool_]:
    """No conflict, and the juror speaks every language of the file."""
    import numpy as np  # noqa: PLC0415 - imported when needed

    row = {each.id: i for i, each in enumerate(files)}
    column = {each.id: j for j, each in enumerate(jurors)}
    spoken: dict[frozenset[str], NDArray[np.bool_]] = {}
    allowed = np.ones((len(files), len(jurors)), dtype=bool)
    for i, each in enumerate(files):
        if each.languages not in spoken:
            speaks = [each.languages <= juror.languages for juror in jurors]
            spoken[each.languages] = np.array(speaks, dtype=bool)
        allowed[i] = spoken[each.languages]
    for pair in rows(document.get("conflicts", []), "conflicts", width=2):
        file, juror = name(pair[0], "conflicts"), name(pair[1], "conflicts")
        if file not in row or juror not in column:
            raise Invalid("unknown_id", f"conflicts: {file} / {juror}")
        allowed[row[file], column[juror]] = False
    return allowed


def _affinity(
    document: Mapping[str, Any], files: list[File], jurors: list[Juror]
) -> NDArray[np.signedinteger[Any]]:
    """The whole matrix, in the order of the document; pairs not told are worth 0."""
    import numpy as np  # noqa: PLC0415 - imported when needed

    if document.get("affinity_matrix") is not None:
        return _matrix(document["affinity_matrix"], len(files), len(jurors))
    found = np.zeros((len(files), len(jurors)), dtype=np.int64)
    row = {each.id: i for i, each in enumerate(files)}
    column = {each.id: j for j, each in enumerate(jurors)}
    told = []
    for file_id, juror_id, value in rows(document.get("affinity", []), "affinity", width=3):
        file, juror = name(file_id, "affinity"), name(juror_id, "affinity")
        if file not in row or juror not in column:
            raise Invalid("unknown_id", f"affinity: {file} / {juror}")
        told.append(f"{row[file]}/{column[juror]}")
        found[row[file], column[juror]] = _worth(value, f"{file} / {juror}")
    distinct(told, "affinity", code="duplicate_affinity")
    return found


def _worth(value: object, where: str) -> int:
    found = whole(value, where)
    if found < 0:
        raise Invalid("negative_affinity", where)
    if found > LARGEST:
        raise Invalid("bad_number", where)
    return found


def _matrix(value: object, height: int, width: int) -> NDArray[np.signedinteger[Any]]:
    import numpy as np  # noqa: PLC0415 - imported when needed

    listed = rows(value, "affinity_matrix", width=width)
    if len(listed) != height:
        raise Invalid("bad_format", "affinity_matrix")
    top = 0
    for index, row in enumerate(listed):
        if set(map(type, row)) - {int}:
            for cell in row:
                _worth(cell, f"affinity_matrix: {index}")
        if row and not 0 <= min(row) <= max(row) <= LARGEST:
            _worth(min(row), f"affinity_matrix: {index}")
            _worth(max(row), f"affinity_matrix: {index}")
        top = max(top, max(row, default=0))
    # half the memory for the usual affinities; whoever computes with them widens first
    found = np.zeros((height, width), dtype=np.int32 if top <= SMALL else np.int64)
    for index, row in enumerate(listed):
        found[index] = row
    return found
