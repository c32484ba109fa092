"""The portal reads where the paper of a dossier travels, act by act, there and back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.government.dossiers.world import MONDAY, step
from tests.government.transfers.conftest import Two, made
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal.actions.gather import gather
from tinhso.government.portal.models import Progress
from tinhso.government.portal.rules.told import words
from tinhso.government.portal.snapshots import of_act
from tinhso.government.transfers.actions.draw_up import draw_up
from tinhso.government.transfers.actions.hand_over import hand_over
from tinhso.government.transfers.actions.take_over import take_over
from tinhso.government.transfers.models import ListedPaper, Transfer
from tinhso.lib.actor import Actor


def passed(two: Two, giver: Actor, taker: Actor, missing: bool = False) -> None:
    """The one dossier goes from desk to desk; with `missing` the taker misses its first paper."""
    there = hand_over(giver, draw_up(giver, [Transfer.objects.get().pk]).pk)
    gone = {ListedPaper.objects.filter(line__hand_list=there)[0].pk: "thiếu"} if missing else {}
    take_over(taker, there.pk, gone)


@pytest.mark.django_db(transaction=True)
def test_the_way_between_two_desks_is_told(settings: Any) -> None:
    with at(MONDAY):
        two = made()
        world = two.world
        settings.TINHSO_PORTAL_URL = "https://cong.example.vn"
        settings.TINHSO_PORTAL_USER = settings.TINHSO_PORTAL_PASSWORD = "mo-phong"
        settings.TINHSO_PORTAL_UNIT = "000.00.00.H62"
        got = two.receive(papers=(dossiers.PaperInput("giay-to", None, 1, 0),))
        passed(two, two.clerk, world.reception, missing=True)
        passed(two, two.clerk, world.reception)
        dossiers.complete_step(world.specialist, step(got, "appraise").pk, outcome="fit")
        dossiers.approve(world.leader, step(got, "approve").pk)
        dossiers.number_result(world.clerk, got.pk, notation="XN")
        passed(two, world.return_officer, two.handing)
        assert gather() > 0
    told = [of_act(row) for row in Progress.objects.order_by("sequence")]
    assert [(one.content, one.state) for one in told if "giao" in one.content or one.state == 4][:5] == [
        ("Bàn giao hồ sơ đến nơi giải quyết", 2),
        ("Báo thiếu giấy tờ khi nhận bàn giao hồ sơ", 2),
        ("Bàn giao hồ sơ đến nơi giải quyết", 2),
        ("Nơi giải quyết xác nhận đã nhận hồ sơ", 4),
        ("Hoàn thành bước xử lý", 4),
    ]
    assert [(one.content, one.state) for one in told if one.state == 9][-2:] == [
        ("Bàn giao kết quả về nơi tiếp nhận", 9),
        ("Nơi tiếp nhận xác nhận đã nhận kết quả", 9),
    ]
    assert (told[-1].state, told[-1].agency, told[-1].person) == (9, two.here.name, "Cán bộ tra-khac")


@pytest.mark.parametrize(("verb", "after", "said"), [
    ("pass_on", 2, "Bàn giao hồ sơ"), ("pass_on", 9, "Bàn giao kết quả"), ("return_result", 10, "Trả kết quả"),
    ("confirm_passed", 4, "Nơi giải quyết"), ("confirm_passed", 9, "Nơi tiếp nhận"), ("take", 4, ""),
])  # fmt: skip
def test_words_follow_which_way_it_went(verb: str, after: int, said: str) -> None:
    assert words(verb, after).startswith(said)
    assert bool(words(verb, after)) == bool(said)
