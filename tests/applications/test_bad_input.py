"""Whatever is sent to a page of a file or of a call, it answers."""

from datetime import timedelta

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cordee.applications import actions, files
from cordee.applications.actions.arrivals import bring
from cordee.applications.doors.parcel import Parcel
from cordee.applications.files import resuming
from cordee.applications.models import AnswerVersion, Application, Arrival
from cordee.calls import actions as calls
from cordee.calls.models import Edition
from cordee.people.models import User
from tests.applications.conftest import DURING
from tests.applications.test_matrix import paper
from tests.nagging import NOBODY, failures


def arrived(application: Application, by: User) -> Arrival:
    """A document brought back, with a text to place."""
    parcel = Parcel([("a.pdf", paper())], DURING, DURING)
    made = bring(parcel, edition=application.edition, application=application, by=by, at=DURING)
    made.pieces.create(text="À placer.")
    return made


def asking(**users: User | None) -> dict[str, Client]:
    found = {name: Client() for name in users}
    for name, user in users.items():
        if user is not None:
            found[name].force_login(user)
    return found


def _around(edition: Edition, amina: User) -> dict[str, tuple[object, ...]]:
    """What the public asks of a call, follows and attends, and the pages of its team for it."""
    asked = calls.ask(edition, "Seule ?", email="eve@example.org", by=None, at=DURING)
    ends = DURING + timedelta(days=1)
    said = {"title": "Réunion", "starts_at": DURING, "ends_at": ends, "place": "Lens"}
    meeting = calls.open_briefing(edition, by=amina, at=DURING, **said).public_id
    key = edition.key
    return {
        "card": (key,), "following": (), "rss": (), "atom": (), "deadlines": (),
        "open_calls": (), "dispositifs": (), "dispositifs_table": (),
        "keep": (key,), "kept": (),
        "questions": (key,), "confirm": ("x",), "unfollow": ("x",), "briefing": (meeting,),
        "briefing_file": (meeting,), "unregister": ("x",), "inquiries": (key,),
        "briefings": (key,), "answer": (asked.public_id,), "briefing_desk": (meeting,),
    }  # fmt: skip


def test_no_hostile_field_makes_a_page_fail(application: Application, nadia: User, amina: User):
    now = {"by": nadia, "at": DURING}
    member = actions.join(application, role="elu", given_name="A", family_name="B", **now)
    actions.save_answer(application, "besoins", "Du temps.", **now)
    actions.save_answer(application, "theme", "eau", **now)
    upload = SimpleUploadedFile("a.pdf", paper())
    joined = files.attach(application, "annexe", upload, **now)
    actions.save_answer(application, "besoins", "Encore plus de temps pour tous.", **now)
    former = AnswerVersion.objects.create(
        answer=application.answers.get(question="besoins"), value="Du temps.", revision=1, **now
    )
    comment = actions.comment(application, "besoins", "Et le budget ?", **now)
    actions.deposit(application, **now)
    one, key = application.public_id, application.edition.key
    came = arrived(application, nadia)
    came_in, piece = (one, came.public_id), came.pieces.get().pk
    held = came.files.get().pk
    begun = resuming.begin(application, "annexe", name="b.pdf", size=9, **now)
    call = application.edition
    said = {"subject": "S", "text": "{structure}", "segment": {}}
    letter = (actions.prepare(call, **said, by=amina, at=DURING).public_id,)
    who, file = (one, member.public_id), (one, joined.public_id)
    places = {
        "previewed": file, "upload": (one, "annexe"), "upload_piece": (one, begun.public_id),
        "upload_finish": (one, begun.public_id), "which": (key,), "bring": (one,),
        "arrival": came_in, "piece": (*came_in, piece),
        "arrived_file": (*came_in, held), "astray": (), "arrival_one": (came.public_id,),
        "piece_here": (came.public_id, piece), "file_here": (came.public_id, held),
        "received_here": (key,), "blank": (key, "docx"), "filled": (one, "odt"),
        "eligibility": (key,), "formers": (one,), "take_up": (one, NOBODY),
        "begin": (key,), "mine": (), "detail": (one,), "team": (one,), "member": who,
        "leave": who, "hand_on": who, "section": (one, "projet"), "save": (one, "besoins"),
        "attach": (one, "annexe"), "attachment": file, "detach": file, "read": (one,),
        "check": (one,), "deposit": (one,), "receipt": (one, 1), "receipt_paper": (one, 1),
        "send_again": (one, 1),
        "withdraw": (one,), "verify": (), "received": (key,), "export": (key,),
        "export_as": (key, "ods"), "follow": (key,), "drafts": (key,), "evasive": (key,),
        "bring_list": (key,), "bundles": (key,), "bundle": (one,), "paper": (one,),
        "exchanges": (one,), "exchanges_desk": (one,), "awaiting": (key,), "mailings": (key,),
        "write": (key,), "mailing": letter, "rewrite": letter,
        "received_one": (one,), "history": (one, "besoins"), "comment": (one, "besoins"),
        "compare": (one, "besoins", former.pk), "restore": (one, "besoins", former.pk),
        "settle": (one, comment.public_id), "hands": (one,),
        "structure": (one,), "partners": (one,), "partner": (one, NOBODY),
        "drop_partner": (one, NOBODY), "complete": (one,),
        "use_code": (one,), "go_on": (one, "suite"),
        "codes": (key,), "take_back_code": (key, NOBODY), "guests": (key,),
        "take_back_guest": (key, NOBODY), "examinations": (key, "examen"),
        "instruct": (one,), "ask_completion": (one,), "close_completion": (one, NOBODY),
        "examine": (one, "examen"), "deposit_changes": (one, 2), "note": (one,), "label": (one,),
        "call_flyer": (key,), "call_flyer_paper": (key,), "flyer": (one,),
        "date_piece": file, "union": (one, NOBODY), "copies": (one,),
        "orient": (one,), "coverage": (key,), "attendance": (one,),
        "attendance_sheet": (key, "visite"), "propose_union": (one,),
        "ask_approval": who, "approve": ("inconnu",), "ask_reference": (one,),
        "refer": ("inconnu",),
    }  # fmt: skip
    rooms = {"list": (), "detail": (key,), "calendar": (key,), "paper": (key,),
             "part": (key, "candidature"), "desk": (), "publish": (), "amend": (key,),
             "archive": (key,), "extend": (key,),
             "file": (key, "modele.odt")} | _around(application.edition, amina)  # fmt: skip
    with time_machine.travel(DURING, tick=False):
        askers = asking(visitor=None, applicant=nadia, staff=amina)
        assert failures("applications", places, askers) == []
        assert failures("calls", rooms, askers) == []
