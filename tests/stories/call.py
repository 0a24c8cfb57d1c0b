"""A small call with many teams ready to hand in, and what to look at afterwards."""

from datetime import timedelta

from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee import cli
from cordee.applications import actions
from cordee.applications.models import Answer, Application, Deposit
from cordee.calls.actions import amend, publish
from cordee.calls.models import Edition
from cordee.kernel.canonical import digest
from cordee.ledger import queries
from cordee.ledger.models import Entry, Message
from cordee.people.models import User
from cordee.programme.schema import Definition

TEXT = "Un peu d’aide pour le territoire n° {}."


def open_call(count):
    """Publish a call that closes tomorrow; one written file a team, signed in."""
    now = timezone.localtime()
    edition = publish(small(now, 86400), {}, by=None, at=now - timedelta(days=2))
    return [team(edition, number, now) for number in range(int(count))]


def close_in(seconds):
    """Make the call close in so many seconds; gives the instant, as a timestamp."""
    now = timezone.localtime()
    rules = small(now, float(seconds))
    amend(Edition.objects.get(), rules, {}, notice="Avancé.", promised=True, by=None, at=now)
    return Edition.objects.get().closes_at.timestamp()


def small(now, seconds):
    """The smallest call worth the name: one window that closes in so many seconds, one question."""
    opens = now.date() - timedelta(days=1)
    closes = (now + timedelta(seconds=seconds)).replace(tzinfo=None)
    question = {"key": "besoins", "label": "Besoins", "kind": "long_text"}
    content = {
        "key": "petit-appel",
        "title": "Petit appel",
        "organisers": [{"key": "centre", "label": "Centre"}],
        "windows": [{"key": "w", "opens": opens.isoformat(), "closes": closes.isoformat()}],
        "form": {"sections": [{"key": "projet", "label": "Projet", "questions": [question]}]},
    }
    return Definition.model_validate(content)


def team(edition, number, at):
    """A team with its file written and its session open."""
    owner = User.objects.create_user(f"equipe{number}@example.org")
    made = actions.start(edition, body_name=f"Commune {number}", by=owner, at=at)
    actions.save_answer(made, "besoins", TEXT.format(number), by=owner, at=at)
    client = Client()
    client.force_login(owner)
    session = client.session
    session["_csrftoken"] = "a" * 32
    session.save()
    return {"file": str(made.public_id), "session": session.session_key}


def inspect():
    """Everything the story wants to know of what is written."""
    proof = queries.proof()
    deposits = Deposit.objects.select_related("application")
    closing = Application.objects.select_related("edition").first().edition.closes_at
    return {
        "sound": proof.sound,
        "facts": Entry.objects.filter(kind="applications.deposited").count(),
        "files": sorted(str(deposit.application.public_id) for deposit in deposits),
        "receipts": {
            str(one.application.public_id): reverse(
                "applications:receipt", args=[one.application.public_id, one.number]
            )
            for one in deposits
        },
        "whole": all(digest(one.content) == one.digest for one in deposits),
        "late": sum(deposit.at >= closing for deposit in deposits),
        "texts": sum(answer.value.startswith("Un peu d") for answer in Answer.objects.all()),
        "letters": dict(Message.objects.values_list("state").annotate(Count("pk")).order_by()),
    }


def verify():
    """What `cordee journal verify` answers."""
    return cli.main(["journal", "verify"])
