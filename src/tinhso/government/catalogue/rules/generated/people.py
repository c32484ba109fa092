"""Who applies: the national subject types of a record, and the first page of its form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tinhso.government.catalogue.rules.generated.settled import NotGenerated
from tinhso.government.catalogue.rules.shapes import Record

PERSON, ENTERPRISE, ORGANISATION = "person", "enterprise", "organisation"
# The portal's names of subjects → (code, which questions are asked).
SUBJECTS = {
    "Công dân Việt Nam": ("ĐT1", PERSON),
    "Đảng viên": ("ĐT1", PERSON),
    "Doanh nghiệp": ("ĐT2", ENTERPRISE),
    "Doanh nghiệp Việt Nam": ("ĐT2", ENTERPRISE),
    "Người nước ngoài": ("ĐT4", PERSON),
    "Người nước ngoài cư trú tại Việt Nam": ("ĐT4", PERSON),
    "Tổ chức nước ngoài": ("ĐT7", ORGANISATION),
    "Tổ chức (không bao gồm doanh nghiệp, HTX)": ("ĐT9", ORGANISATION),
    "Tổ chức Đảng": ("ĐT9", ORGANISATION),
    "Doanh nghiệp có vốn đầu tư nước ngoài": ("ĐT10", ENTERPRISE),
    "Hợp tác xã": ("DT11", ENTERPRISE),
    "Người Việt Nam định cư ở nước ngoài": ("DT12", PERSON),
    "Cán bộ, công chức, viên chức": ("DT13", PERSON),
}
# People who may have no Vietnamese citizen ID.
_ABROAD = frozenset({"ĐT4", "DT12"})
_WHEN = "applicant.kind == '%s'"


def codes(record: Record) -> list[str]:
    """The subject types. NotGenerated when the record names nobody that the catalogue knows."""
    found = list(dict.fromkeys(SUBJECTS[name][0] for name in record.subjects if name in SUBJECTS))
    if not found:
        raise NotGenerated("no_subjects", _("Danh mục không ghi ai được nộp thủ tục này."))
    return found


def kinds(record: Record) -> list[str]:
    """Which groups of questions are asked: person, enterprise, organisation."""
    asked = {SUBJECTS[name][1] for name in record.subjects if name in SUBJECTS}
    return [kind for kind in (PERSON, ENTERPRISE, ORGANISATION) if kind in asked]


def who(record: Record) -> str:
    """The source's own words where it names somebody whom the national list of subjects does not."""
    special = [
        name for name in record.subjects if name not in SUBJECTS or name in ("Đảng viên", "Tổ chức Đảng")
    ]
    return "; ".join(special)


def questions(record: Record) -> dict[str, Any]:
    """The object `applicant`: a choice where several kinds of people apply, then that kind's questions."""
    asked = kinds(record)
    several = len(asked) > 1
    properties: dict[str, Any] = {}
    if several:
        labels = {
            PERSON: _("Cá nhân"),
            ENTERPRISE: _("Doanh nghiệp, hợp tác xã"),
            ORGANISATION: _("Cơ quan, tổ chức khác"),
        }
        properties["kind"] = {
            "type": "string",
            "title": _("Ai đề nghị?"),
            "oneOf": [{"const": kind, "title": labels[kind]} for kind in asked],
            # Known from whom the dossier is for; whoever it does not fit chooses.
            "x-prefill": "applicant.kind",
        }
    abroad = bool(_ABROAD & set(codes(record)))
    builders = {PERSON: _person(abroad), ENTERPRISE: _enterprise(), ORGANISATION: _organisation()}
    for kind in asked:
        part = builders[kind]
        if several:
            part["x-when"] = _WHEN % kind
        properties[kind] = part
    return {"type": "object", **({"required": ["kind"]} if several else {}), "properties": properties}


def _text(title: str, longest: int = 200, prefill: str = "") -> dict[str, Any]:
    found = {"type": "string", "title": title, "minLength": 2, "maxLength": longest}
    return {**found, "x-prefill": prefill} if prefill else found


def _person(abroad: bool) -> dict[str, Any]:
    number: dict[str, Any] = {"x-prefill": "person.citizen_id"}
    if abroad:
        number = {
            **_text(_("Số căn cước hoặc số hộ chiếu"), 20),
            "description": _("Người nước ngoài ghi số hộ chiếu."),
            **number,
        }
    else:
        number = {"type": "string", "title": _("Số căn cước"), "x-widget": "citizen_id", **number}
    return {
        "type": "object",
        "required": ["name", "number"],
        "properties": {
            "name": _text(_("Họ và tên"), 100, prefill="person.name"),
            "number": number,
        },
    }


def _enterprise() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["name", "tax_number", "represented_by"],
        "properties": {
            "name": _text(_("Tên doanh nghiệp, hợp tác xã"), prefill="organisation.name"),
            "tax_number": {
                "type": "string",
                "title": _("Mã số thuế"),
                "x-widget": "tax_number",
                "x-prefill": "organisation.tax_number",
            },
            "represented_by": _text(_("Người đại diện"), 100, prefill="person.name"),
        },
    }


def _organisation() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["name", "represented_by"],
        "properties": {
            "name": _text(_("Tên cơ quan, tổ chức")),
            "founded_by": _text(_("Số quyết định thành lập hoặc số giấy phép hoạt động")),
            "represented_by": _text(_("Người đại diện cho cơ quan, tổ chức"), 100, prefill="person.name"),
        },
    }


def sample(record: Record) -> dict[str, Any]:
    """Made-up answers to these questions, for the package's examples."""
    asked = kinds(record)
    answers: dict[str, dict[str, str]] = {
        PERSON: {"name": "Nguyễn Thị Ví Dụ", "number": "026190000001"},
        ENTERPRISE: {"name": "Công ty Ví Dụ", "tax_number": "2600000012", "represented_by": "Trần Văn Mẫu"},
        ORGANISATION: {"name": "Hội Ví Dụ", "represented_by": "Trần Văn Mẫu"},
    }
    found: dict[str, Any] = {"kind": asked[0]} if len(asked) > 1 else {}
    return {**found, asked[0]: answers[asked[0]]}
