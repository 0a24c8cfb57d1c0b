"""Addresses of the year."""

from django.urls import path

from cordee.journeys.views import charters, meetings, polls, signing, slots, staff, territory

app_name = "journeys"
own = "parcours/<uuid:public_id>/"
met = "espace/rencontres/<uuid:public_id>/"
urlpatterns = [
    path("parcours/", territory.mine, name="mine"),
    path(own, territory.territory, name="territory"),
    path(f"{own}preuves/", territory.show, name="show"),
    path(f"{own}charte/", staff.charter, name="charter"),
    path(f"{own}charte/envoyer/", charters.send, name="send_charter"),
    path(f"{own}charte.pdf", charters.paper, name="charter_paper"),
    path(f"{own}charte/original/", charters.original, name="charter_original"),
    path("charte/<str:token>/", charters.sign, name="sign_charter"),
    path(f"{own}statuer/", staff.settle, name="settle"),
    path(f"{own}depart/", staff.withdraw, name="withdraw"),
    path(f"{own}contribution/<uuid:charge>/", staff.charge, name="charge"),
    path(f"{own}delegation/<uuid:delegate>/remplacer/", staff.replace, name="replace"),
    path("calendriers/<str:token>.ics", territory.personal, name="personal"),
    path("cohortes/<uuid:public_id>/calendrier.ics", territory.public, name="public"),
    path("espace/cohortes/", staff.cohorts, name="cohorts"),
    path("espace/cohortes/<uuid:public_id>/", staff.cohort, name="cohort"),
    path("espace/rencontres/<uuid:public_id>/", staff.meeting, name="meeting"),
    path("espace/rencontres/<uuid:public_id>/presence/", staff.sign, name="sign"),
    path(f"{met}annuler/", meetings.cancel, name="cancel"),
    path(f"{met}sondage/", polls.staff, name="poll"),
    path(f"{met}sondage/<uuid:option>/choisir/", polls.choose, name="choose"),
    path(f"{met}sondage/<uuid:option>/retirer/", polls.withdraw, name="withdraw_option"),
    path("espace/cohortes/<uuid:public_id>/creneaux/", slots.offer, name="slots"),
    path(
        "espace/cohortes/<uuid:public_id>/creneaux/<uuid:slot>/retirer/",
        slots.take_away,
        name="take_away",
    ),
    path(f"{own}seances/", slots.mine, name="own_slots"),
    path(f"{own}seances/<uuid:slot>/rendre/", slots.give_back, name="give_back"),
    path(f"{own}sondages/", polls.mine, name="polls"),
    path("sondages/lien/<str:token>/", polls.by_link, name="poll_by_link"),
    path("emarger/lien/<str:token>/", signing.by_link, name="by_link"),
    path("emarger/<uuid:public_id>/", signing.attend, name="attend"),
    path("emarger/<uuid:public_id>/<str:code>/", signing.enter, name="enter"),
    path(f"{met}emargement/", signing.gate, name="gate"),
    path(f"{met}emargement.pdf", signing.printed, name="printed"),
    path(f"{met}feuille/<int:page>/", signing.scans, name="scans"),
    path(f"{met}numerisations/<uuid:key>/", signing.scan, name="scan"),
    path(f"{met}numerisations/<uuid:key>/retirer/", signing.remove_scan, name="remove_scan"),
    path(f"{own}attestation/<uuid:delegate>.pdf", signing.certificate, name="certificate"),
]
