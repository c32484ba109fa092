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
    "contact_code": Template(
        _("Mã xác nhận địa chỉ nhận tin"),
        _(
            "Mã xác nhận của bạn là {{ code }}, dùng được trong {{ minutes }} phút.\n"
            "Có người muốn dùng địa chỉ này cho tài khoản của họ. Nếu không phải bạn, hãy bỏ qua thư."
        ),
        _("Mã xác nhận: {{ code }}, dùng trong {{ minutes }} phút. Không đưa mã này cho bất kỳ ai."),
        ("code", "minutes"),
    ),
    "contact_changed": Template(
        _("Tài khoản của bạn có địa chỉ nhận tin mới"),
        _(
            "{{ what }} của tài khoản vừa được đổi thành {{ contact }}.\n"
            "Nếu không phải bạn đổi, hãy đặt lại mật khẩu ngay và báo bộ phận một cửa gần nhất."
        ),
        _(
            "{{ what }} của tài khoản vừa đổi thành {{ contact }}. Không phải bạn? Hãy đến bộ phận một cửa ngay."
        ),
        ("what", "contact"),
    ),
    "contact_removed": Template(
        _("Một địa chỉ nhận tin đã được bỏ khỏi tài khoản"),
        _(
            "{{ what }} đã được bỏ khỏi tài khoản của bạn.\n"
            "Nếu không phải bạn làm, hãy đặt lại mật khẩu ngay và báo bộ phận một cửa gần nhất."
        ),
        _("{{ what }} đã được bỏ khỏi tài khoản. Không phải bạn? Hãy đến bộ phận một cửa ngay."),
        ("what",),
    ),
}
