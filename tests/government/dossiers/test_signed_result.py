"""The leader signs the result, the clerk numbers it, the agency signs: on one file, and every signature stays sound."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from PIL import Image
from pypdf import PdfWriter

from tests.foundation.signing.office import Office, opened, paper
from tests.foundation.signing.people import SYSTEM, believed, register
from tests.government.dossiers import world as w
from tests.government.dossiers.test_paperwork import PROVINCE
from tests.government.dossiers.world import World
from tinhso.demo import marks
from tinhso.foundation.files import api as files
from tinhso.foundation.files.api import open_file
from tinhso.foundation.organisation.models import Agency, AgencySuccession
from tinhso.foundation.papers import api as papers
from tinhso.foundation.papers.actions.load import load
from tinhso.foundation.papers.checking import bare, text_of
from tinhso.foundation.province.api import Folder
from tinhso.foundation.province.models import Setting
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.actions.carry_on import carry_on
from tinhso.foundation.signing.models import Archive
from tinhso.foundation.signing.pades.check import Trust
from tinhso.foundation.signing.pades.corner import corner_box
from tinhso.foundation.signing.rules.standing import Standing
from tinhso.foundation.worktime.api import real_now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.actions import sign_result
from tinhso.government.dossiers.actions.archive_results import archive_results
from tinhso.government.dossiers.actions.sign_result import draft_result, signable
from tinhso.government.dossiers.models import Result, ResultDraft
from tinhso.government.dossiers.rules.result_signing import before_number
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused
from tinhso.lib.held import forget_all


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(Path(tmp_path_factory.mktemp("pki"))) as found:
        yield found


@pytest.fixture(autouse=True)
def _here(settings: Any, tmp_path: Path, world: World, office: Office) -> None:
    settings.STORAGE_DIR = tmp_path / "files"
    load(Folder(PROVINCE))
    believed(settings, office)


@pytest.fixture
def leader(world: World, office: Office) -> signing.Certificate:
    return register(office, "leader", account_id=world.leader.account_id)


@pytest.fixture
def seal(world: World, office: Office) -> signing.Certificate:
    return register(office, "agency", agency_id=world.committee.pk)


def at_leader(world: World) -> Any:
    """A dossier that waits for its leader."""
    dossier = w.accepted(world)
    return dossiers.complete_step(world.specialist, w.step(dossier, "appraise").id, outcome="fit")


def drafted(world: World, dossier: Any, **more: Any) -> ResultDraft:
    return draft_result(world.leader, w.step(dossier, "approve").id, **more)


def sign(actor: Any, request_id: Any, certificate: signing.Certificate) -> None:
    carry_on(signing.sign(actor, [request_id], certificate.pk).pk)


def content(file_id: Any) -> bytes:
    with open_file(file_id) as stream:
        return bytes(stream.read())


@pytest.mark.parametrize(
    ("kinds", "following", "signed"),
    [
        ({"a": "approve", "n": "number"}, {"a": {"n"}}, True),
        ({"a": "approve", "s": "sign", "n": "number"}, {"a": {"s"}, "s": {"n"}}, False),
        ({"a": "appraise", "n": "number"}, {"a": {"n"}}, False),
        ({"a": "approve", "r": "return"}, {"a": {"r", ""}}, False),
    ],
)
def test_the_last_leader_before_the_number_signs(kinds: Any, following: Any, signed: bool) -> None:
    assert before_number("a", kinds, following) is signed


def told_signed(dossier: Any) -> bool:
    """What the published view says of the dossier's result."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT signed FROM dossiers_published WHERE id = %s", [dossier.pk])
        return bool(cursor.fetchone()[0])


