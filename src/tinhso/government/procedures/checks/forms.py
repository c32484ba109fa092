"""form.json: sound JSON Schema, every question on one page, conditions that can be evaluated."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from tinhso.foundation.province.api import Fault, did_you_mean
from tinhso.government.procedures.checks import keywords
from tinhso.government.procedures.checks.package import Package
from tinhso.government.procedures.rules import expressions
from tinhso.government.procedures.rules.forms.fields import WIDGETS, Leaf, leaves

NAME = "form.json"
# The counter asks who owns and who brings the dossier on the same page, by names that begin so.
OF_THE_COUNTER = ("owner", "filer")
HINTS = {
    "x-pages", "x-when", "x-widget", "x-date", "x-choices", "x-prefill", "x-errors", "x-rules",
    "x-autocomplete", "x-line", "x-en",
}  # fmt: skip


def sound_shape(schema: dict[str, Any]) -> bool:
    """True when the form is a schema whose questions can be listed at all."""
    try:
        return not keywords.deep(schema) and _fault_at(schema) is None and leaves(schema) is not None
    except (RecursionError, AttributeError, TypeError):
        return False


def _fault_at(schema: dict[str, Any]) -> tuple[str, ...] | None:
    """Where this is no JSON Schema 2020-12; None when it is one."""
    return _fault_of_text(json.dumps(_wordless(schema), sort_keys=True))


def _wordless(part: Any) -> Any:
    """The schema without its words, which no schema is judged by: forms of one shape are judged once."""
    if isinstance(part, list):
        return [_wordless(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        key: "" if key in {"title", "description", "const"} and isinstance(below, str) else _wordless(below)
        for key, below in part.items()
    }


@lru_cache(maxsize=64)
def _fault_of_text(text: str) -> tuple[str, ...] | None:
    # The meta-schema costs a quarter of a second, and every condition of a package asks for the same form.
    try:
        Draft202012Validator.check_schema(json.loads(text))
    except (SchemaError, RecursionError) as error:
        return tuple(str(step) for step in getattr(error, "absolute_path", ()))
    return None


def form_faults(package: Package) -> Iterator[Fault]:
    """Faults of one package's form."""
    schema = package.schema
    if schema is None:
        return
    if keywords.deep(schema):
        yield package.fault(NAME, 1, _("Biểu mẫu lồng quá sâu."), _("Để câu hỏi trong ít tầng hơn."))
        return
    where = _fault_at(schema)
    if where is not None:
        yield _fault(
            package,
            where[-1] if where else "",
            _("Không phải JSON Schema 2020-12 hợp lệ: %(where)s.") % {"where": "/".join(where)},
            _("Sửa theo JSON Schema 2020-12."),
        )
        return
    yield from _hints(package, schema)
    for word, message, way_out in keywords.word_faults(schema):
        yield _fault(package, word, message, way_out)
    found = leaves(schema)
    yield from _pages(package, schema, found)
    for leaf in found:
        yield from _leaf(package, leaf)
    names = {leaf.name for leaf in found}
    yield from _of_the_counter(package, names)
    for rule in schema.get("x-rules", ()):
        if rule.get("field") not in names:
            yield _fault(
                package,
                str(rule.get("field")),
                _("x-rules nói về câu hỏi “%(name)s” không có.") % {"name": rule.get("field")},
                did_you_mean(str(rule.get("field")), names),
            )
        if not rule.get("message"):
            yield _fault(package, "x-rules", _("x-rules thiếu lời nhắn."), _("Thêm “message”."))
    english = schema.get("x-en", {})
    if not isinstance(english, dict) or not all(isinstance(said, str) and said for said in english.values()):
        yield _fault(
            package,
            "x-en",
            _("x-en phải là bảng câu tiếng Việt → câu tiếng Anh."),
            _('Viết như: "x-en": {"Nơi sinh": "Place of birth"}.'),
        )


def _of_the_counter(package: Package, names: set[str]) -> Iterator[Fault]:
    for name in sorted(one for one in names if one.partition(".")[0] in OF_THE_COUNTER and "." in one):
        yield _fault(
            package,
            name.partition(".")[0],
            _("Câu hỏi “%(name)s” trùng tên với ô của màn hình nhận tại quầy.") % {"name": name},
            _("Đặt tên khác cho nhóm câu hỏi này, ví dụ “holder”."),
        )


def _fault(package: Package, word: str, message: str, way_out: str) -> Fault:
    """A fault at the first line that has the word as written, or the last part of a dotted name."""
    lines = package.folder.read(package.file(NAME)).split("\n")
    for part in (word, word.rsplit(".", 1)[-1]):
        quoted = json.dumps(part, ensure_ascii=False)
        for number, text in enumerate(lines, 1):
            if quoted in text:
                return package.fault(NAME, number, message, way_out)
    return package.fault(NAME, 1, message, way_out)


