"""What two versions of a procedure say differently, field by field, in words for officers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.government.procedures import queries, words
from tinhso.government.procedures.actions import publish_version
from tinhso.government.procedures.info import VersionInfo
from tinhso.government.procedures.models import ProcedureVersion
from tinhso.government.procedures.offering import PackageDraft
from tinhso.government.procedures.rules import route
from tinhso.government.procedures.rules.content import Component, Content
from tinhso.government.procedures.rules.forms.fields import Leaf, leaves
from tinhso.government.procedures.workings import files_apart, workings
from tinhso.lib.errors import Refused


@dataclass(frozen=True)
class Difference:
    """One field in words, as lines; "" where a version is silent."""

    name: str
    before: str
    after: str


def versions_of(code: str) -> list[VersionInfo]:
    """All versions of a procedure, the newest first."""
    rows = ProcedureVersion.objects.filter(procedure__code=code).select_related("procedure__field")
    rows = rows.defer("form_schema", "process_xml", "body", "document").order_by("-valid_from")
    return [queries.info(row) for row in rows]


def differences(before: UUID, after: UUID) -> list[Difference]:
    """What the later version says or does otherwise, in the order in which a procedure is read.

    Last come the files that are not the same, so that what no words tell is not passed over; empty only for
    versions that differ in nothing but their days and their decision.
    """
    return _apart(queries.row_of(before), queries.row_of(after))


def differences_of_draft(
    before: UUID, draft: PackageDraft, valid_from: date, *, files: bool = True
) -> list[Difference]:
    """The same for a draft, as it would be published from that day. Refused for one that cannot be read.

    Without `files` only what is said counts: a package that is generated anew writes its files anew.
    """
    package = publish_version.package_of(draft, valid_from)
    if package.content is None or package.schema is None:
        raise Refused("package_faulty", _("Gói thủ tục này chưa đọc được."))
    row = ProcedureVersion(valid_from=package.content.valid_from, process_xml=package.bpmn)
    row.content, row.form_schema, row.files = package.raw, package.schema, {"texts": package.texts()}
    return _apart(queries.row_of(before), row, files=files)


def _apart(before: ProcedureVersion, after: ProcedureVersion, *, files: bool = True) -> list[Difference]:
    one, two = ({**_said(row), **workings(row)} for row in (before, after))
    found = [Difference(name, one[name], two[name]) for name in two if one[name] != two[name]]
    old, new = files_apart(before, after) if files else ("", "")
    return [*found, Difference(_("Tệp có thay đổi"), old, new)] if old or new else found


def _said(row: ProcedureVersion) -> dict[str, str]:
    return _told(Content.from_json(row.content), row.form_schema, row.process_xml)


def _told(content: Content, form_schema: dict[str, Any], process_xml: str) -> dict[str, str]:
    return {
        _("Tên thủ tục"): content.title,
        _("Tên ngắn"): content.short_title,
        _("Để làm gì"): content.purpose,
        _("Ai được làm"): _lines([*words.subjects(content), content.who]),
        _("Yêu cầu, điều kiện"): content.conditions,
        _("Cơ quan giải quyết"): _lines(words.place(rule) for rule in content.authority),
        _("Trường hợp"): _lines(case.title for case in content.cases),
        _("Giấy tờ"): _lines(_paper(item) for item in content.components),
        _("Thời hạn"): _lines(
            f"{words.channel(row.channel)}: {words.duration(row)}" for row in content.limits
        ),
        _("Phí, lệ phí"): _lines(f"{row.name}: {words.price(row)}" for row in content.fees),
        _("Kết quả"): _lines(result.name for result in content.results),
        _("Căn cứ pháp lý"): _lines(f"{act.number} {act.title}" for act in content.legal),
        _("Quyết định công bố"): content.decision,
        _("Câu hỏi của biểu mẫu"): _lines(_questions(leaves(form_schema))),
        _("Các bước xử lý"): _lines(_steps(process_xml)),
    }


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _paper(item: Component) -> str:
    counts = [
        _("%(n)s bản chính") % {"n": item.originals} if item.originals else "",
        _("%(n)s bản sao") % {"n": item.copies} if item.copies else "",
        _("chỉ khi %(why)s") % {"why": item.when_label} if item.when_label else "",
    ]
    return " · ".join([item.name, *(count for count in counts if count)])


def _questions(found: Iterable[Leaf]) -> Iterable[str]:
    for leaf in found:
        yield leaf.title if leaf.required else _("%(question)s (không bắt buộc)") % {"question": leaf.title}
        yield from _questions(leaf.children)


def _steps(xml: str) -> Iterable[str]:
    tasks: Mapping[str, Any] = route.read(xml).nodes if xml else {}
    for node in tasks.values():
        if node.tag.rpartition("}")[2] == "userTask":
            yield node.get("name") or node.get("id", "")


__all__ = ["Difference", "differences", "differences_of_draft", "versions_of"]
