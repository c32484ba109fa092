"""An operator loads a set's annex: names, points, rules, evidence and verifiers of its components, from a day on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agencies
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.indices.actions.carry_sets import settle_days
from tinhso.government.indices.measures.catalogue import SHARES
from tinhso.government.indices.models import IndexSet
from tinhso.government.indices.queries.sets import version_of
from tinhso.government.indices.rules import sets
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused
from tinhso.lib.text import clean, fold

# How sheets head these columns, folded; the first is what our own template writes.
HEADS: Mapping[str, tuple[str, ...]] = {
    "main": ("main", "chi so chinh", "ma chi so chinh"),
    "main_name": ("main_name", "ten chi so chinh"),
    "code": ("code", "ma", "ma chi so"),
    "name": ("name", "ten", "chi so thanh phan", "ten chi so"),
    "points": ("points", "diem", "diem toi da"),
    "kind": ("kind", "cach tinh"),
    "rule": ("rule", "cong thuc", "cach xac dinh"),
    "evidence": ("evidence", "tai lieu kiem chung", "minh chung"),
    "source": ("source", "nguon thu thap", "nguon"),
    "measure": ("measure", "so do"),
    "verifier": ("verifier", "don vi xac minh", "co quan tham dinh"),
}


def read(table: Sequence[Sequence[str]]) -> tuple[list[dict[str, str]], list[sets.Found]]:
    """Rows by column from a sheet with its heads on top, and what is wrong with the heads."""
    if not table:
        return [], [sets.Found(0, "", _("Tệp không có dòng nào."), _("Dùng mẫu ở trang này."))]
    heads = [fold(cell).strip() for cell in table[0]]
    places = {
        key: next((heads.index(name) for name in names if name in heads), None)
        for key, names in HEADS.items()
    }
    missing = [key for key in sets.NEEDED if places[key] is None]
    found = [sets.Found(0, key, _("Thiếu cột “%s”.") % key, _("Dùng mẫu ở trang này.")) for key in missing]
    rows = [
        {
            key: clean(cells[at])[:4000]
            for key, at in places.items()
            if at is not None and at < len(cells) and cells[at].strip()
        }
        for cells in table[1:]
    ]
    return rows, found


def faults(key: str, rows: Sequence[Mapping[str, str]]) -> list[sets.Found]:
    """What is wrong with these rows for a set, by row of the sheet's body and column."""
    slugs = [one.slug for one in agencies(today())]
    return sets.component_faults(version_of(key).content, rows, slugs, SHARES)


@act("index_set.load")
def load_annex(
    actor: Actor, key: str, rows: Sequence[Mapping[str, str]], *, valid_from: date, decision: str
) -> IndexSet:
    """A version of the set with these components, from a day on; the same day again replaces it.

    Only for the system's administrator. Refused `annex_faulty` where a row or a sum is wrong, nothing is loaded then.
    """
    if actor.kind != "officer" or not actor.has("system_admin"):
        raise Forbidden("admin_needed", _("Chỉ quản trị hệ thống được nạp phụ lục."))
    base = version_of(key, max(valid_from, today()))
    named = clean(decision)[:300]
    if not named:
        raise Refused("decision_needed", _("Ghi số, ngày của quyết định có phụ lục này."), field="decision")
    if valid_from < date.fromisoformat(base.content["set"]["valid_from"]) and base.valid_from > valid_from:
        raise Refused("too_early", _("Bộ chỉ số chưa có vào ngày này."), field="valid_from")
    if not rows or faults(key, rows):
        raise Refused("annex_faulty", _("Phụ lục còn lỗi: chưa nạp gì."), field="file")
    content = dict(base.content)
    content["set"] = {**content["set"], "valid_from": valid_from.isoformat(), "decision": named}
    if not content.get("main"):
        content["main"] = list(reversed(sets.mains_of(content, rows).values()))
    content["component"] = [_typed(row) for row in rows]
    row, made = IndexSet.objects.get_or_create(
        key=key,
        valid_from=valid_from,
        defaults={"audience": base.audience, "content": content, "made_at": now(), "on_screen": True, "made_by_id": actor.account_id},
    )  # fmt: skip
    if not made:
        row.content, row.on_screen, row.made_by_id, row.made_at = content, True, actor.account_id, now()
        row.save()
    settle_days()
    facts = {"set": key, "from": valid_from.isoformat(), "components": len(rows)}
    record(actor, "index_set.load", Subject("index_set", row.pk), facts)
    return row


def _typed(row: Mapping[str, str]) -> dict[str, object]:
    points = sets.points(row["points"])
    assert points is not None
    whole = points == points.to_integral_value()
    told: dict[str, object] = {key: row[key] for key in sets.COMPONENT if row.get(key)}
    told["points"] = int(points) if whole else float(points)
    return told
