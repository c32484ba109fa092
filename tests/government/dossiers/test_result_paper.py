"""Result papers: made with their number, by the package's own layout or the general one; replaced, taken back, checked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.government.dossiers import world as w
from tests.government.dossiers.test_paperwork import OWNER, PROVINCE, decoded
from tests.government.dossiers.world import MONDAY, World
from tinhso.foundation.identity.models import Account, Capacity
from tinhso.foundation.papers import api as papers
from tinhso.foundation.papers.actions.load import load
from tinhso.foundation.papers.checking import bare, text_of
from tinhso.foundation.province.api import Folder
from tinhso.foundation.records.api import Subject
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import WithdrawnResult
from tinhso.government.dossiers.rules.signing_block import block, padded

PERMANENT = {"results": [{"name": "Giấy xác nhận", "permanent": True, "scope": "Cả nước"}]}
SIX_MONTHS = {"results": [{"name": "Giấy xác nhận", "valid_months": 6}]}


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path, world: World) -> None:
    settings.STORAGE_DIR = tmp_path / "files"
    load(Folder(PROVINCE))
    Capacity.objects.filter(account_id=world.leader.account_id).update(position="Phó Chủ tịch")


def says(world: World, changes: dict[str, Any], layout: str = "") -> None:
    world.version.content = {**world.version.content, **changes}
    if layout:
        world.version.files = {"path": "procedures/thu/don-thu", "texts": {"result.typ": layout}}
    world.version.save()


def issued(world: World, moment: Any = MONDAY, **more: Any) -> Any:
    dossier = w.approved(world, moment)
    with w.at(moment):
        dossiers.number_result(
            world.clerk, dossier.pk, title="Giấy xác nhận", notation="GXN-UBND", make=True, **more
        )
    dossier.refresh_from_db()
    return dossier


@pytest.mark.parametrize(
    ("kind", "position", "lines"),
    [
        ("peoples_committee", "Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "Chủ tịch")),
        ("peoples_committee", "Phó Chủ tịch", ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "Phó Chủ tịch")),
        ("department", "Giám đốc", ("", "Giám đốc")),
        ("department", "Phó Giám đốc", ("KT. GIÁM ĐỐC", "Phó Giám đốc")),
        ("department", "", ("", "")),
    ],
)
def test_the_signing_block(kind: str, position: str, lines: tuple[str, str]) -> None:
    assert block(kind, position) == lines


@pytest.mark.parametrize(
    ("serial", "number", "said"), [(1, "1", "01"), (12, "12", "12"), (None, "A-7", "A-7")]
)
def test_a_number_on_paper(serial: int | None, number: str, said: str) -> None:
    assert padded(serial, number) == said


@pytest.mark.parametrize(
    ("changes", "term", "permanent"),
    [(PERMANENT, "Không thời hạn", True), (SIX_MONTHS, "Đến hết ngày", False)],
)
def test_the_paper_bears_number_term_and_signer(
    world: World, changes: dict[str, Any], term: str, permanent: bool
) -> None:
    says(world, changes)
    result = issued(world).result
    paper = result.paper
    assert result.file_id == paper.file_id
    assert result.published
    pdf = papers.bytes_of(paper)
    text = bare(text_of(pdf))
    for said in (
        "01/GXN-UBND",
        "Giấy xác nhận",
        "Nguyễn Thị Ví Dụ",
        OWNER,
        term,
        "KT. CHỦ TỊCH",
        "Cán bộ leader",
    ):
        assert bare(said) in text, said
    (address,) = [one for one in decoded(pdf) if "/xac-minh/qr/" in one]
    claims = papers.read_qr(address)
    assert claims is not None
    assert (claims.permanent, claims.until is None) == (permanent, permanent)
    assert claims.scope == ("Cả nước" if permanent else "")
    assert OWNER not in address
    assert {"signature", "seal"} <= set(paper.places)
    left, _bottom, right, _top = paper.places["seal"]["box"]
    start, _low, end, _high = paper.places["signature"]["box"]
    # The seal covers about a third of the signature, from its left (NĐ 30/2020/NĐ-CP, Phụ lục I).
    assert left < start < right < end
    assert 0.3 <= (right - start) / (end - start) <= 0.36


LAYOUT = '#import "result-lib.typ": *\n#show: result-sheet\n#result-head()\n#result-title(name: "Giấy riêng")\n#item("Nội dung xin", "subject")\n#result-end()\n'


def test_a_package_lays_out_its_own(world: World) -> None:
    says(world, PERMANENT, LAYOUT)
    paper = issued(world).result.paper
    text = bare(text_of(papers.bytes_of(paper)))
    assert bare("Giấy riêng") in text
    assert bare("Đề nghị xác nhận") in text  # the answer of the form, by its path
    assert paper.source == "procedures/thu/don-thu/result.typ"


def test_a_denial_is_laid_out_generally(world: World) -> None:
    says(world, PERMANENT, LAYOUT)
    paper = issued(world, granted=False, note="Thiếu điều kiện #1 $x$").result.paper
    text = bare(text_of(papers.bytes_of(paper)))
    assert bare("Giấy riêng") not in text
    assert bare("Không đáp ứng đề nghị") in text
    assert bare("Thiếu điều kiện #1 $x$") in text
    assert bare("Không thời hạn") not in text


def test_an_uploaded_file_stays_possible(world: World) -> None:
    dossier = w.numbered(world)
    assert dossier.result.paper_id is None
    assert dossier.result.file_id is None


def test_numbers_have_no_gap_when_a_paper_cannot_be_made(world: World) -> None:
    """The number and its paper are one act: what could not be made takes no number."""
    says(world, PERMANENT, "#panic()")
    dossier = w.approved(world)
    with pytest.raises(Exception, match="Chưa tạo được"):
        dossiers.number_result(world.clerk, dossier.pk, notation="GXN-UBND", make=True)
    says(world, PERMANENT, LAYOUT)
    dossiers.number_result(world.clerk, dossier.pk, notation="GXN-UBND", make=True)
    dossier.refresh_from_db()
    assert dossier.result.serial == 1


def test_taken_back_then_issued_anew(world: World) -> None:
    says(world, PERMANENT)
    dossier = issued(world)
    first = dossier.result.paper
    (address,) = [one for one in decoded(papers.bytes_of(first)) if "/xac-minh/qr/" in one]
    path = address[address.index("/xac-minh/") :]
    anybody = Client()
    assert "còn giá trị" in anybody.get(path).content.decode()
    with w.at(MONDAY + timedelta(hours=1)):
        dossiers.take_back_result(world.clerk, dossier.pk, reason="Ghi sai tên")
    first.refresh_from_db()
    assert first.withdrawn_reason == "Ghi sai tên"
    gone = WithdrawnResult.objects.get(dossier=dossier)
    assert gone.paper_id == first.pk
    assert "Giấy này đã bị thu hồi" in anybody.get(path).content.decode()
    with w.at(MONDAY + timedelta(hours=2)):
        dossiers.number_result(world.clerk, dossier.pk, title="Giấy xác nhận", notation="GXN-UBND", make=True)
    dossier.refresh_from_db()
    assert dossier.result.serial == 2  # the number of what was taken back is used up
    page = anybody.get(path).content.decode()
    assert "Giấy này đã được thay bằng giấy khác" in page
    assert papers.standing(Subject("dossier", dossier.pk), "result", str(dossier.result.pk)) is not None


def test_the_leader_sees_it_before_it_is_issued_and_nobody_makes_it_early(world: World) -> None:
    says(world, PERMANENT)
    dossier, browser = w.accepted(world), Client()
    browser.force_login(Account.objects.get(pk=world.leader.account_id))
    address = reverse("dossiers:official", args=[dossier.pk, "result"])
    page = browser.get(address)
    assert page.status_code == 200
    assert "Giấy này được lập khi lấy số" in page.content.decode()
    assert browser.post(address).status_code == 422
    assert not papers.papers_of(Subject("dossier", dossier.pk))
    assert address in browser.get(reverse("dossiers:officer_dossier", args=[dossier.pk])).content.decode()


def test_the_person_downloads_the_published_paper(world: World) -> None:
    says(world, PERMANENT)
    dossier, own = issued(world), Client()
    own.force_login(Account.objects.get(pk=world.resident.account_id))
    answer = own.get(f"/tep/{dossier.result.file_id}/")
    assert b"".join(answer.streaming_content) == papers.bytes_of(dossier.result.paper)  # type: ignore[attr-defined]
    stranger = Client()
    stranger.force_login(Account.objects.get(pk=world.stranger.account_id))
    assert stranger.get(f"/tep/{dossier.result.file_id}/").status_code == 404
