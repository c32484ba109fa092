"""What a file says and the engine ignores: told, so that nobody believes that it happens."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.process.rules.check_contents import content_remarks
from tinhso.foundation.process.rules.safexml import parse_xml
from tinhso.foundation.process.rules.values import Fault
from tinhso.lib.errors import Refused

# Parts of a DMN file that decide nothing here.
_IDLE = frozenset(
    ("knowledgeSource", "authorityRequirement", "inputValues", "outputValues", "itemDefinition")
)


def remarks(xml: bytes) -> list[Fault]:
    """Everything in a BPMN or DMN file that is kept and ignored, in the order of lines.

    An unreadable file has none: its fault is told by the check.
    """
    try:
        root = parse_xml(xml)
    except Refused:
        return []
    if "DMN" in str(root.tag).upper():
        return _of_decisions(root)
    return content_remarks(root)


def _of_decisions(root: Any) -> list[Fault]:
    found = []
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        holder = element.getparent()
        if name in _IDLE:
            message = _("“%(name)s” không có tác dụng khi bảng quyết định.") % {"name": name}
            found.append(_remark(element, message))
        if holder is not None and str(holder.tag).endswith("}extensionElements"):
            message = _("Phần mở rộng “%(name)s” của công cụ khác được giữ nguyên và bị bỏ qua.") % {
                "name": name
            }
            found.append(_remark(element, message))
        for key in element.attrib:
            own = str(key).rpartition("}")
            if own[0] and "XMLSchema-instance" not in own[0] and "DMNDI" not in str(element.tag):
                message = _("Thuộc tính “%(name)s” không có tác dụng ở đây và bị bỏ qua.") % {"name": own[2]}
                found.append(_remark(element, message))
    return found


def _remark(element: Any, message: str) -> Fault:
    name = str(element.tag).rpartition("}")[2]
    return Fault(element.get("id") or name, element.sourceline or 0, message, _("Có thể để nguyên hoặc xoá."))
