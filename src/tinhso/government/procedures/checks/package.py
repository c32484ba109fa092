"""One package: its files, parsed once, and where each key stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from tinhso.foundation.province.api import Fault, Folder, TomlFile, did_you_mean, toml_or_fault
from tinhso.government.procedures.checks.form_file import read_form
from tinhso.government.procedures.rules.content import Content
from tinhso.government.procedures.rules.schema import PROCEDURE

ROOT = "procedures"
FEES = "fees.dmn"
RESULT = "result.typ"
KNOWN = ("procedure.toml", "form.json", "process.bpmn", RESULT, "README.md")
MAX_BYTES = 1_048_576
_VALIDATOR = Draft202012Validator(PROCEDURE, format_checker=FormatChecker())


@dataclass
class Package:
    """A package folder; parts that cannot be read stay None, and their faults are told once."""

    folder: Folder
    path: str
    faults: list[Fault] = field(default_factory=list)
    toml: TomlFile | None = None
    raw: dict[str, Any] = field(default_factory=dict)
    content: Content | None = None
    schema: dict[str, Any] | None = None
    bpmn: str = ""
    decisions: dict[str, bytes] = field(default_factory=dict)
    examples: dict[str, TomlFile] = field(default_factory=dict)

    def file(self, name: str) -> str:
        """The path of one of its files, relative to the province folder."""
        return f"{self.path}/{name}"

    def fault(self, name: str, where: int, message: str, way_out: str) -> Fault:
        """A fault in one of its files."""
        return Fault(self.file(name), where, message, way_out)

    def at(self, *keys: str | int) -> int:
        """The line of a key of procedure.toml."""
        return self.toml.line(*keys) if self.toml else 0

    def names(self) -> set[str]:
        """The names of all its files inside the package."""
        prefix = self.path + "/"
        return {name[len(prefix) :] for name in self.folder.files if name.startswith(prefix)}

    def texts(self) -> dict[str, str]:
        """All its text files by name inside the package."""
        return {name: self.folder.read(self.file(name)) for name in sorted(self.names())}


def package_paths(folder: Folder) -> list[str]:
    """The folders that hold a procedure.toml, wherever they stand below procedures/."""
    return sorted(
        name.removesuffix("/procedure.toml")
        for name in folder.files
        if name.startswith(ROOT + "/") and name.endswith("/procedure.toml")
    )


def plain(value: Any) -> Any:
    """TOML values as JSON: dates and times become ISO texts."""
    if isinstance(value, dict):
        return {key: plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [plain(below) for below in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value.isoformat("minutes") if isinstance(value, time) else value


def read_package(folder: Folder, path: str) -> Package:
    """Read all files of a package; what is wrong with their form is in `faults`."""
    package = Package(folder, path)
    large = {name for name in package.names() if len(folder.data(package.file(name))) > MAX_BYTES}
    package.faults.extend(
        package.fault(name, 0, _("Tệp lớn hơn 1 MB."), _("Bỏ hình ảnh nhúng hoặc phần thừa."))
        for name in sorted(large)
    )
    if "procedure.toml" not in large:
        _read_toml(package)
    if "form.json" not in large:
        read_form(package)
    if folder.exists(package.file("process.bpmn")):
        package.bpmn = "" if "process.bpmn" in large else folder.read(package.file("process.bpmn"))
    else:
        package.faults.append(
            package.fault("process.bpmn", 0, _("Thiếu quy trình."), _("Thêm tệp process.bpmn."))
        )
    for name in sorted(package.names() - large):
        if _like(name, "*.dmn"):
            package.decisions[name] = folder.data(package.file(name))
        elif _like(name, "examples/*.toml"):
            read = toml_or_fault(folder, package.file(name))
            if isinstance(read, Fault):
                package.faults.append(read)
            else:
                package.examples[name] = read
        elif name not in KNOWN:
            package.faults.append(
                package.fault(
                    name,
                    0,
                    _("Gói thủ tục không dùng tệp này."),
                    _("Chỉ để: %(known)s.") % {"known": ", ".join((*KNOWN, "*.dmn", "examples/*.toml"))},
                )
            )
    return package


def _like(name: str, pattern: str) -> bool:
    return name.count("/") == pattern.count("/") and PurePosixPath(name).match(pattern)


def _read_toml(package: Package) -> None:
    read = toml_or_fault(package.folder, package.file("procedure.toml"))
    if isinstance(read, Fault):
        package.faults.append(read)
        return
    package.toml, package.raw = read, plain(read.data)
    errors = sorted(_VALIDATOR.iter_errors(package.raw), key=lambda e: list(map(str, e.absolute_path)))
    package.faults.extend(fault for error in errors for fault in _schema_faults(package, error))
    if not errors:
        package.content = Content.from_json(package.raw)


def _schema_faults(package: Package, error: ValidationError) -> Iterator[Fault]:
    keys = list(error.absolute_path)
    where = ".".join(str(key) for key in keys) or _("tệp")
    if error.validator == "additionalProperties":
        known = sorted(error.schema["properties"])
        for key in sorted(set(error.instance) - set(known)):
            message = _("Khóa lạ “%(key)s”.") % {"key": ".".join(map(str, [*keys, key]))}
            yield package.fault("procedure.toml", package.at(*keys, key), message, did_you_mean(key, known))
        return
    if error.validator == "required":
        for key in sorted(set(error.validator_value) - set(error.instance)):
            message = _("Thiếu khóa “%(key)s”.") % {"key": ".".join(map(str, [*keys, key]))}
            yield package.fault("procedure.toml", package.at(*keys), message, _("Thêm khóa này."))
        return
    message = _("Giá trị của “%(key)s” không hợp lệ.") % {"key": where}
    yield package.fault("procedure.toml", package.at(*keys), message, _way_out(error))


def _way_out(error: ValidationError) -> str:
    """How to mend a value, by the keyword that refused it."""
    limit = error.validator_value
    if error.validator == "enum":
        return did_you_mean(str(error.instance), [str(value) for value in limit])
    words = {
        "type": _("Dùng kiểu %(limit)s."),
        "pattern": _("Viết theo mẫu %(limit)s."),
        "format": _("Viết đúng dạng %(limit)s, ví dụ 2026-11-23."),
        "minLength": _("Không để trống."),
        "minItems": _("Cần ít nhất %(limit)s mục."),
    }
    return words.get(str(error.validator), _("Giới hạn là %(limit)s.")) % {"limit": limit}
