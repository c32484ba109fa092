"""The simulator's own pages: what it holds, and a form to file. Every page says that it is a simulation."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from tinhso.simulators.portal.filing import Filing
from tinhso.simulators.portal.pusher import Pusher
from tinhso.simulators.portal.store import Store

STATES = {
    1: "Mới đăng ký", 2: "Được tiếp nhận", 3: "Không được tiếp nhận", 4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ", 6: "Yêu cầu thực hiện nghĩa vụ tài chính", 7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý", 9: "Đã xử lý xong", 10: "Đã trả kết quả",
}  # fmt: skip
_PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title} · mô phỏng</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
body{{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1a2230}}main{{max-width:60rem;margin:auto;padding:1rem}}
.sim{{background:#7a1f1f;color:#fff;padding:.6rem 1rem;text-align:center;font-weight:700}}
table{{border-collapse:collapse;width:100%}}td{{overflow-wrap:anywhere}}th{{vertical-align:top}}td,th{{border-bottom:1px solid #d5d9e0;padding:.4rem;text-align:left}}
input,button{{font:inherit;padding:.4rem}}label{{display:block;margin:.6rem 0}}.wide{{overflow-x:auto}}
</style></head><body><p class="sim">MÔ PHỎNG: đây không phải Cổng Dịch vụ công quốc gia. Dữ liệu là bịa.</p>
<main><h1>{title}</h1>{body}</main></body></html>"""


class Pages:
    """Plain pages without a script."""

    def __init__(self, store: Store, filing: Filing, pusher: Pusher) -> None:
        self._store = store
        self._pusher = pusher
        self._filing = filing
        # A filing to start from, by procedure: `--examples`.
        self.examples: dict[str, dict[str, Any]] = {}

    def get(self, path: str) -> tuple[int, str]:
        """One page by its address."""
        parts = [part for part in path.split("/") if part]
        if not parts:
            return 200, self._home()
        if parts[0] == "thu-tuc" and len(parts) == 2:
            return self._procedure(parts[1])
        if parts[0] == "ho-so" and len(parts) == 2:
            return self._dossier(parts[1])
        return 404, _page("Không có trang này", "")

    def post(self, path: str, typed: dict[str, str]) -> str:
        """What a form asks for; the address to go to."""
        parts = [part for part in path.split("/") if part]
        if parts[:1] == ["thu-tuc"] and len(parts) == 2 and parts[1] in self.examples:
            filing = json.loads(json.dumps(self.examples[parts[1]]))
            for key in ("name", "citizen_id", "phone"):
                if typed.get(key):
                    filing["owner"][key] = typed[key]
            return f"/ho-so/{self._filing.file(filing, self._title(parts[1]))}"
        if parts[:1] == ["tra-loi"]:
            self._filing.answer_all()
        if (
            parts[:1] == ["gui-so"]
            and typed.get("number", "").isascii()
            and typed.get("number", "").isdigit()
        ):
            self._pusher.again(int(typed["number"]))
        return "/"

    def _home(self) -> str:
        rows = self._store.run("SELECT code, record FROM dossier ORDER BY code DESC LIMIT 200")
        lines = []
        for code, raw in rows:
            record = json.loads(raw)
            state = STATES.get(record.get("TrangThaiHoSo", 0), "?")
            lines.append(
                f'<tr><td><a href="/ho-so/{escape(code)}">{escape(code)}</a></td>'
                f"<td>{escape(str(record.get('TenTTHC', '')))}</td><td>{escape(state)}</td></tr>"
            )
        links = "".join(
            f'<li><a href="/thu-tuc/{escape(code)}">{escape(self._title(code))}</a></li>'
            for code in sorted(self.examples)
        )
        table = f"<div class=wide><table><tr><th>Mã hồ sơ</th><th>Thủ tục</th><th>Trạng thái</th></tr>{''.join(lines)}</table></div>"
        answer = '<form method="post" action="/tra-loi"><button>Trả lời mọi yêu cầu bổ sung</button></form>'
        return _page(
            "Cổng Dịch vụ công quốc gia (mô phỏng)", f"<ul>{links}</ul>{answer}{self._lost()}{table}"
        )

    def _lost(self) -> str:
        """The operator's corner: what was lost on the way, and sending a number again."""
        gone = ", ".join(f"{number} ({escape(code)})" for number, code in self._pusher.lost()) or "không có"
        return (
            f"<h2>Người vận hành</h2><p>Gói mất trên đường, không tự gửi lại: {gone}</p>"
            '<form method="post" action="/gui-so"><label>Gửi lại gói số <input name="number" inputmode="numeric">'
            "</label><button>Gửi lại</button></form>"
        )

    def _procedure(self, code: str) -> tuple[int, str]:
        if code not in self.examples:
            return 404, _page(
                "Thủ tục này chưa có ở bản mô phỏng",
                f"<p>Mã thủ tục: {escape(code)}</p><p><a href='/'>Về trang đầu</a></p>",
            )
        owner = self.examples[code].get("owner", {})
        fields = "".join(
            f'<label>{label} <input name="{key}" value="{escape(str(owner.get(key, "")))}"></label>'
            for key, label in (("name", "Chủ hồ sơ"), ("citizen_id", "Số định danh"), ("phone", "Điện thoại"))
        )
        body = f'<form method="post">{fields}<button>Nộp hồ sơ (mô phỏng)</button></form>'
        return 200, _page(self._title(code), body)

    def _dossier(self, code: str) -> tuple[int, str]:
        record = self._store.record(code)
        if record is None:
            return 404, _page("Không có hồ sơ này", "")
        told = [(key, value) for key, value in record.items() if value not in ("", [], None)]
        cells = "".join(f"<tr><th>{escape(k)}</th><td>{escape(_say(k, v))}</td></tr>" for k, v in told)
        history = "".join(
            f"<tr><td>{escape(str(row.get('ThoiDiemXuLy')))}</td><td>{escape(str(row.get('NoiDungXuLy')))}</td>"
            f"<td>{escape(str(row.get('NguoiXuLy')))}</td></tr>"
            for row in self._store.history(code)
        )
        files = "".join(
            f"<li>{escape(address)}: {f'{size} byte, SHA-256 {sha256[:16]}… khớp' if not fault else escape(fault)}</li>"
            for address, sha256, size, fault in self._store.run(
                "SELECT address, sha256, size, fault FROM fetched WHERE code = ? ORDER BY address", code
            )
        )
        return 200, _page(
            f"Hồ sơ {code}",
            f"<div class=wide><table>{cells}</table></div><h2>Tiến độ</h2><div class=wide><table>{history}</table></div>"
            f"<h2>Tệp đã tải</h2><ul class=wide>{files or '<li>chưa có</li>'}</ul>",
        )

    def _title(self, code: str) -> str:
        rows = self._store.run("SELECT title FROM procedure WHERE code = ?", code)
        return str(rows[0][0]) if rows else code


def _say(key: str, value: Any) -> str:
    if key == "TrangThaiHoSo":
        return f"{value} · {STATES.get(value, '?')}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _page(title: str, body: str) -> str:
    return _PAGE.format(title=escape(title), body=body)
