"""The list of keys: a page of its own, and what "?" opens over any officers' page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.forms.registry import ACTS
from tinhso.government.dossiers.views.officer.frame import show


@require_GET
@identity.access("staff")
def keys(request: HttpRequest) -> HttpResponse:
    """Every key by the page on which it works; a key without its button on the page does nothing."""
    acts = [(act.key.upper(), str(act.title)) for act in ACTS if act.key]
    groups = [
        (
            _("Ở mọi trang"),
            [
                ("?", _("Mở, đóng bảng phím tắt này")),
                ("Tab", _("Sang ô hoặc nút tiếp theo")),
                ("Enter", _("Bấm nút, mở đường dẫn đang chọn")),
                ("Esc", _("Đóng bảng đang mở")),
            ],
        ),
        (
            _("Danh sách, sổ theo dõi"),
            [
                ("↓ J", _("Dòng dưới")),
                ("↑ K", _("Dòng trên")),
                ("Enter", _("Mở dòng đang chọn")),
                ("/", _("Tìm trong danh sách")),
                ("S", _("Đánh dấu, bỏ đánh dấu dòng đang chọn")),
                ("A", _("Đánh dấu, bỏ đánh dấu cả trang")),
                ("C", _("Chuyển các hồ sơ đã đánh dấu")),
                ("V", _("Tải sổ theo dõi dạng CSV")),
                ("E", _("Tải sổ theo dõi dạng Excel")),
            ],
        ),
        (
            _("Trang hồ sơ"),
            [*acts, ("B", _("Yêu cầu bổ sung")), ("X", _("Xem số căn cước")), ("G", _("Giấy tiếp nhận"))],
        ),
        (
            _("Quầy"),
            [
                ("T", _("Tới nút tiếp nhận, rồi Enter để gửi")),
                ("Ctrl Enter", _("Làm ngay, kể cả khi đang gõ trong một ô")),
                ("I", _("In trang này")),
            ],
        ),
    ]
    return show(request, "keys.html", "keys", groups=groups)
