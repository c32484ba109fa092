"""The side list of an officer's pages, and the chips above a worklist: names, counts, addresses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import ADMIN_ROLES
from tinhso.foundation.organisation.api import matters_of, one_stop_desk
from tinhso.foundation.province.api import front_door, setting
from tinhso.government.dossiers.models import Dossier, Opinion
from tinhso.government.dossiers.offices import shape_of
from tinhso.government.dossiers.queries.moments import Moments
from tinhso.government.dossiers.queries.paging import Page, page
from tinhso.government.dossiers.queries.passing import ON_WAY, TO_GIVE
from tinhso.government.dossiers.queries.worklists import (
    COUNTED,
    countable,
    kinds_of,
    standing,
    told,
    values_of,
)
from tinhso.lib.actor import Actor
from tinhso.lib.composed import Countable, Given, counted, grouped
from tinhso.lib.side import count_of

SIGNERS = ("leader", "division_head")
# Who reads what the steering committee gives; the room itself says who does what.
STEERED = (
    "steering",
    "system_admin",
    "monitor",
    "leader",
    "division_head",
    "specialist",
    "clerk",
    "unit_admin",
)
LATE = frozenset({"overdue", "silent"})
# What waits for this officer, and what the whole office has to watch.
MINE = ("mine", "to_sign")
UNIT = ("my_unit", "new", "due_today", "overdue", "waiting_citizen", "silent")


@dataclass(frozen=True)
class Parts:
    """How many dossiers of a worklist came by each channel and in each field.

    Where `total` is more than `COUNTED`, the parts are those of some of its dossiers and say no number.
    """

    total: int
    channels: dict[str, int]
    fields: dict[str, int]


@lru_cache(maxsize=256)
def address(name: str, *args: str) -> str:
    """The address of a page of the side list: the same for everybody, told once."""
    return reverse(name, args=args or None)


def list_names() -> dict[str, str]:
    """Every worklist's name as an officer reads it."""
    return {
        "mine": _("Chờ tôi xử lý"),
        "my_unit": _("Chờ bộ phận xử lý"),
        "new": _("Mới nộp"),
        "due_today": _("Đến hạn hôm nay"),
        "overdue": _("Đang trễ hạn"),
        "waiting_citizen": _("Chờ công dân"),
        "silent": _("Im lặng quá %(hours)s giờ") % {"hours": setting("silent_hours")},
        "to_sign": _("Chờ ký"),
    }


def list_words() -> dict[str, str]:
    """What a worklist holds, in a sentence, where its name alone could be read in two ways."""
    return {
        "mine": _("Việc bạn đã nhận hoặc được giao. Hạn là hạn của bước bạn đang làm."),
        "my_unit": _("Việc của bạn và việc chưa ai nhận mà vai của bạn làm được."),
        "due_today": _("Hồ sơ của cả cơ quan có bước phải xong trong hôm nay."),
        "overdue": _(
            "Hồ sơ của cả cơ quan có bước đang làm đã qua hạn của bước, hoặc đã qua ngày hẹn trả kết quả."
        ),
        "waiting_citizen": _("Hồ sơ của cả cơ quan đang chờ người nộp bổ sung hoặc nộp tiền."),
        "silent": _("Hồ sơ của cả cơ quan không có thao tác nào trong thời gian đó, kể cả khi chưa trễ hạn."),
    }


def worklists(actor: Actor, current: str = "") -> list[dict[str, Any]]:
    """The side list of an officer who acts in a capacity; nothing for anybody else.

    Groups `{"title", "items": [{"label", "href", "count", "late", "current"}]}`; `current` is the key of the
    page that is open: a worklist's name, `opinions`, `register`, `board` or `counter`.
    """
    if actor.kind != "officer" or actor.agency_id is None:
        return []
    names, held = list_names(), _numbers(actor)

    def lists(keys: tuple[str, ...]) -> list[dict[str, Any]]:
        return [
            _item(names[key], address("dossiers:worklist", key), key == current, held[key], key in LATE)
            for key in keys
            if key in held
        ]

    unit = lists(UNIT)
    unit.append(
        _item(_("Chờ cho ý kiến"), address("dossiers:opinions"), current == "opinions", held["opinions"])
    )
    unit.append(_item(_("Sổ theo dõi"), address("dossiers:register"), current == "register"))
    unit.append(_item(_("Bảng số liệu"), address("dossiers:board"), current == "board"))
    if actor.has("leader", "division_head", "monitor"):
        unit.append(_item(_("Tải việc, việc sắp trễ"), address("dossiers:load"), current == "load"))
    signs = ("leader", "division_head", "clerk")
    copies = ("reception", "return_officer") if setting("certify_scans") == "officer" else ()
    if actor.has(*signs, *copies):
        unit.append(_item(_("Ký số"), address("signing:queue"), current == "signing"))
    unit.append(_item(_("Nghỉ và người thay"), address("identity:leave"), current == "leave"))
    unit += _about_service(actor, current)
    if _runs_desk(actor):
        href = address("queue:figures")
        unit.append(_item(_("Quầy và hàng đợi"), href, current == "queue_figures"))
        if (
            not actor.has("reception", "return_officer")
            and one_stop_desk(actor.agency_id).id == actor.agency_id
        ):
            unit += [_passing_item(held, current), _result_item(current)]
    groups = [
        {"title": _("Việc của tôi"), "items": lists(MINE)},
        {"title": _("Bộ phận"), "items": unit},
    ]
    if actor.has("clerk") and not actor.has("reception", "return_officer"):
        unit.append(_scan_item(current))
    if actor.has("leader", "division_head") and not actor.has("cashier"):
        unit.append(_money_item(current))
    return [*groups, *_desk_group(actor, held, current), *_administration(actor, current)]


