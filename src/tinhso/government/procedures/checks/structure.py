"""procedure.toml beyond its shape: names that must agree, periods that may not overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, did_you_mean
from tinhso.government.procedures.checks.forms import sound_shape, unknown_paths
from tinhso.government.procedures.checks.package import Package
from tinhso.government.procedures.rules import expressions
from tinhso.government.procedures.rules.content import Component, Content, TimeLimit
from tinhso.government.procedures.rules.schema import SAME_DAY

NAME = "procedure.toml"


def structure_faults(package: Package, fields: set[str], events: set[str]) -> Iterator[Fault]:
    """Faults of one package's procedure.toml (its shape is already proved)."""
    content = package.content
    if content is None:
        return
    yield from _names(package, content, fields, events)
    yield from _periods(package, content)
    yield from _routes(package, content)
    yield from _doubles(package, content)
    yield from _cases(package, content)
    yield from _labels(package, content)
    yield from _marks(package, content)
    yield from _limits_and_fees(package, content)
    yield from _expressions(package, content)


def _names(package: Package, content: Content, fields: set[str], events: set[str]) -> Iterator[Fault]:
    parts = package.path.split("/")
    if len(parts) != 3 or parts[1] != content.field:
        yield package.fault(
            NAME,
            package.at("field"),
            _("Gói thủ tục đứng sai chỗ."),
            _("Chuyển gói tới procedures/%(field)s/%(name)s/.")
            % {"field": content.field, "name": f"{content.code}-{content.slug}"},
        )
    if parts[-1].split("@")[0] != f"{content.code}-{content.slug}":
        yield package.fault(
            NAME,
            package.at("code"),
            _("Tên thư mục không khớp mã và tên ngắn."),
            _("Đổi tên thư mục thành “%(name)s”.") % {"name": f"{content.code}-{content.slug}"},
        )
    if content.field not in fields:
        yield package.fault(
            NAME,
            package.at("field"),
            _("Lĩnh vực “%(key)s” chưa có trong search/fields.toml.") % {"key": content.field},
            did_you_mean(content.field, fields) if fields else _("Thêm lĩnh vực vào search/fields.toml."),
        )
    for number, key in enumerate(content.life_events):
        if key not in events:
            yield package.fault(
                NAME,
                package.at("life_events", number) or package.at("life_events"),
                _("Sự kiện “%(key)s” chưa có trong search/life-events.toml.") % {"key": key},
                did_you_mean(key, events) if events else _("Thêm sự kiện vào search/life-events.toml."),
            )


def _periods(package: Package, content: Content) -> Iterator[Fault]:
    if content.valid_to and content.valid_to < content.valid_from:
        yield package.fault(
            NAME,
            package.at("valid_to"),
            _("Ngày hết hiệu lực trước ngày bắt đầu."),
            _("Sửa một trong hai ngày."),
        )
    for number, rule in enumerate(content.authority):
        if rule.valid_to and rule.valid_to < rule.valid_from:
            yield package.fault(
                NAME,
                package.at("authority", number, "valid_to"),
                _("Thẩm quyền hết hiệu lực trước khi bắt đầu."),
                _("Sửa một trong hai ngày."),
            )
    for (first, one), (second, two) in combinations(enumerate(content.authority), 2):
        if one.key == two.key and overlap((one.valid_from, one.valid_to), (two.valid_from, two.valid_to)):
            yield package.fault(
                NAME,
                package.at("authority", second),
                _("Thẩm quyền này chồng thời gian với thẩm quyền thứ %(n)d.") % {"n": first + 1},
                _("Đặt valid_to cho thẩm quyền cũ."),
            )
    if not any(rule.key == "competent" for rule in content.authority):
        yield package.fault(
            NAME,
            package.at("authority"),
            _("Không có cơ quan giải quyết (key “competent”)."),
            _("Thêm một [[authority]] không ghi key."),
        )


def _routes(package: Package, content: Content) -> Iterator[Fault]:
    """A ministry's system has a name, ours needs none; one route a day."""
    days = [route.valid_from for route in content.route]
    for number, route in enumerate(content.route):
        if route.elsewhere != bool(route.system):
            yield package.fault(
                NAME,
                package.at("route", number),
                _("Nơi giải quyết là hệ thống của Bộ mà không có tên, hoặc ngược lại."),
                _("Ghi system cho where = “ministry”; bỏ system cho where = “here”."),
            )
        if route.valid_from in days[:number]:
            yield package.fault(
                NAME,
                package.at("route", number, "valid_from"),
                _("Có hai nơi giải quyết cùng bắt đầu một ngày."),
                _("Chỉ giữ một mục."),
            )


def overlap(a: tuple[date, date | None], b: tuple[date, date | None]) -> bool:
    """True when two periods (ends inclusive, None: open) share a day."""
    return (b[1] is None or a[0] <= b[1]) and (a[1] is None or b[0] <= a[1])


def _doubles(package: Package, content: Content) -> Iterator[Fault]:
    tables: dict[str, Sequence[str]] = {
        "components": [item.key for item in content.components],
        "cases": [item.key for item in content.cases],
        "limits": [f"{item.channel}/{item.case}" for item in content.limits],
        "fees": [item.key for item in content.fees if item.key],
    }
    for table, keys in tables.items():
        for number, key in enumerate(keys):
            if key in keys[:number]:
                yield package.fault(
                    NAME,
                    package.at(table, number),
                    _("“%(key)s” bị lặp trong %(table)s.") % {"key": key, "table": table},
                    _("Chỉ giữ một mục."),
                )


