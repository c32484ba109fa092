"""What a resident's telephone pays: built files and the whole home page, compressed as sent."""

from __future__ import annotations

import gzip
import re

import pytest

from tinhso.screens import assets

LIMITS = {
    "resident.css": 16_000,
    "app.js": 8_000,
    "upload.js": 3_000,
    "officer.css": 20_000,
    "officer.js": 6_000,
}
KB = 1_000


def sent(name: str) -> int:
    """Bytes over the wire: fonts as they are, everything else gzipped."""
    content = (assets.folder() / name).read_bytes()
    return len(content) if name.endswith((".woff2", ".png")) else len(gzip.compress(content, 6))


@pytest.fixture(autouse=True)
def _built():
    assert assets.manifest(), "build/assets is missing: run npm ci && npm run build in assets/"


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_each_file(name, limit):
    assert sent(assets.manifest()[name]) <= limit


def test_resident_scripts_together():
    assert sum(sent(assets.manifest()[name]) for name in ("app.js", "upload.js")) <= 11_000


@pytest.mark.django_db
def test_home_page_whole(client):
    page = client.get("/")
    names = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page.content.decode()))
    style = next(n for n in names if n.endswith(".css"))
    fonts = set(
        re.findall(r'url\("?(fonts/[^")]+)"?\)', (assets.folder() / style).read_text(encoding="utf-8"))
    )
    assert len(fonts) == 4
    # The large icon is fetched only when somebody keeps the site on a telephone.
    parts = {n for n in names if not n.endswith(".png")} | fonts
    total = len(gzip.compress(page.content, 6)) + sum(sent(name) for name in parts)
    assert total <= 100 * KB, f"{total} bytes: {sorted((sent(n), n) for n in parts)}"


def test_no_font_or_file_from_another_site():
    for name in ("resident.css", "officer.css"):
        text = (assets.folder() / assets.manifest()[name]).read_text(encoding="utf-8")
        assert not re.findall(r"url\([\"']?(?:https?:)?//", text)
