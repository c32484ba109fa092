"""Names inside archives, folders, tables and addresses cannot leave their folder (row 4)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tinhso.foundation.files.inspecting.check import check
from tinhso.foundation.files.rules.names import clean_name
from tinhso.foundation.province.actions.export import _write
from tinhso.foundation.province.folder import Folder
from tinhso.lib.errors import Refused

LEAVING = [
    "../outside.toml", "a/../../outside.toml", "/etc/passwd", "..", "a/..", "..\\outside.toml", "./../outside.toml",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one file, a secret beside it, and a link to the secret inside it."""
    (tmp_path / "outside.toml").write_text("secret = 1")
    inside = tmp_path / "province"
    (inside / "a").mkdir(parents=True)
    (inside / "a" / "good.toml").write_text("x = 1")
    (inside / "link.toml").symlink_to(tmp_path / "outside.toml")
    (inside / "way").symlink_to(tmp_path)
    return inside


@pytest.mark.parametrize("name", [*LEAVING, "link.toml", "way/outside.toml"])
def test_no_name_reads_outside_a_province_folder(name: str, folder: Path) -> None:
    opened = Folder(folder)
    assert opened.files == ["a/good.toml"]
    with pytest.raises(FileNotFoundError):
        opened.data(name)
    assert not opened.exists(name)
    assert opened.strays() == ["link.toml", "way"]


@pytest.mark.parametrize("name", [*LEAVING[:3], "link.toml", "way/new.toml"])
def test_no_name_writes_outside_at_export(name: str, folder: Path) -> None:
    outside = folder.parent / "outside.toml"
    with pytest.raises(Refused) as refused:
        _write(folder.resolve(), name, b"overwritten")
    assert refused.value.code == "export_outside"
    assert outside.read_text() == "secret = 1"
    assert not (folder.parent / "new.toml").exists()


@pytest.mark.parametrize(
    "inner", ["../../evil.xml", "/etc/cron.d/evil", "word/../../evil", "C:\\evil.exe", "word\\..\\..\\e"]
)
def test_an_archive_with_a_leaving_name_is_refused(inner: str, tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        archive.writestr(inner, "x")
    path = tmp_path / "don.docx"
    path.write_bytes(data.getvalue())
    assert check(path).code


@pytest.mark.parametrize("name", [*LEAVING, "a\x00b.pdf", "con.pdf", "  ..  ", "a/b\\c.pdf", "‮fdp.exe"])
def test_the_name_of_a_file_is_a_name(name: str) -> None:
    made = clean_name(name)
    assert made
    assert not set(made) & set('/\\\x00:*?"<>|\n\r')
    assert made not in (".", "..")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/static/../secret-key", "/static/%2e%2e/secret-key", "/static/..%2f..%2fsecret-key", "/static//etc/passwd",
        "/tep/..%2f..%2fsecret-key/", "/tep/%2e%2e/",
    ],
)  # fmt: skip
def test_no_address_reads_the_disk(path: str, settings: Any, tmp_path: Path) -> None:
    answer = Client().get(path)
    assert answer.status_code in (302, 404)
    assert "secret = " not in answer.content.decode(errors="replace")
