"""The catalogue's values in plain Vietnamese: channels, durations, prices, places, people."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext as _

from tinhso.government.procedures.rules.content import Authority, Content, FeeLine, TimeLimit
from tinhso.government.procedures.rules.schema import SAME_DAY
from tinhso.lib.money import vnd


def channel(key: str) -> str:
    """A way of filing."""
    names = {"DIRECT": _("Nộp trực tiếp"), "ONLINE": _("Nộp trực tuyến"), "POSTAL": _("Gửi bưu chính")}
    return names.get(key, key)


def duration(limit: TimeLimit) -> str:
    """The time limit in words; says so when no public source tells it."""
    if limit.text:
        return limit.text
    if limit.unit == SAME_DAY:
        return same_day(limit.after)
    if limit.value is None or not limit.unit:
        return _("Chưa có thời hạn công khai")
    units = {
        "HOUR": _("giờ làm việc"),
        "WORKING_DAY": _("ngày làm việc"),
        "DAY": _("ngày"),
        "MONTH": _("tháng"),
        "YEAR": _("năm"),
    }
    number = f"{limit.value.normalize():f}".replace(".", ",")
    return f"{number} {units[limit.unit]}"


def same_day(after: time | None) -> str:
    """The day of reception, in words."""
    if after is None:
        return _("Trong ngày làm việc tiếp nhận")
    at = f"{after:%H:%M}" if after.minute else _("%(hour)s giờ") % {"hour": after.hour}
    return _("Trong ngày; nhận sau %(at)s thì trong ngày làm việc tiếp theo") % {"at": at}


def price(line: FeeLine) -> str:
    """A fee in words."""
    if line.text:
        return line.text
    if line.amount == 0:
        return _("Không thu")
    if line.amount is not None:
        return vnd(line.amount)
    return _("Chưa có mức thu công khai") if line.unstated else _("Tính theo hồ sơ")


def place(rule: Authority) -> str:
    """Who decides, as a person would name it."""
    if rule.name:
        return rule.name
    kinds = {
        "land_registry": _("Văn phòng đăng ký đất đai"),
        "tax_office": _("Cơ quan thuế"),
        "police": _("Công an"),
        "social_insurance": _("Bảo hiểm xã hội"),
        "service_centre": _("Trung tâm Phục vụ hành chính công"),
    }
    levels = {
        "commune": _("Ủy ban nhân dân xã, phường"),
        "district": _("Ủy ban nhân dân huyện, thành phố"),
        "province": _("Ủy ban nhân dân tỉnh hoặc sở chuyên ngành"),
    }
    return kinds.get(rule.kind) or levels[rule.level]


def levels() -> dict[str, str]:
    """The levels of government in words, from the province down."""
    return {"province": _("Cấp tỉnh"), "district": _("Cấp huyện"), "commune": _("Cấp xã")}


def online(level: str) -> str:
    """How far a service is online, by the name that the law of a day gives it; "" for a closed one."""
    names = {
        "1": _("Mức độ 1"),
        "2": _("Mức độ 2"),
        "3": _("Mức độ 3"),
        "4": _("Mức độ 4"),
        "none": _("Nộp tại quầy hoặc qua bưu chính"),
        "partial": _("Trực tuyến một phần"),
        "full": _("Trực tuyến toàn trình"),
    }
    return names.get(level, "")


def subjects(content: Content) -> list[str]:
    """Who may apply, by the national subject types."""
    names = {
        "ĐT1": _("Công dân Việt Nam"),
        "ĐT2": _("Doanh nghiệp"),
        "ĐT4": _("Người nước ngoài"),
        "ĐT7": _("Tổ chức nước ngoài"),
        "ĐT9": _("Tổ chức (không phải doanh nghiệp, hợp tác xã)"),
        "ĐT10": _("Doanh nghiệp có vốn đầu tư nước ngoài"),
        "DT11": _("Hợp tác xã"),
        "DT12": _("Người Việt Nam định cư ở nước ngoài"),
        "DT13": _("Cán bộ, công chức, viên chức"),
    }
    return [names.get(code, code) for code in content.subjects]
