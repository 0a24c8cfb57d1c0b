"""What the worker does for the year: the seal on signed charters."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.journeys.sealing import seal_signed


@app.task(name="journeys.seal_charter")
def seal_charter(participation_id: int) -> None:
    """Seal the copy of a signed charter."""
    seal_signed(participation_id, at=timezone.now())
