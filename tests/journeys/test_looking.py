"""The looks of the journeys see what they are for, also where only one of many like lines is at fault."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys import harness

pytestmark = pytest.mark.journey

LINES = "".join(f"<li><span>Dòng {number}</span></li>" for number in range(40))
PAGE = f"""<!doctype html><html lang="vi"><head><title>Thử</title></head><body><header class="ts-header">
<p style="color:#ccc">Đầu trang</p></header><main><h1>Thử</h1><ul>{LINES}</ul>
<label for="a">Tên</label> <input id="a" value="chữ"></main></body></html>"""


def test_one_pale_line_of_forty_is_found(page_at: Callable[..., Page]) -> None:
    page = page_at(1280)
    page.set_content(PAGE)
    harness.assert_axe(page, frame=False)
    with pytest.raises(AssertionError, match="color-contrast") as found:
        harness.assert_axe(page)
    assert "Đầu trang" in str(found.value)
    for faulty in (
        PAGE.replace("<span>Dòng 21<", '<span style="color:#bbb">Dòng 21<'),
        PAGE.replace("<span>Dòng 21<", '<span style="opacity:.4">Dòng 21<'),
        PAGE.replace("<span>Dòng 21<", '<span style="background:#333">Dòng 21<'),
        PAGE.replace('value="chữ"', 'value="chữ" style="color:#bbb"'),
        PAGE.replace('<label for="a">', "<label>"),
    ):
        page.set_content(faulty)
        with pytest.raises(AssertionError):
            harness.assert_axe(page, frame=False)
