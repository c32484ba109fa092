"""A set of indices as a tree: groups, main indices, components; what is known of it and whether its sums hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.government.indices.rules import scoring

AUDIENCES: dict[str, Any] = {
    "province": gettext_lazy("Cấp tỉnh"),
    "departments": gettext_lazy("Sở, ban, ngành"),
    "districts": gettext_lazy("Cấp huyện"),
    "communes": gettext_lazy("Cấp xã"),
}
COMPONENT = ("main", "main_name", "code", "name", "points", "kind", "rule", "evidence", "source", "verifier",
             "measure")  # fmt: skip
NEEDED = ("main", "code", "name", "points", "kind")
LONGEST = {"code": 20, "name": 500, "rule": 1000, "evidence": 1000, "source": 300, "verifier": 200}


@dataclass(frozen=True)
class Found:
    """A fault: of which row (0: the whole), which column, what and how to mend it."""

    row: int
    column: str
    message: str
    way_out: str


def points(value: Any) -> Decimal | None:
    """A number of points with at most two digits behind the point; None for anything else."""
    try:
        found = Decimal(str(value).strip().replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found <= 10_000 and found == round(found, 2) else None


def structure_faults(content: Mapping[str, Any]) -> Iterator[Found]:
    """Sums of what is known: mains against groups, groups against the set, counts likewise."""
    groups, mains, whole = content.get("group", []), content.get("main", []), content["set"]
    keys = [group.get("key") for group in groups]
    for at, main in enumerate(mains, 1):
        if main.get("group") and main["group"] not in keys:
            yield Found(
                at, "group", _("Không có nhóm “%s”.") % main["group"], _("Dùng key của một [[group]].")
            )
    codes = [main.get("code") for main in mains]
    for code in {code for code in codes if codes.count(code) > 1}:
        yield Found(0, "code", _("Chỉ số chính “%s” lặp lại.") % code, _("Mỗi mã một lần."))
    for name in ("points", "components"):
        for group in groups:
            below = [main.get(name) for main in mains if main.get("group") == group.get("key")]
            if group.get("mains") not in (None, len(below)):
                continue  # some of its main indices are not known
            yield from _sum(name, group.get("name", ""), group.get(name), below)
        tops = [group.get(name) for group in groups] if groups else [main.get(name) for main in mains]
        yield from _sum(name, whole.get("title", ""), whole.get(name), tops)


def _sum(name: str, of: str, told: Any, below: Sequence[Any]) -> Iterator[Found]:
    """What is not known is not summed: an absent number is no nought."""
    if told is None or not below or any(one is None for one in below):
        return
    if sum(Decimal(str(one)) for one in below) != Decimal(str(told)):
        facts = {"of": of, "sum": sum(below), "told": told}
        yield Found(0, name, _("%(of)s: các phần cộng lại là %(sum)s, không phải %(told)s.") % facts,
                    _("Đối chiếu lại với phụ lục của quyết định."))  # fmt: skip


def component_faults(
    content: Mapping[str, Any],
    rows: Sequence[Mapping[str, str]],
    verifiers: Sequence[str] | None = None,
    measures: Collection[str] | None = None,
) -> list[Found]:
    """Faults of an annex's rows, by row (from 1) and column; sums are asked once every row can be read.

    `verifiers`: the slugs of agencies that may be named; `measures`: what the platform counts; None: not checked.
    """
    mains = mains_of(content, rows)
    found = [fault for at, row in enumerate(rows, 1) for fault in _row(at, row, mains, verifiers)]
    found += [fault for at, row in enumerate(rows, 1) for fault in _measure(at, row, measures)]
    seen: dict[str, int] = {}
    for at, row in enumerate(rows, 1):
        first = seen.setdefault(row.get("code", ""), at)
        if first != at and row.get("code"):
            found.append(Found(at, "code", _("Mã trùng với dòng %s.") % first, _("Mỗi mã một lần.")))
    return found or list(_sums(content, mains, rows))


def mains_of(content: Mapping[str, Any], rows: Sequence[Mapping[str, str]]) -> dict[str, dict[str, Any]]:
    """The main indices by code: the set's own, or where its decision is known by counts alone those of the annex."""
    own = {main["code"]: dict(main) for main in content.get("main", [])}
    if own:
        return own
    return {
        row["main"]: {"code": row["main"], "name": row.get("main_name") or row["main"]}
        for row in reversed(rows)
        if row.get("main")
    }


