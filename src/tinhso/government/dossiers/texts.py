"""What this room itself tells people, beside the occasions that the notices room knows from the start."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tinhso.foundation.notices.api import Template

PREPAY = Template(
    _("Hồ sơ {{ code }} chờ nộp tiền"),
    _(
        "{{ agency }} đã nhận được hồ sơ {{ code }} ({{ procedure }}).\nHồ sơ phải nộp {{ amount }} trước khi tiếp nhận, "
        "chậm nhất {{ due }}. Thời hạn tiếp nhận tính từ lúc nộp xong."
    ),
    _("Hồ sơ {{ code }} chờ nộp {{ amount }}, chậm nhất {{ due }}."),
    ("code", "procedure", "agency", "amount", "due"),
)
PREPAY_LAPSED = Template(
    _("Hồ sơ {{ code }} quá hạn nộp tiền"),
    _(
        "Hồ sơ {{ code }} ({{ procedure }}) chưa được tiếp nhận vì chưa nộp tiền đến hết {{ due }}.\nBạn vẫn nộp được cho "
        "tới khi {{ agency }} từ chối tiếp nhận; nộp xong thì thời hạn tiếp nhận bắt đầu tính."
    ),
    _("Hồ sơ {{ code }} quá hạn nộp tiền ({{ due }}), chưa được tiếp nhận. Bạn vẫn có thể nộp."),
    ("code", "procedure", "agency", "due"),
)
REVOKED = Template(
    _("Kết quả hồ sơ {{ code }} đã bị thu hồi"),
    _(
        "{{ agency }} đã thu hồi kết quả hồ sơ {{ code }} ({{ procedure }}), theo {{ decision }}.\n"
        "Lý do: {{ reason }}\nTừ nay giấy này không còn giá trị. Nếu không đồng ý, bạn có quyền khiếu nại; hãy hỏi cơ quan đã cấp."
    ),
    _("Kết quả hồ sơ {{ code }} đã bị thu hồi và không còn giá trị. Xem lý do ở trang tra cứu hồ sơ."),
    ("code", "procedure", "agency", "decision", "reason"),
)
SUCCEEDED = Template(
    _("Kết quả bị thu hồi của hồ sơ {{ code }} đã có giấy thay thế"),
    _(
        "{{ agency }} đã cấp giấy thay kết quả bị thu hồi của hồ sơ {{ code }} ({{ procedure }}).\n"
        "Giấy mới là kết quả của hồ sơ {{ successor }}. Hãy dùng giấy mới."
    ),
    _("Giấy thay kết quả bị thu hồi của hồ sơ {{ code }} là kết quả hồ sơ {{ successor }}."),
    ("code", "procedure", "agency", "successor"),
)
TAKEN_BACK = Template(
    _("Kết quả hồ sơ {{ code }} được làm lại"),
    _(
        "{{ agency }} xin lỗi: kết quả hồ sơ {{ code }} ({{ procedure }}) có sai sót và được làm lại trước khi trả.\n"
        "Lý do: {{ reason }}\nBạn chưa phải làm gì thêm. Chúng tôi sẽ báo khi có kết quả đúng."
    ),
    _("Kết quả hồ sơ {{ code }} có sai sót và được làm lại. Chúng tôi sẽ báo khi xong."),
    ("code", "procedure", "agency", "reason"),
)
