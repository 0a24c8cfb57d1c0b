"""Addresses of the juries."""

from django.urls import path

from cordee.selection.views import jurors, marking

app_name = "selection"
sit = "jury/<uuid:public_id>/"
read = f"{sit}dossier/<uuid:deposit>/"
urlpatterns = [
    path("jury/", jurors.mine, name="mine"),
    path(sit, jurors.panel, name="panel"),
    path(f"{sit}interets/", jurors.declare, name="declare"),
    path(f"{sit}grille/", marking.grid, name="grid"),
    path(read, marking.file, name="file"),
    path(f"{read}note/<slug:key>/", marking.save, name="save"),
    path(f"{read}piece/<uuid:file>/", marking.attachment, name="attachment"),
    path(f"{read}deport/", jurors.withdraw, name="withdraw"),
]
