"""The tracks of a call: which one is a part of which, and what is said of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cordee.programme.schema.form import Form, Section
    from cordee.programme.schema.questions import AnyQuestion
    from cordee.programme.schema.team import Consortium, Team
    from cordee.programme.schema.timeline import Project, Track


class Strands:
    """What a definition answers about its tracks."""

    if TYPE_CHECKING:
        tracks: tuple[Track, ...]
        team: Team | None
        consortium: Consortium | None
        project: Project | None
        form: Form

    def line_of(self, track: str = "") -> "list[Track]":
        """A track, then the one it is a part of, and so on (`within`)."""
        known, found = {one.key: one for one in self.tracks}, list["Track"]()
        while track in known and known[track] not in found:
            found.append(known[track])
            track = known[track].within or ""
        return found

    def parts_of(self, track: str) -> list[str]:
        """The keys of a track and of all those that are a part of it."""
        return [one.key for one in self.tracks
                if any(above.key == track for above in self.line_of(one.key))]  # fmt: skip

    def chosen_tracks(self) -> "list[Track]":
        """The tracks a file is handed in on: those that have no parts."""
        wider = {one.within for one in self.tracks}
        return [one for one in self.tracks if one.key not in wider]

    def concerns(self, tracks: Iterable[str], track: str) -> bool:
        """Whether what is said of these tracks is said of this one, or of what it is part of.

        Of no track named, it is said of all; a file on no track hears what is said of each.
        """
        named = set(tracks)
        return not named or not track or not named.isdisjoint(
            {track, *(one.key for one in self.line_of(track))}
        )  # fmt: skip

    def team_of(self, track: str = "") -> "Team | None":
        """The team asked on a track: its own, that of the track it is a part of, or the call's."""
        return next((one.team for one in self.line_of(track) if one.team), self.team)

    def consortium_of(self, track: str = "") -> "Consortium | None":
        """The consortium asked on a track: its own, or the call's."""
        own = (one.consortium for one in self.line_of(track) if one.consortium)
        return next(own, self.consortium)

    def project_of(self, track: str = "") -> "Project | None":
        """What projects must be on a track: its own words, or the call's."""
        return next((one.project for one in self.line_of(track) if one.project), self.project)

    def tongues_of(self, track: str) -> tuple[str, ...]:
        """The languages that the files of a track are written in, when it says its own."""
        return next((one.languages for one in self.line_of(track) if one.languages), ())

    def written_in(self, section: "Section", track: str = "") -> tuple[str, ...]:
        """The languages that a page is written in: its own, its track's, or the form's; often none.

        The form says none unless it is written there.
        """
        return section.languages or self.tongues_of(track) or self.form.tongues

    def asks(self, part: "Section | AnyQuestion", step: str, track: str) -> bool:
        """Whether a part of the form is asked at that step, on that track; empty: everywhere."""
        at_step = not step or not part.steps or step in part.steps
        return at_step and self.concerns(part.tracks, track)
