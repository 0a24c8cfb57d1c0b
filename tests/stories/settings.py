"""The settings of the house, its mails counted as they leave."""

from cordee.settings import *  # noqa: F403 - the settings of the house, some changed
from cordee.settings import VAR_DIR

MAILERS = {
    "default": {
        "BACKEND": "tests.ledger.wires.Wire",
        "OPTIONS": {"file_path": str(VAR_DIR / "mail")},
    }
}
