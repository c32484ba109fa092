"""The eight life events of the home page: key (as the catalogue uses it), name, what is in it, icon."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class LifeEvent:
    """One card: `key` is the address part in /viec/<key>/; `icon` names a drawing in macros/icons.html."""

    key: str
    name: str
    holds: str
    icon: str


LIFE_EVENTS = (
    LifeEvent("sinh-con", _("Sinh con"), _("Khai sinh, bảo hiểm, thường trú"), "child"),
    LifeEvent("ket-hon", _("Kết hôn, gia đình"), _("Kết hôn, xác nhận tình trạng"), "heart"),
    LifeEvent("xay-nha", _("Xây nhà"), _("Giấy phép xây dựng, số nhà"), "house"),
    LifeEvent("dat-dai", _("Đất đai"), _("Sang tên, tách thửa, thế chấp"), "map"),
    LifeEvent("mo-cua-hang", _("Mở cửa hàng"), _("Hộ kinh doanh, an toàn thực phẩm"), "shop"),
    LifeEvent("doanh-nghiep", _("Doanh nghiệp"), _("Thành lập, thay đổi, giấy phép"), "case"),
    LifeEvent("hoc-tap", _("Học tập"), _("Chuyển trường, văn bằng"), "book"),
    LifeEvent("di-lai", _("Đi lại"), _("Giấy phép lái xe, vận tải"), "car"),
)
EXAMPLES = ("chứng thực bản sao", "mở quán ăn", "xây nhà", "người cao tuổi")
