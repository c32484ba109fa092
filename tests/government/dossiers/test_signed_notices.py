"""What is sent to a person is signed by whoever's name it bears, before it is handed out where the province says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.foundation.signing.office import Office, opened
from tests.foundation.signing.people import believed, register
from tests.government.dossiers import world as w
from tests.government.dossiers.test_paperwork import PROVINCE
from tests.government.dossiers.world import MONDAY, World
from tinhso.foundation.papers import api as papers
from tinhso.foundation.papers.actions.load import load
from tinhso.foundation.province.api import Folder
from tinhso.foundation.province.models import Setting
from tinhso.foundation.records.api import Subject
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.actions.carry_on import carry_on
from tinhso.foundation.signing.rules.standing import Standing
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.actions.sign_notice import ask_notice, check_handed, signer_of
from tinhso.government.dossiers.queries.notices import notices_of
from tinhso.government.dossiers.rules.notice_signing import SWITCH, asks, holds_back
from tinhso.lib.errors import Refused


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(Path(tmp_path_factory.mktemp("pki"))) as found:
        yield found


@pytest.fixture
def town(settings: Any, tmp_path: Path, world: World, office: Office) -> World:
    settings.STORAGE_DIR = tmp_path / "files"
    load(Folder(PROVINCE))
    believed(settings, office)
    return world


def rule(name: str, value: str) -> None:
    Setting.objects.create(key=SWITCH[name], value=value, valid_from=date(2020, 1, 1))


def refused(world: World) -> Any:
    dossier = w.filed(world)
    with w.at(MONDAY + timedelta(hours=1)):
        return dossiers.refuse(world.reception, dossier.id, reason="Đã đăng ký ở nơi khác")


def supplemented(world: World) -> Any:
    dossier = w.filed(world)
    items = [dossiers.Missing("component", "giay-to", "Giấy tờ chứng minh", "Mờ chữ")]
    with w.at(MONDAY + timedelta(hours=1)):
        dossiers.request_supplement(world.reception, dossier.id, items=items, reason="Ảnh mờ")
    dossier.refresh_from_db()
    return dossier


def apologised(world: World) -> Any:
    dossier = w.accepted(world)
    with w.at(MONDAY + timedelta(hours=1)):
        due = dossier.due_at + timedelta(days=7)
        dossiers.extend_with_apology(world.specialist, dossier.id, new_due=due, reason="Chờ xác minh")
    dossier.refresh_from_db()
    return dossier


def stopped(world: World) -> Any:
    dossier = w.accepted(world)
    with w.at(MONDAY + timedelta(hours=1)):
        return dossiers.stop_processing(world.leader, dossier.id, reason="Người nộp đề nghị dừng")


WAYS = {
    "refusal": (refused, "reception", ""),
    "supplement": (supplemented, "reception", "1"),
    "apology": (apologised, "specialist", ""),
    "stop": (stopped, "leader", ""),
}


@pytest.mark.parametrize("name", sorted(WAYS))
def test_each_is_signed_by_whom_it_names(town: World, office: Office, name: str) -> None:
    make, who, part = WAYS[name]
    signer = getattr(town, who)
    rule(name, "required")
    certificate = register(office, "leader", account_id=signer.account_id)
    dossier = make(town)
    (asked,) = signing.queue(signer)
    assert (asked.what, asked.account_id) == ("notice", signer.account_id)
    assert signer_of(dossier, name, part) == signer.account_id
    with pytest.raises(Refused, match="chờ ký số"):
        check_handed(dossier, name, part)
    (told,) = notices_of(dossier)
    assert (told.key, told.waits, told.signed) == (name, True, False)
    carry_on(signing.sign(signer, [asked.pk], certificate.pk).pk)
    check_handed(dossier, name, part)
    (told,) = notices_of(dossier)
    assert (told.waits, told.signed) == (False, True)
    made = papers.standing(Subject("dossier", dossier.pk), name, part)
    assert made is not None
    shown = papers.newest_answer(made).content
    assert shown != papers.bytes_of(made)
    assert office.worth(shown) == [Standing.VALID]
    with pytest.raises(Refused, match="đã được ký số"):
        ask_notice(signer, dossier.pk, name=name, part=part)


def test_the_paper_of_an_answered_request_stays_the_persons(world: World) -> None:
    dossier = supplemented(world)
    with w.at(MONDAY + timedelta(hours=2)):
        dossiers.answer_supplement(world.resident, dossier.pk, note="Đã chụp lại")
        dossiers.request_supplement(
            world.reception,
            dossier.pk,
            items=[dossiers.Missing("component", "giay-to", "Giấy tờ chứng minh", "Vẫn mờ")],
            reason="Vẫn mờ",
            repeat_reason="Lần trước ảnh quá tối",
        )
    dossier.refresh_from_db()
    assert [(one.key, one.part) for one in notices_of(dossier)] == [("supplement", "1"), ("supplement", "2")]
    assert [one.name.split("lần")[1] for one in notices_of(dossier)] == [" 1 (PDF)", " 2 (PDF)"]


def test_offered_asks_whoever_can_and_holds_nothing_back(town: World, office: Office) -> None:
    rule("refusal", "offered")
    dossier = refused(town)
    assert not signing.queue(town.reception)  # no certificate: the paper is as it was
    check_handed(dossier, "refusal")
    with pytest.raises(Refused, match="chưa có chứng thư"):
        ask_notice(town.reception, dossier.pk, name="refusal")
    register(office, "leader", account_id=town.reception.account_id)
    first = ask_notice(town.reception, dossier.pk, name="refusal")
    assert ask_notice(town.reception, dossier.pk, name="refusal").pk == first.pk


def test_required_refuses_the_act_of_who_cannot_sign(world: World) -> None:
    rule("refusal", "required")
    with pytest.raises(Refused, match="chưa có chứng thư"):
        refused(world)


def test_what_is_not_signed_says_so(world: World) -> None:
    rule("refusal", "off")
    dossier = refused(world)
    with pytest.raises(Refused, match="không ký số"):
        ask_notice(world.reception, dossier.pk, name="refusal")


@pytest.mark.parametrize(
    ("rule_", "certified", "asked"),
    [("off", True, False), ("offered", False, False), ("offered", True, True), ("required", True, True)],
)
def test_when_a_signature_is_asked_for(rule_: str, certified: bool, asked: bool) -> None:
    assert asks(rule_, certified=certified) is asked


@pytest.mark.parametrize(
    ("rule_", "signed", "held"),
    [("off", False, False), ("offered", False, False), ("required", False, True), ("required", True, False)],
)
def test_when_a_paper_is_held_back(rule_: str, signed: bool, held: bool) -> None:
    assert holds_back(rule_, signed=signed) is held
