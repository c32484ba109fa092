"""form.json as JSON: read strictly, so that no key and no number is quietly lost."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from tinhso.government.procedures.checks.package import Package

# Braces outside of texts, and texts that are keys.
_JSON = re.compile(r'[{}]|"(?P<key>(?:[^"\\]|\\.)*)"\s*:|"(?:[^"\\]|\\.)*"')


def read_form(package: Package) -> None:
    """Read the package's form; what is wrong with its writing joins the package's faults."""
    name = package.file("form.json")
    if not package.folder.exists(name):
        package.faults.append(package.fault("form.json", 0, _("Thiếu biểu mẫu."), _("Thêm tệp form.json.")))
        return
    try:
        schema = json.loads(
            package.folder.read(name), object_pairs_hook=_once, parse_constant=_no_number, parse_int=_int
        )
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        package.faults.append(
            package.fault("form.json", line, _("Tệp không đúng cú pháp JSON."), _("Sửa dòng này."))
        )
        return
    except ValueError as error:
        package.faults.append(
            package.fault(
                "form.json",
                doubled(package.folder.read(name)) or _line(package, str(error)),
                _("“%(key)s” bị lặp hoặc không dùng được.") % {"key": str(error)[:60]},
                _("Mỗi khóa chỉ ghi một lần; số viết bình thường."),
            )
        )
        return
    if isinstance(schema, dict):
        package.schema = schema
    else:
        package.faults.append(
            package.fault("form.json", 1, _("Biểu mẫu phải là một đối tượng JSON."), _("Bắt đầu bằng “{”."))
        )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key written twice would silently lose its first value."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(key)
        found[key] = value
    return found


def _no_number(word: str) -> Any:
    raise ValueError(word)


def _int(digits: str) -> int:
    if len(digits) > 18:
        raise ValueError(digits[:18])
    return int(digits)


def doubled(text: str) -> int:
    """The line of the first key that an object of a JSON text has twice; 0 when there is none."""
    open_: list[set[str]] = []
    for found in _JSON.finditer(text):
        if found[0] == "{":
            open_.append(set())
        elif found[0] == "}" and open_:
            open_.pop()
        elif found["key"] and open_:
            if found["key"] in open_[-1]:
                return text.count("\n", 0, found.start()) + 1
            open_[-1].add(found["key"])
    return 0


def _line(package: Package, word: str) -> int:
    """The first line that has the word."""
    lines = package.folder.read(package.file("form.json")).split("\n")
    return next((n for n, text in enumerate(lines, 1) if word in text), 1)