def _hints(package: Package, part: Any) -> Iterator[Fault]:
    if isinstance(part, list):
        for item in part:
            yield from _hints(package, item)
    if not isinstance(part, dict):
        return
    for key, value in part.items():
        if str(key).startswith("x-") and key not in HINTS:
            yield _fault(package, key, _("Gợi ý lạ “%(key)s”.") % {"key": key}, did_you_mean(str(key), HINTS))
        if key in {"x-when", "refuse"} and isinstance(value, str):
            yield from _condition(package, value)
        yield from _hints(package, value)


def _condition(package: Package, text: str) -> Iterator[Fault]:
    if expressions.fault(text):
        yield _fault(
            package,
            text,
            _("Không tính được điều kiện “%(text)s”.") % {"text": text[:80]},
            _("Viết biểu thức đơn giản, ví dụ: birth.proof == 'certificate'."),
        )
        return
    for path in unknown_paths(package.schema or {}, text):
        yield _fault(
            package,
            text,
            _("Điều kiện nói về câu hỏi “%(name)s” không có.") % {"name": path},
            did_you_mean(path, {leaf.name for leaf in leaves(package.schema or {})}),
        )


def unknown_paths(schema: dict[str, Any], text: str) -> list[str]:
    """The facts of a sound expression that no question of the form gives: such a condition never holds."""
    names = {leaf.name for leaf in leaves(schema)}
    return [
        path
        for path in sorted(expressions.paths(text) - {"today"})
        if not any(n == path or n.startswith(path + ".") or path.startswith(n + ".") for n in names)
    ]


def _pages(package: Package, schema: dict[str, Any], found: list[Leaf]) -> Iterator[Fault]:
    pages = schema.get("x-pages", [])
    if not pages:
        yield _fault(package, "x-pages", _("Biểu mẫu chưa chia trang."), _("Thêm “x-pages”."))
        return
    keys = Counter(page.get("key") for page in pages)
    for key, times in keys.items():
        if times > 1 or not key:
            yield _fault(
                package, str(key), _("Trang thiếu mã hoặc trùng mã."), _("Đặt “key” riêng cho mỗi trang.")
            )
    placed: Counter[str] = Counter()
    for page in pages:
        for wanted in page.get("fields", ()):
            names = [leaf.name for leaf in leaves(schema, [wanted])]
            placed.update(names)
            if not names:
                known = {leaf.name for leaf in found}
                yield _fault(
                    package,
                    wanted,
                    _("Trang “%(page)s” nói về câu hỏi “%(name)s” không có.")
                    % {"page": page.get("key"), "name": wanted},
                    did_you_mean(wanted, known),
                )
    for leaf in found:
        if placed[leaf.name] != 1:
            message = (
                _("Câu hỏi “%(name)s” không nằm trên trang nào.")
                if not placed[leaf.name]
                else _("Câu hỏi “%(name)s” nằm trên nhiều trang.")
            )
            yield _fault(
                package, leaf.name, message % {"name": leaf.name}, _("Để câu hỏi trên đúng một trang.")
            )


def _leaf(package: Package, leaf: Leaf) -> Iterator[Fault]:
    if leaf.widget == "file":
        yield _fault(
            package,
            leaf.name,
            _("Câu hỏi “%(name)s” không nhận tệp: giấy tờ không nằm trong biểu mẫu.") % {"name": leaf.name},
            _("Khai giấy tờ này thành một [[components]] trong procedure.toml."),
        )
    elif leaf.widget not in WIDGETS:
        yield _fault(
            package,
            leaf.widget,
            _("Kiểu nhập lạ “%(w)s”.") % {"w": leaf.widget},
            did_you_mean(leaf.widget, WIDGETS),
        )
    if "title" not in leaf.schema:
        yield _fault(
            package, leaf.name, _("Câu hỏi “%(name)s” chưa có lời.") % {"name": leaf.name}, _("Thêm “title”.")
        )
    listed = leaf.schema.get("items", {}) if leaf.widget == "checkboxes" else leaf.schema
    chosen = leaf.widget in {"radios", "select", "checkboxes"}
    if chosen and not any(key in listed for key in ("oneOf", "enum", "x-choices")):
        yield _fault(
            package,
            leaf.name,
            _("Câu hỏi “%(name)s” không có gì để chọn.") % {"name": leaf.name},
            _("Thêm “oneOf” với “const” và “title”."),
        )
    for child in leaf.children:
        yield from _leaf(package, child)
