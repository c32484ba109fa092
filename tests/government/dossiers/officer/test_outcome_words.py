"""Officers read the words of the dossier's own process: on the act, in bulk and on the dossier's way."""

from __future__ import annotations

import re

import pytest

from tests.government.dossiers.test_whole_way import counter
from tests.government.dossiers.world import procedure, step
from tinhso.foundation.process.api import StepRow
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier

pytestmark = pytest.mark.django_db

STEPS = (
    StepRow(
        "assign",
        "Xem ai làm",
        "specialist",
        outcomes=("own", "delegated"),
        words={"own": "Huyện làm", "delegated": "Đã ủy quyền cho xã"},
    ),
    StepRow("weigh", "Xem lại", "specialist", outcomes=("fit", "unfit")),
    StepRow("give_back", "Trả kết quả", "specialist", "return"),
)


def test_the_act_the_bulk_page_and_the_way_say_the_words_of_the_process(world, desk):
    procedure("9.999993", steps=STEPS)
    made = dossiers.receive_at_counter(world.reception, counter(procedure_code="9.999993")).dossier
    client = desk("specialist")
    home = f"/can-bo/ho-so/{made.id}/"
    page = client.get(f"{home}viec/hoan-thanh/").content.decode()
    for key, said in STEPS[0].words.items():
        assert re.search(rf'value="{key}"', page)
        assert said in page
        assert not re.search(rf">\s*{key}\s*<", page)
    task = step(made, "assign")
    version = Dossier.objects.get(pk=made.id).version
    bulk = client.post("/can-bo/viec/my_unit/chuyen/", {"step": f"{task.pk}:{version}"}).content.decode()
    assert "Đã ủy quyền cho xã" in bulk

    dossiers.complete_step(world.specialist, task.pk, outcome="delegated")
    for address in (home, f"{home}viec/hoan-thanh/"):
        assert "Đã ủy quyền cho xã" in client.get(address).content.decode()
