"""A task from the committee's office to the head of a department and back, on real PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.government.directives.stage import Stage, entry, evidence
from tests.government.dossiers.world import officer
from tinhso.foundation.notices.models import Notice
from tinhso.foundation.organisation.models import AgencySuccession
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at, now, today
from tinhso.government.directives import access, offices
from tinhso.government.directives.actions import carry, heads, judge
from tinhso.government.directives.actions.assign import Assignment, assign
from tinhso.government.directives.actions.documents import enter, link
from tinhso.government.directives.actions.watch import standing_of, watch
from tinhso.government.directives.models import Document, Task, Turn, Warned
from tinhso.government.directives.queries import lists
from tinhso.government.directives.queries.lists import Wanted
from tinhso.government.directives.queries.reporting import chain
from tinhso.lib.errors import Conflict, Forbidden, Invalid, NotFound, Refused


def done(stage: Stage, task: Task) -> Task:
    carry.receive(stage.head, task.pk)
    return carry.report(stage.head, task.pk, text="Đã xong", file_ids=[evidence(stage.head).id])


def told(actor: object, template: str) -> int:
    return Notice.objects.filter(account_id=actor.account_id, template=template).count()  # type: ignore[attr-defined]


def test_given_received_reported_returned_and_accepted(stage: Stage) -> None:
    task = stage.task(helpers=[stage.schools.pk], milestones=[(today() + timedelta(days=9), "Có kế hoạch")])
    assert told(stage.head, "directive_assigned") == 1
    assert task.next_due == task.answer_by
    carry.receive(stage.head, task.pk)
    task.refresh_from_db()
    assert task.next_due == task.milestones.get().due_at
    carry.progress(stage.head, task.pk, percent=40, text="Đã lập danh sách")
    with pytest.raises(Refused, match="tệp minh chứng"):
        carry.report(stage.head, task.pk, text="Xong")
    carry.report(stage.head, task.pk, text="Xong", file_ids=[evidence(stage.head).id])
    assert told(stage.office, "directive_reported") == 1
    with pytest.raises(Refused):
        judge.send_back(stage.office, task.pk, text=" ")
    judge.send_back(stage.office, task.pk, text="Thiếu số liệu hai huyện")
    carry.report(stage.head, task.pk, text="Đã bổ sung")
    judge.accept(stage.office, task.pk)
    task.refresh_from_db()
    assert (task.state, task.next_due) == ("accepted", None)
    verbs = ["assign", "receive", "progress", "report", "send_back", "report", "accept"]
    assert list(Turn.objects.filter(task=task).values_list("verb", flat=True)) == verbs
    events = [event.verb for event in history(Subject("directive_task", task.pk)) if event.outcome == "done"]
    assert [verb.removeprefix("directive_task.") for verb in events] == verbs
    with pytest.raises(Conflict):
        judge.cancel(stage.office, task.pk, text="Thôi")


def test_who_may_do_what(stage: Stage) -> None:
    task = stage.task()
    for stranger in (stage.deputy, stage.other_head, stage.office):
        with pytest.raises((Forbidden, NotFound)):
            carry.receive(stranger, task.pk)
    done(stage, task)
    with pytest.raises(Forbidden):
        judge.accept(stage.head, task.pk)
    given = Assignment("x", "y", stage.schools.pk, today() + timedelta(days=9))
    with pytest.raises(Forbidden):
        assign(stage.head, stage.document.pk, given)
    judge.accept(stage.second, task.pk)


def test_nobody_judges_what_they_reported_even_with_both_roles(stage: Stage) -> None:
    both = officer("kiem", stage.schools, "leader", "steering")
    heads.name_head(stage.office, stage.schools.pk, both.account_id, today(), "Quyết định")
    task = stage.task(lead_id=stage.schools.pk)
    carry.receive(both, task.pk)
    carry.report(both, task.pk, text="Xong", file_ids=[evidence(both).id])
    with pytest.raises(Forbidden):
        judge.accept(both, task.pk)
    own = Assignment("x", "y", stage.schools.pk, today() + timedelta(days=9))
    with pytest.raises(Refused, match="chính cơ quan"):
        assign(both, stage.document.pk, own)


def test_a_deadline_moves_with_a_reason_only_and_later_only(stage: Stage) -> None:
    task = stage.task()
    before = task.due_at
    for days, text in ((60, ""), (20, "Sớm hơn")):
        with pytest.raises(Refused):
            judge.extend(stage.office, task.pk, due=today() + timedelta(days=days), text=text)
    judge.extend(stage.office, task.pk, due=today() + timedelta(days=60), text="Chờ kinh phí")
    turn = Turn.objects.get(task=task, verb="extend")
    assert (turn.due_before, turn.text) == (before, "Chờ kinh phí")
    assert told(stage.head, "directive_extended") == 1


def test_an_old_page_changes_nothing(stage: Stage) -> None:
    task = stage.task()
    carry.receive(stage.head, task.pk, version=1)
    with pytest.raises(Conflict, match="thay đổi"):
        carry.progress(stage.head, task.pk, percent=10, text="x", version=1)


def test_a_deputy_acts_while_the_delegation_lasts(stage: Stage) -> None:
    task = stage.task()
    heads.delegate(stage.head, stage.deputy.account_id, today(), today() + timedelta(days=3), "Giấy ủy quyền")
    carry.receive(stage.deputy, task.pk)
    with at(now() + timedelta(days=4)), pytest.raises(Forbidden):
        carry.progress(stage.deputy, task.pk, percent=10, text="x")
    with pytest.raises(Forbidden):
        heads.delegate(stage.deputy, stage.head.account_id, today(), today(), "x")


def test_a_new_head_has_what_is_open_and_history_stays(stage: Stage) -> None:
    task = stage.task()
    carry.receive(stage.head, task.pk)
    new = officer("gd-moi", stage.health, "leader")
    assert offices.head_of(stage.health.pk) is None, "two lead and none is named"
    heads.name_head(stage.office, stage.health.pk, new.account_id, today(), "QĐ bổ nhiệm")
    with pytest.raises(Forbidden):
        carry.progress(stage.head, task.pk, percent=10, text="x")
    carry.progress(new, task.pk, percent=10, text="Tiếp tục")
    by = list(Turn.objects.filter(task=task).values_list("by_id", flat=True))
    assert by == [stage.office.account_id, stage.head.account_id, new.account_id]


def test_after_a_merger_the_heir_has_the_tasks(stage: Stage) -> None:
    task = stage.task()
    stage.health.valid_to = today()
    stage.health.save()
    AgencySuccession.objects.create(predecessor=stage.health, successor=stage.schools)
    with at(now() + timedelta(days=1)):
        assert access.task(stage.other_head, task.pk).lead_id == stage.health.pk
        carry.receive(stage.other_head, task.pk)
        assert lists.tasks(stage.other_head, Wanted("mine", "open"))[0].pk == task.pk
        with pytest.raises((Forbidden, NotFound)):
            carry.progress(stage.head, task.pk, percent=10, text="x")


def test_the_morning_round_tells_once_for_each_deadline(stage: Stage) -> None:
    task = stage.task()
    assert watch() == 0
    with at(task.answer_by + timedelta(hours=1)):
        assert watch() == 1
        assert told(stage.second, "directive_not_taken") == 1
    carry.receive(stage.head, task.pk)
    with at(task.due_at - timedelta(days=10)):
        assert (watch(), watch()) == (1, 0)
        assert told(stage.head, "directive_at_risk") == told(stage.office, "directive_at_risk") == 1
    with at(task.due_at - timedelta(days=3)):
        assert watch() == 1
        assert told(stage.head, "directive_due_soon") == 1
    with at(task.due_at + timedelta(days=1)):
        assert watch() == 1
        assert told(stage.second, "directive_overdue") == 1
    judge.extend(stage.office, task.pk, due=today() + timedelta(days=90), text="Chờ")
    task.refresh_from_db()
    with at(task.due_at + timedelta(days=1)):
        assert watch() == 1
    assert Warned.objects.filter(task=task, kind="overdue").count() == 2


def test_the_lists_ask_the_same_table_as_the_rule(stage: Stage) -> None:
    made = [stage.task(title=f"Việc {n}", due=today() + timedelta(days=n)) for n in (3, 5, 30, 60, 100)]
    for task in made[:4]:
        carry.receive(stage.head, task.pk)
    carry.progress(stage.head, made[1].pk, percent=95, text="Gần xong")
    carry.report(stage.head, made[3].pk, text="Xong", file_ids=[evidence(stage.head).id])
    for days in (0, 2, 4, 16, 28, 45, 80, 120):
        with at(now() + timedelta(days=days, hours=1)):
            for kind in ("overdue", "at_risk", "soon"):
                found = {task.pk for task in lists.tasks(stage.office, Wanted(kind=kind))}
                wanted = {t.pk for t in Task.objects.filter(closed_at=None) if standing_of(t, now()) == kind}
                assert found == wanted, (days, kind)


def test_documents_are_found_without_diacritics_and_internal_ones_stay_inside(stage: Stage) -> None:
    public = enter(
        stage.office, entry(title="Đẩy mạnh thanh toán số", notation="9/CT-UBND", kind="CT", public=True)
    )
    assert [d.pk for d in lists.documents(stage.head, text="thanh toan")] == [public.pk]
    assert [d.pk for d in lists.documents(stage.head, text="09/ct")] == [public.pk]
    assert len(lists.documents(stage.head)) == 2
    resident = type(stage.head)(kind="resident", account_id=stage.head.account_id)
    assert [d.pk for d in lists.documents(resident)] == [public.pk]
    with pytest.raises(NotFound):
        access.document(resident, stage.document.pk)
    assert lists.tasks(resident, Wanted()) == []


def test_a_document_is_entered_once_and_told_what_is_wrong(stage: Stage) -> None:
    with pytest.raises(Invalid) as caught:
        enter(stage.office, entry(kind="xx", title="", notation="abc"))
    assert {error.field for error in caught.value.errors} == {"kind", "title", "notation"}
    said = entry(notation="7/QĐ-UBND", kind="QĐ", issuer_id=stage.health.pk, issued_on=today())
    assert enter(stage.office, said).notation == "07/QĐ-UBND"
    with pytest.raises(Conflict):
        enter(stage.office, said)
    with pytest.raises(Forbidden):
        enter(stage.head, entry())


def test_a_link_is_seen_from_both_ends(stage: Stage) -> None:
    other = enter(stage.office, entry(title="Kế hoạch cũ", notation="3/KH-UBND"))
    for _twice in range(2):
        link(stage.office, stage.document.pk, "replaces", other.pk)
    assert [(kind, mine) for kind, mine, _d in chain(stage.document)] == [("replaces", True)]
    assert [(kind, mine) for kind, mine, _d in chain(Document.objects.get(pk=other.pk))] == [
        ("replaces", False)
    ]
    with pytest.raises(Refused):
        link(stage.office, other.pk, "replaces", other.pk)


def test_a_thousand_tasks_have_pages(stage: Stage) -> None:
    first = stage.task()
    values = {f.attname: getattr(first, f.attname) for f in Task._meta.fields if f.attname != "id"}
    Task.objects.bulk_create(
        Task(**{**values, "due_at": first.due_at + timedelta(hours=n % 7)}) for n in range(1000)
    )
    seen, after = set(), ""
    while True:
        found = lists.tasks(stage.office, Wanted(), after, limit=200)
        seen |= {task.pk for task in found}
        after = found.next
        if not after:
            break
    assert len(seen) == 1001
    assert lists.counts(stage.office, Wanted())["open"] == 1001
