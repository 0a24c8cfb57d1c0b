"""Addresses of what a cohort learns."""

from django.urls import path

from cordee.journeys.learning.views import extracts, logbook

app_name = "learning"
own = "parcours/cohortes/<uuid:public_id>/"
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
]  # fmt: skip
