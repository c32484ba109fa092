"""The switches and facts of the province in an administrator's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.province.rules.settings import known_key


def groups() -> list[tuple[str, str]]:
    """The groups of keys as (prefix, title); switches have no prefix."""
    return [("", _("Thời hạn và đồng hồ")), ("contacts", _("Liên hệ")), ("retention", _("Thời gian lưu"))]


def name_of(key: str) -> str:
    """What a key is called."""
    return {
        "reception_hours": _("Trả lời hồ sơ trực tuyến trong"),
        "cut_off": _("Hồ sơ nhận từ giờ này chuyển vào ngày làm việc sau"),
        "supplement_clock": _("Đồng hồ sau khi công dân bổ sung"),
        "supplement_days": _("Công dân có bao nhiêu ngày để bổ sung"),
        "prepayment_days": _("Người nộp có bao nhiêu ngày để nộp tiền trước khi tiếp nhận"),
        "extensions": _("Số lần được gia hạn kèm xin lỗi"),
        "silent_hours": _("Coi là im lặng khi không chuyển động quá"),
        "due_soon_hours": _("Nhắc sắp đến hạn trước"),
        "held_hours": _("Xử lý hồ sơ bị giữ lại, chưa gửi được lên Cổng quốc gia, trong"),
        "queue_priorities": _("Ai được gọi số trước"),
        "front_door": _("Người dân nộp trực tuyến ở đâu"),
        "sign_results": _("Lãnh đạo ký số kết quả trước khi lấy số"),
        "sign_supplement": _("Ký số phiếu yêu cầu bổ sung"),
        "sign_refusal": _("Ký số phiếu từ chối"),
        "sign_apology": _("Ký số văn bản xin lỗi và gia hạn"),
        "sign_stop": _("Ký số thông báo dừng giải quyết"),
        "archive_results": _("Gắn bằng chứng lưu trữ vào kết quả đã ký số"),
        "certify_scans": _("Ai ký số bản điện tử của giấy tờ đã quét"),
        "contacts.service_centre_address": _("Địa chỉ Trung tâm Phục vụ hành chính công"),
        "contacts.hotline": _("Đường dây nóng"),
        "contacts.email": _("Thư điện tử hỗ trợ"),
        "contacts.area_code": _("Mã vùng điện thoại"),
        "contacts.national_portal": _("Cổng Dịch vụ công quốc gia"),
        "retention.drafts_days": _("Giữ bản nháp chưa nộp"),
        "retention.unused_files_days": _("Giữ tệp tải lên mà không dùng"),
        "retention.sign_in_days": _("Giữ nhật ký đăng nhập"),
        "retention.sent_notices_days": _("Giữ thông báo đã gửi"),
        "retention.payers_days": _("Giữ tên, địa chỉ người nộp tiền trong sổ thu"),
    }[key]


def hint_of(key: str) -> str:
    """What an administrator should know before changing it; empty when the name says it."""
    return {
        "reception_hours": _("Giờ làm việc, theo Nghị định 45/2020/NĐ-CP."),
        "cut_off": _("Thủ tục có giờ riêng thì theo giờ riêng. Ví dụ: 15:00"),
        "supplement_clock": _("Áp dụng khi thủ tục không ghi cách tính riêng."),
        "prepayment_days": _("Ngày lịch, tỉnh tự đặt: chưa có văn bản công bố nào nêu thời hạn này."),
        "extensions": _("Theo Điều 19 Nghị định 61/2018/NĐ-CP."),
        "retention.payers_days": _(
            "Ít nhất một năm, tính từ khi lập; số tiền, bút toán và số biên lai không bị xóa. Tỉnh tự đặt theo quy định lưu trữ."
        ),
        "held_hours": _("Giờ làm việc, tỉnh tự đặt: chưa có văn bản công bố nào nêu thời hạn này."),
        "queue_priorities": _("Mỗi diện ưu tiên cách nhau bằng dấu chấm phẩy. Để trống nếu không có."),
        "front_door": _(
            "Từ 01/07/2025 theo Nghị định 118/2025/NĐ-CP. Hồ sơ đang giải quyết và bản nháp không đổi."
        ),
        "certify_scans": _(
            "Cán bộ đối chiếu ký “Bản số hóa”; cơ quan ký “Sao y” (Nghị định 30/2020/NĐ-CP, Điều 25)."
        ),
        "sign_supplement": _("Người đứng tên trên giấy ký. Khi bắt buộc, giấy chỉ giao được sau khi ký."),
        "sign_refusal": _("Người đứng tên trên giấy ký. Khi bắt buộc, giấy chỉ giao được sau khi ký."),
        "sign_apology": _("Người đứng tên trên giấy ký. Khi bắt buộc, giấy chỉ giao được sau khi ký."),
        "sign_stop": _("Người đứng tên trên giấy ký. Khi bắt buộc, giấy chỉ giao được sau khi ký."),
        "archive_results": _(
            "Mỗi đêm, thêm bằng chứng về chứng thư và dấu thời gian (PAdES B-LTA) để kiểm tra được sau nhiều năm."
        ),
        "sign_results": _("Ai chưa có chứng thư số thì ký tay khi không bắt buộc."),
    }.get(key, "")


def choices_of(key: str) -> list[tuple[str, str]]:
    """The values of a choice and their words; empty for other kinds."""
    words: dict[str, str] = {
        "shift": _("Dời hẹn trả đúng bằng thời gian chờ công dân"),
        "restart": _("Tính lại thời hạn từ đầu khi đã bổ sung đủ"),
        "own": _("Trên cổng của tỉnh"),
        "national": _("Chỉ trên Cổng Dịch vụ công quốc gia"),
        "off": _("Không, ký tay"),
        "offered": _("Có thể ký số hoặc ký tay"),
        "required": _("Bắt buộc ký số"),
    }
    if key == "archive_results":
        words = {"off": _("Không"), "permanent": _("Kết quả có giá trị vô thời hạn")}
    if key == "certify_scans":
        words = {
            "off": _("Không ký"),
            "officer": _("Cán bộ đã đối chiếu với bản giấy"),
            "agency": _("Cơ quan"),
        }
    return [(choice, words.get(choice, choice)) for choice in known_key(key).choices]


def shown(key: str, value: Any) -> str:
    """A value with its measure."""
    if value in ("", None):
        return _("Chưa khai")
    measure: dict[str, Callable[[Any], str]] = {
        "hours": lambda n: _("%(n)s giờ làm việc") % {"n": n},
        "days": lambda n: _("%(n)s ngày") % {"n": n},
        "extensions": lambda n: _("%(n)s lần") % {"n": n},
    }
    return dict(choices_of(key)).get(str(value)) or measure.get(key.rpartition("_")[2], str)(value)