def test_the_whole_way(world: World, office: Office, leader: Any, seal: Any, tmp_path: Path) -> None:
    dossier = at_leader(world)
    signing.set_picture(Actor.system("test"), seal.pk, marks.seal("Ủy ban nhân dân xã Thử"))
    draft = drafted(world, dossier, title="Giấy xác nhận", note="Đúng như đề nghị")
    assert drafted(world, dossier, title="Giấy xác nhận", note="Đúng như đề nghị").pk == draft.pk
    dossier.refresh_from_db()
    assert w.step(dossier, "approve").done_at is None  # nothing goes on before the signature
    (waiting,) = signing.queue(world.leader)
    assert (waiting.code, waiting.title, waiting.due) == (dossier.code, "Giấy xác nhận", draft.step.due_at)
    sign(world.leader, draft.request_id, leader)
    dossier.refresh_from_db()
    step = dossier.steps.get(key="approve")
    assert (step.outcome, step.done_by_id) == ("approved", world.leader.account_id)
    draft.refresh_from_db()
    first = content(draft.signed_id)
    assert office.worth(first) == [Standing.VALID]
    assert "GXN" not in text_of(first)
    assert told_signed(dossier) is False, "no result yet"

    dossiers.number_result(world.clerk, dossier.pk, notation="GXN-UBND", signed=True)
    dossier.refresh_from_db()
    result = dossier.result
    assert (result.title, result.paper_id, result.published) == ("Giấy xác nhận", draft.paper_id, False)
    with pytest.raises(Refused, match="chờ ký số của cơ quan"):
        dossiers.return_result(world.return_officer, dossier.pk, receiver_name="Nguyễn Thị Ví Dụ")
    (waiting,) = signing.queue(world.clerk)
    assert waiting.reason.startswith("Số 01/GXN-UBND ngày ")
    sign(world.clerk, waiting.pk, seal)
    result.refresh_from_db()
    assert result.published
    assert told_signed(dossier) is True
    both = content(result.file_id)
    assert both.startswith(first)
    assert office.worth(both) == [Standing.VALID, Standing.VALID]
    assert [one.name for one in office.found(both)] == [
        "Lê Thị Trình Diễn",
        "Ủy ban nhân dân xã Thổ Tang",
    ]
    told = bare(drawn_text(both, tmp_path))
    for said in ("01/GXN-UBND", "Đúng như đề nghị", "ngày", "Ký số bởi: Lê Thị Trình Diễn"):
        assert bare(said) in told, said
    assert papers.by_sha256(result.file.sha256).pk == draft.paper_id
    assert papers.by_sha256(draft.signed.sha256).pk == draft.paper_id
    (tmp_path / "both.pdf").write_bytes(both)
    told = subprocess.run(["pdfsig", tmp_path / "both.pdf"], capture_output=True, text=True, check=False)
    assert told.stdout.count("Signature is Valid.") == 2
    assert "Total document signed" in told.stdout
    verbs = [one.verb.removeprefix("dossier.") for one in history(Subject("dossier", dossier.pk))]
    start = verbs.index("draft_result")
    # The hand-over that was refused above stands among them as tried.
    assert verbs[start:] == [
        "draft_result",
        "complete_step",
        "finish",
        "number_result",
        "return_result",
        "seal_result",
    ]


def drawn_text(pdf: bytes, folder: Path) -> str:
    """What a reader sees: the page with the appearances of its fields."""
    (folder / "drawn.pdf").write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", folder / "drawn.pdf", "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_what_changed_after_signing_is_signed_anew(world: World, leader: Any) -> None:
    dossier = at_leader(world)
    draft = drafted(world, dossier, title="Giấy xác nhận")
    sign(world.leader, draft.request_id, leader)
    dossier.refresh_from_db()
    owner = dossier.parties.get(role="owner")
    owner.name = "Nguyễn Thị Đổi Tên"
    owner.save()
    with pytest.raises(Refused, match="đã thay đổi sau khi lãnh đạo ký"):
        dossiers.number_result(world.clerk, dossier.pk, notation="GXN-UBND", signed=True)
    dossier.refresh_from_db()
    dossiers.send_back(world.clerk, w.step(dossier, "number").id, note="Tên đã đổi", to_key="approve")
    again = drafted(world, dossier, title="Giấy xác nhận")
    assert again.pk != draft.pk
    draft.refresh_from_db()
    assert (draft.end, draft.signed_id is not None) == ("replaced", True)


