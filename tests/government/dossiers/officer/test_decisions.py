"""Whoever signs chooses among the ways of no that the step knows; a number comes again without a second one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.government.dossiers.world import accepted, numbered, procedure, step
from tinhso.foundation.process.api import StepRow
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Result
from tinhso.lib.errors import Refused

pytestmark = pytest.mark.django_db
OTHER = "9.999998"
# The register is written first and then signed, as with a death's extract; the signer knows three answers.
STEPS = (
    StepRow("record", "Ghi sổ", "clerk", "number", hours=Decimal(2)),
    StepRow("sign", "Ký trích lục", "leader", "sign", share=Decimal("0.2"),
            outcomes=("signed", "redo", "refuse"),
            go_to={"redo": "record", "refuse": "tell"},
            words={"signed": "Đã ký", "redo": "Trả lại để ghi lại", "refuse": "Từ chối, nêu lý do"}),
    StepRow("return", "Trao trích lục", "return_officer", "return", hours=Decimal(4), go_to={"done": "end"}),
    StepRow("tell", "Soạn thông báo từ chối", "specialist", hours=Decimal(4)),
)  # fmt: skip


@pytest.fixture
def recorded(world):
    """A dossier whose number is taken and that waits for the signature."""
    procedure(OTHER, steps=STEPS)
    dossier = accepted(world, now(), code=OTHER)
    dossiers.number_result(world.clerk, dossier.pk, notation="TLKT", title="Trích lục")
    dossier.refresh_from_db()
    return dossier


def page(client, dossier, slug):
    return client.get(f"/can-bo/ho-so/{dossier.pk}/viec/{slug}/").content.decode()


def act(client, dossier, slug, **typed):
    dossier.refresh_from_db()
    return client.post(
        f"/can-bo/ho-so/{dossier.pk}/viec/{slug}/", {"version": dossier.version, **typed}, follow=True
    )


def test_every_no_of_the_step_can_be_chosen_in_its_own_words(recorded, desk):
    shown = page(desk("leader"), recorded, "khong-duyet")
    assert "Trả lại để ghi lại" in shown
    assert "Từ chối, nêu lý do" in shown
    assert 'value="signed"' not in shown
    assert "Đã ký" in page(desk("leader"), recorded, "duyet")
    unchosen = act(desk("leader"), recorded, "khong-duyet", note="Sai ngày mất")
    assert unchosen.status_code == 422
    assert 'id="outcome-error"' in unchosen.content.decode()
    answered = act(desk("leader"), recorded, "khong-duyet", outcome="refuse", note="Không đúng thẩm quyền")
    assert "Đã trả lời: Từ chối, nêu lý do." in answered.content.decode()
    assert [s.key for s in recorded.steps.filter(done_at=None)] == ["tell"]


def test_a_yes_is_not_smuggled_in_as_a_no(recorded, desk):
    assert act(desk("leader"), recorded, "khong-duyet", outcome="signed", note="x").status_code == 422
    assert step(recorded, "sign").done_at is None


def test_what_was_sent_back_to_its_numbering_keeps_the_number(recorded, world, desk):
    first = Result.objects.get(dossier=recorded)
    act(desk("leader"), recorded, "khong-duyet", outcome="redo", note="Sai ngày mất")
    shown = page(desk("clerk"), recorded, "so-ket-qua")
    assert f"Giữ số {first.number}/TLKT đã lấy" in shown
    assert 'value="Trích lục"' in shown
    told = act(
        desk("clerk"),
        recorded,
        "so-ket-qua",
        kind="keep",
        title="Trích lục khai tử",
        granted="1",
        note="Đã sửa",
    )
    assert "Đã ghi lại kết quả, giữ nguyên số." in told.content.decode()
    kept = Result.objects.get(dossier=recorded)
    assert (kept.pk, kept.number, kept.issued_at) == (first.pk, first.number, first.issued_at)
    assert (kept.title, kept.note) == ("Trích lục khai tử", "Đã sửa")
    act(desk("leader"), recorded, "duyet")
    recorded.refresh_from_db()
    assert recorded.state == 9


def test_another_number_can_be_taken_when_the_first_is_void(recorded, world):
    first = Result.objects.get(dossier=recorded)
    dossiers.approve(world.leader, step(recorded, "sign").pk, approved=False, outcome="redo", note="Sai sổ")
    again = dossiers.number_result(world.clerk, recorded.pk, notation="TLKT")
    assert again.serial == first.serial + 1
    assert Result.objects.filter(dossier=recorded).count() == 1


def test_there_is_nothing_to_keep_the_first_time(world):
    procedure(OTHER, steps=STEPS)
    dossier = accepted(world, now(), code=OTHER)
    with pytest.raises(Refused) as refused:
        dossiers.number_result(world.clerk, dossier.pk, kind="keep")
    assert (refused.value.code, refused.value.field) == ("no_number_to_keep", "kind")
    assert numbered(world, now()).state == 9
