"""Every address of a room, its parameters filled from rows that exist."""

from collections.abc import Iterator, Mapping

from django.urls import NoReverseMatch, get_resolver, reverse

from tests.nagging import names


def parameters(room: str, name: str) -> list[list[str]]:
    """The parameters of each way to write an address."""
    _prefix, resolver = get_resolver().namespace_dict[room]
    return [list(bit[1]) for entry in resolver.reverse_dict.getlist(name) for bit in entry[0]]


def addresses(
    room: str, values: Mapping[str, object], own: Mapping[str, Mapping[str, object]]
) -> Iterator[tuple[str, str]]:
    """Name and address of each page whose parameters are known; `own` says otherwise for a name."""
    for name in sorted(names(room)):
        known = {**values, **own.get(name, {})}
        for asked in parameters(room, name):
            if set(asked) <= known.keys():
                try:
                    yield name, reverse(f"{room}:{name}", kwargs={one: known[one] for one in asked})
                except NoReverseMatch:
                    continue
                break


def unknown(
    room: str, values: Mapping[str, object], own: Mapping[str, Mapping[str, object]]
) -> set[str]:
    """The names of a room that these values do not reach."""
    return names(room) - {name for name, _address in addresses(room, values, own)}