def test_a_plain_no_or_yes_asks_nobody_to_sign_any_more(world: World, leader: Any) -> None:
    dossier = at_leader(world)
    draft = drafted(world, dossier)
    dossiers.approve(world.leader, w.step(dossier, "approve").id, approved=False, note="Chưa rõ")
    draft.refresh_from_db()
    assert draft.end == "dropped"
    assert list(signing.queue(world.leader)) == []


def test_a_refused_signature_leaves_the_step(world: World, leader: Any) -> None:
    dossier = at_leader(world)
    draft = drafted(world, dossier)
    signing.refuse(world.leader, draft.request_id, "Sai tên")
    draft.refresh_from_db()
    assert (draft.end, draft.end_reason) == ("refused", "Sai tên")
    assert w.step(dossier, "approve").done_at is None


def test_the_province_rules(world: World, leader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = at_leader(world)
    step = w.step(dossier, "approve")
    rules = {"off": (False, False), "offered": (True, False), "required": (True, True)}
    for rule, (offered, needed) in rules.items():
        monkeypatch.setattr(sign_result, "setting", lambda _key, rule=rule: rule)
        assert signable(dossier, step) is offered
        if needed:
            with pytest.raises(Refused, match="phải được ký số"):
                dossiers.approve(world.leader, step.pk)
    draft = drafted(world, dossier)
    sign(world.leader, draft.request_id, leader)
    dossier.refresh_from_db()
    assert w.step(dossier, "number").done_at is None


def test_without_a_certificate_one_is_told_what_to_do(world: World) -> None:
    dossier = at_leader(world)
    with pytest.raises(Refused, match="chưa có chứng thư số") as told:
        drafted(world, dossier)
    assert "ký tay" in str(told.value.way_out)


def test_taken_back_before_the_seal(world: World, leader: Any, seal: Any) -> None:
    dossier = at_leader(world)
    draft = drafted(world, dossier)
    sign(world.leader, draft.request_id, leader)
    dossiers.number_result(world.clerk, dossier.pk, notation="GXN-UBND", signed=True)
    dossiers.take_back_result(world.clerk, dossier.pk, reason="Sai tên")
    assert list(signing.queue(world.clerk)) == []
    dossier.refresh_from_db()
    with pytest.raises(Refused, match="Chưa có bản kết quả nào"):
        dossiers.number_result(world.clerk, dossier.pk, notation="GXN-UBND", signed=True)


def uploaded(world: World) -> Any:
    """A scan that the clerk brought."""
    return files.store(world.clerk, "quet.pdf", BytesIO(a4()))


def a4() -> bytes:
    """A page of A4 with a grey mark."""
    out = BytesIO()
    page = Image.new("L", (595, 842), 255)
    page.paste(120, (40, 40, 120, 60))
    page.save(out, "PDF", resolution=72)
    return out.getvalue()


def test_a_scan_is_signed_by_the_agency_at_its_top_right(
    world: World, office: Office, seal: Any, tmp_path: Path
) -> None:
    dossier = w.approved(world)
    scan = uploaded(world)
    dossiers.number_result(world.clerk, dossier.pk, notation="GXN-UBND", file_id=scan.id, seal=True)
    dossier.refresh_from_db()
    assert not dossier.result.published
    with pytest.raises(Refused, match="chờ ký số của cơ quan"):
        dossiers.return_result(world.return_officer, dossier.pk, receiver_name="Nguyễn Thị Ví Dụ")
    (waiting,) = signing.queue(world.clerk)
    sign(world.clerk, waiting.pk, seal)
    dossier.result.refresh_from_db()
    assert dossier.result.published
    signed = content(dossier.result.file_id)
    assert signed.startswith(content(scan.id))
    assert office.worth(signed) == [Standing.VALID]
    told = bare(drawn_text(signed, tmp_path))
    for said in ("Bản điện tử", "Ủy ban nhân dân xã Thổ Tang", "+07:00"):
        assert bare(said) in told, said


def test_a_scan_that_nobody_signs_goes_as_it_came(world: World, seal: Any) -> None:
    dossier = w.approved(world)
    scan = uploaded(world)
    dossiers.number_result(world.clerk, dossier.pk, notation="GXN-UBND", file_id=scan.id, seal=True)
    (waiting,) = signing.queue(world.clerk)
    signing.refuse(world.clerk, waiting.pk, "Bản quét mờ")
    dossier.refresh_from_db()
    assert (dossier.result.published, dossier.result.file_id) == (True, scan.id)


@pytest.mark.parametrize(
    ("size", "turn", "box"),
    [
        ((595, 842), 0, (377, 782, 577, 824)),
        ((595, 842), 90, None),
        ((150, 842), 0, None),
    ],
)
def test_where_the_corner_is(size: tuple[int, int], turn: int, box: Any) -> None:
    writer = PdfWriter()
    writer.add_blank_page(*size).rotate(turn)
    out = BytesIO()
    writer.write(out)
    assert corner_box(out.getvalue(), 200, 42) == box


def test_what_never_ends_is_archived(
    world: World, office: Office, leader: Any, seal: Any, settings: Any
) -> None:
    settings.TINHSO_SIGNING_TSA = f"{office.address}/demo/tsa/tsa"
    results = [{"name": "Giấy xác nhận", "permanent": True}]
    world.version.__class__.objects.update(content={**w.CONTENT, "code": w.CODE, "results": results})
    forget_all()
    dossier = at_leader(world)
    sign(world.leader, drafted(world, dossier, title="Giấy xác nhận").request_id, leader)
    dossiers.number_result(world.clerk, dossier.pk, notation="GXN-UBND", signed=True)
    sign(world.clerk, signing.queue(world.clerk)[0].pk, seal)
    result = Result.objects.get(dossier=dossier)
    before = content(result.file_id)
    assert archive_results(SYSTEM) == 0  # the province does not wish it
    Setting.objects.create(key="archive_results", value="permanent", valid_from=date(2020, 1, 1))
    settings.TINHSO_SIGNING_TSA = ""
    assert archive_results(SYSTEM) == 0  # nobody stamps: it is tried again the next night
    settings.TINHSO_SIGNING_TSA = f"{office.address}/demo/tsa/tsa"
    assert archive_results(SYSTEM) == 1
    result.refresh_from_db()
    after = content(result.file_id)
    assert after.startswith(before)
    assert [one.stamp for one in office.found(after)] == [False, False, True]
    # Nobody needs to answer any more: what proves it lies inside.
    alone = Trust(office.trust.roots, (), frozenset())
    assert office.worth(after, alone) == [Standing.VALID] * 3
    assert archive_results(SYSTEM) == 0
    Archive.objects.update(good_until=real_now() + timedelta(days=10))
    assert archive_results(SYSTEM) == 1  # a newer stamp over the old one
    result.refresh_from_db()
    assert [one.stamp for one in office.found(content(result.file_id))] == [False, False, True, True]


def test_what_waits_for_an_abolished_agency_goes_to_its_successor(world: World, seal: Any) -> None:
    dossier = at_leader(world)
    later = Agency.objects.create(
        slug="xa-moi", name="Ủy ban nhân dân xã Mới", kind=world.committee.kind, level="commune", unit=world.unit,
        valid_from=date(2025, 7, 1), sort_key="xa-moi",
    )  # fmt: skip
    stored = files.keep_made(SYSTEM, "giay.pdf", paper(), Subject("dossier", dossier.pk), pages=1)
    wish = signing.Wish(
        Subject("dossier", dossier.pk), "scan", "Giấy", file_id=stored.pk, agency_id=world.committee.pk
    )
    asked = signing.ask(world.clerk, wish)
    assert signing.follow_agencies(SYSTEM) == 0
    Agency.objects.filter(pk=world.committee.pk).update(valid_to=date(2025, 12, 31))
    AgencySuccession.objects.create(predecessor=world.committee, successor=later)
    forget_all()
    assert signing.follow_agencies(SYSTEM) == 1
    asked.refresh_from_db()
    assert asked.agency_id == later.pk
    assert signing.follow_agencies(SYSTEM) == 0
    (event,) = [one for one in history(Subject("signing", asked.pk)) if one.verb == "signing.follow"]
    assert event.facts["to"] == str(later.pk)
