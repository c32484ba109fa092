"""Start a package: a folder that passes the check, ready to be filled with what the law says."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal, InvalidOperation
from pathlib import Path

import tomlkit
from django.utils.translation import gettext as _

from tinhso.foundation.process import api as process
from tinhso.foundation.worktime import api as worktime
from tinhso.lib.errors import Conflict, Invalid, Refused
from tinhso.lib.text import clean

CODE = re.compile(r"\d\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?")
SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")
DEFAULT_STEPS = """key,name,role,kind,share,outcomes
appraise,Thẩm định hồ sơ,specialist,appraise,0.5,fit unfit
approve,Duyệt kết quả,leader,approve,0.3,approved rejected
number,Cấp số và đóng dấu,clerk,number,0.1,
return,Trả kết quả,return_officer,return,0.1,
"""


def scaffold(root: Path, code: str, slug: str, title: str, field: str, table: str = "") -> Path:
    """Write `<root>/procedures/<field>/<code>-<slug>/` and return it.

    `table` is CSV with the columns key, name, role, kind, share, outcomes (as in DEFAULT_STEPS) and words. Raises
    Invalid for a bad name or table, Conflict when the folder is already there. Nothing is overwritten.
    """
    if not CODE.fullmatch(code):
        raise Refused(
            "bad_code", _("Mã thủ tục “%(code)s” sai.") % {"code": code}, way_out=_("Viết như 1.001193.")
        )
    if not SLUG.fullmatch(slug) or not SLUG.fullmatch(field):
        raise Refused(
            "bad_slug", _("Tên ngắn chỉ có chữ thường, số và gạch nối."), way_out=_("Viết như khai-sinh.")
        )
    home = root / "procedures" / field / f"{code}-{slug}"
    if home.exists():
        raise Conflict("package_exists", _("Gói thủ tục này đã có."), way_out=_("Sửa gói đang có."))
    xml = process.bpmn_from_steps(
        steps(table or DEFAULT_STEPS), process_id=slug.replace("-", "_"), name=clean(title)
    ).decode()
    texts = {
        "procedure.toml": _procedure(code, slug, clean(title), field),
        "form.json": _form(clean(title)),
        "process.bpmn": xml,
        **{f"examples/{kind}.toml": _example(kind, xml) for kind in ("plain", "supplemented", "refused")},
    }
    for name, text in texts.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return home


def steps(table: str) -> list[process.StepRow]:
    """The rows of the table. Raises Invalid naming what is wrong."""
    found = []
    for row in csv.DictReader(io.StringIO(table)):
        values = {str(key).strip(): str(value or "").strip() for key, value in row.items()}
        try:
            share = Decimal(values["share"]) if values.get("share") else None
        except InvalidOperation:
            raise Refused(
                "bad_share", _("Phần thời hạn “%(v)s” không phải là số.") % {"v": values["share"]}
            ) from None
        found.append(
            process.StepRow(
                key=values.get("key", ""),
                name=values.get("name", ""),
                role=values.get("role", ""),
                kind=values.get("kind") or "handle",
                share=share,
                outcomes=tuple(values.get("outcomes", "").split()) or ("done",),
                words=_words(values.get("words", "")),
            )
        )
    if not found:
        raise Invalid([], code="no_steps")
    return found


def _words(cell: str) -> dict[str, str]:
    parts = (part.partition(":") for part in cell.split(";") if part.strip())
    return {key.strip(): said.strip() for key, _colon, said in parts}


def _procedure(code: str, slug: str, title: str, field: str) -> str:
    doc = tomlkit.document()
    doc.add(tomlkit.comment("Điền bằng lời của mình, ghi nguồn; giá trị chưa có nguồn thì để trống."))
    doc.update(
        {
            "code": code,
            "slug": slug,
            "title": title,
            "field": field,
            "purpose": title,
            "subjects": ["ĐT1"],
            "online_level": "none",
            "supplement_policy": "shift",
            "valid_from": worktime.today(),
        }
    )
    tables = {
        "authority": {"level": "commune", "valid_from": worktime.today()},
        "components": {"key": "to-khai", "name": "Tờ khai", "originals": 1, "from_form": True},
        "limits": {"channel": "DIRECT", "verified": False},
        "results": {"name": "Kết quả giải quyết"},
    }
    for name, row in tables.items():
        array = tomlkit.aot()
        array.append(tomlkit.item(row))
        doc[name] = array
    return tomlkit.dumps(doc)


def _form(title: str) -> str:
    form = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "properties": {
            "requester": {
                "type": "object",
                "required": ["name", "citizen_id"],
                "properties": {
                    "name": {
                        "type": "string", "title": "Họ và tên", "minLength": 2, "maxLength": 100,
                        "x-prefill": "person.name",
                    },
                    "citizen_id": {
                        "type": "string", "title": "Số căn cước", "x-widget": "citizen_id",
                        "x-prefill": "person.citizen_id",
                    },
                },
            }
        },
        "x-pages": [{"key": "nguoi-nop", "title": "Người nộp", "fields": ["requester"]}],
    }  # fmt: skip
    return json.dumps(form, ensure_ascii=False, indent=2) + "\n"


def _example(kind: str, xml: str) -> str:
    titles = {"plain": "Hồ sơ đủ", "supplemented": "Hồ sơ phải bổ sung", "refused": "Tờ khai sai"}
    doc = tomlkit.document()
    doc.update({"title": titles[kind], "kind": kind, "channel": "DIRECT", "received": worktime.now()})
    if kind == "supplemented":
        doc["supplement"] = ["to-khai"]
    number = "0261900" if kind == "refused" else "026190000001"
    doc["data"] = {"requester": {"name": "Nguyễn Thị Ví Dụ", "citizen_id": number}}
    expect: dict[str, object] = {
        "route": list(process.rehearse(xml.encode(), {}).route),
        "components": ["to-khai"],
    }
    if kind == "refused":
        expect["errors"] = ["requester.citizen_id"]
    doc["expect"] = expect
    return tomlkit.dumps(doc)
