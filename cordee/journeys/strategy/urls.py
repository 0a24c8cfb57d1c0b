"""Addresses of the strategy."""

from django.urls import path

from cordee.journeys.strategy.views import (
    diagnoses,
    funding,
    guests,
    opendata,
    plans,
    sheets,
    steps,
    voices,
)

app_name = "strategy"
own = "parcours/<uuid:public_id>/strategie/"
urlpatterns = [
    path(own, plans.overview, name="overview"),
    path(f"{own}lecteurs/", plans.open_to, name="open_to"),
    path(f"{own}finale/", plans.finish, name="finish"),
    path(f"{own}rouvrir/", plans.reopen, name="reopen"),
    path("parcours/<uuid:public_id>/strategie.pdf", plans.paper, name="final"),
    path(f"{own}actions/", steps.table, name="actions"),
    path(f"{own}actions/ajouter/", steps.keep, name="plan"),
    path(f"{own}actions/<uuid:action>/", steps.keep, name="action"),
    path(f"{own}actions/<uuid:action>/retirer/", steps.remove, name="remove"),
    path(f"{own}remarques/<uuid:remark>/", plans.answer, name="answer"),
    path(f"{own}versions/<int:version>/remettre/", plans.restore, name="restore"),
    path(f"{own}parties/<slug:key>/", plans.section, name="section"),
    path(f"{own}parties/<slug:key>/versions/", plans.versions, name="versions"),
    path(f"{own}parties/<slug:key>/remarques/", plans.remark, name="remark"),
    path("cohortes/<uuid:public_id>/strategies/", plans.peers, name="peers"),
    path("parcours/<uuid:public_id>/diagnostic/", diagnoses.diagnosis, name="diagnosis"),
    path("parcours/<uuid:public_id>/diagnostic/visite/", diagnoses.organise, name="organise"),
    path(
        "parcours/<uuid:public_id>/diagnostic/restitutions/<slug:key>/",
        diagnoses.tell,
        name="tell",
    ),
    path("parcours/visites/<uuid:public_id>/grille/", diagnoses.grid, name="grid"),
    path("parcours/visites/<uuid:public_id>/annuler/", diagnoses.cancel, name="cancel"),
    path("espace/cohortes/<uuid:public_id>/diagnostics/", diagnoses.states, name="diagnoses"),
    path("cohortes/<uuid:public_id>/temoignages/", voices.verbatims, name="verbatims"),
    path("cohortes/<uuid:public_id>/temoignages/recueillir/", voices.gather, name="gather"),
    path("temoignages/<uuid:public_id>/", voices.verbatim, name="verbatim"),
    path("temoignages/accord/<str:token>/", voices.voice, name="voice"),
    path("cohortes/<uuid:public_id>/fiches/", sheets.sheets, name="sheets"),
    path("cohortes/<uuid:public_id>/fiches/ecrire/", sheets.write, name="write_sheet"),
    path("fiches/<uuid:public_id>/", sheets.sheet, name="sheet"),
    path("fiches/<uuid:public_id>/modifier/", sheets.change, name="change_sheet"),
    path("fiches/<uuid:public_id>/relire/", sheets.review, name="review_sheet"),
    path("fiches/<uuid:public_id>/retirer/", sheets.withdraw, name="withdraw_sheet"),
    path("acces/", guests.mine, name="my_accesses"),
    path("acces/<uuid:public_id>/", guests.guest, name="guest"),
    path("acces/<uuid:public_id>/<slug:name>.csv", guests.export, name="export"),
    path("espace/acces/<uuid:public_id>/clore/", guests.close, name="close_access"),
    path("espace/cohortes/<uuid:public_id>/acces/", guests.accesses, name="accesses"),
    path("cohortes/<uuid:public_id>/donnees/", opendata.data, name="data"),
    path("cohortes/<uuid:public_id>/donnees.zip", opendata.bundle, name="data_bundle"),
    path(
        "cohortes/<uuid:public_id>/donnees/<slug:name>.<slug:form>",
        opendata.table,
        name="data_table",
    ),
    path("espace/cohortes/<uuid:public_id>/financeurs/", funding.accounts, name="funding"),
    path("espace/cohortes/<uuid:public_id>/financeurs.csv", funding.export, name="funding_export"),
    path("espace/apports/<uuid:public_id>/annuler/", funding.cancel, name="cancel_funding"),
]
