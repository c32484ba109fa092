"""`./tinhso demo-seed`: dossiers for the demonstration, made by the real actions."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

MARK = "demo-seeded"
# A visitor must find living desks at once: work of the last days first, then three months thinly, then
# the rest. (dossiers so far, days back) of each round but the last.
ROUNDS = ((60, 10), (320, 92))


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("demo-seed", help="Tạo hồ sơ mẫu của ba tháng gần đây (chỉ bản trình diễn)")
    parser.add_argument("--count", type=int, default=2000, help="số hồ sơ (mặc định 2000)")
    parser.add_argument("--seed", type=int, default=2026, help="hạt giống ngẫu nhiên")
    parser.add_argument("--again", action="store_true", help="tạo thêm dù đã tạo rồi")
    parser.set_defaults(run=run)
    simulated = commands.add_parser("demo-portal", help="Hồ sơ mẫu cho cổng mô phỏng (chỉ bản trình diễn)")
    simulated.set_defaults(run=portal)


def portal(args: argparse.Namespace) -> int:
    """One line of JSON for the launcher: a token of the simulated portal, and filings for it to start from."""
    from tinhso.demo.portal import examples
    from tinhso.foundation.identity.api import create_client, issue_token
    from tinhso.lib.actor import Actor

    if not settings.DEMO:
        print("demo-portal chỉ chạy ở chế độ trình diễn.", file=sys.stderr)
        return 2
    system = Actor.system("demo")
    client = create_client(system, "Cổng Dịch vụ công quốc gia (mô phỏng)")
    token = issue_token(system, client, ["portal:intake", "portal:files", "payments:owed"], 30)
    print(json.dumps({"token": token, "examples": examples(settings.PROVINCE_DIR)}, ensure_ascii=False))
    return 0


def run(args: argparse.Namespace) -> int:
    """Make the dossiers and the stories once; marks in var/ remember how many there are."""
    from tinhso.demo import posted, reporting, scoring, signers, steering, stories, travelling, voices
    from tinhso.demo.run import DAYS, seed
    from tinhso.foundation.identity.api import ensure_demo_accounts

    if not settings.DEMO:
        print("demo-seed chỉ chạy ở chế độ trình diễn.", file=sys.stderr)
        return 2
    mark = settings.VAR / "run" / MARK
    before = before_all = 0 if args.again else _made(mark)
    ensure_demo_accounts()
    steering.seed()
    scoring.seed()
    signers.open_signers()
    mark.parent.mkdir(parents=True, exist_ok=True)
    every = [*travelling.stories(), *voices.stories(), *posted.stories()]
    told = 0
    for until, days in [*((u, d) for u, d in ROUNDS if u < args.count), (args.count, DAYS)]:
        if until > before:
            tell = _teller(mark, before, args.count)
            seed(settings.PROVINCE_DIR, until - before, args.seed + before, tell, days)
            before = until
            mark.write_text(str(before))
        # After the first, smallest round: the desks are alive, and these pages are soon as well.
        told += stories.tell(settings.PROVINCE_DIR, every, mark.with_name(stories.MARK), args.seed)
    # Over the dossiers of the quarter before, once they are all there.
    reporting.seed()
    if before_all >= args.count and not told:
        print("Hồ sơ mẫu đã có.")
        return 0
    print("Hồ sơ mẫu: xong", flush=True)
    return 0


def _teller(mark: Path, before: int, count: int) -> Callable[[int, int], None]:
    """Notes and tells how far it is, counted over all rounds."""

    def tell(filed: int, wanted: int) -> None:
        mark.write_text(str(before + filed))
        print(f"Hồ sơ mẫu: {before + filed}/{count}", flush=True)

    return tell


def _made(mark: Path) -> int:
    """How many were made before: a run that was stopped is taken up again."""
    try:
        return int(mark.read_text())
    except (OSError, ValueError):
        return 0
