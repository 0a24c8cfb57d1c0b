"""Nothing typed in the pages of what the alliance does together makes one fail."""

from decimal import Decimal

from django.test import Client

from cordee.alliance.works.actions import assemblies, objections, speaking, supports
from cordee.alliance.works.actions import workstreams as actions
from cordee.alliance.works.models import Term
from tests.alliance.works.conftest import NOW
from tests.nagging import failures


def test_no_hostile_field_makes_a_page_fail(frame, workstream, ally, amina):
    one, year = (workstream.public_id,), (frame.public_id,)
    raised = objections.object_to(workstream, ally.person, "Non.", by=ally, at=NOW)
    out = actions.keep_output(workstream, "Guide", "guide", by=ally, at=NOW)
    words = {"needs": "Deux jours.", "pays": "L’animation."}
    support = supports.ask(workstream, Decimal(100), **words, by=ally, at=NOW)
    mate = workstream.allies.order_by("pk").first()
    kept = {"by": amina, "at": NOW}
    held = assemblies.keep_assembly("Assemblée", kind="assembly", **kept)
    time = assemblies.keep_day(held, NOW.date(), "on_site", aim="But", place="Lens", **kept)
    part = assemblies.add_part(time, "am", "Un", aim="But", **kept)
    kind = Term.objects.get(list="news")
    line = speaking.keep_line(kind, "Une nouvelle", NOW.date(), **kept)
    whole, day, row = (held.public_id,), (time.pk,), (line.public_id,)
    places = {
        "assemblies": (), "prepare": whole, "day": whole, "offer": whole, "announce": whole,
        "guests": whole, "held": whole, "part": day, "came": day, "count": day, "vote": day,
        "drop_part": (part.pk,), "assembly": whole, "reply": day, "register": (),
        "register_export": (), "line": row, "take_up": row, "strike": row, "said": (),
        "public": (), "propose": (), "desk": (), "terms": (), "workstream": one, "rewrite": one,
        "join": one, "leave": (*one, mate.pk), "ally": one, "object": one,
        "answer": (raised.public_id,), "output": one, "deliver": (out.public_id,),
        "output_file": (out.public_id,),
        "present": one, "launch": one, "end": one, "review": one, "support": one,
        "grant": (support.pk,), "retire_term": (Term.objects.order_by("pk").first().public_id,),
        "frame": year, "hold_leaders": year, "publish": year,
    }  # fmt: skip
    staff = Client()
    staff.force_login(amina)
    assert failures("works", places, {"visitor": Client(), "staff": staff}) == []
