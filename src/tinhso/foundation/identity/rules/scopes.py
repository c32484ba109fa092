"""What a token may do, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def scope_name(scope: str) -> str:
    """`dossiers:file` as people say it; an unknown scope is shown as it is written."""
    known = {
        "dossiers:file": _("Nộp hồ sơ, bổ sung, rút hồ sơ"),
        "dossiers:read": _("Xem hồ sơ do chính ứng dụng nộp"),
        "files:write": _("Tải tệp lên"),
        "payments:owed": _("Hỏi hồ sơ còn phải nộp bao nhiêu"),
        "portal:files": _("Tải các tệp đã báo cho Cổng quốc gia"),
        "portal:intake": _("Chuyển hồ sơ từ Cổng quốc gia vào"),
        "worklists:read": _("Xem danh sách việc của cơ quan"),
    }
    return known.get(scope, scope)
