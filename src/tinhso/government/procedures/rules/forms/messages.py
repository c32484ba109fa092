"""What is wrong, in plain words: one sentence per keyword, which a form may override (`x-errors`).

The sentences are spoken in the language of the reader; a form's own ones stay as its author wrote them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

TABLE: dict[str, str] = {
    "required": gettext_noop("Hãy điền “{title}”."),
    "required_choice": gettext_noop("Hãy chọn “{title}”."),
    "type": gettext_noop("“{title}” chưa đúng kiểu dữ liệu."),
    "number": gettext_noop("“{title}” phải là số, ví dụ 12 hoặc 1.250."),
    "money": gettext_noop("“{title}” phải là số tiền bằng đồng, ví dụ 57.000."),
    "integer": gettext_noop("“{title}” phải là số nguyên."),
    "minLength": gettext_noop("“{title}” phải có ít nhất {limit} ký tự."),
    "maxLength": gettext_noop("“{title}” dài quá {limit} ký tự. Hãy viết ngắn hơn."),
    "pattern": gettext_noop("“{title}” chưa đúng mẫu."),
    "minimum": gettext_noop("“{title}” không được nhỏ hơn {limit}."),
    "maximum": gettext_noop("“{title}” không được lớn hơn {limit}."),
    "exclusiveMinimum": gettext_noop("“{title}” phải lớn hơn {limit}."),
    "exclusiveMaximum": gettext_noop("“{title}” phải nhỏ hơn {limit}."),
    "multipleOf": gettext_noop("“{title}” phải là bội số của {limit}."),
    "negative": gettext_noop("“{title}” không được là số âm."),
    "enum": gettext_noop("Hãy chọn một mục có trong danh sách cho “{title}”."),
    "minItems": gettext_noop("“{title}” cần ít nhất {limit} mục."),
    "maxItems": gettext_noop("“{title}” chỉ nhận tối đa {limit} mục."),
    "uniqueItems": gettext_noop("“{title}” có mục bị lặp."),
    "date": gettext_noop("“{title}” không phải là ngày có thật. Hãy viết ngày, tháng, năm, ví dụ 27/3/2026."),
    "past": gettext_noop("“{title}” phải trước hoặc bằng ngày hôm nay."),
    "future": gettext_noop("“{title}” phải từ ngày hôm nay trở đi."),
    "email": gettext_noop("“{title}” phải có dạng ten@vidu.vn."),
    "citizen_id": gettext_noop("Số căn cước phải có 12 chữ số."),
    "tax_number": gettext_noop("Mã số thuế phải có 10 hoặc 13 chữ số và đúng số kiểm tra."),
    "phone": gettext_noop("Số điện thoại phải có 10 chữ số và bắt đầu bằng số 0."),
    "symbol": gettext_noop(
        "“{title}” có biểu tượng không dùng được trên giấy tờ (ví dụ biểu tượng cảm xúc). Hãy bỏ đi."
    ),
    "hidden": gettext_noop("“{title}” có ký tự ẩn. Chúng tôi đã bỏ ký tự đó, bạn hãy xem lại rồi bấm tiếp."),
    "commune": gettext_noop("Hãy chọn xã, phường trong danh sách, hoặc chọn “Nơi khác” rồi ghi rõ địa chỉ."),
    "line": gettext_noop("Hãy ghi số nhà, đường, thôn hoặc tổ dân phố."),
    "elsewhere": gettext_noop("Hãy ghi rõ xã, phường và tỉnh, thành phố."),
}


def message(schema: Mapping[str, Any], keyword: str, title: str, limit: Any = "") -> str:
    """The sentence for one fault of one question."""
    own = schema.get("x-errors", {})
    text = own.get(keyword) or _(TABLE.get(keyword) or TABLE["type"])
    return str(text).replace("{title}", title).replace("{limit}", _number(limit))


def _number(value: Any) -> str:
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)
