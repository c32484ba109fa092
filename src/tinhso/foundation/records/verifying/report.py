"""What verification found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Fault:
    """One fault, named. `kind`: edited, deleted, inserted, reordered, chain, seal_broken, seal_missing,
    seal_missing_outside, seal_differs_outside, seal_demo_key."""

    kind: str
    stream: str
    subject: str = ""
    sequence: int | None = None
    entry: UUID | None = None
    seal: int | None = None

    def sentence(self) -> str:
        """In words."""
        what = {
            "edited": _("Sự kiện đã bị sửa"),
            "deleted": _("Sự kiện đã bị xóa"),
            "inserted": _("Sự kiện bị chèn thêm"),
            "reordered": _("Sự kiện bị đổi thứ tự"),
            "chain": _("Chuỗi sự kiện bị đứt"),
            "seal_broken": _("Dấu niêm phong bị hỏng"),
            "seal_missing": _("Dấu niêm phong không còn trong cơ sở dữ liệu"),
            "seal_missing_outside": _("Dấu niêm phong không có trong tệp bên ngoài"),
            "seal_differs_outside": _("Dấu niêm phong khác với tệp bên ngoài"),
            "seal_demo_key": _("Dấu niêm phong ký bằng khóa dùng thử"),
        }[self.kind]
        where = [self.stream]
        if self.subject:
            where.append(f"{self.subject} #{self.sequence}" if self.sequence else self.subject)
        if self.entry:
            where.append(str(self.entry))
        if self.seal is not None:
            where.append(_("niêm phong số %(number)s") % {"number": self.seal})
        return f"{what}: {', '.join(where)}"

    def as_json(self) -> dict[str, Any]:
        """For scripts; keys without a value are left out."""
        facts = {
            "kind": self.kind,
            "stream": self.stream,
            "subject": self.subject,
            "sequence": self.sequence,
            "entry": str(self.entry) if self.entry else None,
            "seal": self.seal,
            "message": self.sentence(),
        }
        return {key: value for key, value in facts.items() if value not in (None, "")}


@dataclass
class Report:
    """How much was read, and every fault found."""

    events: int = 0
    seals: int = 0
    faults: list[Fault] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """`{events, seals, faults}`; `events` counts the entries of both streams."""
        return {"events": self.events, "seals": self.seals, "faults": [f.as_json() for f in self.faults]}
