"""examples/*.toml run: the form, the papers, the fee, the due moment and the route must come out as told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.process import api as process
from tinhso.foundation.province.api import Fault, TomlFile, did_you_mean
from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures.checks.package import Package, plain
from tinhso.government.procedures.checks.tables import process_files, tables
from tinhso.government.procedures.rules import facts
from tinhso.government.procedures.rules.forms.form import Form
from tinhso.government.procedures.rules.schema import CHANNELS
from tinhso.lib.errors import Refused

KINDS = ("plain", "supplemented", "refused")
KEYS = {"title", "kind", "channel", "received", "supplement", "data", "outcomes", "messages", "expect"}
EXPECTED = {"route", "due", "fee", "components", "result", "errors"}


def example_faults(package: Package, calendar: worktime.Calendar | None) -> Iterator[Fault]:
    """Faults of one package's examples; and one when a kind of example is missing."""
    kinds = {str(example.data.get("kind")) for example in package.examples.values()}
    for kind in KINDS:
        if kind not in kinds:
            yield package.fault(
                "examples", 0, _("Thiếu ví dụ loại “%(kind)s”.") % {"kind": kind}, _("Thêm một tệp ví dụ.")
            )
    for name, example in package.examples.items():
        shape = list(_shape(package, name, example))
        yield from shape
        if not shape and package.content and package.schema:
            yield from Example(package, name, example, calendar).faults()


def _shape(package: Package, name: str, example: TomlFile) -> Iterator[Fault]:
    data = example.data
    if not isinstance(data.get("data"), dict) or not isinstance(data.get("expect"), dict):
        yield package.fault(name, 0, _("Ví dụ cần [data] và [expect]."), _("Thêm cả hai bảng."))
        return
    for keys, known, at in ((data, KEYS, ()), (data.get("expect", {}), EXPECTED, ("expect",))):
        for key in sorted(set(keys) - known):
            yield package.fault(
                name, example.line(*at, key), _("Khóa lạ “%(key)s”.") % {"key": key}, did_you_mean(key, known)
            )
    for key, choices in (("kind", KINDS), ("channel", CHANNELS)):
        if data.get(key) not in choices:
            yield package.fault(
                name,
                example.line(key),
                _("Ví dụ cần “%(key)s”.") % {"key": key},
                did_you_mean(str(data.get(key, "")), list(choices)),
            )
    received = data.get("received")
    if not isinstance(received, datetime) or received.tzinfo is None:
        yield package.fault(
            name,
            example.line("received"),
            _("Ví dụ cần thời điểm tiếp nhận kèm múi giờ."),
            _("Viết như 2026-11-23T09:15:00+07:00."),
        )


