"""A small call of two steps and two tracks, with every door, for the tests of the flow."""

from datetime import UTC, datetime
from typing import Any

from cordee.applications import actions
from cordee.applications.models import Application
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.people.models import User
from cordee.programme.schema import Definition

WRITING = datetime(2025, 3, 10, 9, tzinfo=UTC)
CLOSED = datetime(2025, 4, 1, 9, tzinfo=UTC)
SECOND = datetime(2025, 5, 2, 9, tzinfo=UTC)


TWO_STEPS: dict[str, Any] = {
    "key": "deux-temps",
    "title": "Deux temps",
    "organisers": [{"key": "centre", "label": "Centre", "email": "centre@example.org"}],
    "windows": [
        {"key": "un", "label": "Intention", "opens": "2025-03-01", "closes": "2025-03-31T12:00",
         "late": "code"},
        {"key": "deux", "label": "Dossier", "opens": "2025-05-01",
         "closes": "2025-06-30T12:00"},
    ],
    "steps": [
        {"key": "intention", "label": "Intention", "window": "un"},
        {"key": "dossier", "label": "Dossier complet", "window": "deux", "after": "examen"},
    ],
    "tracks": [{"key": "rural", "label": "Rural"}, {"key": "urbain", "label": "Urbain"}],
    "stages": [
        {"key": "examen", "label": "Recevabilité", "kind": "eligibility", "step": "intention"}
    ],
    "timeline": {"complaints": [{"within": "P2M", "to": "le tribunal administratif"}]},
    "eligibility": [
        {"rule": "place", "key": "lieu", "within": ["region:32"], "judged": "staff",
         "derogation": True, "derogation_by": "la direction"},
        {"rule": "number", "key": "taille", "fact": "population", "max": 50000,
         "judged": "examen"},
    ],
    "form": {
        "sections": [
            {
                "key": "projet",
                "label": "Projet",
                "questions": [
                    {"key": "resume", "label": "Résumé", "kind": "long_text"},
                    {"key": "ferme", "label": "Fermes", "kind": "text", "tracks": ["rural"]},
                    {"key": "budget", "label": "Budget", "kind": "money",
                     "steps": ["dossier"]},
                ],
            }
        ]
    },
}  # fmt: skip


def two_steps(**more: Any) -> Definition:
    """An intent on two tracks, examined by the staff, then a full file for the admissible ones."""
    return Definition.model_validate({**TWO_STEPS, **more})


def plain(**more) -> Edition:
    """A call of one step and one question."""
    single = {
        "steps": [{"key": "dossier", "label": "Dossier", "window": "un"}],
        "tracks": [],
        "stages": [],
        "eligibility": [],
        "form": {
            "sections": [
                {
                    "key": "projet",
                    "label": "Projet",
                    "questions": [{"key": "resume", "label": "Résumé", "kind": "long_text"}],
                }
            ]
        },
    }
    return publish(
        two_steps(**{**single, **more}), {}, by=None, at=datetime(2025, 2, 1, tzinfo=UTC)
    )


def handed(call: Edition, by: User, at: datetime = WRITING, **who) -> Application:
    made = actions.start(call, by=by, at=at, **who)
    actions.save_answer(made, "resume", "Des haies.", by=by, at=at)
    actions.deposit(made, by=by, at=at)
    return Application.objects.get(pk=made.pk)
