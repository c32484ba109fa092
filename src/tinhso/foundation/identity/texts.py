"""What we tell people about their own account."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class AccountText:
    """One occasion's texts, in the shape in which notices keep theirs."""

    title: object
    body: object
    short: object
    needs: tuple[str, ...]


TEXTS = {
    "account_registered_again": AccountText(
        _("Có người đăng ký lại bằng số của bạn"),
        _(
            "Vừa có người đăng ký tài khoản bằng số định danh của bạn. Tài khoản của bạn vẫn giữ nguyên.\n"
            "Nếu chính là bạn và bạn quên mật khẩu, hãy đặt lại mật khẩu ở trang đăng nhập."
        ),
        _("Co nguoi dang ky bang so dinh danh cua ban. Tai khoan cua ban van giu nguyen."),
        (),
    ),
    "password_reset_code": AccountText(
        _("Mã đặt lại mật khẩu"),
        _(
            "Mã đặt lại mật khẩu của bạn là {{ code }}, dùng được trong {{ minutes }} phút.\n"
            "Không ai của cơ quan nhà nước hỏi bạn mã này. Nếu bạn không yêu cầu, hãy bỏ qua thư."
        ),
        _("Ma dat lai mat khau: {{ code }}, dung trong {{ minutes }} phut. Khong dua ma cho bat ky ai."),
        ("code", "minutes"),
    ),
}
