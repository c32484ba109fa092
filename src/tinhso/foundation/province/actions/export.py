"""Write the folder back: what changed on screen as the rooms write it, all else byte for byte as loaded."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.province.actions.load import changed_on_screen, digest, written
from tinhso.foundation.province.folder import Part, matches, parts
from tinhso.foundation.province.models import ProvinceItem
from tinhso.foundation.worktime.api import now
from tinhso.lib.errors import Refused


@transaction.atomic
def export(path: Path) -> list[str]:
    """Write into `path` (made when absent); returns the relative paths whose bytes changed, sorted."""
    root = path.resolve()
    root.mkdir(parents=True, exist_ok=True)
    done: list[str] = []
    for part in parts():
        done.extend(_export_part(part, root))
    return sorted(set(done))


def _export_part(part: Part, root: Path) -> list[str]:
    items = {item.path: item for item in ProvinceItem.objects.select_for_update().filter(part=part.NAME)}
    if not items:
        return []
    changed = changed_on_screen(part, items)
    done = []
    for name, item in items.items():
        # A file that the part only reads belongs to another, which writes it.
        if item.sha256 and name not in changed and any(matches(name, pattern) for pattern in part.OWNS):
            done.extend(_write(root, name, bytes(item.content)))
    for name, data in changed.items():
        done.extend(_write(root, name, data))
    _note(part, items)
    return done


def _note(part: Part, items: dict[str, ProvinceItem]) -> None:
    """Remember what was exported, so that a later load knows that the change is safe."""
    for name, data in written(part).items():
        item = items.get(name) or ProvinceItem(part=part.NAME, path=name, content=b"")
        item.exported = digest(data)
        item.loaded_at = item.loaded_at or now()
        item.save()


def _write(root: Path, name: str, data: bytes | None) -> list[str]:
    target = root / name
    if not target.resolve().is_relative_to(root):
        raise Refused(
            "export_outside",
            _("Tên tệp “%s” dẫn ra ngoài thư mục.") % name,
            way_out=_("Xoá liên kết đó trong thư mục rồi xuất lại."),
        )
    if data is None:
        if not target.exists():
            return []
        target.unlink()
        return [name]
    if target.exists() and target.read_bytes() == data:
        return []
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return [name]
