"""What officers are told of reports."""

from __future__ import annotations

from tinhso.foundation.notices.api import Template

_HOME = "{{ address }}/can-bo/bao-cao/"
_ONE = f"{_HOME}{{{{ id }}}}/"

TEXTS: dict[str, Template] = {
    "report_due": Template(
        "Báo cáo đến hạn {{ due }}",
        f"{{{{ form }}}}, kỳ {{{{ period }}}}: gửi chậm nhất {{{{ due }}}}.\nLập báo cáo: {_HOME}",
        f"Báo cáo kỳ {{{{ period }}}} đến hạn {{{{ due }}}}. {_HOME}",
        ("form", "period", "due"),
    ),
    "report_late": Template(
        "Báo cáo quá hạn {{ due }}",
        f"{{{{ form }}}}, kỳ {{{{ period }}}}: lẽ ra gửi chậm nhất {{{{ due }}}}, đến nay chưa gửi.\nLập báo cáo: {_HOME}",
        f"Báo cáo kỳ {{{{ period }}}} đã quá hạn {{{{ due }}}}. {_HOME}",
        ("form", "period", "due"),
    ),
    "report_signed": Template(
        "Báo cáo đã được ký",
        f"{{{{ form }}}}, kỳ {{{{ period }}}} đã có chữ ký, có thể gửi.\nMở báo cáo: {_ONE}",
        f"Báo cáo kỳ {{{{ period }}}} đã được ký. {_ONE}",
        ("id", "form", "period"),
    ),
    "report_sent": Template(
        "Báo cáo mới từ {{ agency }}",
        f"{{{{ agency }}}} đã gửi {{{{ form }}}}, kỳ {{{{ period }}}}.\nMở báo cáo: {_ONE}",
        f"{{{{ agency }}}} đã gửi báo cáo kỳ {{{{ period }}}}. {_ONE}",
        ("id", "form", "period", "agency"),
    ),
}
