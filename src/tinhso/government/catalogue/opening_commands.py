"""`procedures open` and `procedures close`: what agencies offer, from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from tinhso.government.catalogue.models import OpeningRun
    from tinhso.government.catalogue.rules.wanted import Wanted


def register(kinds: Any) -> None:
    """Add `open` and `close` to the commands of procedures."""
    opening = kinds.add_parser(
        "open", help="Mở thủ tục tại các cơ quan, từng thủ tục hoặc cả lĩnh vực, cả cấp."
    )
    opening.add_argument(
        "codes", metavar="MÃ", nargs="*", help="mã thủ tục; bỏ trống khi dùng --field hoặc --all"
    )
    opening.add_argument(
        "--field", metavar="TÊN", default="", help="mọi thủ tục của một lĩnh vực trong danh mục"
    )
    opening.add_argument("--all", action="store_true", help="mọi thủ tục của cấp đã chọn trong danh mục")
    opening.add_argument("--level", choices=["province", "commune"], default="", help="cấp giải quyết")
    _agencies(opening)
    opening.add_argument("--decision", metavar="SỐ", required=True, help="số quyết định công bố")
    opening.add_argument(
        "--decided-on", metavar="NGÀY", required=True, help="ngày quyết định, ví dụ 2026-11-02"
    )
    opening.add_argument(
        "--from", metavar="NGÀY", dest="first", default="", help="mở từ ngày; mặc định là hôm nay"
    )
    opening.add_argument("--to", metavar="NGÀY", dest="last", default="", help="mở tới hết ngày")
    opening.add_argument(
        "--online",
        default="none",
        help="none, partial, full; trước ngày 15/08/2022: 1, 2, 3, 4 (mặc định none)",
    )
    opening.add_argument(
        "--limit",
        metavar="SỐ",
        default="",
        help="thời hạn cho thủ tục mà danh mục không ghi rõ; trong ngày (SAME_DAY): giờ chốt, 24 nếu không có",
    )
    opening.add_argument(
        "--unit", choices=["HOUR", "WORKING_DAY", "DAY", "MONTH", "SAME_DAY"], default="WORKING_DAY"
    )
    opening.add_argument("--limit-reason", metavar="CĂN CỨ", default="")
    opening.add_argument(
        "--fee", metavar="ĐỒNG", type=int, help="mức thu cho thủ tục mà danh mục không ghi rõ; 0: không thu"
    )
    opening.add_argument("--fee-reason", metavar="CĂN CỨ", default="")
    opening.add_argument(
        "--checked", action="store_true", help="đã đối chiếu thời hạn trong danh mục với quyết định"
    )
    opening.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    opening.set_defaults(run=run_open)
    closing = kinds.add_parser("close", help="Đóng thủ tục tại các cơ quan từ một ngày.")
    closing.add_argument("codes", metavar="MÃ", nargs="+")
    _agencies(closing)
    closing.add_argument(
        "--from", metavar="NGÀY", dest="first", default="", help="đóng từ ngày; mặc định là hôm nay"
    )
    closing.add_argument("--reason", metavar="LÝ DO", required=True)
    closing.add_argument("--decision", metavar="SỐ", default="")
    closing.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    closing.set_defaults(run=run_close)


def _agencies(parser: Any) -> None:
    parser.add_argument(
        "--agency", metavar="CƠ QUAN", action="append", default=[],
        help="tên ngắn của cơ quan trong thư mục, ghi nhiều lần được; mặc định mọi cơ quan có thẩm quyền",
    )  # fmt: skip


def run_open(args: argparse.Namespace) -> int:
    """Open what was named; 1 when something was refused."""
    from tinhso.government.catalogue.actions.open_many import begin, go_on
    from tinhso.lib.actor import Actor

    wanted = _wanted(args)
    run = begin(Actor.system("procedures open"), _codes(args), wanted)
    run = go_on(run.pk, None if args.json else _progress)
    if args.json:
        print(json.dumps(as_json(run), ensure_ascii=False))
    else:
        print("\n".join(as_lines(run)))
    return 1 if run.refused else 0


def run_close(args: argparse.Namespace) -> int:
    """Close what was named; the first refusal ends it, what was closed before stays closed."""
    from tinhso.foundation.worktime.api import today
    from tinhso.government.procedures import api as procedures
    from tinhso.lib.actor import Actor

    first = _day(args.first) or today()
    rows = []
    for code in args.codes:
        version = procedures.version(code, first)
        chosen = _ids(args.agency) or tuple(one.id for one in procedures.competent_agencies(version, first))
        actor = Actor.system("procedures close")
        changed = procedures.close_procedure(actor, code, chosen, first, args.reason, args.decision)
        rows.append({"code": code, "agencies": changed})
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        print(
            "\n".join(f"{row['code']}: đóng ở {row['agencies']} cơ quan từ {first:%d/%m/%Y}." for row in rows)
        )
    return 0


def _wanted(args: argparse.Namespace) -> Wanted:
    from tinhso.foundation.worktime.api import today
    from tinhso.government.catalogue.rules.wanted import Wanted
    from tinhso.lib.errors import Refused

    try:
        limit = (Decimal(args.limit), args.unit) if args.limit else None
    except InvalidOperation:
        raise Refused("bad_limit", f"“{args.limit}” không phải là số.", way_out="Viết như 5.") from None
    decided = _day(args.decided_on)
    if decided is None:
        raise Refused("bad_date", "Thiếu ngày quyết định.", way_out="Thêm --decided-on 2026-11-02.")
    return Wanted(
        valid_from=_day(args.first) or today(),
        valid_to=_day(args.last),
        decision=args.decision,
        decided_on=decided,
        online=args.online,
        agencies=_ids(args.agency),
        level=args.level,
        limit=limit,
        limit_reason=args.limit_reason,
        fee=args.fee,
        fee_reason=args.fee_reason,
        checked=args.checked,
        fit_online=len(args.codes) != 1,
    )


def _codes(args: argparse.Namespace) -> list[str]:
    from tinhso.government.catalogue import queries
    from tinhso.government.catalogue.info import Filter
    from tinhso.lib.errors import Refused

    if args.codes:
        return list(args.codes)
    if not args.field and not args.all:
        raise Refused("no_codes", "Chưa nói mở thủ tục nào.", way_out="Ghi mã, --field TÊN hoặc --all.")
    if args.all and not args.level:
        raise Refused(
            "no_level", "Mở tất cả thì phải chọn cấp.", way_out="Thêm --level commune hoặc province."
        )
    rows = queries.narrowed(Filter(field=args.field, level=args.level, vanished=False))
    return list(rows.values_list("code", flat=True))


def _ids(slugs: list[str]) -> tuple[UUID, ...]:
    from tinhso.foundation.organisation import api as organisation

    return tuple(organisation.agency_by_slug(slug).id for slug in slugs)


def _day(text: str) -> date | None:
    from tinhso.lib.errors import Refused

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused("bad_date", f"“{text}” không phải là ngày.", way_out="Viết như 2026-07-01.") from None


def _progress(run: OpeningRun) -> None:
    print(f"\r{run.done}/{run.total}", end="", file=sys.stderr, flush=True)


def as_json(run: OpeningRun) -> dict[str, Any]:
    """What came of a run."""
    names = ("total", "done", "opened", "published", "unchanged", "refused")
    return {"id": str(run.pk), **{name: getattr(run, name) for name in names}}


def as_lines(run: OpeningRun) -> list[str]:
    """The same for a person."""
    told = [
        f"Đã mở {run.opened} trong {run.total} thủ tục; {run.unchanged} đã mở từ trước.",
        f"Tạo biểu mẫu và quy trình mặc định cho {run.published} thủ tục.",
    ]
    if run.refused:
        told.append(f"Chưa mở được {len(run.refused)}:")
        told += [f"  {row['code']}  {row['why']}" for row in run.refused]
    return told