def _cases(package: Package, content: Content) -> Iterator[Fault]:
    known = {case.key for case in content.cases}
    tables: dict[str, Sequence[Component | TimeLimit]] = {
        "components": content.components,
        "limits": content.limits,
    }
    for table, items in tables.items():
        for number, item in enumerate(items):
            if item.case and item.case not in known:
                yield package.fault(
                    NAME,
                    package.at(table, number, "case"),
                    _("Trường hợp “%(key)s” chưa khai trong [[cases]].") % {"key": item.case},
                    did_you_mean(item.case, known) if known else _("Thêm [[cases]]."),
                )


def _labels(package: Package, content: Content) -> Iterator[Fault]:
    """A person reads conditions in words: each has its sentence, and no sentence stands alone."""
    for number, item in enumerate(content.components):
        if bool(item.when) != bool(item.when_label):
            yield package.fault(
                NAME,
                package.at("components", number, "when" if item.when else "when_label"),
                _("Giấy tờ “%(key)s” có điều kiện mà chưa nói bằng lời, hoặc ngược lại.") % {"key": item.key},
                _("Ghi cả when và when_label, ví dụ: when_label = “có nhà sát bên”."),
            )


def _marks(package: Package, content: Content) -> Iterator[Fault]:
    """Nothing is called verified without a source, and a mark stands on what is there."""
    for number, item in enumerate(content.components):
        if item.verified and not content.source_url:
            yield package.fault(
                NAME,
                package.at("components", number, "verified"),
                _("Giấy tờ “%(key)s” ghi là đã kiểm chứng mà gói không nêu nguồn.") % {"key": item.key},
                _("Thêm source_url, hoặc đặt verified = false."),
            )
    for key in content.unverified:
        if not getattr(content, key):
            yield package.fault(
                NAME,
                package.at("unverified"),
                _("Mục “%(key)s” bị ghi là chưa kiểm chứng mà gói không khai.") % {"key": key},
                _("Bỏ tên mục này khỏi unverified."),
            )


def _limits_and_fees(package: Package, content: Content) -> Iterator[Fault]:
    for number, limit in enumerate(content.limits):
        same_day = limit.unit == SAME_DAY
        if (same_day and limit.value is not None) or (limit.after is not None and not same_day):
            yield package.fault(
                NAME,
                package.at("limits", number),
                _("Thời hạn “trong ngày” không có con số; giờ chốt (after) chỉ đi với nó."),
                _('Viết unit = "SAME_DAY" và after = "15:00", không ghi value.'),
            )
        if not same_day and (limit.value is None) != (not limit.unit):
            yield package.fault(
                NAME,
                package.at("limits", number),
                _("Thời hạn phải có cả số và đơn vị, hoặc không có cả hai."),
                _("Bỏ số khi nguồn không ghi đơn vị; đừng đoán."),
            )
        if limit.value is not None and limit.unit in {"DAY", "MONTH", "YEAR"} and limit.value % 1:
            yield package.fault(
                NAME,
                package.at("limits", number, "value"),
                _("Ngày, tháng, năm phải là số nguyên."),
                _("Viết số nguyên, hoặc dùng HOUR."),
            )
        if limit.known and limit.text:
            yield package.fault(
                NAME,
                package.at("limits", number, "text"),
                _("Thời hạn có cả con số và lời."),
                _("Có con số thì bỏ text; lời chỉ dành cho quy định không tính được."),
            )
        if not limit.known and not limit.text and limit.verified:
            yield package.fault(
                NAME,
                package.at("limits", number, "verified"),
                _("Thời hạn trống không thể là đã kiểm chứng."),
                _("Đặt verified = false."),
            )
    for number, fee in enumerate(content.fees):
        if sum((fee.amount is not None, bool(fee.expression), bool(fee.decision))) > 1:
            yield package.fault(
                NAME,
                package.at("fees", number),
                _("Khoản thu có cả số tiền, công thức hoặc bảng quyết định."),
                _("Chỉ giữ một cách tính."),
            )
        if fee.unstated and not fee.text and fee.verified:
            yield package.fault(
                NAME,
                package.at("fees", number, "verified"),
                _("Khoản thu chưa có số tiền không thể là đã kiểm chứng."),
                _("Đặt verified = false."),
            )


def _unknown(package: Package, text: str) -> list[str]:
    return unknown_paths(package.schema, text) if package.schema and sound_shape(package.schema) else []


def _expressions(package: Package, content: Content) -> Iterator[Fault]:
    tables = {"cases": content.cases, "components": content.components, "fees": content.fees}
    for table, items in tables.items():
        for number, item in enumerate(items):
            for key in ("when", "expression"):
                text = getattr(item, key, "")
                unknown = [] if not text or expressions.fault(text) else _unknown(package, text)
                for path in unknown:
                    yield package.fault(
                        NAME,
                        package.at(table, number, key),
                        _("Điều kiện nói về câu hỏi “%(name)s” mà biểu mẫu không có.") % {"name": path},
                        _("Dùng tên câu hỏi trong form.json."),
                    )
                if text and expressions.fault(text):
                    yield package.fault(
                        NAME,
                        package.at(table, number, key),
                        _("Không tính được biểu thức “%(text)s”.") % {"text": text[:80]},
                        _("Viết biểu thức đơn giản, ví dụ: pages > 2."),
                    )
