"""Give a switch or fact of the province a new value from a day on; what held before keeps holding until then."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from tinhso.foundation.province.models import Setting
from tinhso.foundation.province.rules.setting_rows import read_value
from tinhso.foundation.province.rules.settings import SWITCHES, known_key, may_change
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Forbidden, Invalid, NotFound
from tinhso.lib.text import clean

LONGEST = 300


@act("setting.changed")
def set_value(
    actor: Actor, key: str, value: str, valid_from: date | None, reason: str, legal_basis: str = ""
) -> Setting:
    """Let the key have the value (as typed) from the day on; a value announced on screen may be corrected.

    Switches rule due moments, so they change from tomorrow at the earliest; contacts and retention from
    today. Raises Forbidden, NotFound, Invalid with every fault, Conflict when province.toml sets that day.
    """
    if actor.kind != "system" and not actor.has("system_admin"):
        raise Forbidden("not_system_admin", _("Chỉ người quản trị hệ thống được đổi cấu hình của tỉnh."))
    if not may_change(key):
        raise NotFound("setting_unknown", _("Không có cấu hình này."))
    told = read_value(key, clean(value))
    why, basis = clean(reason), clean(legal_basis)
    faults = [*_faults(key, told, valid_from), *_texts(why, basis)]
    if faults or valid_from is None:
        raise Invalid(faults, "setting_invalid")
    known = Setting.objects.select_for_update().filter(key=key, valid_from=valid_from).first()
    if known is not None and not known.on_screen:
        raise Conflict(
            "setting_in_folder",
            _("Thư mục của tỉnh đã khai giá trị từ ngày này."),
            field="valid_from",
            way_out=_("Chọn ngày khác, hoặc sửa province.toml rồi nạp lại."),
        )
    before = _before(key, valid_from)
    row = known or Setting(key=key, valid_from=valid_from, on_screen=True)
    row.value, row.reason, row.legal_basis = told, why, basis
    row.made_by, row.made_at = actor.account_id, now()
    row.save()
    facts = {"key": key, "valid_from": valid_from, "corrected": known is not None}
    digests = {"before": str(before), "after": str(told), "reason": why, "legal_basis": basis}
    record(
        actor,
        "setting.changed",
        Subject("setting", key),
        facts,
        {name: text for name, text in digests.items() if text},
    )
    return row


def earliest(key: str) -> date:
    """The first day from which a new value may hold."""
    return today() + timedelta(days=1) if key in SWITCHES else today()


def _faults(key: str, told: object, valid_from: date | None) -> list[FieldError]:
    found = []
    known = known_key(key)
    if told is None or len(str(told)) > LONGEST:
        sentence = {
            "int": _("Nhập số nguyên từ %(least)s trở lên.") % {"least": known.least},
            "time": _("Nhập giờ dạng 15:00."),
            "choice": _("Hãy chọn một giá trị."),
        }
        found.append(FieldError("value", sentence.get(known.kind, _("Giá trị dài quá 300 ký tự."))))
    if valid_from is None:
        found.append(FieldError("valid_from", _("Ngày bắt đầu không đúng, ví dụ đúng: 31 12 2026.")))
    elif valid_from < earliest(key):
        found.append(
            FieldError(
                "valid_from",
                _("Giá trị mới áp dụng sớm nhất từ ngày %(day)s: hẹn đã cấp không đổi.")
                % {"day": f"{earliest(key):%d/%m/%Y}"},
            )
        )
    return found


def _texts(why: str, basis: str) -> list[FieldError]:
    found = []
    if not why:
        found.append(FieldError("reason", _("Hãy ghi lý do thay đổi.")))
    elif len(why) > LONGEST:
        found.append(FieldError("reason", _("Lý do dài quá 300 ký tự.")))
    if len(basis) > LONGEST:
        found.append(FieldError("legal_basis", _("Căn cứ dài quá 300 ký tự.")))
    return found


def _before(key: str, day: date) -> object:
    row = Setting.objects.filter(key=key, valid_from__lt=day).order_by("-valid_from").first()
    return row.value if row else known_key(key).default
