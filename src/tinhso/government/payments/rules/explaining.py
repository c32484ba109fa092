"""What each kind of difference means, and what is done about it: in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _

KINDS = (
    "amount", "contradiction", "twice", "not_recorded", "unresolved", "platform_only", "platform_absent",
    "platform_amount", "platform_twice", "platform_unknown", "bank_absent", "bank_amount", "bank_twice", "bank_only",
    "bank_unknown", "transfer_amount", "transfer_again", "not_booked", "booked_otherwise", "record_gone", "no_receipt",
    "receipt_without_money", "cash_short", "deposit_absent",
)  # fmt: skip


def explained(kind: str) -> tuple[str, str]:
    """A difference's name, and what to do about it."""
    return {
        "amount": (_("Thông báo sai số tiền"), _("Hỏi lại nền tảng; nếu vẫn sai, gửi công văn tra soát.")),
        "contradiction": (
            _("Nền tảng nói hai điều trái nhau"),
            _("Khoản đã ghi vẫn giữ. Đối chiếu với tệp của nền tảng và sao kê rồi mới sửa."),
        ),
        "twice": (_("Một mã, hai lần thành công"), _("Kiểm tra sao kê; nếu trừ hai lần, hoàn lần thứ hai.")),
        "not_recorded": (
            _("Tiền đã trả, hồ sơ không nhận được nữa"),
            _("Ghi vào khoản còn thiếu của hồ sơ, hoặc hoàn lại cho người nộp."),
        ),
        "unresolved": (_("Sau ba ngày vẫn chưa rõ kết quả"), _("Tra soát với nền tảng theo mã tham chiếu.")),
        "platform_only": (
            _("Nền tảng có, hệ thống chưa ghi"),
            _("Hệ thống đã hỏi lại nền tảng. Nếu vẫn chưa ghi được, tra soát theo mã tham chiếu."),
        ),
        "platform_absent": (
            _("Hệ thống đã ghi, tệp của nền tảng không có"),
            _("Tra soát; nếu nền tảng xác nhận không có tiền, sửa khoản đã thu của hồ sơ."),
        ),
        "platform_amount": (_("Tệp của nền tảng ghi số tiền khác"), _("Tra soát với nền tảng.")),
        "platform_twice": (
            _("Tệp của nền tảng ghi hai lần"),
            _("Kiểm tra sao kê; nếu tiền về hai lần, hoàn một lần."),
        ),
        "platform_unknown": (
            _("Mã tham chiếu không phải của tỉnh"),
            _("Báo nền tảng: giao dịch này không do tỉnh mở."),
        ),
        "bank_absent": (
            _("Tiền chưa về tài khoản"),
            _("Xem sao kê các ngày sau; quá hạn thì tra soát với nền tảng."),
        ),
        "bank_amount": (_("Tiền về khác số đã ghi"), _("Tra soát với ngân hàng và nền tảng.")),
        "bank_twice": (
            _("Tiền về hai lần"),
            _("Phần thừa đang ở “thu thừa”; hoàn lại theo yêu cầu tra soát."),
        ),
        "bank_only": (_("Tiền đã về, hệ thống chưa ghi"), _("Hỏi lại nền tảng về giao dịch này.")),
        "bank_unknown": (
            _("Tiền về không rõ của hồ sơ nào"),
            _("Tìm hồ sơ theo nội dung chuyển khoản; không tìm được thì hoàn lại người chuyển."),
        ),
        "transfer_amount": (
            _("Chuyển khoản khác số phải nộp"),
            _("Liên hệ người nộp để nộp thêm hoặc hoàn phần thừa, rồi ghi vào hồ sơ."),
        ),
        "transfer_again": (_("Chuyển khoản cho hồ sơ đã nộp đủ"), _("Hoàn lại cho người chuyển.")),
        "not_booked": (
            _("Hồ sơ đã ghi thu, sổ chưa có"),
            _("Chạy lệnh payments-post để ghi bổ sung vào sổ."),
        ),
        "booked_otherwise": (
            _("Sổ ghi khác hồ sơ"),
            _("Báo người quản trị hệ thống: hai bản ghi phải giống nhau."),
        ),
        "record_gone": (
            _("Giao dịch thành công, hồ sơ không còn ghi"),
            _("Khoản thu đã bị hủy tại quầy: ghi lại, hoặc hoàn tiền cho người nộp."),
        ),
        "no_receipt": (_("Đã thu, chưa có biên lai"), _("Lập biên lai điện tử cho khoản thu.")),
        "receipt_without_money": (_("Có biên lai, không còn khoản thu"), _("Hủy biên lai và ghi lý do.")),
        "cash_short": (_("Kiểm quỹ lệch sổ"), _("Tìm nguyên nhân, lập biên bản, rồi đóng với lý do.")),
        "deposit_absent": (
            _("Tiền mặt đã nộp chưa có trong sao kê"),
            _("Kiểm tra giấy nộp tiền với ngân hàng."),
        ),
    }.get(kind, (kind, ""))
