"""Addresses of the register of decisions."""

from django.urls import path

from cordee.alliance import agreement_views, views

app_name = "alliance"
organ = "espace/organes/<uuid:public_id>/"
one = "espace/decisions/<uuid:public_id>/"
urlpatterns = [
    path("espace/conventions/", agreement_views.agreements, name="agreements"),
    path("espace/conventions/<uuid:public_id>/", agreement_views.agreement, name="agreement"),
    path("espace/decisions/", views.decisions, name="decisions"),
    path(organ, views.organ, name="organ"),
    path(f"{organ}mandats/<int:mandate>/finir/", views.end_mandate, name="end_mandate"),
    path(f"{organ}reunions/", views.hold, name="hold"),
    path(f"{organ}decider/", views.decide, name="decide"),
    path(one, views.decision, name="decision"),
    path(f"{one}objections/", views.object_to, name="object"),
    path(f"{one}rayer/", views.strike, name="strike"),
    path("espace/objections/<uuid:public_id>/", views.answer, name="answer"),
    path("espace/decisions/<uuid:public_id>.pdf", views.paper, name="paper"),
]
