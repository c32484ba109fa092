"""What the sender is told, and when. Written once, in Vietnamese, for everybody."""

from __future__ import annotations

from tinhso.foundation.notices.api import Template

TEXTS: dict[str, Template] = {
    "petition_received": Template(
        "Đã nhận phản ánh {{ code }}",
        "{{ agency }} đã nhận phản ánh, kiến nghị {{ code }} của bạn.\nTrả lời chậm nhất: {{ due }}.\n"
        "Theo dõi tại {{ address }}/phan-anh/tra-cuu/ bằng mã phản ánh và mã tra cứu.",
        "Đã nhận phản ánh {{ code }}. Trả lời chậm nhất {{ due }}.",
        ("code", "agency", "due"),
    ),
    "petition_supplement": Template(
        "Phản ánh {{ code }} cần bạn bổ sung",
        "{{ agency }} cần bạn nói rõ thêm về phản ánh {{ code }}:\n{{ question }}\n"
        "Bổ sung tại {{ address }}/phan-anh/tra-cuu/.",
        "Phản ánh {{ code }} cần bạn bổ sung. Xem: {{ address }}/phan-anh/tra-cuu/",
        ("code", "agency", "question"),
    ),
    "petition_forwarded": Template(
        "Phản ánh {{ code }} đã chuyển đến {{ agency }}",
        "Phản ánh {{ code }} đã chuyển đến {{ agency }}, cơ quan có thẩm quyền.\n"
        "Trả lời chậm nhất: {{ due }}.\nBạn chưa phải làm gì thêm.",
        "Phản ánh {{ code }} đã chuyển đến {{ agency }}. Trả lời chậm nhất {{ due }}.",
        ("code", "agency", "due"),
    ),
    "petition_refused": Template(
        "Phản ánh {{ code }} không được tiếp nhận",
        "{{ agency }} không tiếp nhận phản ánh {{ code }}.\nLý do: {{ reason }}",
        "Phản ánh {{ code }} không được tiếp nhận. Xem lý do: {{ address }}/phan-anh/tra-cuu/",
        ("code", "agency", "reason"),
    ),
    "petition_answered": Template(
        "Đã có trả lời cho phản ánh {{ code }}",
        "{{ agency }} đã trả lời phản ánh {{ code }}.\nXem câu trả lời tại {{ address }}/phan-anh/tra-cuu/.",
        "Đã có trả lời cho phản ánh {{ code }}. Xem: {{ address }}/phan-anh/tra-cuu/",
        ("code", "agency"),
    ),
    "petition_published": Template(
        "Câu trả lời cho phản ánh {{ code }} đã được công khai",
        "Câu trả lời cho phản ánh {{ code }} đã được công khai, không kèm dữ liệu cá nhân của bạn.\n"
        "Bạn có hài lòng không? Cho biết tại {{ address }}/phan-anh/tra-cuu/.",
        "Câu trả lời cho phản ánh {{ code }} đã được công khai.",
        ("code",),
    ),
}
