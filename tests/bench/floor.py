"""The floor: one file of Django doing the work of each page and nothing else.

No permission beyond signing in, no translation, no style: what Django, this database and this
machine can do. It reads the very tables of the house; what it writes goes to tables of its own.
"""

import csv
import json
import os
from hashlib import sha256

from django.conf import settings

from cordee.operations import house
from cordee.operations.environment import database

if not settings.configured:
    settings.configure(
        SECRET_KEY=house.secret(),
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        INSTALLED_APPS=["django.contrib.sessions"],
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
        DATABASES={"default": database(os.environ["DATABASE_URL"])},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django import forms
from django.core.paginator import Paginator
from django.db import connection, models, transaction
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone


class User(models.Model):
    email = models.EmailField()

    class Meta:
        app_label, managed, db_table = "floor", False, "people_user"


class Edition(models.Model):
    key = models.SlugField()
    title = models.TextField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    current = models.ForeignKey("Version", models.DO_NOTHING, related_name="+")

    class Meta:
        app_label, managed, db_table = "floor", False, "calls_edition"


class Version(models.Model):
    content = models.JSONField()
    texts = models.JSONField()

    class Meta:
        app_label, managed, db_table = "floor", False, "calls_version"


class File(models.Model):
    public_id = models.UUIDField()
    edition = models.ForeignKey(Edition, models.DO_NOTHING)
    body_name = models.TextField()
    sort_key = models.TextField()
    department = models.TextField()
    kind = models.TextField()
    owner = models.ForeignKey(User, models.DO_NOTHING)
    started_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    current = models.ForeignKey("Deposit", models.DO_NOTHING, null=True, related_name="+")

    class Meta:
        app_label, managed, db_table = "floor", False, "applications_application"


class Answer(models.Model):
    application = models.ForeignKey(File, models.DO_NOTHING, related_name="answers")
    question = models.TextField()
    value = models.JSONField()

    class Meta:
        app_label, managed, db_table = "floor", False, "applications_answer"


class Deposit(models.Model):
    public_id = models.UUIDField()
    application = models.ForeignKey(File, models.DO_NOTHING, related_name="deposits")
    number = models.IntegerField()
    content = models.JSONField()
    digest = models.TextField()
    at = models.DateTimeField()

    class Meta:
        app_label, managed, db_table = "floor", False, "applications_deposit"


class Juror(models.Model):
    public_id = models.UUIDField()
    person = models.ForeignKey("Person", models.DO_NOTHING)

    class Meta:
        app_label, managed, db_table = "floor", False, "selection_juror"


class Person(models.Model):
    user = models.ForeignKey(User, models.DO_NOTHING)

    class Meta:
        app_label, managed, db_table = "floor", False, "people_person"


class Assignment(models.Model):
    juror = models.ForeignKey(Juror, models.DO_NOTHING)
    application = models.ForeignKey(File, models.DO_NOTHING)

    class Meta:
        app_label, managed, db_table = "floor", False, "selection_assignment"


class Mark(models.Model):
    juror = models.ForeignKey(Juror, models.DO_NOTHING)
    deposit = models.ForeignKey(Deposit, models.DO_NOTHING)
    criterion = models.TextField()
    value = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    comment = models.TextField()

    class Meta:
        app_label, managed, db_table = "floor", False, "selection_mark"


class Row(models.Model):
    """Whatever the floor writes: a deposit, a mark, an answer, a letter, a line of a journal."""

    kind = models.TextField()
    key = models.TextField()
    content = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label, managed, db_table = "floor", False, "floor_row"


def template(text):
    head = '<!doctype html><html lang="fr"><title>Plancher</title><h1>Plancher</h1>'
    return engines["django"].from_string(f"{head}{text}</html>")


BARE = template(
    "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>"
    "{% endfor %}</table>"
)
CALL = template("""<p>{{ call.opens_at|date }} {{ call.closes_at|date }}</p>
{% for one in content.form.sections %}<h2>{{ one.label }}</h2><ul>{% for q in one.questions %}
<li>{{ q.label }}</li>{% endfor %}</ul>{% endfor %}
{% for text in texts.values %}<div>{{ text|linebreaks }}</div>{% endfor %}""")
FORM = template('<form method="post">{{ form.as_p }}<button>Enregistrer</button></form>')
RECEIPT = template("""<p>{{ made.content.file }} {{ made.at|date:"j F Y H:i:s" }}</p>
<p>{{ made.content.digest }}</p>""")
LIST = template("""<p>{{ page.paginator.count }}</p><form><input name="q" value="{{ q }}">
<select>{% for one in departments %}<option>{{ one }}</option>{% endfor %}</select></form><table>
{% for one in page %}<tr><td><a href="/file/{{ one.public_id }}/">{{ one.body_name }}</a></td>
<td>{{ one.kind }}</td><td>{{ one.department }}</td>
<td>{{ one.current.at|date:"j F Y H:i" }}</td></tr>{% endfor %}</table>
<p>{{ page.number }} / {{ page.paginator.num_pages }}</p>""")
FILE = template("""<h2>{{ one.body_name }}</h2><p>{{ one.owner.email }} {{ one.department }}</p>
{% for key, value in one.current.content.answers.items %}<h3>{{ key }}</h3>
<div>{{ value|linebreaks }}</div>{% endfor %}
{% for made in deposits %}<p>{{ made.number }} {{ made.at|date:"j F Y H:i" }}</p>{% endfor %}""")
BOARD = template("""<p>{{ done }} / {{ page.paginator.count }}</p><table>{% for one in page %}<tr>
<td><a href="/read/{{ one.pk }}/">{{ one.application.body_name }}</a></td><td>{{ one.done }}</td>
<td>{{ one.readers }}</td></tr>{% endfor %}</table>""")
GRID = template("""<form method="post">{% for one in page %}<h2>{{ one.application.body_name }}</h2>
{% for field in one.fields %}<p><label>{{ field.label }} <input name="{{ field.name }}"
value="{{ field.value }}"></label></p>{% endfor %}{% endfor %}</form>""")


def signed_in(request):
    """Who asks: the session, then the account."""
    return User.objects.get(pk=request.session["_auth_user_id"])


def shown(page, /, **context):
    return HttpResponse(page.render(context))


def bare(request):
    """Twenty-five rows in a table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, kind, population FROM territories_territory LIMIT 25")
        return shown(BARE, rows=cursor.fetchall())


def call(request, key):
    edition = Edition.objects.select_related("current").get(key=key)
    return shown(CALL, call=edition, content=edition.current.content, texts=edition.current.texts)


def written(file):
    """A form for the questions of the call, holding what was written."""
    kept = {one.question: one.value for one in file.answers.all()}
    asked = file.edition.current.content["form"]["sections"][0]["questions"]
    fields = {
        one["key"]: forms.CharField(label=one["label"], widget=forms.Textarea) for one in asked
    }
    return type("Written", (forms.Form,), fields), kept


def file_of(request, public_id):
    found = File.objects.select_related("edition__current")
    return found.get(public_id=public_id, owner=signed_in(request))


def form(request, public_id):
    made, kept = written(file_of(request, public_id))
    return shown(FORM, form=made(initial=kept))


@transaction.atomic
def save(request, public_id, key):
    """One answer as it is typed, and its line in the journal."""
    file = file_of(request, public_id)
    Row.objects.update_or_create(
        kind="answer", key=f"{file.pk}:{key}", defaults={"content": request.POST[key]}
    )
    Row.objects.create(kind="journal", key=str(file.pk), content={"saved": key})
    return HttpResponse("ok")


@transaction.atomic
def submit(request, public_id):
    """Check, freeze, tell the journal and the letter box."""
    file = file_of(request, public_id)
    made, kept = written(file)
    assert made(kept).is_valid()
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False)
    content = {"file": file.body_name, "answers": kept, "digest": sha256(text.encode()).hexdigest()}
    one = Row.objects.create(kind="deposit", key=str(file.pk), content=content)
    Row.objects.create(kind="journal", key=str(file.pk), content={"deposited": one.pk})
    Row.objects.create(kind="letter", key=f"receipt:{one.pk}", content=content)
    return HttpResponseRedirect(f"/receipt/{one.pk}/")


def receipt(request, number):
    signed_in(request)
    return shown(RECEIPT, made=Row.objects.get(pk=number))


def files_of(request, key):
    signed_in(request)
    edition = Edition.objects.get(key=key)
    rows = File.objects.filter(edition=edition, withdrawn_at=None).select_related("current")
    for word in request.GET.get("q", "").lower().split():
        rows = rows.filter(sort_key__contains=word)
    return edition, rows.order_by("pk")


def listed(request, key):
    edition, rows = files_of(request, key)
    every = File.objects.filter(edition=edition).values_list("department", flat=True)
    page = Paginator(rows.defer("current__content"), 25).get_page(request.GET.get("page"))
    departments = every.distinct().order_by("department")
    return shown(LIST, page=page, q=request.GET.get("q", ""), departments=departments)


def one(request, public_id):
    signed_in(request)
    rows = File.objects.select_related("edition__current", "current", "owner")
    file = rows.get(public_id=public_id)
    return shown(FILE, one=file, deposits=file.deposits.order_by("number"))


def pile(request):
    juror = Juror.objects.get(person__user=signed_in(request))
    rows = Assignment.objects.filter(juror=juror).select_related("application")
    return juror, rows.order_by("pk")


def marks_of(juror, page):
    found = {}
    for one in Mark.objects.filter(
        juror=juror, deposit__in=[a.application.current_id for a in page]
    ):
        found.setdefault(one.deposit_id, {})[one.criterion] = one.value
    return found


def board(request):
    """What a juror has to read, how far she is, how many read each."""
    juror, rows = pile(request)
    page = Paginator(rows, 25).get_page(1)
    made = marks_of(juror, page)
    readers = dict(
        Assignment.objects.filter(application__in=[one.application_id for one in page])
        .values_list("application")
        .annotate(models.Count("pk"))
    )
    for one in page:
        one.done = len(made.get(one.application.current_id, {}))
        one.readers = readers.get(one.application_id, 0)
    done = Mark.objects.filter(juror=juror).values("deposit").distinct().count()
    return shown(BOARD, page=page, done=done)


def grid(request, key):
    juror, rows = pile(request)
    criteria = Edition.objects.select_related("current").get(key=key).current.content["criteria"]
    page = Paginator(rows, 6).get_page(1)
    made = marks_of(juror, page)
    for one in page:
        kept = made.get(one.application.current_id, {})
        one.fields = [
            {"label": c["label"], "name": f"{one.pk}-{c['key']}", "value": kept.get(c["key"], "")}
            for c in criteria
        ]
    return shown(GRID, page=page)


@transaction.atomic
def mark(request, deposit, key):
    """One mark, as long as the file is hers to read, and its line in the journal."""
    juror = Juror.objects.get(person__user=signed_in(request))
    made = Deposit.objects.select_related("application__edition__current").get(public_id=deposit)
    assert Assignment.objects.filter(juror=juror, application=made.application).exists()
    Row.objects.update_or_create(
        kind="mark", key=f"{juror.pk}:{made.pk}:{key}",
        defaults={"content": request.POST[f"note-{key}"]},
    )  # fmt: skip
    Row.objects.create(kind="journal", key=str(made.pk), content={"marked": key})
    return HttpResponse("ok")


class Echo:
    def write(self, text):
        return text


def exported(request, key, kind):
    _edition, rows = files_of(request, key)
    found = rows.iterator(chunk_size=500)
    if kind == "json":
        lines = (
            json.dumps({"id": str(one.public_id), "name": one.body_name, "kind": one.kind,
                        **one.current.content}, ensure_ascii=False)
            for one in found
        )  # fmt: skip
        return StreamingHttpResponse(lines, content_type="application/json")
    writer = csv.writer(Echo(), delimiter=";")
    return StreamingHttpResponse(writer.writerow(cells(one)) for one in found)


def cells(one):
    made = one.current
    first = (one.public_id, one.body_name, one.kind, one.department, made.at, made.digest)
    return [*first, *made.content["answers"].values()]


urlpatterns = [
    path("", bare),
    path("call/<slug:key>/", call),
    path("form/<uuid:public_id>/", form),
    path("save/<uuid:public_id>/<slug:key>/", save),
    path("submit/<uuid:public_id>/", submit),
    path("receipt/<int:number>/", receipt),
    path("list/<slug:key>/", listed),
    path("file/<uuid:public_id>/", one),
    path("board/", board),
    path("grid/<slug:key>/", grid),
    path("mark/<uuid:deposit>/<slug:key>/", mark),
    path("export/<slug:key>.<slug:kind>", exported),
]
