"""`./tinhso accounts …`: what an operator does with accounts from the terminal."""

from __future__ import annotations

import argparse
import json
import secrets
from dataclasses import asdict
from datetime import date
from typing import Any


def register(commands: Any) -> None:
    """Add the `accounts` commands."""
    accounts = commands.add_parser("accounts", help="tài khoản và vai trò của cán bộ, ứng dụng kết nối")
    verbs = accounts.add_subparsers(dest="verb", required=True, metavar="VIỆC")
    create = verbs.add_parser("create-officer", help="tạo tài khoản cán bộ và giao vai trò")
    create.add_argument("username")
    create.add_argument("--name", required=True)
    create.add_argument("--agency", required=True, help="slug của cơ quan, ví dụ ubnd-xa-tho-tang-2025")
    create.add_argument("--roles", required=True, help="các vai trò, cách nhau bằng dấu phẩy")
    create.add_argument("--position", required=True)
    create.add_argument(
        "--from", dest="valid_from", type=date.fromisoformat, help="YYYY-MM-DD, mặc định hôm nay"
    )
    create.add_argument("--json", action="store_true")
    create.set_defaults(run=_create_officer)
    verify = verbs.add_parser("verify", help="đánh dấu một tài khoản người dân đã được kiểm tra giấy tờ")
    verify.add_argument("login", help="số căn cước của tài khoản")
    verify.add_argument("--by", required=True, help="tên đăng nhập của cán bộ một cửa đã xem thẻ")
    verify.set_defaults(run=_verify)
    token = verbs.add_parser("token", help="cấp mã truy cập REST cho một ứng dụng")
    token.add_argument("name", help="tên ứng dụng")
    token.add_argument("--scopes", required=True, help="phạm vi, cách nhau bằng dấu phẩy")
    token.add_argument("--days", type=int, default=90)
    token.set_defaults(run=_token)
    demo = verbs.add_parser("demo", help="danh sách tài khoản trình diễn")
    demo.add_argument("--json", action="store_true")
    demo.set_defaults(run=_demo)


def _create_officer(args: argparse.Namespace) -> int:
    from django.db import transaction

    from tinhso.foundation.identity.actions.capacities import grant_capacity
    from tinhso.foundation.identity.actions.officers import create_officer
    from tinhso.foundation.organisation.api import agency_by_slug
    from tinhso.foundation.worktime.api import today
    from tinhso.lib.actor import Actor

    actor, password = Actor.system("cli"), secrets.token_urlsafe(12)
    first_day = args.valid_from or today()
    agency = agency_by_slug(args.agency)
    with transaction.atomic():
        account_id = create_officer(actor, args.username, args.name, password)
        roles = [role.strip() for role in args.roles.split(",") if role.strip()]
        capacity = grant_capacity(actor, account_id, agency.id, roles, args.position, first_day)
    if args.json:
        print(json.dumps({"account": str(account_id), "capacity": str(capacity.pk), "password": password}))
    else:
        print(f"Đã tạo {args.username}. Mật khẩu lần đầu (phải đổi khi đăng nhập): {password}")
    return 0


def _verify(args: argparse.Namespace) -> int:
    from tinhso.foundation.identity.actions.verify_person import verify_person
    from tinhso.foundation.identity.models import Account
    from tinhso.foundation.identity.queries import who_acts
    from tinhso.foundation.identity.rules.logins import normalise_login
    from tinhso.lib.actor import Actor
    from tinhso.lib.errors import NotFound

    account = Account.objects.filter(login=normalise_login(args.login), kind=Account.Kind.RESIDENT).first()
    officer = Account.objects.filter(login=args.by, kind=Account.Kind.OFFICER, is_active=True).first()
    if account is None or officer is None:
        raise NotFound("account_unknown", "Không tìm thấy tài khoản người dân hoặc cán bộ này.")
    for capacity in who_acts(officer.pk)[1]:
        if {"reception", "return_officer"} & capacity.roles:
            break
    else:
        raise NotFound("capacity_unknown", "Cán bộ này không có vai trò một cửa còn hiệu lực.")
    actor = Actor(
        kind="officer",
        account_id=officer.pk,
        capacity_id=capacity.id,
        agency_id=capacity.agency_id,
        roles=capacity.roles,
    )
    verify_person(actor, account.pk)
    print("Đã xác minh.")
    return 0


def _token(args: argparse.Namespace) -> int:
    from tinhso.foundation.identity.actions.tokens import create_client, issue_token
    from tinhso.foundation.identity.models import ApiClient
    from tinhso.lib.actor import Actor

    actor = Actor.system("cli")
    found = ApiClient.objects.filter(name=args.name).first()
    client_id = found.pk if found else create_client(actor, args.name)
    print(issue_token(actor, client_id, [s.strip() for s in args.scopes.split(",") if s.strip()], args.days))
    return 0


def _demo(args: argparse.Namespace) -> int:
    from tinhso.foundation.identity.actions.demo import demo_accounts

    found = demo_accounts()
    if args.json:
        print(json.dumps([asdict(account) for account in found], ensure_ascii=False))
        return 0
    for account in found:
        print(
            f"{account.role:<40} {account.login:<16} {account.password:<20} {account.name} {account.agency}"
        )
    return 0
