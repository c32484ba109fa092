"""The papers' part of a province folder: the manifest, the templates, and the samples that prove them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tinhso.foundation.papers import manifest
from tinhso.foundation.papers.manifest import MANIFEST
from tinhso.foundation.province.api import Fault, Folder
from tinhso.lib.actor import Actor

NAME = "mẫu giấy tờ"
OWNS = ("papers/**",)
# A province may have no templates; what is always there tells a later load that nothing changed.
READS = ("province.toml",)
ROOT = "papers/"
SUFFIXES = (".typ", ".json", ".toml", ".md", ".svg")


def files_of(folder: Folder) -> dict[str, str]:
    """Every file of papers/ by its name inside."""
    return {name.removeprefix(ROOT): folder.read(name) for name in folder.matching(*OWNS)}


def typst_files(folder: Folder) -> dict[str, str]:
    """The templates and libraries of papers/ by their names inside."""
    return {name: text for name, text in files_of(folder).items() if name.endswith(".typ")}


def check_part(folder: Folder) -> Iterator[Fault]:
    """Faults of manifest, sources and pages. No database."""
    from tinhso.foundation.papers.checking import info_of, order_of, sheet_faults, source_faults

    names = folder.matching(*OWNS)
    if names and not folder.exists(MANIFEST):
        yield Fault(MANIFEST, 0, _("Thiếu tệp này."), _("Thêm tệp kê các mẫu giấy."))
    for name in names:
        if not name.endswith(SUFFIXES):
            yield Fault(name, 0, _("Thư mục mẫu giấy không dùng loại tệp này."), _("Bỏ tệp khỏi papers/."))
    entries, faults = manifest.read(folder)
    yield from faults
    files = typst_files(folder)
    barred = list(source_faults(files, ROOT))
    yield from barred
    for entry in entries:
        if entry.main not in files:
            yield Fault(
                MANIFEST,
                entry.where,
                _("Không có mẫu “%(name)s” trong papers/.") % {"name": entry.main},
                _("Thêm tệp, hoặc sửa “template”."),
            )
            continue
        sample = manifest.sample_of(folder, entry)
        if isinstance(sample, Fault):
            yield sample
            continue
        for name, label in entry.fields:
            if not str(sample.get("fields", {}).get(name, "")).strip():
                yield Fault(
                    f"{ROOT}{entry.sample}",
                    1,
                    _("Dữ liệu mẫu thiếu ô “%(label)s” (%(name)s).") % {"label": label, "name": name},
                    _("Thêm ô này vào “fields”."),
                )
        if not barred:
            info = info_of(entry, sample)
            yield from sheet_faults(info, files, entry.main, order_of(info, sample, entry.valid_from), ROOT)


def load_part(folder: Folder, actor: Actor) -> None:
    """Bring the set into the database; what was made before keeps the set it was made of."""
    from tinhso.foundation.papers.actions.load import load

    load(folder)


def export_part() -> dict[str, str | bytes]:
    """The files of the set in use."""
    from tinhso.foundation.papers.models import TemplateSet

    found = TemplateSet.objects.filter(superseded_at=None).values_list("files", flat=True).first()
    return {f"{ROOT}{name}": text for name, text in (found or {}).items()}
