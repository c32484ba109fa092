"""What goes wrong with signing, said to people: one sentence for each code, with the way out."""

from __future__ import annotations

from django.utils.translation import gettext as _


def sentence(code: str) -> str:
    """The sentence of a fault, in the reader's language; empty for none."""
    return _SENTENCES()[code] if code in _SENTENCES() else (_("Không ký được.") if code else "")


def _SENTENCES() -> dict[str, str]:
    return {
        "ended": _("Chứng thư này đã ngừng dùng trên hệ thống. Hãy chọn chứng thư khác hoặc báo quản trị."),
        "suspended": _("Chứng thư này đang tạm ngừng dùng. Hãy báo quản trị nếu cần dùng lại."),
        "too_early": _("Chứng thư này chưa đến ngày có hiệu lực."),
        "expired": _("Chứng thư này đã hết hạn. Hãy đề nghị cấp chứng thư mới."),
        "not_bound": _("Người giữ chứng thư hiện không còn được ký ở cơ quan này. Hãy báo quản trị."),
        "usage": _("Chứng thư này không được cấp để ký số. Hãy chọn chứng thư khác."),
        "weak": _("Khóa của chứng thư này quá yếu để ký (cần RSA từ 2.048 bit hoặc ECDSA từ 256 bit)."),
        "untrusted": _("Không rõ ai cấp chứng thư này: nơi cấp không có trong danh sách hệ thống tin cậy."),
        "revoked": _("Chứng thư này đã bị thu hồi nên không ký được. Hãy báo ngay cho quản trị."),
        "unasked": _(
            "Chưa hỏi được nơi cấp xem chứng thư có bị thu hồi không, nên chưa ký. Hãy thử lại sau ít phút."
        ),
        "source_gone": _("Tệp cần ký không còn hoặc không đọc được."),
        "no_place": _("Tệp này không nhận được chữ ký (bị khóa, hỏng, hoặc chỗ ký đã có chữ ký)."),
        "no_stamp": _("Dịch vụ cấp dấu thời gian không trả lời. Hãy thử lại sau ít phút."),
        "wrong_signature": _(
            "Nơi ký trả về chữ ký không khớp với giấy này hoặc chứng thư này; đã bỏ, không dùng."
        ),
        "not_read_back": _("Giấy ký xong đọc lại không đúng; đã bỏ, không dùng."),
        "unreachable": _("Nơi giữ khóa (dịch vụ hoặc thiết bị ký) không trả lời. Hãy thử lại sau ít phút."),
        "declined": _("Lượt ký bị từ chối trên thiết bị xác nhận."),
        "too_late": _("Quá thời gian mà chưa xác nhận trên thiết bị. Hãy ký lại."),
        "pin": _("Mã PIN không đúng hoặc đã bị khóa."),
        "no_key": _("Không tìm thấy khóa của chứng thư này ở nơi giữ khóa. Hãy báo quản trị."),
        "no_means": _("Cách ký này chưa được kết nối trên hệ thống. Hãy báo quản trị."),
        "other_file": _("Tệp nhận về không phải đúng giấy đã gửi đi kèm một chữ ký; đã bỏ, không dùng."),
        "stopped": _("Lượt ký đã dừng trước khi đến giấy này."),
        "broken": _("Hệ thống gặp lỗi khi ký giấy này. Hãy thử lại; nếu còn lỗi, hãy báo quản trị."),
    }
