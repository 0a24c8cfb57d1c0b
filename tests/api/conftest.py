"""A call with a jury, a file handed in by a team, and everybody who may or may not read it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cordee.api import actions
from cordee.api.models import AccessToken
from cordee.api.rules.scopes import Scope
from cordee.applications import actions as writing
from cordee.applications import files
from cordee.applications.models import Application, Attachment, Completion
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.people.models import User
from cordee.selection.models import Juror, Panel, Recusal
from tests.applications.conftest import (  # noqa: F401 - fixtures
    DURING,
    application,
    lens,
    nadia,
    rouen,
    small,
)
from tests.applications.test_matrix import paper

JURY = {
    "criteria": [{"key": "pertinence", "label": "Pertinence"}],
    "panels": [{"key": "jury", "label": "Jury"}],
    "stages": [{"key": "jury", "label": "Examen par le jury", "panel": "jury"}],
}
UNTIL = DURING + timedelta(days=30)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def edition(db: None) -> Edition:
    return publish(small(**JURY), {}, by=None, at=DURING - timedelta(days=20))


@pytest.fixture
def handed_in(application: Application, nadia: User, farida: User, gerard: User) -> Application:  # noqa: F811 - a fixture, asked for by its name
    """Nadia's file, written with Farida, whom Gérard was with before he left; handed in once."""
    now = {"by": nadia, "at": DURING}
    names = {"given_name": "Ève", "family_name": "Roy", "role": "elu"}
    writing.join(application, person=farida.person, **names, **now)
    gone = writing.join(application, person=gerard.person, **names, **now)
    writing.leave(gone, **now)
    writing.save_answer(application, "besoins", "Du temps.", **now)
    writing.save_answer(application, "theme", "eau", **now)
    writing.deposit(application, **now)
    return Application.objects.select_related("edition__current", "current").get(pk=application.pk)


@pytest.fixture
def annex(application: Application, nadia: User, upload: Callable[..., Any]) -> Attachment:  # noqa: F811 - a fixture, asked for by its name
    return files.attach(application, "annexe", upload(), by=nadia, at=DURING)


@pytest.fixture
def upload() -> Callable[..., Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - one use

    return lambda name="annexe.pdf": SimpleUploadedFile(name, paper())


@pytest.fixture
def completion(handed_in: Application, amina: User) -> Completion:
    due = DURING + timedelta(days=5)
    return writing.ask_completion(
        handed_in, points={"besoins": "Trop court."}, due=due, by=amina, at=DURING
    )


@pytest.fixture
def panel(edition: Edition, handed_in: Application) -> Panel:
    """A jury already at work, so that one instant serves writers and jurors."""
    return Panel.objects.create(edition=edition, stage="jury", label="Jury", opened_at=DURING)


@pytest.fixture
def withdrawn(panel: Panel, handed_in: Application, bernard: User) -> User:
    """Bernard directs the house; he also sits, and withdrew from Nadia's file."""
    juror = Juror.objects.create(panel=panel, person=bernard.person, starts=DURING)
    Recusal.objects.create(juror=juror, application=handed_in, reason="Voisin.", at=DURING)
    return bernard


class Program:
    """A program that holds a token: what it asks, and nothing else."""

    def __init__(self, token: str = "") -> None:
        self.client = Client()
        self.sent = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(self, verb: str, name: str, *args: Any, data: Any = None, **headers: str):
        """Ask an address by its name; keys of `headers` are written with underscores."""
        more = {key.replace("_", "-"): value for key, value in headers.items()}
        query = data if verb == "get" else None
        where = reverse(f"api-1:{name}", args=args)
        asked = {"headers": self.sent | more}
        if verb == "get":
            response = self.client.get(where, query or {}, **asked)
            if response.streaming:
                response.whole = b"".join(response.streaming_content)
                for close in response._resource_closers:
                    close()
            return response
        if isinstance(data, dict) and "content" in data:
            return self.client.post(where, data, **asked)
        body = {} if data is None else data
        return getattr(self.client, verb)(where, body, content_type="application/json", **asked)

    def get(self, name: str, *args: Any, **asked: Any) -> HttpResponse:
        return self.ask("get", name, *args, **asked)

    def post(self, name: str, *args: Any, **asked: Any) -> HttpResponse:
        return self.ask("post", name, *args, **asked)

    def put(self, name: str, *args: Any, **asked: Any) -> HttpResponse:
        return self.ask("put", name, *args, **asked)


@pytest.fixture
def program() -> Callable[..., Program]:
    """A program that acts for someone, with every scope unless some are named."""

    def made(user: User, scopes: Any = tuple(Scope), **more: Any) -> Program:
        _row, token = actions.make(
            name="Essai", scopes=scopes, expires_at=more.pop("until", UNTIL), by=user, at=DURING,
            **more,
        )  # fmt: skip
        return Program(token)

    return made


@pytest.fixture
def token(nadia: User) -> tuple[AccessToken, str]:  # noqa: F811 - a fixture, asked for by its name
    return actions.make(name="Essai", scopes=list(Scope), expires_at=UNTIL, by=nadia, at=DURING)
