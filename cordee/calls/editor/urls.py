"""Addresses of the pages to write a call."""

from django.urls import path

from cordee.calls.editor.views import previewing, publishing, records, shelf, texts

app_name = "editor"
DRAFT = "espace/redaction/<uuid:public_id>/"
urlpatterns = [
    path("espace/redaction/", shelf.drafts, name="list"),
    path("espace/redaction/commencer/", shelf.begin, name="begin"),
    path("espace/redaction/schema.json", shelf.schema, name="schema"),
    path("espace/redaction/appel/<slug:key>/", publishing.amend, name="amend"),
    path("espace/redaction/appel/<slug:key>/versions/", publishing.versions, name="versions"),
    path(DRAFT, shelf.draft, name="draft"),
    path(f"{DRAFT}partie/<slug:slug>/", records.chapter, name="chapter"),
    path(f"{DRAFT}ouvrir/<slug:slug>/", shelf.open_part, name="open"),
    path(f"{DRAFT}fiche/<path:place>/", records.record, name="record"),
    path(f"{DRAFT}texte/", texts.text, name="text"),
    path(f"{DRAFT}fichiers/", texts.files, name="files"),
    path(f"{DRAFT}fichiers/ecrire/<path:name>/", texts.text, name="file"),
    path(f"{DRAFT}fichiers/retirer/<path:name>/", texts.remove_file, name="remove_file"),
    path(f"{DRAFT}constats/", shelf.remarks, name="remarks"),
    path(f"{DRAFT}historique/", shelf.history, name="history"),
    path(f"{DRAFT}historique/<int:number>/", shelf.save, name="save"),
    path(f"{DRAFT}dossier.zip", shelf.download, name="download"),
    path(f"{DRAFT}apercu/<slug:who>/", previewing.preview, name="preview"),
    path(f"{DRAFT}apercu/<slug:who>/<slug:part>/", previewing.preview, name="preview_part"),
    path(f"{DRAFT}explication/", previewing.explained, name="explained"),
    path(f"{DRAFT}publier/", publishing.publish, name="publish"),
    path(f"{DRAFT}moderniser/", shelf.modernise, name="modernise"),
    path(f"{DRAFT}ranger/", shelf.close, name="close"),
]
