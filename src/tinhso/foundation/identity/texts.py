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
    "registration_code": Template(
        _("Mã đăng ký tài khoản"),
        _(
            "Mã đăng ký của bạn là {{ code }}, dùng được trong {{ minutes }} phút.\n"
            "Không ai của cơ quan nhà nước hỏi bạn mã này. Nếu bạn không đăng ký, hãy bỏ qua thư."
        ),
        _("Mã đăng ký tài khoản: {{ code }}, dùng trong {{ minutes }} phút. Không đưa mã này cho bất kỳ ai."),
        ("code", "minutes"),
    ),
    "second_factor_on": Template(
        _("Xác thực hai bước vừa được bật"),
        _(
            "Tài khoản của bạn vừa bật xác thực hai bước và đã đăng xuất các thiết bị khác.\n"
            "Nếu không phải bạn bật, hãy đến bộ phận một cửa gần nhất ngay."
        ),
        _("Tài khoản vừa bật xác thực hai bước. Không phải bạn? Hãy đến bộ phận một cửa ngay."),
        (),
    ),
    "second_factor_off": Template(
        _("Xác thực hai bước vừa bị tắt"),
        _(
            "Tài khoản của bạn vừa tắt xác thực hai bước và đã đăng xuất các thiết bị khác.\n"
            "Nếu không phải bạn tắt, hãy đặt lại mật khẩu ngay và báo bộ phận một cửa gần nhất."
        ),
        _("Tài khoản vừa tắt xác thực hai bước. Không phải bạn? Hãy đặt lại mật khẩu ngay."),
        (),
    ),
    "facts_change_asked": Template(
        _("Có đề nghị sửa thông tin đã xác minh của bạn"),
        _(
            "{{ agency }} vừa ghi đề nghị sửa họ tên, ngày sinh hoặc giới tính trong tài khoản của bạn.\n"
            "Chưa có gì thay đổi cho đến khi một cán bộ khác xác nhận. Nếu bạn không đến đó, hãy báo ngay."
        ),
        _("{{ agency }} vừa đề nghị sửa thông tin đã xác minh của bạn. Bạn không đến đó? Hãy báo ngay."),
        ("agency",),
    ),
    "facts_changed": Template(
        _("Thông tin đã xác minh của bạn vừa được sửa"),
        _(
            "{{ agency }} vừa sửa họ tên, ngày sinh hoặc giới tính trong tài khoản của bạn, có hai cán bộ xác nhận.\n"
            "Hãy xem lại ở trang Tài khoản. Nếu không đúng, hãy báo bộ phận một cửa gần nhất."
        ),
        _("{{ agency }} vừa sửa thông tin đã xác minh của bạn. Hãy xem lại ở trang Tài khoản."),
        ("agency",),
    ),
    "capacity_offered": Template(
        _("Có cơ quan mời bạn nhận vai trò"),
        _(
            "{{ agency }} mời bạn nhận vai trò {{ position }}.\n"
            "Vai trò chỉ có hiệu lực khi bạn nhận ở trang Chuyển vai trò. Không phải việc của bạn thì hãy từ chối."
        ),
        _("{{ agency }} mời bạn nhận vai trò {{ position }}. Hãy nhận hoặc từ chối ở trang Chuyển vai trò."),
        ("agency", "position"),
    ),
    "capacity_granted": Template(
        _("Bạn được giao vai trò mới"),
        _("{{ agency }} đã giao cho bạn vai trò {{ position }}."),
        _("{{ agency }} đã giao cho bạn vai trò {{ position }}."),
        ("agency", "position"),
    ),
    "stands_in": Template(
        _("Bạn được phân công làm thay"),
        _(
            "Bạn làm thay {{ colleague }} từ {{ first }} đến {{ last }}.\n"
            "Việc {{ colleague }} đang giữ hiện trong danh sách Chờ tôi xử lý của bạn những ngày đó."
        ),
        _("Bạn được phân công làm thay đồng nghiệp từ {{ first }} đến {{ last }}."),
        ("colleague", "first", "last"),
    ),
}
