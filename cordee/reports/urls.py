"""Addresses of the reports, in the workspace of the team."""

from django.urls import path

from cordee.reports.views import accounting, figures, writing

app_name = "reports"
DRAFT = "espace/bilans/redaction/<uuid:public_id>/"
urlpatterns = [
    path("espace/bilans/", figures.figures, name="figures"),
    path("espace/bilans/chiffres/<slug:key>/", figures.figure, name="figure"),
    path("espace/bilans/arreter/", figures.sign, name="sign"),
    path("espace/bilans/rediger/", writing.begin, name="begin"),
    path(DRAFT, writing.plan, name="plan"),
    path(f"{DRAFT}parties/<uuid:part_id>/", writing.part, name="part"),
    path(f"{DRAFT}parties/<uuid:part_id>/changer/", writing.change, name="change"),
    path(f"{DRAFT}comptes/", accounting.ledger, name="accounts"),
    path(f"{DRAFT}comptes/<uuid:line_id>/oter/", accounting.strike, name="strike"),
    path(f"{DRAFT}chiffres/", accounting.declared, name="declared"),
    path(f"{DRAFT}chiffres/<uuid:figure_id>/oter/", accounting.withdraw, name="withdraw"),
    path(f"{DRAFT}apercu/", writing.preview, name="preview"),
    path(f"{DRAFT}arreter/", writing.sign, name="sign_draft"),
    path("espace/bilans/<uuid:public_id>/", figures.report, name="report"),
    path("espace/bilans/<uuid:public_id>/bilan.pdf", figures.paper, name="paper"),
    path("espace/bilans/<uuid:public_id>/bilan.odt", figures.office, name="office"),
]