def _desk_group(actor: Actor, held: dict[str, int], current: str) -> list[dict[str, Any]]:
    """The entries of those who stand at a desk."""
    money = [_money_item(current)] if actor.has("cashier") else []
    if actor.has("reception"):
        return [{"title": _("Quầy"), "items": [*_desk(actor, held, current), *money]}]
    if not actor.has("return_officer", "cashier"):
        return []
    extra = []
    if actor.has("return_officer"):
        extra = [_scan_item(current), _passing_item(held, current), _result_item(current)]
    return [{"title": _("Quầy"), "items": [_queue_item(current), *extra, *money]}]


def _desk(actor: Actor, held: dict[str, int], current: str) -> list[dict[str, Any]]:
    """What a desk does beside its worklists."""
    desk = [
        _queue_item(current),
        _item(_("Nhận hồ sơ tại quầy"), address("dossiers:counter"), current == "counter"),
        _scan_item(current),
        _passing_item(held, current),
        _result_item(current),
        _item(_("Xác minh tài khoản"), address("identity:desk_find"), current == "verify"),
    ]
    waiting, late = count_of("portal", actor)
    if waiting and not actor.has(*ADMIN_ROLES, "monitor"):
        desk.append(
            _item(_("Chờ gửi Cổng quốc gia"), address("portal:home"), current == "portal", waiting, late)
        )
    return desk


def _about_service(actor: Actor, current: str) -> list[dict[str, Any]]:
    """What people say of the service, and how it is measured; the rooms ask themselves who reads what."""
    items = []
    if actor.has("reception", "specialist", "division_head", "leader", "clerk", "monitor"):
        href = address("petitions:worklist")
        held, late = count_of("petitions", actor)
        items.append(_item(_("Phản ánh, kiến nghị"), href, current == "petitions", held, late))
    if actor.has("leader", "division_head", "monitor"):
        items.append(_item(_("Chỉ số chất lượng phục vụ"), address("ratings:board"), current == "ratings"))
    if actor.has("leader", "division_head", "monitor", "steering"):
        items.append(_item(_("Điểm theo QĐ 766"), address("indices:quality_own_home"), current == "quality"))
    if actor.has("leader", "monitor", "steering"):
        href = address("indices:committee_board")
        items.append(_item(_("Bảng điều hành"), href, current == "committee_board"))
    if actor.has("leader", "division_head", "specialist", "clerk", "monitor"):
        href = address("indices:self_scoring")
        items.append(_item(_("Tự chấm điểm chuyển đổi số"), href, current == "self_scoring"))
    if actor.has("leader", "division_head", "specialist", "clerk", "unit_admin", "monitor", "system_admin"):
        items.append(_item(_("Báo cáo định kỳ"), address("reports:home"), current == "reports"))
    if actor.has(*STEERED):
        items.append(_item(_("Chỉ đạo, điều hành"), address("directives:tasks"), current == "directives"))
    return items


def _runs_desk(actor: Actor) -> bool:
    """True for leaders and administrators of a one-stop desk, or of the agency right above one."""
    if actor.agency_id is None or not actor.has("leader", "division_head", *ADMIN_ROLES):
        return False
    desk = one_stop_desk(actor.agency_id)
    return desk.kind in ("one_stop_desk", "service_centre") and actor.agency_id in (desk.id, desk.parent_id)


def _scan_item(current: str) -> dict[str, Any]:
    return _item(_("Quét giấy tờ"), address("scanning:home"), current == "scanning")


def _queue_item(current: str) -> dict[str, Any]:
    return _item(_("Gọi số"), address("queue:desk"), current == "queue")


