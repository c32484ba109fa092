"""Targets, the quarterly report, meetings, and the province folder's documents."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.government.directives.stage import Stage, evidence
from tinhso.foundation.organisation.models import AgencySuccession
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at, day_bounds, now, today
from tinhso.government.directives import folder
from tinhso.government.directives.actions import carry, judge, meetings
from tinhso.government.directives.actions.make_report import make_report
from tinhso.government.directives.actions.measure import measure_all
from tinhso.government.directives.actions.targets import Wanted, declare, set_target
from tinhso.government.directives.models import Conclusion, Declaration, Document, Tally, Target, Task
from tinhso.government.directives.queries.targets import seen
from tinhso.government.directives.rules import figures
from tinhso.government.indices.models import Fact
from tinhso.lib import quarters
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused
from tinhso.lib.ids import new_id

PROVINCE = Path(__file__).resolve().parents[3] / "provinces" / "vinhphuc"


def wanted(stage: Stage, **changes: object) -> Wanted:
    said = {"name": "Hồ sơ số hóa", "value": Decimal(100), "due_on": today() + timedelta(days=730), "unit": "%",
            "base_value": Decimal(0), "base_year": today().year - 2, "owner_id": stage.health.pk}  # fmt: skip
    return Wanted(**{**said, **changes})  # type: ignore[arg-type]


def test_a_target_is_judged_by_what_was_declared_with_proof(stage: Stage) -> None:
    target = set_target(stage.office, stage.document.pk, wanted(stage))
    assert seen(target).judged == "unknown"
    with pytest.raises(Refused, match="minh chứng"):
        declare(stage.head, target.pk, value=Decimal(10), day=today())
    with pytest.raises(Forbidden):
        declare(stage.other_head, target.pk, value=Decimal(10), day=today(), note="Tự khai")
    declare(stage.head, target.pk, value=Decimal("0.5"), day=today(), note="Sổ theo dõi")
    assert seen(Target.objects.get()).judged == "behind"
    declare(stage.office, target.pk, value=Decimal(90), day=today(), note="Kiểm tra tại chỗ")
    found = seen(Target.objects.get())
    assert (found.judged, found.by_measure, found.measured) == ("on_track", False, [])
    assert [str(one.value.normalize()) for one in found.declared] == ["0.5", "9E+1"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": None}, "value"), ({"due_on": None}, "due_on"), ({"base_year": None}, "base_value"),
        ({"name": " "}, "name"), ({"base_year": 2999}, "base_value"), ({"direction": "x"}, "direction"),
    ],
)  # fmt: skip
def test_a_target_says_what_is_missing(stage: Stage, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as caught:
        set_target(stage.office, stage.document.pk, wanted(stage, **changes))
    assert caught.value.field == field


def test_the_report_is_a_snapshot_whose_figures_come_from_its_lines(stage: Stage) -> None:
    set_target(stage.office, stage.document.pk, wanted(stage))
    task, silent = stage.task(), stage.task(lead_id=stage.schools.pk, title="Việc im lặng")
    carry.receive(stage.head, task.pk)
    carry.report(stage.head, task.pk, text="Xong", file_ids=[evidence(stage.head).id])
    judge.accept(stage.office, task.pk)
    quarter = quarters.of_day(today())
    kept = make_report(stage.office, None, quarter)
    told = figures.count(kept.content["tasks"])
    assert (told["all"], told["on_time"], told["fine"], told["silent"]) == (2, 1, 1, 1)
    assert kept.content["silent"] == [stage.schools.name]
    assert [row["name"] for row in kept.content["targets"]] == ["Hồ sơ số hóa"]
    judge.cancel(stage.office, silent.pk, text="Thôi")
    kept.refresh_from_db()
    assert figures.count(kept.content["tasks"]) == told
    assert len(make_report(stage.office, None, quarter).content["tasks"]) == 1
    own = make_report(stage.head, stage.health.pk, quarter)
    assert {line["agency"] for line in own.content["tasks"]} == {stage.health.name}
    assert own.content["tasks"][0]["head"] == "Cán bộ gd-y-te"
    for agency_id in (None, stage.schools.pk):
        with pytest.raises(Forbidden):
            make_report(stage.head, agency_id, quarter)


def test_what_a_merger_hands_over_is_told(stage: Stage) -> None:
    task = stage.task()
    stage.health.valid_to = today()
    stage.health.save()
    AgencySuccession.objects.create(predecessor=stage.health, successor=stage.schools)
    with at(now() + timedelta(days=1)):
        kept = make_report(stage.other_head, stage.schools.pk, quarters.of_day(today()))
    assert kept.content["inherited"] == [stage.health.name]
    assert [(line["id"], line["agency"]) for line in kept.content["tasks"]] == [
        (str(task.pk), stage.schools.name)
    ]


def called(stage: Stage) -> meetings.Meeting:
    people = [(actor.account_id, actor.agency_id) for actor in (stage.head, stage.other_head)]
    said = meetings.Invitation(
        "Phiên họp quý", now() + timedelta(days=2), "Phòng họp 1", "1. Báo cáo", people
    )
    return meetings.call(stage.office, said)


def test_a_meeting_from_the_invitation_to_a_task(stage: Stage) -> None:
    meeting = called(stage)
    meetings.answer(stage.head, meeting.pk, coming=True)
    with pytest.raises(Refused, match="lý do"):
        meetings.answer(stage.other_head, meeting.pk, coming=False)
    with pytest.raises(Refused, match="chưa bắt đầu"):
        meetings.minute(stage.office, meeting.pk, minutes="x", came=[], conclusions=["y"])
    with at(now() + timedelta(days=3)):
        came = [stage.head.account_id]
        meetings.minute(
            stage.office,
            meeting.pk,
            minutes="Đã bàn",
            came=came,
            conclusions=["Mở 5 điểm hỗ trợ", " ", "Báo cáo"],
        )
        assert list(meeting.members.order_by("came").values_list("came", flat=True)) == [False, True]
        assert list(Conclusion.objects.values_list("ordinal", "text")) == [
            (1, "Mở 5 điểm hỗ trợ"),
            (2, "Báo cáo"),
        ]
        due = today() + timedelta(days=30)
        for ordinal, place in ((1, stage.health), (2, stage.schools)):
            meetings.to_task(stage.office, meeting.pk, ordinal, lead_id=place.pk, due=due)
        assert Task.objects.count() == 2
        assert Task.objects.values("document").distinct().count() == 1
        with pytest.raises(Conflict):
            meetings.to_task(stage.office, meeting.pk, 1, lead_id=stage.health.pk, due=due)
        with pytest.raises(Conflict):
            meetings.call_off(stage.office, meeting.pk)


SYSTEM = Actor.system("test")


def of_province() -> Folder:
    """The documents as they are written, without agencies of the province, which this small stage lacks."""
    name = "directives/chuyen-doi-so.toml"
    text = (PROVINCE / name).read_text(encoding="utf-8")
    for slug in ("ubnd-tinh-vinh-phuc", "ubnd-tinh-phu-tho"):
        text = text.replace(f'"{slug}"', '"so-y-te-thu"')
    return Folder(texts={name: text.encode()})


def test_the_real_documents_load_twice_and_stay_what_they_are(stage: Stage) -> None:
    counts = []
    for _twice in range(2):
        folder.load_part(of_province(), SYSTEM)
        counts.append((Document.objects.count(), Target.objects.count(), Declaration.objects.count()))
    assert counts[0] == counts[1]
    assert counts[0][0] >= 15
    plan = Document.objects.get(slug="kh-327-2021")
    assert (plan.notation, plan.issued_on, plan.signer) == ("327/KH-UBND", date(2021, 12, 31), "")
    rank = plan.targets.get()
    assert (rank.value, seen(rank).judged) == (None, "unknown"), "no value is known, so nothing is judged"
    assert [int(one.value) for one in seen(rank).declared] == [55, 12, 18]
    assert not Document.objects.filter(from_folder=True, source="").exists()
    assert not Target.objects.filter(source="").exclude(key="").exists()


def test_what_was_entered_on_screen_is_exported_and_comes_back(stage: Stage) -> None:
    assert folder.export_part() == {}, "an internal document stays inside"
    Document.objects.update(public=True)
    set_target(stage.office, stage.document.pk, wanted(stage, years=[(today().year, Decimal("33.5"))]))
    ((name, text),) = folder.export_part().items()
    back = Folder(texts={name: str(text).encode()})
    known = {"so-y-te-thu"}
    from tinhso.government.directives.folder_rows import faults

    assert list(faults(back, known)) == []
    Document.objects.all().delete()
    folder.load_part(back, SYSTEM)
    again = Document.objects.get()
    assert (again.notation, again.targets.get().years.get().value) == ("05/KH-UBND", Decimal("33.5"))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('kind = "KH"', 'kind = "KX"', "Loại văn bản"),
        ('notation = "327/KH-UBND"', 'notation = "327-KH"', "Số, ký hiệu"),
        ("issued_on = 2021-12-31", 'issued_on = "2021"', "phải là ngày"),
        ('issuer = "so-y-te-thu"', 'issuer = "so-x"', "Cơ quan"),
        ('direction = "down"', 'direction = "xuong"', "Chiều"),
        ("value = 55", 'value = "55"', "phải là số"),
        ('slug = "kh-327-2021"', 'slug = "qd-2159-2018"', "bị lặp"),
        ('source = "vnexpress.net 4408719"', "", "thiếu ngày, giá trị hoặc nguồn"),
        ("year = 2018", 'year = 2018\nky = "x"', "Khóa lạ"),
    ],
)
def test_the_check_names_every_fault_with_its_line(before: str, after: str, said: str) -> None:
    from tinhso.government.directives.folder_rows import faults

    name = "directives/chuyen-doi-so.toml"
    text = of_province().read(name)
    assert list(faults(of_province(), {"so-y-te-thu"})) == []
    assert before in text
    found = list(faults(Folder(texts={name: text.replace(before, after, 1).encode()}), {"so-y-te-thu"}))
    assert any(said in fault.message and fault.line > 0 for fault in found), found


@pytest.mark.parametrize(
    ("named", "way_out"),
    [
        ("dossiers_onlin", "dossiers_online"),
        ("diem", "bỏ dòng measure"),
        ("dossiers_time", "dossiers_on_time"),
        ("dossiers_online", None),
    ],
)
def test_the_check_names_a_measure_that_the_platform_does_not_count(named: str, way_out: str | None) -> None:
    name = "directives/chuyen-doi-so.toml"
    text = (
        of_province()
        .read(name)
        .replace("[[document.target]]", f'[[document.target]]\nmeasure = "{named}"', 1)
    )
    line = text[: text.index("measure = ")].count("\n") + 1
    key = re.findall(r'^key = "([^"]+)"', text[text.index("measure = ") :], re.M)[0]
    found = [one for one in folder.check_part(Folder(texts={name: text.encode()})) if "số đo" in one.message]
    if way_out is None:
        assert not found
        return
    (fault,) = found
    assert (fault.file, fault.line) == (name, line), "the very line"
    assert key in fault.message
    assert way_out in fault.way_out


def counted(stage: Stage, *, online: int, of: int, place: object = None) -> None:
    """Dossiers received at the start of the year, so many of them online with a result."""
    for number in range(of):
        Fact.objects.create(
            subject_id=new_id(), kind=1, agency_id=(place or stage.health).pk, unit_code="", field_code="a",  # type: ignore[attr-defined]
            procedure_code="1", received_at=day_bounds(date(today().year, 1, 5))[0], known_from=now(),
            online=number < online, has_result=True,
        )  # fmt: skip


def test_a_target_with_a_measure_is_judged_by_what_was_counted_and_keeps_what_was_declared(
    stage: Stage,
) -> None:
    counted(stage, online=3, of=4)
    counted(stage, online=0, of=9, place=stage.schools)
    with pytest.raises(Refused, match="số đo"):
        set_target(stage.office, stage.document.pk, wanted(stage, measure="khong_co"))
    target = set_target(stage.office, stage.document.pk, wanted(stage, measure="dossiers_online"))
    declare(stage.head, target.pk, value=Decimal(10), day=today(), note="Sổ theo dõi")
    found = seen(Target.objects.get(pk=target.pk))
    assert found.tally is not None
    assert (found.tally.counted, found.tally.among, found.measured[-1].value) == (3, 4, Decimal(75))
    assert (found.judged, found.by_measure, found.difference) == ("on_track", True, Decimal(-65))
    assert len(found.measured) == today().month, "the months of this year came with it, then today"
    many = set_target(
        stage.office, stage.document.pk, wanted(stage, measure="dossiers_online", unit="hồ sơ", owner_id=None)
    )
    assert seen(Target.objects.get(pk=many.pk)).measured[-1].value == 3, (
        "no owner: the whole province, a count"
    )
    counted(stage, online=4, of=4)
    assert (measure_all(), measure_all()) == (2, 2)
    assert seen(Target.objects.get(pk=target.pk)).measured[-1].value == Decimal("87.5")
    assert Tally.objects.filter(target=target).count() == today().month


def test_a_heir_answers_for_what_the_old_agency_was_measured_by(stage: Stage) -> None:
    counted(stage, online=1, of=2)
    target = set_target(stage.office, stage.document.pk, wanted(stage, measure="dossiers_online"))
    stage.health.valid_to = today()
    stage.health.save()
    AgencySuccession.objects.create(predecessor=stage.health, successor=stage.schools)
    with at(now() + timedelta(days=1)):
        counted(stage, online=2, of=2, place=stage.schools)
        measure_all()
        last = seen(Target.objects.get(pk=target.pk)).tally
        assert last is not None
        assert (last.counted, last.among) == (3, 4)
        declare(stage.other_head, target.pk, value=Decimal(70), day=today(), note="Cơ quan tiếp nhận")
