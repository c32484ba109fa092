"""The demonstration's tasks: every state, made by the real acts, once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.government.directives.stage import build
from tinhso.demo import steering
from tinhso.foundation.worktime.api import at, now
from tinhso.government.directives.api import Task
from tinhso.government.directives.rules.moves import STATES


@pytest.mark.django_db
def test_tasks_in_every_state_are_made_once(settings: Any, tmp_path: Any) -> None:
    settings.STORAGE_DIR = tmp_path / "files"
    build()
    assert steering.seed() == len(steering.WAYS)
    states = set(Task.objects.values_list("state", flat=True))
    assert states == set(STATES), json.dumps(sorted(states))
    assert not Task.objects.filter(demo=False).exists()
    assert Task.objects.filter(closed_at=None, due_at__lt=now()).exists()
    with at(now()):
        assert steering.seed() == 0
    assert Task.objects.count() == len(steering.WAYS)