class Example:
    """One example under proof."""

    def __init__(
        self, package: Package, name: str, example: TomlFile, calendar: worktime.Calendar | None
    ) -> None:
        assert package.content is not None
        assert package.schema is not None
        self.package, self.name, self.example, self.calendar = package, name, example, calendar
        self.content = package.content
        self.expect: dict[str, Any] = plain(example.data["expect"])
        self.channel = str(example.data["channel"])
        self.received: datetime = example.data["received"]
        self.form = Form(package.schema, self.received.date())
        self.data, self.errors = self.form.clean(plain(example.data["data"]))
        self.facts = {**self.data, "today": self.received.date().isoformat()}

    def faults(self) -> Iterator[Fault]:
        """Everything that comes out otherwise than told."""
        yield from self._form()
        yield from self._compare("components", self.expect.get("components"), self._components())
        yield from self._fee()
        yield from self._due()
        yield from self._route()
        yield from self._result()
        known = {item.key for item in self.content.components}
        for key in self.example.data.get("supplement", ()):
            if key not in known:
                message = _("Giấy tờ bổ sung “%(key)s” không có trong thủ tục.") % {"key": key}
                yield self._fault("supplement", message, did_you_mean(str(key), known))

    def _fault(self, key: str, message: str, way_out: str) -> Fault:
        line = self.example.line("expect", key) if key in EXPECTED else self.example.line(key)
        return self.package.fault(self.name, line, message, way_out)

    def _compare(self, key: str, told: Any, found: Any) -> Iterator[Fault]:
        if told is not None and told != found:
            yield self._fault(
                key,
                _("%(key)s: ví dụ ghi %(told)s nhưng kết quả là %(found)s.")
                % {"key": key, "told": told, "found": found},
                _("Sửa ví dụ, hoặc sửa thủ tục."),
            )

    def _form(self) -> Iterator[Fault]:
        told = sorted(self.expect.get("errors", []))
        found = sorted(self.errors)
        if told != found:
            words = "; ".join(f"{path}: {sentence}" for path, sentence in sorted(self.errors.items())) or _(
                "không có lỗi"
            )
            yield self._fault(
                "errors",
                _("Biểu mẫu trả lời khác ví dụ (%(words)s).") % {"words": words},
                _("Sửa [data] hoặc “errors”."),
            )

    def _components(self) -> list[str]:
        online = self.channel == "ONLINE"
        found = facts.components(self.content, self.facts, electronic=online)
        return [item.key for item in found if not (online and item.kind == "present")]

    def _fee(self) -> Iterator[Fault]:
        lines = facts.fee_lines(self.content, self.facts, self.channel)
        known = tables(self.package, of_fees=True)
        amounts = [facts.amount(line, self.facts, known) for line in lines]
        found: Any = "unstated" if any(a is None for a in amounts) else sum(a or 0 for a in amounts)
        yield from self._compare("fee", self.expect.get("fee"), found)

    def _due(self) -> Iterator[Fault]:
        told = self.expect.get("due")
        limit = facts.time_limit(self.content, self.channel, self.facts)
        if told is None or (self.calendar is None and limit is not None and limit.known):
            return
        found = ""
        counted = limit.counted if limit is not None else None
        if counted is not None and self.calendar is not None:
            found = self.calendar.add(self.received, counted, self.content.cutoff).isoformat()
        if not told or not found or datetime.fromisoformat(told) != datetime.fromisoformat(found):
            yield from self._compare("due", told, found)

    def _route(self) -> Iterator[Fault]:
        if not self.package.bpmn:
            return
        if "route" not in self.expect:
            yield self._fault("route", _("Ví dụ chưa ghi đường đi (route)."), _("Ghi các bước theo thứ tự."))
            return
        told = {key: plain(self.example.data.get(key, {})) for key in ("outcomes", "messages")}
        for key, rows in told.items():
            if not isinstance(rows, dict) or not all(_texts(words) for words in rows.values()):
                message = _("“%(key)s” phải là bảng: mã bước → danh sách chữ.") % {"key": key}
                yield self._fault(key, message, _('Viết như: appraise = ["unfit", "fit"].'))
                return
        try:
            played = process.rehearse(
                self.package.bpmn.encode(),
                # Just what a dossier's process is given.
                {**self.data, "channel": self.channel, "procedure": self.content.code},
                told["outcomes"],
                messages=told["messages"],
                decisions=process_files(self.package),
            )
        except Refused as refusal:
            yield self._fault(
                "route",
                _("Quy trình không đi hết: %(why)s") % {"why": refusal.message},
                refusal.way_out or _("Sửa process.bpmn, [outcomes] hoặc [messages]."),
            )
            return
        yield from self._compare("route", self.expect["route"], list(played.route))

    def _result(self) -> Iterator[Fault]:
        told = self.expect.get("result")
        known = {item.code for item in self.content.results} | {item.name for item in self.content.results}
        if told is not None and told not in known:
            yield self._fault(
                "result",
                _("Kết quả “%(told)s” không có trong thủ tục.") % {"told": told},
                did_you_mean(str(told), known),
            )


def _texts(words: Any) -> bool:
    return isinstance(words, list) and all(isinstance(word, str) for word in words)
