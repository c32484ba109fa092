"""The filters of the register on screen: what may be chosen, and what is set, each with a way to drop it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import person_name, role_name
from tinhso.foundation.organisation.api import agency
from tinhso.government.dossiers.queries.filters import Filter
from tinhso.government.dossiers.queries.register import agencies_of
from tinhso.government.dossiers.rules.transitions import STATE_NAMES
from tinhso.government.dossiers.views.officer.frame import channel_names, uuid_or_none
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.dates import vi_date
from tinhso.lib.text import sort_key

Option = tuple[str, str]


def bucket_names() -> dict[str, str]:
    """The figures of a board in words that say by themselves what is counted."""
    return {
        "received": _("Đã tiếp nhận"),
        "solved": _("Đã giải quyết"),
        "early": _("Giải quyết trước hạn"),
        "on_time_all": _("Giải quyết đúng hạn"),
        "overdue": _("Giải quyết quá hạn"),
        "in_process_all": _("Đang giải quyết"),
        "in_process": _("Đang giải quyết, trong hạn"),
        "in_process_overdue": _("Đang giải quyết, quá hẹn trả"),
        "supplement": _("Chờ bổ sung"),
        "paused": _("Tạm dừng"),
    }


def short_bucket_names() -> dict[str, str]:
    """The same where a heading already says whether the dossiers are solved or in process."""
    short = {
        "early": _("Trước hạn"),
        "on_time_all": _("Đúng hạn"),
        "overdue": _("Quá hạn"),
        "in_process": _("Trong hạn"),
        "in_process_overdue": _("Quá hẹn trả"),
    }
    return {**bucket_names(), **short}


def help_names() -> dict[str, str]:
    """Who typed: kept apart in every count."""
    return {"0": _("Người dân tự nộp"), "1": _("Cán bộ nhập hộ")}


def outcome_names() -> dict[str, str]:
    """What the result said."""
    return {"1": _("Đáp ứng đề nghị"), "0": _("Từ chối đề nghị")}


def load_names() -> dict[str, str]:
    """The figures of the load in words."""
    return {
        "open": _("Đang mở"),
        "today": _("Đến hạn hôm nay"),
        "overdue": _("Bước quá hạn"),
        "tomorrow": _("Đến hạn ngày làm việc tới"),
        "tight": _("Không còn kịp hẹn"),
        "pace": _("Sẽ trễ theo nhịp hiện nay"),
        "done": _("Xong trong 10 ngày làm việc"),
    }


def person_words(account: str) -> str:
    """Who does a step, by the id of the address; nobody yet for work that was not taken."""
    found = uuid_or_none(account)
    return person_name(found) if found else _("Chưa ai nhận")


def choices(actor: Actor, wanted: Filter) -> dict[str, list[Option]]:
    """What each field of the filter offers; agencies only to those who see the dossiers of several."""
    places = agency_options(agencies_of(actor))
    return {
        "state": [(str(key), str(name)) for key, name in STATE_NAMES.items()],
        "bucket": list({**bucket_names(), "not_received": _("Chưa tiếp nhận")}.items()),
        "channel": list(channel_names().items()),
        "field": [(info.key, info.name) for info in procedures.fields()],
        "assisted": list(help_names().items()),
        "granted": list(outcome_names().items()),
        "agency": places if len(places) > 1 or wanted.agency else [],
    }


def agency_options(ids: list[UUID]) -> list[Option]:
    """Agencies by name, in the Vietnamese order."""
    found = [(str(ident), agency(ident).name) for ident in ids]
    return sorted(found, key=lambda pair: sort_key(pair[1]))


def agency_name(ident: str) -> str:
    """The name behind an id of the address; empty for what is none."""
    found = uuid_or_none(ident)
    return agency(found).name if found else ""


def set_chips(wanted: Filter, offered: dict[str, list[Option]]) -> list[dict[str, str]]:
    """One chip for each part that narrows: what it says, and the address without it."""
    titles = {
        "text": _("Tìm"),
        "state": _("Trạng thái"),
        "bucket": _("Kết quả giải quyết"),
        "granted": _("Nội dung kết quả"),
        "channel": _("Kênh"),
        "assisted": _("Ai nhập"),
        "field": _("Lĩnh vực"),
        "procedure": _("Thủ tục"),
        "agency": _("Cơ quan giải quyết"),
        "received_at": _("Nơi tiếp nhận"),
        "load": _("Việc"),
        "step_agency": _("Nơi đang làm"),
        "step_role": _("Vai đang làm"),
        "step_account": _("Người đang làm"),
        "date_from": _("Từ ngày"),
        "date_to": _("Đến ngày"),
    }
    query = wanted.to_query()
    found = []
    for key, title in titles.items():
        if key in query:
            rest = {name: value for name, value in query.items() if name != key}
            words = _words(key, query[key], wanted, offered)
            found.append({"title": title, "words": words, "href": f"?{urlencode(rest)}"})
    return found


def _words(key: str, value: str, wanted: Filter, offered: dict[str, list[Option]]) -> str:
    if key in ("agency", "received_at"):
        return agency_name(value) or value
    if key == "load":
        return load_names().get(value, value)
    if key == "step_agency":
        names = [agency_name(one) for one in value.split(",")]
        return names[0] if len(names) == 1 else _("%(n)s cơ quan") % {"n": len(names)}
    if key == "step_role":
        return str(role_name(value))
    if key == "step_account":
        return person_words(value)
    if key in ("date_from", "date_to"):
        day: Any = getattr(wanted, key)
        return vi_date(day)
    return dict(offered.get(key, [])).get(value, value)


def typed_days(query: Mapping[str, str], wanted: Filter) -> dict[str, str]:
    """The two days as the form shows them: read ones as 25/11/2026, others as they were typed."""
    days: dict[str, Any] = {"date_from": wanted.date_from, "date_to": wanted.date_to}
    return {name: vi_date(day) if day else query.get(name, "").strip() for name, day in days.items()}


def day_faults(query: Mapping[str, str], wanted: Filter) -> dict[str, str]:
    """What is wrong with the two days; a day that cannot be read narrows nothing, so it must be told."""
    faults = {}
    for name, day in (("date_from", wanted.date_from), ("date_to", wanted.date_to)):
        if day is None and query.get(name, "").strip():
            faults[name] = _("Ngày này không có. Hãy gõ ngày, tháng, năm, ví dụ 25/11/2026.")
    if wanted.date_from and wanted.date_to and wanted.date_from > wanted.date_to:
        faults["date_to"] = _("Ngày cuối phải từ ngày đầu trở về sau.")
    return faults