def _row(at: int, row: Mapping[str, str], mains: Mapping[str, Any], verifiers: Sequence[str] | None) -> Iterator[Found]:  # fmt: skip
    for column in NEEDED:
        if not row.get(column, "").strip():
            yield Found(at, column, _("Ô này không được trống."), _("Chép từ phụ lục của quyết định."))
    for column, longest in LONGEST.items():
        if len(row.get(column, "")) > longest:
            yield Found(at, column, _("Dài quá %s ký tự.") % longest, _("Rút gọn."))
    if row.get("main") and row["main"] not in mains:
        yield Found(
            at, "main", _("Không có chỉ số chính “%s”.") % row["main"], _("Dùng: %s.") % ", ".join(mains)
        )
    most = points(row.get("points", ""))
    if row.get("points") and most is None:
        yield Found(at, "points", _("Điểm không đọc được."), _("Viết như 10 hoặc 7,5."))
    if verifiers is not None and row.get("verifier") and row["verifier"] not in verifiers:
        yield Found(at, "verifier", _("Không có cơ quan “%s”.") % row["verifier"], _("Ghi mã cơ quan trong thư mục, hoặc để trống."))  # fmt: skip
    if row.get("kind"):
        yield from _rule(at, row, most)


def _measure(at: int, row: Mapping[str, str], measures: Collection[str] | None) -> Iterator[Found]:
    """A measure stands only where the set's own rule asks for counts: a share of two, or steps of one."""
    named = row.get("measure", "")
    if not named:
        return
    if measures is not None and named not in measures:
        yield Found(
            at, "measure", _("Không có số đo “%s”.") % named, _("Dùng: %s.") % ", ".join(sorted(measures))
        )
    elif row.get("kind") not in scoring.COUNTING:
        yield Found(at, "measure", _("Cách tính này không dùng số đếm."), _("Để trống ô này."))


def _rule(at: int, row: Mapping[str, str], most: Decimal | None) -> Iterator[Found]:
    if row["kind"] not in scoring.KINDS:
        known = ", ".join(scoring.KINDS)
        yield Found(at, "kind", _("Không có cách tính “%s”.") % row["kind"], _("Dùng: %s.") % known)
        return
    try:
        scoring.read(row["kind"], row.get("rule", ""), most)
    except scoring.BadRule as error:
        yield Found(at, "rule", _("Không hiểu “%s”.") % error, _("Xem mẫu ở đầu trang nạp phụ lục."))


def _sums(
    content: Mapping[str, Any], mains: Mapping[str, Any], rows: Sequence[Mapping[str, str]]
) -> Iterator[Found]:
    whole, total = content["set"], sum((points(row["points"]) or Decimal(0) for row in rows), Decimal(0))
    for told, counted, of in (
        (whole.get("mains"), len(mains), _("chỉ số chính")),
        (whole.get("components"), len(rows), _("chỉ số thành phần")),
        (whole.get("points"), total, _("điểm")),
    ):
        if told is not None and Decimal(str(told)) != counted:
            facts = {"n": counted, "of": of, "told": told}
            yield Found(0, "main", _("Cả bộ có %(n)s %(of)s, quyết định nêu %(told)s.") % facts,
                        _("Nạp đủ phụ lục."))  # fmt: skip
    for code, main in mains.items():
        own = [row for row in rows if row["main"] == code]
        name = main.get("name", code)
        count, told = main.get("components"), main.get("points")
        if count is not None and len(own) != count:
            facts = {"name": name, "n": len(own), "told": count}
            yield Found(0, "main", _("%(name)s có %(n)s chỉ số thành phần, quyết định nêu %(told)s.") % facts,
                        _("Nạp đủ phụ lục."))  # fmt: skip
        total = sum((points(row["points"]) or Decimal(0) for row in own), Decimal(0))
        if told is not None and own and total != Decimal(str(told)):
            facts = {"name": name, "sum": total, "told": told}
            yield Found(0, "points", _("%(name)s: điểm cộng lại là %(sum)s, không phải %(told)s.") % facts,
                        _("Đối chiếu lại với phụ lục của quyết định."))  # fmt: skip
