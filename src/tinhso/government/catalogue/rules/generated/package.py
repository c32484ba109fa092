"""One record as the files of a package (procedure.toml, form.json, process.bpmn, examples)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.government.catalogue.rules.generated import form, offices, papers, people, terms, texts
from tinhso.government.catalogue.rules.generated.examples import examples
from tinhso.government.catalogue.rules.generated.process import process
from tinhso.government.catalogue.rules.generated.settled import NotGenerated, Settled
from tinhso.government.catalogue.rules.shapes import Record

CONDITIONS = 2_000
_RESULT_CODE = re.compile(r"KQ\.[A-Z0-9.]+")
_URL = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Generated:
    """`files` are the package's texts by name; `field_key` and `field_name` say where it stands."""

    code: str
    slug: str
    field_key: str
    field_name: str
    level: str
    files: dict[str, str] = field(default_factory=dict)


def generate(record: Record, settled: Settled, field_key: str = "", slug: str = "") -> Generated:
    """The package of a record, written in Vietnamese. `field_key`: the key under which its field is known here; `slug`:
    that of the procedure where it has one already.

    Everything the source tells stays marked as not verified; raises NotGenerated, which says why, when the
    record is not one of the province's or lacks what no package can do without.
    """
    with override("vi"):
        level = offices.level_of(record, settled.level)
        if not record.field:
            raise NotGenerated("no_field", _("Danh mục không ghi lĩnh vực của thủ tục này."))
        key = field_key or texts.slug(record.field, 55)
        slug = slug or texts.slug(_short(record.name))
        asked = papers.components(record)
        body = {
            "procedure.toml": _procedure(record, settled, key, slug, asked),
            "form.json": json.dumps(form.form(record), ensure_ascii=False, indent=2) + "\n",
            "process.bpmn": process(level),
            **examples(record, level, settled, asked),
        }
    return Generated(record.code, slug, key, texts.cut(record.field, 200), level, body)


def _short(name: str) -> str:
    """A title without the words that every title begins with."""
    return re.sub(r"^thủ tục\s+", "", name, flags=re.IGNORECASE)


def _procedure(
    record: Record, settled: Settled, field_key: str, slug: str, asked: list[dict[str, Any]]
) -> str:
    results = _results(record)
    legal = [{"number": code, "title": _act(code)} for code in record.legal_codes]
    said = [record.conditions, *(_("Lưu ý: %(note)s") % {"note": note} for note in papers.notes(record))]
    conditions = texts.cut(" ".join(part for part in said if part), CONDITIONS)
    head: dict[str, Any] = {
        "code": record.code,
        "slug": slug,
        "title": texts.line(record.name),
        "field": field_key,
        "purpose": _purpose(results),
        "who": people.who(record),
        "conditions": conditions,
        "subjects": people.codes(record),
        "online_level": settled.online,
        "supplement_policy": "shift",
        "decision": texts.cut(record.decision, 200),
        "source_url": record.source_url if _URL.fullmatch(record.source_url) else "",
        "valid_from": settled.valid_from,
        "origin": "catalogue",
        "unverified": ["conditions"] if conditions else [],
        "authority": [offices.authority(record, settled)],
        "cases": papers.cases(record),
        "components": asked,
        "limits": [_numbered(row) for row in terms.limits(record, settled)],
        "fees": terms.fees(record, settled),
        "results": results,
        "legal": legal,
    }
    comment = "# Tạo từ bản ghi của danh mục thủ tục hành chính quốc gia khi mở thủ tục; chưa kiểm chứng.\n"
    return comment + texts.toml(head)


def _numbered(row: dict[str, Any]) -> dict[str, Any]:
    """Figures are written as numbers: whole ones without a point."""
    if "value" not in row:
        return row
    value = row["value"]
    return {**row, "value": float(value) if "." in value else int(value)}


def _results(record: Record) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for paper in record.results:
        name = texts.cut(texts.bare(paper.name or paper.code), texts.NAME)
        code = paper.code if _RESULT_CODE.fullmatch(paper.code) else ""
        if not any(row["name"] == name and row["code"] == code for row in rows):
            rows.append({"code": code, "name": name})
    return rows


def _purpose(results: list[dict[str, Any]]) -> str:
    if not results:
        return _("Thủ tục theo danh mục quốc gia; nguồn không ghi tên kết quả.")
    return _("Để nhận: %(result)s.") % {"result": texts.cut(results[0]["name"], 200).rstrip(".")}


def _act(code: str) -> str:
    """What kind of document a number tells; the source's list has numbers only, so no title is guessed."""
    kinds = (
        ("NĐ-CP", _("Nghị định của Chính phủ")),
        ("NQ-CP", _("Nghị quyết của Chính phủ")),
        ("QĐ-TTg", _("Quyết định của Thủ tướng Chính phủ")),
        ("NQ-HĐND", _("Nghị quyết của Hội đồng nhân dân")),
        ("/TTLT-", _("Thông tư liên tịch")),
        ("/TT-", _("Thông tư")),
        ("UBTVQH", _("Văn bản của Ủy ban Thường vụ Quốc hội")),
        ("/QH", _("Văn bản của Quốc hội")),
    )
    return next((title for mark, title in kinds if mark in code), _("Văn bản được danh mục viện dẫn"))
