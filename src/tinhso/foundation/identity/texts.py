"""What we tell people about their own account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tinhso.foundation.notices.api import Template

TEXTS = {
    "account_registered_again": Template(
        _("Có người đăng ký lại bằng số của bạn"),
        _(
            "Vừa có người đăng ký tài khoản bằng số định danh của bạn. Tài khoản của bạn vẫn giữ nguyên.\n"
            "Nếu chính là bạn và bạn quên mật khẩu, hãy đặt lại mật khẩu ở trang đăng nhập."
        ),
        _("Có người đăng ký bằng số định danh của bạn. Tài khoản của bạn vẫn giữ nguyên."),
        (),
    ),
    "password_reset_code": Template(
        _("Mã đặt lại mật khẩu"),
        _(
            "Mã đặt lại mật khẩu của bạn là {{ code }}, dùng được trong {{ minutes }} phút.\n"
            "Không ai của cơ quan nhà nước hỏi bạn mã này. Nếu bạn không yêu cầu, hãy bỏ qua thư."
        ),
        _("Mã đặt lại mật khẩu: {{ code }}, dùng trong {{ minutes }} phút. Không đưa mã này cho bất kỳ ai."),
        ("code", "minutes"),
    ),
}
