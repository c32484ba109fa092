"""The default process of a level: the same file for every procedure of the level, so it is stored once."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from tinhso.foundation.process.api import StepRow, bpmn_from_steps

APPRAISE = gettext_noop("Thẩm định hồ sơ, soạn kết quả hoặc văn bản trả lời")
HEAD = gettext_noop("Xem lại hồ sơ và dự thảo")
APPROVE = gettext_noop("Duyệt và ký")
NUMBER = gettext_noop("Lấy số, đóng dấu")
RETURN = gettext_noop("Trả kết quả cho người nộp")
ROUTES = {
    "commune": ("appraise", "approve", "number", "return"),
    "province": ("appraise", "review", "approve", "number", "return"),
}
_NAMES = {
    "commune": (gettext_noop("Giải quyết hồ sơ ở cấp xã"), gettext_noop("Lãnh đạo Ủy ban nhân dân")),
    "province": (gettext_noop("Giải quyết hồ sơ ở cấp tỉnh"), gettext_noop("Lãnh đạo cơ quan")),
}


@lru_cache(maxsize=8)
def process(level: str) -> str:
    """The BPMN file of a level (commune or province), written in Vietnamese whatever the reader's language."""
    with override("vi"):
        title, leader = _NAMES[level]
        xml = bpmn_from_steps(
            _steps(level),
            process_id=f"mac_dinh_{level}",
            name=_(title),
            role_names={
                "specialist": _("Chuyên viên"),
                "division_head": _("Trưởng phòng"),
                "leader": _(leader),
                "clerk": _("Văn thư"),
                "return_officer": _("Bộ phận trả kết quả"),
            },
        )
    return xml.decode()


def _steps(level: str) -> list[StepRow]:
    back = {"rejected": "appraise"}
    verdict = ("approved", "rejected")
    rows = {
        "appraise": StepRow("appraise", _(APPRAISE), "specialist", "appraise", share=Decimal("0.5"), outcomes=("fit", "unfit")),
        "review": StepRow("review", _(HEAD), "division_head", "approve", share=Decimal("0.15"), outcomes=verdict, go_to=back),
        "approve": StepRow("approve", _(APPROVE), "leader", "approve", share=Decimal("0.2"), outcomes=verdict, go_to=back),
        "number": StepRow("number", _(NUMBER), "clerk", "number", share=Decimal("0.05")),
        "return": StepRow("return", _(RETURN), "return_officer", "return", share=Decimal("0.05")),
    }  # fmt: skip
    return [rows[key] for key in ROUTES[level]]
