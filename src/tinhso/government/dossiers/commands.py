"""`./tinhso due`: what the deadline engine says, for operators and scripts."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

CHANNELS = ("ONLINE", "DIRECT", "POSTAL")


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("due", help="Tính hạn tiếp nhận, hạn trả và hạn từng bước")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--procedure", metavar="MÃ", help="mã thủ tục, ví dụ 1.001612")
    what.add_argument("--hours", metavar="N", help="số giờ làm việc, ví dụ 8 hoặc 2.5")
    parser.add_argument("--channel", choices=CHANNELS, default="ONLINE", help="cách nộp")
    parser.add_argument("--received", required=True, metavar="LÚC", help="lúc nhận, ví dụ 2026-11-23T09:15")
    parser.add_argument("--json", action="store_true", help="in JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """`{reception_deadline, due, working_hours, steps:[{key,name,role,working_hours,due}]}`.

    Only an online filing has a reception deadline (8 working hours); a limit without a verified source gives
    `due` null.
    """
    received = _moment(args.received)
    answer = (
        _hours(args.hours, received) if args.hours else _procedure(args.procedure, args.channel, received)
    )
    if args.json:
        print(json.dumps(answer, ensure_ascii=False))
        return 0
    if answer["reception_deadline"]:
        print(f"Tiếp nhận chậm nhất: {_text(answer['reception_deadline'])}")
    print(f"Hẹn trả: {_text(answer['due'])}")
    for step in answer["steps"]:
        print(f"  {step['name']}: {_text(step['due'])}")
    return 0


def _hours(text: str, received: datetime) -> dict[str, Any]:
    from tinhso.foundation.worktime import api as worktime
    from tinhso.lib.errors import Refused

    try:
        hours = Decimal(text)
        if not 0 <= hours <= 100_000:
            raise InvalidOperation
    except InvalidOperation:
        raise Refused(
            "hours", f"“{text}” không phải số giờ.", field="--hours", way_out="Viết như 8 hoặc 2.5."
        ) from None
    due = worktime.calendar().add_hours(received, hours)
    return {
        "reception_deadline": None,
        "due": due.isoformat(),
        "working_hours": _number(hours),
        "steps": [],
    }


def _procedure(code: str, channel: str, received: datetime) -> dict[str, Any]:
    from tinhso.foundation.process import api as process
    from tinhso.foundation.worktime import api as worktime
    from tinhso.government.dossiers.rules import due as rules
    from tinhso.government.procedures import api as procedures

    calendar = worktime.calendar()
    version = procedures.version(code, received.date())
    cutoff = version.content.cutoff
    limit = procedures.limits(version, channel)
    due = rules.dossier_due(calendar, received, limit, cutoff) if limit else None
    total = calendar.working_hours(limit, received, cutoff) if limit else None
    outline = process.outline(procedures.spec_id(version))
    plans = [rules.StepPlan(step.key, _decimal(step.hours), _decimal(step.share)) for step in outline]
    start = calendar.start_of_clock(received, cutoff)
    schedule = rules.step_schedule(calendar, start, plans, total, due)
    return {
        "reception_deadline": rules.reception_due(calendar, received).isoformat()
        if channel == "ONLINE"
        else None,
        "due": due.isoformat() if due else None,
        "working_hours": _number(total) if total is not None else None,
        "steps": [
            {
                "key": step.key,
                "name": step.name,
                "role": step.role,
                "working_hours": _number(hours) if limit or plan.hours is not None else None,
                "due": moment.isoformat() if limit or plan.hours is not None else None,
            }
            for step, plan, (_key, hours, moment) in zip(outline, plans, schedule, strict=True)
        ],
    }


def _moment(text: str) -> datetime:
    from tinhso.foundation.worktime.api import ZONE
    from tinhso.lib.errors import Refused

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(
            "received",
            f"“{text}” không phải thời điểm.",
            field="--received",
            way_out="Viết như 2026-11-23T09:15.",
        ) from None
    return moment.astimezone(ZONE) if moment.tzinfo else moment.replace(tzinfo=ZONE)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _text(iso: str | None) -> str:
    from tinhso.lib.dates import vi_moment

    return vi_moment(datetime.fromisoformat(iso)) if iso else "chưa kiểm chứng"
