"""From the first page to the last receipt: a call published, written for, handed in, printed."""

import io
import os
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cordee.applications import actions, papers, queries, tables
from cordee.applications.actions import approving, arrivals
from cordee.applications.actions.partnering import lead_body
from cordee.applications.binding import file_pdf
from cordee.applications.doors.differences import differences
from cordee.applications.doors.outgoing import draft_form
from cordee.applications.doors.parcel import Parcel
from cordee.applications.doors.reading import read_document
from cordee.applications.doors.recognising import recognise
from cordee.applications.files import attach
from cordee.applications.models import Application, Approval, Deposit, Partner
from cordee.applications.queries import instruction
from cordee.applications.rules import deposit_findings
from cordee.applications.rules.deposit import asked
from cordee.applications.rules.examination import Decided, examined_stages
from cordee.applications.rules.passage import following
from cordee.calls.actions import publish
from cordee.calls.rules.phases import newcomers
from cordee.kernel.canonical import digest
from cordee.kernel.findings import blocking
from cordee.people.models import User
from cordee.programme.schema import Definition
from cordee.programme.schema import questions as q
from cordee.web.sheets import write_csv, write_ods, write_xlsx
from tests.applications import ready
from tests.applications.test_matrix import paper

LONG_AGO = datetime(2024, 1, 9, tzinfo=UTC)


