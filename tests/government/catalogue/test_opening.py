"""Imported procedures are opened: one with what its record leaves open settled, many with the rest told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.government.offices import small_province
from tests.government.procedures.conftest import crowd_package, province_texts
from tinhso.cli.__main__ import main
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import today
from tinhso.government.catalogue.actions.import_file import import_file
from tinhso.government.catalogue.actions.open_entry import open_entry
from tinhso.government.catalogue.actions.open_many import begin, go_on
from tinhso.government.catalogue.models import OpeningRun
from tinhso.government.catalogue.rules import wanted as wanting
from tinhso.government.catalogue.rules.wanted import Wanted
from tinhso.government.procedures import api as procedures
from tinhso.government.procedures import folder as procedures_part
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Invalid, NotFound, Refused

SYSTEM = Actor.system("test")
HAND, SURE, OPEN_LIMIT, OPEN_FEE, MINISTRY, OFFLINE = (f"9.00000{n}" for n in range(1, 7))
SETTLED: dict[str, Any] = {
    "limit": (Decimal(5), "WORKING_DAY"), "limit_reason": "Theo quyết định công bố",
    "fee": 0, "fee_reason": "Nghị quyết của Hội đồng nhân dân tỉnh",
}  # fmt: skip


def record(code: str, name: str, **cells: Any) -> dict[str, Any]:
    method = {"channel": "ONLINE", "time_value": 3, "time_unit": "WORKING_DAY", "fee_kind": "FREE"}
    return {
        "code": code, "name": name, "levels": ["commune"], "field": "Hộ tịch", "subjects": ["Công dân Việt Nam"],
        "methods": [method | cells.pop("method", {})], "results": [{"name": "Giấy thử", "code": ""}],
    } | cells  # fmt: skip


@pytest.fixture
def imported(db: None, write: Callable[..., Path]) -> None:
    """A province with one procedure written by hand, and an imported catalogue of six."""
    small_province()
    texts = {n: d for n, d in province_texts().items() if n.startswith("search/fields")}
    texts |= {"search/life-events.toml": b"", "search/synonyms.toml": b""}
    texts |= crowd_package(HAND, "ho-tich", "Thủ tục viết tay")
    procedures_part.load_part(Folder(texts=texts), SYSTEM)
    rows = [
        record(HAND, "Thủ tục viết tay"),
        record(SURE, "Thủ tục rõ ràng"),
        record(OPEN_LIMIT, "Thủ tục mất thời hạn", method={"time_unit": None}),
        record(OPEN_FEE, "Thủ tục không nêu phí", method={"fee_kind": "UNSTATED"}),
        record(MINISTRY, "Thủ tục của bộ", levels=["ministry"]),
        record(OFFLINE, "Thủ tục tại quầy", method={"channel": "DIRECT"}, field="Lĩnh vực mới"),
    ]
    import_file(SYSTEM, write(rows))


def wanted(**changes: Any) -> Wanted:
    day = today()
    return replace(Wanted(day, "12/QĐ-UBND", day - timedelta(days=1), "partial"), **changes)


def test_opening_publishes_a_version_that_people_find_and_can_file(imported: None) -> None:
    opened = open_entry(SYSTEM, SURE, wanted(checked=True))
    version = procedures.version(SURE)
    assert (opened.published, opened.online) == (True, "partial")
    assert opened.changed == len(procedures.competent_agencies(version, today())) > 10
    assert version.field_key == "ho-tich"
    assert [hit.code for hit in procedures.search("rõ ràng")] == [SURE]
    assert procedures.filing_place(version, today()).kind in ("here", "portal")
    assert procedures.limits(version, "ONLINE") is not None
    form = procedures.form(version)
    data, errors = form.clean(
        {"applicant": {"person": {"name": "Nguyễn Thị Ví Dụ", "number": "026190000001"}}, "request": {"summary": "Xin cấp giấy"}}
    )  # fmt: skip
    assert errors == {}
    assert data["request"] == {"summary": "Xin cấp giấy"}
    assert procedures.spec_id(version)
    again = open_entry(SYSTEM, SURE, wanted(checked=True))
    assert (again.changed, again.published) == (0, False)


@pytest.mark.parametrize(
    ("code", "changes", "why"),
    [
        (OPEN_LIMIT, {}, "limit_needed"),
        (OPEN_LIMIT, {"limit": (Decimal(5), "WORKING_DAY")}, "limit_needed"),
        (OPEN_LIMIT, {"limit": (Decimal(0), "WORKING_DAY"), "limit_reason": "x"}, "bad_limit"),
        (OPEN_LIMIT, {"limit": (Decimal("0.5"), "MONTH"), "limit_reason": "x"}, "bad_limit"),
        (OPEN_FEE, {}, "fee_needed"),
        (OPEN_FEE, {"fee": 5000}, "fee_needed"),
        (OPEN_FEE, {"fee": -1, "fee_reason": "x"}, "bad_fee"),
        (MINISTRY, {}, "not_local"),
        (SURE, {"level": "province"}, "not_at_level"),
        (HAND, {"level": "province"}, "other_level"),
        (OFFLINE, {}, "not_online_in_catalogue"),
    ],
)
def test_what_cannot_be_opened_says_why_and_leaves_nothing(
    imported: None, code: str, changes: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused) as told:
        open_entry(SYSTEM, code, wanted(**changes))
    assert told.value.code == why
    assert procedures.known(code) is (code == HAND)


def test_only_administrators_open_and_only_what_is_known(imported: None) -> None:
    with pytest.raises(NotFound):
        open_entry(SYSTEM, "9.999999", wanted())
    with pytest.raises(Invalid):
        open_entry(SYSTEM, SURE, wanted(decision=""))
    with pytest.raises(Forbidden):
        open_entry(Actor("officer", roles=frozenset({"leader"})), SURE, wanted())


def test_a_units_administrator_opens_at_home(imported: None) -> None:
    home = procedures.competent_agencies(procedures.version(HAND), today())[0]
    mine = Actor("officer", agency_id=home.id, roles=frozenset({"unit_admin"}))
    assert open_entry(mine, SURE, wanted()).changed == 1
    assert [one.id for one in procedures.open_at(procedures.version(SURE), today())] == [home.id]


def test_many_are_opened_and_the_refused_ones_told(imported: None) -> None:
    codes = [HAND, SURE, OPEN_LIMIT, OPEN_FEE, MINISTRY, OFFLINE, SURE]
    run = go_on(begin(SYSTEM, codes, wanted(fit_online=True)).pk)
    assert (run.total, run.done, run.opened, run.published) == (6, 6, 3, 2)
    assert [(row["code"], row["reason"]) for row in run.refused] == [
        (OPEN_LIMIT, "limit_needed"), (OPEN_FEE, "fee_needed"), (MINISTRY, "not_local"),
    ]  # fmt: skip
    assert run.refused[0]["title"] == "Thủ tục mất thời hạn"
    assert procedures.online_anywhere(procedures.version(OFFLINE), today()) == "none"
    assert procedures.version(OFFLINE).field_name == "Lĩnh vực mới"
    with_terms = go_on(begin(SYSTEM, codes, wanted(fit_online=True, **SETTLED)).pk)
    assert (with_terms.opened, with_terms.unchanged, len(with_terms.refused)) == (2, 3, 1)


def test_a_run_that_was_cut_off_goes_on(imported: None) -> None:
    run = begin(SYSTEM, [SURE, OPEN_FEE], wanted(**SETTLED))
    OpeningRun.objects.filter(pk=run.pk).update(done=1)
    assert go_on(run.pk).opened == 1
    assert not procedures.known(SURE)
    assert go_on(run.pk).done == 2


def test_what_a_run_is_asked_survives_its_storage() -> None:
    day = date(2026, 11, 2)
    asked = Wanted(
        day, "1/QĐ", day, "full", valid_to=day, effective_on=day, level="commune", checked=True, **SETTLED
    )
    assert wanting.from_json(json.loads(json.dumps(wanting.to_json(asked)))) == asked
    bare = Wanted(day, "1/QĐ", day, "none")
    assert wanting.from_json(wanting.to_json(bare)) == bare


def test_the_command_opens_a_field_and_closes_again(
    imported: None, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--decision", "12/QĐ-UBND", "--decided-on", str(today()), "--online", "partial"]
    assert main(["procedures", "open", "--field", "Hộ tịch", "--level", "commune", *given, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["total"], told["opened"], len(told["refused"])) == (4, 2, 2)
    assert main(["procedures", "open", SURE, *given]) == 0
    assert "1 đã mở từ trước" in capsys.readouterr().out
    assert main(["procedures", "close", SURE, "--reason", "Bãi bỏ", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["agencies"] > 10
    assert not procedures.open_at(procedures.version(SURE), today())
