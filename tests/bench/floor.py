"""The floor: one file of Django doing one query and one template, as bare as it gets."""

import os

from django.conf import settings

from cordee.operations.environment import database

if not settings.configured:
    settings.configure(
        SECRET_KEY="floor",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": database(os.environ["DATABASE_URL"])},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.urls import path

PAGE = """<!doctype html><html lang="fr"><title>Plancher</title><h1>Plancher</h1><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</table></html>"""
QUERY = "SELECT name, kind, population, insee FROM territories_territory ORDER BY id LIMIT 25"


def page(request):
    """Twenty-five rows in a table."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY)
        rows = cursor.fetchall()
    return HttpResponse(engines["django"].from_string(PAGE).render({"rows": rows}, request))


urlpatterns = [path("", page)]
application = get_wsgi_application()
