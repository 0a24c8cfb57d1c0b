"""Whatever is sent to a page of the year or of the reports, it answers."""

from datetime import timedelta

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cordee.journeys import queries
from cordee.journeys.actions import (
    adopt_groups,
    announce_leaving,
    ask_sharing,
    ask_speaker,
    attach_scan,
    deliver,
    keep_working_group,
    offer_slots,
    open_poll,
    plan_session,
    post_ride,
    send_material,
    take_in,
    write_duty,
    write_item,
)
from cordee.journeys.entrances import speaker_link
from cordee.journeys.models import Award, Cohort, Demand, Order, Participation, Payout
from cordee.journeys.rules.grouping import proposed
from cordee.journeys.rules.signing import code_at
from cordee.journeys.rules.slots import HALF_DAY
from cordee.people.models import User
from cordee.reports import actions
from cordee.reports.figures import FIGURES
from tests.journeys.conftest import RELEASED, account
from tests.nagging import failures, faults, names
from tests.reports.test_reports import AT, BLANK, YEAR


def askers(amina: User, lead: User) -> dict[str, Client]:
    found = {name: Client() for name in ("visitor", "delegate", "staff")}
    found["delegate"].force_login(lead)
    found["staff"].force_login(amina)
    return found


def test_no_hostile_field_makes_a_page_of_the_year_fail(
    cohort: Cohort, lens: Participation, amina: User
):
    lead = account(lens, "tech")
    delegate = lens.delegates.get(role="tech")
    meeting = cohort.meetings.get(key="j1").public_id
    photo = SimpleUploadedFile("p.png", b"\x89PNG\r\n\x1a\n", "image/png")
    scan = attach_scan(cohort.meetings.get(key="j1"), 1, photo, by=amina, at=RELEASED)
    dates = [(RELEASED + timedelta(days=90), RELEASED + timedelta(days=90, hours=7))]
    option = open_poll(cohort.meetings.get(key="j2"), dates, by=amina, at=RELEASED).options.get()
    offer_slots(
        cohort, amina.person, [(dates[0][0], dates[0][0] + HALF_DAY)], by=amina, at=RELEASED
    )
    slot = cohort.slots.get()
    one, all_of_it = (lens.public_id,), (cohort.public_id,)
    j1 = cohort.meetings.get(key="j1")
    item = write_item(j1, begins=0, lasts=60, kind="talk", label="Apport", by=amina, at=RELEASED)
    speaker = ask_speaker(j1, email="nour@example.org", given_name="Nour", family_name="S",
                          items=[item], by=amina, at=RELEASED)  # fmt: skip
    told = send_material(speaker, title="x", link="https://example.org", by=None, at=RELEASED)
    duty = write_duty(j1, who="Nous", does="tout", by=amina, at=RELEASED)
    eve = lens.delegates.get(role="elu")
    ride = post_ride(j1, eve, kind="offer", way="both", place="Lens", hour=None, seats=2,
                     by=amina, at=RELEASED)  # fmt: skip
    sharing = ask_sharing(ride, delegate, by=amina, at=RELEASED)
    peers = queries.as_peers(queries.group_peers(cohort, RELEASED))
    grouped = adopt_groups(cohort, proposed("mixed", peers, 2, []), label="G", by=amina,
                           at=RELEASED)  # fmt: skip
    token = speaker_link(speaker).rstrip("/").rsplit("/", 1)[1]
    report = deliver(cohort, "bilan", participation=None, on=RELEASED.date(), text="x",
                     by=amina, at=RELEASED)  # fmt: skip
    lent = announce_leaving(lens, reason="x", by=lead, at=RELEASED)
    demand = Demand.objects.create(participation=lens, kind="extension", reason="x", at=RELEASED,
                                   by=lead)  # fmt: skip
    Participation.objects.filter(pk=lens.pk).update(ends=None)
    order = Order.objects.create(participation=lens, call_off="a", label="A", amount=1,
                                 on=RELEASED.date(), at=RELEASED)  # fmt: skip
    award = Award.objects.create(participation=lens, grant="a", label="A", amount=1, at=RELEASED)
    payment = Payout.objects.create(award=award, rank=1, label="P", amount=1)
    grouped_work = keep_working_group(cohort, question="Q", by=amina, at=RELEASED)
    member = take_in(grouped_work, eve.person, by=amina, at=RELEASED)
    sat = plan_session(grouped_work, starts=RELEASED, ends=RELEASED + timedelta(hours=1),
                       by=amina, at=RELEASED)  # fmt: skip
    work = (grouped_work.public_id,)
    places = {
        "end_year": all_of_it, "awards": one, "spent": (award.public_id,),
        "take_award_back": (award.public_id,),
        "payout": (payment.public_id,), "payouts": all_of_it,
        "payout_accounts": (*all_of_it, "csv"),
        "changes": one, "answer_demand": (demand.public_id,), "take_demand_back": (lent.public_id,),
        "orders": all_of_it, "answer_order": (order.public_id,),
        "withdraw_order": (order.public_id,),
        "deliverables": all_of_it, "take_delivery_back": (report.public_id,),
        "results": one, "outcomes": all_of_it, "own_passages": one,
        "passing": (*all_of_it, "x"), "decide_passing": (*all_of_it, "x"),
        "announce_passing": (*all_of_it, "x"), "passing_minutes": (*all_of_it, "x"),
        "crossing": (*all_of_it, "x", lens.public_id),
        "adopt_calendar": (meeting,), "poll_terms": (meeting,),
        "groups": all_of_it, "share_out": all_of_it,
        "group": (grouped.public_id,),
        "working_groups": all_of_it, "open_group": all_of_it, "working_group": work,
        "change_group": work, "join_group": work, "leave_group": work, "bring_in": work,
        "send_out": (*work, member.public_id), "new_working_session": work, "synthesis": work,
        "hand_synthesis": work, "working_session": (sat.public_id,),
        "cancel_working_session": (sat.public_id,), "working_session_words": (sat.public_id,),
        "come": (meeting,), "rides": (meeting,), "withdraw_ride": (meeting,),
        "share": (meeting, ride.public_id), "answer_sharing": (meeting, sharing.public_id),
        "numbers": (meeting,),
        "programme": (meeting,), "programme_paper": (meeting,), "material": (told.public_id,),
        "prepare": (meeting,), "new_item": (meeting,), "item": (meeting, item.public_id),
        "remove_item": (meeting, item.public_id), "new_speaker": (meeting,),
        "withdraw_speaker": (meeting, speaker.public_id), "duty": (meeting,),
        "change_duty": (meeting, duty.public_id), "speak": (token,), "bring": (token,),
        "take_back": (token, told.public_id), "speaker_calendar": (token,),
        "mine": (), "territory": one, "show": one,
        "take_evidence_back": (*one, lens.public_id), "charter": one, "settle": one,
        "accept": (*one, "dialogue"),
        "withdraw": one, "claim": (*one, lens.charges.get().public_id),
        "pay": (*one, lens.charges.get().public_id),
        "take_claim_back": (*one, lens.charges.get().public_id),
        "claim_paper": (*one, "2025-0001"), "contributions": all_of_it,
        "accounts": (*all_of_it, "csv"),
        "replace": (*one, delegate.public_id), "personal": (delegate.calendar_token,),
        "public": all_of_it, "cohorts": (), "cohort": all_of_it, "meeting": (meeting,),
        "sign": (meeting,), "by_link": ("x:y:z",), "poll": (meeting,),
        "choose": (meeting, option.public_id), "withdraw_option": (meeting, option.public_id),
        "polls": one, "slots": all_of_it, "send_charter": one, "charter_paper": one,
        "charter_original": one, "sign_charter": ("x:y:z",),
        "take_away": (*all_of_it, slot.public_id),
        "own_slots": one, "give_back": (*one, slot.public_id),
        "poll_by_link": ("x:y:z",), "attend": (meeting,),
        "enter": (meeting, code_at(b"x", "j1", RELEASED)), "gate": (meeting,), "eve": (meeting,),
        "cancel": (meeting,), "settle_marks": (meeting,), "repeat": (meeting,),
        "printed": (meeting,), "scans": (meeting, 1), "scan": (meeting, scan.public_id),
        "remove_scan": (meeting, scan.public_id), "certificate": (*one, delegate.public_id),
    }  # fmt: skip
    with time_machine.travel(RELEASED, tick=False):
        assert places.keys() == names("journeys")
        addresses = [reverse(f"journeys:{name}", args=list(args)) for name, args in places.items()]
        for who, client in askers(amina, lead).items():
            assert (who, faults(client, addresses)) == (who, [])


def test_no_hostile_field_makes_a_report_fail(amina: User, hortense: User):
    report = actions.sign(YEAR, title="Bilan", left_out=BLANK, by=amina, at=AT)
    one = (report.public_id,)
    draft = actions.begin(YEAR, title="Bilan", by=amina, at=AT)
    line = actions.add_line(draft, side="income", heading="Dons", label="x", amount=1, by=amina,
                            at=AT)  # fmt: skip
    told = actions.declare(draft, label="x", value=1, unit="", source="y", on=YEAR.first, by=amina,
                           at=AT)  # fmt: skip
    own, part = (draft.public_id,), (draft.public_id, draft.sections.all()[0].public_id)
    places = {"figures": (), "figure": (next(iter(FIGURES)),), "sign": (), "report": one,
              "paper": one, "office": one, "begin": (), "plan": own, "part": part, "change": part,
              "accounts": own, "strike": (*own, line.public_id), "declared": own,
              "withdraw": (*own, told.public_id), "preview": own, "sign_draft": own}  # fmt: skip
    with time_machine.travel(AT, tick=False):
        assert failures("reports", places, askers(amina, hortense)) == []
