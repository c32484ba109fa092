"""The payer's page. Every page says that it is a simulation."""

from __future__ import annotations

from html import escape
from typing import Any

from tinhso.simulators.pay.platform import Platform

_PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title} · mô phỏng</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
body{{font:18px/1.5 system-ui,sans-serif;margin:0;color:#1a2230}}main{{max-width:34rem;margin:auto;padding:1rem}}
.sim{{background:#7a1f1f;color:#fff;padding:.6rem 1rem;text-align:center;font-weight:700;margin:0}}
dl{{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem}}dd{{margin:0;overflow-wrap:anywhere}}dt{{color:#4c5768}}
button{{font:inherit;padding:.7rem 1rem;width:100%;margin:.3rem 0;min-height:3rem}}.go{{background:#17305c;color:#fff;border:0}}
</style></head><body><p class="sim">MÔ PHỎNG: đây không phải Nền tảng thanh toán quốc gia. Không có tiền thật.</p>
<main><h1>{title}</h1>{body}</main></body></html>"""


class Pages:
    """Plain pages without a script."""

    def __init__(self, platform: Platform, back: str) -> None:
        self._platform, self._back = platform, back

    def get(self, path: str) -> tuple[int, str]:
        """One page by its address."""
        parts = [part for part in path.split("/") if part]
        if parts[:1] == ["tra"] and len(parts) == 2:
            known = self._platform.book.by_secret(parts[1])
            if known is not None:
                return 200, self._pay(known)
        if not parts:
            return 200, self._home()
        return 404, _page("Không có trang này", "")

    def post(self, path: str, typed: dict[str, str]) -> str:
        """What the payer decided; the address to go to."""
        parts = [part for part in path.split("/") if part]
        known = self._platform.book.by_secret(parts[1]) if parts[:1] == ["tra"] and len(parts) == 2 else None
        if known is None:
            return "/"
        self._platform.pay(known["reference"], typed.get("how", ""))
        return f"/tra/{known['secret']}"

    def _pay(self, known: dict[str, Any]) -> str:
        bill = known["body"].get("ThongTinBienLai") or {}
        facts = [
            ("Số tiền", f"{known['amount']:,} đ".replace(",", ".")),
            ("Mã hồ sơ", bill.get("MaHoSo", "")),
            ("Đơn vị thu", bill.get("TenDonVi", "")),
            ("Mã tham chiếu", known["reference"]),
        ]
        told = "".join(f"<dt>{escape(k)}</dt><dd>{escape(str(v))}</dd>" for k, v in facts)
        back = self._back.replace("{code}", str(bill.get("MaHoSo", "")))
        link = f'<p><a href="{escape(back)}">Về trang hồ sơ</a></p>' if back else ""
        if known["state"] == "new":
            buttons = "".join(
                f'<button name="how" value="{how}"{extra}>{words}</button>'
                for how, words, extra in (
                    ("paid", "Trả tiền (mô phỏng)", ' class="go"'),
                    ("failed", "Tài khoản không đủ tiền", ""),
                    ("hanging", "Ngân hàng không trả lời", ""),
                )
            )
            return _page("Trả phí, lệ phí", f'<dl>{told}</dl><form method="post">{buttons}</form>{link}')
        words = {
            "paid": "Ngân hàng đã trừ tiền.",
            "failed": "Ngân hàng không trừ tiền.",
            "hanging": "Ngân hàng chưa trả lời.",
        }[known["state"]]
        return _page(words, f"<dl>{told}</dl>{link}")

    def _home(self) -> str:
        rows = self._platform.book.run(
            "SELECT reference, amount, state FROM payment ORDER BY rowid DESC LIMIT 100"
        )
        lines = "".join(
            f"<li>{escape(reference)} · {amount} đ · {escape(state)}</li>"
            for reference, amount, state in rows
        )
        links = "".join(
            f'<li><a href="/tep/{name}">{words}</a></li>'
            for name, words in (
                ("nen-tang.csv", "Tệp đối soát hôm nay"),
                ("sao-ke.csv", "Sao kê ngân hàng hôm nay (CSV)"),
                ("sao-ke.xml", "Sao kê ngân hàng hôm nay (camt.053)"),
            )
        )
        return _page(
            "Nền tảng thanh toán (mô phỏng)",
            f"<ul>{links}</ul><ul>{lines or '<li>Chưa có giao dịch</li>'}</ul>",
        )


def _page(title: str, body: str) -> str:
    return _PAGE.format(title=escape(title), body=body)
