"""Addresses of the calls."""

from django.urls import path

from cordee.calls.views import (
    answering,
    asking,
    briefings,
    clock,
    feeds,
    files,
    keeping,
    public,
    staff,
)

app_name = "calls"
urlpatterns = [
    path("appels/", public.calls, name="list"),
    path("appels/<slug:key>/", public.detail, name="detail"),
    path("appels/<slug:key>/calendrier.ics", public.calendar, name="calendar"),
    path("appels/<slug:key>/appel.pdf", public.paper, name="paper"),
    path("appels/<slug:key>/fichiers/<path:name>", files.file, name="file"),
    path("appels/<slug:key>/voir/<slug:part>/", public.detail, name="part"),
    path("appels/<slug:key>/questions/", asking.questions, name="questions"),
    path("appels/<slug:key>/carte/", feeds.card, name="card"),
    path("appels/<slug:key>/garder/", keeping.keep, name="keep"),
    path("mes-contenus-gardes/", keeping.kept, name="kept"),
    path("suivre-les-appels/", feeds.following, name="following"),
    path("appels/flux.rss", feeds.rss, name="rss"),
    path("appels/flux.atom", feeds.atom, name="atom"),
    path("appels/echeances.ics", feeds.deadlines, name="deadlines"),
    path("donnees/appels.json", feeds.aides_territoires, name="open_calls"),
    path("donnees/dispositifs-aide.json", feeds.dispositifs, name="dispositifs"),
    path("donnees/dispositifs-aide.csv", feeds.dispositifs_table, name="dispositifs_table"),
    path("abonnements/confirmer/<str:token>/", asking.confirm, name="confirm"),
    path("abonnements/arreter/<str:token>/", asking.unfollow, name="unfollow"),
    path("reunions/<uuid:public_id>/", briefings.briefing, name="briefing"),
    path("reunions/<uuid:public_id>/reunion.ics", briefings.briefing_file, name="briefing_file"),
    path("reunions/rendre/<str:token>/", briefings.unregister, name="unregister"),
    path("espace/appels/", staff.desk, name="desk"),
    path("espace/appels/<slug:key>/questions/", answering.inquiries, name="inquiries"),
    path("espace/appels/<slug:key>/reunions/", answering.briefings, name="briefings"),
    path("espace/questions/<uuid:public_id>/", answering.answer, name="answer"),
    path("espace/reunions/<uuid:public_id>/", answering.briefing, name="briefing_desk"),
    path("espace/appels/publier/", staff.publish, name="publish"),
    path("espace/appels/<slug:key>/modifier/", staff.amend, name="amend"),
    path("espace/appels/<slug:key>/reporter/", clock.extend, name="extend"),
    path("espace/appels/<slug:key>/archiver/", staff.archive, name="archive"),
]
