"""Checks of how elements hang together: starts, ends, gateways, reach, loops, hours."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from tinhso.foundation.process.rules.graph import automatic_loop, in_order, reach, reverse, successors
from tinhso.foundation.process.rules.model import Model, Node, number
from tinhso.foundation.process.rules.values import Fault


def flow_faults(model: Model) -> list[Fault]:
    """Everything wrong with the graph of one process."""
    found = _edge_faults(model) + _scope_faults(model)
    for node in model.nodes.values():
        found += _gateway_faults(model, node) + _count_faults(model, node)
    if not found:
        found += _reach_faults(model) + _share_faults(model)
    return found


def _edge_faults(model: Model) -> list[Fault]:
    found = []
    # An element of an unknown kind is told once; what hangs on it is not told again.
    unknown = {element.get("id") for element in model.others}
    for flow in model.flows:
        if unknown & {flow.source, flow.target}:
            continue
        source, target = model.nodes.get(flow.source), model.nodes.get(flow.target)
        if source is None or target is None or source.scope != target.scope:
            found.append(
                Fault(
                    flow.id,
                    flow.line,
                    _("Luồng không nối hai phần tử cùng cấp của quy trình."),
                    _("Nối lại mũi tên giữa hai phần tử trong cùng một quy trình."),
                )
            )
    for node in model.nodes.values():
        if node.kind == "boundaryEvent":
            host = model.nodes.get(node.attached)
            if host is None or host.kind not in ("userTask", "subProcess") or host.scope != node.scope:
                found.append(
                    Fault(
                        node.id,
                        node.line,
                        _("Sự kiện biên chưa gắn vào bước nào."),
                        _("Gắn sự kiện lên cạnh của một userTask hoặc subProcess."),
                    )
                )
    return found


def _scope_faults(model: Model) -> list[Fault]:
    scopes = [(model.id, model.line)]
    scopes += [(n.id, n.line) for n in model.nodes.values() if n.kind == "subProcess"]
    found = []
    for scope, line in scopes:
        kinds = [node.kind for node in model.scope(scope)]
        if kinds.count("startEvent") != 1:
            found.append(
                Fault(
                    scope,
                    line,
                    _("Quy trình có %(n)d sự kiện bắt đầu; phải có đúng một.")
                    % {"n": kinds.count("startEvent")},
                    _("Giữ một startEvent không có điều kiện."),
                )
            )
        if "endEvent" not in kinds:
            found.append(Fault(scope, line, _("Quy trình không có sự kiện kết thúc."), _("Thêm endEvent.")))
    return found


def _gateway_faults(model: Model, node: Node) -> list[Fault]:
    flows = model.out.get(node.id, [])
    found = []
    if node.kind == "exclusiveGateway" and len(flows) > 1:
        if node.default not in {flow.id for flow in flows}:
            found.append(
                Fault(
                    node.id,
                    node.line,
                    _("Cổng loại trừ chưa có luồng mặc định."),
                    _("Chọn một luồng ra làm mặc định (default)."),
                )
            )
        for flow in flows:
            if flow.id != node.default and not flow.condition:
                found.append(
                    Fault(
                        flow.id,
                        flow.line,
                        _("Luồng ra của cổng chưa có điều kiện."),
                        _("Thêm conditionExpression."),
                    )
                )
            if flow.id == node.default and flow.condition:
                found.append(
                    Fault(
                        flow.id, flow.line, _("Luồng mặc định không được có điều kiện."), _("Xoá điều kiện.")
                    )
                )
    else:
        for flow in flows:
            if flow.condition:
                found.append(
                    Fault(
                        flow.id,
                        flow.line,
                        _("Điều kiện chỉ đặt trên luồng ra của cổng loại trừ có nhiều nhánh."),
                        _("Thêm exclusiveGateway và đặt điều kiện sau nó."),
                    )
                )
    return found


def _count_faults(model: Model, node: Node) -> list[Fault]:
    into, out = len(model.into.get(node.id, [])), len(model.out.get(node.id, []))
    gateway = node.kind.endswith("Gateway")
    found = []
    if node.kind in ("startEvent", "boundaryEvent") and into:
        found.append(_count(node, _("Không luồng nào được đi vào sự kiện này.")))
    if node.kind == "endEvent" and out:
        found.append(_count(node, _("Không luồng nào được đi ra từ sự kiện kết thúc.")))
    if node.kind not in ("startEvent", "boundaryEvent") and not into:
        found.append(_count(node, _("Không luồng nào đi vào phần tử này nên nó không bao giờ chạy.")))
    if node.kind != "endEvent" and not out:
        found.append(_count(node, _("Phần tử này không dẫn tới đâu.")))
    if not gateway and out > 1:
        found.append(_count(node, _("Phần tử này có nhiều luồng ra; phải chia nhánh bằng cổng.")))
    return found


def _count(node: Node, message: str) -> Fault:
    return Fault(node.id, node.line, message, _("Vẽ lại các mũi tên của phần tử này."))


def _reach_faults(model: Model) -> list[Fault]:
    edges = successors(model)
    starts = [n.id for n in model.scope(model.id) if n.kind == "startEvent"]
    ends = [n.id for n in model.scope(model.id) if n.kind == "endEvent"]
    forward, backward = reach(edges, starts), reach(reverse(edges), ends)
    found = []
    for node in model.nodes.values():
        if node.id not in forward:
            found.append(
                Fault(
                    node.id,
                    node.line,
                    _("Không có đường nào dẫn tới phần tử này."),
                    _("Nối nó với quy trình hoặc xoá."),
                )
            )
        elif node.id not in backward:
            found.append(
                Fault(
                    node.id,
                    node.line,
                    _("Từ phần tử này không tới được điểm kết thúc nào."),
                    _("Thêm đường ra khỏi vòng lặp hoặc nối tới endEvent."),
                )
            )
    for key in automatic_loop(model, edges):
        node = model.nodes[key]
        found.append(
            Fault(
                key,
                node.line,
                _("Vòng lặp này chỉ có các phần tử tự động nên có thể chạy mãi."),
                _("Đặt một bước cho người làm hoặc một thông điệp trong vòng lặp."),
            )
        )
    return found


def _share_faults(model: Model) -> list[Fault]:
    """On no way through may the shares exceed the whole limit; returns to earlier steps do not count."""
    order = in_order(model)
    place = {key: i for i, key in enumerate(order)}
    edges = successors(model)
    total: dict[str, Decimal] = dict.fromkeys(order, Decimal(0))
    for key in order:
        total[key] += _share(model.nodes[key])
        for target in edges[key]:
            if place[target] > place[key]:
                total[target] = max(total[target], total[key])
    over = [key for key in order if total[key] > 1 and _share(model.nodes[key])]
    if not over:
        return []
    node = model.nodes[over[0]]
    return [
        Fault(
            node.id,
            node.line,
            _("Tổng tỷ lệ thời hạn trên đường tới bước này là %(sum)s, lớn hơn 1.") % {"sum": total[node.id]},
            _("Giảm share của các bước để tổng trên mỗi đường không quá 1."),
        )
    ]


def _share(node: Node) -> Decimal:
    if node.kind != "userTask":
        return Decimal(0)
    try:
        return number(node.get("share")) or Decimal(0)
    except ValueError:
        return Decimal(0)
