"""A change of a catalogue's row makes this process forget what it held."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_delete, post_save

from tinhso.lib.held import forget_all


def forget_on_change(app: AppConfig) -> None:
    """Call in `ready`: saved and deleted rows of the app's models count at once and after the commit.

    Bulk writes send no signal: whoever uses them calls `forget_all`.
    """
    for model in app.get_models():
        post_save.connect(_changed, sender=model)
        post_delete.connect(_changed, sender=model)


def _changed(**_signal: Any) -> None:
    forget_all()
    # Another thread may have read the old rows before the commit.
    transaction.on_commit(forget_all)
