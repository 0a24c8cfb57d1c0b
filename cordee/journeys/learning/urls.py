"""Addresses of what a cohort learns."""

from django.urls import path

from cordee.journeys.learning.views import (
    exercises,
    extracts,
    logbook,
    questions,
    resources,
    surveys,
    writing,
)

app_name = "learning"
own = "parcours/cohortes/<uuid:public_id>/"
ask = "parcours/questionnaires/<uuid:public_id>/"
item = "parcours/ressources/<uuid:public_id>/"
sheet = "parcours/questions/<uuid:public_id>/"
task = "parcours/exercices/<uuid:public_id>/"
back = "parcours/retours/<uuid:public_id>/"
urlpatterns = [
    path(f"{own}journal/", logbook.logbook, name="logbook"),
    path(f"{own}journal/partages/", logbook.shared, name="shared"),
    path(f"{own}journal/du-jour/<uuid:meeting>/", logbook.today, name="today"),
    path(f"{own}journal.txt", logbook.carried, name="carried"),
    path("parcours/journal/<uuid:public_id>/", logbook.entry, name="entry"),
    path("parcours/journal/<uuid:public_id>/partager/", logbook.share, name="share"),
    path("parcours/journal/<uuid:public_id>/effacer/", logbook.erase, name="erase_entry"),
    path("parcours/journal/<uuid:public_id>/citer/", extracts.ask, name="ask_extract"),
    path(f"{own}citations/", extracts.extracts, name="extracts"),
    path("parcours/citations/<uuid:public_id>/", extracts.extract, name="extract"),
    path("parcours/citations/<uuid:public_id>/retirer/", extracts.withdraw,
         name="withdraw_extract"),
    path("parcours/citations/<uuid:public_id>/utiliser/", extracts.use, name="use_extract"),
    path(f"{own}exercices/", exercises.exercises, name="exercises"),
    path(f"{own}exercices/nouveau/", exercises.plan, name="plan_exercise"),
    path(f"{task}", exercises.exercise, name="exercise"),
    path(f"{task}modifier/", exercises.change, name="change_exercise"),
    path(f"{task}proposer/", exercises.publish, name="publish_exercise"),
    path(f"{task}notre-retour/", writing.own_return, name="own_return"),
    path(f"{task}notre-retour/enregistrer/", writing.save, name="save_return"),
    path(f"{task}notre-retour/fichiers/", writing.join, name="join_file"),
    path(f"{back}", exercises.given, name="return"),
    path(f"{back}reprendre/", writing.take_back, name="take_return_back"),
    path(f"{back}fichiers/<uuid:key>/", exercises.file, name="return_file"),
    path(f"{back}fichiers/<uuid:key>/retirer/", writing.remove_file, name="remove_return_file"),
    path("parcours/avis/<uuid:public_id>/retirer/", exercises.remove_feedback,
         name="remove_feedback"),
    path(f"{own}questionnaires/", surveys.surveys, name="surveys"),
    path(f"{own}questionnaires/nouveau/", surveys.plan, name="plan_survey"),
    path(f"{own}pouls/<uuid:meeting>/", surveys.pulse, name="plan_pulse"),
    path(f"{ask}", surveys.survey, name="survey"),
    path(f"{ask}fermer/", surveys.close, name="close_survey"),
    path(f"{ask}resultats.csv", surveys.exported, name="export_survey"),
    path("parcours/questionnaires/lien/<str:token>/", surveys.by_link, name="survey_by_link"),
    path(f"{own}mallette/", resources.library, name="library"),
    path(f"{own}mallette/ajouter/", resources.add, name="add_resource"),
    path(f"{own}mallette/<uuid:meeting>/", resources.kit, name="kit"),
    path(f"{own}mallette/<uuid:meeting>.zip", resources.bundle, name="bundle"),
    path(f"{item}", resources.resource, name="resource"),
    path(f"{item}modifier/", resources.change, name="change_resource"),
    path(f"{item}etat/", resources.move, name="move_resource"),
    path(f"{item}retirer/", resources.remove, name="remove_resource"),
    path(f"{item}fichiers/", resources.join, name="join_resource_file"),
    path(f"{item}fichiers/<uuid:key>/", resources.file, name="resource_file"),
    path(f"{item}fichiers/<uuid:key>/retirer/", resources.remove_file,
         name="remove_resource_file"),
    path(f"{own}questions/", questions.questions, name="questions"),
    path(f"{own}questions/poser/", questions.ask, name="ask"),
    path(f"{sheet}", questions.question, name="question"),
    path(f"{sheet}suivre/", questions.follow, name="follow_question"),
    path(f"{sheet}repondre/", questions.answer, name="answer_question"),
    path(f"{sheet}confier/", questions.assign, name="assign_question"),
    path(f"{sheet}clore/", questions.close, name="close_question"),
    path(f"{sheet}fiche/", questions.promote, name="promote"),
]  # fmt: skip
