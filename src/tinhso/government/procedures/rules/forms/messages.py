"""What is wrong, in plain Vietnamese: one sentence per keyword, which a form may override (`x-errors`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TABLE: dict[str, str] = {
    "required": "Hãy điền “{title}”.",
    "required_choice": "Hãy chọn “{title}”.",
    "type": "“{title}” chưa đúng kiểu dữ liệu.",
    "number": "“{title}” phải là số, ví dụ 12 hoặc 1.250.",
    "money": "“{title}” phải là số tiền bằng đồng, ví dụ 57.000.",
    "integer": "“{title}” phải là số nguyên.",
    "minLength": "“{title}” phải có ít nhất {limit} ký tự.",
    "maxLength": "“{title}” dài quá {limit} ký tự. Hãy viết ngắn hơn.",
    "pattern": "“{title}” chưa đúng mẫu.",
    "minimum": "“{title}” không được nhỏ hơn {limit}.",
    "maximum": "“{title}” không được lớn hơn {limit}.",
    "exclusiveMinimum": "“{title}” phải lớn hơn {limit}.",
    "exclusiveMaximum": "“{title}” phải nhỏ hơn {limit}.",
    "multipleOf": "“{title}” phải là bội số của {limit}.",
    "negative": "“{title}” không được là số âm.",
    "enum": "Hãy chọn một mục có trong danh sách cho “{title}”.",
    "minItems": "“{title}” cần ít nhất {limit} mục.",
    "maxItems": "“{title}” chỉ nhận tối đa {limit} mục.",
    "uniqueItems": "“{title}” có mục bị lặp.",
    "date": "“{title}” không phải là ngày có thật. Hãy viết ngày, tháng, năm, ví dụ 27/3/2026.",
    "past": "“{title}” phải trước hoặc bằng ngày hôm nay.",
    "future": "“{title}” phải từ ngày hôm nay trở đi.",
    "email": "“{title}” phải có dạng ten@vidu.vn.",
    "citizen_id": "Số căn cước phải có 12 chữ số.",
    "tax_number": "Mã số thuế phải có 10 hoặc 13 chữ số và đúng số kiểm tra.",
    "phone": "Số điện thoại phải có 10 chữ số và bắt đầu bằng số 0.",
    "symbol": "“{title}” có biểu tượng không dùng được trên giấy tờ (ví dụ biểu tượng cảm xúc). Hãy bỏ đi.",
    "hidden": "“{title}” có ký tự ẩn. Chúng tôi đã bỏ ký tự đó, bạn hãy xem lại rồi bấm tiếp.",
    "commune": "Hãy chọn xã, phường trong danh sách, hoặc chọn “Nơi khác” rồi ghi rõ địa chỉ.",
    "line": "Hãy ghi số nhà, đường, thôn hoặc tổ dân phố.",
    "elsewhere": "Hãy ghi rõ xã, phường và tỉnh, thành phố.",
}


def message(schema: Mapping[str, Any], keyword: str, title: str, limit: Any = "") -> str:
    """The sentence for one fault of one question."""
    own = schema.get("x-errors", {})
    text = own.get(keyword) or TABLE.get(keyword) or TABLE["type"]
    return str(text).replace("{title}", title).replace("{limit}", _number(limit))


def _number(value: Any) -> str:
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)
