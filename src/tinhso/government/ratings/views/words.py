"""The names of the indices, and why some have no data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.government.ratings.rules.indices import Index

NAMES: dict[Index, Any] = {
    Index.TOTAL_TIME: gettext_lazy("Thời gian giải quyết so với quy định"),
    Index.UNIT_TIME: gettext_lazy("Thời gian của từng đơn vị, kể cả đơn vị phối hợp"),
    Index.CONTACTS: gettext_lazy("Số lần phải liên hệ thêm để đủ hồ sơ"),
    Index.AGENCIES: gettext_lazy("Số cơ quan phải liên hệ"),
    Index.ONE_STOP: gettext_lazy("Tổ chức tiếp nhận, giải quyết, trả kết quả tại một cửa"),
    Index.PUBLICITY: gettext_lazy("Công khai thủ tục hành chính"),
    Index.ATTITUDE: gettext_lazy("Thái độ phục vụ"),
    Index.PETITIONS: gettext_lazy("Tiếp thu, giải quyết phản ánh, kiến nghị"),
    Index.ONLINE: gettext_lazy("Chất lượng dịch vụ công trực tuyến"),
}


def why_unknown() -> dict[Index, str]:
    """Which record would be needed."""
    return {
        Index.AGENCIES: _("Quý này chưa có hồ sơ nào xong."),
        Index.ONE_STOP: _("Phải xem tại chỗ; chỉ có điểm thẩm định."),
        Index.PUBLICITY: _("Chỉ đếm được công khai điện tử; niêm yết tại trụ sở phải xem tại chỗ."),
        Index.ONLINE: _("Chưa có hồ sơ nào xong trong quý, hoặc cơ quan chưa mở thủ tục nào."),
        Index.PETITIONS: _("Quý này không có phản ánh nào đến hạn trả lời."),
        Index.TOTAL_TIME: _("Quý này chưa có hồ sơ nào xong và có hạn."),
        Index.UNIT_TIME: _("Quý này chưa có hồ sơ nào xong và có hạn."),
        Index.CONTACTS: _("Quý này chưa có hồ sơ nào xong."),
        Index.ATTITUDE: _("Quý này chưa có hồ sơ nào xong mà tính được."),
    }
