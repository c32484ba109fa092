"""What the terminal shows when the province is open: the address and the demo accounts by role."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any, Protocol

from tinhso.launcher.children import Child
from tinhso.launcher.places import ROOT, Places
from tinhso.launcher.say import say

ACCOUNTS = """
import dataclasses, json, sys
import django
django.setup()
from tinhso.foundation.identity import api
list_accounts = getattr(api, "demo_accounts", None)
found = list_accounts() if list_accounts else []
print(json.dumps([dataclasses.asdict(a) if dataclasses.is_dataclass(a) else a for a in found], default=str))
"""


def demo_accounts(env: dict[str, str]) -> list[dict[str, Any]]:
    """The demo accounts as identity tells them; empty when there are none (or outside demo)."""
    return told(asking_accounts(env))


def asking_accounts(env: dict[str, str]) -> subprocess.Popen[str]:
    """The question for them, asked by a process of its own: it takes as long as the web server's start."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", ACCOUNTS],
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )


def told(asking: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """What it answers, once it does."""
    answer, _nothing = asking.communicate()
    if asking.returncode != 0:
        return []
    found = json.loads(answer.strip().splitlines()[-1])
    return [entry for entry in found if isinstance(entry, dict)]


def welcome(
    where: Places,
    accounts: list[dict[str, Any]],
    address: str,
    *,
    hosts: list[str],
    port: int,
    demo: bool,
    took: float,
) -> None:
    """Print the address first, then who can sign in."""
    say()
    seconds = f"{took:.1f}".replace(".", ",")
    say(f"  Tỉnh Số đã mở tại {address}   (sau {seconds} giây)")
    for host in hosts:
        say(f"  Trong mạng nội bộ: http://{host}:{port}")
    if where.as_of:
        say(f"  Thế giới khác, bắt đầu từ ngày {'/'.join(reversed(where.as_of.split('-')))}.")
    if accounts:
        say()
        once = ", mỗi mật khẩu chỉ dùng một lần" if hosts else ""
        say(f"  Tài khoản dùng thử (chỉ có ở chế độ demo{once}):")
        for line in account_lines(accounts):
            say("    " + line)
    say()
    if demo:
        say("  ./tinhso demo dẫn bạn đi một vòng mười phút. Nhấn Ctrl-C để dừng.")
    else:
        say(f"  Máy chủ TLS ở phía trước nối vào http://127.0.0.1:{port}. Nhấn Ctrl-C để dừng.")
    say()


def account_lines(accounts: list[dict[str, Any]]) -> list[str]:
    """One line each: login, password, name, then role and place, which are long; aligned.

    A password that all of them share is told once, on a line of its own.
    """
    told = [str(entry.get("password") or "VNeID mô phỏng") for entry in accounts]
    shared = told[0] if len(accounts) > 1 and len(set(told)) == 1 else ""
    rows = [
        (
            str(entry.get("login") or ""),
            *([] if shared else [password]),
            str(entry.get("name") or ""),
            " · ".join(str(entry[key]) for key in ("role", "agency") if entry.get(key)),
        )
        for entry, password in zip(accounts, told, strict=True)
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]) - 1)] if rows else []
    lines = ["   ".join([*(row[i].ljust(w) for i, w in enumerate(widths)), row[-1]]).rstrip() for row in rows]
    return [f"Mật khẩu chung: {shared}", *lines] if shared else lines


class Teller(Protocol):
    """Tells the terminal what is new since it last looked."""

    def look(self) -> None: ...


class LastLine:
    """How the seeding goes: the last line of its log that is meant for people, whenever it is another one."""

    def __init__(self, seeding: Child) -> None:
        self.seeding = seeding
        self.told = ""

    def look(self) -> None:
        try:
            lines = [
                line for line in self.seeding.log.read_text(errors="replace").splitlines() if line.strip()
            ]
        except OSError:
            return
        # Notes for operators are JSON; they stay in the log.
        last = next((line.strip() for line in reversed(lines) if not line.startswith("{")), "")
        if last and last != self.told:
            say(f"· {last}")
            self.told = last


class OneTimePasswords:
    """On the local network a demo password works once; the next one is told here and nowhere else."""

    def __init__(self, where: Places) -> None:
        self.path = where.run / "demo-passwords.json"
        self.told = self._read()

    def _read(self) -> dict[str, str]:
        try:
            return dict(json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def look(self) -> None:
        found = self._read()
        for login, password in found.items():
            if self.told.get(login) != password:
                say(f"· Mật khẩu kế tiếp của “{login}”: {password}")
        self.told = found or self.told
