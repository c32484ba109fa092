"""What heads, assigners and members are told, and when."""

from __future__ import annotations

from tinhso.foundation.notices.api import Template

_TASK = "{{ address }}/can-bo/chi-dao/nhiem-vu/{{ id }}/"
_MEETING = "{{ address }}/can-bo/chi-dao/hop/{{ id }}/"


def _about_task(title: str, said: str, *needs: str) -> Template:
    return Template(
        title, f"{said}\n“{{{{ task }}}}” ({{{{ document }}}}).\nMở nhiệm vụ: {_TASK}", f"{title}. {_TASK}",
        ("id", "task", "document", *needs),
    )  # fmt: skip


TEXTS: dict[str, Template] = {
    "directive_assigned": _about_task(
        "Nhiệm vụ mới, hạn {{ due }}", "Bạn được giao một nhiệm vụ; hạn {{ due }}. Hãy nhận trước {{ by }}.", "due", "by"
    ),
    "directive_reported": _about_task(
        "Có báo cáo hoàn thành chờ nghiệm thu", "{{ agency }} báo cáo đã xong. Hãy nghiệm thu trước {{ by }}.", "agency", "by"
    ),
    "directive_returned": _about_task(
        "Nhiệm vụ bị trả lại làm tiếp", "Báo cáo chưa được nghiệm thu: {{ reason }}\nHạn {{ due }}.", "reason", "due"
    ),
    "directive_accepted": _about_task("Nhiệm vụ đã được nghiệm thu", "Báo cáo của bạn đã được nghiệm thu."),
    "directive_extended": _about_task(
        "Nhiệm vụ có hạn mới {{ due }}", "Hạn mới: {{ due }}. Lý do: {{ reason }}", "due", "reason"
    ),
    "directive_cancelled": _about_task("Nhiệm vụ đã hủy", "Không phải làm nữa. Lý do: {{ reason }}", "reason"),
    "directive_due_soon": _about_task(
        "Nhiệm vụ đến hạn {{ due }}", "Nhiệm vụ sắp đến hạn ({{ due }}); tiến độ đã báo cáo {{ progress }} %.", "due", "progress"
    ),
    "directive_at_risk": _about_task(
        "Nhiệm vụ có nguy cơ trễ", "{{ agency }}: tiến độ {{ progress }} %, hạn {{ due }}.", "agency", "progress", "due"
    ),
    "directive_overdue": _about_task(
        "Nhiệm vụ quá hạn", "{{ agency }}: đã quá hạn {{ due }}, tiến độ {{ progress }} %.", "agency", "progress", "due"
    ),
    "directive_not_taken": _about_task(
        "Nhiệm vụ chưa ai nhận", "{{ agency }} chưa nhận nhiệm vụ này; lẽ ra phải nhận trước {{ by }}.", "agency", "by"
    ),
    "meeting_invited": Template(
        "Mời họp: {{ title }}",
        f"Bạn được mời họp “{{{{ title }}}}” lúc {{{{ at }}}}, tại {{{{ place }}}}.\nXác nhận dự họp: {_MEETING}",
        f"Mời họp lúc {{{{ at }}}}. Xác nhận: {_MEETING}",
        ("id", "title", "at", "place"),
    ),
    "meeting_called_off": Template(
        "Không họp: {{ title }}",
        "Cuộc họp “{{ title }}” lúc {{ at }} không diễn ra.",
        "Không họp lúc {{ at }}.",
        ("title", "at"),
    ),
}  # fmt: skip
