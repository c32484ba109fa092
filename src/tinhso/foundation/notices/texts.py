"""What the notices about a dossier say: one title, one e-mail text, one short text (SMS, Zalo) for each occasion.

Placeholders are Jinja. Everybody gets `name`, `province` and `address` (of the site) besides the context
of the act.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tinhso.foundation.notices.registry import Template

DOSSIER_TEXTS: dict[str, Template] = {
    "filed": Template(
        _("Đã nhận hồ sơ {{ code }}"),
        _("Hồ sơ {{ code }} ({{ procedure }}) đã đến {{ agency }}.\nCơ quan sẽ tiếp nhận hoặc trả lời trước {{ due }}."),
        _("Hồ sơ {{ code }} đã đến {{ agency }}. Trả lời trước {{ due }}."),
        ("code", "procedure", "agency", "due"),
    ),
    "reception": Template(
        _("Hồ sơ {{ code }} đã được tiếp nhận"),
        _("{{ agency }} đã tiếp nhận hồ sơ {{ code }} ({{ procedure }}).\nHẹn trả kết quả: {{ due }}.\n"
          "Bạn chưa phải làm gì thêm."),
        _("Hồ sơ {{ code }} đã được tiếp nhận. Hẹn trả kết quả: {{ due }}."),
        ("code", "procedure", "agency", "due"),
    ),
    "supplement": Template(
        _("Hồ sơ {{ code }} cần bổ sung"),
        _("Hồ sơ {{ code }} ({{ procedure }}) cần bạn bổ sung:\n{% for item in items %}– {{ item }}\n{% endfor %}"
          "Bạn hãy bổ sung trước {{ due }} ở trang theo dõi hồ sơ, hoặc mang đến {{ agency }}."),
        _("Hồ sơ {{ code }} cần bổ sung trước {{ due }}. Xem chi tiết: {{ address }}"),
        ("code", "procedure", "agency", "due", "items"),
    ),
    "not_received": Template(
        _("Hồ sơ {{ code }} chưa được tiếp nhận"),
        _("{{ agency }} không tiếp nhận hồ sơ {{ code }} ({{ procedure }}).\nLý do: {{ reason }}"),
        _("Hồ sơ {{ code }} không được tiếp nhận. Xem lý do: {{ address }}"),
        ("code", "procedure", "agency", "reason"),
    ),
    "due_soon": Template(
        _("Bạn có việc sắp đến hạn ở hồ sơ {{ code }}"),
        _("Hồ sơ {{ code }} ({{ procedure }}) đang chờ bạn.\nHạn: {{ due }}."),
        _("Hồ sơ {{ code }} đang chờ bạn, hạn {{ due }}. Xem: {{ address }}"),
        ("code", "procedure", "due"),
    ),
    "extended": Template(
        _("Xin lỗi và hẹn lại hồ sơ {{ code }}"),
        _("{{ agency }} xin lỗi vì chưa trả được kết quả hồ sơ {{ code }} ({{ procedure }}) đúng hẹn.\n"
          "Lý do: {{ reason }}\nHẹn trả kết quả mới: {{ due }}."),
        _("Xin lỗi: hồ sơ {{ code }} hẹn trả lại vào {{ due }}."),
        ("code", "procedure", "agency", "reason", "due"),
    ),
    "fee_due": Template(
        _("Hồ sơ {{ code }} cần nộp {{ amount }}"),
        _("Hồ sơ {{ code }} ({{ procedure }}) cần bạn nộp {{ amount }} tại {{ agency }}."),
        _("Hồ sơ {{ code }} cần nộp {{ amount }} tại {{ agency }}."),
        ("code", "procedure", "agency", "amount"),
    ),
    "result": Template(
        _("Hồ sơ {{ code }} đã có kết quả"),
        _("Hồ sơ {{ code }} ({{ procedure }}) đã có kết quả.\nNơi nhận: {{ place }}."),
        _("Hồ sơ {{ code }} đã có kết quả. Xem nơi nhận: {{ address }}"),
        ("code", "procedure", "place"),
    ),
    "refused": Template(
        _("Hồ sơ {{ code }} không được giải quyết"),
        _("{{ agency }} không giải quyết hồ sơ {{ code }} ({{ procedure }}).\nLý do: {{ reason }}\n"
          "Nếu bạn không đồng ý, bạn có thể gửi phản ánh hoặc khiếu nại theo quy định."),
        _("Hồ sơ {{ code }} không được giải quyết. Xem lý do: {{ address }}"),
        ("code", "procedure", "agency", "reason"),
    ),
    "stopped": Template(
        _("Hồ sơ {{ code }} đã dừng giải quyết"),
        _("{{ agency }} đã dừng giải quyết hồ sơ {{ code }} ({{ procedure }}).\nLý do: {{ reason }}"),
        _("Hồ sơ {{ code }} đã dừng giải quyết. Xem lý do: {{ address }}"),
        ("code", "procedure", "agency", "reason"),
    ),
    "withdrawn": Template(
        _("Bạn đã rút hồ sơ {{ code }}"),
        _("Bạn đã rút hồ sơ {{ code }} ({{ procedure }}). Cơ quan không giải quyết hồ sơ này nữa."),
        _("Bạn đã rút hồ sơ {{ code }}."),
        ("code", "procedure"),
    ),
    "returned": Template(
        _("Đã trả kết quả hồ sơ {{ code }}"),
        _("Kết quả hồ sơ {{ code }} ({{ procedure }}) đã được trả.\nMời bạn đánh giá ở trang theo dõi hồ sơ."),
        _("Kết quả hồ sơ {{ code }} đã được trả."),
        ("code", "procedure"),
    ),
}  # fmt: skip

GREETING = _("Chào {{ name }},")
GREETING_NAMELESS = _("Chào bạn,")
CLOSING = _(
    "Theo dõi hồ sơ: {{ address }}\n\n{{ province }}\nThư này được gửi tự động, bạn không cần trả lời."
)
