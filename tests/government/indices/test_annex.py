"""An operator loads a set's annex from a sheet: shown first, faults by row and column, then a dated version."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from tests.government.dossiers.world import MONDAY, officer
from tests.government.dossiers.world import build as build_world
from tinhso.foundation.identity.models import Account
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at
from tinhso.government.indices.actions import carry_sets
from tinhso.government.indices.models import IndexSet
from tinhso.lib import sheet_rows
from tinhso.lib.sheets import workbook

SET = """[set]
key = "thu"
title = "Bộ thử"
audience = "departments"
decision = "1/QĐ"
valid_from = 2026-01-01
points = 30
components = 2
mains = 2
source = "thử"
trust = "S"
"""
HEADS = ["Chỉ số chính", "Tên chỉ số chính", "Mã", "Chỉ số thành phần", "Điểm tối đa", "kind", "Công thức"]
GOOD = [["1", "Nhận thức", "1.1", "Họp trong năm", "20", "steps", "4=20; 3=15"],
        ["2", "Thể chế", "2.1", "Văn bản", "10", "ratio", "đã ký / tất cả"]]  # fmt: skip


def as_csv(rows):
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in [HEADS, *rows]).encode()


def as_xlsx(rows):
    return b"".join(workbook("Phụ lục", [(head, 10) for head in HEADS], rows))


@pytest.fixture
def admin(db, client):
    with at(MONDAY):
        world = build_world()
        carry_sets.load(Folder(texts={"indices/sets/thu-20260101.toml": SET.encode()}))
        actor = officer("quan-tri", world.other, "system_admin")
        client.force_login(Account.objects.get(pk=actor.account_id))
        yield client


@pytest.mark.parametrize(("name", "form"), [("phu-luc.csv", as_csv), ("phu-luc.xlsx", as_xlsx)])
def test_shown_then_loaded_from_a_day_on_and_exported(admin, name, form):
    address = "/quan-tri/bo-chi-so/thu/"
    assert "chưa được nạp" in admin.get(address).content.decode()
    page = admin.post(address, {"file": SimpleUploadedFile(name, form(GOOD))}).content.decode()
    assert "Xem trước: 2 chỉ số" in page
    assert IndexSet.objects.get().components == [], "nothing is kept before it is confirmed"
    kept = re.search(r'name="kept" value="([^"]+)"', page)[1]
    day = {"valid_from__day": "1", "valid_from__month": "12", "valid_from__year": "2026"}
    assert admin.post(address, {"load": "1", "kept": kept, **day}).status_code == 422, "a decision is needed"
    assert (
        admin.post(address, {"load": "1", "kept": kept + "x", "decision": "2/QĐ", **day}).status_code == 422
    )
    assert admin.post(address, {"load": "1", "kept": kept, "decision": "2/QĐ-UBND", **day}).status_code == 302
    first, second = IndexSet.objects.order_by("valid_from")
    assert (first.valid_to, first.components) == (date(2026, 11, 30), [])
    assert [(one["code"], one["points"]) for one in second.components] == [("1.1", 20), ("2.1", 10)]
    assert [main["name"] for main in second.content["main"]] == ["Nhận thức", "Thể chế"]
    files = carry_sets.export()
    assert 'rule = "4=20; 3=15"' in files["indices/sets/thu-20261201.toml"]
    carry_sets.load(Folder(texts={name: text.encode() for name, text in files.items()}))
    assert carry_sets.export() == files


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([GOOD[0], ["2", "Thể chế", "2.1", "", "10", "ratio", "a / b"]], (">2<", ">name<")),
        ([GOOD[0], ["2", "Thể chế", "1.1", "Tên", "10", "ratio", "một"]], (">2<", ">rule<")),
        (GOOD[:1], ("cả bộ", "quyết định nêu 2")),
        ([GOOD[0], ["2", "Thể chế", "2.1", "Tên", "9", "points", ""]], ("29", "quyết định nêu 30")),
    ],
)
def test_faults_are_named_by_row_and_column_and_nothing_is_loaded(admin, rows, said):
    answer = admin.post("/quan-tri/bo-chi-so/thu/", {"file": SimpleUploadedFile("a.csv", as_csv(rows))})
    assert answer.status_code == 422
    assert all(one in answer.content.decode() for one in said)
    assert 'name="kept"' not in answer.content.decode()


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04nothing", b"\xff\xfe\x00", b"", b"x" * (sheet_rows.MOST_BYTES + 1)]
)
def test_what_is_no_sheet_is_refused(admin, content):
    answer = admin.post("/quan-tri/bo-chi-so/thu/", {"file": SimpleUploadedFile("a.xlsx", content)})
    assert answer.status_code == 422


def test_others_may_not(admin):
    world_officer = Account.objects.get(login="monitor")
    admin.force_login(world_officer)
    assert admin.get("/quan-tri/bo-chi-so/").status_code == 403


@given(
    st.lists(
        st.lists(
            st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), max_size=8),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_workbook_of_ours_is_read_as_it_was_written(rows):
    width = max(len(row) for row in rows)
    rows = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]
    heads = [(f"c{at}", 9) for at in range(width)]
    told = sheet_rows.rows(b"".join(workbook("t", heads, rows)))
    while rows and not any(rows[-1]):
        rows.pop()
    trimmed = [list(row) for row in rows]
    for row in trimmed:
        while row and not row[-1]:
            row.pop()
    assert told == [[name for name, _w in heads], *trimmed]
