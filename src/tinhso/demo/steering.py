"""Tasks of the demonstration in every state: each marked as made up, each brought there by the real acts."""

from __future__ import annotations

import io
import sys
from datetime import timedelta
from random import Random
from uuid import UUID

from tinhso.demo.officers import Staff
from tinhso.demo.run import sample_paper
from tinhso.foundation.files import api as files
from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.directives import api as steering
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

NOTATION = "01/KH-TRINHDIEN"
# What was done with each, how many days ago it was given, in how many days it is (or was) due.
WAYS: tuple[tuple[str, str, int, int], ...] = (
    ("Khai báo danh mục dữ liệu dùng chung", "assign", 1, 30),
    ("Rà soát thủ tục có thể làm toàn trình", "receive", 5, 40),
    ("Tập huấn kỹ năng số cho cán bộ", "progress", 20, 25),
    ("Chuẩn hóa mã định danh cơ quan", "receive", 40, 8),
    ("Kết nối camera phòng họp trực tuyến", "progress", 60, -3),
    ("Số hóa hồ sơ lưu trữ đợt 1", "report", 30, 10),
    ("Mở chuyên mục chuyển đổi số trên trang tin", "send_back", 25, 12),
    ("Ban hành quy chế khai thác dữ liệu", "accept", 45, 5),
    ("Thay máy trạm hết khấu hao", "cancel", 15, 60),
)
STEPS = {
    "assign": (),
    "receive": ("receive",),
    "progress": ("receive", "progress"),
    "report": ("receive", "report"),
    "send_back": ("receive", "report", "send_back"),
    "accept": ("receive", "report", "accept"),
    "cancel": ("cancel",),
}


def seed() -> int:
    """Make them once; how many. None where the province of the day has no committee's office."""
    office, leads = _office(), _leads()
    if office is None or not leads or steering.Document.objects.filter(notation=NOTATION, demo=True).exists():
        return 0
    staff = Staff(Random(7), worktime.today() - timedelta(days=92))  # noqa: S311 (the same each time)
    with worktime.at(worktime.now() - timedelta(days=90)):
        entry = steering.Entry(
            kind="KH",
            notation=NOTATION,
            title="Kế hoạch trình diễn: nhiệm vụ chuyển đổi số",
            issued_on=worktime.today(),
            summary="Văn bản và nhiệm vụ chỉ để trình diễn, không có thật.",
        )
        document = steering.enter(office, entry, demo=True)
    for number, (title, way, ago, due) in enumerate(WAYS):
        try:
            _bring(office, staff, leads[number % len(leads)], document.pk, title, way, ago, due)
        except Refused as refusal:
            print(f"bỏ qua một nhiệm vụ mẫu: {refusal.code}: {refusal}", file=sys.stderr)
    return steering.Task.objects.filter(demo=True).count()


def _bring(
    office: Actor, staff: Staff, lead: UUID, document_id: UUID, title: str, way: str, ago: int, due: int
) -> None:
    given, last = worktime.now() - timedelta(days=ago), worktime.today() + timedelta(days=due)
    head = staff.actor(lead, "leader")
    wanted = steering.Assignment(title=title, product="Báo cáo kết quả (mẫu)", lead_id=lead, due=last)
    with worktime.at(given):
        task = steering.assign(office, document_id, wanted, demo=True)
    for nth, step in enumerate(STEPS[way], 1):
        with worktime.at(given + timedelta(hours=20 * nth)):
            _step(step, office, head, task.pk)


def _step(step: str, office: Actor, head: Actor, task_id: UUID) -> None:
    if step == "receive":
        steering.receive(head, task_id)
    elif step == "progress":
        steering.progress(head, task_id, percent=35, text="Đã xong phần chuẩn bị (mẫu).")
    elif step == "report":
        kept = files.store(head, "minh-chung-mau.jpg", io.BytesIO(sample_paper()))
        steering.report(head, task_id, text="Đã hoàn thành (mẫu).", file_ids=[kept.id])
    elif step == "send_back":
        steering.send_back(office, task_id, text="Thiếu số liệu của hai đơn vị (mẫu).")
    elif step == "accept":
        steering.accept(office, task_id, text="Đạt yêu cầu (mẫu).")
    else:
        steering.cancel(office, task_id, text="Gộp vào nhiệm vụ khác (mẫu).")


def _office() -> Actor | None:
    for place in organisation.agencies(worktime.today(), level="province", kind="committee_office"):
        for info in identity.people_in_role(place.id, "steering"):
            return Actor("officer", info.account_id, info.id, place.id, info.roles, info.name)
    return None


def _leads() -> list[UUID]:
    """A few departments that stood through the whole time, whose leader is told for certain."""
    first = worktime.today() - timedelta(days=92)
    found = organisation.agencies(worktime.today(), level="province", kind="department")
    return [place.id for place in found if place.valid_from <= first][:4]
