"""What this room itself tells people, beside the occasions that the notices room knows from the start."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tinhso.foundation.notices.api import Template

TAKEN_BACK = Template(
    _("Kết quả hồ sơ {{ code }} được làm lại"),
    _(
        "{{ agency }} xin lỗi: kết quả hồ sơ {{ code }} ({{ procedure }}) có sai sót và được làm lại trước khi trả.\n"
        "Lý do: {{ reason }}\nBạn chưa phải làm gì thêm. Chúng tôi sẽ báo khi có kết quả đúng."
    ),
    _("Kết quả hồ sơ {{ code }} có sai sót và được làm lại. Chúng tôi sẽ báo khi xong."),
    ("code", "procedure", "agency", "reason"),
)
