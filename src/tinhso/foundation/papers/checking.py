"""Proving templates: each is typeset with its sample, and what it must hold is looked for in the text of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import pypdfium2
from django.utils.translation import gettext as _

from tinhso.foundation.papers import engine
from tinhso.foundation.papers.actions.typeset import data_of
from tinhso.foundation.papers.engine import PaperFailed, Sheet
from tinhso.foundation.papers.manifest import Entry
from tinhso.foundation.papers.order import Order
from tinhso.foundation.papers.queries import TemplateInfo
from tinhso.foundation.papers.rules.canonical import digest_of_files
from tinhso.foundation.province.api import Fault
from tinhso.foundation.records.subject import Subject

NOBODY = UUID(int=0)
SAMPLE_AT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
SAMPLE_QR = "https://tinhso.example/xac-minh/qr/" + "M" * 400 + "/"
# A source that runs what it is given, or that reaches out of its folder.
_FORBIDDEN = re.compile(r"\b(eval|plugin)\s*\(|[\"']@[a-z]|\bsys\.inputs\.(?!data\b)\w+")
_AT = re.compile(r"┌─ \S*?/set-\d+-[0-9a-f]+/(\S+?):(\d+):\d+")
_WARNED = ("unknown font family",)


def source_faults(files: Mapping[str, str], where: str) -> Iterator[Fault]:
    """What no template may contain; `where` is the folder before each name."""
    for name, text in files.items():
        for number, line in enumerate(text.split("\n"), 1):
            if _FORBIDDEN.search(line.split("//")[0]):
                yield Fault(
                    f"{where}{name}",
                    number,
                    _("Mẫu giấy không được dùng eval, plugin, gói từ mạng hay dữ liệu ngoài “data”."),
                    _("Viết lại dòng này chỉ với thư viện trong thư mục papers/."),
                )


def info_of(entry: Entry, sample: dict[str, Any]) -> TemplateInfo:
    """An entry as the queries would tell it, before it is loaded."""
    return TemplateInfo(
        NOBODY,
        NOBODY,
        entry.key,
        entry.title,
        entry.form,
        entry.basis,
        entry.size,
        entry.main,
        entry.valid_from,
        entry.valid_to,
        tuple(entry.unverified),
        tuple((name, label) for name, label in entry.fields),
        tuple((name, label, tuple((k, v) for k, v in cols)) for name, label, cols in entry.tables),
        sample,
    )


def order_of(info: TemplateInfo, sample: Mapping[str, Any], on: date) -> Order:
    """The sample as an order."""
    return Order(
        info.key,
        Subject("sample", NOBODY),
        on,
        {str(k): str(v) for k, v in sample.get("head", {}).items()},
        {str(k): str(v) for k, v in sample.get("fields", {}).items()},
        tables={str(k): list(v) for k, v in sample.get("tables", {}).items()},
        code=str(sample.get("code", "0000-0000-0000")),
        symbols={str(k): str(v) for k, v in sample.get("symbols", {}).items()},
    )


def sample_pdf(info: TemplateInfo, files: Mapping[str, str], main: str, order: Order) -> engine.Made:
    """The sample typeset; every mark of a paper is there, its QR leads nowhere. Raises PaperFailed."""
    data = data_of(info, order, SAMPLE_AT, preview=False)
    data["paper"]["sample"] = True
    sheet = Sheet(digest_of_files(files), files, main)
    return engine.make(
        sheet, data, at=int(SAMPLE_AT.timestamp()), qr={"qr": SAMPLE_QR, **order.symbols}, places=True
    )


def sheet_faults(
    info: TemplateInfo, files: Mapping[str, str], main: str, order: Order, where: str, *, hold: bool = True
) -> Iterator[Fault]:
    """Faults of one template with one order: it must typeset, with our fonts, and (`hold`) show every field it names."""
    key = (repr(info), digest_of_files(files), main, repr(order), f"{where}{hold}")
    yield from _sheet_faults(*key, _Held(info, dict(files), main, order, where, hold))


class _Held:
    """Arguments that the key stands for."""

    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)


@lru_cache(maxsize=256)
def _sheet_faults(_a: str, _b: str, _c: str, _d: str, _e: str, held: _Held) -> tuple[Fault, ...]:
    return tuple(_typeset_faults(*held.parts))


def _typeset_faults(
    info: TemplateInfo, files: Mapping[str, str], main: str, order: Order, where: str, hold: bool
) -> Iterator[Fault]:
    try:
        made = sample_pdf(info, files, main, order)
    except PaperFailed as failure:
        yield _told(failure, main, where)
        return
    for warning in made.warned:
        if any(word in warning for word in _WARNED):
            yield _told(PaperFailed("font", warning, warning.split("\n")[0]), main, where)
    text = bare(text_of(made.pdf)) if hold else ""
    for name, label in info.fields if hold else ():
        said = bare(order.fields.get(name, ""))
        if said and said not in text:
            yield Fault(
                f"{where}{main}",
                0,
                _("Giấy không in ô “%(label)s” (%(name)s).") % {"label": label, "name": name},
                _("Thêm ô này vào mẫu, hoặc bỏ khỏi danh sách ô trong papers.toml."),
            )


def bare(text: str) -> str:
    """Letters and digits alone: where a line breaks, spaces and hyphens come and go. Case is the layout's."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def text_of(pdf: bytes) -> str:
    """All text of a PDF, page by page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _told(failure: PaperFailed, main: str, where: str) -> Fault:
    found = _AT.search(failure.told)
    name, line = (found[1], int(found[2])) if found else (main, 0)
    words = {
        "too_slow": _("Mẫu giấy chạy quá lâu."),
        "died": _("Mẫu giấy dùng quá nhiều bộ nhớ hoặc làm hỏng bộ dàn trang."),
        "too_large": _("Giấy tạo ra quá lớn."),
    }
    message = words.get(failure.code) or _("Không dàn trang được: %(why)s.") % {
        "why": (failure.message or failure.told)
        .split("\n")[0]
        .removeprefix("error: ")
        .removeprefix("warning: ")
    }
    hint = "; ".join(failure.hints)
    return Fault(f"{where}{name}", line, message, hint or _("Sửa mẫu ở dòng này rồi kiểm tra lại."))
