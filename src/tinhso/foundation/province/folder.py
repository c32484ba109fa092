"""The folder as its parts see it: read files, find lines, note faults. Needs no database.

A room that owns a part of the folder has a module `folder.py` with

    NAME: str                                     what the part is called in messages
    OWNS: tuple[str, ...]                         glob patterns of its files, relative to the folder
    def check_part(folder: Folder) -> Iterable[Fault]      no database, no Django models imported on top
    def load_part(folder: Folder, actor: Actor) -> None    inside one transaction; idempotent
    def export_part() -> dict[str, str | bytes]            its files as the database has them now

A file that `export_part` does not name is written back just as it was loaded.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Protocol, cast

from django.utils.translation import gettext as _

from tinhso.foundation.province.faults import Fault, did_you_mean
from tinhso.foundation.province.toml_lines import TomlError, TomlFile, parse
from tinhso.lib.actor import Actor

ROOMS = (
    "foundation.province",
    "foundation.organisation",
    "foundation.worktime",
    "foundation.notices",
    "foundation.papers",
    "government.procedures",
    "government.dossiers",
    "government.transfers",
    "government.indices",
    "government.indices.published",
    "government.indices.measured",
    "government.directives",
    "government.reports",
    "government.payments",
)
MAX_BYTES = 8_000_000


@dataclass(frozen=True)
class Row:
    """One CSV row and its line (of the first character, counted from 1)."""

    line: int
    values: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


class Part(Protocol):
    """The module `folder.py` of a room."""

    NAME: str
    OWNS: tuple[str, ...]

    def check_part(self, folder: Folder) -> Iterable[Fault]: ...

    def load_part(self, folder: Folder, actor: Actor) -> None: ...

    def export_part(self) -> dict[str, str | bytes]: ...


class Folder:
    """A province folder on disk, or a set of texts (`texts`: relative path → content)."""

    def __init__(self, root: Path | str | None = None, texts: dict[str, bytes] | None = None) -> None:
        self.root = Path(root).resolve() if root is not None else None
        self._texts = texts

    @cached_property
    def files(self) -> list[str]:
        """Relative posix paths of all plain files, sorted; hidden files and links that leave are left out."""
        if self.root is None:
            return sorted(self._texts or {})
        return sorted(
            path.relative_to(self.root).as_posix()
            for path in self.root.rglob("*")
            if path.is_file() and self._inside(path) and not _hidden(path.relative_to(self.root).parts)
        )

    def _inside(self, path: Path) -> bool:
        return self.root is not None and path.resolve().is_relative_to(self.root)

    def strays(self) -> list[str]:
        """Links whose target lies outside the folder."""
        if self.root is None:
            return []
        return sorted(
            path.relative_to(self.root).as_posix()
            for path in self.root.rglob("*")
            if path.is_symlink() and not self._inside(path)
        )

    def matching(self, *patterns: str) -> list[str]:
        """The files that match one of the glob patterns (`*` stays in one folder, `**` does not)."""
        return [name for name in self.files if any(matches(name, pattern) for pattern in patterns)]

    def exists(self, name: str) -> bool:
        """True when the folder has this file."""
        return name in self.files

    def data(self, name: str) -> bytes:
        """The file's bytes; FileNotFoundError when absent, and for any name that leads out."""
        if self.root is None:
            if name not in (self._texts or {}):
                raise FileNotFoundError(name)
            return (self._texts or {})[name]
        if name not in self.files:
            raise FileNotFoundError(name)
        return (self.root / name).read_bytes()

    def read(self, name: str) -> str:
        """The file's text (UTF-8; a bad byte becomes U+FFFD, which the check names)."""
        return self.data(name).decode("utf-8", errors="replace")

    def toml(self, name: str) -> TomlFile:
        """The parsed TOML file with lines; TomlError when it is not TOML."""
        return parse(self.read(name))

    def rows(self, name: str) -> list[Row]:
        """The rows of a CSV file by header, with lines."""
        reader = csv.reader(io.StringIO(self.read(name)), strict=False)
        header = next(reader, [])
        rows = []
        line = reader.line_num
        for cells in reader:
            if cells and any(cells):
                rows.append(Row(line + 1, dict(zip(header, (c.strip() for c in cells), strict=False))))
            line = reader.line_num
        return rows

    def ragged(self, name: str) -> list[int]:
        """Lines of CSV rows that have more or fewer cells than the header."""
        reader = csv.reader(io.StringIO(self.read(name)), strict=False)
        width = len(next(reader, []))
        found, line = [], reader.line_num
        for cells in reader:
            if cells and len(cells) != width:
                found.append(line + 1)
            line = reader.line_num
        return found

    def header(self, name: str) -> list[str]:
        """The column names of a CSV file."""
        return next(csv.reader(io.StringIO(self.read(name))), [])


def toml_or_fault(folder: Folder, name: str) -> TomlFile | Fault:
    """The parsed file, or the one fault that says why it cannot be read."""
    try:
        return folder.toml(name)
    except TomlError as error:
        return Fault(
            name,
            error.line,
            _("Tệp không đúng cú pháp TOML: %(why)s.") % {"why": error},
            _("Sửa dòng này rồi kiểm tra lại."),
        )


def check_columns(
    folder: Folder, name: str, required: Iterable[str], optional: Iterable[str] = ()
) -> Iterator[Fault]:
    """Faults of a CSV header: a missing, unknown or doubled column."""
    header = folder.header(name)
    for line in folder.ragged(name):
        yield Fault(
            name,
            line,
            _("Dòng có số ô khác dòng tiêu đề."),
            _("Thêm hoặc bớt dấu phẩy; ô có dấu phẩy phải nằm trong ngoặc kép."),
        )
    required, known = list(required), [*required, *optional]
    for column in required:
        if column not in header:
            yield Fault(
                name, 1, _("Thiếu cột “%(column)s”.") % {"column": column}, _("Thêm cột này vào dòng đầu.")
            )
    for column in header:
        if column not in known:
            yield Fault(name, 1, _("Cột lạ “%(column)s”.") % {"column": column}, did_you_mean(column, known))
        if header.count(column) > 1:
            yield Fault(name, 1, _("Cột “%(column)s” bị lặp.") % {"column": column}, _("Chỉ giữ một cột."))


def matches(name: str, pattern: str) -> bool:
    """Glob match by path parts: `units/*.csv`, `procedures/**`."""
    if pattern.endswith("/**"):
        return name.startswith(pattern[:-2])
    return len(PurePosixPath(name).parts) == len(PurePosixPath(pattern).parts) and PurePosixPath(name).match(
        pattern
    )


def _hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in parts)


def parts() -> list[Part]:
    """The parts of all rooms, in the order in which they are loaded."""
    found = []
    for room in ROOMS:
        name = f"tinhso.{room}.{'own_part' if room.endswith('.province') else 'folder'}"
        if find_spec(f"tinhso.{room}") and find_spec(name):
            found.append(cast(Part, import_module(name)))
    return found
