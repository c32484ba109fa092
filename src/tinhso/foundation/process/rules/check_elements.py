"""Checks of single elements: kinds, names, roles, agencies, hours, outcomes."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tinhso.foundation.process.rules.check_words import word_faults
from tinhso.foundation.process.rules.model import Model, Node, number, tag
from tinhso.foundation.process.rules.names import BPMN, DEFAULT_AGENCY, KINDS, TINHSO
from tinhso.foundation.process.rules.values import Fault

_KEY = re.compile(r"^[A-Za-z_][A-Za-z0-9_]{0,63}$")
_WORD = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
_ATTRIBUTES = frozenset(["kind", "hours", "share", "agency", "outcomes", "words"])
_LOOPS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")
_EVENTS = {
    "startEvent": (),
    "endEvent": ("terminateEventDefinition",),
    "intermediateCatchEvent": ("messageEventDefinition",),
    "boundaryEvent": ("messageEventDefinition",),
}
_WAYS_OUT = {
    "task": gettext_noop("Đổi thành userTask và đặt trong làn của một vai trò."),
    "manualTask": gettext_noop("Đổi thành userTask và đặt trong làn của một vai trò."),
    "serviceTask": gettext_noop("Đổi thành userTask, scriptTask hoặc businessRuleTask."),
    "inclusiveGateway": gettext_noop("Dùng cổng loại trừ hoặc cổng song song."),
    "timerEventDefinition": gettext_noop(
        "Hẹn giờ không biết giờ làm việc: dùng sự kiện thông điệp, ví dụ due_soon hoặc overdue."
    ),
}


def element_faults(model: Model) -> list[Fault]:
    """Unknown kinds, double or odd ids, events of other kinds, loops on tasks."""
    found = [_unknown(tag(element), element) for element in model.others]
    for key, line in model.doubles:
        found.append(
            Fault(key, line, _("Mã phần tử trống hoặc bị trùng."), _("Đặt mã (id) riêng cho từng phần tử."))
        )
    for node in model.nodes.values():
        if not _KEY.match(node.id):
            found.append(
                Fault(
                    node.id,
                    node.line,
                    _("Mã “%(id)s” không hợp lệ.") % {"id": node.id[:64]},
                    _("Dùng chữ không dấu, số và gạch dưới, không bắt đầu bằng số."),
                )
            )
        found += _event_faults(node)
        for loop in _LOOPS:
            if node.element.find(BPMN + loop) is not None:
                found.append(
                    Fault(
                        node.id,
                        node.line,
                        _("Tác vụ lặp không thực thi được."),
                        _("Vẽ vòng lặp bằng cổng loại trừ, hoặc từng nhánh song song."),
                    )
                )
        if node.kind == "subProcess" and node.element.get("triggeredByEvent") == "true":
            found.append(
                Fault(
                    node.id,
                    node.line,
                    _("Quy trình con khởi động bằng sự kiện không thực thi được."),
                    _("Dùng sự kiện thông điệp gắn trên cạnh của bước."),
                )
            )
    return found


def _unknown(name: str, element) -> Fault:  # type: ignore[no-untyped-def]
    return Fault(
        element.get("id") or name,
        element.sourceline or 0,
        _("Phần tử “%(name)s” không thực thi được.") % {"name": name},
        _(_WAYS_OUT[name]) if name in _WAYS_OUT else _("Xoá phần tử này hoặc thay bằng loại được hỗ trợ."),
    )


def _event_faults(node: Node) -> list[Fault]:
    if node.kind not in _EVENTS:
        return []
    found = []
    definitions = [e for e in node.element if tag(e).endswith("EventDefinition")]
    for element in definitions:
        if tag(element) not in _EVENTS[node.kind]:
            fault = _unknown(tag(element), element)
            found.append(Fault(node.id, fault.line, fault.message, fault.way_out))
    waits = node.kind in ("intermediateCatchEvent", "boundaryEvent")
    if waits and not found and (len(definitions) != 1 or not _WORD.match(node.message)):
        found.append(
            Fault(
                node.id,
                node.line,
                _("Sự kiện chưa trỏ tới một thông điệp có tên hợp lệ."),
                _("Thêm message có tên như due_soon và trỏ messageRef tới nó."),
            )
        )
    return found


def step_faults(model: Model, roles: set[str] | None, agencies: set[str] | None) -> list[Fault]:
    """What a user task lacks; and `tinhso:` attributes where they mean nothing."""
    found: list[Fault] = []
    for node in model.steps:
        found += _who_faults(node, roles, agencies)
        found += _time_faults(node)
        found += _word_faults(node)
        found += word_faults(node)
    if not model.steps:
        found.append(
            Fault(model.id, model.line, _("Quy trình không có bước nào cho người làm."), _("Thêm userTask."))
        )
    return found


def _who_faults(node: Node, roles: set[str] | None, agencies: set[str] | None) -> list[Fault]:
    found = []
    if not node.name:
        found.append(Fault(node.id, node.line, _("Bước chưa có tên."), _("Đặt tên tiếng Việt cho bước.")))
    if not node.role:
        found.append(
            Fault(
                node.id,
                node.line,
                _("Bước không nằm trong làn nào."),
                _("Đặt bước vào làn (lane) của một vai trò."),
            )
        )
    elif roles is not None and node.role not in roles:
        found.append(
            Fault(
                node.id,
                node.line,
                _("Không có vai trò “%(role)s”.") % {"role": node.role},
                _("Mã của làn phải là một trong: %(known)s.") % {"known": ", ".join(sorted(roles))},
            )
        )
    agency = node.get("agency")
    if agencies is not None and agency and agency not in agencies | {DEFAULT_AGENCY}:
        found.append(
            Fault(
                node.id,
                node.line,
                _("Thủ tục không có cơ quan “%(key)s”.") % {"key": agency},
                _("Dùng một trong: %(known)s.") % {"known": ", ".join(sorted(agencies | {DEFAULT_AGENCY}))},
            )
        )
    return found


def _time_faults(node: Node) -> list[Fault]:
    found = []
    for name in ("hours", "share"):
        try:
            value = number(node.get(name))
        except ValueError:
            value = None
            found.append(
                Fault(
                    node.id,
                    node.line,
                    _("“%(value)s” không phải số hợp lệ cho %(name)s.")
                    % {"value": node.get(name)[:40], "name": name},
                    _("Ghi số không âm, dùng dấu chấm thập phân, ví dụ 1.5."),
                )
            )
        if name == "share" and value is not None and value > 1:
            found.append(
                Fault(
                    node.id,
                    node.line,
                    _("Tỷ lệ thời hạn lớn hơn 1."),
                    _("Ghi phần của thời hạn, từ 0 đến 1."),
                )
            )
    if node.get("hours") and node.get("share"):
        found.append(Fault(node.id, node.line, _("Bước có cả hours và share."), _("Giữ một trong hai.")))
    return found


def _word_faults(node: Node) -> list[Fault]:
    found = []
    kind = node.get("kind")
    if kind and kind not in KINDS:
        found.append(
            Fault(
                node.id,
                node.line,
                _("Không có loại bước “%(kind)s”.") % {"kind": kind},
                _("Dùng một trong: %(known)s.") % {"known": ", ".join(KINDS)},
            )
        )
    for word in node.outcomes:
        if not _WORD.match(word) or node.outcomes.count(word) > 1:
            found.append(
                Fault(
                    node.id,
                    node.line,
                    _("Kết quả “%(word)s” không hợp lệ hoặc bị trùng.") % {"word": word[:40]},
                    _("Dùng chữ thường không dấu, ví dụ: approve reject."),
                )
            )
    for name in node.element.attrib:
        if str(name).startswith(TINHSO) and str(name).removeprefix(TINHSO) not in _ATTRIBUTES:
            found.append(
                Fault(
                    node.id,
                    node.line,
                    _("Không có thuộc tính “%(name)s”.") % {"name": str(name).removeprefix(TINHSO)},
                    _("Các thuộc tính: %(known)s.") % {"known": ", ".join(sorted(_ATTRIBUTES))},
                )
            )
    return found
