"""What the named parts of a record's papers are: a choice between cases, or just a heading over papers for everybody.

The national list uses one field for both. “Giấy tờ phải nộp”, “Giấy tờ phải xuất trình” and “Lưu ý” are no cases:
whoever chose one of them would not be asked for the papers of the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from tinhso.government.catalogue.rules.generated.texts import bare
from tinhso.government.catalogue.rules.shapes import DocumentCase, Record


class Role(StrEnum):
    """What a part's heading says of its papers."""

    ALWAYS = "always"
    SHOWN = "shown"
    NOTES = "notes"
    EXTRA = "extra"
    CASE = "case"


_NOTES = re.compile(r"^(các )?(lưu ý|chú ý|ghi chú)\b")
_SHOWN = re.compile(r"xuất trình")
_ALWAYS = re.compile(
    r"^(các )?(giấy tờ|tài liệu|hồ sơ) (phải )?nộp\b|^(thành phần )?hồ sơ( bao)?( gồm)?$|^(bao )?gồm$"
)
# Papers that come on top when one files in a certain way, or through somebody else.
_EXTRA = re.compile(
    r"ủy quyền|uỷ quyền|trên môi trường điện tử|tài khoản định danh|bưu chính|"
    r"^tùy từng trường hợp|^tuỳ từng trường hợp|nộp thêm|^(giấy tờ|tài liệu) khác"
)


def roles(record: Record) -> Mapping[int, Role]:
    """The role of every part that holds papers, by its place in `record.documents`.

    A single case beside papers for everybody is no choice: its papers come on top. Where nothing but additions
    would be left, the parts are a choice after all.
    """
    found = {n: _told(part) for n, part in enumerate(record.documents) if part.items}
    if not any(role in (Role.ALWAYS, Role.CASE) for role in found.values()):
        found = {n: Role.CASE if role is Role.EXTRA else role for n, role in found.items()}
    cases = [n for n, role in found.items() if role is Role.CASE]
    if len(cases) == 1:
        alone = Role.ALWAYS not in found.values()
        found[cases[0]] = Role.ALWAYS if alone else Role.EXTRA
    return found


def _told(part: DocumentCase) -> Role:
    title = bare(part.case).casefold()
    if not title or _ALWAYS.search(title):
        return Role.ALWAYS
    if _NOTES.search(title):
        return Role.NOTES
    if _SHOWN.search(title):
        return Role.SHOWN
    return Role.EXTRA if _EXTRA.search(title) else Role.CASE
