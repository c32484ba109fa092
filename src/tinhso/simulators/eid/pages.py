"""The simulator's own pages. Every page says that it is a simulation."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from tinhso.simulators.eid.people import NOTES, PEOPLE

_PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title} · mô phỏng</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
body{{font:18px/1.5 system-ui,sans-serif;margin:0;color:#1a2230}}main{{max-width:40rem;margin:auto;padding:1rem}}
.sim{{background:#7a1f1f;color:#fff;padding:.6rem 1rem;text-align:center;font-weight:700}}
ul{{list-style:none;padding:0}}li{{border-bottom:1px solid #d5d9e0;padding:.5rem 0}}
a{{color:#14509e;display:inline-block;padding:.4rem 0}}a:focus{{outline:3px solid #ffc83d}}small{{color:#4c5768;display:block}}
</style></head><body><header class="sim">MÔ PHỎNG: đây không phải VNeID. Mọi người ở đây là bịa.</header>
<main><h1>{title}</h1>{body}</main></body></html>"""


def choose(query: dict[str, str]) -> str:
    """Whom to sign in as: by links, so that no form has to lead to another site."""
    rows = []
    for key, person in PEOPLE.items():
        address = "?" + urlencode({**query, "nguoi": key})
        number = person.get("SoDinhDanh") or person.get("MaSoThue") or person.get("HoChieu", "")
        name = person["TenDoanhNghiep"] if "TenDoanhNghiep" in person else person["HoVaTen"]
        rows.append(
            f'<li><a href="{escape(address)}">{escape(name)}</a>'
            f"<small>{escape(str(number))} · {escape(NOTES[key])}</small></li>"
        )
    stop = escape("?" + urlencode({**query, "nguoi": "-"}))
    body = f'<p>Đăng nhập với vai của:</p><ul>{"".join(rows)}</ul><p><a href="{stop}">Không đăng nhập nữa</a></p>'
    return _PAGE.format(title="Định danh điện tử (mô phỏng)", body=body)


def home() -> str:
    """What this is."""
    body = "<p>Chỉ dùng cho trình diễn. Hãy bắt đầu từ trang đăng nhập của tỉnh.</p>"
    return _PAGE.format(title="Định danh điện tử (mô phỏng)", body=body)


def refused(error: str) -> str:
    """A request that no sound client makes."""
    body = f"<p>Yêu cầu đăng nhập không hợp lệ ({escape(error)}). Hãy quay lại trang của tỉnh.</p>"
    return _PAGE.format(title="Không đăng nhập được", body=body)


def signed_out(home: str) -> str:
    """After signing out here."""
    link = f'<p><a href="{escape(home)}">Về trang của tỉnh</a></p>' if home else ""
    return _PAGE.format(title="Đã đăng xuất", body=f"<p>Bản mô phỏng không còn nhớ ai.</p>{link}")


def nothing() -> str:
    """No such page."""
    return _PAGE.format(title="Không có trang này", body="")
