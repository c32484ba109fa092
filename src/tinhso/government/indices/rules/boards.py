"""What published results are about: boards, kinds of lines, the parts of a score, marks of trust, the sets by year."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from tinhso.government.indices.rules import dti

DTI = "dti"
KINDS = ("province", "average", "national")
# A source that tells it · seen in code · worked out · not confirmed (domain reference, README).
TRUSTS: dict[str, Any] = {
    "S": gettext_lazy("Có nguồn công khai"),
    "C": gettext_lazy("Thấy trong phần mềm đang dùng"),
    "I": gettext_lazy("Suy ra hoặc tính ra"),
    "K": gettext_lazy("Chưa kiểm chứng"),
}
GROUPS: dict[str, Any] = {
    "departments": gettext_lazy("Sở, ban, ngành"),
    "districts": gettext_lazy("Cấp huyện"),
    "communes": gettext_lazy("Cấp xã"),
}
PILLARS: dict[str, Any] = {
    "cqs": gettext_lazy("Chính quyền số"),
    "kts": gettext_lazy("Kinh tế số"),
    "xhs": gettext_lazy("Xã hội số"),
}
MAIN: dict[str, Any] = {
    "nhan_thuc": gettext_lazy("Nhận thức số"),
    "the_che": gettext_lazy("Thể chế số"),
    "ha_tang": gettext_lazy("Hạ tầng số"),
    "nhan_luc": gettext_lazy("Nhân lực số"),
    "attt": gettext_lazy("An toàn thông tin mạng"),
    "hd_cqs": gettext_lazy("Hoạt động chính quyền số"),
    "hd_kts": gettext_lazy("Hoạt động kinh tế số"),
    "hd_xhs": gettext_lazy("Hoạt động xã hội số"),
}
PARTS: dict[str, Any] = {**PILLARS, **MAIN}
SETS: dict[str, Any] = {
    "1726": gettext_lazy("Bộ 1726/QĐ-BTTTT"),
    "922": gettext_lazy("Bộ 922/QĐ-BTTTT"),
    "405": gettext_lazy("Bộ 405/QĐ-BKHCN"),
}
# How a value of the set is reckoned from its parts; the weights of 405 are not known, so nothing is reckoned.
RULES = {"1726": "2020", "922": "2022"}

assert tuple(MAIN) == dti.SCORED
