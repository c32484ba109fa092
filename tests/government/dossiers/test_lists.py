"""Worklists, register, exports, boards: each figure lists exactly its dossiers."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta

import openpyxl

from tests.government.dossiers.world import MONDAY, World, accepted, approved, filed, numbered, step
from tests.plans import plan
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.actions.remind import deliver_due_moments, remind_citizens, remove_leftovers
from tinhso.government.dossiers.models import Dossier, Draft
from tinhso.government.dossiers.queries.filters import apply
from tinhso.government.dossiers.queries.worklists import NAMES
from tinhso.government.dossiers.rules.counting import Counted, bucket

MISSING = (dossiers.Missing("component", "giay-to", "Giấy tờ", "Mờ"),)


def fill(world: World) -> None:
    """Dossiers in many states, early and late."""
    filed(world)
    accepted(world)
    approved(world)
    numbered(world)
    early, late, asked, gone = accepted(world), numbered(world), accepted(world), accepted(world)
    with at(MONDAY + timedelta(hours=1)):
        dossiers.request_supplement(world.specialist, asked.id, items=MISSING, reason="Mờ")
        dossiers.withdraw(world.resident, gone.id)
        dossiers.stop_processing(world.leader, early.id, reason="Chờ")
    with at(MONDAY + timedelta(days=30)):
        dossiers.return_result(
            world.return_officer, late.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
        )
    slow = accepted(world)
    with at(MONDAY + timedelta(days=20)):
        dossiers.complete_step(world.specialist, step(slow, "appraise").id)
        dossiers.approve(world.leader, step(slow, "approve").id)
        dossiers.number_result(world.clerk, slow.id)


def test_every_figure_of_the_board_opens_to_its_rows(world: World) -> None:
    fill(world)
    for days in (0, 10, 40):
        with at(MONDAY + timedelta(days=days, hours=2)):
            board = dossiers.board(world.monitor)
            lines = [board.total, *board.by_field, *board.by_channel, *board.by_agency]
            assert len(lines) == 4
            for line in lines:
                for figure in line.figures.values():
                    kept = dossiers.Filter.from_query(figure.filter.to_query())
                    rows = list(dossiers.register_stream(world.monitor, kept))
                    assert len(rows) == figure.value == dossiers.register_count(world.monitor, kept), figure
            total = {key: f.value for key, f in board.total.figures.items()}
            assert total["received"] == 8
            assert total["overdue"] == 1
            assert total["supplement"] == 1
            assert total["received"] == total["solved"] + total["in_process_all"]
            assert total["solved"] == total["early"] + total["on_time_all"] + total["overdue"]


def test_sql_buckets_agree_with_the_rule(world: World) -> None:
    fill(world)
    moment = MONDAY + timedelta(days=9)
    with at(moment):
        for row in dossiers.register(world.monitor, limit=200).rows:
            facts = Counted(row.state, row.accepted_at, row.due_at, row.finished_at)
            named = bucket(facts, moment)
            found = dossiers.register(world.monitor, dossiers.Filter(bucket=named), limit=200)
            assert row.id in {r.id for r in found.rows}, named


def test_worklists_and_counts_agree(world: World) -> None:
    fill(world)
    with at(MONDAY + timedelta(days=8)):
        seen = 0
        for actor in world.actors.values():
            counts = dossiers.counts(actor)
            for name in NAMES:
                page = dossiers.worklist(actor, name, limit=200)
                assert len(page.rows) == counts[name], (name, actor.roles)
                seen += len(page.rows)
        assert seen > 10
        leader = dossiers.worklist(world.leader, "to_sign").rows
        assert [row.step_name for row in leader] == ["Phê duyệt"] or leader == []
        mine = dossiers.worklist(world.specialist, "my_unit").rows
        assert mine
        assert all(row.step_id for row in mine)
        assert dossiers.worklist(world.reception, "silent").rows


def test_pages_meet_without_gap_or_overlap(world: World) -> None:
    for _ in range(7):
        filed(world)
    seen, after = [], ""
    while True:
        page = dossiers.register(world.reception, after=after, limit=3)
        seen += [row.id for row in page.rows]
        after = page.next
        if not after:
            break
    assert len(seen) == len(set(seen)) == 7
    assert len(dossiers.register(world.reception, after="forged", limit=3).rows) == 3


def test_filters_find_by_code_name_and_number(world: World) -> None:
    dossier = filed(world)
    for text in (dossier.code, "nguyen thi vi du", "026190000001"):
        assert [r.id for r in dossiers.register(world.reception, dossiers.Filter(text=text)).rows] == [
            dossier.id
        ]
    assert not dossiers.register(world.reception, dossiers.Filter(text="026190000002")).rows
    odd = dossiers.Filter.from_query(
        {"state": "x", "date_from": "31/02/2026", "agency": "' OR 1=1", "nonsense": "1"}
    )
    assert not dossiers.register(world.reception, odd).rows
    saved = dossiers.save_filter(world.reception, "Của tôi", {"state": "1", "drop": "table"})
    assert saved.query == {"state": "1"}
    assert dossiers.saved_filters(world.reception) == [saved]


def test_exports_mask_and_cannot_run_formulas(world: World) -> None:
    filed(world)
    row = dossiers.register(world.reception).rows[0]
    evil = replace(row, owner='=HYPERLINK("http://x")')
    text = "".join(dossiers.csv_lines([row, evil]))
    assert text.startswith("\ufeff")
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert lines[1][5] == "026******001"
    assert lines[2][4].startswith("'=")
    assert len(lines) == 3
    out = io.BytesIO()
    dossiers.write_xlsx(iter([row, evil]), out)
    sheet = openpyxl.load_workbook(io.BytesIO(out.getvalue())).active
    assert sheet.max_row == 3
    assert sheet["F2"].value == "026******001"
    assert sheet["E3"].data_type == "s"
    assert [sheet["A2"].value, sheet["A3"].value] == [1, 2]
    assert sheet["I2"].value == "Trực tuyến"
    assert sheet["L2"].value == MONDAY.replace(tzinfo=None)
    assert sheet["L2"].number_format == "dd/mm/yyyy hh:mm"
    assert sheet["M2"].value is None, "not accepted yet"
    assert sheet.column_dimensions["C"].width > 40


def test_tracking_tells_holder_and_next_step(world: World) -> None:
    dossier = accepted(world)
    view = dossiers.tracking(dossier)
    assert view.holder == world.committee.name
    assert view.owed == 8000
    assert "withdraw" in view.may
    assert [s.title for s in view.steps] == ["Tiếp nhận hồ sơ", "Thẩm định"]
    assert view.owner is not None
    assert view.owner.number == "026******001"
    figures = dossiers.public_figures()
    assert figures.received in (0, 1)
    assert figures.ratings == 0


def test_a_step_that_waits_for_the_person_shows_no_old_due_moment(world: World) -> None:
    dossier = filed(world)
    with at(MONDAY):
        dossiers.request_supplement(world.reception, dossier.id, items=MISSING, reason="Mờ")
        dossier.refresh_from_db()
        (waits,) = dossiers.tracking(dossier).steps
    assert waits.due_at is None
    assert "tính lại giờ tiếp nhận" in waits.note
    later = MONDAY + timedelta(days=2)
    with at(later):
        dossiers.answer_supplement(world.resident, dossier.id, note="Xin gửi lại")
        dossier.refresh_from_db()
        (runs,) = dossiers.tracking(dossier).steps
    assert runs.due_at is not None
    assert runs.due_at > later
    assert runs.note == ""


def test_time_brings_due_moments_reminders_and_sweeps(world: World) -> None:
    dossier = accepted(world)
    other = accepted(world)
    with at(MONDAY + timedelta(hours=1)):
        request = dossiers.request_supplement(world.specialist, other.id, items=MISSING, reason="Mờ", days=5)
    with at(step(dossier, "appraise").due_at + timedelta(minutes=1)):
        assert deliver_due_moments() == 1
        assert deliver_due_moments() == 0
    with at(request.deadline - timedelta(hours=3)):
        assert remind_citizens() == 1
        assert remind_citizens() == 0
    with at(MONDAY):
        old = dossiers.start_draft(world.resident, dossier.procedure_code)
    with at(MONDAY + timedelta(days=400)):
        assert remove_leftovers() >= 1
    assert not Draft.objects.filter(pk=old.id).exists()


def test_a_search_finds_any_part_of_a_code(world: World) -> None:
    wanted, other = filed(world), filed(world, MONDAY + timedelta(days=1))
    _agency, day, serial = wanted.code.rsplit("-", 2)
    assert other.code != wanted.code
    for part in (wanted.code, f"{day}-{serial}", f"-{day}-", wanted.code.lower()[3:]):
        rows = dossiers.register(world.reception, dossiers.Filter(text=part)).rows
        assert [row.id for row in rows] == [wanted.id], part
    both = dossiers.register(world.reception, dossiers.Filter(text=serial)).rows
    assert {row.id for row in both} >= {wanted.id}
    assert not dossiers.register(world.reception, dossiers.Filter(text=f"{day}-9{serial}")).rows


def test_one_or_two_letters_begin_a_word_of_the_name(world: World) -> None:
    wanted = filed(world)
    for text, found in (("vi", True), ("dụ", True), ("ng", True), ("uy", False), ("hị", False)):
        rows = dossiers.register(world.reception, dossiers.Filter(text=text)).rows
        assert [row.id for row in rows] == ([wanted.id] if found else []), text


def test_parts_of_codes_and_names_are_found_by_their_indexes(world: World) -> None:
    filed(world)
    rows = apply(Dossier.objects.all(), dossiers.Filter(text="1123-0001"))
    told = plan(rows, without=("indexscan",))
    assert "dossier_code_parts" in told, told
    assert "party_name_parts" in told, told
