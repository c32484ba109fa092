"""`papers/papers.toml`: which papers there are, what they hold, and which generation holds from which day."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, Folder, TomlFile, did_you_mean, toml_or_fault

MANIFEST = "papers/papers.toml"
SIZES = ("a4", "a5")
_KEY = re.compile(r"^[a-z][a-z0-9-]{1,39}$")
_PAPER = {"key", "fields", "tables", "generation"}
_GENERATION = {
    "title",
    "form",
    "basis",
    "size",
    "template",
    "sample",
    "valid_from",
    "valid_to",
    "unverified",
}
_NEEDED = ("title", "size", "template", "sample", "valid_from")


@dataclass
class Entry:
    """One generation of one paper. `where` is its line in the manifest."""

    key: str
    title: str
    size: str
    main: str
    sample: str
    valid_from: date
    valid_to: date | None
    form: str = ""
    basis: str = ""
    unverified: list[str] = field(default_factory=list)
    fields: list[list[str]] = field(default_factory=list)
    tables: list[list[Any]] = field(default_factory=list)
    where: int = 0


def read(folder: Folder) -> tuple[list[Entry], list[Fault]]:
    """The entries that can be read, and what is wrong with the manifest."""
    if not folder.exists(MANIFEST):
        return [], []
    toml = toml_or_fault(folder, MANIFEST)
    if isinstance(toml, Fault):
        return [], [toml]
    entries: list[Entry] = []
    faults: list[Fault] = []
    papers = toml.data.get("paper")
    if not isinstance(papers, list):
        return [], [_fault(0, _("Chưa có mục [[paper]] nào."), _("Thêm ít nhất một mục."))]
    for number, paper in enumerate(papers):
        for one in _paper(toml, number, paper):
            (entries if isinstance(one, Entry) else faults).append(one)  # type: ignore[arg-type]
    faults += list(_twice(entries))
    return entries, faults


def _fault(line: int, message: str, way_out: str) -> Fault:
    return Fault(MANIFEST, line, message, way_out)


def _paper(toml: TomlFile, number: int, paper: dict[str, Any]) -> Iterator[Entry | Fault]:
    line = toml.line("paper", number)
    for name in sorted(set(paper) - _PAPER):
        yield _fault(
            toml.line("paper", number, name),
            _("Khóa lạ “%(key)s”.") % {"key": name},
            did_you_mean(name, _PAPER),
        )
    key = paper.get("key")
    if not isinstance(key, str) or not _KEY.match(key):
        yield _fault(line, _("Mục giấy cần “key”."), _("Chữ thường không dấu, chữ số và gạch nối."))
        return
    fields = paper.get("fields", {})
    tables = paper.get("tables", {})
    good = isinstance(fields, dict) and all(isinstance(label, str) for label in fields.values())
    if not good or not isinstance(tables, dict) or not all(_table(rows) for rows in tables.values()):
        yield _fault(line, _("Tên ô và tên cột phải là chữ."), _('Viết như: owner = "Chủ hồ sơ".'))
        return
    generations = paper.get("generation")
    if not isinstance(generations, list) or not generations:
        yield _fault(
            line, _("Giấy “%(key)s” chưa có thế hệ nào.") % {"key": key}, _("Thêm [[paper.generation]].")
        )
        return
    for place, row in enumerate(generations):
        yield from _generation(toml, number, place, key, fields, tables, row)


def _table(rows: Any) -> bool:
    return isinstance(rows, dict) and all(isinstance(label, str) for label in rows.values())


def _generation(
    toml: TomlFile,
    number: int,
    place: int,
    key: str,
    fields: dict[str, str],
    tables: dict[str, dict[str, str]],
    row: dict[str, Any],
) -> Iterator[Entry | Fault]:
    def at(name: str = "") -> int:
        path = ("paper", number, "generation", place)
        return toml.line(*path, name) if name else toml.line(*path)

    faults = [
        _fault(at(name), _("Khóa lạ “%(key)s”.") % {"key": name}, did_you_mean(name, _GENERATION))
        for name in sorted(set(row) - _GENERATION)
    ]
    faults += [
        _fault(at(), _("Thiếu khóa “%(key)s”.") % {"key": name}, _("Thêm khóa này."))
        for name in _NEEDED
        if name not in row
    ]
    for name in ("valid_from", "valid_to"):
        if name in row and type(row[name]) is not date:
            faults.append(
                _fault(at(name), _("“%(key)s” không phải ngày.") % {"key": name}, _("Viết dạng 2026-11-22."))
            )
    if row.get("size") not in SIZES and "size" in row:
        faults.append(_fault(at("size"), _("Khổ giấy phải là a4 hoặc a5."), _('Viết size = "a5".')))
    if not faults and row.get("valid_to") and row["valid_to"] < row["valid_from"]:
        faults.append(
            _fault(at("valid_to"), _("Ngày cuối đứng trước ngày đầu."), _("Sửa một trong hai ngày."))
        )
    if faults:
        yield from faults
        return
    yield Entry(
        key=key,
        title=str(row["title"]),
        size=str(row["size"]),
        main=str(row["template"]),
        sample=str(row["sample"]),
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        form=str(row.get("form", "")),
        basis=str(row.get("basis", "")),
        unverified=[str(word) for word in row.get("unverified", [])],
        fields=[[name, label] for name, label in fields.items()],
        tables=[
            [name, columns.get("_title", ""), [[k, v] for k, v in columns.items() if k != "_title"]]
            for name, columns in tables.items()
        ],
        where=at(),
    )


def _twice(entries: list[Entry]) -> Iterator[Fault]:
    for one, two in combinations(entries, 2):
        if one.key != two.key:
            continue
        if one.valid_from <= (two.valid_to or date.max) and two.valid_from <= (one.valid_to or date.max):
            yield _fault(
                two.where,
                _("Hai thế hệ của giấy “%(key)s” chồng ngày lên nhau (xem dòng %(line)s).")
                % {"key": two.key, "line": one.where},
                _("Đặt valid_to cho thế hệ cũ."),
            )


def sample_of(folder: Folder, entry: Entry) -> dict[str, Any] | Fault:
    """The sample data of an entry: head, fields and tables as an order brings them."""
    name = f"papers/{entry.sample}"
    if not folder.exists(name):
        return _fault(
            entry.where,
            _("Không có tệp dữ liệu mẫu “%(name)s”.") % {"name": name},
            _("Thêm tệp, hoặc sửa “sample”."),
        )
    try:
        data = json.loads(folder.read(name))
    except json.JSONDecodeError as error:
        return Fault(
            name,
            error.lineno,
            _("Tệp không đúng cú pháp JSON: %(why)s.") % {"why": error.msg},
            _("Sửa dòng này rồi kiểm tra lại."),
        )
    if not isinstance(data, dict) or not all(
        isinstance(data.get(k, {}), dict) for k in ("head", "fields", "tables")
    ):
        return Fault(name, 1, _("Dữ liệu mẫu cần head, fields và tables."), _("Xem tệp mẫu của giấy khác."))
    return data
