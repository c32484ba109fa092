"""What Caddy says when the web server cannot: it knows no visitor and no language, so it is short and Vietnamese."""

from __future__ import annotations

import json

_PAGE = (
    "<!doctype html><html lang='vi'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
    "<title>{title} – Tỉnh Số</title><main><h1>{title}</h1><p>{text}</p></main></html>"
)
_BUSY = "Hệ thống đang bận"
_BUSY_TEXT = "Nhiều người đang dùng cùng lúc nên yêu cầu này chưa được làm."
_KEPT = "Những gì bạn đã lưu vẫn còn."

BUSY = _PAGE.format(
    title=_BUSY,
    text=f"{_BUSY_TEXT} {_KEPT} Hãy chờ vài giây rồi tải lại trang; nếu vừa bấm nút gửi, hãy quay lại và gửi lần nữa.",
)
STARTING = _PAGE.format(
    title="Hệ thống đang khởi động lại",
    text=f"{_KEPT} Hãy chờ vài giây rồi tải lại trang này.",
)
LARGE = _PAGE.format(
    title="Tệp bạn gửi quá lớn",
    text="Khi trình duyệt không chạy JavaScript, mỗi lần chỉ gửi được tối đa 10 MB. "
    "Hãy bật JavaScript để gửi tệp đến 100 MB, hoặc chia nhỏ tệp.",
)
# Part of a page that asked by itself: it stays as it is, with this above it.
FRAGMENT = (
    "<div class='govuk-error-summary' role='alert'>"
    f"<h2 class='govuk-error-summary__title'>{_BUSY}</h2>"
    f"<p class='govuk-body'>{_BUSY_TEXT} {_KEPT} Hãy chờ vài giây rồi làm lại.</p></div>"
)
# For programs: RFC 9457.
PROBLEM = json.dumps(
    {
        "type": "urn:tinhso:problem:busy",
        "title": _BUSY,
        "status": 503,
        "code": "busy",
        "detail": f"{_BUSY_TEXT} Gửi lại sau vài giây, với cùng Idempotency-Key.",
    },
    ensure_ascii=False,
)
