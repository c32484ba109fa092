"""The demonstration's round of self-scoring: made once, by real acts, with values in several states."""

from __future__ import annotations

from typing import Any

import pytest

from tests.government.dossiers.world import MONDAY, build
from tests.government.indices import stage
from tinhso.demo import scoring
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.worktime.api import at
from tinhso.government.indices.models import Campaign, Declared


@pytest.mark.django_db
def test_a_round_with_values_in_several_states_is_made_once(settings: Any, tmp_path: Any) -> None:
    settings.STORAGE_DIR = tmp_path
    with at(MONDAY):
        world = build()
        Agency.objects.filter(pk=world.other.pk).update(level="province", kind="department")
        place = Agency.objects.get(pk=world.monitor.agency_id)
        Agency.objects.filter(pk=place.pk).update(level="province")
        stage.load_set()
        made = scoring.seed()
        assert made == Declared.objects.count() > 0
        states = set(Declared.objects.values_list("state", flat=True))
        assert {"accepted", "returned", "declared"} <= states
        assert scoring.seed() == 0
        assert Campaign.objects.get().title.startswith("Đợt trình diễn")
