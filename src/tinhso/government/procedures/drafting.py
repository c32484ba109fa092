"""What is asked about a package that is still being written: its files, its faults, its form, its examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.process import api as process
from tinhso.foundation.province.api import Fault, TomlFile
from tinhso.foundation.worktime.api import calendar
from tinhso.government.procedures.actions.export import texts_of
from tinhso.government.procedures.actions.publish_version import faults_of, package_of
from tinhso.government.procedures.checks.examples import Example
from tinhso.government.procedures.checks.forms import form_faults, sound_shape, unknown_paths
from tinhso.government.procedures.checks.package import RESULT, Package, plain
from tinhso.government.procedures.choices import province_choices
from tinhso.government.procedures.info import VersionInfo
from tinhso.government.procedures.models import ProcedureVersion
from tinhso.government.procedures.offering import PackageDraft
from tinhso.government.procedures.queries import info, row_of
from tinhso.government.procedures.rules import expressions
from tinhso.government.procedures.rules.forms.fields import Leaf
from tinhso.government.procedures.rules.forms.form import Form
from tinhso.lib.errors import NotFound, Refused

FEES = "fees.dmn"


@dataclass(frozen=True)
class Found:
    """A fault, or something that is ignored, in one file of a package; `file` is its name inside."""

    file: str
    line: int
    message: str
    way_out: str


@dataclass(frozen=True)
class ExampleRun:
    """One example played: the way it went (None: it could not be played), and what came out otherwise."""

    name: str
    title: str
    kind: str
    channel: str
    facts: Mapping[str, Any]
    route: tuple[str, ...] | None
    faults: tuple[Found, ...]


def files_of(version: VersionInfo | UUID) -> dict[str, str]:
    """The package of a version as its files by name, as an export would write them."""
    return texts_of(row_of(version.id if isinstance(version, VersionInfo) else version))


def result_layout(version: VersionInfo | UUID) -> tuple[str, str] | None:
    """(name, Typst source) of the paper that a version's own package lays out; None where the general layout serves."""
    row = row_of(version.id if isinstance(version, VersionInfo) else version)
    texts, path = row.files.get("texts", {}), row.files.get("path", "")
    return (f"{path}/{RESULT}", texts[RESULT]) if texts.get(RESULT) else None


def draft_faults(draft: PackageDraft, valid_from: date) -> list[Found]:
    """Every fault that would keep the draft from being published, in the order of the check."""
    package = package_of(draft, valid_from)
    return [_found(package, fault) for fault in faults_of(package, draft.field_key)]


def draft_form(draft: PackageDraft, on: date) -> tuple[Form | None, list[Found]]:
    """The draft's form ready to draw (None while it cannot be read), and the form's own faults."""
    package = package_of(draft, on)
    faults = [fault for fault in package.faults if fault.file == package.file("form.json")]
    faults += form_faults(package)
    found = [_found(package, fault) for fault in faults]
    if package.schema is None or not sound_shape(package.schema):
        return None, found
    try:
        return Form(package.schema, on, partial(province_choices, on)), found
    except (KeyError, TypeError, AttributeError):
        return None, found


def example_runs(draft: PackageDraft, valid_from: date) -> list[ExampleRun]:
    """The draft's examples, each played through form, papers, fee, due moment and process."""
    package = package_of(draft, valid_from)
    if package.content is None or package.schema is None or not sound_shape(package.schema):
        raise Refused(
            "package_faulty",
            _("Chưa chạy thử được: procedure.toml hoặc form.json còn lỗi."),
            way_out=_("Sửa các lỗi ở trang kiểm tra rồi thử lại."),
        )
    return [_run(package, name, example) for name, example in package.examples.items()]


def _run(package: Package, name: str, example: TomlFile) -> ExampleRun:
    data = example.data
    told = [str(data.get(key, "")) for key in ("title", "kind", "channel")]
    broken = ExampleRun(name, told[0], told[1], told[2], {}, None, ())
    try:
        played = Example(package, name, example, calendar())
        faults = tuple(_found(package, fault) for fault in played.faults())
        facts = {**played.data, "channel": played.channel, "procedure": played.content.code}
    except (KeyError, TypeError, AttributeError, ValueError):
        fault = Found(
            name, 0, _("Ví dụ thiếu phần bắt buộc."), _("Xem cách viết trong hướng dẫn thêm thủ tục.")
        )
        return replace(broken, faults=(fault,))
    return replace(broken, facts=facts, route=_route(package, data, facts), faults=faults)


def _route(package: Package, data: Mapping[str, Any], facts: dict[str, Any]) -> tuple[str, ...] | None:
    files = {name: text for name, text in package.decisions.items() if name != FEES}
    try:
        return process.rehearse(
            package.bpmn.encode(),
            facts,
            plain(data.get("outcomes", {})),
            messages=plain(data.get("messages", {})),
            decisions=files,
        ).route
    except Refused:
        return None


def _found(package: Package, fault: Fault) -> Found:
    return Found(fault.file.removeprefix(package.path + "/"), fault.line, fault.message, fault.way_out)


def remarks_of(files: Mapping[str, str]) -> Iterator[Found]:
    """What the BPMN and DMN files say and the engine ignores."""
    for name, text in files.items():
        if name.endswith((".bpmn", ".dmn")):
            for each in process.remarks(text.encode()):
                message = f"[{each.element_id}] {each.message}" if each.element_id else each.message
                yield Found(name, each.line, message, each.way_out)


def last_version(code: str) -> VersionInfo:
    """The newest version of a procedure, in force already or announced. NotFound when there is none."""
    row = (
        ProcedureVersion.objects.filter(procedure__code=code[:40].replace("\x00", ""))
        .order_by("-valid_from")
        .first()
    )
    if row is None:
        raise NotFound(
            "procedure_not_found", _("Không có thủ tục mã %(code)s.") % {"code": code[:40]}, field="code",
            way_out=_("Xem mã ở danh sách thủ tục."),
        )  # fmt: skip
    return info(row_of(row.id))


def widget_of(question: Mapping[str, Any]) -> str:
    """The kind of a question as the form draws it: its hint, or what its type suggests."""
    return Leaf(("question",), question, False).widget


def condition_fault(schema: Mapping[str, Any], text: str) -> str:
    """Why a condition of the form cannot be used, in words; "" when it can."""
    if expressions.fault(text):
        return _("Không tính được điều kiện “%(text)s”.") % {"text": text[:80]}
    unknown = unknown_paths(dict(schema), text)
    return _("Điều kiện nói về câu hỏi “%(name)s” không có.") % {"name": unknown[0]} if unknown else ""
