"""Addresses of the register of decisions."""

from django.urls import path

from cordee.alliance.views import agreements, decisions, organs

app_name = "alliance"
organ = "espace/organes/<uuid:public_id>/"
one = "espace/decisions/<uuid:public_id>/"
urlpatterns = [
    path("espace/conventions/", agreements.agreements, name="agreements"),
    path("espace/conventions/<uuid:public_id>/", agreements.agreement, name="agreement"),
    path("espace/decisions/", organs.decisions, name="decisions"),
    path(organ, organs.organ, name="organ"),
    path(f"{organ}mandats/<int:mandate>/finir/", organs.end_mandate, name="end_mandate"),
    path(f"{organ}reunions/", organs.hold, name="hold"),
    path(f"{organ}decider/", organs.decide, name="decide"),
    path(one, decisions.decision, name="decision"),
    path(f"{one}objections/", decisions.object_to, name="object"),
    path(f"{one}rayer/", decisions.strike, name="strike"),
    path("espace/objections/<uuid:public_id>/", decisions.answer, name="answer"),
    path("espace/decisions/<uuid:public_id>.pdf", decisions.paper, name="paper"),
]