def _passing_item(held: dict[str, int], current: str) -> dict[str, Any]:
    """Paper that this desk has to give to another, or to confirm."""
    name = _("Bàn giao giữa các trung tâm")
    return _item(name, address("transfers:home"), current == "transfers", held["passing"])


def _money_item(current: str) -> dict[str, Any]:
    """Fees and charges that the desk takes."""
    return _item(_("Thu phí, lệ phí"), address("payments:home"), current == "payments")


def _result_item(current: str) -> dict[str, Any]:
    return _item(_("Kết quả đang giao"), address("handover:home"), current == "handover")


def _administration(actor: Actor, current: str) -> list[dict[str, Any]]:
    """The administrators' pages: a unit's own people and codes; the province's calendar and settings.

    A monitor of procedures watches the connection to the national portal too.
    """
    if not actor.has(*ADMIN_ROLES, "monitor"):
        if not actor.has("leader") or front_door() != "national":
            return []
        watched = _item(_("Cổng dịch vụ công quốc gia"), address("portal:home"), current == "portal")
        return [{"title": _("Theo dõi"), "items": [watched]}]
    pages = [("portal", _("Cổng dịch vụ công quốc gia"), "portal:home")]
    if actor.has(*ADMIN_ROLES):
        pages.insert(0, ("staff", _("Nhân sự và vai trò"), "identity:staff"))
        pages.insert(1, ("codes", _("Mã cơ quan"), "organisation:codes"))
        pages.insert(2, ("offers", _("Mở, đóng thủ tục"), "catalogue:offers"))
    if actor.has("system_admin"):
        pages.append(("units", _("Đơn vị hành chính"), "organisation:units"))
        pages.append(("receivers", _("Nơi nhận bàn giao"), "transfers:receivers"))
        pages.append(("national", _("Danh mục quốc gia"), "catalogue:entries"))
        pages.append(("design", _("Thiết kế thủ tục"), "design:drafts"))
        pages.append(("templates", _("Mẫu giấy tờ"), "papers:templates"))
        pages.append(("index_sets", _("Bộ chỉ số"), "indices:sets"))
        pages.append(("certificates", _("Chứng thư số"), "signing:certificates"))
        pages.append(("calendar", _("Lịch làm việc"), "worktime:year"))
        pages.append(("settings", _("Cấu hình của tỉnh"), "province:settings"))
        pages.append(("clients", _("Ứng dụng kết nối"), "identity:clients"))
    items = [_item(label, address(name), key == current, *count_of(key, actor)) for key, label, name in pages]
    return [{"title": _("Quản trị"), "items": items}]


def _numbers(actor: Actor) -> dict[str, int]:
    """Every number that the dossiers themselves tell, in one question; `COUNTED` + 1 is more than `COUNTED`."""
    names = [name for name in (*MINE, *UNIT) if name != "to_sign" or actor.has(*SIGNERS)]

    def rows(given: Given) -> Countable:
        me = standing(actor, given)
        passing = Dossier.objects.filter(TO_GIVE | ON_WAY, matters_of(me.agency_id, "holder_agency_id"))
        return {
            **countable(me, Moments.given(given), names),
            "opinions": _questions(me).values_list("pk"),
            "passing": passing.values_list("pk"),
        }

    return counted(("side", shape_of(actor)), rows, COUNTED, **values_of(actor))


def parts(actor: Actor, name: str) -> Parts:
    """The chips of a worklist, in one query; of a list longer than `COUNTED`, those of some of its dossiers."""
    rows = grouped(
        ("chips", name, shape_of(actor)),
        lambda given: kinds_of(given, actor, name),
        COUNTED,
        **values_of(actor),
    )
    channels: dict[str, int] = {}
    kinds: dict[str, int] = {}
    for channel, kind, count in rows:
        channels[channel] = channels.get(channel, 0) + count
        kinds[kind] = kinds.get(kind, 0) + count
    return Parts(sum(channels.values()), channels, kinds)


def asked_of(actor: Actor, after: str = "", limit: int = 50) -> Page[Opinion]:
    """One page of the questions of other agencies that wait for this officer's, the next due first."""
    if actor.agency_id is None:
        return Page(())
    return page(_questions(actor).select_related("dossier", "asked_by_agency"), "due_at", after, limit)


def _questions(actor: Actor) -> QuerySet[Opinion]:
    here = matters_of(actor.agency_id, "agency_id", "dossier__unit_code")
    return Opinion.objects.filter(here, answered_at=None, cancelled_at=None)


def _item(
    label: str, href: str, current: bool, count: int | None = None, late: bool = False
) -> dict[str, Any]:
    shown = told(count) if count is not None else None
    return {"label": label, "href": href, "count": shown, "late": late, "current": current}
