"""`./tinhso portal-…`: connecting a portal, and what a demonstration needs to start its simulator."""

from __future__ import annotations

import argparse
from typing import Any

CLIENT = "Cổng Dịch vụ công quốc gia"


def register(commands: Any) -> None:
    """Add the commands."""
    token = commands.add_parser("portal-token", help="Cấp mã truy cập để Cổng quốc gia chuyển hồ sơ vào")
    token.add_argument("--days", type=int, default=90, help="số ngày có hiệu lực (tối đa 366)")
    token.add_argument("--name", default=CLIENT, help="tên ứng dụng kết nối")
    token.set_defaults(run=issue)
    compare = commands.add_parser("portal-compare", help="So sánh với Cổng quốc gia ngay bây giờ")
    compare.set_defaults(run=run_compare)


def issue(args: argparse.Namespace) -> int:
    """A new client with a token of scopes `portal:intake` and `portal:files`; the token is printed once."""
    from tinhso.foundation.identity.api import create_client, issue_token
    from tinhso.lib.actor import Actor

    system = Actor.system("cli")
    print(
        issue_token(
            system,
            create_client(system, args.name),
            ["portal:intake", "portal:files", "payments:owed"],
            args.days,
        )
    )
    return 0


def run_compare(args: argparse.Namespace) -> int:
    """Gather, send and compare once."""
    from tinhso.government.portal.actions.compare import compare_due
    from tinhso.government.portal.actions.gather import gather
    from tinhso.government.portal.actions.send import send_due

    gather()
    sent = send_due()
    print(
        f"Đã gửi {sent.sent}, giữ lại {sent.held}, chưa gửi được {sent.failed}. Khác nhau: {compare_due()}."
    )
    return 0
