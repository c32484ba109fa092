"""Which files a draft may hold, and how large they may be."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from tinhso.lib.errors import FieldError, Invalid

MAX_FILE = 1_048_576
MAX_ALL = 3 * MAX_FILE
MAX_FILES = 60
KEPT = ("procedure.toml", "form.json", "process.bpmn")
_NAME = re.compile(
    r"(?:[a-z0-9][a-z0-9_-]{0,60}\.dmn|examples/[a-z0-9][a-z0-9_-]{0,60}\.toml|README\.md|result\.typ)"
)


def checked(files: dict[str, str]) -> dict[str, str]:
    """The files of a draft with lines ended alike. Raises Invalid for a strange name or too much text."""
    faults = [
        FieldError(
            "name",
            _("Gói thủ tục không dùng tệp tên “%(name)s”.") % {"name": name[:80]},
        )
        for name in files
        if name not in KEPT and not _NAME.fullmatch(name)
    ]
    faults += [
        FieldError("text", _("Gói thủ tục phải có tệp %(name)s.") % {"name": name})
        for name in KEPT
        if not files.get(name, "").strip()
    ]
    sizes = [len(text.encode("utf-8", "replace")) for text in files.values()]
    if any(size > MAX_FILE for size in sizes) or sum(sizes) > MAX_ALL or len(files) > MAX_FILES:
        faults.append(FieldError("text", _("Mỗi tệp tối đa 1 MB, cả gói tối đa 3 MB và 60 tệp.")))
    if any("\x00" in text for text in files.values()):
        faults.append(FieldError("text", _("Tệp có ký tự không phải chữ.")))
    if faults:
        raise Invalid(faults)
    return {name: text.replace("\r\n", "\n").replace("\r", "\n") for name, text in sorted(files.items())}