def book() -> bytes:
    """The smallest workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            opened.writestr(name, "<a/>")
    return made.getvalue()


CONTENT = {
    "pdf": paper(), "xlsx": book(), "txt": "Lœuf".encode(), "csv": b"a;b\n1;2\n",
    "png": b"\x89PNG\r\n\x1a\n" + b"0" * 40,
    "jpg": b"\xff\xd8\xff" + b"0" * 40, "mp3": b"ID3" + b"0" * 40, "mp4": b"\0\0\0\x18ftypmp42",
}  # fmt: skip
FORMATS = ("docx", "odt")
LARGE = int(os.environ.get("CORDEE_EXAMPLES", "0"))
"""How many drawn definitions go the whole way, by hand; few of them, and one page, otherwise."""


class Way:
    """One candidate going through a call, step by step."""

    def __init__(
        self, definition: Definition, by: User, staff: User, drawn: Mapping[str, Any], track: str
    ) -> None:
        self.definition, self.by, self.staff, self.drawn = definition, by, staff, drawn
        self.track = track
        self.edition = publish(definition, {}, by=None, at=LONG_AGO)

    def go(self) -> list[Deposit]:
        """Every step that can be taken, each handed in, proved, printed and brought back."""
        first = newcomers(self.definition)[0].key
        made = []
        at = self.opening(first)
        application: Application | None = self.begun(first, at)
        while application is not None:
            made.append(self.handed(application, at))
            application, at = self.next(Application.objects.get(pk=application.pk), at)
        return made

    def opening(self, step: str, since: datetime = LONG_AGO + timedelta(days=400)) -> datetime:
        """An hour after the step is first open, on this track."""
        zone = self.definition.timeline.zone
        windows = [one for one in self.definition.windows_of(step)
                   if not one.tracks or self.track in one.tracks]  # fmt: skip
        opens = [opened for one in windows if (opened := one.opens_at(zone))]
        return max(min(opens, default=since), since) + timedelta(hours=1)

    def begun(self, step: str, at: datetime) -> Application:
        """The file begun, for a body of the kind and place the call wants."""
        kind = ready.kind_wanted(self.definition, self.track)
        for name in sorted(ready.lists_wanted(self.definition)):
            actions.name_guest(self.edition, onto=name, name="Lœil-en-Artois", email=self.by.email,
                               reason="Invitée", nominated_by="Une académie",
                               sort=next(iter(instruction.nominators(self.definition)), ""),
                               by=self.staff, at=at)  # fmt: skip
        online = "online" in self.definition.ways_of(step)
        with time_machine.travel(at, tick=False):
            made = actions.start(
                self.edition, body_name="Lœil-en-Artois", kind=kind, track=self.track,
                origin="online" if online else "document", by=self.by, at=at,
            )  # fmt: skip
        for mate in self.team():
            actions.join(made, by=self.by, at=at, **mate)
        return made

    def team(self) -> list[dict[str, Any]]:
        """Who writes with them."""
        team = self.definition.team_of(self.track)
        return ready.mates(team) if team else []

    def handed(self, application: Application, at: datetime) -> Deposit:
        """The step filled through the same actions as the pages, then deposited and printed."""
        with time_machine.travel(at, tick=False):
            self.filled(application, at)
            self.looked_at(application)
            self.approved(application, at)
            draft = queries.draft_of(application, at)
            found = blocking(deposit_findings(self.definition, draft, at))
            assert not found, [(one.code, one.sentence) for one in found]
            made = actions.deposit(application, signed="Anaïs Lœuf, maire", by=self.by, at=at)
            self.proved(made, application)
            self.brought_back(Application.objects.get(pk=application.pk), at)
            if LARGE:
                self.told_elsewhere(application, made, at)
        return made

    def told_elsewhere(self, application: Application, made: Deposit, at: datetime) -> None:
        """What else shows a call and its files: pages in English, exports, documents brought."""
        call = self.edition.key
        visitor = Client(headers={"accept-language": "en"})
        for name in ("calls:detail", "applications:eligibility", "applications:begin"):
            assert visitor.get(reverse(name, args=[call])).status_code in {200, 302}, name
        assert visitor.get(reverse("applications:blank", args=[call, "docx"])).status_code == 200
        with translation.override("en"):
            assert papers.receipt_pdf(made).startswith(b"%PDF-")
        files = queries.staff_list(self.edition)
        for write in (write_csv, write_xlsx, write_ods):
            assert b"".join(write(tables.rows(self.edition, files), "Dossiers"))
        assert "".join(tables.documents(self.edition, files))
        form = draft_form(application, "odt", at=at)
        parcel = Parcel(files=[("dossier.odt", form)], began=at, ended=at)
        arrival = arrivals.bring(
            parcel, edition=self.edition, application=application, by=self.by, at=at
        )
        address = reverse("applications:arrival", args=[application.public_id, arrival.public_id])
        writer = Client(headers={"accept-language": "en"})
        writer.force_login(self.by)
        assert writer.get(address).status_code == 200
        assert actions.deposit(application, signed="Anaïs Lœuf, maire", by=self.by, at=at) == made

    def filled(self, application: Application, at: datetime) -> None:
        """Answers, files, declarations, partners and wishes."""
        now = {"by": self.by, "at": at}
        definition, step, track = self.definition, application.step, application.track
        rules = definition.preferences
        wishes = [one.key for one in definition.wishes()][: max(rules.min, 1)] if rules else []
        actions.tell(application, known=ready.known(definition, track), preferences=wishes, **now)
        self.gathered(application, at)
        known = dict(application.answers.order_by("pk").values_list("question", "value"))
        facts = queries.draft_of(application, at).facts_shown
        questions = list(definition.questions(step, track))
        for key, value in ready.filled(questions, known, self.drawn, facts):
            if value is not None:
                actions.save_answer(application, key, value, **now)
        self.joined(application, at)

    def gathered(self, application: Application, at: datetime) -> None:
        """The partners a consortium needs at this step."""
        rules = self.definition.consortium_of(application.track)
        if rules is None and not application.partners.exists():
            return
        own = ready.known(self.definition, application.track)
        lead_body(application, at=at)
        lead = ready.lead_category(rules) if rules else ""
        Partner.objects.filter(application=application).update(known=own)
        countries = ready.countries_wanted(self.definition, application.track)
        Partner.objects.filter(application=application, leads=True).update(
            category=lead, amount=100, country=countries[0]
        )
        wanted = ready.partners(rules, application.step, countries) if rules else []
        for one in wanted[application.partners.count() - 1 :]:
            actions.set_partner(application, known=own, by=self.by, at=at,
                                kind=application.kind, **one)  # fmt: skip

    def joined(self, application: Application, at: datetime) -> None:
        """The files asked, of a kind each question takes."""
        draft = queries.draft_of(application, at)
        for one in asked(self.definition, draft):
            if not isinstance(one, q.File) or not one.required:
                continue
            kind = next(kind for kind in CONTENT if kind in one.types)
            for n in range(len(draft.files.get(one.key, ())), max(one.min, 1)):
                upload = SimpleUploadedFile(f"pièce-{n}.{kind}", CONTENT[kind])
                attach(application, one.key, upload, by=self.by, at=at)
        dated = application.attachments.filter(removed_at=None)
        dated.update(dated=at.date())

    def approved(self, application: Application, at: datetime) -> None:
        """The agreement of whoever must give it, by the link each receives."""
        team = self.definition.team_of(application.track)
        for member in application.members.order_by("pk"):
            key = {member.role, *member.leads} & set(team.sign_off if team else ())
            if not key:
                continue
            approving.ask_approval(member, by=self.by, at=at)
            row = Approval.objects.get(member=member, taken_back_at=None)
            approving.answer_approval(row, answer="given", name="Anaïs", capacity="Maire", at=at)

    def looked_at(self, application: Application) -> None:
        """Every page of the file is shown, whatever was answered."""
        parts = self.definition.sections(application.step, application.track)
        writer = Client()
        writer.force_login(self.by)
        pages = [("section", one.key) for one in parts if one.questions]
        pages += [(name,) for name in ("read", "detail", "check")]
        if not LARGE:  # the pages of the form are drawn by other tests, cheaper
            pages = pages[-1:]
        for name, *more in pages:
            address = reverse(f"applications:{name}", args=[application.public_id, *more])
            assert writer.get(address).status_code == 200, (name, *more)

    def proved(self, made: Deposit, application: Application) -> None:
        """The deposit holds what was written, its digest proves it, its papers are printed."""
        assert digest(made.content) == made.digest
        kept = dict(application.answers.order_by("pk").values_list("question", "value"))
        assert made.content["answers"].items() <= kept.items()
        assert papers.receipt_pdf(made).startswith(b"%PDF-")
        assert file_pdf(made).startswith(b"%PDF-")
        address = reverse("applications:received_one", args=[application.public_id])
        desk = Client()
        desk.force_login(self.staff)
        assert desk.get(address).status_code == 200

    def brought_back(self, application: Application, at: datetime) -> None:
        """The form taken away as DOCX and ODT says, once read again, what the draft says."""
        step, track = application.step, application.track
        questions = [one for one in self.definition.questions(step, track)
                     if isinstance(one, q.Asked) and not isinstance(one, q.File)]  # fmt: skip
        mine = dict(application.answers.order_by("pk").values_list("question", "value"))
        for format_ in FORMATS:
            stream = read_document(draft_form(application, format_, at=at))
            assert stream.mark["edition"] == self.edition.key
            found = recognise(stream, self.definition, step=step, track=track, place=_named)
            assert not (other := differences(questions, mine, found.answers)), other
            assert (found.leftovers, found.absent) == ([], []), found
            assert found.body == application.body_name
            assert found.team == self.team(), found.team

    def next(self, application: Application, at: datetime) -> tuple[Application | None, datetime]:
        """The file of the step that comes after, opened as the call opens it."""
        for step in following(self.definition, application.step, application.track):
            if step.invited and not step.after:
                continue
            later = self.opening(step.key, at)
            if step.after:
                self.retained(application, step.after, later)
            else:
                with time_machine.travel(later, tick=False):
                    actions.go_on(application, step.key, by=self.by, at=later)
            made = application.following.get(step=step.key)
            return made, later
        return None, at

    def retained(self, application: Application, stage: str, at: datetime) -> None:
        """A stage keeps the file: examined by the staff, or chosen by a jury."""
        found = next((x for x in examined_stages(self.definition) if x.key == stage), None)
        if found is None:
            actions.open_next([application], stage, by=self.staff, at=at)
            return
        checked = actions.examining.checked_at(application, found, at.date())
        held = {one.key: Decided("held") for one in checked}
        actions.examine(application, stage, as_of=at.date(), decided=held, by=self.staff, at=at)
        actions.release_examinations(self.edition, stage, by=self.staff, at=at)


def _named(said: str) -> str | None:
    """The reference of the territory that a document names."""
    return ready.LENS if ready.LENS.partition(":")[2] in said or said == ready.LENS else None
