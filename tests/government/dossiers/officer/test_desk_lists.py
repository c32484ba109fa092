"""What lists and pages of the desk tell at a glance: returned work, whose window was stale, what a view shows."""

from __future__ import annotations

import html
import re

import pytest

from tests.government.dossiers.world import accepted, filed, step
from tinhso.foundation.worktime.api import now, today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.forms.opinions import agency_groups
from tinhso.government.dossiers.queries.returned import returned_to
from tinhso.lib.errors import Conflict

pytestmark = pytest.mark.django_db
REASON = "Thiếu căn cứ pháp lý"


def text(answer):
    return html.unescape(answer.content.decode())


def sent_back(world):
    """A dossier that the leader gave back to the specialist."""
    dossier = accepted(world, now())
    dossiers.complete_step(world.specialist, step(dossier, "appraise").pk)
    dossiers.send_back(world.leader, step(dossier, "approve").pk, note=REASON)
    return dossier


def test_returned_work_says_so_in_the_list_and_on_top_of_the_dossier(world, desk):
    dossier, plain = sent_back(world), accepted(world, now())
    client = desk("specialist")
    page = text(client.get("/can-bo/viec/my_unit/"))
    assert page.count("Bị trả lại") == 1
    assert REASON in page
    rows = {row.id: row for row in dossiers.worklist(world.specialist, "my_unit").rows}
    assert (rows[dossier.pk].returned, rows[plain.pk].returned) == (REASON, "")
    assert rows[dossier.pk].returned_by == world.leader.account_id
    shown = text(client.get(f"/can-bo/ho-so/{dossier.pk}/"))
    assert shown.index(REASON) < shown.index("Việc cần làm")
    assert "Bị trả lại" not in text(client.get(f"/can-bo/ho-so/{plain.pk}/"))


def test_work_stays_returned_when_another_takes_it_and_no_longer_when_it_is_done(world):
    dossier = sent_back(world)
    before = step(dossier, "appraise")
    dossiers.reassign(world.division_head, before.pk, person=world.specialist2.account_id, note="Nghỉ phép")
    again = step(dossier, "appraise")
    assert returned_to([again])[again.pk].note == REASON
    dossiers.complete_step(world.specialist2, again.pk)
    after = step(dossier, "approve")
    assert returned_to([after]) == {}


def test_work_goes_back_to_the_unit_for_whoever_takes_it(world, desk):
    dossier = accepted(world, now())
    held = step(dossier, "appraise")
    with pytest.raises(Conflict):
        dossiers.reassign(world.division_head, held.pk, person=None, note="Nghỉ phép")
    dossiers.take(world.specialist, held.pk)
    dossier.refresh_from_db()
    client = desk("specialist")
    form = text(client.get(f"/can-bo/ho-so/{dossier.pk}/viec/phan-cong/"))
    assert "Trả về bộ phận, ai có vai này cũng nhận được" in form
    answer = client.post(
        f"/can-bo/ho-so/{dossier.pk}/viec/phan-cong/",
        {"version": dossier.version, "person": "unit", "note": "Nghỉ phép"},
    )
    assert answer.status_code == 302
    free = step(dossier, "appraise")
    assert (free.account_id, free.due_at) == (None, held.due_at)
    assert dossiers.worklist(world.specialist2, "my_unit").rows[0].step_id == free.pk


@pytest.mark.parametrize(
    ("role", "title"),
    [
        ("specialist", "Chính bạn đã làm việc với hồ sơ này ở cửa sổ khác"),
        ("specialist2", "Hồ sơ đã thay đổi sau khi bạn mở trang này"),
    ],
)
def test_a_stale_page_says_whether_it_was_oneself(world, desk, role, title):
    dossier = accepted(world, now())
    version = dossier.version
    dossiers.ask_opinion(
        world.actors[role], dossier.pk, agency_id=world.other.pk, question="Đất có tranh chấp?"
    )
    page = desk("specialist").post(
        f"/can-bo/ho-so/{dossier.pk}/viec/hoan-thanh/", {"version": version, "outcome": "fit", "note": "Đủ"}
    )
    assert page.status_code == 409
    assert title in text(page)


def test_whom_one_may_ask_is_grouped_without_ones_own(world):
    groups = dict(agency_groups(world.specialist))
    idents = {ident for rows in groups.values() for ident, _name in rows}
    assert str(world.other.pk) in idents
    assert not idents & {str(world.committee.pk), str(world.desk.pk)}


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("date_from=31/02/2026", "date_from", "Ngày này không có."),
        ("date_to=mai", "date_to", "Ngày này không có."),
        ("date_from=02/11/2026&date_to=01/11/2026", "date_to", "Ngày cuối phải từ ngày đầu"),
    ],
)
def test_a_day_that_cannot_be_is_told_at_its_field(world, desk, query, field, sentence):
    filed(world, now())
    answer = desk("reception").get(f"/can-bo/so/?{query}")
    page = text(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert f'id="{field}-error"' in page
    assert 'data-count="0"' in page


def test_the_register_says_what_it_shows_and_lets_go_of_it(world, desk):
    accepted(world, now())
    page = text(desk("reception").get("/can-bo/so/?bucket=in_process_overdue"))
    assert "Đang giải quyết, quá hẹn trả" in page
    assert re.search(r'<a class="govuk-link" href="\?">Bỏ lọc<', page)


def test_the_period_of_a_board_is_marked(world, desk):
    client = desk("leader")
    year = text(client.get("/can-bo/bang/"))
    assert re.findall(r'aria-current="true">([^<]+)</a>', year) == ["Năm nay"]
    days = f"?date_from={today():%Y-%m}-01&date_to={today():%Y-%m-%d}"
    month = text(client.get(f"/can-bo/bang/{days}"))
    assert "Tháng này" in re.findall(r'aria-current="true">([^<]+)</a>', month)
    other = text(client.get("/can-bo/bang/?date_from=2025-03-01&date_to=2025-03-05"))
    assert 'aria-current="true"' not in other


def test_every_page_of_the_desk_leads_to_help_and_to_the_other_language(world, desk):
    page = text(desk("specialist").get("/can-bo/viec/mine/?channel=ONLINE"))
    assert 'href="/giup-do/"' in page
    assert 'name="next" value="/can-bo/viec/mine/?channel=ONLINE"' in page
    assert re.search(r'name="language" value="en"', page)
