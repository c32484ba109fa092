"""How a version works, in words for officers: where, by whom, which way, by which tables; and which files differ."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import ROLES
from tinhso.foundation.process import api as process
from tinhso.government.procedures import words
from tinhso.government.procedures.models import ProcedureVersion
from tinhso.government.procedures.rules import route
from tinhso.government.procedures.rules.content import Content
from tinhso.government.procedures.rules.forms.fields import Leaf, leaves, no_choices

# Every version has its own: they say nothing of what it asks or does.
_OF_EACH = ("valid_from", "valid_to", "decision")


def workings(row: ProcedureVersion) -> dict[str, str]:
    """Lines by heading, empty where the version is silent."""
    content = Content.from_json(row.content)
    plan = route.read(row.process_xml) if row.process_xml else route.Map()
    told = {
        _("Nộp trực tuyến"): [words.online(content.online_level)],
        _("Nơi giải quyết hồ sơ mới"): _routes(content),
        _("Cách tiếp nhận và giải quyết"): _manner(content),
        _("Cách trả lời câu hỏi"): _answers(leaves(row.form_schema)),
        _("Ai làm bước nào"): _hands(plan),
        _("Đường đi giữa các bước"): _ways(plan),
        _("Bảng quyết định"): _tables(_texts(row)),
    }
    return {name: "\n".join(line for line in lines if line) for name, lines in told.items()}


def files_apart(before: ProcedureVersion, after: ProcedureVersion) -> tuple[str, str]:
    """The files that are not the same in both, each with the start of its fingerprint; so nothing differs unsaid."""
    one, two = _prints(before), _prints(after)
    apart = [name for name in sorted({*one, *two}) if one.get(name) != two.get(name)]
    return _printed(apart, one), _printed(apart, two)


def _printed(names: Iterable[str], prints: Mapping[str, str]) -> str:
    return "\n".join(f"{name} · {prints[name][:8]}" for name in names if name in prints)


def _prints(row: ProcedureVersion) -> dict[str, str]:
    content = {key: value for key, value in row.content.items() if key not in _OF_EACH}
    texts = {
        "procedure.toml": json.dumps(content, sort_keys=True, ensure_ascii=False),
        "form.json": json.dumps(row.form_schema, ensure_ascii=False),
        "process.bpmn": row.process_xml,
        **_texts(row),
    }
    # The first day stands in other places too, and examples happen on days of the version.
    plain = {name: text.replace(row.valid_from.isoformat(), "") for name, text in texts.items()}
    return {
        name: sha256(text.encode()).hexdigest()
        for name, text in plain.items()
        if text and not name.startswith("examples/")
    }


def _texts(row: ProcedureVersion) -> dict[str, str]:
    return {str(name): str(text) for name, text in dict(row.files.get("texts", {})).items()}


def _routes(content: Content) -> Iterator[str]:
    for one in sorted(content.route, key=lambda one: one.valid_from):
        place = one.system if one.elsewhere else _("trên hệ thống của tỉnh")
        yield _("Từ %(day)s: %(place)s") % {"day": f"{one.valid_from:%d/%m/%Y}", "place": place}


def _manner(content: Content) -> Iterator[str]:
    if content.on_the_spot:
        yield _("Giải quyết ngay khi tiếp nhận")
    if content.non_territorial:
        yield _("Tiếp nhận không phụ thuộc địa giới")
    yield _("Nộp thay người khác được") if content.on_behalf else _("Không nộp thay người khác")
    if content.cutoff:
        yield _("Nhận sau %(at)s tính sang ngày làm việc sau") % {"at": f"{content.cutoff:%H:%M}"}
    policies = {
        "shift": _("Chờ bổ sung: lùi hạn đúng thời gian chờ"),
        "restart": _("Chờ bổ sung: tính lại thời hạn từ đầu"),
    }
    yield policies.get(content.supplement_policy, content.supplement_policy)
    if content.supplement_days:
        yield _("Bổ sung trong %(days)s ngày") % {"days": content.supplement_days}
    for item in content.components:
        if item.replaces_result_code:
            yield f"{item.name}: {item.replaces_result_code}"


def _answers(found: Iterable[Leaf]) -> Iterator[str]:
    for leaf in found:
        options = " / ".join(option.label for option in leaf.options(no_choices))
        when = _("chỉ hỏi khi %(when)s") % {"when": " & ".join(leaf.whens)} if leaf.whens else ""
        yield f"{leaf.title}: " + " · ".join(part for part in (leaf.widget, options, when) if part)
        yield from _answers(leaf.children)


def _name(node: Element | None, key: str) -> str:
    return (node.get("name") if node is not None else "") or key


def _hands(plan: route.Map) -> Iterator[str]:
    lanes = {
        (ref.text or "").strip(): node.get("id", "")
        for node in plan.nodes.values()
        if node.tag == route.BPMN + "lane"
        for ref in node.findall(route.BPMN + "flowNodeRef")
    }
    for key, node in plan.nodes.items():
        if node.tag != route.BPMN + "userTask":
            continue
        role = node.get(route.TINHSO + "role") or lanes.get(key, "")
        more = [
            f"{name.removeprefix(route.TINHSO)} {value}"
            for name, value in sorted(node.attrib.items())
            if name.startswith(route.TINHSO) and not name.endswith(("}role", "}kind"))
        ]
        yield f"{_name(node, key)}: " + " · ".join([str(ROLES.get(role, role)), *more])


def _ways(plan: route.Map) -> Iterator[str]:
    for source, flows in plan.out.items():
        for _flow, target, condition in flows:
            line = f"{_name(plan.nodes.get(source), source)} → {_name(plan.nodes.get(target), target)}"
            yield f"{line} ({_('khi')} {condition})" if condition else line


def _tables(texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in sorted(texts.items()):
        if not name.endswith(".dmn") or "/" in name:
            continue
        for key, table in process.parse_decisions(text.encode()).items():
            for rule in table.rules:
                given = " & ".join(rule.conditions) or _("mọi trường hợp")
                made = ", ".join(f"{column} = {value}" for column, value in rule.outputs)
                yield f"{key}: {given} → {made}"
