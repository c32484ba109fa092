"""Load a folder: proved first, part by part, never over a change on screen that nobody exported."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tinhso.foundation.province.checking import check_folder
from tinhso.foundation.province.faults import Fault
from tinhso.foundation.province.folder import Folder, Part, parts
from tinhso.foundation.province.models import ProvinceItem
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused
from tinhso.lib.held import forget_all

LOCK = 0x71_6E_68


@dataclass
class Loaded:
    """What a load did: parts loaded anew, files whose change on screen was kept."""

    parts: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


class FaultyFolder(Refused):
    """The folder has faults; nothing was loaded."""

    def __init__(self, faults: list[Fault]) -> None:
        shown = "\n".join(f"  {fault}" for fault in faults[:20])
        super().__init__(
            "folder_faults",
            _("Thư mục có %(count)s lỗi, chưa nạp gì:\n%(faults)s\n")
            % {"count": len(faults), "faults": shown},
            way_out=_("Sửa các lỗi trên rồi nạp lại."),
        )
        self.faults = faults


class WouldOverwrite(Conflict):
    """The folder and the screen both changed the same file; `diff` is screen → folder."""

    def __init__(self, paths: list[str], diff: str) -> None:
        super().__init__(
            "load_would_overwrite",
            _("Việc nạp sẽ ghi đè thay đổi trên màn hình chưa được xuất: %s.") % ", ".join(paths),
            way_out=_("Chạy lệnh export, gộp thay đổi vào thư mục, rồi nạp lại."),
        )
        self.paths = paths
        self.diff = diff


def load(path: Path, actor: Actor) -> Loaded:
    """Bring the folder into the database in one transaction; see `province.api.load`."""
    folder, loaded = Folder(path), Loaded()
    if not all(_unchanged(part, folder) for part in parts()):
        faults = check_folder(path)
        if faults:
            raise FaultyFolder(faults)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        plans = [plan for part in parts() if (plan := _plan(part, folder, loaded))]
        for part, seen in plans:
            part.load_part(seen, actor)
            forget_all()
            _remember(part, seen, folder)
            loaded.parts.append(part.NAME)
    forget_all()
    return loaded


def _plan(part: Part, folder: Folder, loaded: Loaded) -> tuple[Part, Folder] | None:
    """The part with the files it is to load, or None when its files are as they were."""
    items = {item.path: item for item in ProvinceItem.objects.filter(part=part.NAME)}
    on_screen = changed_on_screen(part, items) if items else {}
    if _unchanged(part, folder):
        loaded.kept.extend(sorted(on_screen))
        return None
    texts = {name: folder.data(name) for name in folder.files}
    clashes: dict[str, tuple[bytes | None, bytes | None]] = {}
    for path, current in on_screen.items():
        incoming, item = texts.get(path), items.get(path)
        if incoming == current or (item and current is not None and item.exported == digest(current)):
            continue
        if (digest(incoming) if incoming is not None else "") == (item.sha256 if item else ""):
            # The folder did not touch this file: what the screen says stays.
            loaded.kept.append(path)
            if current is None:
                texts.pop(path, None)
            else:
                texts[path] = current
        else:
            clashes[path] = (current, incoming)
    if clashes:
        raise WouldOverwrite(sorted(clashes), "".join(_diff(clashes)))
    return part, Folder(texts=texts)


def _unchanged(part: Part, folder: Folder) -> bool:
    """True when the part's files are byte for byte those of the last load, or it neither has nor had any of its own."""
    known = dict(ProvinceItem.objects.filter(part=part.NAME).exclude(sha256="").values_list("path", "sha256"))
    own = set(folder.matching(*part.OWNS))
    if not own and not known.keys() - set(files_of(part, folder)):
        return True
    return bool(known) and known == {name: digest(folder.data(name)) for name in files_of(part, folder)}


def files_of(part: Part, folder: Folder) -> list[str]:
    """The files a part loads from: its own and those it only reads."""
    return folder.matching(*part.OWNS, *getattr(part, "READS", ()))


def changed_on_screen(part: Part, items: dict[str, ProvinceItem]) -> dict[str, bytes | None]:
    """Files that the room would write otherwise than right after the last load; None: it would drop it."""
    current = written(part)
    changed: dict[str, bytes | None] = {
        path: data
        for path, data in current.items()
        if digest(data) != (items[path].canonical if path in items else "")
    }
    for path, item in items.items():
        if item.canonical and path not in current:
            changed[path] = None
    return changed


def written(part: Part) -> dict[str, bytes]:
    """The room's files as the database has them now."""
    return {
        path: data.encode("utf-8") if isinstance(data, str) else data
        for path, data in part.export_part().items()
    }


def _remember(part: Part, seen: Folder, folder: Folder) -> None:
    """Note what was loaded. A file kept from the screen stays noted as not exported."""
    known = ProvinceItem.objects.filter(part=part.NAME)
    old = dict(known.values_list("path", "canonical"))
    loaded = set(files_of(part, folder))
    known.exclude(path__in=loaded).delete()
    files = {path: folder.data(path) for path in sorted(loaded)}
    _note(
        [
            ProvinceItem(part=part.NAME, path=path, content=data, sha256=digest(data), loaded_at=now())
            for path, data in files.items()
        ],
        ["content", "sha256", "exported", "loaded_at"],
    )
    # Asked only now: a part may write a file as what was loaded, with a few rows changed.
    current = written(part)
    fresh = []
    for path in sorted(loaded | set(current)):
        kept = path in loaded and seen.exists(path) and seen.data(path) != folder.data(path)
        canonical = old[path] if kept and path in old else digest(current.get(path, b""))
        told = canonical if path in current else ""
        fresh.append(ProvinceItem(part=part.NAME, path=path, content=b"", canonical=told, loaded_at=now()))
    _note(fresh, ["canonical"])


def _note(items: list[ProvinceItem], changed: list[str]) -> None:
    """Write the rows in few questions; of those that are there only what `changed` names."""
    ProvinceItem.objects.bulk_create(
        items, batch_size=500, update_conflicts=True, unique_fields=["part", "path"], update_fields=changed
    )


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def _diff(clashes: dict[str, tuple[bytes | None, bytes | None]]) -> Iterable[str]:
    for path, (current, incoming) in sorted(clashes.items()):
        yield from unified_diff(
            _lines(current),
            _lines(incoming),
            _("%s (trên màn hình)") % path,
            _("%s (trong thư mục)") % path,
        )


def _lines(data: bytes | None) -> list[str]:
    text = (data or b"").decode("utf-8", errors="replace")
    return [line if line.endswith("\n") else f"{line}\n" for line in text.splitlines(keepends=True)]
