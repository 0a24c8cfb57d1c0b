"""Addresses of the reports, in the workspace of the team."""

from django.urls import path

from cordee.reports import views

app_name = "reports"
urlpatterns = [
    path("espace/bilans/", views.figures, name="figures"),
    path("espace/bilans/chiffres/<slug:key>/", views.figure, name="figure"),
    path("espace/bilans/arreter/", views.sign, name="sign"),
    path("espace/bilans/<uuid:public_id>/", views.report, name="report"),
    path("espace/bilans/<uuid:public_id>/bilan.pdf", views.paper, name="paper"),
]
