"""A house with its charter, its lists of words, its permanence and a community."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache

from cordee.alliance.allies import actions

NOW = datetime(2025, 10, 8, 9, tzinfo=UTC)
TODAY = date(2025, 10, 8)


@pytest.fixture(autouse=True)
def _that_day(db):
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(amina):
    """Everything an alliance needs before anybody signs."""
    now = {"by": amina, "at": NOW}
    words = {
        key: actions.add_kind(use, label, rank=rank, **now)
        for rank, (key, use, label) in enumerate([
            ("association", "structure", "association"), ("town", "structure", "collectivité"),
            ("self", "person", "à titre individuel"), ("elected", "present", "élu·es"),
            ("agent", "present", "agents"), ("state", "seat", "État"),
        ])
    }  # fmt: skip
    text = actions.write_charter("Charte d’alliance", "Nous *coopérons*.", **now)
    tuesdays = actions.set_drop_in(
        label="Permanence", rank=1, weekday=1, starts=time(11), ends=time(13), place="",
        link="https://visio.example.org/p", since=date(2025, 1, 1), until=None, **now,
    )  # fmt: skip
    stories = actions.keep_community(
        label="Mise en récits", theme="Raconter la transition", opened_on=date(2025, 1, 1),
        every_months=3, agenda="Les dimensions\nUn retour d’allié", framing="Apprendre ensemble.",
        welcome="Contents de vous voir.", mailing_list="recits@example.org", **now,
    )  # fmt: skip
    return SimpleNamespace(words=words, text=text, tuesdays=tuesdays, stories=stories, now=now)
