"""What the worker does for the ledger: send what was posted."""

from procrastinate.contrib.django import app


@app.task(name="ledger.send")
def send(message_id: int) -> None:
    """Send one message of the outbox."""
