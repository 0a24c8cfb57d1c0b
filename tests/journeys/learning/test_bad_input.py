"""Whatever is sent to a page of learning, it answers."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cordee.journeys.learning import actions
from cordee.journeys.learning.links import survey_link
from tests.journeys.learning.conftest import NOW, SECTIONS, entered
from tests.journeys.learning.test_exercises import PNG
from tests.journeys.learning.test_library import shelved
from tests.journeys.learning.test_peers import asked as introduced
from tests.journeys.learning.test_peers import carded
from tests.journeys.learning.test_questions import asked
from tests.journeys.learning.test_surveys import planned
from tests.nagging import failures


def test_no_hostile_field_makes_a_page_of_learning_fail(lens, eve, peer, amina, staff):
    user = eve.person.user
    entry = actions.write_entry(eve, SECTIONS[0], "Le récit", by=user, at=NOW)
    actions.share_entry(entry, "cohort", by=user, at=NOW)
    extract = actions.ask_extract(entry, "récit", "letter", by=amina, at=NOW)
    whole = (lens.cohort.public_id,)
    meeting = lens.cohort.meetings.get(key="j1").public_id
    meeting_row = lens.cohort.meetings.get(key="j1")
    exercise = actions.publish_exercise(
        actions.plan_exercise(
            lens.cohort, by=amina, at=NOW, title="E", instructions="x", meeting=meeting_row,
            audience="cohort",
        ), by=amina, at=NOW,
    )  # fmt: skip
    given = actions.begin_return(exercise, lens)
    photo = SimpleUploadedFile("carte.png", PNG)
    file = actions.join_file(given, photo, by=user, at=NOW)
    given = actions.hand_in(given, by=user, at=NOW)
    said = actions.give_feedback(given, eve.person, "Bien", by=user, at=NOW)
    task, back = (exercise.public_id,), (given.public_id,)
    survey = planned(lens.cohort, amina, anonymous=True, kind="before")
    resource = shelved(lens.cohort, amina, meeting=meeting_row)
    photo = SimpleUploadedFile("carte.png", PNG)
    held = actions.join_to_resource(resource, photo, by=amina, at=NOW)
    question = actions.answer_question(asked(eve, audience="cohort"), "Oui", by=amina, at=NOW)
    item, sheet = (resource.public_id,), (question.public_id,)
    minutes = actions.open_minutes(meeting_row, "CR", ["A"], audience="cohort", by=amina, at=NOW)
    carded(eve)
    carded(peer)
    report, touch = (minutes.public_id,), (introduced(peer, eve).public_id,)
    places = {
        "logbook": whole, "shared": whole, "today": (*whole, meeting), "carried": whole,
        "entry": (entry.public_id,), "share": (entry.public_id,),
        "erase_entry": (entry.public_id,), "ask_extract": (entry.public_id,),
        "extracts": whole, "extract": (extract.public_id,),
        "withdraw_extract": (extract.public_id,), "use_extract": (extract.public_id,),
        "take_out_extract": (extract.public_id,),
        "exercises": whole, "plan_exercise": whole, "exercise": task, "change_exercise": task,
        "publish_exercise": task, "own_return": task, "save_return": task, "join_file": task,
        "return": back, "take_return_back": back, "return_file": (*back, file.public_id),
        "remove_return_file": (*back, file.public_id), "remove_feedback": (said.public_id,),
        "surveys": whole, "plan_survey": whole, "plan_pulse": (*whole, meeting),
        "survey": (survey.public_id,), "close_survey": (survey.public_id,),
        "export_survey": (survey.public_id,),
        "survey_by_link": (survey_link(survey, eve).split("/")[-2],),
        "library": whole, "add_resource": whole, "kit": (*whole, meeting),
        "bundle": (*whole, meeting), "resource": item, "change_resource": item,
        "note_takeup": item, "cancel_takeup": (*item, held.public_id),
        "keep_resource": item, "themes": whole, "tell_themes": (*whole, meeting),
        "move_resource": item, "remove_resource": item, "join_resource_file": item,
        "resource_file": (*item, held.public_id), "remove_resource_file": (*item, held.public_id),
        "questions": whole, "ask": whole, "question": sheet, "follow_question": sheet,
        "answer_question": sheet, "assign_question": sheet, "close_question": sheet,
        "promote": sheet,
        "minutes_list": whole, "create_minutes": whole, "minutes": report,
        "publish_minutes": report, "minutes_paper": report, "minutes_part": (*report, 1),
        "save_part": (*report, 1), "entrust_part": (*report, 1), "directory": whole,
        "card": whole, "leave_directory": whole,
        "ask_introduction": (*whole, peer.person.public_id), "introductions": whole,
        "introduction": touch, "answer_introduction": touch, "withdraw_introduction": touch,
        "follow_introduction": touch,
        "territories": whole, "podcast": whole, "episode": (held.public_id,),
        "transcript": item,
    }  # fmt: skip
    askers = {"visitor": Client(), "delegate": entered(eve.person), "staff": staff}
    assert failures("learning", places, askers) == []
