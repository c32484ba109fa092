"""Many forwarded at once: the outcome is chosen, what goes is seen before, what stayed is named with its reason."""

from __future__ import annotations

from itertools import product

import pytest

from tests.government.dossiers.world import accepted, approved, step
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.actions.work import MOST_BULK
from tinhso.government.dossiers.models import Step
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db
UNIT = "/can-bo/viec/my_unit/chuyen/"


def text(answer):
    return answer.content.decode()


def tick(*dossiers_, key="appraise", **versions):
    return [f"{step(d, key).pk}:{d.version}" for d in dossiers_]


def test_the_outcome_is_asked_and_nothing_goes_before(world, desk):
    first, second = accepted(world, now()), accepted(world, now())
    client = desk("specialist")
    page = text(client.post(UNIT, {"step": tick(first, second)}))
    assert first.code in page
    assert second.code in page
    assert "Đủ điều kiện" in page
    assert "Không đủ điều kiện" in page
    assert "2 hồ sơ sắp được chuyển" in page
    unsaid = client.post(UNIT, {"step": tick(first, second), "confirmed": "1"})
    assert unsaid.status_code == 422
    assert 'id="outcome-error"' in text(unsaid)
    assert Step.objects.filter(key="appraise", done_at=None).count() == 2


def test_all_go_with_the_chosen_outcome(world, desk):
    first, second = accepted(world, now()), accepted(world, now())
    client = desk("specialist")
    given = {"step": tick(first, second), "confirmed": "1", "outcome": "unfit", "note": "Thiếu căn cứ"}
    answer = client.post(UNIT, given)
    assert answer.url == UNIT + "ket-qua/"
    assert "Đã chuyển 2 hồ sơ với kết quả “Không đủ điều kiện”" in text(client.get(answer.url))
    assert set(Step.objects.filter(key="appraise").values_list("outcome", "note")) == {
        ("unfit", "Thiếu căn cứ")
    }
    assert step(first, "number").dossier_id == first.pk


def test_each_that_stays_is_named_with_its_reason(world, desk):
    first, second = accepted(world, now()), accepted(world, now())
    steps = tick(first, second)
    dossiers.take(world.specialist2, step(second, "appraise").pk)
    client = desk("specialist")
    answer = client.post(UNIT, {"step": steps, "confirmed": "1", "outcome": "fit"})
    page = text(client.get(answer.url))
    assert "Đã chuyển 1 hồ sơ" in page
    assert "1 hồ sơ chưa chuyển" in page
    assert second.code in page
    assert "Hồ sơ đã thay đổi sau khi bạn mở trang này" in page
    assert step(second, "appraise").account_id == world.specialist2.account_id


def test_steps_without_a_common_outcome_are_told_apart(world, desk):
    from tests.government.dossiers.world import officer

    both = officer("kiem-nhiem", world.committee, "specialist", "leader")
    world.actors["both"] = both
    one, two = accepted(world, now()), accepted(world, now())
    dossiers.complete_step(both, step(two, "appraise").pk)
    two.refresh_from_db()
    client = desk("both")
    steps = tick(one) + tick(two, key="approve")
    page = text(client.post(UNIT, {"step": steps}))
    assert "không có kết quả chung" in page
    assert "Thẩm định: 1 hồ sơ" in page
    assert "Phê duyệt: 1 hồ sơ" in page
    refused = client.post(UNIT, {"step": steps, "confirmed": "1", "outcome": "fit"})
    assert refused.status_code == 422
    assert Step.objects.filter(done_at=None).count() == 2


def test_an_outcome_that_one_step_does_not_know_never_becomes_another(world):
    one, two = accepted(world, now()), accepted(world, now())
    dossiers.complete_step(world.specialist, step(two, "appraise").pk)
    (told,) = dossiers.bulk_forward(world.leader, [(step(two, "approve").pk, None)], outcome="unfit")
    assert told.refused
    assert step(two, "approve").done_at is None
    assert step(one, "appraise").done_at is None


def test_a_no_to_many_needs_its_reason(world, desk):
    dossier = accepted(world, now())
    dossiers.complete_step(world.specialist, step(dossier, "appraise").pk)
    dossier.refresh_from_db()
    client = desk("leader")
    to_sign = "/can-bo/viec/to_sign/chuyen/"
    given = {"step": tick(dossier, key="approve"), "confirmed": "1", "outcome": "rejected"}
    answer = client.post(to_sign, given)
    assert "Hãy nêu lý do" in text(client.get(answer.url))
    assert client.post(to_sign, {**given, "note": "Sai thẩm quyền"}).status_code == 302
    assert step(dossier, "appraise").dossier_id == dossier.pk


def test_numbering_is_done_one_by_one(world, desk):
    dossier = approved(world, now())
    client = desk("clerk")
    page = text(client.post(UNIT, {"step": tick(dossier, key="number")}))
    assert "Hồ sơ làm riêng từng cái" in page
    assert dossier.code in page
    assert client.post(UNIT, {"step": tick(dossier, key="number"), "confirmed": "1"}).status_code == 422


def test_a_thousand_ticks_do_not_break_and_the_limit_is_said(world, desk):
    dossier = accepted(world, now())
    unknown = [f"{new_id()}:1" for _n in range(999)]
    client = desk("specialist")
    answer = client.post(UNIT, {"step": tick(dossier) + unknown})
    assert answer.status_code == 200
    assert f"Mỗi lần chuyển tối đa {MOST_BULK} hồ sơ. {1000 - MOST_BULK} hồ sơ còn lại" in text(answer)
    assert dossier.code in text(answer)


def test_everything_under_the_filter_goes(world, desk):
    first, second = accepted(world, now()), accepted(world, now())
    client = desk("specialist")
    page = text(client.post(UNIT, {"everything": "1", "channel": "ONLINE"}))
    assert first.code in page
    assert second.code in page
    none = text(client.post(UNIT, {"everything": "1", "channel": "POSTAL"}))
    assert "Chưa chọn hồ sơ nào chuyển được" in none


def test_what_others_hold_is_not_shown(world, desk):
    dossier = accepted(world, now())
    page = text(desk("outsider").post(UNIT, {"step": tick(dossier)}))
    assert dossier.code not in page
    assert "Chưa chọn hồ sơ nào chuyển được" in page


def test_a_signed_out_post_comes_back_to_the_list(world, desk):
    client = desk("specialist")
    assert client.get(UNIT).url == "/can-bo/viec/my_unit/"
    assert client.get(UNIT + "ket-qua/").url == "/can-bo/viec/my_unit/"


@pytest.mark.parametrize(("bad", "confirmed"), list(product(["", "x", "x:1", ":::"], ["", "1"])))
def test_garbage_is_no_choice(world, desk, bad, confirmed):
    given = {"step": [bad], **({"confirmed": confirmed} if confirmed else {})}
    answer = desk("specialist").post(UNIT, given)
    assert answer.status_code == (422 if confirmed else 200)
