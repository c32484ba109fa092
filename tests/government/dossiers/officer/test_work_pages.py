"""The act pages: drafts of a step, who takes the next one, and taking a wrong number back."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from tests.government.dossiers.world import accepted, approved, filed, numbered, officer, step
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.identity.models import Capacity
from tinhso.foundation.notices.api import notices_of
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import now, today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Result, WithdrawnResult
from tinhso.government.dossiers.queries.people import next_of
from tinhso.lib.errors import Conflict, Forbidden, Refused

pytestmark = pytest.mark.django_db


def url(dossier, rest=""):
    return f"/can-bo/ho-so/{dossier.pk}/{rest}"


def act(client, dossier, slug, **typed):
    dossier.refresh_from_db()
    return client.post(url(dossier, f"viec/{slug}/"), {"version": dossier.version, **typed})


def text(answer):
    return answer.content.decode()


def pdf(name="du-thao.pdf"):
    content = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(content)
    return SimpleUploadedFile(name, content.getvalue(), "application/pdf")


def attempts(dossier):
    return [e.verb for e in history(Subject("dossier", dossier.pk)) if e.outcome == "refused"]


def test_a_draft_keeps_note_and_file_and_moves_nothing(world, desk, settings, tmp_path):
    settings.STORAGE_DIR = tmp_path
    dossier = accepted(world, now())
    version = dossier.version
    client = desk("specialist")
    kept = act(client, dossier, "hoan-thanh", _draft="1", note="Đã xem bản đồ", attachment=pdf())
    assert kept.url == url(dossier, "viec/hoan-thanh/")
    page = text(client.get(kept.url))
    assert "Đã lưu nháp lúc" in page
    assert "Bản nháp lưu lúc" in page
    assert "Đã xem bản đồ" in page
    assert "du-thao.pdf" in page
    assert f'data-draft-done="viec-hoan-thanh-{dossier.pk}"' in page
    dossier.refresh_from_db()
    assert (dossier.version, dossier.state) == (version, 4)
    again = act(client, dossier, "hoan-thanh", _draft="1", note="Đã xem thực địa")
    assert "Đã xem thực địa" in text(client.get(again.url))
    done = act(
        client,
        dossier,
        "hoan-thanh",
        outcome="fit",
        note="Đã xem thực địa",
        attachment__id=str(StoredFile.objects.get().pk),
    )
    assert done.url == url(dossier)
    closed = dossier.steps.get(key="appraise")
    assert (closed.note, closed.attachment_id) == ("Đã xem thực địa", StoredFile.objects.get().pk)


def test_a_draft_is_offered_to_whoever_may_do_the_step_and_to_nobody_else(world, desk):
    dossier = accepted(world, now())
    page = text(desk("specialist").get(url(dossier, "viec/hoan-thanh/")))
    assert 'name="_draft"' in page
    assert act(desk("leader"), dossier, "hoan-thanh", _draft="1", note="x").status_code != 200
    assert step(dossier, "appraise").draft_text == ""
    refused = text(desk("reception").get(url(filed(world, now()), "viec/tu-choi/")))
    assert 'name="_draft"' not in refused


def test_an_outcome_must_be_chosen(world, desk):
    dossier = accepted(world, now())
    refused = act(desk("specialist"), dossier, "hoan-thanh", note="Đủ")
    assert refused.status_code == 422
    assert 'id="outcome-error"' in text(refused)


def test_the_next_person_carries_the_role_in_the_agency_today(world, desk):
    gone = officer("nghi-viec", world.committee, "leader")
    Capacity.objects.filter(pk=gone.capacity_id).update(valid_to=today().replace(year=today().year - 1))
    elsewhere = officer("noi-khac", world.other, "leader")
    deputy = officer("pho", world.committee, "leader")
    busy = [accepted(world, now()) for _n in range(2)]
    for one in busy:
        dossiers.complete_step(world.specialist, step(one, "appraise").pk, person=world.leader.account_id)
    dossier = accepted(world, now())
    fit = next_of(dossier, step(dossier, "appraise"), "fit")
    assert [(p.account_id, p.load) for p in fit.people] == [
        (deputy.account_id, 0),
        (world.leader.account_id, 2),
    ]
    unfit = next_of(dossier, step(dossier, "appraise"), "unfit")
    assert [p.account_id for p in unfit.people] == [world.clerk.account_id]
    assert dossier.steps.filter(done_at=None).count() == 1, "asking changes nothing"
    page = text(desk("specialist").get(url(dossier, "viec/hoan-thanh/")))
    assert "Cán bộ leader · đang giữ 2 việc" in page
    assert re.search(rf'<option value="{deputy.account_id}" selected>', page)
    assert str(gone.account_id) not in page
    assert str(elsewhere.account_id) not in page
    act(
        desk("specialist"),
        dossier,
        "hoan-thanh",
        outcome="fit",
        **{"person.fit": str(deputy.account_id), "person.unfit": str(world.clerk.account_id)},
    )
    assert step(dossier, "approve").account_id == deputy.account_id


def test_a_no_goes_back_to_the_one_who_did_the_step(world, desk):
    dossier = accepted(world, now())
    dossiers.complete_step(world.specialist2, step(dossier, "appraise").pk)
    back = next_of(dossier, step(dossier, "approve"), "rejected")
    assert back.proposed.account_id == world.specialist2.account_id
    assert "đã làm bước này" in text(desk("leader").get(url(dossier, "viec/khong-duyet/")))


def test_at_an_end_nobody_is_asked_for(world):
    dossier = numbered(world)
    assert next_of(dossier, step(dossier, "return"), "done") is None


def test_a_person_without_the_role_is_refused_at_the_hand_over_too(world):
    dossier = filed(world, now())
    dossiers.accept(world.reception, dossier.pk, hand_over=False)
    with pytest.raises(Refused) as refused:
        dossiers.hand_over(world.reception, dossier.pk, person=world.leader.account_id)
    assert refused.value.code == "person_not_in_role"
    dossier.refresh_from_db()
    assert dossier.state == 2


def test_a_wrong_number_is_taken_back_and_never_given_again(world, desk):
    dossier = numbered(world)
    clerk = desk("clerk")
    assert "Thu hồi kết quả" in text(clerk.get(url(dossier)))
    bare = act(clerk, dossier, "thu-hoi-ket-qua", reason="")
    assert bare.status_code == 422
    assert act(clerk, dossier, "thu-hoi-ket-qua", reason="Sai ký hiệu").status_code == 302
    dossier.refresh_from_db()
    assert (dossier.state, dossier.finished_at) == (4, None)
    assert not Result.objects.exists()
    gone = WithdrawnResult.objects.get()
    assert (gone.number, gone.notation, gone.reason) == ("1", "XN", "Sai ký hiệu")
    assert step(dossier, "number").account_id == world.clerk.account_id
    assert "Sai ký hiệu" in text(clerk.get(url(dossier)))
    result = dossiers.number_result(world.clerk, dossier.pk, notation="XN")
    assert result.serial == 2
    dossier.refresh_from_db()
    assert dossier.state == 9
    told = [n.template for n in notices_of(Subject("dossier", dossier.pk))]
    assert told.count("taken_back") == 1
    assert attempts(dossier) == ["dossier.take_back_result"]


def test_a_result_that_was_handed_over_stays(world, desk):
    dossier = numbered(world)
    dossiers.return_result(
        world.return_officer, dossier.pk, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
    )
    with pytest.raises(Refused) as refused:
        dossiers.take_back_result(world.clerk, dossier.pk, reason="Sai")
    assert refused.value.code == "move_not_allowed"
    assert Result.objects.get(dossier=dossier).number == "1"
    assert attempts(dossier) == ["dossier.take_back_result"]


@pytest.mark.parametrize(
    ("role", "kind"), [("specialist", Forbidden), ("reception", Forbidden), ("return_officer", Forbidden)]
)
def test_only_who_numbers_or_heads_takes_a_result_back(world, role, kind):
    dossier = numbered(world)
    with pytest.raises(kind):
        dossiers.take_back_result(world.actors[role], dossier.pk, reason="Sai")
    assert Result.objects.filter(dossier=dossier).exists()


def test_a_stale_page_takes_nothing_back(world):
    dossier = numbered(world)
    with pytest.raises(Conflict):
        dossiers.take_back_result(world.clerk, dossier.pk, reason="Sai", expected_version=dossier.version - 1)


def test_the_resident_downloads_the_published_result_until_it_is_taken_back(
    world, desk, client, settings, tmp_path
):
    from tinhso.foundation.identity.models import Account

    settings.STORAGE_DIR = tmp_path
    dossier = approved(world)
    clerk = desk("clerk")
    assert act(clerk, dossier, "so-ket-qua", kind="own", granted="1", notation="XN", publish="1",
               file=pdf("ket-qua.pdf")).status_code == 302  # fmt: skip
    paper = Result.objects.get().file_id
    address = f"/tra-cuu/{dossier.code}/"
    client.force_login(Account.objects.get(pk=world.resident.account_id))
    page = text(client.get(address))
    assert f"{address}tep/{paper}/" in page
    answer = client.get(f"{address}tep/{paper}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    stranger = type(client)()
    stranger.force_login(Account.objects.get(pk=world.stranger.account_id))
    assert stranger.get(f"{address}tep/{paper}/").status_code == 404
    act(clerk, dossier, "thu-hoi-ket-qua", reason="Sai tên")
    assert client.get(f"{address}tep/{paper}/").status_code == 404
    assert f"tep/{paper}/" not in text(client.get(address))


def handed(world, desk, settings, tmp_path):
    """A result with a file, published and handed over."""
    settings.STORAGE_DIR = tmp_path
    dossier = approved(world)
    act(desk("clerk"), dossier, "so-ket-qua", kind="own", granted="1", notation="XN", publish="1",
        file=pdf("ket-qua.pdf"))  # fmt: skip
    dossiers.return_result(
        world.return_officer, dossier.pk, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
    )
    dossier.refresh_from_db()
    return dossier


def test_a_result_that_was_handed_over_is_revoked_by_a_decision(world, desk, client, settings, tmp_path):
    from tinhso.foundation.identity.models import Account

    dossier = handed(world, desk, settings, tmp_path)
    leader, paper = desk("leader"), Result.objects.get().file
    client.force_login(Account.objects.get(pk=world.resident.account_id))
    address = f"/tra-cuu/{dossier.code}/"
    assert client.get(f"{address}tep/{paper.pk}/").status_code == 200
    assert "Thu hồi kết quả đã trả" in text(leader.get(url(dossier)))
    bare = act(leader, dossier, "thu-hoi-da-tra", reason="Khai man", decision="")
    assert (bare.status_code, Result.objects.get().revoked_at) == (422, None)
    told = {"decision": "Quyết định 12/QĐ-UBND ngày 23/11/2026", "reason": "Khai man ngày sinh"}
    assert act(leader, dossier, "thu-hoi-da-tra", **told).status_code == 302
    dossier.refresh_from_db()
    result = Result.objects.get()
    assert (dossier.state, result.published, result.number) == (10, False, "1")
    assert result.revoked_by_id == world.leader.account_id
    page = text(client.get(address))
    assert "Kết quả đã bị thu hồi" in page
    assert all(words in page for words in told.values())
    assert client.get(f"{address}tep/{paper.pk}/").status_code == 404
    (found,) = dossiers.vouch_by_digest(world.leader, paper.sha256)
    assert found.withdrawn_at == result.revoked_at
    assert "Thu hồi kết quả đã trả" not in text(leader.get(url(dossier)))
    assert [n.template for n in notices_of(Subject("dossier", dossier.pk))].count("revoked") == 1
    with pytest.raises(Conflict, match="đã bị thu hồi"):
        dossiers.revoke_result(world.leader, dossier.pk, **told)


def test_who_checks_a_revoked_result_is_led_to_the_one_in_its_place(world, desk, client, settings, tmp_path):
    old = handed(world, desk, settings, tmp_path)
    leader, paper = desk("leader"), Result.objects.get().file
    with pytest.raises(Refused, match="chưa bị thu hồi"):
        dossiers.name_successor(world.leader, old.pk, code="X")
    dossiers.revoke_result(world.leader, old.pk, decision="12/QĐ-UBND", reason="Sai ngày sinh")
    stranger, new = numbered(world), handed(world, desk, settings, tmp_path)
    stranger.parties.filter(role="owner").update(citizen_id="026190999999")
    dossiers.revoke_result(world.leader, new.pk, decision="13/QĐ-UBND", reason="Sai")
    for wrong, told in [("", "Hãy"), (old.code, "Không có hồ sơ"), (stranger.code, "Không có hồ sơ"),
                        (new.code, "chưa có kết quả còn giá trị")]:  # fmt: skip
        answer = act(leader, old, "giay-thay-the", code=wrong)
        assert (answer.status_code, told in text(answer)) == (422, True), wrong
    right = numbered(world)
    assert act(leader, old, "giay-thay-the", code=right.code.lower()).status_code == 302
    page = text(leader.get(url(old)))
    assert right.code in page
    assert "Ghi giấy thay thế" not in page
    every = dossiers.vouch_by_digest(world.leader, paper.sha256)
    (found,) = [one for one in every if one.dossier_code == old.code]
    assert found.replaced_by is not None
    assert found.replaced_by.dossier_code == right.code
    assert [n.template for n in notices_of(Subject("dossier", old.pk))].count("succeeded") == 1
    with pytest.raises(Conflict, match="trước đó"):
        dossiers.name_successor(world.leader, old.pk, code=right.code)


@pytest.mark.parametrize("role", ["clerk", "specialist", "division_head", "return_officer"])
def test_only_a_leader_revokes(world, desk, settings, tmp_path, role):
    dossier = handed(world, desk, settings, tmp_path)
    with pytest.raises(Forbidden):
        dossiers.revoke_result(world.actors[role], dossier.pk, decision="12/QĐ", reason="Sai")
    assert Result.objects.get().revoked_at is None


def test_nothing_is_revoked_before_the_hand_over(world):
    with pytest.raises(Refused, match="thu hồi kết quả đã trả"):
        dossiers.revoke_result(world.leader, numbered(world).pk, decision="12/QĐ", reason="Sai")


def test_an_unpublished_result_is_not_downloaded(world, desk, client, settings, tmp_path):
    from tinhso.foundation.identity.models import Account

    settings.STORAGE_DIR = tmp_path
    dossier = approved(world)
    act(desk("clerk"), dossier, "so-ket-qua", kind="own", granted="1", notation="XN", file=pdf("ket-qua.pdf"))
    paper = Result.objects.get().file_id
    assert paper is not None
    client.force_login(Account.objects.get(pk=world.resident.account_id))
    assert client.get(f"/tra-cuu/{dossier.code}/tep/{paper}/").status_code == 404


def test_accepting_asks_who_takes_the_first_step_and_gives_it_to_them(world, desk):
    dossier = filed(world, now())
    page = text(desk("reception").get(url(dossier, "viec/tiep-nhan/")))
    assert "Thẩm định" in page
    chosen, other = world.specialist.account_id, world.specialist2.account_id
    assert f'value="{chosen}"' in page
    assert f'value="{other}"' in page
    assert "selected" in page, "somebody is proposed"
    assert not dossier.steps.filter(key="appraise").exists(), "asking started nothing"
    dossier.refresh_from_db()
    assert (dossier.state, dossier.process_run_id) == (1, None)
    done = act(desk("reception"), dossier, "tiep-nhan", keep="0", person=str(other))
    assert done.status_code == 302
    assert step(dossier, "appraise").account_id == other


def test_a_dossier_kept_at_the_desk_is_given_to_nobody(world, desk):
    dossier = filed(world, now())
    act(desk("reception"), dossier, "tiep-nhan", keep="1", person=str(world.specialist.account_id))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.holder_account_id) == (2, world.reception.account_id)


def test_whoever_does_not_carry_the_role_is_refused(world, desk):
    dossier = filed(world, now())
    refused = act(desk("reception"), dossier, "tiep-nhan", person=str(world.leader.account_id))
    assert refused.status_code == 422
    assert 'id="person-error"' in text(refused)
