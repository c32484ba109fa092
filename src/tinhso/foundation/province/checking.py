"""Prove a whole folder: what holds for every file, then each room's own part."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from tinhso.foundation.province.faults import Fault, nearest
from tinhso.foundation.province.folder import MAX_BYTES, Folder, parts
from tinhso.lib.text import has_forbidden

TEXT = (".toml", ".csv", ".json", ".bpmn", ".dmn", ".md", ".typ", ".txt")
KNOWN_FILES = ("province.toml", "agencies.toml", "agency-codes.csv", "settings.csv")
KNOWN_FOLDERS = (
    "units",
    "calendar",
    "papers",
    "procedures",
    "indices",
    "registries",
    "datasets",
    "notices",
    "directives",
    "reports",
)
_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$")

# Folders without fault, by content: rehearsing forty procedures again costs seconds and tells nothing new.
_SOUND: set[str] = set()


def check_folder(path: Path) -> list[Fault]:
    """All faults of the folder at `path`, sorted by file and line."""
    if not path.is_dir():
        return [Fault(str(path), 0, _("Không có thư mục này."), _("Kiểm tra lại đường dẫn."))]
    folder = Folder(path)
    mark = _mark(path, folder)
    if mark in _SOUND:
        return []
    faults = check_all(folder)
    if not faults:
        _SOUND.add(mark)
    return faults


def _mark(path: Path, folder: Folder) -> str:
    """What a folder is to a check: its names, bytes and stray links."""
    digest = hashlib.sha256(repr(sorted(folder.strays())).encode())
    for name in folder.files:
        size = (path / name).stat().st_size
        digest.update(f"{name}\0{size}\0".encode())
        if size <= MAX_BYTES:  # a larger one is a fault by itself
            digest.update(folder.data(name))
    return digest.hexdigest()


def check_all(folder: Folder) -> list[Fault]:
    """All faults of an opened folder. A part that cannot read a broken file is not asked further."""
    general = list(_general(folder))
    unreadable = {fault.file for fault in general if fault.line == 0}
    faults = list(general)
    for part in parts():
        if not unreadable.intersection(folder.matching(*part.OWNS)):
            faults.extend(part.check_part(folder))
    return sorted(set(faults))


def _general(folder: Folder) -> Iterator[Fault]:
    for name in folder.strays():
        yield Fault(
            name,
            0,
            _("Liên kết dẫn ra ngoài thư mục của tỉnh."),
            _("Chép tệp vào thư mục thay cho liên kết."),
        )
    for name in folder.files:
        if not _NAME.match(name) or ".." in name:
            yield Fault(
                name,
                0,
                _("Tên tệp không hợp lệ."),
                _("Chỉ dùng chữ không dấu, chữ số, dấu chấm, gạch nối, gạch dưới."),
            )
        elif name.endswith(TEXT):
            yield from _text(folder, name)
    yield from _top_level(folder)


def _text(folder: Folder, name: str) -> Iterator[Fault]:
    data = folder.data(name)
    if len(data) > MAX_BYTES:
        yield Fault(name, 0, _("Tệp lớn hơn 8 MB."), _("Chia thành nhiều tệp nhỏ hơn."))
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield Fault(name, 0, _("Tệp không phải UTF-8 (dòng %s).") % line, _("Lưu lại tệp bằng mã UTF-8."))
        return
    if name.endswith(".csv"):
        try:
            folder.rows(name)
        except csv.Error as error:
            yield Fault(
                name, 0, _("Tệp không đọc được như CSV: %s.") % error, _("Lưu lại tệp dạng CSV, UTF-8.")
            )
    if unicodedata.is_normalized("NFC", text) and not has_forbidden(text.replace("\r\n", "\n")):
        return
    for number, line_text in enumerate(text.split("\n"), 1):
        if has_forbidden(line_text.rstrip("\r")):
            yield Fault(
                name, number, _("Dòng có ký tự điều khiển hoặc ký tự ẩn."), _("Xoá ký tự đó rồi gõ lại chữ.")
            )
        if not unicodedata.is_normalized("NFC", line_text):
            yield Fault(
                name,
                number,
                _("Chữ chưa ở dạng Unicode dựng sẵn (NFC)."),
                _("Gõ lại dòng bằng Unicode dựng sẵn."),
            )


def _top_level(folder: Folder) -> Iterator[Fault]:
    """A misspelt file or folder at the top would be passed over in silence."""
    tops = {name.split("/", 1)[0]: "/" in name for name in folder.files}
    for top, is_folder in sorted(tops.items()):
        known = KNOWN_FOLDERS if is_folder else KNOWN_FILES
        close = nearest(top, known) if top not in known else None
        if close and close not in tops:
            yield Fault(
                top,
                0,
                _("Không phần nào đọc “%s”.") % top,
                _("Có phải bạn muốn đặt tên “%s”?") % close,
            )
